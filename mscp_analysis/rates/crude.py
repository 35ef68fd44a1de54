"""The rate of a count in a population, and the proportion of a total."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mscp_analysis import inputs, intervals
from mscp_analysis.inputs import Array
from mscp_analysis.measures import Measure
from mscp_analysis.rates import pairs

Limits = Callable[[Array, Array, float], tuple[Array, Array]]


def rate(
    count: Any,
    population: Any,
    per: float = 10_000,
    confidence: float | Sequence[float] = 0.95,
    *,
    fractional: bool = False,
) -> Any:
    """The rate of events in a population, with its interval.

    How many for so many children: the only fair way to set areas of different size side by
    side. The rate is x/n times ``per``; its limits are those of the count x, by Byar's
    approximation from 10 events and exact below, divided by n alike. A rate may be above
    ``per``: a child can have several events.

    Parameters
    ----------
    count : array_like or Series of shape (n,), or Measure
        Events or children counted; whole, 0 or more; missing gives missing.
    population : array_like or Series of shape (n,), or Measure
        Those among whom they were counted, above zero; missing gives missing.
    per : float
        The rate is per so many of the population.
    confidence : float or the pair (0.95, 0.998)
        Level of the interval as a fraction, from 0.9 to below 1.
    fractional : bool
        Whether parts of an event may be counted, where events are weighted.

    Returns
    -------
    pandas.DataFrame or Measure
        ``value``, ``lower``, ``upper`` with the index of the Series given; for two levels
        ``lower_95``, ``upper_95``, ``lower_99_8``, ``upper_99_8``. Of two measures a measure,
        joined on period, area and shared breakdowns: see ``pairs.joined``.

    Raises
    ------
    ValueError
        For a negative or fractional count, a population of zero, text or an infinite value
        (with the first such row), other lengths or indexes, or a confidence level or
        multiplier that cannot be meant.

    References
    ----------
    Breslow NE, Day NE. Statistical methods in cancer research II. IARC, 1987.
    Armitage P, Berry G. Statistical methods in medical research. 4th ed., 2002.

    Examples
    --------
    >>> rate([281, 3, None], [65_289, 2_000, 900]).round(1)
       value  lower  upper
    0   43.0   38.2   48.4
    1   15.0    3.1   43.8
    2    NaN    NaN    NaN
    """
    if isinstance(count, Measure) or isinstance(population, Measure):
        of_measures = pairs.joined(count, population, "population")
        frame = rate(*of_measures.figures, per, _one_level(confidence), fractional=fractional)
        return of_measures.measure(frame, "rate", f"per {per:,} {population.unit}")
    index = inputs.shared_index(count=count, population=population)
    x = inputs.counts(count, "count", fractional=fractional)
    n = inputs.positive(population, "population")
    return _with_limits(x, n, per, confidence, index, _poisson_rate)


def proportion(
    count: Any,
    total: Any,
    per: float = 100,
    confidence: float | Sequence[float] = 0.95,
) -> Any:
    """The part of a total, as a percentage, with Wilson's interval.

    The proportion is x/n times ``per``; its limits are
    (2x + z^2 -/+ z sqrt(z^2 + 4x(1 - x/n))) / (2(n + z^2)) times ``per``, which never fall
    below none or above all, and which hold for small totals.

    Parameters
    ----------
    count : array_like or Series of shape (n,), or Measure
        Those counted; whole, 0 or more, at most the total; missing gives missing.
    total : array_like or Series of shape (n,), or Measure
        All of whom they are a part; whole, above zero; missing gives missing.
    per : float
        100 for percentages, 1 for fractions.
    confidence : float or the pair (0.95, 0.998)
        Level of the interval as a fraction, from 0.9 to below 1.

    Returns
    -------
    pandas.DataFrame or Measure
        As ``rate`` gives.

    Raises
    ------
    ValueError
        For a count above its total, a negative or fractional count, a total of zero, text or
        an infinite value (with the first such row), other lengths or indexes, or a confidence
        level or multiplier that cannot be meant.

    References
    ----------
    Wilson EB. JASA 1927;22:209-12, doi 10.1080/01621459.1927.10502953.
    Newcombe RG, Altman DG. In: Statistics with confidence. 2nd ed., 2000.

    Examples
    --------
    >>> proportion(pd.Series([12, 0], index=["Medway", "Kent"]), [48, 5]).round(1)
            value  lower  upper
    Medway   25.0   14.9   38.8
    Kent      0.0    0.0   43.4
    """
    if isinstance(count, Measure) or isinstance(total, Measure):
        of_measures = pairs.joined(count, total, "total")
        frame = proportion(*of_measures.figures, per, _one_level(confidence))
        unit = "%" if per == 100 else f"per {per:,} {total.unit}"
        return of_measures.measure(frame, "percent" if per == 100 else "proportion", unit)
    index = inputs.shared_index(count=count, total=total)
    x = inputs.counts(count, "count")
    n = inputs.counts(total, "total", least=1)
    inputs.refuse_rows(x > n, count, "count", "it is above its total, so it is no part of it")
    return _with_limits(x, n, per, confidence, index, intervals.wilson)


def level_names(levels: Sequence[float]) -> list[str]:
    """Names of the limits' columns: ``lower``, ``upper``, with the level where there are two.

    Examples
    --------
    >>> level_names([0.95]), level_names([0.95, 0.998])[2:]
    (['lower', 'upper'], ['lower_99_8', 'upper_99_8'])
    """
    ends = [f"_{100 * level:g}".replace(".", "_") if len(levels) > 1 else "" for level in levels]
    return [side + end for end in ends for side in ("lower", "upper")]


def _poisson_rate(count: Array, population: Array, confidence: float) -> tuple[Array, Array]:
    lower, upper = intervals.poisson(count, confidence)
    return lower / population, upper / population


def _with_limits(
    count: npt.NDArray[Any],
    total: npt.NDArray[Any],
    per: float,
    confidence: float | Sequence[float],
    index: pd.Index | None,
    limits: Limits,
) -> pd.DataFrame:
    """Work block by block into one array, so that little more than the output is held."""
    times, levels = inputs.multiplier(per), inputs.confidence_levels(confidence)
    held = np.empty((1 + 2 * len(levels), len(count)))
    for rows in intervals.blocks(len(count)):
        x, n = count[rows].astype(float), total[rows].astype(float)
        block = held[:, rows]
        np.divide(x, n, out=block[0])
        for at, level in enumerate(levels):
            block[1 + 2 * at], block[2 + 2 * at] = limits(x, n, level)
        # A missing total leaves the limits of a count standing unless they are divided by it.
        block *= times
    return pd.DataFrame(held.T, index=index, columns=["value", *level_names(levels)], copy=False)


def _one_level(confidence: float | Sequence[float]) -> float:
    levels = inputs.confidence_levels(confidence)
    if len(levels) > 1:
        raise ValueError(
            "confidence: a measure holds one interval; ask for 0.95 and 0.998 one by one, "
            "or hand in the columns of its rows."
        )
    return levels[0]
