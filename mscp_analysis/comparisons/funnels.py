"""Funnels: the limits within which chance would keep an area of each size."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.special import gammaincinv

from mscp_analysis import inputs, intervals
from mscp_analysis.inputs import Array

Kind = Literal["proportion", "rate", "ratio"]
LEVELS = {"95": 0.95, "99_8": 0.998}


class FunnelLabel(StrEnum):
    """Where an area stands in a funnel. The list is closed.

    Examples
    --------
    >>> [FunnelLabel(label).name for label in funnel_labels([10, 60], [100, 100], 0.25)]
    ['LOW_99_8', 'HIGH_99_8']
    """

    HIGH_99_8 = "high_99_8"
    HIGH_95 = "high_95"
    WITHIN = "within"
    LOW_95 = "low_95"
    LOW_99_8 = "low_99_8"
    NOT_LABELLED = "not_labelled"


def funnel_limits(
    at: Any, baseline: float = 1.0, kind: Kind = "proportion", *, per: float = 100, years: float = 1
) -> pd.DataFrame:
    """The control limits of a funnel at given sizes, at 95% and at 99.8%.

    Proportion p at a total N: p -/+ z sqrt(p(1 - p)/N), not below none nor above all. Ratio
    and rate at O events: the limits are O over the expected events at which O would just be
    so many; the lower is O / (chi2inv(q, 2O + 2)/2), the upper O / (chi2inv(1 - q, 2O)/2)
    with q 0.975 and 0.999; for a rate times the baseline.

    Parameters
    ----------
    at : array_like, shape (n,)
        Totals for proportions; events, above zero, for rates and ratios.
    baseline : float
        The funnel's line as a fraction of one; 1 for ratios.
    kind : {"proportion", "rate", "ratio"}
        What is charted.
    per : float
        Multiplier of the limits.
    years : float
        For rates: how many years the events are of.

    Returns
    -------
    pandas.DataFrame
        ``lower_95``, ``upper_95``, ``lower_99_8``, ``upper_99_8`` and ``baseline``, times
        ``per``; for rates and ratios also where on the axis each limit lies, ``at_lower_95``
        and so on: the population of one year, or the expected events.

    Raises
    ------
    ValueError
        For a size of zero, text, an infinite value, a baseline that is not above zero (for a
        proportion also not below one), or another kind.

    References
    ----------
    Spiegelhalter DJ. Stat Med 2005;24:1185-202, doi 10.1002/sim.1970.

    Examples
    --------
    >>> funnel_limits([100], 0.2).round(1).iloc[0].tolist()
    [12.2, 27.8, 7.6, 32.4, 20.0]
    """
    size = inputs.positive(at, "at").astype(float)
    times, span = inputs.multiplier(per), inputs.multiplier(years, "years")
    line = inputs.multiplier(baseline, "baseline")
    if kind == "proportion":
        columns = _around(size, line)
        places: dict[str, Array] = {}
    elif kind in ("rate", "ratio"):
        expected = _expected(size)
        columns = {name: line * size / events for name, events in expected.items()}
        places = {
            f"at_{name}": events / (line * span) if kind == "rate" else events
            for name, events in expected.items()
        }
    else:
        raise ValueError(f"kind: {kind!r} is none of 'proportion', 'rate' and 'ratio'.")
    scaled = {name: limit * times for name, limit in columns.items()}
    return pd.DataFrame({**scaled, "baseline": line * times, **places})


def funnel_labels(
    count: Any,
    denominator: Any,
    baseline: float | None = None,
    kind: Kind = "proportion",
    *,
    fewest: int = 0,
    fractional: bool = False,
) -> pd.Series:
    """Which areas lie beyond chance from the funnel's line.

    A proportion is labelled by the funnel's limits; a rate or ratio by the interval of its
    own count (Byar's, or exact below 10) over the denominator: high if its lower limit is
    above the line, low if its upper is below. A point just outside a drawn limit can
    therefore be labelled as within; so does the source.

    Parameters
    ----------
    count : array_like or Series, shape (n,)
        Events.
    denominator : array_like or Series, shape (n,)
        Totals, populations or expected events, above zero.
    baseline : float, optional
        The funnel's line as a fraction of one; without it that of these areas, or 1 for
        ratios.
    kind : {"proportion", "rate", "ratio"}
        What is charted.
    fewest : int
        Below so many events an area is not labelled: 10 for standardised rates.
    fractional : bool
        Whether parts of an event may be counted.

    Returns
    -------
    pandas.Series of str, shape (n,)
        Values of ``FunnelLabel``, with the index of the Series given; a missing figure is
        ``not_labelled``.

    Raises
    ------
    ValueError
        For a negative or fractional count, a denominator of zero, text or an infinite value
        (with the first such row), other lengths or indexes, or another kind.

    References
    ----------
    Spiegelhalter DJ. Stat Med 2005;24:1185-202, doi 10.1002/sim.1970.

    Examples
    --------
    >>> funnel_labels([10, 60, 25], [100, 100, 100], 0.25).tolist()
    ['low_99_8', 'high_99_8', 'within']
    """
    index = inputs.shared_index(count=count, denominator=denominator)
    x = inputs.counts(count, "count", fractional=fractional).astype(float)
    n = inputs.positive(denominator, "denominator").astype(float)
    if kind == "proportion":
        inputs.refuse_rows(x > n, count, "count", "it is above its total, so it is no part of it")
    if baseline is None:
        told = ~np.isnan(x + n)
        baseline = 1.0 if kind == "ratio" else float(x[told].sum() / n[told].sum())
    beyond = {level: _side(x, n, baseline, kind, level) for level in LEVELS}
    far, near = beyond["99_8"], beyond["95"]
    cases = [np.isnan(x + n) | (x < fewest), far > 0, far < 0, near > 0, near < 0]
    chosen = np.select(cases, [str(label) for label in _LABELS], str(FunnelLabel.WITHIN))
    return pd.Series(chosen, index=index, name="label", dtype="str")


_LABELS = [
    FunnelLabel.NOT_LABELLED,
    FunnelLabel.HIGH_99_8,
    FunnelLabel.LOW_99_8,
    FunnelLabel.HIGH_95,
    FunnelLabel.LOW_95,
]


def _side(x: Array, n: Array, baseline: float, kind: Kind, level: str) -> Array:
    if kind == "proportion":
        limits, value = _around(n, baseline), x / n
        above, below = limits[f"upper_{level}"], limits[f"lower_{level}"]
        return (value > above).astype(int) - (value < below)
    if kind not in ("rate", "ratio"):
        raise ValueError(f"kind: {kind!r} is none of 'proportion', 'rate' and 'ratio'.")
    lower, upper = intervals.poisson(x, LEVELS[level])
    return (lower / n > baseline).astype(int) - (upper / n < baseline)


def _around(total: Array, share: float) -> dict[str, Array]:
    if not share < 1:
        raise ValueError(f"baseline: {share!r} is no proportion; it must be below one.")
    limits = {}
    for name, level in LEVELS.items():
        half = intervals.normal_quantile(level) * np.sqrt(share * (1 - share) / total)
        limits[f"lower_{name}"] = np.maximum(share - half, 0)
        limits[f"upper_{name}"] = np.minimum(share + half, 1)
    return limits


def _expected(events: Array) -> dict[str, Array]:
    """Expected events at which so many would lie just on each limit."""
    places = {}
    for name, level in LEVELS.items():
        places[f"lower_{name}"] = gammaincinv(events + 1, (1 + level) / 2)
        places[f"upper_{name}"] = gammaincinv(events, (1 - level) / 2)
    return places
