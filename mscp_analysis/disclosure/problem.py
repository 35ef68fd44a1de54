"""The cells of linked tables, while further ones are being withheld."""

from __future__ import annotations

import numpy as np

from mscp_analysis.disclosure.cells import Cells
from mscp_analysis.disclosure.region import FAR, Region, spans
from mscp_analysis.disclosure.secondary import Choice
from mscp_analysis.disclosure.settings import Settings
from mscp_analysis.disclosure.tables import named

ROUNDS = 60
"""Rounds of choosing, before everything near a narrow cell is withheld with it."""


class Problem:
    """Which cells are withheld, and what a reader could still make of them.

    Parameters
    ----------
    cells : Cells
        Of n cells.
    settings : Settings
    seconds : float
        Limit of one whole-number problem.

    Attributes
    ----------
    primary, hidden : numpy.ndarray of bool, shape (n,)
    why : dict of int to str
    notes : list of str
    """

    def __init__(self, cells: Cells, settings: Settings, seconds: float) -> None:
        self.cells, self.settings, self.seconds = cells, settings, seconds
        self.matrix, self.low, self.high = cells.matrix()
        frame = cells.frame
        value = frame["value"].to_numpy(dtype=float)
        self.printed, self.whole, self.output, self.sum = (
            frame[name].to_numpy(dtype=bool) for name in ("printed", "whole", "output", "sum")
        )
        exempt = (frame["exempt"] | frame["known"] | frame["output"]).to_numpy(dtype=bool)
        small = (value >= settings.least) & (value <= settings.threshold)
        self.primary = small & self.whole & ~exempt
        self.hidden = (self.primary & self.printed) | frame["hidden"].to_numpy(dtype=bool)
        self.free = self.printed & ~frame["fixed"].to_numpy(dtype=bool)
        self.needing = self.primary & ~self.printed
        self.cost = 1 + np.log1p(np.nan_to_num(value))
        self.strict = True
        rule = f"from {settings.least} to {settings.threshold}"
        self.why = {int(place): rule for place in np.flatnonzero(self.primary & self.printed)}
        self.notes: list[str] = []
        self._seen: dict[bytes, tuple[np.ndarray, np.ndarray]] = {}

    def region(self, hidden: np.ndarray) -> Region:
        """What fits if these cells are withheld, shape (n,)."""
        frame = self.cells.frame
        least = np.where(hidden & self.printed, float(self.settings.least), 0.0)
        least[self.output] = -FAR
        most = np.full(len(frame), FAR)
        if self.strict:
            most[self.primary & self.printed & ~self.sum] = self.settings.threshold
        for low, high, told in (("known_low", "known_high", True), ("low", "high", ~hidden)):
            lower, upper = frame[low].to_numpy(dtype=float), frame[high].to_numpy(dtype=float)
            told = told & ~np.isnan(lower)
            least, most = np.where(told, lower, least), np.where(told, upper, most)
        return Region(self.matrix, self.low, self.high, least, most, self.whole, self.seconds)

    def ranges(self) -> tuple[np.ndarray, np.ndarray]:
        """The lowest and highest each withheld cell is seen to reach, as far as it needs to."""
        region = self.region(self.hidden)
        lowest, highest = region.least.copy(), region.most.copy()
        for index, part in region.components():
            needed = self._needed(index)
            if needed.any():
                lowest[index], highest[index] = self._spans(part, needed)
        return lowest, highest

    def _needed(self, index: np.ndarray) -> np.ndarray:
        needing = (self.hidden & ~self.output) | self.needing
        return np.where(needing[index], float(self.settings.width), 0.0)

    def _spans(self, part: Region, needed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        held = [part.matrix.data, part.matrix.indices, part.low, part.high, part.least, part.most]
        key = b"|".join(array.tobytes() for array in (*held, needed))
        if key not in self._seen:
            self._seen[key] = spans(part, needed)
        return self._seen[key]

    def narrow(self) -> np.ndarray:
        """Cells that a reader could work out too closely, as places."""
        lowest, highest = self.ranges()
        needed = self._needed(np.arange(len(lowest)))
        return np.flatnonzero((needed > 0) & ~(highest - lowest >= needed - 1e-6))

    def solve(self) -> None:
        """Withhold further cells until none is narrow that could be helped."""
        self._widen_all()
        if len(self.narrow()):
            # A reader cannot know which cells the threshold withheld; what remains
            # narrow without that knowledge is exposed.
            self.strict = False
            self._widen_all()

    def _widen_all(self) -> None:
        generator = np.random.default_rng(0)
        stuck = np.zeros(len(self.hidden), dtype=bool)
        for number in range(ROUNDS + int(self.free.sum())):
            narrow = self.narrow()
            narrow = narrow[~stuck[narrow]]
            if not len(narrow):
                return
            before = self.hidden.sum()
            stuck[self._widen(narrow, generator, near=number >= ROUNDS)] = True
            if number == ROUNDS and self.hidden.sum() > before:
                self.notes.append(
                    f"After {ROUNDS} rounds the cells nearest to a narrow one were all withheld."
                )

    def _widen(
        self, narrow: np.ndarray, generator: np.random.Generator, *, near: bool
    ) -> np.ndarray:
        """Withhold more in each set of linked cells; gives back the cells it cannot help."""
        closed = self.region(self.hidden)
        beyond = []
        in_parts = np.zeros(len(self.hidden), dtype=bool)
        for index, part in self.region(self.hidden | self.free).components():
            in_parts[index] = True
            targets = np.flatnonzero(np.isin(index, narrow))
            if not len(targets):
                continue
            choice = self._choice(index, part, closed)
            extra = choice.near(targets) if near else self._chosen(choice, targets, generator)
            self._withhold(index[extra], index[targets])
            if not len(extra):
                beyond.append(index[targets])
        beyond.append(narrow[~in_parts[narrow]])
        return np.concatenate(beyond)

    def _choice(self, index: np.ndarray, part: Region, closed: Region) -> Choice:
        return Choice(
            region=part,
            low=closed.least[index],
            high=closed.most[index],
            free=(self.free & ~self.hidden)[index],
            cost=self.cost[index],
            needed=self._needed(index),
            reach=np.where(self.output[index], FAR, 2.0 * self.settings.width),
        )

    @staticmethod
    def _chosen(
        choice: Choice, targets: np.ndarray, generator: np.random.Generator
    ) -> np.ndarray:
        extra = choice.cheapest(targets, generator)
        for target in targets if len(targets) > 1 else ():
            if len(extra):
                break
            extra = choice.cheapest(np.array([target]), generator)
        return extra if len(extra) else choice.near(targets)

    def _withhold(self, places: np.ndarray, targets: np.ndarray) -> None:
        first = named(self.cells.frame.index[targets[0]])
        more = f" and {len(targets) - 1} more" if len(targets) > 1 else ""
        for place in places:
            self.why[int(place)] = f"so that {first}{more} cannot be worked out"
        self.hidden[places] = True

    def exposed(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Places, lowest and highest of the cells that withholding could not protect."""
        narrow = self.narrow()
        lowest, highest = self.ranges()
        return narrow, lowest[narrow], highest[narrow]
