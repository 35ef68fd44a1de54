"""One area over the years, some areas in two of them, and one period in every release."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mscp_analysis import areas
from mscp_analysis.changes import between
from mscp_analysis.comparisons.standing import Standing
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.measures.likeness import at_each_date, runs, side_by_side
from mscp_analysis.periods import ReportingYear
from mscp_analysis.tables import headings
from mscp_analysis.tables.table import Cell, Table

BREAK = (
    "Those published before September 2023 were estimated from the 2011 Census, the others from "
    "that of 2021: rates over the one are not comparable with rates over the other."
)


def series(
    measures: Sequence[Measure] | Measure,
    area: str,
    until: str | ReportingYear,
    years: int = 11,
    beside: Sequence[str] = (),
    caption: str = "",
) -> Table:
    """One area over the years: a row a period, a column a measure, with intervals of rates.

    Parameters
    ----------
    measures : sequence of Measure, or Measure
        The last may be set beside other areas.
    area : str
        Name or code.
    until : str or ReportingYear
        Last period.
    years : int
        At most how many periods.
    beside : sequence of str
        Names or codes of further areas: a column each, of the last measure.
    caption : str, optional
        What it shows, where the measures' titles do not say it shortly; where and when is added.

    Returns
    -------
    Table

    Raises
    ------
    ValueError
        If figures of several areas in one row are not ``alike``.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> series([plans], "Medway", "2023-24", years=2)  # doctest: +NORMALIZE_WHITESPACE
    Child protection plans, Medway, 2022-23 to 2023-24
    Year    Number of children
    2022-23 288
    2023-24 281
    """
    place, others = areas.find(area), [areas.find(each) for each in beside]
    measures = [measures] if isinstance(measures, Measure) else measures
    periods = [*measures[0].of(place.code, until)["period"].tail(years)]
    columns, rows = [], []
    titled = len({headings.quantity(measure) for measure in measures}) > 1
    for measure in measures:
        heading = measure.title if titled else headings.unit(measure.unit)
        columns += [heading, *(["Interval"] if headings.has_interval(measure) else [])]
    for period in periods:
        facts = [measure.find(period, place.code) for measure in measures]
        compared = [measures[-1].find(period, each.code) for each in others]
        side_by_side([facts[-1], *compared])
        rows.append((period, (*_with_limits(facts, measures), *compared)))
    return Table(
        caption=f"{caption or headings.quantities(measures)}, {place.name}{headings.span(periods)}",
        stub="Quarter" if measures[0].timing == "quarter" else "Year",
        columns=(*columns, *(each.name for each in others)),
        rows=tuple(rows),
        note=" ".join(_populations(each, place.code, periods) for each in measures).strip(),
        absence=measures[0].absence if all(each.absence for each in measures) else "",
    )


def breakdown(
    measure: Measure,
    area: str,
    until: str | ReportingYear,
    column: str,
    values: Sequence[str],
    years: int = 6,
) -> Table:
    """One area over the years, a row for each value of a breakdown.

    Parameters
    ----------
    measure : Measure
        With the breakdown as a column.
    area : str
        Name or code.
    until : str or ReportingYear
        Last period.
    column : str
        Name of the breakdown.
    values : sequence of str
        Which of its values, in order.
    years : int
        At most how many periods.

    Returns
    -------
    Table
        Years in columns.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> found = data.load("assessment_factors", known_at="2024-12-31").assessments
    >>> table = breakdown(found, "Medway", "2023-24", "factor", ["Neglect"], years=2)
    >>> [cell.shown for cell in table.rows[0][1]]
    ['761', '931']
    """
    place = areas.find(area)
    periods = sorted({*measure.of(place.code, until)["period"]})[-years:]
    rows = tuple(
        (value, tuple(measure.find(period, place.code, **{column: value}) for period in periods))
        for value in (values if periods else ())
    )
    return Table(
        caption=f"{measure.title}, {place.name}{headings.span(periods)}",
        stub=column.capitalize(),
        columns=tuple(periods),
        rows=rows,
        absence="" if rows else measure.absence,
    )


def years(
    measure: Measure,
    places: Iterable[str],
    year: ReportingYear,
    neighbours: Sequence[Standing] = (),
) -> Table:
    """Areas in rows, years in columns, and the change over the last of them.

    Parameters
    ----------
    measure : Measure
        One figure an area and year.
    places : iterable of str
        Names or codes of the areas.
    year : ReportingYear
        The last column; the year before it is the first.
    neighbours : sequence of Standing
        Of the year before and of the year, for a row of the neighbours' mean.

    Returns
    -------
    Table

    Raises
    ------
    ValueError
        If figures of one column are not ``alike``, or those of one row are no series.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31").at_31_march
    >>> table = years(plans, ["Medway", "England"], ReportingYear.parse("2023-24"))
    >>> [cell.shown for cell in table.rows[0][1]]
    ['288', '281', '−7']
    """
    shown = [year.previous().label, year.label]
    named = {
        place.name: [measure.find(period, place.code) for period in shown]
        for place in map(areas.find, places)
    }
    if neighbours:
        named["Statistical neighbours, mean"] = [standing.mean for standing in neighbours]
    at_each_date(*named.values())
    rows = [
        (name, (before, now, between(before, now).difference))
        for name, (before, now) in named.items()
    ]
    return Table(
        caption=measure.title,
        stub="Area",
        columns=(*map(_moment, (rows[0][1][0], rows[0][1][1])), "Change"),
        rows=tuple(rows),
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


def _moment(fact: Fact) -> str:
    """The heading of a column of one year: the day of a snapshot, or the year."""
    return fact.period if fact.timing == "year" else fact.date


def _populations(measure: Measure, code: str, periods: Sequence[str]) -> str:
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
    said = f"Rates are over estimates of {'; '.join(parts)}." if parts else ""
    return f"{said} {BREAK}" if broken else said


def _with_limits(facts: Sequence[Fact], measures: Sequence[Measure]) -> Iterable[Cell]:
    for fact, measure in zip(facts, measures, strict=True):
        yield fact
        if headings.has_interval(measure):
            yield headings.limits(fact)
