"""Load a published table as measures: checked, and as it was known at a date."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from mscp_analysis.data import selection
from mscp_analysis.data.collection import Measures
from mscp_analysis.data.held import Held, held, imported
from mscp_analysis.data.imported import as_imported
from mscp_analysis.measures import Measure


def load(name: str, known_at: str | date | None = None) -> Measures:
    """The measures of a published table, as they were known at a date.

    For each period, area and breakdown the row of the newest release is kept that was out at
    the date. A newer row without a number stays without one: it is never refilled from an
    older release. A release of which only the month is known counts from the month's last day.

    Parameters
    ----------
    name : str
        Name of the table in ``data/published``, ``children_looked_after``, or of a statistic
        that ``mscp import`` has put beside them: ``care_leavers_activity``.
    known_at : str or datetime.date, optional
        ISO date; by default everything held is known.

    Returns
    -------
    Measures

    Raises
    ------
    LookupError
        If there is no such table, or nothing of it was out at the date.
    ValueError
        If the table is not the one that its description describes, or a cell is not as it says.

    Examples
    --------
    >>> children = load("population", known_at="2023-11-30").children
    >>> children.at("mid-2022", "Medway").shown
    '65,289'
    """
    table, day = _table(name), _day(known_at)
    measures = {each: found.with_rows(found.rows) for each, found in _known(table, day).items()}
    return Measures(name, table.description["title"], measures, day)


def vintages(name: str, measure: str, known_at: str | date | None = None) -> Measure:
    """Every release's value of a measure, to see what was revised.

    Parameters
    ----------
    name, measure : str
        Table and measure.
    known_at : str or datetime.date, optional
        ISO date; only releases that were out are given. By default all that are held.

    Returns
    -------
    Measure
        Several rows a number, one a release, the oldest first: ``rows`` tells them apart by
        ``release`` and ``as_of``, and says in ``status`` which differ from the first.

    Raises
    ------
    LookupError
        If there is no such table or measure, or nothing of it was out at the date.

    Examples
    --------
    >>> rows = vintages("population", "children").of("Medway")
    >>> rows[rows["period"] == "mid-2022"]["value"].tolist()
    [65289.0, 64955.0, 65046.0]
    """
    table, day = _table(name), _day(known_at)
    if measure not in table.description["measures"]:
        known = ", ".join(table.description["measures"])
        raise LookupError(f"{name} has no measure {measure!r}; it has {known}.")
    return selection.measures(table, selection.every(table, measure, day))[measure]


def _table(name: str) -> Held:
    return as_imported(name) if name in imported() else held(name)


@lru_cache(maxsize=64)
def _known(table: Held, day: date | None) -> dict[str, Measure]:
    """The measures of a table at a date, made once: eight chapters ask for the same."""
    return selection.measures(table, selection.newest(table, day))


def _day(known_at: str | date | None) -> date | None:
    if not isinstance(known_at, str):
        return known_at
    try:
        return date.fromisoformat(known_at)
    except ValueError:
        raise ValueError(f"known_at: {known_at!r} is not a date: write it as 2024-11-30.") from None
