"""The rows of measures as another program wants them: each says all that it needs by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from mscp_analysis import areas
from mscp_analysis.exports.protection import checked
from mscp_analysis.measures import MARKERS, Measure
from mscp_analysis.periods import date_of
from mscp_analysis.sources import citations

COLUMNS = {
    "measure": "What is measured, by the name it has in this project",
    "title": "What is measured, in words",
    "unit": "What is counted, or what the number is a rate or share of",
    "period": "Reporting year, mid-year or quarter",
    "date": "The day that the figure is of or, of a year or quarter, its last day",
    "area_code": "ONS code of the area",
    "area": "Name of the area",
    "breakdown": "Which part of the whole it is of; empty for the whole",
    "value": "The number, unrounded; empty where there is none",
    "marker": "Why there is no number, as a letter",
    "reason": "Why there is no number, in words",
    "count": "Of a rate: what was counted",
    "population": "Of a rate: whom it is a rate of",
    "lower": "Lower limit of the interval, unrounded",
    "upper": "Upper limit of the interval, unrounded",
    "status": "Whether the figure is provisional, final, revised, printed or of a register",
    "as_of": "When the release that it was read from was published",
    "release": "The release that it was read from",
    "population_release": "Of a rate: the release that its population was read from",
    "sources": "Where it was read, or all that it was computed from",
}
"""Name of each column, and what it holds."""

_NUMBERS = ("value", "count", "population", "lower", "upper")


def rows(*measures: Measure) -> pd.DataFrame:
    """Rows of measures, one below the other, with their meaning and sources in each row.

    Parameters
    ----------
    *measures : Measure
        Published ones, or a partnership's own as ``data.own`` gives them, protected.

    Returns
    -------
    pandas.DataFrame
        With ``COLUMNS``: numbers as float64, all else as str.

    Raises
    ------
    ValueError
        If none is given, or one may not leave the project; see ``exports.protection``.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> found = rows(plans.with_rows(plans.of("Medway")))
    >>> found.loc[found["period"] == "2023-24", ["date", "area", "value"]].to_numpy().tolist()
    [['2024-03-31', 'Medway', 281.0]]
    """
    if not measures:
        raise ValueError("There is nothing to export: expected at least one measure, came none.")
    return pd.concat([_of(checked(each)) for each in several(measures)], ignore_index=True)


def several(given: Any) -> list[Measure]:
    """The measures to export: one, each of several, and of what ``desk.look`` gave its own."""
    if isinstance(given, Mapping):  # A table: of registers that are not kept nothing is said.
        return [given[name] for name in given if not given[name].absence]
    return [_measure(each) for each in (given if isinstance(given, list | tuple) else [given])]


def _measure(given: Any) -> Measure:
    found = given if isinstance(given, Measure) else getattr(given, "measure", None)
    if not isinstance(found, Measure):
        raise ValueError(
            f"A {type(given).__name__} cannot be exported by itself: pass the measure that it "
            "was made from, such as load('child_protection_plans').at_31_march, a list of "
            "measures, or a view of desk.look."
        )
    return found


def breakdown(measure: Measure) -> pd.Series:
    """Which part each row is of, in words: ``factor: Neglect; sex: Male``."""
    fixed = "; ".join(f"{column}: {value}" for column, value in measure.fixed)
    said = pd.Series(fixed, index=measure.rows.index, dtype="str")
    for column in measure.breakdowns:
        part = f"{column}: " + measure.rows[column].astype("str")
        said = (said + "; " + part).str.removeprefix("; ")
    return said


def _periods(measure: Measure) -> pd.Series:
    """A population that is aligned to reporting years is of the mid-year named beside it."""
    held = measure.rows
    if measure.timing != "mid-year" or "population_period" not in held:
        return held["period"]
    return held["period"].mask(held["population_period"] != "", held["population_period"])


def _of(measure: Measure) -> pd.DataFrame:
    held, periods = measure.rows, _periods(measure)
    known = {column: held[column] for column in COLUMNS if column in held}
    names = {code: areas.find(code).name for code in held["area_code"].unique()}
    days = {each: date_of(each, measure.timing).isoformat() for each in periods.unique()}
    found = pd.DataFrame(
        known
        | {
            "measure": measure.name,
            "title": measure.title,
            "unit": measure.unit,
            "period": periods,
            "date": periods.map(days),
            "area": held["area_code"].map(names),
            "breakdown": breakdown(measure),
            "reason": held["marker"].map(lambda marker: MARKERS.get(marker, "")),
            "population_release": _base(measure),
            "sources": _citations(measure),
        },
        index=held.index,
    )
    for name in COLUMNS:
        if name not in found:
            found[name] = float("nan") if name in _NUMBERS else ""
    kinds = {name: "float64" if name in _NUMBERS else "str" for name in COLUMNS}
    words = dict.fromkeys(set(COLUMNS) - {*_NUMBERS}, "")
    return found[[*COLUMNS]].fillna(words).astype(kinds)


def _base(measure: Measure) -> pd.Series:
    """The release of the population behind each row, where the measure stands on one."""
    is_rate = measure.unit.startswith("per ") and measure.unit != "per cent"
    stands = is_rate or measure.timing == "mid-year"
    blank = pd.Series("", index=measure.rows.index)
    return measure.rows.get("population_release", blank) if stands else blank


def _citations(measure: Measure) -> pd.Series:
    """What each row cites: the releases that it names or, where it names none, all."""
    held = measure.rows
    own = held.get("release", pd.Series("", index=held.index))
    pairs = [*zip(own, _base(measure), strict=True)]
    said = {}
    for pair in set(pairs):
        cited = [source for source in measure.sources if source.release in pair]
        said[pair] = "; ".join(citations(cited or measure.sources))
    return pd.Series([said[pair] for pair in pairs], index=held.index)
