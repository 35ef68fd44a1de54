"""The one door to scipy's solver (HiGHS): limits of work, and no noise."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import scipy

NODES = 2000
"""Branches searched in one whole-number problem: a limit of work, so that the same figures
always lead to the same answer."""

GAP = 0.01
"""How far a whole-number choice may be from the cheapest, as a part of its cost."""


def solved(
    weights: np.ndarray,
    constraints: Sequence[scipy.optimize.LinearConstraint],
    least: np.ndarray,
    most: np.ndarray,
    whole: np.ndarray | None = None,
    seconds: float = 5.0,
) -> np.ndarray | None:
    """The point of lowest weighted sum, or None where none was found.

    Parameters
    ----------
    weights, least, most : numpy.ndarray, shape (n,)
        What to minimise, and between which bounds.
    constraints : sequence of LinearConstraint
    whole : numpy.ndarray of bool, shape (n,), optional
        Which are whole numbers; without it a linear problem is solved.
    seconds : float
        Limit of a whole-number problem.

    Returns
    -------
    numpy.ndarray, shape (n,), or None

    Examples
    --------
    >>> row = scipy.optimize.LinearConstraint(np.array([[2.0, 2.0]]), 3, np.inf)
    >>> solved(np.ones(2), [row], np.zeros(2), np.ones(2), whole=np.ones(2)).sum().item()
    2.0
    """
    bounds = scipy.optimize.Bounds(least, most)
    if whole is None:
        return scipy.optimize.milp(weights, constraints=constraints, bounds=bounds).x
    options = {"time_limit": seconds, "node_limit": NODES, "mip_rel_gap": GAP}
    with _quiet():
        return scipy.optimize.milp(
            weights, integrality=whole, constraints=constraints, bounds=bounds, options=options
        ).x


@contextmanager
def _quiet() -> Iterator[None]:
    # HiGHS prints a line of its own to the process's output whenever it repairs a solution,
    # whatever it is told; in a notebook that line would become an output of the cell.
    try:
        kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    except OSError:
        yield
        return
    try:
        _flush()
        os.dup2(nowhere, 1)
        yield
    finally:
        _flush()
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _flush() -> None:
    if os.name == "posix":
        ctypes.CDLL(None).fflush(None)
