"""Steps of which each is a part of the one before: trained, in post, used, completed, re-scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mscp_analysis import changes
from mscp_analysis.measures import Fact
from mscp_analysis.registers.register import Register


@dataclass(frozen=True)
class Step:
    """One step of a funnel.

    Parameters
    ----------
    number : Fact
        How many got so far.
    of_before, of_first : Fact
        What share in per cent they are of the step before, and of the first; not applicable
        to the first step, and missing where either figure is.
    """

    number: Fact
    of_before: Fact
    of_first: Fact


@dataclass(frozen=True)
class Funnel:
    """Steps, and of how many agencies they tell.

    Parameters
    ----------
    steps : tuple of Step
        From the widest to the narrowest.
    reporting, agencies : Fact
        How many agencies told of the later steps, and of how many.
    """

    steps: tuple[Step, ...]
    reporting: Fact
    agencies: Fact

    @property
    def facts(self) -> list[Fact]:
        """The figures of its steps."""
        return [step.number for step in self.steps]

    @property
    def coverage(self) -> tuple[Fact, Fact]:
        """How many agencies told of its later steps, and of how many."""
        return self.reporting, self.agencies


def steps(numbers: Sequence[Fact]) -> tuple[Step, ...]:
    """Each step as a share of the step before and of the first.

    Parameters
    ----------
    numbers : sequence of Fact
        In order, of one unit and period; a missing one is passed over as a limit for the next.

    Returns
    -------
    tuple of Step

    Raises
    ------
    ValueError
        If a step is above one before it.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Exampleshire", "2023-24").gcp2.where(reporting=1)
    >>> used = steps([own.total("trained"), own.total("used")])
    >>> used[0].of_before.marker, used[1].number.value < used[0].number.value
    ('z', True)
    """
    found: list[Step] = []
    for place, number in enumerate(numbers):
        _refuse_above(number, numbers[:place])
        if place:
            shares = changes.share(number, numbers[place - 1]), changes.share(number, numbers[0])
        else:
            shares = _no_share(number), _no_share(number)
        found.append(Step(number, *shares))
    return tuple(found)


def funnel(register: Register, *columns: str) -> Funnel:
    """The steps of a register with its columns ``agencies`` and ``reporting``.

    Where some agencies told of every step and others did not, the steps are those of the
    agencies that did: a step over more agencies than the next would make a drop of nothing.

    Parameters
    ----------
    register : Register
        Such as ``gcp2``.
    *columns : str
        The columns of its steps, in order.

    Returns
    -------
    Funnel
        Of all its rows where none tells of every step, so that what is missing is seen.

    Raises
    ------
    ValueError
        If a step is above one before it.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> tool = registers.open("Medway", "2023-24").gcp2
    >>> found = funnel(tool, "trained", "in_post", "used")
    >>> [fact.shown for fact in found.facts], found.reporting.shown, found.agencies.shown
    (['[x]', '[x]', '[x]'], '2', '[x]')
    """
    whole = register.rows[register.rows[[*columns]].notna().all(axis=1)]
    told = register.with_rows(whole) if len(whole) else register
    heads = [register.description.known[column].heading for column in columns]
    numbers = [told.total(column, head) for column, head in zip(columns, heads, strict=True)]
    return Funnel(steps(numbers), register.total("reporting"), register.total("agencies"))


def _refuse_above(number: Fact, earlier: Sequence[Fact]) -> None:
    for before in earlier:
        if before.value is not None and number.value is not None and number.value > before.value:
            raise ValueError(
                f"{number.title}, {number.area}, {number.period}: {number.shown} cannot be a part "
                f"of {before.shown} ({before.title.lower()}); correct one of the two figures."
            )


def _no_share(number: Fact) -> Fact:
    return replace(number, value=None, marker=number.marker if number.absence else "z", unit="%")
