"""Rates as they would be if every area had the same ages: direct and indirect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from mscp_analysis import inputs, intervals
from mscp_analysis.inputs import Array
from mscp_analysis.rates.crude import level_names
from mscp_analysis.rates.groups import Groups

Missing = Literal["missing", "zero"]

FEWEST_EVENTS = 10
"""Below this a directly standardised rate is not given: it would rest on chance."""


def directly_standardised(
    count: Any,
    population: Any,
    standard: Any,
    per: float = 10_000,
    confidence: float | Sequence[float] = 0.95,
    *,
    group: Any = None,
    events: Any = None,
    age: Any = None,
    missing: Missing = "missing",
) -> pd.DataFrame:
    """The rate an area would have if it had the ages of a standard population.

    Areas of young and of older children become comparable. With counts x, populations n and
    standard weights w by age band, the rate is sum(w x/n) / sum(w), its variance
    sum(w^2 x/n^2) / sum(w)^2, and its limits are the rate + sqrt(variance/O) (L - O) with O
    all events and L Byar's limit of O; all times ``per``. Where a child can have several
    events, ``events`` says how many each of the ``count`` children had, f: then x is
    sum(f count) and the variance sum(f^2 variance of those with f events).

    Parameters
    ----------
    count : array_like or Series, shape (n,)
        Events by age band (children with ``events`` events each, where these are given).
    population : array_like or Series, shape (n,)
        Population of the age band, above zero.
    standard : array_like or Series, shape (n,)
        Standard population of the age band, 0 or more, never missing.
    per : float
        The rate is per so many.
    confidence : float or the pair (0.95, 0.998)
        Level of the interval as a fraction, from 0.9 to below 1.
    group : array_like, Series or Index, shape (n,), optional
        Label of the area, year and so on that each row belongs to; without it all are one.
    events, age : array_like or Series, shape (n,), optional
        How many events each child had, and the age band; given together or not at all.
    missing : {"missing", "zero"}
        What a missing count means: a missing rate for the group, or no events.

    Returns
    -------
    pandas.DataFrame
        One row a group, in the order first met: ``value``, ``lower``, ``upper``, and the
        ``count`` and ``population`` in all. Under ten events value and limits are missing.

    Raises
    ------
    ValueError
        For a negative or fractional count, a population of zero, a standard population
        missing or negative, text or an infinite value (with the first such row), other
        lengths or indexes, an age band with two populations or standards, or a confidence
        level or multiplier that cannot be meant.

    References
    ----------
    Dobson AJ et al. Stat Med 1991;10:457-62, doi 10.1002/sim.4780100317.

    Examples
    --------
    By hand: (3 x 20/1000 + 1 x 10/2000) / 4 is 16.25 per 1,000.

    >>> directly_standardised([20, 10], [1000, 2000], [3, 1], per=1000).round(2)
       value  lower  upper  count  population
    0  16.25  10.23  24.16   30.0      3000.0
    """
    times, levels = inputs.multiplier(per), inputs.confidence_levels(confidence)
    given = {"count": count, "population": population, "standard": standard}
    also = {"group": group, "events": events, "age": age}
    inputs.shared_index(**given, **{name: it for name, it in also.items() if it is not None})
    x = _counted(count, "count", missing)
    n = inputs.positive(population, "population").astype(float)
    w = _standard(standard)
    groups = Groups.of(group, len(x))
    share = w / n
    spread = share * share * x
    once = None
    if events is not None or age is not None:
        f, once = _repeated(events, age, groups, n, w)
        x, spread = f * x, f * f * spread
    # An age band counts once, however many rows it has for its numbers of events.
    weight, people = (groups.sums(a if once is None else np.where(once, a, 0)) for a in (w, n))
    _refuse_nobody(weight, groups)
    total = groups.sums(x)
    value, variance = groups.sums(share * x) / weight, groups.sums(spread) / weight**2
    columns = _dobson(value, variance, np.where(total < FEWEST_EVENTS, np.nan, total), levels)
    scaled = {name: column * times for name, column in columns.items()}
    return groups.frame(**scaled, count=total, population=people)


def indirectly_standardised(
    count: Any,
    population: Any,
    reference_count: Any,
    reference_population: Any,
    per: float = 100,
    confidence: float | Sequence[float] = 0.95,
    *,
    kind: Literal["ratio", "rate"] = "ratio",
    group: Any = None,
    missing: Missing = "missing",
) -> pd.DataFrame:
    """The events of an area against those expected at the reference's rates by age.

    For counts too small to standardise directly. Expected events are
    E = sum(n x_ref/n_ref); the ratio is O/E times ``per`` (100: as expected), the rate O/E
    times the reference's crude rate times ``per``. The limits are those of the count O,
    Byar's from 10 events and exact below, scaled alike.

    Parameters
    ----------
    count, population : array_like or Series, shape (n,)
        Events and population by age band, 0 or more.
    reference_count, reference_population : array_like or Series, shape (n,)
        The same of the reference (England), beside each row; its population above zero.
    per : float
        Multiplier of the ratio or rate.
    confidence : float or the pair (0.95, 0.998)
        Level of the interval as a fraction, from 0.9 to below 1.
    kind : {"ratio", "rate"}
        What is wanted.
    group : array_like, Series or Index, shape (n,), optional
        Label of the area, year and so on that each row belongs to; without it all are one.
    missing : {"missing", "zero"}
        What a missing figure means: a missing result for the group, or none.

    Returns
    -------
    pandas.DataFrame
        One row a group, in the order first met: ``value``, ``lower``, ``upper``, and the
        ``observed`` and ``expected`` events.

    Raises
    ------
    ValueError
        For a negative or fractional count, a reference population of zero, text or an
        infinite value (with the first such row), groups of different numbers of rows, other
        lengths or indexes, or a confidence level or multiplier that cannot be meant.

    References
    ----------
    Breslow NE, Day NE. Statistical methods in cancer research II. IARC, 1987.

    Examples
    --------
    By hand: 100 x 5/1000 + 200 x 20/2000 are 2.5 expected, against 4 observed.

    >>> indirectly_standardised([1, 3], [100, 200], [5, 20], [1000, 2000]).round(1)
       value  lower  upper  observed  expected
    0  160.0   43.6  409.7       4.0       2.5
    """
    if kind not in ("ratio", "rate"):
        raise ValueError(f"kind: {kind!r} is neither 'ratio' nor 'rate'.")
    times, levels = inputs.multiplier(per), inputs.confidence_levels(confidence)
    given = {"count": count, "population": population, "reference_count": reference_count}
    given |= {"reference_population": reference_population}
    inputs.shared_index(**given, **({} if group is None else {"group": group}))
    x, x_ref = (_counted(given[name], name, missing) for name in ("count", "reference_count"))
    n = _read_missing(inputs.numbers(population, "population").astype(float), missing)
    inputs.refuse_rows(n < 0, population, "population", "it cannot be negative")
    n_ref = inputs.positive(reference_population, "reference_population").astype(float)
    groups = Groups.of(group, len(x))
    groups.refuse_unlike("age bands")
    observed, expected = groups.sums(x), groups.sums(n * x_ref / n_ref)
    # Where none are expected no ratio can be formed.
    scale = times / np.where(expected > 0, expected, np.nan)
    if kind == "rate":
        scale = scale * groups.sums(x_ref) / groups.sums(n_ref)
    limits = [side for level in levels for side in intervals.poisson(observed, level)]
    columns = dict(zip(["value", *level_names(levels)], [observed, *limits], strict=True))
    scaled = {name: column * scale for name, column in columns.items()}
    return groups.frame(**scaled, observed=observed, expected=expected)


def _counted(values: Any, name: str, missing: Missing) -> Array:
    return _read_missing(inputs.counts(values, name).astype(float), missing)


def _read_missing(array: Array, missing: Missing) -> Array:
    if missing not in ("missing", "zero"):
        raise ValueError(f"missing: {missing!r} is neither 'missing' nor 'zero'.")
    return np.nan_to_num(array, nan=0.0) if missing == "zero" else array


def _standard(standard: Any) -> Array:
    w = inputs.numbers(standard, "standard").astype(float)
    inputs.refuse_rows(np.isnan(w), standard, "standard", "a standard population has no gaps")
    inputs.refuse_rows(w < 0, standard, "standard", "a standard population cannot be negative")
    return w


def _repeated(
    events: Any, age: Any, groups: Groups, n: Array, w: Array
) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Events each, and one row for each age band of a group, so that none counts twice."""
    if (events is None) != (age is None):
        raise ValueError("events and age go together: one says how many, the other of what age.")
    f = inputs.counts(events, "events", least=1).astype(float)
    ages = Groups.of(age, len(n))
    band = groups.codes * len(ages.labels) + ages.codes
    _, first, back = np.unique(band, return_index=True, return_inverse=True)
    for held, name in ((n, "population"), (w, "standard")):
        differs = held != held[first[back]]
        meant = "another than the same age band has elsewhere in its group"
        inputs.refuse_rows(differs, held, name, meant)
    once = np.zeros(len(n), dtype=bool)
    once[first] = True
    return f, once


def _refuse_nobody(weight: Array, groups: Groups) -> None:
    empty = np.flatnonzero(weight <= 0)
    if empty.size:
        raise ValueError(
            f"standard: the standard population of group {groups.labels[empty[0]]!r} is nobody; "
            "its weights must add up to more than zero."
        )


def _dobson(
    value: Array, variance: Array, observed: Array, levels: Sequence[float]
) -> dict[str, Array]:
    """The value and its limits; all missing where the events are."""
    unit = np.sqrt(variance / observed)
    sides = [
        value + unit * (limit - observed)
        for level in levels
        for limit in intervals.byar(observed, level)
    ]
    held = np.where(np.isnan(observed), np.nan, value)
    return {"value": held, **dict(zip(level_names(levels), sides, strict=True))}
