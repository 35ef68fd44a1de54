"""Which further cells to withhold where there are too many for the cheapest choice.

Two points are sought that fit all that is published and lie apart at every narrow cell at
once, one way at half of them and the other way at the rest. Cells now printed move at a cost
that grows with the move, so few do: the same model with its whole choices left continuous,
which one linear problem solves. Whatever moved is withheld.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import LinearConstraint
from scipy.sparse import csr_array, eye_array, hstack, kron

from mscp_analysis.disclosure.region import FAR
from mscp_analysis.disclosure.secondary import FAILING, Choice
from mscp_analysis.disclosure.solver import solved


def spread(choice: Choice, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Withhold enough to set all targets apart together.

    Parameters
    ----------
    choice : Choice
        Over n cells.
    targets : numpy.ndarray of int, shape (t,)
        The narrow cells.

    Returns
    -------
    chosen : numpy.ndarray of int
        Cells to withhold.
    points : numpy.ndarray, shape (k, n)
        The two points, or none where they are no whole numbers: what they show needs no
        further proof.
    """
    open_cells, n, t = np.flatnonzero(choice.free), len(choice.cost), len(targets)
    constraints = [_fitting(choice, open_cells, t), _apart(choice, open_cells, targets)]
    cost, most, least = _columns(choice, open_cells, t)
    found = solved(cost, constraints, least, most)
    if found is None:
        return open_cells[:0], np.empty((0, n))
    points = found[:-t].reshape(2, -1)
    up, down = points[:, n:].reshape(2, 2, -1).swapaxes(0, 1)
    points = points[:, :n].copy()
    points[:, open_cells] += up - down
    points = np.array([choice.region.tidy(point) for point in points])
    held = [point for point in points if choice.region.holds(point)]
    moved = (np.abs(up - down) > 1e-6).any(axis=0)
    return open_cells[moved], np.array(held).reshape(-1, n)


def _columns(
    choice: Choice, open_cells: np.ndarray, t: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each cell twice: what is printed of it, what moves it up and down; then each failure."""
    least, most = choice.furthest()
    up, down = (most - choice.high)[open_cells], (choice.low - least)[open_cells]
    move = choice.cost[open_cells]
    still = np.zeros(len(choice.cost))
    none = np.zeros(2 * len(open_cells))
    return (
        np.concatenate([np.tile(np.concatenate([still, move, move]), 2), np.full(t, FAILING)]),
        np.concatenate([np.tile(np.concatenate([choice.high, up, down]), 2), np.full(t, FAR)]),
        np.concatenate([np.tile(np.concatenate([choice.low, none]), 2), np.zeros(t)]),
    )


def _fitting(choice: Choice, open_cells: np.ndarray, t: int) -> LinearConstraint:
    matrix = choice.region.matrix
    moves = csr_array(matrix[:, open_cells])
    both = kron(eye_array(2), hstack([matrix, moves, -moves]))
    none = csr_array((both.shape[0], t))
    low, high = choice.region.low, choice.region.high
    return LinearConstraint(csr_array(hstack([both, none])), np.tile(low, 2), np.tile(high, 2))


def _apart(choice: Choice, open_cells: np.ndarray, targets: np.ndarray) -> LinearConstraint:
    # The signs are drawn from the number of targets, so that they are always the same.
    t, columns = len(targets), len(choice.cost) + 2 * len(open_cells)
    signs = np.random.default_rng(t).choice([-1.0, 1.0], size=t)
    one = csr_array((signs, (np.arange(t), targets)), shape=(t, columns))
    matrix = csr_array(hstack([one, -one, eye_array(t)]))
    return LinearConstraint(matrix, choice.needed[targets], np.inf)
