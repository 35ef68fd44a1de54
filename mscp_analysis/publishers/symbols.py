"""What stands in the cells of a measure: numbers, or symbols whose meaning is written down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

PRINTED = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
"""A number as publishers print it, with or without thousands separators."""

_BINARY = re.compile(r"-?\d*\.?\d+(?:E[-+]?\d+)?", re.ASCII)
_ZERO, _DOT, _A = np.uint8(ord("0")), np.uint8(ord(".")), np.uint8(ord("a"))


class Meaning(NamedTuple):
    """What a family's cells may hold.

    Parameters
    ----------
    symbols : mapping of str to str
        Symbols, and the marker that each becomes.
    negative : bool
        Whether numbers may be below zero: net gains, net spending.
    binary : bool
        Whether numbers carry the tails of binary fractions (34.299999999999997).
    words : tuple of str
        Words that stand in place of numbers: judgements.
    """

    symbols: Mapping[str, str]
    negative: bool = False
    binary: bool = False
    words: tuple[str, ...] = ()

    def of(self, text: str) -> tuple[str, bool] | None:
        """The number as it is kept or the marker, and whether it is a number; None for neither.

        Examples
        --------
        >>> Meaning({"x": "c"}).of("12,093"), Meaning({"x": "c"}).of("x")
        (('12093', True), ('c', False))
        >>> Meaning({}).of("-") is None, Meaning({}, binary=True).of("34.299999999999997")
        (True, ('34.3', True))
        """
        text = text.strip()
        if text in self.symbols:
            return self.symbols[text], False
        if text in self.words:
            return text, True
        if self.binary and _BINARY.fullmatch(text):
            return np.format_float_positional(float(f"{float(text):.15g}"), trim="-"), True
        bare = text[1:] if self.negative and text[:1] == "-" else text
        if PRINTED.fullmatch(bare):
            return text.replace(",", ""), True
        return None


class Settled(NamedTuple):
    """A column whose cells are understood.

    Parameters
    ----------
    column : pyarrow.StringArray
        The cells as they are kept.
    markers : collections.Counter
        How often each marker stands in it.
    numbers : int
        How many numbers.
    decimals : int
        To how many places the most exact of them is printed.
    """

    column: pa.Array
    markers: Counter[str]
    numbers: int
    decimals: int = 0


class Unknown(ValueError):
    """A cell that is neither a number nor a symbol with a known meaning.

    Parameters
    ----------
    position : int
        Where in the column, from 0.
    text : str
        What stands there.
    """

    def __init__(self, position: int, text: str) -> None:
        super().__init__(text)
        self.position, self.text = position, text


def settle(column: pa.Array, meaning: Meaning) -> Settled:
    """Understand every cell of a column, or refuse the first that cannot be.

    Where all cells are plain digits or markers of one letter that mean themselves, the column
    is kept as it is and only looked through; that is most of every release.

    Parameters
    ----------
    column : pyarrow.StringArray
        The cells as printed.
    meaning : Meaning
        What they may hold.

    Returns
    -------
    Settled

    Raises
    ------
    Unknown
        For the first cell that is not understood.
    """
    return _plain(column, meaning) or _each(column, meaning)


def _plain(column: pa.Array, meaning: Meaning) -> Settled | None:
    """A column of digits and single letters as it is; None where it holds anything else.

    Bytes are compared whole and only counted: if the letters are as many as the cells of one
    letter, then each letter is alone in its cell, and where it stands need not be known.
    """
    if not len(column) or meaning.binary or meaning.words or column.null_count:
        return None
    offsets = np.frombuffer(column.buffers()[1], np.int32)
    offsets = offsets[column.offset : column.offset + len(column) + 1]
    lengths = offsets[1:] - offsets[:-1]
    held = np.frombuffer(column.buffers()[2] or b"", np.uint8)
    data = held[offsets[0] : offsets[-1]]
    single = held[offsets[np.flatnonzero(lengths == 1)]]
    marks = np.bincount(single[single >= _A], minlength=256)
    letters, dots = np.count_nonzero(data >= _A), np.count_nonzero(data == _DOT)
    digits = np.count_nonzero(data - _ZERO <= 9)
    if lengths.min() < 1 or letters != marks.sum() or letters + dots + digits != len(data):
        return None
    found = Counter({chr(code): int(marks[code]) for code in np.flatnonzero(marks)})
    if not all(meaning.symbols.get(sign) == sign for sign in found):
        return None
    decimals = _decimals(held, offsets, lengths, int(dots)) if dots else 0
    if decimals is None:
        return None
    return Settled(column, found, len(column) - found.total(), decimals)


def _decimals(held: np.ndarray, offsets: np.ndarray, lengths: np.ndarray, dots: int) -> int | None:
    """The most decimal places, which is mostly one; None where a point is not between digits."""
    at = offsets[1:].astype(np.int64)
    if np.count_nonzero((held[at - 2] == _DOT) & (lengths > 2)) == dots:
        return 1
    starts = np.flatnonzero(held[offsets[0] : offsets[-1]] == _DOT) + offsets[0]
    cells = np.searchsorted(at, starts, side="right")
    places = at[cells] - starts - 1
    once = (np.diff(cells) > 0).all() and (starts > offsets[cells]).all()
    return int(places.max()) if once and places.min() > 0 else None


def _each(column: pa.Array, meaning: Meaning) -> Settled:
    """The same by looking at each different text once."""
    import pyarrow as pa

    coded = column.fill_null("").dictionary_encode()
    texts = coded.dictionary.to_pylist()
    meant = [meaning.of(text) for text in texts]
    if None in meant:
        wrong = np.array([each is None for each in meant])
        position = int(np.flatnonzero(wrong[coded.indices.to_numpy()])[0])
        raise Unknown(position, column[position].as_py() or "")
    counts = np.bincount(coded.indices.to_numpy(), minlength=len(texts))
    markers: Counter[str] = Counter()
    for each, times in zip(meant, counts, strict=True):
        if each is not None and not each[1]:
            markers[each[0]] += int(times)
    kept = pa.array([each[0] for each in meant if each is not None], pa.string())
    places = (len(each[0].partition(".")[2]) for each in meant if each is not None and each[1])
    numbers = len(column) - markers.total()
    return Settled(kept.take(coded.indices), markers, numbers, max(places, default=0))
