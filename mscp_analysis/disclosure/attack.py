"""The reader who tries to work a withheld count back from all that is published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import numpy as np
import pandas as pd

from mscp_analysis.disclosure import displays
from mscp_analysis.disclosure.cells import Cells, collect
from mscp_analysis.disclosure.checks import checked
from mscp_analysis.disclosure.region import FAR, Region
from mscp_analysis.disclosure.settings import Settings
from mscp_analysis.disclosure.spans import spans
from mscp_analysis.disclosure.tables import Key, Relation, Table, named, sharing_totals

COLUMNS = ["measure", "labels", "cell", "lowest", "highest", "why"]


def attack(
    published: Iterable[Table],
    settings: Settings,
    relations: Iterable[Relation] = (),
    small: Collection[Key] | None = None,
    seconds: float = 5.0,
) -> pd.DataFrame:
    """Try to work withheld counts back from what is published, and from nothing else.

    Every sum, rate, percentage, interval and further relation becomes one row of a linear
    system; each withheld cell is then minimised and maximised over the whole numbers that fit
    (the attacker's problems of Fischetti and Salazar). Editions that contradict each other are
    taken to differ by the least revision.

    Parameters
    ----------
    published : iterable of Table
        Tables as printed, of this report and of any other; withheld cells carry the marker
        ``c`` or the rule's symbol, and what stands beside counts is said by their ``displays``.
    settings : Settings
        The rule as published: its threshold, symbol, rounding and width.
    relations : iterable of Relation
        Whatever else is printed: neighbour means, rolling years.
    small : collection of cells, optional
        Withheld cells that the reader knows to be at most the threshold. By default all of
        them if the rule has no secondary suppression, and none if it has.
    seconds : float
        Limit of each whole-number problem.

    Returns
    -------
    pandas.DataFrame
        One row a withheld cell that is narrower than ``settings.width``, or a small count that
        was never printed but follows: ``measure``, ``labels``, ``cell`` in words, ``lowest``,
        ``highest``, and ``why``: the relations used.

    Raises
    ------
    ValueError
        As :func:`protect`, for tables that cannot be meant.

    References
    ----------
    Fischetti M, Salazar JJ. JASA 2000;95:916-28.

    Examples
    --------
    One cell withheld, its total shown: 23 - 20 = 3.

    >>> from mscp_analysis.disclosure import settings
    >>> rows = pd.DataFrame(
    ...     {"sex": ["Female", "Male", "Total"], "value": [None, 20, 23], "marker": ["c", "", ""]}
    ... )
    >>> naive = Table(name="reviews", rows=rows, sums={"sex": "Total"})
    >>> attack([naive], settings("partnership"))[["cell", "lowest", "highest"]].values.tolist()
    [['reviews: sex Female', 3.0, 3.0]]
    """
    published = sharing_totals(checked(published))
    told = [*relations, *(found for table in published for found in displays.relations(table))]
    cells = collect(published, settings, relations=told, contradicting=True)
    if small is None:
        small = () if settings.secondary else _hidden(cells)
    region = _region(cells, settings, set(small), seconds)
    found = [*_printed(cells, settings), *_derived(cells, settings, region)]
    return pd.DataFrame(found, columns=COLUMNS).sort_values("cell", ignore_index=True)


def _hidden(cells: Cells) -> list[Key]:
    return [cells.keys[place] for place in np.flatnonzero(cells["hidden"])]


def _region(cells: Cells, settings: Settings, small: set[Key], seconds: float) -> Region:
    low, high = cells["low"], cells["high"]
    least = np.where(cells["hidden"], float(settings.least), 0.0)
    most = np.where([key in small for key in cells.keys], float(settings.threshold), FAR)
    least, most = np.where(np.isnan(low), least, low), np.where(np.isnan(high), most, high)
    matrix, lower, upper = cells.matrix()
    return Region(matrix, lower, upper, least, most, cells["whole"], seconds)


def _finding(key: Key, lowest: float, highest: float, why: str) -> tuple[object, ...]:
    return key[0], key[1], named(key), float(lowest), float(highest), why


def _printed(cells: Cells, settings: Settings) -> Iterator[tuple[object, ...]]:
    """Cells withheld in one table and printed in another."""
    low, high = cells["low"], cells["high"]
    for place in np.flatnonzero(cells["hidden"] & (high - low < settings.width)).tolist():
        yield _finding(cells.keys[place], low[place], high[place], "printed elsewhere")


def _derived(cells: Cells, settings: Settings, region: Region) -> Iterator[tuple[object, ...]]:
    untold = np.isnan(cells["low"])
    hidden, implied = cells["hidden"] & untold, untold & ~cells["printed"] & ~cells["output"]
    for index, rows, part in region.components(hidden | implied):
        needed = np.where((hidden | implied)[index], float(settings.width), 0.0)
        lowest, highest = spans(part, needed)
        if np.isnan(lowest).any():
            part = part.relaxed()
            lowest, highest = spans(part, needed)
        for place in np.flatnonzero(highest - lowest < needed - 1e-6).tolist():
            low, high = part.extremes(place)
            if hidden[index[place]] or (low >= 1 and high <= settings.threshold):
                used = [cells.relations[rows[row]].why for row in _used(part, place)]
                why = "; ".join(dict.fromkeys(used)) or "whole numbers that fit all relations"
                yield _finding(cells.keys[index[place]], low, high, why)


def _used(part: Region, place: int) -> np.ndarray:
    return np.union1d(part.relations_used(place, 1), part.relations_used(place, -1))
