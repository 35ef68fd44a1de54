"""Which further cells to withhold, so that no withheld one can be worked back too closely.

The model is that of Fischetti and Salazar (JASA 2000;95:916-28), written with its witnesses:
for each cell that is too narrow, two points that fit all that is published and lie far enough
apart at that cell. A published cell may differ between them only where it is withheld.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, csr_array, eye_array, kron

from mscp_analysis.disclosure.region import FAR, Region

EXACT = 4000
"""Up to so many variables the cheapest choice is proved; above it is nearly cheapest."""

_FAILING = 1e4


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
        Range over which each must stay possible, once withheld.
    reach : numpy.ndarray, shape (n,)
        How far each may move from what is printed of it, once withheld.
    """

    region: Region
    low: np.ndarray
    high: np.ndarray
    free: np.ndarray
    cost: np.ndarray
    needed: np.ndarray
    reach: np.ndarray

    def cheapest(self, targets: np.ndarray, generator: np.random.Generator) -> np.ndarray:
        """Further cells that free the targets.

        Parameters
        ----------
        targets : numpy.ndarray of int
            Cells that are too narrow.
        generator : numpy.random.Generator
            Chooses, in a large region, which targets rise while others fall.

        Returns
        -------
        numpy.ndarray of int
            Cells to withhold; empty if none helps.
        """
        n = len(self.cost)
        if 2 * n * len(targets) <= EXACT:
            groups = [(np.array([target]), np.array([1.0])) for target in targets]
            return self._solved(groups, exact=True)
        if len(targets) > 1 and 2 * n <= EXACT:
            size = max(1, EXACT // (2 * n))
            groups = [(np.array([target]), np.array([1.0])) for target in targets[:size]]
            return self._solved(groups, exact=True)
        signs = generator.choice([-1.0, 1.0], size=len(targets))
        return self._solved([(targets, signs)], exact=False)

    def near(self, targets: np.ndarray) -> np.ndarray:
        """Every cell that shares a relation with a target and could be withheld."""
        held = np.zeros(len(self.cost))
        held[targets] = 1
        touching = (abs(self.region.matrix) @ held) > 0
        return np.flatnonzero(((abs(self.region.matrix).T @ touching) > 0) & self.free)

    def _solved(self, groups: list[tuple[np.ndarray, np.ndarray]], *, exact: bool) -> np.ndarray:
        open_cells = np.flatnonzero(self.free)
        n, witnesses, z = len(self.cost), 2 * len(groups), len(open_cells)
        missed = sum(len(targets) for targets, _ in groups)
        constraints = self._constraints(groups, open_cells, missed)
        least = np.concatenate([np.tile(self._least(), witnesses), np.zeros(z + missed)])
        most = np.concatenate(
            [np.tile(self._most(), witnesses), np.ones(z), np.full(missed, FAR)]
        )
        cost = np.concatenate(
            [np.zeros(n * witnesses), self.cost[open_cells], np.full(missed, _FAILING)]
        )
        whole = np.concatenate([np.zeros(n * witnesses), np.full(z, exact), np.zeros(missed)])
        options = {"time_limit": self.region.seconds, "mip_rel_gap": 1e-3}
        found = milp(
            cost,
            integrality=whole,
            constraints=constraints,
            bounds=Bounds(least, most),
            options=options,
        ).x
        if found is None:
            return self._solved(groups, exact=False) if exact else open_cells[:0]
        return open_cells[found[n * witnesses : n * witnesses + z] > 1e-6]

    def _least(self) -> np.ndarray:
        return np.where(self.free, np.maximum(self.region.least, self.low - self.reach), self.low)

    def _most(self) -> np.ndarray:
        return np.where(self.free, np.minimum(self.region.most, self.high + self.reach), self.high)

    def _constraints(
        self, groups: list[tuple[np.ndarray, np.ndarray]], open_cells: np.ndarray, missed: int
    ) -> list[LinearConstraint]:
        n, witnesses, z = len(self.cost), 2 * len(groups), len(open_cells)
        fits = kron(eye_array(witnesses), self.region.matrix, format="csr")
        pick = csr_array((np.ones(z), (np.arange(z), open_cells)), shape=(z, n))
        moves = kron(eye_array(witnesses), pick, format="csr")
        low, high = self.low[open_cells], self.high[open_cells]
        down, up = low - self._least()[open_cells], self._most()[open_cells] - high
        apart = self._apart(groups, n)
        needed = np.concatenate([self.needed[targets] for targets, _ in groups])
        none = csr_array((fits.shape[0], z))
        spare = csr_array((fits.shape[0], missed))
        rest = csr_array((moves.shape[0], missed))
        stack = [np.ones((witnesses, 1))]
        blocks = [
            block_array([[fits, none, spare]]),
            block_array([[moves, kron(stack[0], _diagonal(down)), rest]]),
            block_array([[moves, -kron(stack[0], _diagonal(up)), rest]]),
            block_array([[apart, csr_array((missed, z)), eye_array(missed)]]),
        ]
        nothing = np.inf
        return [
            LinearConstraint(
                blocks[0], np.tile(self.region.low, witnesses), np.tile(self.region.high, witnesses)
            ),
            LinearConstraint(blocks[1], np.tile(low, witnesses), nothing),
            LinearConstraint(blocks[2], -nothing, np.tile(high, witnesses)),
            LinearConstraint(blocks[3], needed, nothing),
        ]

    def _apart(self, groups: list[tuple[np.ndarray, np.ndarray]], n: int) -> csr_array:
        row, column, weight = [], [], []
        number = 0
        for group, (targets, signs) in enumerate(groups):
            for target, sign in zip(targets, signs, strict=True):
                row += [number, number]
                column += [2 * group * n + target, (2 * group + 1) * n + target]
                weight += [sign, -sign]
                number += 1
        return csr_array((weight, (row, column)), shape=(number, 2 * len(groups) * n))


def _diagonal(values: np.ndarray) -> csr_array:
    place = np.arange(len(values))
    return csr_array((values, (place, place)), shape=(len(values), len(values)))
