"""One period in every release, and which releases stand behind the rates of a series."""

from __future__ import annotations

from collections.abc import Sequence

from mscp_analysis import areas
from mscp_analysis.measures import Measure
from mscp_analysis.measures.likeness import runs
from mscp_analysis.tables import headings
from mscp_analysis.tables.table import Table

BREAK = (
    "Those published before September 2023 were estimated from the 2011 Census, the others from "
    "that of 2021: rates based on the one are not comparable with those based on the other."
)


def vintages(history: Measure, area: str, until: str, years: int = 4) -> Table:
    """What each release said of the same periods: a row a release, a column a period.

    Parameters
    ----------
    history : Measure
        With the rows of every release; see ``data.vintages``.
    area : str
        Name or code.
    until : str
        Last period shown.
    years : int
        How many periods to show.

    Returns
    -------
    Table
        Without the releases that have none of the periods; an empty cell is a period that
        the release does not have.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> estimates = data.vintages("population", "children")
    >>> vintages(estimates, "Medway", "mid-2023", years=2)  # doctest: +NORMALIZE_WHITESPACE
    Children aged under eighteen, Medway, as each release gave it
    Release       mid-2022 mid-2023
    November 2023 65,289
    July 2024              66,687
    November 2024 64,955   66,687
    October 2025  65,046   67,048
    """
    place = areas.find(area)
    held = history.of(place.code, until)
    periods = sorted({*held["period"]})[-years:]
    held = held[held["period"].isin(periods)].sort_values("as_of", kind="stable")
    rows = []
    for release in dict.fromkeys(held["release"]):
        own = history.with_rows(history.rows[history.rows["release"] == release])
        facts = [own.find(period, place.code) for period in periods]
        cells = tuple("" if fact.marker == "n" else fact for fact in facts)
        rows.append((headings.released(history, release), cells))
    return Table(
        caption=f"{history.title}, {place.name}, as each release gave it",
        stub="Release",
        columns=tuple(periods),
        rows=tuple(rows),
    )


def populations(measure: Measure, code: str, periods: Sequence[str]) -> str:
    """Which estimates stand behind the rates of a series, since they are not all of one release."""
    # A share of a total stands on no estimate, though its count says which one goes with it.
    on_estimate = measure.unit.startswith("per ") and headings.has_interval(measure)
    if "population_period" not in measure.rows or not on_estimate:
        return ""
    rows = measure.of(code)
    rows = rows[rows["period"].isin(periods)].sort_values("population_period")
    parts = []
    for release, mid_years in rows.groupby("population_release", sort=False)["population_period"]:
        first, last = mid_years.iloc[0], mid_years.iloc[-1]
        span = first if first == last else f"{first} to {last}"
        parts.append(f"{span} as published in {headings.released(measure, release)}")
    broken = len(runs(measure.at(period, code) for period in rows["period"])) > 1
    said = f"Rates are based on estimates for {'; '.join(parts)}." if parts else ""
    return f"{said} {BREAK}" if broken else said
