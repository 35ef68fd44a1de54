"""Where areas lie in a funnel, and the line that they lie about."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from mscp_analysis import inputs


def funnel_points(
    count: Any,
    rate: Any = None,
    population: Any = None,
    *,
    years: float | None = None,
    per: float = 10_000,
    fewest: int = 0,
) -> pd.DataFrame:
    """Where each area lies in a funnel of rates.

    A standardised rate stands on the population that would give it, count/rate times
    ``per``; a crude rate of none stands on the population itself.

    Parameters
    ----------
    count : array_like or Series, shape (n,)
        Events, over all the years.
    rate : array_like or Series, shape (n,), optional
        Rates; where one is missing or zero the population is needed.
    population : array_like or Series, shape (n,), optional
        Population, over all the years (person-years).
    years : float
        How many years the events are of.
    per : float
        The rates are per so many.
    fewest : int
        Below so many events an area is not shown: 10 for standardised rates.

    Returns
    -------
    pandas.DataFrame
        ``value``, the rate; ``population`` and ``population_1_year``.

    Raises
    ------
    ValueError
        If ``years`` is not given, a rate is missing without a population, or for a
        negative or fractional count, text, an infinite value or other lengths or indexes.

    Examples
    --------
    >>> funnel_points([414], [184], years=3, per=100_000)
       value  population  population_1_year
    0  184.0    225000.0            75000.0
    """
    if years is None:
        raise ValueError("years: say how many years the events of a rate are of, such as 3.")
    span, times = inputs.multiplier(years, "years"), inputs.multiplier(per)
    given = {"rate": rate, "population": population}
    given = {name: held for name, held in given.items() if held is not None}
    index = inputs.shared_index(count=count, **given)
    x = inputs.counts(count, "count").astype(float)
    gap = np.full(len(x), np.nan)
    r = inputs.numbers(rate, "rate").astype(float) if "rate" in given else gap
    n = inputs.positive(population, "population").astype(float) if "population" in given else gap
    r = np.where(np.isnan(r), x / n * times, r)
    with np.errstate(divide="ignore", invalid="ignore"):
        n = np.where((x > 0) & (r > 0), x / r * times, n)
    inputs.refuse_rows(
        np.isnan(n) & ~np.isnan(x) & (x >= fewest),
        count,
        "rate",
        "it has no rate above zero and no population, so its place is not known",
    )
    frame = pd.DataFrame({"value": r, "population": n, "population_1_year": n / span}, index=index)
    return frame.mask(pd.Series(x < fewest, index=frame.index))


def funnel_baseline(count: Any, denominator: Any, *, fractional: bool = False) -> float:
    """The line of a funnel: all events over all denominators, as a fraction of one.

    Parameters
    ----------
    count, denominator : array_like or Series, shape (n,)
        Events, and totals or populations; none missing, because the line would then be that
        of another set of areas.
    fractional : bool
        Whether parts of an event may be counted.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        For a missing, negative or fractional figure, a denominator of zero, text, an
        infinite value, or other lengths or indexes.

    Examples
    --------
    >>> funnel_baseline([10, 30], [100, 100])
    0.2
    """
    inputs.shared_index(count=count, denominator=denominator)
    x = inputs.counts(count, "count", fractional=fractional).astype(float)
    n = inputs.positive(denominator, "denominator").astype(float)
    for array, held, name in ((x, count, "count"), (n, denominator, "denominator")):
        inputs.refuse_rows(np.isnan(array), held, name, "the line of a funnel needs every figure")
    return float(x.sum() / n.sum())
