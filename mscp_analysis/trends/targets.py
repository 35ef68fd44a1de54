"""Whether a process meets its target, by the limits of its control chart."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from mscp_analysis.trends.control import Polarity


class Assurance(StrEnum):
    """Whether a process will meet its target if nothing changes. The list is closed.

    Examples
    --------
    >>> Assurance("inconsistent").name
    'INCONSISTENT'
    """

    CONSISTENT_PASS = "consistent_pass"
    CONSISTENT_FAIL = "consistent_fail"
    INCONSISTENT = "inconsistent"


def assurance(
    lower: float, upper: float, target: float, polarity: Polarity = None
) -> Assurance | None:
    """Whether a process will meet its target if nothing changes.

    Parameters
    ----------
    lower, upper : float
        Process limits.
    target : float
        The target, in the same unit.
    polarity : {"lower", "higher"} or None
        Which way is better; None has no assurance.

    Returns
    -------
    Assurance or None
        ``consistent_pass`` if the limits lie wholly on the better side of the target,
        ``consistent_fail`` if wholly on the worse, else ``inconsistent``. None without a
        polarity, limits or target.

    Raises
    ------
    ValueError
        For another polarity.

    References
    ----------
    NHS England, Making Data Count.

    Examples
    --------
    >>> str(assurance(1, 3, target=4, polarity="lower"))
    'consistent_pass'
    """
    if polarity not in ("lower", "higher", None):
        raise ValueError(f"polarity: {polarity!r} is none of 'lower', 'higher' and None.")
    if polarity is None or np.isnan([lower, upper, target]).any():
        return None
    if lower <= target <= upper:
        return Assurance.INCONSISTENT
    passes = lower > target if polarity == "higher" else upper < target
    return Assurance.CONSISTENT_PASS if passes else Assurance.CONSISTENT_FAIL
