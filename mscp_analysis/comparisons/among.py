"""What is set in order among all areas: their values, their periods, and which way is better."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import pandas as pd

from mscp_analysis import areas, inputs
from mscp_analysis.comparisons.likeness import of_one_kind
from mscp_analysis.measures import Measure

Polarity = Literal["lower", "higher"] | None


def by_period(
    measure: Measure, polarity: Polarity, statistic: Callable[..., pd.Series]
) -> pd.DataFrame:
    """A statistic among the authorities of each period: regions and England are not ranked."""
    authorities = {area.code for area in areas.register().areas if area.kind == "authority"}
    rows = measure.rows[measure.rows["area_code"].isin(authorities)].reset_index(drop=True)
    for period in rows["period"].unique():
        of_one_kind(measure, period, authorities)
    keys = ["period", *measure.breakdowns]
    better = polarity or measure.polarity
    parts = [statistic(held["value"], better) for _, held in rows.groupby(keys)]
    found = pd.concat(parts) if parts else statistic(rows["value"], better)
    return rows[["period", "area_code", *measure.breakdowns]].join(found)


def as_series(values: Any) -> pd.Series:
    """One number an area, with the index of the values where they have one."""
    index = values.index if isinstance(values, pd.Series) else None
    return pd.Series(inputs.numbers(values, "values").astype(float), index=index)


def known(polarity: Polarity) -> Polarity:
    """A polarity as it stands; another word is refused."""
    if polarity not in ("lower", "higher", None):
        raise ValueError(f"polarity: {polarity!r} is none of 'lower', 'higher' and None.")
    return polarity
