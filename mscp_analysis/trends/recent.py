"""Whether the last five years show a trend, or no clear change."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mscp_analysis import inputs
from mscp_analysis.inputs import Array
from mscp_analysis.measures import Measure
from mscp_analysis.periods import ReportingYear

POINTS = 5
SIGNIFICANT = 9.54953570608324
"""Chi-square with one degree of freedom that chance exceeds twice in a thousand."""

Tested = tuple[Array, Array, npt.NDArray[Any]]
"""Slope, chi-square, and whether the slope keeps its sign, by series."""

_TIME = np.arange(1.0, POINTS + 1)


class Trend(StrEnum):
    """What a trend test says. The list is closed.

    Examples
    --------
    >>> Trend("increasing").name
    'INCREASING'
    """

    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CHANGE = "no_change"
    NOT_COMPUTED = "not_computed"


def recent_trend(
    value: Any = None,
    lower: Any = None,
    upper: Any = None,
    *,
    count: Any = None,
    total: Any = None,
    group: Any = None,
) -> pd.DataFrame:
    """The trend of the last five yearly points, as Fingertips tests it.

    With values and their 95% limits: the slope of a regression on t = 1 to 5 weighted by
    1/se^2, se = (upper - lower)/3.92, and chi-square (slope/se(slope))^2. With counts c and
    totals n of a proportion: the Cochran-Armitage chi-square
    N(N sum(ct) - C sum(nt))^2 / (C(N - C)(N sum(nt^2) - sum(nt)^2)), with the slope of
    ln(c/(n - c)). There is a trend if chi-square is above 9.55 (99.8%) and the slope keeps
    its sign when each point in turn is left out; so one odd year makes none.

    Parameters
    ----------
    value : array_like or Series, shape (n,), or Measure
        Values, earliest first within each group. Of a measure every area is tested by its
        rows' ``lower`` and ``upper``, which must be 95% limits.
    lower, upper : array_like or Series, shape (n,)
        Their 95% limits.
    count, total : array_like or Series, shape (n,)
        For proportions, instead of values; each count above zero and below its total.
    group : array_like, Series or Index, shape (n,), optional
        Label of the series of each point; without it they are one series. The years of a
        series must not overlap and must follow each other; a measure's years are looked at.

    Returns
    -------
    pandas.DataFrame
        One row a series, in the order first met: ``slope`` (a year), ``chi_square``,
        ``stable`` (the sign survives) and ``trend``, a value of ``Trend``. Of a measure with
        ``area_code`` and breakdowns. ``not_computed`` where one of the last five points is
        missing, or there are fewer.

    Raises
    ------
    ValueError
        For limits the wrong way round, a count above its total, a negative or fractional
        count, text or an infinite value (with the first such row), or other lengths or
        indexes.

    References
    ----------
    Armitage P. Biometrics 1955;11:375-86. Office for Health Improvement and Disparities,
    Fingertips: public health technical guidance, trend markers.

    Examples
    --------
    >>> recent_trend([24.67, 24.6, 28.0, 30.2, 30.6], [23.16, 23.15, 26.44, 28.63, 28.98],
    ...              [26.25, 26.19, 29.64, 31.9, 32.25]).round(2)
       slope  chi_square  stable       trend
    0   1.75       46.77    True  increasing
    """
    if isinstance(value, Measure):
        return _of_measure(value)
    if count is not None or total is not None:
        given: dict[str, Any] = {"count": count, "total": total}
        test: Callable[..., Tested] = _cochran_armitage
        columns = [inputs.counts(held, name).astype(float) for name, held in given.items()]
        inputs.shared_index(**_given(given, group))
        inputs.refuse_rows(columns[0] > columns[1], count, "count", "it is above its total")
    else:
        given, test = {"value": value, "lower": lower, "upper": upper}, _weighted
        columns = [inputs.numbers(held, name).astype(float) for name, held in given.items()]
        inputs.shared_index(**_given(given, group))
        inputs.refuse_rows(columns[1] > columns[2], lower, "lower", "it is above its upper limit")
    codes, labels = _series(group, len(columns[0]))
    from_end = pd.Series(codes).groupby(codes).cumcount(ascending=False).to_numpy()
    return _judged(*test(*_last_points(columns, codes, from_end, len(labels))), labels)


def _given(given: dict[str, Any], group: Any) -> dict[str, Any]:
    return given if group is None else {**given, "group": group}


def _series(group: Any, length: int) -> tuple[npt.NDArray[Any], pd.Index]:
    if group is None:
        return np.zeros(length, dtype=int), pd.RangeIndex(1)
    plain = group if isinstance(group, (pd.Series, pd.Index)) else np.asarray(group)
    codes, labels = pd.factorize(plain)
    inputs.refuse_rows(codes < 0, group, "group", "each row needs the label of its series")
    if isinstance(labels, pd.MultiIndex):
        return codes, labels.set_names(group.names)
    return codes, pd.Index(labels, name=getattr(group, "name", None))


def _last_points(
    columns: list[Array], codes: npt.NDArray[Any], from_end: npt.NDArray[Any], series: int
) -> list[Array]:
    """The last five points of each series, one series a row; missing where there are fewer."""
    last = from_end < POINTS
    blocks = []
    for column in columns:
        block = np.full((series, POINTS), np.nan)
        block[codes[last], POINTS - 1 - from_end[last]] = column[last]
        blocks.append(block)
    return blocks


def _slope(values: Array, weights: Array) -> tuple[Array, Array]:
    """Slope of each row's weighted regression on time, and the spread of time about its mean."""
    total = weights.sum(axis=1)
    middle = (weights * _TIME).sum(axis=1) / total
    apart = _TIME - middle[:, None]
    spread = (weights * apart**2).sum(axis=1)
    return (weights * apart * values).sum(axis=1) / spread, spread


