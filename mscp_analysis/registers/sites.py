"""The sites of the secure estate: what happened there and when, and how full they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from mscp_analysis.measures import Measure
from mscp_analysis.periods import ReportingYear, date_of, in_words
from mscp_analysis.registers.counted import QUARTERS
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column
from mscp_analysis.sources import join

ALL_SITES = "All sites"
BEFORE, IN_YEAR, AFTER = "before the year", "in the year", "after the year"
NOT_KNOWN = "not known"
WHEN = Column("when", meaning="When it happened, in words")
PLACE = Column("in_year", title="In this year or not", meaning="Whether that was in the year")


def dated(sites: Register) -> Register:
    """The events at the sites, with when each was in words, and whether it was in the year.

    Parameters
    ----------
    sites : Register
        With ``first_day``, and ``last_day`` where only a span is known.

    Returns
    -------
    Register
        With the columns ``when`` and ``in_year``: ``in the year``, ``before the year``,
        ``after the year``, ``in or after the year``, ``before or in the year``, ``not known``.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> events = dated(registers.open("Medway", "2023-24").sites)
    >>> [*zip(events.rows["when"], events.rows["in_year"])][-1]
    ('July 2024', 'after the year')
    """
    spans = [
        (first or None, last or first or None)
        for first, last in zip(sites.rows["first_day"], sites.rows["last_day"], strict=True)
    ]
    rows = sites.rows.assign(
        when=_words([span_in_words(*span) for span in spans], sites),
        in_year=_words([place_in_year(*span, sites.year) for span in spans], sites),
    )
    return with_columns(sites, rows, WHEN, PLACE)


def _words(said: list[str], sites: Register) -> pd.Series:
    return pd.Series(said, index=sites.rows.index, dtype=object)


def outside(events: Register) -> Register:
    """Those of the events of ``dated`` that certainly lie outside the year."""
    return events.where(in_year=[BEFORE, AFTER])


def in_the_year(register: Register, column: str = "date") -> Register:
    """The rows of which the day lies in the register's year.

    Parameters
    ----------
    register : Register
        One that is kept as a timeline, so that it holds rows of earlier years too.
    column : str
        Its column of days.

    Returns
    -------
    Register

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> in_the_year(registers.open("Medway", "2023-24").inspections).count().shown
    '2'
    """
    year = register.year
    days = register.rows[column]
    return register.only(day is not None and year.start <= day <= year.end for day in days)


def span_in_words(first: date | None, last: date | None) -> str:
    """A day, a whole month, or a span, as it is read.

    Examples
    --------
    >>> span_in_words(date(2024, 7, 1), date(2024, 7, 31)), span_in_words(None, None)
    ('July 2024', 'not known')
    >>> span_in_words(date(2024, 3, 1), date(2024, 11, 21))
    'between 1 March 2024 and 21 November 2024'
    """
    if first is None or last is None:
        return NOT_KNOWN
    if first == last:
        return in_words(first)
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.month == last.month):
        return f"{first:%B %Y}"
    return f"between {in_words(first)} and {in_words(last)}"


def place_in_year(first: date | None, last: date | None, year: ReportingYear) -> str:
    """Whether a span lies in a reporting year.

    Examples
    --------
    >>> year = ReportingYear.parse("2023-24")
    >>> place_in_year(date(2023, 1, 1), date(2023, 1, 31), year)
    'before the year'
    >>> place_in_year(date(2024, 3, 1), date(2024, 11, 21), year)
    'in or after the year'
    """
    if first is None or last is None:
        return NOT_KNOWN
    if last < year.start:
        return BEFORE
    if first > year.end:
        return AFTER
    if first < year.start:
        return "before or in the year"
    return "in or after the year" if last > year.end else IN_YEAR


def standing(sites: Register) -> Register:
    """The last event of each site: what it is now.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> now = standing(registers.open("Medway", "2023-24").sites)
    >>> dict(zip(now.rows["site"], now.rows["status"]))["HMP YOI Cookham Wood"]
    'closed to children'
    """
    return sites.with_rows(sites.rows.drop_duplicates("site", keep="last"))


def occupancy(children: Measure, sites: Register) -> Measure:
    """The children held as a percentage of the places that there were.

    Parameters
    ----------
    children : Measure
        Children held on the last day of each quarter, by ``site`` and ``quarter``.
    sites : Register
        Which site had how many places from when on.

    Returns
    -------
    Measure
        By ``site`` and ``quarter``, without an interval, since it is no sample; ``x`` where
        the number of places is not known. It may be above 100.
    """
    rows = children.rows[children.rows["quarter"].isin(QUARTERS)]
    places = pd.Series(
        [_places(sites, row) for row in rows.to_dict("records")], rows.index, dtype=float
    )
    value = 100 * rows["value"] / places.mask(places == 0)
    nothing = f"For {sites.year} no figure is given for children held as a share of places."
    marker = rows["marker"].where(rows["value"].isna(), "x").where(value.isna(), "")
    return replace(
        children,
        rows=rows.assign(value=value, marker=marker).reset_index(drop=True),
        name=f"{children.name}_occupancy",
        title="Children held as a share of places",
        unit="%",
        decimals=0,
        definition="Children held on the last day of the quarter, of each hundred places.",
        sources=join(children.sources, sites.sources),
        absence=children.absence or sites.absence or ("" if len(rows) else nothing),
    )


def _places(sites: Register, row: Mapping[str, Any]) -> float:
    """Places of a site on the last day of a quarter, as the last event until then says."""
    day = date_of(f"{row['period']} {row['quarter']}", "quarter")
    first_days = sites.rows["first_day"]
    until = sites.only(first is not None and first <= day for first in first_days).rows
    if row["site"] != ALL_SITES:
        until = until[until["site"] == row["site"]]
    known = until.dropna(subset="capacity").sort_values("first_day", kind="stable")
    if set(until["site"]) != set(known["site"]):
        return float("nan")
    return float(known.drop_duplicates("site", keep="last")["capacity"].sum())
