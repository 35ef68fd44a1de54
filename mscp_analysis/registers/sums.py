"""Sums of money and what is reckoned from them: a part that is missing leaves it unknown."""

from __future__ import annotations

from dataclasses import replace

from mscp_analysis.measures import Fact
from mscp_analysis.sources import join


def added(title: str, *facts: Fact) -> Fact:
    """The sum of several sums of money.

    A part that is missing leaves the sum unknown: it is never taken for nothing.

    Parameters
    ----------
    title : str
        What the sum is called.
    *facts : Fact
        Of one period, in one unit.

    Returns
    -------
    Fact
        With the marker and the reason of the first part that is missing.

    Raises
    ------
    ValueError
        If the facts are of several periods or units.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24")
    >>> paid, earned = own.contributions.total("amount"), own.other_income.total("amount")
    >>> added("Income", paid, earned).shown
    '212,117'
    """
    strange = next((each for each in facts if _kind(each) != _kind(facts[0])), None)
    if strange is not None:
        raise ValueError(
            f"{strange.title} ({strange.unit}, {strange.period}) cannot be added to "
            f"{facts[0].title} ({facts[0].unit}, {facts[0].period})."
        )
    marker = next((each.marker for each in facts if each.marker), "")
    return replace(
        facts[0],
        value=None if marker else sum(each.number for each in facts),
        marker=marker,
        title=title,
        measure=f"sum of {', '.join(each.measure for each in facts)}",
        breakdown=(),
        sources=join(*(each.sources for each in facts)),
        absence=next((each.absence for each in facts if each.absence), ""),
    )


def less(title: str, whole: Fact, *parts: Fact) -> Fact:
    """What remains of a sum of money without some parts of it; see ``added``.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24")
    >>> paid, earned = own.contributions.total("amount"), own.other_income.total("amount")
    >>> less("Difference", own.budget.total("total"), paid, earned).shown
    '0'
    """
    return added(title, whole, *(_negative(part) for part in parts))


def as_share(part: Fact, whole: Fact) -> Fact:
    """What share one sum of money is of another, in per cent, whatever each counts.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24")
    >>> as_share(own.reserve.total("drawn"), own.contributions.total("amount")).shown
    '14.0'
    """
    title = f"{part.title}, as a share of {whole.title.lower()}"
    return _ratio(part, whole, title, "%", 1, times=100)


def years_left(balance: Fact, drawn: Fact) -> Fact:
    """How many years a reserve lasts if as much is drawn from it each year.

    Parameters
    ----------
    balance, drawn : Fact
        What it holds, and what is drawn in a year.

    Returns
    -------
    Fact
        In years, whole ones from ten on; not applicable where nothing is drawn.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> held = registers.open("Medway", "2023-24").reserve
    >>> years_left(held.total("closing"), held.total("drawn")).shown
    '[x]'
    """
    years = _ratio(balance, drawn, "Years that the reserve lasts at this draw", "years", 1)
    return replace(years, decimals=int(years.value is not None and years.value < 10))


def cost_each(spent: Fact, number: Fact, of: str) -> Fact:
    """What one thing cost, where both the sum and the number of things are known.

    Parameters
    ----------
    spent : Fact
        The sum of money.
    number : Fact
        How many things it bought.
    of : str
        One of them, in words: ``review``.

    Returns
    -------
    Fact
        In pounds; not applicable where there was none.
    """
    return _ratio(spent, number, f"Cost of one {of}", spent.unit, 0)


def _ratio(one: Fact, other: Fact, title: str, unit: str, decimals: int, times: float = 1) -> Fact:
    marker = one.marker or other.marker or ("" if other.value else "z")
    return replace(
        one,
        value=None if marker else times * one.number / other.number,
        marker=marker,
        title=title,
        measure=f"{one.measure} over {other.measure}",
        unit=unit,
        decimals=decimals,
        sources=join(one.sources, other.sources),
        absence=one.absence or other.absence,
    )


def _negative(fact: Fact) -> Fact:
    return replace(fact, value=None if fact.value is None else -fact.value)


def _kind(fact: Fact) -> tuple[str, str]:
    return fact.period, fact.unit
