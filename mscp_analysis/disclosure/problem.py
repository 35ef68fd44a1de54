"""The cells of linked tables, while further ones are being withheld."""

from __future__ import annotations

import numpy as np

from mscp_analysis.disclosure.cells import Cells
from mscp_analysis.disclosure.region import FAR, MANY, Region
from mscp_analysis.disclosure.secondary import Choice
from mscp_analysis.disclosure.settings import Settings
from mscp_analysis.disclosure.spans import spans
from mscp_analysis.disclosure.spread import spread
from mscp_analysis.disclosure.tables import named

ROUNDS = 60
"""Rounds of choosing, before everything near a narrow cell is withheld with it."""


DRAWS, SINGLES = 6, 30
"""In a large set: draws for all narrow cells together, and cells then tried one by one, before
everything near them is withheld."""


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
    lowest, highest : numpy.ndarray, shape (n,)
        Of each cell, over whole-number points found that fit what is published. What they
        prove lasts, since withholding more only adds points.
    why : dict of int to str
    notes : list of str
    """

    def __init__(self, cells: Cells, settings: Settings, seconds: float) -> None:
        self.cells, self.settings, self.seconds = cells, settings, seconds
        self.matrix, self.low, self.high = cells.matrix()
        self.value = value = cells["value"]
        self.printed, self.whole, self.output, self.sum = (
            cells[name] for name in ("printed", "whole", "output", "sum")
        )
        exempt = cells["exempt"] | cells["known"] | cells["output"]
        small = (value >= settings.least) & (value <= settings.threshold)
        self.primary = small & self.whole & ~exempt
        self.hidden = (self.primary & self.printed) | cells["hidden"]
        self.free = self.printed & ~cells["fixed"]
        self.cost = 1 + np.log1p(np.nan_to_num(value))
        self.strict = True
        self.lowest, self.highest = np.full(len(value), np.inf), np.full(len(value), -np.inf)
        rule = f"from {settings.least} to {settings.threshold}"
        self.why = {int(place): rule for place in np.flatnonzero(self.primary & self.printed)}
        self.protected_before = not (self.primary & self.printed).any()
        self.stuck = np.zeros(len(value), dtype=bool)
        self.notes: list[str] = []

    def region(self, hidden: np.ndarray) -> Region:
        """What fits if these cells are withheld, shape (n,)."""
        least = np.where(hidden & self.printed, float(self.settings.least), 0.0)
        least[self.output] = -FAR
        most = np.full(len(hidden), FAR)
        if self.strict:
            most[self.primary & self.printed & ~self.sum] = self.settings.threshold
        for low, high, told in (("known_low", "known_high", True), ("low", "high", ~hidden)):
            lower, upper = self.cells[low], self.cells[high]
            told = told & ~np.isnan(lower)
            least, most = np.where(told, lower, least), np.where(told, upper, most)
        return Region(self.matrix, self.low, self.high, least, most, self.whole, self.seconds)

    @property
    def needed(self) -> np.ndarray:
        """The range over which each cell must stay possible, shape (n,); 0 for the others."""
        unprinted = self.primary & ~self.printed
        return np.where((self.hidden & ~self.output) | unprinted, float(self.settings.width), 0.0)

    def short(self) -> np.ndarray:
        """Cells not yet seen to range far enough, shape (n,)."""
        return (self.needed > 0) & ~(self.highest - self.lowest >= self.needed - 1e-6)

    def narrow(self) -> np.ndarray:
        """Cells that a reader could work out too closely, as places.

        In large sets of linked cells also those that no point has shown to be wide yet;
        but not in tables that were protected before, to which nothing may be added unproved.
        """
        needed = np.where(self.short(), self.needed, 0.0)
        region = self.region(self.hidden)
        closed = (needed > 0) & (region.most - region.least < 1e-6)
        self._see(np.flatnonzero(closed), region.least[closed], region.most[closed])
        for index, _, part in region.components(needed > 0):
            settled = self.protected_before or len(index) < MANY
            start = self.value[index] if np.isfinite(self.value[index]).all() else None
            self._see(index, *spans(part, needed[index], start, settled=settled))
        return np.flatnonzero(self.short())

    def _see(self, index: np.ndarray, lowest: np.ndarray, highest: np.ndarray) -> None:
        self.lowest[index] = np.fmin(self.lowest[index], lowest)
        self.highest[index] = np.fmax(self.highest[index], highest)

    def solve(self) -> None:
        """Withhold further cells until none is narrow that could be helped."""
        if not self.protected_before:
            self._spread_all()
        self._widen_all()
        before = int(self.short().sum())
        if before:
            # What remains narrow without knowing which cells the threshold withheld is exposed.
            self.strict = False
            self._widen_all()
        if helped := before - int(self.short().sum()):
            self.notes.append(
                f"A reader who knew which cells the threshold withheld could narrow {helped} of "
                "them."
            )

    def _spread_all(self) -> None:
        closed = self.region(self.hidden)
        for index, _, part in self.region(self.hidden | self.free).components(self.short()):
            targets = np.flatnonzero(self.short()[index])
            if len(index) >= MANY and len(targets):
                extra = self._spread(index, self._choice(index, part, closed), targets)
                self._withhold(index[extra], index[targets])

    def _spread(
        self, index: np.ndarray, choice: Choice, targets: np.ndarray, draw: int = 0
    ) -> np.ndarray:
        """In a large set of linked cells, free every narrow cell at once."""
        base = self.value[index]
        if not choice.region.holds(base):
            found = choice.region.best(np.zeros(len(index)), choice.low, choice.high)
            if found is None:
                return targets[:0]
            base = found
        extra, points = spread(choice, targets, base, draw)
        for point in points:
            self._see(index, point, point)
        if len(targets) == 1 and len(points) == 2 and not len(extra):
            # Both points are whole and still too close: nothing that could be withheld helps.
            self.stuck[index[targets]] = self.short()[index[targets]]
        return extra

    def _hopeless(self) -> np.ndarray:
        """Cells that arithmetic alone keeps narrow, whatever is withheld, shape (n,)."""
        least, most = self.region(self.hidden | self.free).forced()
        return most - least < self.settings.width - 1e-6

    def _widen_all(self) -> None:
        self.stuck = stuck = self._hopeless()
        for number in range(ROUNDS + int(self.free.sum())):
            narrow = self.narrow()
            narrow = narrow[~stuck[narrow]]
            if not len(narrow):
                return
            before = self.hidden.sum()
            stuck[self._widen(narrow, near=number >= ROUNDS)] = True
            if number == ROUNDS and self.hidden.sum() > before:
                self.notes.append(
                    f"After {ROUNDS} rounds the cells nearest to a narrow one were all withheld."
                )

    def _widen(self, narrow: np.ndarray, *, near: bool) -> np.ndarray:
        """Withhold more in each set of linked cells; gives back the cells it cannot help."""
        closed = self.region(self.hidden)
        beyond = np.isin(np.arange(len(self.hidden)), narrow)
        for index, _, part in self.region(self.hidden | self.free).components(beyond):
            targets = np.flatnonzero(beyond[index])
            choice = self._choice(index, part, closed)
            extra = choice.near(targets) if near else self._chosen(index, choice, targets)
            self._withhold(index[extra], index[targets])
            beyond[index] &= self.short()[index] & (not len(extra))
        return np.flatnonzero(beyond)

    def _chosen(self, index: np.ndarray, choice: Choice, targets: np.ndarray) -> np.ndarray:
        """The cheapest cells for all targets; else for the first that any help; else all near."""
        if len(index) >= MANY:
            return self._chosen_of_many(index, choice, targets)
        for wanted in (targets, *(targets[place : place + 1] for place in range(len(targets)))):
            extra = choice.cheapest(wanted)
            if len(extra):
                return extra
        return choice.near(targets)

    def _chosen_of_many(self, index: np.ndarray, choice: Choice, targets: np.ndarray) -> np.ndarray:
        for draw in range(DRAWS + SINGLES):
            targets = targets[(self.short() & ~self.stuck)[index[targets]]]
            if not len(targets):
                return targets
            # Together first, half up and half down in another draw each time; then one by one.
            number = draw % len(targets)
            wanted = targets if draw < DRAWS else targets[number : number + 1]
            extra = self._spread(index, choice, wanted, draw)
            if len(extra):
                return extra
        return choice.near(targets[(self.short() & ~self.stuck)[index[targets]]])

    def _choice(self, index: np.ndarray, part: Region, closed: Region) -> Choice:
        return Choice(
            region=part,
            low=closed.least[index],
            high=closed.most[index],
            free=(self.free & ~self.hidden)[index],
            cost=self.cost[index],
            needed=self.needed[index],
            width=np.where(self.output[index], 0.0, float(self.settings.width)),
            reach=np.where(self.output[index], FAR, 2.0 * self.settings.width),
        )

    def _withhold(self, places: np.ndarray, targets: np.ndarray) -> None:
        first = named(self.cells.keys[targets[0]])
        more = f" and {len(targets) - 1} more" if len(targets) > 1 else ""
        for place in places:
            self.why[int(place)] = f"so that {first}{more} cannot be worked out"
        self.hidden[places] = True

    def exposed(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Places, lowest and highest of the cells that withholding could not protect."""
        short = self.short() & self.settings.secondary
        region = self.region(self.hidden)
        lowest, highest = region.least.copy(), region.most.copy()
        for index, _, part in region.components(short):
            for place in np.flatnonzero(short[index]).tolist():
                lowest[index[place]], highest[index[place]] = part.extremes(place)
        places = np.flatnonzero(short)
        return places, lowest[places], highest[places]
