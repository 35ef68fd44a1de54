"""The cells of several tables one below the other, and each that is there again merged into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mscp_analysis.disclosure.tables import Key, named

Columns = dict[str, np.ndarray]
"""What is known of cells, by name: see :class:`mscp_analysis.disclosure.cells.Cells`."""

_NOTHING: dict[str, Any] = {
    **dict.fromkeys(["value", "low", "high", "known_low", "known_high"], np.nan),
    **{"hidden": False, "fixed": True, "exempt": False, "printed": False},
    **{"whole": True, "known": False, "output": False, "table": ""},
}


def together(pieces: Sequence[tuple[list[Key], Mapping[str, Any]]]) -> tuple[list[Key], Columns]:
    """The cells of all pieces; a column that a piece lacks says nothing of its cells.

    Parameters
    ----------
    pieces : sequence of (list of Key, mapping of str to values)
        The cells of each, and their columns: an array, or one value for all of them.

    Returns
    -------
    list of Key, dict of str to numpy.ndarray

    Examples
    --------
    >>> keys, rows = together([([("plans", ())], {"value": 7.0}), ([("visits", ())], {})])
    >>> rows["value"].tolist(), rows["fixed"].tolist()
    ([7.0, nan], [True, True])
    """
    keys = [key for held, _ in pieces for key in held]
    types = {name: type(nothing) if name != "table" else object for name, nothing in
             _NOTHING.items()}  # fmt: skip
    rows = {name: np.full(len(keys), nothing, types[name]) for name, nothing in _NOTHING.items()}
    start = 0
    for held, columns in pieces:
        for name, told in columns.items():
            rows[name][start : start + len(held)] = told
        start += len(held)
    return keys, rows


def merged(
    keys: list[Key], rows: Columns, contradicting: bool = False
) -> tuple[list[Key], Columns]:
    """One row a cell; where editions differ, all that any of them printed stays possible.

    Parameters
    ----------
    keys : list of Key
        Cells, of which some may be there again.
    rows : dict of str to numpy.ndarray
        Their columns.
    contradicting : bool
        Whether the values of one cell may differ.

    Returns
    -------
    list of Key, dict of str to numpy.ndarray
        First the cells that were there once.

    Raises
    ------
    ValueError
        If a cell has two values that may not differ.

    Examples
    --------
    >>> total = [("plans", ())]
    >>> keys, rows = merged(*together([(total, {"low": 10.0}), (total, {"low": 12.0})]))
    >>> keys, rows["low"].tolist()
    ([('plans', ())], [12.0])
    """
    places: dict[Key, list[int]] = {}
    for number, key in enumerate(keys):
        places.setdefault(key, []).append(number)
    if len(places) == len(keys):
        return keys, rows
    once = [found[0] for found in places.values() if len(found) == 1]
    again = {key: found for key, found in places.items() if len(found) > 1}
    merged = [
        _one(key, {name: told[found] for name, told in rows.items()}, contradicting)
        for key, found in again.items()
    ]
    columns = {name: np.array([row[name] for row in merged]) for name in _NOTHING}
    kept = {name: told[once] for name, told in rows.items()}
    return together([([keys[number] for number in once], kept), ([*again], columns)])


def _one(key: Key, rows: Columns, contradicting: bool) -> dict[str, Any]:
    told = _given(rows["value"][~rows["known"]])
    if not contradicting and len(told) and (told != told.min()).any():
        raise ValueError(
            f"Tables {' and '.join(map(repr, rows['table'][~rows['known']]))} share the cell "
            f"{named(key)}, but say {told[0]:g} and {told[-1]:g}; a cell must have one value."
        )
    value = _given(rows["value"])
    # What editions print differs by revisions: whatever lies between them stays possible.
    known = [*_given(rows["known_low"]), *_given(rows["known_high"])]
    known += [*told] if known else []
    low, high = np.fmax.reduce(rows["low"]), np.fmin.reduce(rows["high"])
    return {name: column[0] for name, column in rows.items()} | {
        **{name: bool(rows[name].any()) for name in _ANY},
        "value": value[0] if len(value) else np.nan,
        "low": np.fmin.reduce(rows["low"]) if low > high else low,
        "high": np.fmax.reduce(rows["high"]) if low > high else high,
        "known_low": min(known, default=np.nan),
        "known_high": max(known, default=np.nan),
        "known": bool(rows["known"].all()),
    }


def _given(values: np.ndarray) -> np.ndarray:
    return values[~np.isnan(values)]


_ANY = ["hidden", "fixed", "exempt", "printed", "whole"]
