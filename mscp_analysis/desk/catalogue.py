"""What an analyst may choose: measures, years, areas, and what to set beside them."""

from __future__ import annotations

from datetime import date

import pandas as pd

from mscp_analysis import areas, data
from mscp_analysis.measures import Measure, named
from mscp_analysis.periods import year_of

BESIDE = {
    "neighbours": "its statistical neighbours",
    "England": "its region and England",
    "earlier": "its own earlier figures",
}
"""What a figure may be set beside, and how it is called; any other area may be named as well."""


def measures(known_at: str | date | None = None) -> pd.DataFrame:
    """The measures that can be chosen by name.

    Parameters
    ----------
    known_at : str or datetime.date, optional
        ISO date; by default everything held is known.

    Returns
    -------
    pandas.DataFrame
        By name: ``title``, ``unit``, ``first`` and ``last`` period.

    Examples
    --------
    >>> measures().loc["plans_rate", "title"]
    'Child protection plans per 10,000 children'
    """
    rows = {name: _line(data.figure(name, known_at)) for name in _names()}
    table = pd.DataFrame.from_dict(rows, "index", columns=["title", "unit", "first", "last"])
    return table.rename_axis("measure")


def _names() -> list[str]:
    """The names of the measures that are one figure for an area and a year."""
    return [name for name, said in named("table").items() if "of" not in said]


def years(measure: Measure, area: str | areas.Area) -> list[str]:
    """The reporting years, or days, for which a measure has a row of an area, latest first."""
    held = {*measure.of(areas.find(area).code)["period"]}
    if measure.timing != "mid-year":  # A quarter is chosen by its year.
        return sorted({period.split()[0] for period in held}, reverse=True)
    # An estimate of the middle of a year serves the reporting year that begins in it.
    return [year_of(each).label for each in sorted(held, reverse=True)]


def places() -> list[str]:
    """The names of all authorities that exist now, in alphabetical order."""
    return sorted(area.name for area in areas.register().areas if _is_open(area))


def _is_open(area: areas.Area) -> bool:
    return area.kind == "authority" and area.closed is None


def _line(measure: Measure) -> tuple[str, str, str, str]:
    # A notebook cuts words off after fifty letters; the unit says that it is a percentage.
    title = measure.title.partition(", percentage")[0]
    return title, measure.unit, measure.periods[0], measure.periods[-1]
