"""The ways of telling whether a comparator lies beyond chance: by intervals, and by limits."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from mscp_analysis import inputs, intervals
from mscp_analysis.inputs import Array

Way = Literal["one_interval", "two_levels", "two_intervals", "control_limits"]


def _columns(frame: pd.DataFrame, names: str, whose: str) -> list[Array]:
    for name in names.split():
        if name not in frame:
            raise ValueError(
                f"{whose}: this comparison needs the column {name!r}; "
                f"there are {', '.join(map(str, frame))}."
            )
    return [inputs.numbers(frame[name], name).astype(float) for name in names.split()]


def _beyond(value: Array, lower: Array, upper: Array) -> Array:
    """-1 where the interval lies below the value, 1 above it, 0 around it, NaN unknown."""
    unknown = np.isnan(value) | np.isnan(lower) | np.isnan(upper)
    return np.where(unknown, np.nan, np.where(value > upper, -1, np.where(value < lower, 1, 0)))


def _one_interval(area: pd.DataFrame, comparator: pd.DataFrame) -> Array:
    value, lower, upper = _columns(area, "value lower upper", "area")
    (beside,) = _columns(comparator, "value", "comparator")
    return np.where(np.isnan(value), np.nan, _beyond(beside, lower, upper))


def _two_levels(area: pd.DataFrame, comparator: pd.DataFrame) -> Array:
    value, low, high, lowest, highest = _columns(
        area, "value lower_95 upper_95 lower_99_8 upper_99_8", "area"
    )
    (beside,) = _columns(comparator, "value", "comparator")
    steps = _beyond(beside, low, high) + _beyond(beside, lowest, highest)
    return np.where(np.isnan(value), np.nan, steps)


def _two_intervals(area: pd.DataFrame, comparator: pd.DataFrame) -> Array:
    value, lower, upper = _columns(area, "value lower upper", "area")
    beside_lower, beside_upper = _columns(comparator, "lower upper", "comparator")
    unknown = np.isnan(value + lower + upper + beside_lower + beside_upper)
    above = np.where(lower > beside_upper, 1, np.where(upper < beside_lower, -1, 0))
    return np.where(unknown, np.nan, above)


STEPS = {
    "one_interval": _one_interval,
    "two_levels": _two_levels,
    "two_intervals": _two_intervals,
}


def outside_limits(
    area: pd.DataFrame,
    comparator: pd.DataFrame,
    population: Any,
    per: float,
    kind: str,
    confidence: float,
) -> Array:
    """-1 where the area lies below the limits around the comparator, 1 above, 0 within."""
    (value,) = _columns(area, "value", "area")
    (beside,) = _columns(comparator, "value", "comparator")
    n = inputs.positive(population, "population").astype(float)
    inputs.shared_index(area=area["value"], population=population)
    lower, upper = control_limits(beside, n, per, kind, confidence)
    # The area is above where its value is, and not where the limits are.
    return -_beyond(value, lower, upper)


def control_limits(
    comparator: Any, population: Any, per: float, kind: str, confidence: float
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Limits within which chance would keep an area of that size at the comparator's value."""
    (level,) = inputs.confidence_levels(confidence)
    times = inputs.multiplier(per)
    expected = comparator * population / times
    if kind == "proportion":
        lower, upper = intervals.wilson(expected, population, level)
        return lower * times, upper * times
    if kind != "rate":
        raise ValueError(f"kind: {kind!r} is neither 'rate' nor 'proportion'.")
    lower, upper = intervals.exact(expected, level)
    return lower / population * times, upper / population * times
