"""What changed between two periods, and whether the figures bear a word for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import nan, sqrt
from typing import Literal

from mscp_analysis.measures import Fact, Measure
from mscp_analysis.measures.likeness import is_broken, require
from mscp_analysis.periods import ReportingYear
from mscp_analysis.sources import join

Direction = Literal["rose", "fell", "unchanged", "unknown"]

Z_95 = 1.959963984540054
ESTIMATE_CHANGES_FROM = 0.5
"""Per cent by which an estimated population must move before it is said to have changed."""

MISLEADS = 1.5
"""How many times the lowest figure the highest must be for two years alone to mislead."""

TINY = 0.1
"""Per cent below which a share is shown to two decimal places."""


@dataclass(frozen=True)
class Change:
    """Two facts of one measure and area, what lies between them, and the word they bear.

    Parameters
    ----------
    now, before : Fact
        The later and the earlier figure.
    difference : Fact
        ``now`` less ``before``, in the unit of both (percentage points for percentages).
    percent : Fact
        The difference as a percentage of ``before``.
    direction : {"rose", "fell", "unchanged", "unknown"}
        ``unknown`` where either figure is withheld or missing, or where the series breaks
        between them: another definition, or populations estimated from another census.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31").at_31_march
    >>> moved = change(plans, "Medway", "2023-24", years=3)
    >>> moved.before.shown, moved.now.shown, moved.difference.shown, moved.direction
    ('134', '281', '+147', 'rose')
    """

    now: Fact
    before: Fact
    difference: Fact
    percent: Fact
    direction: Direction


def change(measure: Measure, area: str, period: str | ReportingYear, years: int = 1) -> Change:
    """How a measure moved over a number of years.

    Parameters
    ----------
    measure : Measure
        Counts, rates or percentages.
    area : str
        Name or code.
    period : str or ReportingYear
        The later period: ``2023-24``, or ``mid-2023``.
    years : int
        How many years before to compare with.

    Returns
    -------
    Change
        See ``between`` for the rule behind its direction; a year that no release held has
        makes it ``unknown``.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31").at_31_march
    >>> moved = change(plans, "Medway", "2023-24")
    >>> moved.difference.shown, moved.percent.shown, moved.direction
    ('−7', '−2.4', 'unchanged')
    """
    return between(measure.find(_before(str(period), years), area), measure.find(period, area))


def between(before: Fact, now: Fact) -> Change:
    """What lies between two facts of one measure and area.

    A count *rose* or *fell* where the two counts differ by more than chance would make two
    counts of that size differ in nineteen pairs of years out of twenty: by more than
    1.96 times the square root of their sum (the normal test of two Poisson counts;
    Armitage P, Berry G, Statistical methods in medical research, 4th ed., 2002). A rate or
    percentage did where the two intervals do not overlap; without intervals, and for
    mid-year estimates, where it moved by at least half of one per cent. Else it is
    *unchanged*, which is said as "broadly unchanged".

    Parameters
    ----------
    before, now : Fact
        Of two dates; or of one, told twice: what was printed then, and what is known now. At
        two dates measure, area, unit, timing, rounding and method must be the same, and what
        breaks the series is said by the marker ``b``; a figure told twice may have been
        revised, rounded or computed otherwise. See ``measures.rules``.

    Returns
    -------
    Change

    Raises
    ------
    ValueError
        If they are of different measures, areas or units, or differ in what else a series asks.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31").at_31_march
    >>> moved = between(plans.at("2020-21", "Medway"), plans.at("2023-24", "Medway"))
    >>> moved.difference.shown, moved.direction
    ('+147', 'rose')
    """
    require(now, before, "told twice" if now.period == before.period else "over time")
    marker = now.marker or before.marker or ("b" if is_broken(before, now) else "")
    words = f"change from {before.period} to {now.period}"
    difference = replace(
        now,
        value=None if marker else now.number - before.number,
        marker=marker,
        unit="percentage points" if now.unit == "%" else now.unit,
        title=f"{now.title}, {words}",
        lower=None,
        upper=None,
        signed=True,
        sources=join(now.sources, before.sources),
        absence=now.absence or before.absence,
    )
    percent = replace(
        difference,
        value=None if marker or not before.value else 100 * difference.number / before.number,
        marker=marker or ("" if before.value else "z"),
        unit="%",
        decimals=1,
        title=f"{now.title}, {words}, per cent",
    )
    direction = "unknown" if marker else _direction(before, now)
    return Change(now, before, difference, percent, direction)


def _direction(before: Fact, now: Fact) -> Direction:
    steps = now.number - before.number
    if now.lower is not None and before.lower is not None:
        apart = [now.lower > (before.upper or nan), (now.upper or nan) < before.lower]
        clear = any(apart)
    elif _is_count(now) and min(now.number, before.number) >= 0:
        clear = abs(steps) > Z_95 * sqrt(now.number + before.number)
    else:
        clear = abs(steps) * 100 >= ESTIMATE_CHANGES_FROM * abs(before.number) and steps != 0
    return ("rose" if steps > 0 else "fell") if clear else "unchanged"


def _is_count(fact: Fact) -> bool:
    return fact.decimals == 0 and fact.unit != "%" and fact.timing != "mid-year"


def _before(period: str, years: int) -> str:
    if period.startswith("mid-"):
        return f"mid-{int(period[4:]) - years}"
    if period.count("-") == 2:  # A day of its own.
        return f"{int(period[:4]) - years}{period[4:]}"
    return ReportingYear.parse(period).previous(years).label


def share(part: Fact, whole: Fact) -> Fact:
    """What share one fact is of another, in per cent.

    Parameters
    ----------
    part, whole : Fact
        Of one period and one unit: children of children.

    Returns
    -------
    Fact
        Of the part's area; withheld where either is.

    Raises
    ------
    ValueError
        If they differ in unit, date, timing or the census that they were estimated from.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> children = data.load("population", known_at="2024-12-31").children
    >>> region = children.at("mid-2023", "South East")
    >>> share(children.at("mid-2023", "Medway"), region).shown
    '3.4'
    """
    require(part, whole, "part")
    missing = part.marker or whole.marker or ("" if whole.value else "z")
    percent = None if missing else 100 * part.number / whole.number
    title = (
        f"{part.title}, share of {whole.title.lower() if part.area == whole.area else whole.area}"
    )
    return replace(
        part,
        value=percent,
        marker=missing,
        unit="%",
        decimals=2 if percent and percent < TINY else 1,
        title=title,
        lower=None,
        upper=None,
        sources=join(part.sources, whole.sources),
        absence=part.absence or whole.absence,
    )


@dataclass(frozen=True)
class Range:
    """The lowest and the highest figure of a series, and how many of its years have one.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31").at_31_march
    >>> found = span(plans, "Medway", "2023-24", years=5)
    >>> found.lowest.shown, found.highest.shown, found.number
    ('134', '463', 5)
    """

    number: int
    missing: Fact | None
    lowest: Fact
    highest: Fact
    first: Fact
    last: Fact


def span(measure: Measure, area: str, until: str | ReportingYear, years: int = 11) -> Range:
    """The lowest and highest value of the last years of a series.

    Parameters
    ----------
    measure : Measure
    area : str
        Name or code.
    until : str or ReportingYear
        Last period of the series.
    years : int
        At most how many periods, the last included.

    Returns
    -------
    Range
        Withheld and missing years are passed over, and so are those before a break in the
        series; the last of them is its ``missing``.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> swings = span(plans, "Medway", "2023-24")
    >>> swings.lowest.shown, swings.lowest.period, swings.highest.shown, swings.highest.period
    ('134', '2020-21', '539', '2015-16')
    """
    every = measure.of(area, until).tail(years)
    told = [measure.at(period, area) for period in every["period"]]
    facts = [_unbroken(fact, told[-1]) for fact in told]
    missing = next((fact for fact in reversed(facts) if fact.value is None), None)
    known = [fact for fact in facts if fact.value is not None]
    if not known:
        return Range(0, missing, *[measure.find(until, area)] * 4)
    lowest, highest = (pick(known, key=lambda fact: fact.number) for pick in (min, max))
    return Range(len(known), missing, lowest, highest, known[0], known[-1])


def _unbroken(fact: Fact, last: Fact) -> Fact:
    """A figure of a series, or why it is none of those that the last can be set beside."""
    broken = fact.value is not None and is_broken(fact, last)
    return replace(fact, value=None, marker="b", lower=None, upper=None) if broken else fact
