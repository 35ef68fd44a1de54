"""Funnels widened where areas differ by more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from mscp_analysis import inputs, intervals
from mscp_analysis.comparisons.funnels import LEVELS
from mscp_analysis.inputs import Array

Kind = Literal["ratio", "proportion", "counts"]
Transform = Literal["shmi", "cqc"]


@dataclass(frozen=True, eq=False)
class Overdispersion:
    """How much more areas differ than chance would have it, and the funnel that allows for it.

    Parameters
    ----------
    phi : float
        Mean squared z-score; above 1 there is more than chance.
    tau2 : float
        Variance between areas, on the scale of the transformed ratios.
    rows : pandas.DataFrame
        By area: ``value``, ``z``, ``z_kept`` (trimmed or winsorised; missing where dropped),
        limits by chance alone (``lower_95`` ... ``upper_99_8``), adjusted limits
        (``adjusted_lower_95`` ...), and ``outlier``, beyond the 95% limits in use.

    Examples
    --------
    >>> found = funnel_overdispersion([30, 55, 20, 90], [40, 40, 40, 40], transform="cqc")
    >>> found.rows["outlier"].tolist()
    [False, False, False, True]
    """

    phi: float
    tau2: float
    rows: pd.DataFrame


def funnel_overdispersion(
    count: Any,
    denominator: Any,
    kind: Kind = "ratio",
    *,
    transform: Transform = "shmi",
    trim: float = 0.1,
    per: float = 1,
    adjusted: bool = True,
) -> Overdispersion:
    """Widen a funnel by the variance between areas.

    z-scores of the transformed ratios about the line, with standard errors s, are trimmed
    or winsorised so that outliers do not widen the funnel that should find them; phi is
    their mean square and tau2 = max(0, (n phi - (n - 1)) / (W - sum(w^2)/W)) with w = 1/s^2
    and W = sum w. Ratio by ``shmi``: z = sqrt(E) ln(O/E), s = 1/sqrt E, and the groups of
    lowest and highest rank are dropped; by ``cqc``: (sqrt(O/E) - 1)/s, s = 1/(2 sqrt E).
    Proportion: (asin sqrt(x/n) - asin sqrt p)/s, s = 1/(2 sqrt n). Ratio of two counts:
    (ln((x + .5)/(n + .5)) - ln p)/s, s^2 = x/(x + .5)^2 + n/(n + .5)^2. The last three
    winsorise.

    Parameters
    ----------
    count : array_like or Series, shape (n,)
        Observed events.
    denominator : array_like or Series, shape (n,)
        Expected events, totals, or the other count; above zero.
    kind : {"ratio", "proportion", "counts"}
        Standardised ratio, proportion, or ratio of two counts.
    transform : {"shmi", "cqc"}
        For standardised ratios: the logarithm of the NHS hospital mortality indicator, or
        the square root of the Care Quality Commission.
    trim : float
        Share trimmed or winsorised at either end, above 0 and below one half.
    per : float
        Multiplier of values and limits.
    adjusted : bool
        Whether to adjust; without it phi and tau2 are 0 and outliers go by chance alone.

    Returns
    -------
    Overdispersion

    Raises
    ------
    ValueError
        For a negative, fractional or missing count, a denominator of zero, text or an
        infinite value (with the first such row), other lengths or indexes, or a keyword
        that is not one of those named.

    References
    ----------
    Spiegelhalter DJ. Stat Med 2005;24:1185-202; Qual Saf Health Care 2005;14:347-51.

    Examples
    --------
    >>> found = funnel_overdispersion([30, 55, 20, 90], [40, 40, 40, 40], transform="cqc")
    >>> round(found.phi, 1), found.rows["outlier"].tolist()
    (10.8, [False, False, False, True])
    """
    if not 0 < trim < 0.5:
        raise ValueError(f"trim: {trim!r} is not a share above 0 and below one half.")
    index = inputs.shared_index(count=count, denominator=denominator)
    times = inputs.multiplier(per)
    x = inputs.counts(count, "count").astype(float)
    n = inputs.positive(denominator, "denominator").astype(float)
    for array, held, name in ((x, count, "count"), (n, denominator, "denominator")):
        inputs.refuse_rows(np.isnan(array), held, name, "a funnel needs every figure")
    if kind == "proportion":
        inputs.refuse_rows(x > n, count, "count", "it is above its total, so it is no part of it")
    if (kind, transform) == ("ratio", "shmi"):
        meant = "its logarithm needs an event at least; use transform='cqc'"
        inputs.refuse_rows(x == 0, count, "count", meant)
    target = 1.0 if kind == "ratio" else x.sum() / n.sum()
    z, error = _z(x, n, kind, transform, target)
    kept = _trimmed(z, trim) if (kind, transform) == ("ratio", "shmi") else _winsorised(z, trim)
    phi, tau2 = _dispersion(kept, error) if adjusted else (0.0, 0.0)
    chance = _chance(n, error, kind, target)
    wide = _limits(n, error, kind, transform, target, tau2)
    used = wide if phi > 1 and adjusted else chance
    value = x / n
    outlier = (value < used["lower_95"]) | (value > used["upper_95"])
    columns = {"value": value * times, "z": z, "z_kept": kept}
    columns |= {name: limit * times for name, limit in chance.items()}
    columns |= {f"adjusted_{name}": limit * times for name, limit in wide.items()}
    return Overdispersion(phi, tau2, pd.DataFrame({**columns, "outlier": outlier}, index=index))


def _z(x: Array, n: Array, kind: Kind, transform: Transform, target: float) -> tuple[Array, Array]:
    if kind == "ratio" and transform == "shmi":
        # The indicator rounds its expected deaths to two places.
        expected = np.round(n, 2)
        return np.sqrt(expected) * np.log(x / expected), 1 / np.sqrt(expected)
    error = 1 / (2 * np.sqrt(n))
    if kind == "ratio" and transform == "cqc":
        return (np.sqrt(x / n) - 1) / error, error
    if kind == "proportion":
        return (np.arcsin(np.sqrt(x / n)) - np.arcsin(np.sqrt(target))) / error, error
    if kind == "counts":
        error = np.sqrt(x / (x + 0.5) ** 2 + n / (n + 0.5) ** 2)
        return (np.log((x + 0.5) / (n + 0.5)) - np.log(target)) / error, error
    raise ValueError(
        f"kind: {kind!r} is none of 'ratio', 'proportion' and 'counts', "
        f"or transform: {transform!r} neither 'shmi' nor 'cqc'."
    )


def _trimmed(z: Array, trim: float) -> Array:
    """Groups of equal number by rank; the first and the last are dropped."""
    groups = np.floor(pd.Series(z).rank().to_numpy() * (1 / trim) / (len(z) + 1))
    return np.where((groups == 0) | (groups == groups.max()), np.nan, z)


def _winsorised(z: Array, trim: float) -> Array:
    low, high = np.quantile(z, [trim, 1 - trim])
    return np.clip(z, low, high)


def _dispersion(z: Array, error: Array) -> tuple[float, float]:
    held = ~np.isnan(z)
    n = int(held.sum())
    phi = float(np.mean(z[held] ** 2)) if n else 0.0
    if n * phi < n - 1 or n < 2:
        return phi, 0.0
    weight = 1 / error[held] ** 2
    total = weight.sum()
    return phi, max(0.0, float((n * phi - (n - 1)) / (total - (weight**2).sum() / total)))


def _chance(n: Array, error: Array, kind: Kind, target: float) -> dict[str, Array]:
    if kind != "ratio":
        return _limits(n, error, kind, "shmi", target, 0.0)
    limits: dict[str, Array] = {}
    for name, level in LEVELS.items():
        lower, upper = intervals.exact(n, level)
        limits |= {f"lower_{name}": lower / n, f"upper_{name}": upper / n}
    return limits


def _limits(
    n: Array, error: Array, kind: Kind, transform: Transform, target: float, tau2: float
) -> dict[str, Array]:
    limits: dict[str, Array] = {}
    for name, level in LEVELS.items():
        for side, sign in (("lower", -1), ("upper", 1)):
            z = sign * intervals.normal_quantile(level)
            if kind == "counts":
                limit = target * np.exp(z * np.sqrt(1 / (4 * n) + tau2))
            elif kind == "proportion":
                angle = np.arcsin(np.sqrt(target)) + z * np.sqrt(error**2 + tau2)
                limit = np.sin(np.clip(angle, 0, np.pi / 2)) ** 2
            elif transform == "shmi":
                limit = np.exp(z * np.sqrt(1 / n + tau2))
            else:
                limit = 1 + z * np.sqrt(error**2 + tau2)
            limits[f"{side}_{name}"] = limit
    return limits
