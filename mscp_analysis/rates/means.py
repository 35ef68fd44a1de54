"""The mean of values, by group, with Student's interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import scipy

from mscp_analysis import inputs
from mscp_analysis.rates.crude import level_names
from mscp_analysis.rates.groups import Groups


def mean(
    values: Any,
    confidence: float | Sequence[float] = 0.95,
    *,
    group: Any = None,
) -> pd.DataFrame:
    """The mean of values, with its interval by Student's t.

    For lengths of time and scores, of which each child has one. The limits are the mean
    -/+ t(1 - alpha/2, n - 1) s/sqrt n, with s the standard deviation of the sample.

    Parameters
    ----------
    values : array_like or Series, shape (n,)
        One value a child; a missing one makes the mean of its group missing, because
        leaving it out would be a choice: drop it first where that is meant.
    confidence : float or the pair (0.95, 0.998)
        Level of the interval as a fraction, from 0.9 to below 1.
    group : array_like, Series or Index, shape (n,), optional
        Label of the group of each value; without it they are one group.

    Returns
    -------
    pandas.DataFrame
        One row a group, in the order first met: ``value``, ``lower``, ``upper`` in the unit
        of the values, ``count`` of values and their ``deviation`` (s). One value alone has
        no interval.

    Raises
    ------
    ValueError
        For text or an infinite value (with the first such row), a row without a group,
        other lengths or indexes, or a confidence level that cannot be meant.

    References
    ----------
    Altman DG et al. Statistics with confidence. 2nd ed., 2000.

    Examples
    --------
    >>> mean([2.0, 4.0, 6.0]).round(2)
       value  lower  upper  count  deviation
    0    4.0  -0.97   8.97      3        2.0
    """
    levels = inputs.confidence_levels(confidence)
    x = inputs.numbers(values, "values").astype(float)
    inputs.shared_index(values=values, **({} if group is None else {"group": group}))
    groups = Groups.of(group, len(x))
    n = groups.sums()
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = groups.sums(x) / n
        deviation = np.sqrt(groups.sums((x - middle[groups.codes]) ** 2) / (n - 1))
        halves = [
            scipy.special.stdtrit(n - 1.0, (1 + level) / 2) * deviation / np.sqrt(n)
            for level in levels
        ]
    sides = [limit for half in halves for limit in (middle - half, middle + half)]
    limits = dict(zip(level_names(levels), sides, strict=True))
    return groups.frame(value=middle, **limits, count=n, deviation=deviation)
