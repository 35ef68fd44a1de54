"""Which further cells to withhold, so that no withheld one can be worked back too closely.

The model is that of Fischetti and Salazar (JASA 2000;95:916-28), written with its witnesses:
for each cell that is too narrow, two points that fit all that is published and lie far enough
apart at that cell. A published cell may differ between them only where it is withheld.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from mscp_analysis.disclosure.region import FAR, Region
from mscp_analysis.disclosure.solver import solved

EXACT = 400
"""Values of cells in one problem: narrow cells beyond it wait for the next."""

LARGE = 4000
"""From so many on a cell counts as withheld in part, which is solved at once."""

FAILING = 1e4
"""Cost of a unit by which a cell stays too narrow: above that of any choice."""


@dataclass(frozen=True)
class Choice:
    """What may be withheld in one region, and at what cost.

    Parameters
    ----------
    region : Region
        Over n cells, with the bounds that hold where everything that can be is withheld.
    low, high : numpy.ndarray, shape (n,)
        What is printed of each cell now; the region's own bounds where it is withheld.
    free : numpy.ndarray of bool, shape (n,)
        Cells now printed that could be withheld.
    cost : numpy.ndarray, shape (n,)
        Cost of withholding each.
    needed : numpy.ndarray, shape (n,)
        Range over which each cell withheld must stay possible; 0 where it need not.
    width : numpy.ndarray, shape (n,)
        The same for a cell that would be withheld.
    reach : numpy.ndarray, shape (n,)
        How far each may move from what is printed of it, once withheld.
    """

    region: Region
    low: np.ndarray
    high: np.ndarray
    free: np.ndarray
    cost: np.ndarray
    needed: np.ndarray
    width: np.ndarray
    reach: np.ndarray

    def cheapest(self, targets: np.ndarray) -> np.ndarray:
        """Further cells at the least cost that free the targets.

        Parameters
        ----------
        targets : numpy.ndarray of int
            Cells that are too narrow; of many, so many are freed as one problem can hold.

        Returns
        -------
        numpy.ndarray of int
            Cells to withhold; empty if none helps.
        """
        return self._solved(targets[: max(1, EXACT // (2 * len(self.cost)))], exact=True)

    def furthest(self) -> tuple[np.ndarray, np.ndarray]:
        """The lowest and highest of each cell, if all that could be withheld were."""
        least = np.maximum(self.region.least, self.low - self.reach)
        most = np.minimum(self.region.most, self.high + self.reach)
        return np.where(self.free, least, self.low), np.where(self.free, most, self.high)

    def near(self, targets: np.ndarray) -> np.ndarray:
        """Every cell that shares a relation with a target and could be withheld."""
        held = np.zeros(len(self.cost))
        held[targets] = 1
        touching = (abs(self.region.matrix) @ held) > 0
        return np.flatnonzero(((abs(self.region.matrix).T @ touching) > 0) & self.free)

    def _solved(self, targets: np.ndarray, *, exact: bool) -> np.ndarray:
        open_cells, t = np.flatnonzero(self.free), len(targets)
        points, exact = 2 * t, exact and 2 * t * len(self.cost) <= LARGE
        least, most = self.furthest()
        bounds = [
            np.concatenate([np.tile(cells, points), np.full(len(open_cells), choice), missed])
            for cells, choice, missed in (
                (least, 0.0, np.zeros(t)),
                (most, 1.0, np.full(t, FAR)),
                (np.zeros(len(least)), float(exact), np.zeros(t)),
            )
        ]
        still = np.zeros(points * len(least))
        cost = np.concatenate([still, self.cost[open_cells], np.full(t, FAILING)])
        constraints = self._constraints(targets, open_cells)
        whole = bounds[2] if exact else None
        found = solved(cost, constraints, bounds[0], bounds[1], whole, self.region.seconds)
        if found is None:
            return self._solved(targets, exact=False) if exact else open_cells[:0]
        return open_cells[found[-t - len(open_cells) : -t] > 1e-6]

    def _constraints(
        self, targets: np.ndarray, open_cells: np.ndarray
    ) -> list[scipy.optimize.LinearConstraint]:
        """Two points a target that fit, lie apart there, and move only what is withheld."""
        n, t, z = len(self.cost), len(targets), len(open_cells)
        points = 2 * t
        least, most = (bound[open_cells] for bound in self.furthest())
        low, high = self.low[open_cells], self.high[open_cells]
        pick = scipy.sparse.csr_array((np.ones(z), (np.arange(z), open_cells)), shape=(z, n))
        moves = scipy.sparse.kron(scipy.sparse.eye_array(points), pick)
        each = np.ones((points, 1))
        unused = scipy.sparse.csr_array((moves.shape[0], t))
        down = scipy.sparse.hstack(
            [moves, scipy.sparse.kron(each, scipy.sparse.diags_array(low - least)), unused]
        )
        up = scipy.sparse.hstack(
            [moves, scipy.sparse.kron(each, scipy.sparse.diags_array(high - most)), unused]
        )
        fits = scipy.sparse.kron(scipy.sparse.eye_array(points), self.region.matrix)
        fits = scipy.sparse.hstack([fits, scipy.sparse.csr_array((fits.shape[0], z + t))])
        place = 2 * n * np.arange(t) + targets
        signs = np.repeat([1.0, -1.0], t)
        where = np.tile(np.arange(t), 2), np.concatenate([place, place + n])
        apart = scipy.sparse.csr_array((signs, where), shape=(t, points * n))
        apart = scipy.sparse.hstack(
            [apart, scipy.sparse.csr_array((t, z)), scipy.sparse.eye_array(t)]
        )
        within = np.tile(self.region.low, points), np.tile(self.region.high, points)
        return [
            scipy.optimize.LinearConstraint(scipy.sparse.csr_array(fits), *within),
            scipy.optimize.LinearConstraint(
                scipy.sparse.csr_array(down), np.tile(low, points), np.inf
            ),
            scipy.optimize.LinearConstraint(
                scipy.sparse.csr_array(up), -np.inf, np.tile(high, points)
            ),
            scipy.optimize.LinearConstraint(
                scipy.sparse.csr_array(apart), self.needed[targets], np.inf
            ),
        ]
