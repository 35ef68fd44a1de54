"""What is said once for all rows: levels of confidence and multipliers."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Number
from typing import Any, SupportsFloat

import numpy as np

LEAST_CONFIDENCE = 0.9
"""Below this an interval misleads: the statistics of public health refuse it too."""


def confidence_levels(confidence: float | Sequence[float]) -> tuple[float, ...]:
    """The confidence level or levels asked for, as fractions.

    Several at once are 0.95 and 0.998, the pair that verdicts of two levels stand on.

    Raises
    ------
    ValueError
        If one is not from 0.9 to below 1 (95 meant as 0.95 included), or several are
        not that pair.

    Examples
    --------
    >>> confidence_levels(0.95), confidence_levels([0.95, 0.998])
    ((0.95,), (0.95, 0.998))
    >>> confidence_levels(95)
    Traceback (most recent call last):
    ValueError: confidence: 95 is not from 0.9 to below 1; for 95% write 0.95.
    """
    levels = sorted(_level(level) for level in _several(confidence))
    if len(levels) != 1 and levels != [0.95, 0.998]:
        raise ValueError(
            f"confidence: several levels at once are 0.95 and 0.998, got {levels}; "
            "ask for the others one by one."
        )
    return tuple(levels)


def _several(confidence: Any) -> list[Any]:
    return [confidence] if np.ndim(confidence) == 0 else list(confidence)


def _level(level: Any) -> float:
    number = scalar(level)
    if number is None:
        raise ValueError(f"confidence: {level!r} is not a number; for 95% write 0.95.")
    if not LEAST_CONFIDENCE <= number < 1:
        meant = f"; for {level:g}% write {number / 100:g}" if 90 <= number < 100 else ""
        raise ValueError(f"confidence: {level!r} is not from {LEAST_CONFIDENCE} to below 1{meant}.")
    return number


def multiplier(per: float, name: str = "per") -> float:
    """The multiplier of a rate: one finite number above zero.

    Examples
    --------
    >>> multiplier(0)
    Traceback (most recent call last):
    ValueError: per: 0 is not a multiplier; it must be a number above zero, such as 10000.
    """
    number = scalar(per)
    if number is None or not 0 < number < np.inf:
        raise ValueError(
            f"{name}: {per!r} is not a multiplier; it must be a number above zero, such as 10000."
        )
    return number


def scalar(value: Any) -> float | None:
    """A plain number as a float, or None for anything else, truth values included."""
    is_number = isinstance(value, Number) and not isinstance(value, (bool, complex))
    return float(value) if is_number and isinstance(value, SupportsFloat) else None
