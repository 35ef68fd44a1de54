"""XmR control charts: which points are more than common variation."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from mscp_analysis import inputs
from mscp_analysis.inputs import Array
from mscp_analysis.trends import rules

Polarity = Literal["lower", "higher"] | None

FEWEST_FIXED = 12
"""Limits fixed on fewer points than this would be limits of chance."""


class SpecialCause(StrEnum):
    """Why a point is more than common variation. The list is closed.

    Examples
    --------
    >>> SpecialCause("seven_above").name
    'SEVEN_ABOVE'
    """

    COMMON_CAUSE = "common_cause"
    ABOVE_LIMIT = "above_limit"
    BELOW_LIMIT = "below_limit"
    SEVEN_RISING = "seven_rising"
    SEVEN_FALLING = "seven_falling"
    TWO_IN_THREE_HIGH = "two_in_three_high"
    TWO_IN_THREE_LOW = "two_in_three_low"
    SEVEN_ABOVE = "seven_above"
    SEVEN_BELOW = "seven_below"


class PointType(StrEnum):
    """What a point means to the reader. The list is closed.

    Examples
    --------
    >>> PointType("concern").name
    'CONCERN'
    """

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    HIGH = "high"
    LOW = "low"


_UPWARD = {
    SpecialCause.ABOVE_LIMIT,
    SpecialCause.SEVEN_RISING,
    SpecialCause.TWO_IN_THREE_HIGH,
    SpecialCause.SEVEN_ABOVE,
}
_MEANING: dict[Polarity, tuple[PointType, PointType]] = {
    "higher": (PointType.IMPROVEMENT, PointType.CONCERN),
    "lower": (PointType.CONCERN, PointType.IMPROVEMENT),
    None: (PointType.HIGH, PointType.LOW),
}


def xmr(
    values: Any,
    polarity: Polarity = None,
    *,
    rebase: Iterable[Any] = (),
    fix_after: int | None = None,
    screen_outliers: bool = False,
    dates: Any = None,
) -> pd.DataFrame:
    """A control chart of single values, by the rules of the NHS.

    In each segment: mean, and limits at mean -/+ 2.66 times the average moving range
    ``|y_i - y_(i-1)|``. A point is special, in this order, if it is beyond a limit; is part of 7
    rising or falling; is one of two in three consecutive points near a limit, all three on
    one side of the mean; or is part of 7 on one side. Near is the outer third, not beyond.

    Parameters
    ----------
    values : array_like or Series, shape (n,)
        The series, earliest first. A missing value stays missing, is neither in the limits
        nor in a run, and its neighbours count as consecutive.
    polarity : {"lower", "higher"} or None
        Which way is better; None gives high and low, which do not judge.
    rebase : iterable of labels
        Index labels (positions, of an array) at which a new segment starts, because the
        process is known to have changed.
    fix_after : int, optional
        Limits from the first so many points of a segment only, 12 or more.
    screen_outliers : bool
        Whether moving ranges of 3.267 times their average or more are left out of it once.
        The published NHS spreadsheets do not.
    dates : array_like or Series, shape (n,), optional
        Dates of the points; checked to be dates, each later than the one before.

    Returns
    -------
    pandas.DataFrame
        With the index of the values: ``value``, ``segment``, ``mean``, ``lower``, ``upper``,
        ``near_lower``, ``near_upper``, ``side`` of the mean (1, 0, -1), ``outside``, ``near``,
        ``special_cause`` and ``point_type`` (values of ``SpecialCause`` and ``PointType``,
        missing for a missing value), and ``trial``: a segment of 12 points or fewer, whose
        limits are on trial. A segment of one point has no limits.

    Raises
    ------
    ValueError
        For text or an infinite value (with the first such row), a rebase label that is not
        there, ``fix_after`` below 12, or dates that are none or do not follow each other.

    References
    ----------
    Provost LP, Murray SK. The health care data guide. 2011. Nelson LS. J Qual Technol
    1982;14:172-3. NHS England, Making Data Count.

    Examples
    --------
    By hand: the mean is 12.6, the average moving range 24/9, so the upper limit is 19.7.

    >>> chart = xmr([10, 12, 11, 13, 12, 11, 10, 12, 11, 24], "lower")
    >>> chart.loc[9, ["special_cause", "point_type"]].tolist()
    ['above_limit', 'concern']
    >>> round(float(chart["upper"][0]), 1)
    19.7
    """
    if polarity not in _MEANING:
        raise ValueError(f"polarity: {polarity!r} is none of 'lower', 'higher' and None.")
    if fix_after is not None and fix_after < FEWEST_FIXED:
        raise ValueError(
            f"fix_after: {fix_after} points are too few to fix limits on; {FEWEST_FIXED} or more."
        )
    index = values.index if isinstance(values, pd.Series) else None
    series = pd.Series(inputs.numbers(values, "values").astype(float), index=index, name="value")
    if dates is not None:
        inputs.shared_index(values=values, dates=dates)
        _refuse_dates(dates)
    frame = pd.DataFrame({"value": series, "segment": _segments(series.index, rebase)})
    held = frame[frame["value"].notna()]
    parts = [_segment(y, fix_after, screen_outliers) for _, y in held.groupby("segment")["value"]]
    columns = ["mean", "lower", "upper", "near_lower", "near_upper"]
    marks = ["side", "outside", "near", "special_cause", "trial"]
    chart = pd.concat(parts) if parts else pd.DataFrame(columns=[*columns, *marks])
    chart = chart.set_axis(np.flatnonzero(frame["value"].notna())).reindex(range(len(frame)))
    frame[[*columns, *marks]] = chart.set_axis(frame.index)
    frame["point_type"] = _point_types(frame["special_cause"], polarity)
    return frame


def _refuse_dates(dates: Any) -> None:
    held = pd.Series(dates).reset_index(drop=True)
    read = pd.to_datetime(held, errors="coerce") if held.dtype.kind not in "iuf" else held * np.nan
    inputs.refuse_rows(read.isna().to_numpy(), dates, "dates", "it must be a date")
    early = np.append(False, (read.diff().iloc[1:] <= pd.Timedelta(0)).to_numpy())
    inputs.refuse_rows(early, dates, "dates", "it must be later than the one before")


def _segments(index: pd.Index, rebase: Iterable[Any]) -> npt.NDArray[np.int_]:
    starts = list(rebase)
    absent = [label for label in starts if label not in index]
    if absent:
        raise ValueError(f"rebase: {absent[0]!r} is not the label of a point of the series.")
    return np.cumsum(index.isin(starts) & (np.arange(len(index)) > 0))


def _segment(values: pd.Series, fix_after: int | None, screen: bool) -> pd.DataFrame:
    y = values.to_numpy()
    mean, reach = _limits(y[:fix_after], screen)
    side = np.sign(y - mean).astype(int)
    outside = (y < mean - reach) | (y > mean + reach)
    near = ~outside & ((y < mean - reach * 2 / 3) | (y > mean + reach * 2 / 3))
    held = {"mean": mean, "lower": mean - reach, "upper": mean + reach}
    held |= {"near_lower": mean - reach * 2 / 3, "near_upper": mean + reach * 2 / 3}
    causes = _causes(y, side, outside, near)
    marks = {"side": side, "outside": outside, "near": near, "special_cause": causes}
    trial = len(y) <= FEWEST_FIXED
    return pd.DataFrame({**held, **marks, "trial": trial})


def _limits(y: Array, screen: bool) -> tuple[float, float]:
    """Mean, and the distance of the limits from it."""
    ranges = np.abs(np.diff(y))
    if not len(ranges):
        return float(y.mean()), np.nan
    average = ranges.mean()
    if screen and average > 0:
        average = ranges[ranges < 3.267 * average].mean()
    return float(y.mean()), float(2.66 * average)


def _causes(y: Array, side: Any, outside: Any, near: Any) -> npt.NDArray[Any]:
    trend = rules.trend_direction(y)
    close = rules.member_of_two_in_three(near, side) * side
    run = rules.member_of_seven(rules.run_of_seven(side)) * side
    cases = [
        (outside & (side > 0), SpecialCause.ABOVE_LIMIT),
        (outside & (side < 0), SpecialCause.BELOW_LIMIT),
        (trend > 0, SpecialCause.SEVEN_RISING),
        (trend < 0, SpecialCause.SEVEN_FALLING),
        (close > 0, SpecialCause.TWO_IN_THREE_HIGH),
        (close < 0, SpecialCause.TWO_IN_THREE_LOW),
        (run > 0, SpecialCause.SEVEN_ABOVE),
        (run < 0, SpecialCause.SEVEN_BELOW),
    ]
    where, said = zip(*cases, strict=True)
    return np.select(where, [str(cause) for cause in said], str(SpecialCause.COMMON_CAUSE))


def _point_types(causes: pd.Series, polarity: Polarity) -> pd.Series:
    upward, downward = _MEANING[polarity]
    names = {str(cause): str(upward if cause in _UPWARD else downward) for cause in SpecialCause}
    names[str(SpecialCause.COMMON_CAUSE)] = str(PointType.COMMON_CAUSE)
    return causes.map(names)
