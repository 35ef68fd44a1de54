"""The rows of a piece by what they say: columns coded once, areas, and what tells rows apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from mscp_analysis.publishers.text import Piece

if TYPE_CHECKING:
    import pyarrow as pa

_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass
class Part:
    """Rows of a statistic that are understood.

    Parameters
    ----------
    table : pyarrow.Table
        ``period``, ``area_code``, the breakdowns and, as printed, the measures.
    markers : collections.Counter
        How often each marker stands there.
    numbers : int
        How many numbers.
    decimals : dict of str to int
        Decimal places of each measure.
    left : collections.Counter
        Rows left out, by the name or code of the area that is none of England's.
    undated : collections.Counter
        Rows left out, by what they have in the place of a period.
    keys : numpy.ndarray
        One number a row that two rows share only if they are of the same figure.
    """

    table: pa.Table
    markers: Counter[str]
    numbers: int
    decimals: dict[str, int] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)
    undated: Counter[str] = field(default_factory=Counter)
    keys: np.ndarray = field(default_factory=lambda: np.zeros(0, np.uint64))


class Rows:
    """A piece's columns by their position in the file, each coded once."""

    def __init__(self, piece: Piece, used: Sequence[int]) -> None:
        self.row, self.number = piece.row, piece.rows.num_rows
        self._columns = dict(zip(used, piece.rows.columns, strict=True))
        self._coded: dict[int, pa.DictionaryArray] = {}

    def column(self, at: int) -> pa.Array:
        """The texts of a column."""
        column = self._columns[at]
        return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()

    def coded(self, at: int) -> pa.DictionaryArray:
        """A column with each different text once."""
        if at not in self._coded:
            self._coded[at] = self.column(at).dictionary_encode()
        return self._coded[at]


class Places:
    """The areas of a piece's rows: -1 where a row is of none."""

    def __init__(self, ids: np.ndarray, codes: list[str], left: Counter[str]) -> None:
        self.ids, self.codes, self.left = ids, codes, left

    @property
    def column(self) -> pa.DictionaryArray:
        """The codes of the areas; any code where a row is of none."""
        import pyarrow as pa

        filled = np.where(self.ids < 0, 0, self.ids).astype(np.int32)
        return pa.DictionaryArray.from_arrays(filled, pa.array(self.codes or [""], pa.string()))


def first_of(coded: pa.DictionaryArray, text: str) -> int:
    """Where a text stands first."""
    place = coded.dictionary.to_pylist().index(text)
    return int(np.flatnonzero(coded.indices.to_numpy() == place)[0])


def keys_of(columns: Sequence[pa.DictionaryArray]) -> np.ndarray:
    """A number a row, made of what its period, area and breakdowns say."""
    keys = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        said = np.array([hash(text) for text in column.dictionary.to_pylist()], np.int64)
        if len(said):
            keys = keys * _MIX + said.view(np.uint64)[column.indices.to_numpy()]
    return keys
