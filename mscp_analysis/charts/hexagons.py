"""Where each authority stands on a map of hexagons."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import lru_cache
from math import sqrt
from pathlib import Path

from mscp_analysis.areas import Area, shelf

LAYOUT = "Open Innovations’ layout, brought up to date"
"""Whose the places are; ``data/rules/hexagons.resource.yaml`` says what was changed in them."""


def places(areas: Iterable[Area]) -> dict[str, tuple[float, float]]:
    """The middle of each authority's hexagon.

    Parameters
    ----------
    areas : iterable of Area
        Authorities of one year.

    Returns
    -------
    dict of str to (float, float)
        By code: how far east and how far north, in widths of a hexagon.

    Raises
    ------
    ValueError
        If one has no place; the sentence names it.

    Examples
    --------
    >>> from mscp_analysis.areas import find
    >>> x, y = places([find("Medway")])["E06000035"]
    >>> x, round(y, 2)
    (16.0, 3.46)
    """
    path = shelf("rules") / "hexagons.csv"
    known, found = _read(path, path.stat().st_mtime_ns), {}
    for area in areas:
        if area.code not in known:
            raise ValueError(
                f"{area.name} has no place on the map: {path.name} holds the authorities that "
                "there have been since April 2019; choose 2019-20 or a later year."
            )
        column, row = known[area.code]
        found[area.code] = (column + row % 2 / 2, row * sqrt(3) / 2)
    return found


@lru_cache(maxsize=4)
def _read(path: Path, _written: int) -> dict[str, tuple[int, int]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    return {row["area_code"]: (int(row["column"]), int(row["row"])) for row in rows}
