"""Children in the secure estate: rates of restraint, and to whom its yearly review goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from mscp_analysis import rates
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.registers.counted import each_only, filled
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.registers.sites import ALL_SITES
from mscp_analysis.schemas import Column
from mscp_analysis.sources import join

PER = 100
"""Children for whom events are counted: the secure estate counts them by the hundred."""

DAYS_LATE = Column("days_late", "count", title="Days late", unit="days")


def names(register: Register, column: str) -> list[str]:
    """The words of a column, each once, for a sentence that names them; ``none`` of no row.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> names(registers.open("Kent", "2023-24").sites, "site")
    ['none']
    """
    return [*dict.fromkeys(map(str, register.rows[column]))] or ["none"]


def roughly(fact: Fact) -> str:
    """``about `` before a figure whose source prints it so, and nothing before any other.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> from mscp_analysis.periods import ReportingYear
    >>> from mscp_analysis.registers import counted
    >>> held = whole(data.own("Medway", "2023-24").custody.children)
    >>> roughly(counted.latest(held, "Medway", ReportingYear.parse("2023-24")))
    'about '
    """
    return "about " if dict(fact.breakdown).get("quarter", "").startswith("about") else ""


def whole(measure: Measure) -> Measure:
    """The counts of all sites together, or of the only one, without the column of sites.

    Parameters
    ----------
    measure : Measure
        Broken down by ``site`` and ``quarter``.

    Returns
    -------
    Measure
        Broken down by ``quarter``; without a row where several sites have no total.
    """
    held = [*dict.fromkeys(measure.rows["site"])]
    chosen = ALL_SITES if ALL_SITES in held or len(held) != 1 else held[0]
    rows = measure.rows[measure.rows["site"] == chosen].drop(columns="site")
    return measure.with_rows(rows, fixed=(*measure.fixed, ("site", chosen)) if len(rows) else ())


def site_by_site(*measures: Measure) -> list[Measure]:
    """Counts of each site and time, one below the other, for a table that sets them side by side.

    Parameters
    ----------
    *measures : Measure
        Broken down by ``site`` and ``quarter``. All sites together are left out where there is
        one alone; a site that closed has no row after that.

    Returns
    -------
    list of Measure
        Those that hold any figure, broken down by ``site_and_time``.
    """
    return [_site_by_site(each) for each in filled(*measures)]


def counted_how(custody: Mapping[str, Measure]) -> str:
    """How the children of a table of sites were counted, by what it holds.

    Parameters
    ----------
    custody : mapping of str to Measure
        The counts of the register ``custody``.

    Returns
    -------
    str
        How those who lived there in a quarter were counted, where that is given; otherwise how
        those held at one time were.
    """
    told = "lived" if len(custody["lived"].rows) else "children"
    return custody[told].definition


def _site_by_site(measure: Measure) -> Measure:
    rows = measure.rows
    if rows["site"].nunique() == 2:
        rows = rows[rows["site"] != ALL_SITES]
    told = rows["site"].astype(str) + ", " + rows["quarter"].astype(str)
    return measure.with_rows(rows.drop(columns=["site", "quarter"]).assign(site_and_time=told))


def per_hundred(events: Measure, children: Measure) -> Measure:
    """Events for each hundred children, with the interval; withheld where either count is.

    Parameters
    ----------
    events, children : Measure
        Counts with the same breakdowns, protected already. A quarter in which nobody lived
        there has no rate: it is marked ``z``.

    Returns
    -------
    Measure
        See ``rates.rate``: Byar's method, exact for fewer than ten events.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> own = data.own("Kent", "2023-24")
    >>> per_hundred(own.restraint.incidents, own.custody.lived).unit
    'per 100 children'
    """
    if not (len(events.rows) and len(children.rows)):
        return _absent(events, children, f"per {PER} {children.unit}")
    return rates.rate(events, _without_none(children), per=PER)


def share(part: Measure, of: Measure) -> Measure:
    """The children of whom something is said as a percentage of all, with the interval.

    Parameters
    ----------
    part, of : Measure
        Counts with the same breakdowns, protected already.

    Returns
    -------
    Measure
        See ``rates.proportion``: Wilson's interval.

    Raises
    ------
    ValueError
        If a part is above its whole, since the two tables then count other children.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> held = data.own("Kent", "2023-24").custody
    >>> share(held.restrained, held.lived).absence
    'Nothing was supplied for 2023-24 on children held in the secure estate.'
    """
    if not (len(part.rows) and len(of.rows)):
        return _absent(part, of, "%")
    return rates.proportion(part, of)


def with_share(part: Measure, of: Measure, column: str) -> list[Measure]:
    """A whole, its part, and the part as a percentage of it, by one breakdown."""
    parts, wholes = each_only(column, part, of)
    return [wholes, parts, share(parts, wholes)]


def _without_none(children: Measure) -> Measure:
    """Counts in which nobody is not applicable as a base."""
    none = children.rows["value"] == 0
    rows = children.rows.assign(
        value=children.rows["value"].mask(none), marker=children.rows["marker"].mask(none, "z")
    )
    return children.with_rows(rows)


def _absent(count: Measure, base: Measure, unit: str) -> Measure:
    """The rate or share of what nobody supplied: it says so."""
    return replace(
        count,
        rows=count.rows.iloc[:0],
        title=f"{count.title}, percentage" if unit == "%" else f"{count.title} {unit}",
        unit=unit,
        decimals=1,
        sources=join(count.sources, base.sources),
        absence=count.absence or base.absence,
    )


def lateness(reports: Register) -> Register:
    """The reports with how many days after the day on which it was due each was sent.

    Parameters
    ----------
    reports : Register
        With ``due`` and ``sent``.

    Returns
    -------
    Register
        With ``days_late``: 0 where it was sent in time, blank where either day is not given.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> late = lateness(registers.open("Medway", "2023-24").restraint_reports)
    >>> late.total("days_late").marker
    'x'
    """
    days = [
        max((sent - due).days, 0) if due and sent else None
        for due, sent in zip(reports.rows["due"], reports.rows["sent"], strict=True)
    ]
    told = pd.Series(days, index=reports.rows.index, dtype=float)
    return with_columns(reports, reports.rows.assign(days_late=told), DAYS_LATE)
