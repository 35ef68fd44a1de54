"""What a reader can still think possible: every count that fits what is published.

A region is the set of points x with ``low <= A x <= high`` and ``least <= x <= most``. The
attacker's problems of Fischetti and Salazar (JASA 2000;95:916-28) minimise and maximise one
cell over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import scipy

from mscp_analysis.disclosure.solver import solved

FAR = 1e6
"""Stands for no upper bound, so that every problem has a solution."""

MANY = 500
"""From so many linked cells on, cells are settled together rather than one by one."""

CLOSE = 1e-6
"""What counts as no difference."""


@dataclass(frozen=True)
class Region:
    """All points that fit ``rows`` relations over ``n`` cells.

    Parameters
    ----------
    matrix : scipy.sparse.csr_array, shape (rows, n)
    low, high : numpy.ndarray, shape (rows,)
    least, most : numpy.ndarray, shape (n,)
    whole : numpy.ndarray of bool, shape (n,)
        Cells that are whole numbers.
    seconds : float
        Limit of one whole-number problem.
    """

    matrix: scipy.sparse.csr_array
    low: np.ndarray
    high: np.ndarray
    least: np.ndarray
    most: np.ndarray
    whole: np.ndarray
    seconds: float = 5.0

    def components(self, wanted: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray, Region]]:
        """Cells that bear on each other: places of cells, of rows, and the region of them.

        Cells known exactly are put into the bounds first, so they tie nothing together.

        Parameters
        ----------
        wanted : numpy.ndarray of bool, shape (n,)
            Only sets with one of these cells are given: most sets hold nothing to look at.
        """
        n, fixed = len(self.least), self.most - self.least < CLOSE
        known = self.matrix @ np.where(fixed, self.least, 0)
        row = np.repeat(np.arange(len(self.low)), np.diff(self.matrix.indptr))
        tied = ~fixed[self.matrix.indices]
        row, column, weight = row[tied], self.matrix.indices[tied], self.matrix.data[tied]
        part = _linked(column, n + row, n + len(self.low))
        for number in np.unique(part[:n][wanted & ~fixed]).tolist():
            index, rows = np.flatnonzero(part[:n] == number), np.flatnonzero(part[n:] == number)
            own = part[column] == number
            starts = np.searchsorted(row[own], [*rows, n + len(self.low)])
            parts = (weight[own], np.searchsorted(index, column[own]), starts)
            yield (
                index,
                rows,
                replace(
                    self,
                    matrix=scipy.sparse.csr_array(parts, shape=(len(rows), len(index))),
                    low=(self.low - known)[rows],
                    high=(self.high - known)[rows],
                    least=self.least[index],
                    most=self.most[index],
                    whole=self.whole[index],
                ),
            )

    def best(
        self, weights: np.ndarray, least: np.ndarray, most: np.ndarray, *, whole: bool = True
    ) -> np.ndarray | None:
        """The point of lowest weighted sum within tighter bounds; None where there is none.

        Whole numbers are asked for only where the solution without that is not whole.
        """
        spare = np.where(self.low < self.high, CLOSE, 0.0)
        constraints = [
            scipy.optimize.LinearConstraint(self.matrix, self.low - spare, self.high + spare)
        ]
        found = solved(weights, constraints, least, most)
        if found is None or not whole:
            return found
        if not self.holds(self.tidy(found)):
            found = solved(weights, constraints, least, most, self.whole, self.seconds)
        return None if found is None else self.tidy(found)

    def tidy(self, point: np.ndarray) -> np.ndarray:
        """The point with its whole numbers whole."""
        return np.where(self.whole, np.round(point), point)

    def holds(self, point: np.ndarray) -> bool:
        """Whether a point fits."""
        found = self.matrix @ point
        near = 1e-5
        return bool(
            ((found > self.low - near) & (found < self.high + near)).all()
            and ((point > self.least - near) & (point < self.most + near)).all()
        )

    def forced(self) -> tuple[np.ndarray, np.ndarray]:
        """Bounds by arithmetic alone: each relation less all that its other cells can be.

        Returns
        -------
        least, most : numpy.ndarray, shape (n,)
            Never narrower than what is possible; found without solving anything.
        """
        least, most = self.least.copy(), self.most.copy()
        matrix = self.matrix.tocoo()
        row, column, weight = matrix.row, matrix.col, matrix.data
        for _ in range(4):
            small = np.where(weight > 0, weight * least[column], weight * most[column])
            large = np.where(weight > 0, weight * most[column], weight * least[column])
            up = (self.high[row] - (_total(row, small, self.low) - small)) / weight
            down = (self.low[row] - (_total(row, large, self.low) - large)) / weight
            np.minimum.at(most, column, np.where(weight > 0, up, down))
            np.maximum.at(least, column, np.where(weight > 0, down, up))
        least = np.where(self.whole, np.ceil(least - 1e-4), least)
        return least, np.where(self.whole, np.floor(most + 1e-4), most)

    def of_one_relation(self) -> tuple[np.ndarray, np.ndarray] | None:
        """The lowest and highest of each cell where one sum of whole numbers is all there is.

        Arithmetic then is exact: each cell is the sum less all that the others can be, so no
        problem needs to be solved. None where that is not so, or nothing fits.
        """
        if len(self.low) != 1 or not self.whole.all() or (np.abs(self.matrix.data) != 1).any():
            return None
        weight = np.zeros(len(self.least))
        weight[self.matrix.indices] = self.matrix.data
        least, most = np.ceil(self.least - CLOSE), np.floor(self.most + CLOSE)
        low, high = np.ceil(self.low[0] - CLOSE), np.floor(self.high[0] + CLOSE)
        small = np.where(weight > 0, least, -most)
        large = np.where(weight > 0, most, -least)
        if (least > most).any() or low > high or small.sum() > high or large.sum() < low:
            return None
        bottom = np.maximum(small, low - (large.sum() - large))
        top = np.minimum(large, high - (small.sum() - small))
        return np.where(weight > 0, bottom, -top), np.where(weight > 0, top, -bottom)

    def extremes(self, place: int) -> tuple[float, float]:
        """The lowest and the highest that one cell can be; in a large region, at the outside."""
        if len(self.least) >= MANY:
            least, most = self.forced()
            return float(least[place]), float(most[place])
        weights = np.zeros(len(self.least))
        weights[place] = 1.0
        ends = [self.best(sign * weights, self.least, self.most) for sign in (1.0, -1.0)]
        low, high = (np.nan if end is None else float(end[place]) for end in ends)
        return low, high

    def relaxed(self) -> Region:
        """The same with each bound widened as little as lets figures that contradict fit.

        Revised figures contradict older ones; a reader supposes the least revision.
        """
        rows, n = self.matrix.shape
        eye = scipy.sparse.csr_array(np.eye(rows))
        both = scipy.sparse.csr_array(
            np.hstack([self.matrix.toarray(), eye.toarray(), -eye.toarray()])
        )
        cost = np.concatenate([np.zeros(n), np.ones(2 * rows)])
        least = np.concatenate([self.least, np.zeros(2 * rows)])
        most = np.concatenate([self.most, np.full(2 * rows, np.inf)])
        found = solved(
            cost, [scipy.optimize.LinearConstraint(both, self.low, self.high)], least, most
        )
        if found is None:
            return self
        slack = np.ceil(found[n : n + rows] - CLOSE) + np.ceil(found[n + rows :] - CLOSE)
        return replace(self, low=self.low - slack, high=self.high + slack)

    def relations_used(self, number: int, sign: int) -> np.ndarray:
        """Rows that hold one cell's bound: those with a price in the solved problem."""
        if len(self.least) >= MANY:
            return self.touching(number)
        weights = np.zeros(self.matrix.shape[1])
        weights[number] = sign
        both = np.vstack([self.matrix.toarray(), -self.matrix.toarray()])
        limit = np.concatenate([self.high, -self.low])
        kept = np.isfinite(limit)
        bounds = np.column_stack([self.least, self.most])
        found = scipy.optimize.linprog(
            weights, A_ub=both[kept], b_ub=limit[kept] + CLOSE, bounds=bounds
        )
        if found.status != 0:
            return np.arange(0)
        priced = np.flatnonzero(kept)[np.abs(found.ineqlin.marginals) > CLOSE]
        return np.unique(priced % len(self.low))

    def touching(self, place: int) -> np.ndarray:
        """Rows that hold a cell."""
        return np.flatnonzero(np.abs(self.matrix[:, [place]].toarray()).ravel() > 0)


def _linked(ends: np.ndarray, others: np.ndarray, number: int) -> np.ndarray:
    """Of each of so many points its group, where these pairs are linked; by their first points."""
    graph = scipy.sparse.csr_array((np.ones(len(ends)), (ends, others)), shape=(number, number))
    return scipy.sparse.csgraph.connected_components(graph, directed=False)[1]


def _total(row: np.ndarray, weights: np.ndarray, like: np.ndarray) -> np.ndarray:
    return np.bincount(row, weights=weights, minlength=len(like))[row]
