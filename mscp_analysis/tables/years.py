"""One area over the years, and some areas in two of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mscp_analysis import areas
from mscp_analysis.changes import between
from mscp_analysis.comparisons.standing import Standing
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.measures.likeness import at_each_date, side_by_side
from mscp_analysis.periods import ReportingYear
from mscp_analysis.tables import headings
from mscp_analysis.tables.releases import populations
from mscp_analysis.tables.table import Table


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
    rows = []
    for period in periods:
        facts = [measure.find(period, place.code) for measure in measures]
        compared = [measures[-1].find(period, each.code) for each in others]
        side_by_side([facts[-1], *compared])
        rows.append((period, (*headings.with_limits(facts, measures), *compared)))
    return Table(
        caption=f"{caption or headings.quantities(measures)}, {place.name}{headings.span(periods)}",
        stub="Quarter" if measures[0].timing == "quarter" else "Year",
        columns=(*headings.columns(measures), *(each.name for each in others)),
        rows=tuple(rows),
        note=" ".join(populations(each, place.code, periods) for each in measures).strip(),
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


def _moment(fact: Fact) -> str:
    """The heading of a column of one year: the day of a snapshot, or the year."""
    return fact.period if fact.timing == "year" else fact.date
