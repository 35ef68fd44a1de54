"""An area against a comparator: better, similar or worse; higher, similar or lower."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from mscp_analysis import inputs, intervals
from mscp_analysis.comparisons.likeness import alike, of_one_kind
from mscp_analysis.inputs import Array
from mscp_analysis.measures import Fact, Measure

Polarity = Literal["lower", "higher"] | None
Way = Literal["one_interval", "two_levels", "two_intervals", "control_limits"]


class Verdict(StrEnum):
    """What a comparison says. The list is closed: each verdict has its words elsewhere.

    Examples
    --------
    >>> Verdict("similar").name
    'SIMILAR'
    """

    BEST = "best"
    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    WORST = "worst"
    HIGHEST = "highest"
    HIGHER = "higher"
    LOWER = "lower"
    LOWEST = "lowest"
    NOT_COMPARED = "not_compared"


_WORDS: dict[Polarity, list[Verdict]] = {
    None: [Verdict.LOWEST, Verdict.LOWER, Verdict.SIMILAR, Verdict.HIGHER, Verdict.HIGHEST],
    "lower": [Verdict.BEST, Verdict.BETTER, Verdict.SIMILAR, Verdict.WORSE, Verdict.WORST],
    "higher": [Verdict.WORST, Verdict.WORSE, Verdict.SIMILAR, Verdict.BETTER, Verdict.BEST],
}
"""Verdicts from far below the comparator to far above it, by which way is better."""


def versus(
    area: pd.DataFrame | Measure | Fact,
    comparator: Any,
    method: Way = "one_interval",
    polarity: Polarity = None,
    *,
    population: Any = None,
    per: float = 10_000,
    kind: Literal["rate", "proportion"] = "rate",
    confidence: float = 0.95,
) -> Any:
    """How an area stands against a comparator, so far as chance allows to say.

    ``one_interval``: similar where the comparator's value lies within the area's interval,
    bounds included. ``two_levels``: the same at 95% and, beyond that, at 99.8%
    (best and worst, or highest and lowest). ``two_intervals``: similar where the two
    intervals overlap; stricter than a test at 5%. ``control_limits``: similar where the
    area's value lies within the limits that chance would give an area of its size at the
    comparator's value, Wilson's for a proportion and exact Poisson limits for a rate.

    Parameters
    ----------
    area : pandas.DataFrame, Measure or Fact
        ``value``, ``lower`` and ``upper`` by row, as ``rates`` gives them; for ``two_levels``
        ``lower_95`` to ``upper_99_8``; for ``control_limits`` only ``value``. Or a measure,
        of which every row is compared, or one fact.
    comparator : float, array_like, Series, DataFrame, Fact or str
        Value of the comparator, one for all or one a row; for ``two_intervals`` a frame with
        ``lower`` and ``upper``, of one row or as many; for a fact another fact; for a measure
        the code of one of its areas, such as England's, taken at each row's own period.
    method : {"one_interval", "two_levels", "two_intervals", "control_limits"}
        How to compare.
    polarity : {"lower", "higher"} or None
        Which way is better; None gives higher and lower, which do not judge. A measure's
        own polarity is used where none is given.
    population : array_like or Series, optional
        For ``control_limits``: population or total of the area; a measure's rows hold it.
    per, kind, confidence
        For ``control_limits``: multiplier, what the values are, and level of the limits.

    Returns
    -------
    pandas.Series of str, DataFrame or Verdict
        A verdict by row, with the index of the area's frame; of a measure a frame with
        ``period``, ``area_code``, breakdowns and ``verdict``; of a fact one verdict. A
        missing figure is ``not_compared``, and so is an area with itself.

    Raises
    ------
    ValueError
        If a column that the method needs is not there, rows do not match, facts are not
        ``alike``, rows of one period stand on different releases or populations, or a keyword
        is not one of those named.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips: public health technical
    guidance, comparing areas.

    Examples
    --------
    >>> plans = pd.DataFrame({"value": [44.0, 20.0], "lower": [39.0, 17.0], "upper": [49.0, 24.0]})
    >>> versus(plans, 41.6).tolist(), versus(plans, 41.6, polarity="lower").tolist()
    (['similar', 'lower'], ['similar', 'better'])
    """
    if polarity not in _WORDS or method not in get_args(Way):
        given = f"polarity {polarity!r}, method {method!r}"
        raise ValueError(f"{given}: polarity is one of {[*_WORDS]}, method of {get_args(Way)}.")
    if isinstance(area, Measure):
        options = {"per": per, "kind": kind, "confidence": confidence}
        return _measure(area, comparator, method, polarity or area.polarity, options)
    if isinstance(area, Fact) and isinstance(comparator, Fact):
        alike(area, comparator)
    frame, beside = _frame(area), _frame(comparator)
    beside = _level_with(beside, frame)
    if method == "control_limits":
        steps = _outside_limits(frame, beside, population, per, kind, confidence)
    else:
        steps = _STEPS[method](frame, beside)
    words = np.array([*map(str, _WORDS[polarity]), str(Verdict.NOT_COMPARED)])
    verdicts = words[np.where(np.isnan(steps), -1, steps + 2).astype(int)]
    if isinstance(area, Fact):
        itself = isinstance(comparator, Fact) and comparator.area_code == area.area_code
        return Verdict.NOT_COMPARED if itself else Verdict(str(verdicts[0]))
    return pd.Series(verdicts, index=frame.index, name="verdict", dtype="str")


def _measure(
    measure: Measure, code: str, method: Way, polarity: Polarity, options: dict[str, Any]
) -> pd.DataFrame:
    """Each row against the comparator's row of the same period and breakdowns."""
    if code not in set(measure.rows["area_code"]):
        raise ValueError(f"comparator: {measure.title} has no rows of {code!r}.")
    for when in measure.periods:
        of_one_kind(measure, when)
    rows = measure.rows.reset_index(drop=True)
    on = ["period", *measure.breakdowns]
    held = [name for name in ("value", "lower", "upper") if name in rows]
    theirs = rows.loc[rows["area_code"] == code, [*on, *held]]
    beside = rows[on].merge(theirs, on=on, how="left", validate="many_to_one")[held]
    if method == "control_limits":
        options["population"] = rows.get("population")
    verdict = versus(rows, beside, method, polarity, **options)
    verdict = verdict.mask(rows["area_code"] == code, str(Verdict.NOT_COMPARED))
    return rows[["period", "area_code", *measure.breakdowns]].assign(verdict=verdict)


