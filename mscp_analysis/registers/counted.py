"""Counts of a register of children, taken by one breakdown, altogether, or quarter by quarter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear, date_of

QUARTERS = ("Q1", "Q2", "Q3", "Q4")
TOTALS = ("All", "All year", "All sites")
"""Values of a breakdown that stand for all of its values."""


def only(measure: Measure, column: str) -> Measure:
    """The counts by one breakdown alone, all others being taken together.

    Parameters
    ----------
    measure : Measure
        With several breakdowns, of which each has a total.
    column : str
        The one to keep.

    Returns
    -------
    Measure
    """
    others = [name for name in measure.breakdowns if name != column]
    together = measure.rows[others].isin(TOTALS).all(axis=1)
    return measure.with_rows(measure.rows[together].drop(columns=others))


def each_only(column: str, *measures: Measure) -> list[Measure]:
    """``only`` of several measures, for a table that sets them side by side."""
    return [only(measure, column) for measure in measures]


def totals(measure: Measure) -> Measure:
    """The counts with all breakdowns taken together: one for each year.

    Parameters
    ----------
    measure : Measure
        With breakdowns of which each has a total.

    Returns
    -------
    Measure
    """
    return only(measure, "")


def filled(*measures: Measure) -> list[Measure]:
    """Those of some measures that hold any figure; all of them where none does."""
    return [each for each in measures if len(each.rows)] or [*measures]


def figure(measure: Measure, area: str, year: ReportingYear) -> Fact:
    """The figure of a year with all breakdowns taken together.

    Parameters
    ----------
    measure : Measure
        With breakdowns of which each has a total.
    area : str
        Name or code.
    year : ReportingYear
        The year.

    Returns
    -------
    Fact
        One that says so where the register gives no such figure.
    """
    return _or_not_given(totals(measure).find(year, area))


def pair(first: Measure, second: Measure, area: str, year: ReportingYear) -> tuple[Fact, Fact]:
    """The figures of a year of two measures, as ``figure`` gives each."""
    return figure(first, area, year), figure(second, area, year)


def met_and_refused(asked: Measure, met: Measure, column: str) -> list[Measure]:
    """Requests, those that were met and those that were not, by one breakdown."""
    requests, kept = each_only(column, asked, met)
    return [requests, kept, rest(kept, requests, f"{asked.title} that were refused")]


def latest(measure: Measure, area: str, year: ReportingYear) -> Fact:
    """The last figure that a register of counts gives, whatever time it is of.

    Parameters
    ----------
    measure : Measure
        Broken down by ``quarter``; see ``only``.
    area : str
        Name or code.
    year : ReportingYear
        The year.

    Returns
    -------
    Fact
        With the quarter, or the time in words, as its breakdown; one that says so where the
        register gives no such figure.
    """
    rows = measure.rows[measure.rows["period"] == year.label]
    if not len(rows):
        return _or_not_given(measure.with_rows(rows.drop(columns="quarter")).find(year, area))
    return measure.at(year, area, quarter=str(rows["quarter"].iloc[-1]))


def _or_not_given(fact: Fact) -> Fact:
    """A figure that a register lacks, though it holds others."""
    if fact.marker != "n":
        return fact
    title = f"{fact.title[:1].lower()}{fact.title[1:]}"
    return replace(fact, absence=f"For {fact.period} no figure is given for {title}.")


def time_of(fact: Fact) -> date | str:
    """When a count of ``latest`` holds: the last day of its quarter, or the time in words.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> held = data.own("Medway", "2023-24").custody.children
    >>> held = held.where(site="HMP YOI Cookham Wood")
    >>> time_of(latest(held, "Medway", ReportingYear.parse("2023-24")))
    'about so many at any one time'
    """
    said = dict(fact.breakdown).get("quarter", "")
    if said in QUARTERS:
        return date_of(f"{fact.period} {said}", "quarter")
    return said or "at no time that is given"


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
