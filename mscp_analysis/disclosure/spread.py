"""Which further cells to withhold where there are too many for the cheapest choice.

Two points are sought that fit all that is published and lie apart at every narrow cell at
once, one way at half of them and the other way at the rest. Both are the true figures with
moves up and down. A cell now printed moves at a cost, so few do: the model of the cheapest
choice with its whole choices left continuous, which one linear problem solves. Whatever moved
is withheld.
"""

from __future__ import annotations

import numpy as np
import scipy

from mscp_analysis.disclosure.region import FAR
from mscp_analysis.disclosure.secondary import FAILING, Choice
from mscp_analysis.disclosure.solver import solved

_STILL = 0.01
"""Cost of moving a cell already withheld: little, but then points are whole numbers mostly."""


def spread(
    choice: Choice, targets: np.ndarray, base: np.ndarray, draw: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Withhold enough to set all targets apart together.

    Parameters
    ----------
    choice : Choice
        Over n cells.
    targets : numpy.ndarray of int, shape (t,)
        The narrow cells.
    base : numpy.ndarray, shape (n,)
        A whole-number point that fits.
    draw : int
        Which draw of the targets that rise while others fall.

    Returns
    -------
    chosen : numpy.ndarray of int
        Cells to withhold.
    points : numpy.ndarray, shape (k, n)
        The two points, or none where they are no whole numbers: what they show needs no
        further proof.
    """
    n, t = len(base), len(targets)
    least, most = choice.furthest()
    up, down = np.maximum(most - base, 0), np.maximum(base - least, 0)
    cost = np.where(choice.free, choice.cost, _STILL)
    found = solved(
        np.concatenate([np.tile(cost, 4), np.full(t, FAILING)]),
        [_fitting(choice, base, t), _apart(choice, targets, draw)],
        np.zeros(4 * n + t),
        np.concatenate([up, down, up, down, np.full(t, FAR)]),
    )
    if found is None:
        return targets[:0], np.empty((0, n))
    moves = found[: 4 * n].reshape(2, 2, n)
    points = [choice.region.tidy(base + up - down) for up, down in moves]
    outside = [(point > choice.high + 1e-6) | (point < choice.low - 1e-6) for point in points]
    held = [point for point in points if choice.region.holds(point)]
    moved = np.any(outside, axis=0) & choice.free
    # A point that is not whole still says which cells must be withheld for it.
    moved |= (np.abs(moves[:, 0] - moves[:, 1]) > 0.01).any(axis=0) & choice.free
    return np.flatnonzero(moved), np.array(held).reshape(-1, n)


def _fitting(choice: Choice, base: np.ndarray, t: int) -> scipy.optimize.LinearConstraint:
    matrix = choice.region.matrix
    both = scipy.sparse.kron(scipy.sparse.eye_array(2), scipy.sparse.hstack([matrix, -matrix]))
    now = matrix @ base
    low, high = np.minimum(choice.region.low - now, 0), np.maximum(choice.region.high - now, 0)
    none = scipy.sparse.csr_array((both.shape[0], t))
    return scipy.optimize.LinearConstraint(
        scipy.sparse.csr_array(scipy.sparse.hstack([both, none])), np.tile(low, 2), np.tile(high, 2)
    )


def _apart(choice: Choice, targets: np.ndarray, draw: int) -> scipy.optimize.LinearConstraint:
    t, n = len(targets), len(choice.cost)
    signs = np.random.default_rng((t, draw)).choice([-1.0, 1.0], size=t)
    one = scipy.sparse.csr_array((signs, (np.arange(t), targets)), shape=(t, n))
    matrix = scipy.sparse.csr_array(
        scipy.sparse.hstack([one, -one, -one, one, scipy.sparse.eye_array(t)])
    )
    return scipy.optimize.LinearConstraint(matrix, choice.needed[targets], np.inf)
