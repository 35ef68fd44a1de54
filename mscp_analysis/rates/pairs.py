"""Two measures as numerator and denominator, row beside row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from mscp_analysis.measures import Measure
from mscp_analysis.sources import join

_COMPUTED = ["value", "lower", "upper", "count", "population", "marker"]
_CARRIED = ["release", "as_of", "status", "population_period", "population_release"]
"""What a rate keeps of the rows that it was computed from, where they say it."""


@dataclass(frozen=True)
class Pair:
    """The rows that two measures share, with what both say of them."""

    count: Measure
    total: Measure
    rows: pd.DataFrame

    @property
    def figures(self) -> tuple[pd.Series, pd.Series]:
        """Counts and totals, labelled by period and area so that a refusal names them."""
        labelled = self.rows.set_index(["period", "area_code"])
        return labelled["count"], labelled["population"]

    def measure(self, frame: pd.DataFrame, kind: str, unit: str) -> Measure:
        """The measure of what was computed: values, limits, and the reason for each gap."""
        rows = self.rows.assign(**{column: frame[column].to_numpy() for column in frame})
        rows["marker"] = rows["count_marker"].where(rows["count"].isna(), rows["total_marker"])
        rows["marker"] = rows["marker"].where(rows["value"].isna(), "")
        first = ["period", "area_code", *self.count.breakdowns, *_COMPUTED]
        rows = rows[first + [column for column in _CARRIED if column in rows]]
        said = ", percentage" if unit == "%" else f" {unit}"
        return Measure(
            rows=rows,
            name=f"{self.count.name}_{kind}",
            title=f"{self.count.title}{said}",
            unit=unit,
            decimals=1,
            timing=self.count.timing,
            polarity=self.count.polarity,
            definition=_definition(self.count, self.total, kind),
            method="computed",
            sources=join(self.count.sources, self.total.sources),
            absence=self.count.absence or self.total.absence,
        )


def joined(count: Any, total: Any, name: str) -> Pair:
    """Put each row of one measure beside the row of another that belongs to it.

    Rows belong together that are of the same period, population year, area and shared
    breakdowns. Where the total's periods are mid-years (``mid-2023``), the count's column
    ``population_period`` says which one; it is never guessed. A row without a partner is
    left out.

    Parameters
    ----------
    count, total : Measure
        Numerator and denominator.
    name : str
        What the caller calls the denominator.

    Returns
    -------
    Pair

    Raises
    ------
    ValueError
        If one is no measure, they stand the wrong way round, they share no row, the total is
        broken down by more than the count, or has several rows for one of the count.
    """
    if not (isinstance(count, Measure) and isinstance(total, Measure)):
        odd = name if isinstance(count, Measure) else "count"
        raise ValueError(f"{odd}: a measure goes with a measure; pass two, or neither.")
    if count.timing == "mid-year" and total.timing != "mid-year":
        raise ValueError(
            f"count: {count.name} is a population and {total.name} is none: the count comes first, "
            f"then the {name}."
        )
    beyond = [column for column in total.breakdowns if column not in count.breakdowns]
    if beyond:
        raise ValueError(
            f"{name}: {total.name} is broken down by {beyond[0]} and {count.name} is not; "
            f"choose one with .where({beyond[0]}=...)."
        )
    left, right = _numerator(count), _denominator(total)
    if (
        right["period"].str.startswith("mid-").all()
        and not left["period"].isin(right["period"]).any()
    ):
        right = _by_mid_year(left, right, count, total)
    keys = ["period", "population_period", "area_code", *total.breakdowns]
    on = [column for column in keys if column in left and column in right]
    twice = right.duplicated(on)
    if twice.any():
        said = ", ".join(right.loc[twice, on].iloc[0])
        raise ValueError(f"{name}: {total.name} has several rows for {said}; keep one of them.")
    rows = left.merge(right, on=on, how="inner", validate="many_to_one")
    if rows.empty:
        raise ValueError(_nothing_shared(count, total))
    # Of none there is no share: not applicable, and no fault of the table. A population is another
    # matter: none there can only be wrong.
    of_none = (rows["population"] == 0) & (name == "total")
    rows["population"] = rows["population"].mask(of_none)
    rows["total_marker"] = rows["total_marker"].mask(of_none, "z")
    return Pair(count, total, rows)


def _numerator(count: Measure) -> pd.DataFrame:
    kept = [column for column in _CARRIED[:-1] if column in count.rows]
    rows = count.rows[["period", "area_code", *count.breakdowns, "value", "marker", *kept]]
    return rows.rename(columns={"value": "count", "marker": "count_marker"})


def _denominator(total: Measure) -> pd.DataFrame:
    kept = [column for column in ("population_period", "release") if column in total.rows]
    rows = total.rows[["period", "area_code", *total.breakdowns, "value", "marker", *kept]]
    names = {"value": "population", "marker": "total_marker", "release": "population_release"}
    return rows.rename(columns=names)


def _by_mid_year(
    left: pd.DataFrame, right: pd.DataFrame, count: Measure, total: Measure
) -> pd.DataFrame:
    if "population_period" not in left:
        raise ValueError(
            f"{total.name} is a mid-year estimate and {count.name} does not say which one it "
            "goes with: give its rows a column population_period, such as mid-2023."
        )
    right = right.drop(columns="population_period", errors="ignore")
    return right.rename(columns={"period": "population_period"})


def _nothing_shared(count: Measure, total: Measure) -> str:
    def span(measure: Measure) -> str:
        return f"{measure.periods[0]} to {measure.periods[-1]}" if measure.periods else "no rows"

    return (
        f"{count.name} and {total.name} share no row: {count.name} has {span(count)}, "
        f"{total.name} has {span(total)}; the same periods and areas are needed."
    )


def _definition(count: Measure, total: Measure, kind: str) -> str:
    method = "Wilson's score method" if kind != "rate" else "Byar's method, exact for small counts"
    of = f"{total.title[:1].lower()}{total.title[1:]}"
    return f"{count.title} divided by {of}; interval by {method}."
