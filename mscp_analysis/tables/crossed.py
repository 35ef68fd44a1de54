"""One period of a measure with two breakdowns: one down the side, the other along the top."""

from __future__ import annotations

from mscp_analysis import areas
from mscp_analysis.measures import Measure
from mscp_analysis.periods import ReportingYear, label_of
from mscp_analysis.tables.table import Table


def crossed(
    measure: Measure, area: str | areas.Area, period: str | ReportingYear, row: str, column: str
) -> Table:
    """Every pair of two breakdowns, so that no reader has to add up or guess what is between.

    Parameters
    ----------
    measure : Measure
        With these two breakdowns and no other.
    area : str or Area
        Whose figures.
    period : str or ReportingYear
        Of which year.
    row, column : str
        Names of the breakdowns; their values stand in the order in which they are first met.

    Returns
    -------
    Table
        A pair of which the measure has no row is left blank.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> held = data.own("Exampleshire", "2023-24").thresholds.contacts
    >>> crossed(held, "Exampleshire", "2023-24", "source", "outcome").columns[-1]
    'All'
    """
    place, when = areas.find(area), label_of(period)
    own = measure.rows[(measure.rows["area_code"] == place.code) & (measure.rows["period"] == when)]
    there = set(zip(own[row], own[column], strict=True))
    tops = list(dict.fromkeys(own[column]))
    rows = tuple(
        (
            str(side),
            tuple(
                measure.at(when, place.code, **{row: side, column: top})
                if (side, top) in there
                else ""
                for top in tops
            ),
        )
        for side in dict.fromkeys(own[row])
    )
    return Table(
        caption=f"{measure.title}, {place.name}, {when}",
        stub=row.replace("_", " ").capitalize(),
        columns=tuple(str(top)[:1].upper() + str(top)[1:] for top in tops),
        rows=rows,
        absence=measure.absence,
    )
