"""In which part of all areas one is: quartile bands, quintiles and quantiles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from mscp_analysis import inputs
from mscp_analysis.comparisons.among import Polarity, as_series, by_period, known
from mscp_analysis.inputs import Array
from mscp_analysis.measures import Measure


def quantile_bounds(values: Any, bands: int) -> Array:
    """The upper bounds of so many bands of equal size, by linear interpolation (type 7).

    Parameters
    ----------
    values : array_like or Series, shape (n,)
        One value an area; missing ones are left out.
    bands : int
        How many bands: 4 for quartiles, 5 for quintiles.

    Returns
    -------
    numpy.ndarray, shape (bands,)
        In the unit of the values; the last is the highest of them.

    Raises
    ------
    ValueError
        For text or an infinite value, or fewer than two bands.

    References
    ----------
    Hyndman RJ, Fan Y. Am Stat 1996;50:361-5.

    Examples
    --------
    >>> quantile_bounds(range(1, 51), 5).round(1).tolist()
    [10.8, 20.6, 30.4, 40.2, 50.0]
    """
    _at_least_two(bands, "bands")
    held = as_series(values).dropna().to_numpy()
    if not len(held):
        return np.full(bands, np.nan)
    return np.quantile(held, np.arange(1, bands + 1) / bands)


def quartile_bands(values: Any, polarity: Polarity = None, among: Any = None) -> Any:
    """The quartile band of each area, A best to D worst.

    As the local authority interactive tool does it: type-7 quartiles over all authorities;
    a value on a boundary falls into the lower band. No bands without a polarity.

    Parameters
    ----------
    values : array_like or Series, shape (n,), or Measure
        One value an area, of one period; a missing one has no band.
        Of a measure its authorities, period by period.
    polarity : {"lower", "higher"} or None
        Which way is better; a measure's own where none is given.
    among : array_like or Series, optional
        Values of all authorities, where ``values`` are not these themselves.

    Returns
    -------
    pandas.Series of str, shape (n,)
        ``A`` to ``D``; missing where there is no band. Of a measure a frame with ``band``.

    Raises
    ------
    ValueError
        For text or an infinite value (with the first such row), or another polarity.

    References
    ----------
    Department for Education, Local Authority Interactive Tool: quartile bands A to D.

    Examples
    --------
    >>> quartile_bands([10, 25, 60, 80], "lower", among=[0, 25, 50, 75, 100]).tolist()
    ['A', 'A', 'C', 'D']
    """
    if isinstance(values, Measure):
        return by_period(values, polarity, quartile_bands)
    letters = {"lower": ["A", "B", "C", "D"], "higher": ["D", "C", "B", "A"]}
    series = as_series(values)
    if known(polarity) is None:
        return pd.Series(pd.NA, index=series.index, dtype="str", name="band")
    band = _band(series, quantile_bounds(series if among is None else among, 4))
    names = dict(enumerate(letters[str(polarity)]))
    return band.map(names).astype("str").rename("band")


def quintiles(values: Any, polarity: Polarity = None, among: Any = None) -> Any:
    """The quintile of each area, 1 to 5.

    As Fingertips does it: type-7 bounds, a value on a bound falls below it; none with fewer
    than five values. 1 is best; without a polarity 1 is lowest.

    Parameters
    ----------
    values : array_like or Series, shape (n,), or Measure
        One value an area, of one period; a missing one has no quintile.
        Of a measure its authorities, period by period.
    polarity : {"lower", "higher"} or None
        Which way is better; a measure's own where none is given.
    among : array_like or Series, optional
        Values of all areas, where ``values`` are not these themselves.

    Returns
    -------
    pandas.Series of Int64, shape (n,)
        Missing where there is none. Of a measure a frame with ``quintile``.

    Raises
    ------
    ValueError
        For text or an infinite value (with the first such row), or another polarity.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips: public health technical
    guidance, quintiles.

    Examples
    --------
    >>> quintiles(range(1, 11), "lower").tolist()
    [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    """
    if isinstance(values, Measure):
        return by_period(values, polarity, quintiles)
    series = as_series(values)
    all_of_them = series if among is None else as_series(among)
    if known(polarity) != polarity or all_of_them.count() < 5:
        return pd.Series(pd.NA, index=series.index, dtype="Int64", name="quintile")
    band = _band(series, quantile_bounds(all_of_them, 5)) + 1
    return (6 - band if polarity == "higher" else band).rename("quintile")


def quantile(values: Any, bands: int, *, invert: Any = False, group: Any = None) -> pd.Series:
    """Split areas into bands of as equal a number as can be, by rank.

    With N values and k bands the band is floor((k + 1) - ceil(((N + 1) - rank) / (N / k))),
    where ties share the lowest rank, and 0 is read as 1.

    Parameters
    ----------
    values : array_like or Series, shape (n,)
        One value an area; a missing one has no band and counts for none.
    bands : int
        How many bands, k.
    invert : bool, or array_like of bool, shape (n,)
        Whether band 1 holds the highest values; the same throughout a group.
    group : array_like or Series, shape (n,), optional
        Areas are ranked within their group; without it all are one.

    Returns
    -------
    pandas.Series of Int64, shape (n,)
        1 to k; missing in a group of fewer values than bands.

    Raises
    ------
    ValueError
        For text or an infinite value (with the first such row), other lengths or indexes,
        or a group that is inverted in part.

    References
    ----------
    Office for Health Improvement and Disparities, PHEindicatormethods, phe_quantile.

    Examples
    --------
    >>> quantile([10.0, 40.0, 30.0, 20.0], 2).tolist()
    [1, 2, 2, 1]
    """
    _at_least_two(bands, "bands")
    series = as_series(values)
    groups = np.zeros(len(series))
    if group is not None:
        inputs.shared_index(values=values, group=group)
        plain = group if isinstance(group, (pd.Series, pd.Index)) else np.asarray(group)
        groups = pd.factorize(plain)[0]
        inputs.refuse_rows(groups < 0, group, "group", "each row needs the label of its group")
    inverted = pd.Series(np.broadcast_to(np.asarray(invert, dtype=bool), len(series)))
    mixed = inverted.groupby(groups).transform("nunique").to_numpy() > 1
    inputs.refuse_rows(mixed, invert, "invert", "all rows of a group are inverted, or none")
    told = series.reset_index(drop=True)
    ranks = told.where(~inverted, -told).groupby(groups).rank(method="min")
    n = told.groupby(groups).transform("count")
    band = np.floor((bands + 1) - np.ceil((n + 1 - ranks) / (n / bands).where(n > 0)))
    band = band.clip(lower=1).where(n >= bands)
    return band.astype("Int64").set_axis(series.index).rename("quantile")


def _band(series: pd.Series, bounds: Array) -> pd.Series:
    """Number of the first bound that the value does not exceed; values above all in the last."""
    at = np.minimum(np.searchsorted(bounds, series, side="left"), len(bounds) - 1)
    return pd.Series(at, index=series.index, dtype="Int64").mask(series.isna())


def _at_least_two(number: int, name: str) -> None:
    if not isinstance(number, (int, np.integer)) or number < 2:
        raise ValueError(f"{name}: {number!r} is not a number of bands; two or more are needed.")
