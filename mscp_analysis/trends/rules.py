"""The rules by which NHS control charts tell a special cause from common variation.

Each takes one segment of a series and gives an array of the same length: 1, -1 or 0. The
flag of a run stands at the point that completes it; ``member_of_seven`` spreads it over all
seven.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from mscp_analysis.inputs import Array

RUN = 7
Flags = npt.NDArray[np.int_]


def run_of_seven(side: Any) -> Flags:
    """Flag each point that completes seven on one side of the mean.

    Parameters
    ----------
    side : array_like of int, shape (n,)
        1 above the mean, -1 below, 0 on it, which breaks a run.

    Returns
    -------
    numpy.ndarray of int, shape (n,)
        The side, or 0.

    Examples
    --------
    >>> run_of_seven([-1] * 8).tolist()
    [0, 0, 0, 0, 0, 0, -1, -1]
    """
    return _completed(np.asarray(side, dtype=int), RUN)


def trend_of_seven(values: Any) -> Flags:
    """Flag each point that completes seven strictly rising (1) or falling (-1).

    Parameters
    ----------
    values : array_like, shape (n,)
        The series.

    Returns
    -------
    numpy.ndarray of int, shape (n,)

    Examples
    --------
    >>> trend_of_seven([2, 1, 2, 3, 4, 5, 6, 7, 3]).tolist()
    [0, 0, 0, 0, 0, 0, 0, 1, 0]
    """
    return np.append(0, _completed(_steps(values)[1:], RUN - 1))[: len(np.asarray(values))]


def member_of_seven(flags: Any) -> Flags:
    """Spread each flag over the seven points that it completes.

    Parameters
    ----------
    flags : array_like of int, shape (n,)
        1 or -1 at the end of a run.

    Returns
    -------
    numpy.ndarray of int, shape (n,)
        1 for every point of a run, else 0.

    Examples
    --------
    >>> member_of_seven([0, 0, 0, 0, 0, 0, 1, 0]).tolist()
    [1, 1, 1, 1, 1, 1, 1, 0]
    """
    return _spread(np.asarray(flags) != 0, RUN)


def two_in_three(near: Any, side: Any) -> Flags:
    """Flag all three of three points on one side of the mean, two of them near a limit.

    Parameters
    ----------
    near : array_like of int or bool, shape (n,)
        Whether a point is near a limit: in the outer third, not beyond.
    side : array_like of int, shape (n,)
        1 above the mean, -1 below, 0 on it.

    Returns
    -------
    numpy.ndarray of int, shape (n,)
        1 or 0.

    Examples
    --------
    >>> two_in_three([0, 1, 0, 1, 0], [1, 1, 1, 1, 1]).tolist()
    [0, 1, 1, 1, 0]
    """
    close, where = np.asarray(near, dtype=int), np.asarray(side, dtype=int)
    if len(close) < 3:
        return np.zeros(len(close), dtype=int)
    window = np.lib.stride_tricks.sliding_window_view
    alike = np.abs(window(where, 3).sum(axis=1)) == 3
    ends = np.append([False, False], alike & (window(close, 3).sum(axis=1) >= 2))
    return _spread(ends, 3)


def member_of_two_in_three(near: Any, side: Any) -> Flags:
    """Of the points that ``two_in_three`` flags, those that are near a limit themselves.

    Examples
    --------
    >>> member_of_two_in_three([0, 1, 0, 1, 0], [1, 1, 1, 1, 1]).tolist()
    [0, 1, 0, 1, 0]
    """
    return two_in_three(near, side) * np.asarray(near, dtype=int)


def trend_direction(values: Any) -> Flags:
    """Which way each point's trend of seven goes: 1 rising, -1 falling, 0 in none.

    A point where one trend ends and another begins goes with the one that it begins.

    Examples
    --------
    >>> trend_direction([1, 2, 3, 4, 5, 6, 7, 7]).tolist()
    [1, 1, 1, 1, 1, 1, 1, 0]
    """
    inside = member_of_seven(trend_of_seven(values))
    into = _steps(values)
    out = np.append(into[1:], 0)
    goes_on = np.append(inside[1:], 0)
    return inside * np.where(goes_on == 1, out, into)


def _steps(values: Any) -> Flags:
    """Sign of the step into each point; 0 into the first."""
    held: Array = np.asarray(values, dtype=float)
    return np.append(0, np.sign(np.diff(held)))[: len(held)].astype(int)


def _completed(signs: Flags, length: int) -> Flags:
    """The sign at each place where so many of one sign have come together."""
    found = np.zeros(len(signs), dtype=int)
    if len(signs) >= length:
        sums = np.lib.stride_tricks.sliding_window_view(signs, length).sum(axis=1)
        found[length - 1 :] = np.where(np.abs(sums) == length, np.sign(sums), 0)
    return found


def _spread(ends: npt.NDArray[np.bool_], length: int) -> Flags:
    """1 for each place within so many before a flagged end, and the end itself."""
    ahead = np.append(ends, np.zeros(length - 1, dtype=bool))
    return np.lib.stride_tricks.sliding_window_view(ahead, length).any(axis=1).astype(int)
