"""Counts of children in the secure estate and in police stations, and rates of restraint."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from mscp_analysis import rates
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear, date_of
from mscp_analysis.registers.register import Register
from mscp_analysis.registers.sites import ALL_SITES, QUARTERS
from mscp_analysis.sources import join

PER = 100
"""Children for each of whom events are counted: the secure estate counts them by the hundred."""


def names(register: Register, column: str) -> list[str]:
    """The words of a column, each once, for a sentence that names them; ``none`` of no row.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> names(registers.open("Kent", "2023-24").sites, "site")
    ['none']
    """
    return [*dict.fromkeys(map(str, register.rows[column]))] or ["none"]


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


def by_quarter(measure: Measure) -> Measure:
    """The same with each quarter as a period: ``2023-24 Q1``.

    Parameters
    ----------
    measure : Measure
        Of several years, broken down by ``quarter``; rows of no quarter (a year's total, a
        printed figure of another time) are left out.

    Returns
    -------
    Measure
    """
    rows = measure.rows[measure.rows["quarter"].isin(QUARTERS)]
    told = rows["period"].astype(str) + " " + rows["quarter"].astype(str)
    rows = rows.assign(period=told).drop(columns="quarter")
    return measure.with_rows(rows, timing="quarter")


def latest(measure: Measure, area: str, year: ReportingYear) -> Fact:
    """The last figure that a register of counts gives, whatever time it is of.

    Parameters
    ----------
    measure : Measure
        Broken down by ``quarter``; see ``whole``.
    area : str
        Name or code.
    year : ReportingYear
        The year.

    Returns
    -------
    Fact
        With the quarter, or the time in words, as its breakdown.
    """
    rows = measure.rows[measure.rows["period"] == year.label]
    if not len(rows):
        return measure.with_rows(rows.drop(columns="quarter")).find(year, area)
    return measure.at(year, area, quarter=str(rows["quarter"].iloc[-1]))


def time_of(fact: Fact) -> date | str:
    """When a count of ``latest`` holds: the last day of its quarter, or the time in words.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> held = whole(data.own("Medway", "2023-24").custody.children)
    >>> time_of(latest(held, "Medway", ReportingYear.parse("2023-24")))
    'about so many at any one time'
    """
    said = dict(fact.breakdown).get("quarter", "")
    if said in QUARTERS:
        return date_of(f"{fact.period} {said}", "quarter")
    return said or "at no time that is given"


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
    if events.absence or children.absence:
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
    if part.absence or of.absence:
        return _absent(part, of, "%")
    return rates.proportion(part, of)


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


def _without_none(children: Measure) -> Measure:
    """Counts in which nobody is not applicable as a base."""
    none = children.rows["value"] == 0
    rows = children.rows.assign(
        value=children.rows["value"].mask(none), marker=children.rows["marker"].mask(none, "z")
    )
    return children.with_rows(rows)


def rest(part: Measure, of: Measure, title: str) -> Measure:
    """What is left of a whole: the requests that were not met.

    Parameters
    ----------
    part, of : Measure
        Counts with the same rows; the description of the register must declare the one as a
        part of the other, so that what is left is protected with them.
    title : str
        What is left.

    Returns
    -------
    Measure
        Without a value where either has none.

    Raises
    ------
    ValueError
        If a part is above its whole.
    """
    keys = ["period", "area_code", *of.breakdowns]
    both = of.rows.merge(
        part.rows[[*keys, "value", "marker"]], on=keys, suffixes=("", "_part"), validate="1:1"
    )
    value = both["value"] - both["value_part"]
    if (value < 0).any():
        told = ", ".join(map(str, both.loc[value < 0, keys].iloc[0]))
        raise ValueError(
            f"{part.title}, {told}: expected at most the number of {of.title.lower()}, came more; "
            "correct one of the two counts."
        )
    marker = both["marker"].where(both["value"].isna(), both["marker_part"])
    rows = both.assign(value=value, marker=marker).drop(columns=["value_part", "marker_part"])
    name = f"{of.name}_less_{part.name.rpartition('.')[2]}"
    return of.with_rows(rows, name=name, title=title, polarity=None, definition="")


def days_late(reports: Register) -> Measure:
    """How many days after the day on which it was due each report was sent.

    Parameters
    ----------
    reports : Register
        With ``due`` and ``sent``.

    Returns
    -------
    Measure
        Days by ``recipient``, 0 where it was sent in time; ``x`` where either day is not given.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> [*days_late(registers.open("Medway", "2023-24").restraint_reports).rows["marker"]]
    ['x', 'x', 'x']
    """
    found = reports.by("recipient")
    days = [_late(reports.where(recipient=each)) for each in found.rows.get("recipient", ())]
    rows = found.rows.assign(value=days, marker=["x" if day != day else "" for day in days])
    return found.with_rows(
        rows.astype({"value": float}),
        name="restraint_reports.days_late",
        title="Days after the day on which it was due",
        unit="days",
    )


def _late(reports: Register) -> float:
    due, sent = (reports.rows[column].iloc[-1] for column in ("due", "sent"))
    return float(max((sent - due).days, 0)) if due and sent else float("nan")


def overdue(work: Register) -> Register:
    """Rows that were due by the end of the year and are not done.

    Parameters
    ----------
    work : Register
        With ``due``, ``done`` and ``status``.

    Returns
    -------
    Register
    """
    end = work.year.end
    late = [
        status in ("open", "in progress") and due is not None and due <= end
        for status, due in zip(work.rows["status"], work.rows["due"], strict=True)
    ]
    return work.with_rows(work.rows[pd.Series(late, index=work.rows.index, dtype=bool)])
