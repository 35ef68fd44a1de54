"""The cells of a register's file as a table of values, and one of the reasons of missing ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from mscp_analysis.schemas import Description, description, read


def copies(frames: tuple[pd.DataFrame, pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Frames that may be changed, while those that are kept stay as they are."""
    return frames[0].copy(deep=False), frames[1].copy(deep=False)


@lru_cache(maxsize=256)
def empty(columns: tuple[str, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The values and markers of a register that is not kept: no row."""
    rows = pd.DataFrame({name: [] for name in columns}, dtype=object)
    return rows, rows.copy()


@lru_cache(maxsize=256)
def typed(
    path: Path, _written: int, name: str, agencies: tuple[tuple[str, str], ...]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells of a file as values, and their markers, read again when it was written again.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    _written : int
        When it was written last, in nanoseconds.
    name : str
        The register.
    agencies : tuple of (str, str)
        Each name of an agency, and that by which it goes now.

    Returns
    -------
    tuple of pandas.DataFrame
        Values and markers, not to be changed: see ``copies``.

    Raises
    ------
    ValueError
        If a cell is not what its column expects, or the register has no such column.
    """
    about, sheet, called = description(name), read(path), dict(agencies)
    if sheet.faults:
        raise ValueError(sheet.faults[0].sentence)
    for head in sheet.heads:
        if head not in about.known:
            raise ValueError(
                f"{sheet.name}: the register has no column {head!r}; it has "
                f"{', '.join(about.known)}."
            )
    known: dict[tuple[str, str], tuple[Any, str]] = {}
    for number, cells in sheet.rows:
        for each in zip(sheet.heads, cells, strict=True):
            if each not in known:  # most cells say what one above them says
                known[each] = _read_cell(about, *each, f"{sheet.name}, row {number}", called)
    columns = [*zip(*(cells for _, cells in sheet.rows), strict=True)] or [()] * len(sheet.heads)
    read_cells = {
        head: [known[head, cell] for cell in column]
        for head, column in zip(sheet.heads, columns, strict=True)
    }
    return _frames(about, read_cells, pd.RangeIndex(len(sheet.rows)))


def _frames(
    about: Description, cells: Mapping[str, Sequence[tuple[Any, str]]], index: pd.RangeIndex
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The values and the markers of all cells, with the columns that the file leaves out."""
    values, marks, words = {}, {}, pd.Series("", index, "str")
    for head, column in cells.items():
        kind = "float64" if about.known[head].is_number else object
        values[head] = pd.Series([value for value, _ in column], index, kind)
        marks[head] = pd.Series([marker for _, marker in column], index, object)
    for name, about_column in about.known.items():
        if name not in cells:
            marks[name] = words
            values[name] = words
            if about_column.type == "date":
                values[name] = pd.Series([None] * len(index), index, object)
            elif about_column.is_number:
                values[name] = pd.Series(float("nan"), index)
    return pd.DataFrame(values, index), pd.DataFrame(marks, index)


def _read_cell(
    about: Description, head: str, cell: str, place: str, called: Mapping[str, str]
) -> tuple[Any, str]:
    """What a cell says, and its marker; an agency by the name that it goes by now."""
    try:
        value, marker = about.known[head].read(cell)
    except ValueError as expected:
        raise ValueError(
            f"{place}, column {head!r}: expected {expected}, found {cell[:60]!r}; correct the cell."
        ) from None
    return (called.get(value, value) if about.known[head].type == "agency" else value), marker
