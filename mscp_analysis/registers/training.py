"""Training: places, people and courses kept apart, and set beside earlier years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from mscp_analysis.changes import between
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.registers.measured import measured
from mscp_analysis.registers.places import (
    PLACES,
    booked,
    evaluated,
    evaluations,
    filled,
    gaps,
    missed,
    not_taken_up,
    uptake,
    with_sectors,
)
from mscp_analysis.registers.register import Register
from mscp_analysis.sources import join

__all__ = ["PLACES", "Since", "booked", "by", "evaluated", "evaluations", "filled", "gaps",
           "missed", "more", "not_taken_up", "over_years", "since", "taken", "uptake",
           "with_sectors"]  # fmt: skip

FAR = 2.0
"""How many times another figure one must be for the two not to be read as one series."""


def taken(training: Register, title: str = "", **chosen: Any) -> Fact:
    """How many places were taken, people trained or courses completed.

    Parameters
    ----------
    training : Register
        The register ``training``.
    title : str, optional
        What the sum is called.
    **chosen
        Column and value, as for ``Register.where``.

    Returns
    -------
    Fact
        In the unit of the rows; not available where no row is of that kind.

    Raises
    ------
    ValueError
        If the rows count different things: a place is neither a person nor a course.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24").training
    >>> taken(own, mode="e-learning").shown
    '7,197'
    >>> taken(own)
    Traceback (most recent call last):
    ValueError: Training in 2023-24 counts places and courses, which cannot be added together: ...
    """
    own = training.where(**chosen)
    units = list(dict.fromkeys(own.rows["counted"]))
    if len(units) > 1:
        raise ValueError(
            f"{own.title} in {own.year} counts {' and '.join(units)}, which cannot be added "
            "together: choose one with counted or mode."
        )
    name = title or f"{own.title}, taken or completed"
    # Where no row is of that kind, it is the rows of the others that do not tell it.
    fact = own.total("attended", name) if len(own) else training.missing(name)
    return replace(fact, unit=units[0] if units else PLACES)


def more(training: Register, **chosen: Any) -> str:
    """The words *or more* behind a sum of which a part was printed as a least number."""
    return " or more" if (training.where(**chosen).rows["at_least"] == "yes").any() else ""


def by(training: Register, column: str, counted: str = PLACES) -> Measure:
    """What was taken by each value of a column, in one unit.

    Parameters
    ----------
    training : Register
        The register ``training``.
    column : str
        ``mode``, ``agency``, ``priority``, ``course``, or ``sector`` (see ``with_sectors``).
    counted : str
        Which unit; the others are left out, since they cannot be added to it.

    Returns
    -------
    Measure
    """
    own = training.where(counted=counted)
    done = "completed" if counted == "courses" else "taken"
    title = f"Training, {counted} {done}"
    facts = {
        f"{value}{', at least' if more(own, **{column: value}) else ''}": taken(
            own, title, **{column: value}
        )
        for value in dict.fromkeys(own.rows[column])
    }
    found = measured(own, facts, column, title)
    if training.absence or any(facts):
        return found
    return replace(found, absence=f"For {training.year} no {column} is stated for the {counted}.")


def over_years(training: Register, mode: str, years: int = 5) -> Measure:
    """What was taken in one mode year by year, of each year that tells it.

    A year that does not tell this mode has no figure; of which years it was printed as *so
    many or more* the title says.
    """
    each = [training.of_year(training.year.previous(back)) for back in reversed(range(years))]
    held = [own for own in each if own.is_supplied]
    facts = {own.year.label: taken(own, mode=mode) for own in held}
    unit = next((fact.unit for fact in facts.values() if fact.value is not None), PLACES)
    rough = [own.year.label for own in held if more(own, mode=mode)]
    least = f", at least in {' and '.join(rough)}" if rough else ""
    found = measured(training, facts, "year", f"{mode.capitalize()} ({unit}{least})")
    return replace(
        found.with_rows(found.rows.drop(columns="year")),
        unit=unit,
        sources=join(*(fact.sources for fact in facts.values())),
        absence="" if facts else training.absence,
    )


@dataclass(frozen=True)
class Since:
    """A sum, the nearest earlier one that is held, and whether they make one series."""

    now: Fact
    before: Fact
    percent: Fact
    more_now: str
    more_before: str
    side: str
    reading: str


def since(training: Register, mode: str, years: int = 5) -> Since:
    """How far what was taken in a mode lies from the nearest earlier year that tells it.

    Parameters
    ----------
    training : Register
        The register ``training``.
    mode : str
        Such as ``e-learning``.
    years : int
        How many years to look back over, this one included.

    Returns
    -------
    Since
        Where one is twice the other or more, its ``reading`` says that the two are no series.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> found = since(registers.open("Medway", "2023-24").training, "e-learning")
    >>> found.before.shown, found.percent.shown, found.side
    ('45,000', '−84.0', 'fewer')
    """
    now = taken(training, mode=mode)
    each = [training.of_year(training.year.previous(back)) for back in range(1, years)]
    held = [own for own in each if taken(own, mode=mode).value is not None]
    own = held[0] if held else training
    before = taken(own, mode=mode) if held else replace(training.missing(now.title), unit=now.unit)
    # A year that does not tell the mode does not tell its unit either.
    now = replace(now, unit=before.unit, measure=before.measure)
    moved = between(before, now)
    low, high = sorted([before.number, now.number])
    far = "cannot be read as one series until it is said what was counted differently"
    near = "can be read as one series"
    return Since(
        now=now,
        before=before,
        percent=moved.percent,
        more_now=more(training, mode=mode),
        more_before=more(own, mode=mode),
        side="fewer" if now.number < before.number else "more",
        reading=far if high >= FAR * low else near,
    )