def _frame(given: Any) -> pd.DataFrame:
    if isinstance(given, pd.DataFrame):
        return given
    if isinstance(given, Fact):
        held = {name: getattr(given, name) for name in ("value", "lower", "upper")}
        return pd.DataFrame([held], dtype=float)
    index = given.index if isinstance(given, pd.Series) else None
    return pd.DataFrame({"value": inputs.numbers(given, "comparator")}, index=index)


def _level_with(comparator: pd.DataFrame, area: pd.DataFrame) -> pd.DataFrame:
    """The comparator row for row: one row serves all, more must be the same rows."""
    if len(comparator) == 1:
        return comparator.loc[comparator.index.repeat(len(area))].set_axis(area.index)
    if isinstance(comparator.index, pd.RangeIndex) and len(comparator) == len(area):
        return comparator.set_axis(area.index)
    inputs.shared_index(area=area.iloc[:, 0], comparator=comparator.iloc[:, 0])
    return comparator


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


_STEPS = {
    "one_interval": _one_interval,
    "two_levels": _two_levels,
    "two_intervals": _two_intervals,
}


def _outside_limits(
    area: pd.DataFrame,
    comparator: pd.DataFrame,
    population: Any,
    per: float,
    kind: str,
    confidence: float,
) -> Array:
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
