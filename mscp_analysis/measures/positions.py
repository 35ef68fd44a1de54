"""Where the rows of a measure are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from mscp_analysis.areas import Area

OBSERVED = ["period", "area_code", "value", "marker"]
"""Columns that every measure has."""
NO_BREAKDOWN = {
    *OBSERVED,
    *["count", "population", "lower", "upper", "release", "as_of", "status"],
    *["population_period", "population_release"],
}


_NOWHERE = np.array([], dtype=np.intp)


class Positions:
    """Where the rows of each area, period and breakdown are.

    A report asks a thousand times for a row of a few areas: each is looked through once.

    Parameters
    ----------
    rows : pandas.DataFrame
        As the measure's own.
    breakdowns : list of str
        Its columns that are breakdowns.
    """

    def __init__(self, rows: pd.DataFrame, breakdowns: list[str]) -> None:
        self._rows, self._columns = rows, ["period", *breakdowns]
        self._known: dict[str, dict[tuple[str, ...], list[int]]] = {}

    @cached_property
    def periods(self) -> frozenset[str]:
        """The periods that there are rows for."""
        return frozenset(self._rows["period"].unique())

    @cached_property
    def _areas(self) -> dict[str, np.ndarray]:
        # Each area's rows, in their order: had in a third of the time that pandas takes to group.
        codes, names = pd.factorize(self._rows["area_code"], use_na_sentinel=False)
        order, ends = np.argsort(codes, kind="stable"), np.bincount(codes).cumsum().tolist()
        spans = zip(names.tolist(), [0, *ends], ends, strict=False)
        return {name: order[first:end] for name, first, end in spans}

    def find(self, name: str, period: str, place: Area, breakdown: Mapping[str, str]) -> int | None:
        """The position of one row; None where there is no such row.

        Raises
        ------
        LookupError
            If a breakdown is left open, or several releases tell of it.
        """
        unnamed = [column for column in self._columns[1:] if column not in breakdown]
        if unnamed:
            raise LookupError(
                f"{name} has several rows for {place.name}, {period}: "
                f"say which {' and '.join(unnamed)} is meant."
            )
        key = (period, *(breakdown[column] for column in self._columns[1:]))
        found = self._of(place.code).get(key, [])
        if len(found) > 1:
            raise LookupError(
                f"{name} has {len(found)} rows for {place.name}, {period}, one of each "
                "release: load it as known at a date."
            )
        return found[0] if found else None

    @cached_property
    def _arrays(self) -> dict[str, Any]:
        return {str(name): column.array for name, column in self._rows.items()}

    def row(self, position: int) -> dict[str, Any]:
        """The cells of one row by their columns, had in a third of the time of a series."""
        return {name: array[position] for name, array in self._arrays.items()}

    def _of(self, code: str) -> dict[tuple[str, ...], list[int]]:
        """The positions of an area's rows, by period and breakdowns."""
        if code not in self._known:
            found: dict[tuple[str, ...], list[int]] = {}
            places = self._areas.get(code, _NOWHERE)
            parts = [self._arrays[column].take(places).tolist() for column in self._columns]
            for position, key in zip(places, zip(*parts, strict=True), strict=True):
                found.setdefault(key, []).append(int(position))
            self._known[code] = found
        return self._known[code]