def _keeps_sign(values: Array, weights: Array) -> npt.NDArray[Any]:
    without = [np.arange(POINTS) != point for point in range(POINTS)]
    slopes = np.column_stack([_slope(values, weights * kept)[0] for kept in without])
    return np.asarray((slopes > 0).all(axis=1) | (slopes < 0).all(axis=1))


def _weighted(value: Array, lower: Array, upper: Array) -> Tested:
    error = (upper - lower) / 3.92
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = np.where(error > 0, 1 / error**2, np.nan)
        slope, spread = _slope(value, weights)
        return slope, slope**2 * spread, _keeps_sign(value, weights)


def _cochran_armitage(count: Array, total: Array) -> Tested:
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = (count > 0) & (count < total)
        odds = np.where(inside, np.log(count / (total - count)), np.nan)
        slope, _ = _slope(odds, np.ones_like(odds))
        n, c = total.sum(axis=1), count.sum(axis=1)
        nt, ct = (total * _TIME).sum(axis=1), (count * _TIME).sum(axis=1)
        spread = n * (total * _TIME**2).sum(axis=1) - nt**2
        chi = n * (n * ct - c * nt) ** 2 / (c * (n - c) * spread)
        return slope, np.where(np.isnan(slope), np.nan, chi), _keeps_sign(odds, np.ones_like(odds))


def _judged(slope: Array, chi: Array, stable: npt.NDArray[Any], labels: pd.Index) -> pd.DataFrame:
    clear = (chi > SIGNIFICANT) & stable
    cases = [np.isnan(slope) | np.isnan(chi), clear & (slope > 0), clear & (slope < 0)]
    said = [Trend.NOT_COMPUTED, Trend.INCREASING, Trend.DECREASING]
    trend = np.select(cases, [str(one) for one in said], str(Trend.NO_CHANGE))
    return pd.DataFrame(
        {"slope": slope, "chi_square": chi, "stable": stable, "trend": trend}, index=labels
    )


def _of_measure(measure: Measure) -> pd.DataFrame:
    """Every area of a measure; a gap in the years is a missing point."""
    lacking = [name for name in ("lower", "upper") if name not in measure.rows]
    if lacking:
        raise ValueError(
            f"{measure.title} has no intervals, so chance cannot be told from a trend; "
            "take a rate from rates.rate or a percentage from rates.proportion."
        )
    years = measure.rows["period"].map(
        {label: ReportingYear.parse(label.removeprefix("mid-")).ends for label in measure.periods}
    )
    keys = ["area_code", *measure.breakdowns]
    codes, labels = _series(pd.MultiIndex.from_frame(measure.rows[keys]), len(years))
    columns = [measure.rows[name].to_numpy(float) for name in ("value", "lower", "upper")]
    blocks = _last_points(columns, codes, (years.max() - years).to_numpy(), len(labels))
    return _judged(*_weighted(*blocks), labels).reset_index()
