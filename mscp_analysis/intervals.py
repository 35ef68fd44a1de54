"""Limits of intervals for counts and proportions: the arithmetic that statistics share.

Numbers in, numbers out, without checks: callers check what they are given. Each function
takes an array of any length and gives two of that length, the lower and the upper limits;
a missing figure gives missing limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import scipy

from mscp_analysis.inputs import Array

BYAR_FROM = 10
"""From this count Byar's approximation serves; below it the limits are exact."""

_BLOCK = 16_384
"""Rows worked on at once: their temporary arrays stay in the processor's cache."""


def normal_quantile(confidence: float) -> float:
    """The standard normal quantile that leaves half of the rest on either side.

    Examples
    --------
    >>> round(normal_quantile(0.95), 6)
    1.959964
    """
    return -float(scipy.special.ndtri((1 - confidence) / 2))


def blocks(length: int) -> Iterator[slice]:
    """Slices that cover so many rows, each small enough for the processor's cache.

    Examples
    --------
    >>> list(blocks(20000))
    [slice(0, 16384, None), slice(16384, 20000, None)]
    """
    for start in range(0, length, _BLOCK):
        yield slice(start, min(start + _BLOCK, length))


def byar(count: Array, confidence: float) -> tuple[Array, Array]:
    """Byar's limits of a count.

    Lower x(1 - 1/(9x) - z/(3 sqrt x))^3; upper the same with x + 1 and + z. A lower limit
    that would be negative (one event at 99.8%) is missing.

    Parameters
    ----------
    count : numpy.ndarray of float, shape (n,)
        Observed events; parts of an event may be counted.
    confidence : float
        Fraction, such as 0.95.

    Returns
    -------
    lower, upper : numpy.ndarray, shape (n,)
        In events.

    References
    ----------
    Breslow NE, Day NE. Statistical methods in cancer research II. IARC, 1987.

    Examples
    --------
    >>> lower, upper = byar(np.array([65.0]), 0.95)
    >>> lower.round(4), upper.round(4)
    (array([50.1632]), array([82.8491]))
    """
    third = normal_quantile(confidence) / 3
    with np.errstate(divide="ignore", invalid="ignore"):
        root = 1 / np.sqrt(count)
        part = 1 - root * (root / 9 + third)
        lower = np.where(part >= 0, count * part * part * part, np.nan)
        above = count + 1
        root = 1 / np.sqrt(above)
        part = 1 - root * (root / 9 - third)
    return lower, above * part * part * part


def exact(count: Array, confidence: float) -> tuple[Array, Array]:
    """Exact Poisson limits of a count.

    Lower the inverse regularised incomplete gamma function of alpha/2 with shape x (zero at
    no events), upper that of 1 - alpha/2 with shape x + 1; the same as half the quantile of
    chi-square with 2x and 2x + 2 degrees of freedom, and faster.

    Parameters
    ----------
    count : numpy.ndarray of float, shape (n,)
        Observed events; parts of an event may be counted.
    confidence : float
        Fraction, such as 0.95.

    Returns
    -------
    lower, upper : numpy.ndarray, shape (n,)
        In events.

    References
    ----------
    Armitage P, Berry G. Statistical methods in medical research. 4th ed., 2002.

    Examples
    --------
    >>> lower, upper = exact(np.array([0.0, 5.0]), 0.95)
    >>> lower.round(4), upper.round(4)
    (array([0.    , 1.6235]), array([ 3.6889, 11.6683]))
    """
    tail = (1 - confidence) / 2
    lower = np.where(count > 0, scipy.special.gammaincinv(count, tail), count)
    return lower, scipy.special.gammaincinv(count + 1, 1 - tail)


@lru_cache(maxsize=32)
def _exact_of_whole(confidence: float) -> tuple[Array, Array]:
    return exact(np.arange(BYAR_FROM, dtype=float), confidence)


def poisson(count: Array, confidence: float) -> tuple[Array, Array]:
    """Limits of a count: Byar's from 10 events, exact below.

    Parameters
    ----------
    count : numpy.ndarray of float, shape (n,)
        Observed events.
    confidence : float
        Fraction, such as 0.95.

    Returns
    -------
    lower, upper : numpy.ndarray, shape (n,)
        In events.

    Examples
    --------
    >>> lower, upper = poisson(np.array([3.0, 281.0]), 0.95)
    >>> lower.round(2), upper.round(2)
    (array([  0.62, 249.1 ]), array([  8.77, 315.85]))
    """
    lower, upper = byar(count, confidence)
    few = np.flatnonzero(count < BYAR_FROM)
    if few.size:
        seldom = count[few]
        whole = seldom.astype(np.intp)
        if (whole == seldom).all():
            low, high = (table[whole] for table in _exact_of_whole(confidence))
        else:
            low, high = exact(seldom, confidence)
        lower[few], upper[few] = low, high
    return lower, upper


def wilson(count: Array, total: Array, confidence: float) -> tuple[Array, Array]:
    """Wilson's score limits of a proportion.

    (2x + z^2 -/+ z sqrt(z^2 + 4x(1 - x/n))) / (2(n + z^2)).

    Parameters
    ----------
    count, total : numpy.ndarray of float, shape (n,)
        Those counted, and all of whom they are a part.
    confidence : float
        Fraction, such as 0.95.

    Returns
    -------
    lower, upper : numpy.ndarray, shape (n,)
        As fractions of one.

    References
    ----------
    Wilson EB. JASA 1927;22:209-12, doi 10.1080/01621459.1927.10502953.

    Examples
    --------
    >>> lower, upper = wilson(np.array([65.0]), np.array([100.0]), 0.95)
    >>> lower.round(4), upper.round(4)
    (array([0.5525]), array([0.7364]))
    """
    z = normal_quantile(confidence)
    share = count / total
    half = z * np.sqrt(z * z + 4 * count * (1 - share))
    middle = 2 * count + z * z
    scale = 0.5 / (total + z * z)
    # Where all are counted the last bit of the arithmetic must not cut the value off.
    upper = np.minimum(np.maximum((middle + half) * scale, share), 1)
    return (middle - half) * scale, upper
