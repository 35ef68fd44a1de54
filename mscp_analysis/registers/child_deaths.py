"""Child deaths and their reviews: protected counts, found whether they were printed or not."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from mscp_analysis.areas import Area
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers.measured import Part, share

ALL = "All"


def found(deaths: Measure, area: Area, year: ReportingYear, **breakdown: str) -> Fact:
    """One count, with *All* for each breakdown that is not named.

    A year that gives some places and no total has no total: the parts that are known are
    never added up to one.

    Parameters
    ----------
    deaths : Measure
        Of ``data.own``.
    area, year : Area, ReportingYear
    **breakdown : str
        Column and value.

    Returns
    -------
    Fact
        Not available where no such row was given.

    Examples
    --------
    >>> from mscp_analysis import areas, data
    >>> place, year = areas.find("Medway"), ReportingYear.parse("2022-23")
    >>> deaths = data.own(place, year).child_deaths.deaths
    >>> found(deaths, place, year, place="Hospital").shown, found(deaths, place, year).marker
    ('17', 'x')
    """
    wanted = dict.fromkeys(deaths.breakdowns, ALL) | breakdown
    if deaths.absence:
        return deaths.find(year, area.name)
    if not _rows(deaths, wanted).any():
        said = ", ".join(value for value in wanted.values() if value != ALL)
        nothing = deaths.with_rows(deaths.rows.iloc[:0].drop(columns=deaths.breakdowns))
        fact = nothing.find(year, area.name)
        return replace(fact, marker="x", title=f"{deaths.title}{f': {said}' if said else ''}")
    return deaths.find(year, area.name, **wanted)


def along(deaths: Measure, column: str) -> Measure:
    """The counts by one column, over all values of the others.

    Parameters
    ----------
    deaths : Measure
        Of ``data.own``.
    column : str
        The breakdown that is kept.

    Returns
    -------
    Measure
        Of the same title; with no row where none is given.
    """
    others = {name: ALL for name in deaths.breakdowns if name != column}
    rows = deaths.rows[_rows(deaths, others)].drop(columns=[*others])
    # Columns without any row have lost what they hold.
    return deaths.with_rows(rows.astype({"period": "str"}), fixed=tuple(others.items()))


def modifiable(reviews: Measure, area: Area, year: ReportingYear) -> Part:
    """How many of the deaths reviewed had factors that could be changed.

    Parameters
    ----------
    reviews : Measure
        ``reviews`` of the register ``child_death_reviews``.
    area, year : Area, ReportingYear

    Returns
    -------
    Part
        With the interval of its percentage; over fewer than ten reviews without a percentage;
        withheld where either count is.
    """
    number = found(reviews, area, year, modifiable="yes")
    base = found(reviews, area, year)
    return Part(number, base, replace(share(number, base), decimals=0))


def _rows(deaths: Measure, wanted: dict[str, str]) -> pd.Series:
    chosen = pd.Series(True, index=deaths.rows.index)
    for column, value in wanted.items():
        chosen &= deaths.rows[column] == value
    return chosen
