"""How far withheld cells range: many cells share each point that is found."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mscp_analysis.disclosure.region import CLOSE, Region


def spans(
    region: Region, needed: np.ndarray, start: np.ndarray | None = None, *, settled: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """How far each cell can be seen to range, as far as it needs to.

    Parameters
    ----------
    region : Region
        Over n cells.
    needed : numpy.ndarray, shape (n,)
        The range each must be possible over, highest minus lowest; 0 for cells that need none.
    start : numpy.ndarray, shape (n,), optional
        A whole-number point of the region, if one is known.
    settled : bool
        Whether to settle one by one the cells that points shared by many leave open.

    Returns
    -------
    lowest, highest : numpy.ndarray, shape (n,)
        Both reached by whole-number points. If settled, ``highest - lowest`` is below
        ``needed`` only where no wider range is possible. NaN if nothing fits the region.
    """
    if settled and (ends := region.of_one_relation()) is not None:
        return ends
    if start is None or not region.holds(start):
        start = region.best(np.zeros(len(needed)), region.least, region.most)
    if start is None:
        return np.full(len(needed), np.nan), np.full(len(needed), np.nan)
    seen = _Seen(region, needed, start)
    generator = np.random.default_rng(len(needed))
    few, slowly = (0, 0.8) if settled else (0.02 * len(needed), 0.6)
    while (before := seen.short().sum()) > few:
        for sign in _signs(generator, len(needed)):
            seen.look(np.where(seen.short(), sign, 0.0))
        if seen.short().sum() > slowly * before:
            break
    for number in np.flatnonzero(seen.short()).tolist() if settled else ():
        seen.look_at(number)
    return seen.lowest, seen.highest


def _signs(generator: np.random.Generator, length: int) -> Iterator[np.ndarray]:
    yield np.full(length, -1.0)
    yield np.full(length, 1.0)
    mixed = generator.choice([-1.0, 1.0], size=length)
    yield mixed
    yield -mixed


class _Seen:
    """The lowest and highest value of each cell over the points found so far."""

    def __init__(self, region: Region, needed: np.ndarray, start: np.ndarray) -> None:
        self.region, self.needed = region, needed
        self.lowest, self.highest = start.copy(), start.copy()
        least, most = region.forced()
        self.hopeless = most - least < needed - CLOSE

    def short(self) -> np.ndarray:
        """Cells not yet seen to range far enough that may still do so."""
        return (self.highest - self.lowest < self.needed - CLOSE) & ~self.hopeless

    def look(self, weights: np.ndarray) -> bool:
        """Seek one point that moves all the weighted cells; no further than each needs."""
        if not weights.any():
            return False
        wanted = weights != 0
        least = np.where(wanted, self.highest - self.needed, -np.inf)
        most = np.where(wanted, self.lowest + self.needed, np.inf)
        least = np.maximum(np.minimum(least, self.lowest), self.region.least)
        most = np.minimum(np.maximum(most, self.highest), self.region.most)
        point = self.region.best(weights, least, most)
        if point is None:
            return False
        self.lowest = np.minimum(self.lowest, point)
        self.highest = np.maximum(self.highest, point)
        return True

    def look_at(self, number: int) -> None:
        """Settle one cell: its true lowest and highest, unless it is seen to range enough."""
        for sign in (1.0, -1.0):
            if self.short()[number]:
                weights = np.zeros(len(self.needed))
                weights[number] = sign
                self.look(weights)
