"""Text files of any size, read in pieces that fit into memory."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from mscp_analysis.publishers.containers import Plain, forget

if TYPE_CHECKING:
    import pyarrow as pa

PIECE = 4 << 20
"""Bytes read at a time: large enough to be quick, small enough that a few fit anywhere."""

_BOM, _WORKERS, _SAMPLE = b"\xef\xbb\xbf", 2, 1 << 18
Made = TypeVar("Made")


class Piece(NamedTuple):
    """Some rows of a file, all columns as text.

    Parameters
    ----------
    rows : pyarrow.RecordBatch or pyarrow.Table
        The rows.
    plain : Plain
        The file.
    begin : int
        Where in it they begin.
    """

    rows: pa.Table
    plain: Plain
    begin: int

    def row(self, position: int) -> int:
        """The number of one of the rows, as a spreadsheet shows it."""
        return self.plain.data[: self.begin].count(b"\n") + 1 + position


def encoding_of(plain: Plain) -> str:
    """``utf-8`` or ``cp1252``, from the bytes and never from a guess at the words.

    Raises
    ------
    ValueError
        If it is of two bytes a letter, or no text.
    """
    head = bytes(plain.data[:4])
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in plain.data[:_SAMPLE]:
        raise ValueError(f"{plain.name} is not UTF-8 text; save it as CSV (UTF-8) and import that.")
    for start in range(0, len(plain.data), PIECE):
        # A letter may lie across two pieces: whatever follows a line break does not.
        stop = plain.data.find(b"\n", start + PIECE)
        begin = plain.data.rfind(b"\n", 0, start) + 1 if start else 0
        try:
            str(plain.data[begin : stop if stop > 0 else len(plain.data)], "utf-8")
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def first_rows(plain: Plain, number: int = 2000) -> list[list[str]]:
    """The first rows of a file, read without complaint, enough to recognise it."""
    head = bytes(plain.data[:_SAMPLE])
    whole = len(head) == len(plain.data)
    text = head.removeprefix(_BOM)
    try:
        words = text.decode("utf-8") if whole else text[: text.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        words = text.decode("cp1252", errors="replace")
    try:
        return list(
            islice(csv.reader(io.StringIO(words, newline=""), delimiter=_comma(words)), number)
        )
    except csv.Error:
        return []


def _comma(words: str) -> str:
    line = words.partition("\n")[0]
    return max((",", ";", "\t"), key=line.count)


def check_end(plain: Plain) -> None:
    """Refuse a file that does not end with a line break: most were cut short on the way.

    Raises
    ------
    ValueError
        Naming the last row.
    """
    if not len(plain.data):
        raise ValueError(f"{plain.name} is empty; download it again.")
    if plain.data[-1:] not in (b"\n", b"\r", 10, 13):
        row = sum(1 for _ in _lines(plain)) + 1
        raise ValueError(
            f"{plain.name}, row {row}, column 'the last': expected a line break after it, came the "
            "end of the file; the file looks cut short, so download it again."
        )


def _lines(plain: Plain) -> Iterator[int]:
    at = plain.data.find(b"\n")
    while at >= 0:
        yield at
        at = plain.data.find(b"\n", at + 1)


def digest_of(plain: Plain) -> str:
    """The SHA-256 of a file, in pieces that do not stay in memory.

    Examples
    --------
    >>> digest_of(Plain("a.csv", b"a"))[:8]
    'ca978112'
    """
    digest, held = hashlib.sha256(), memoryview(plain.data)
    for begin in range(0, len(held), PIECE):
        digest.update(held[begin : begin + PIECE])
        forget(plain, begin, min(begin + PIECE, len(held)))
    return digest.hexdigest()


def pieces(
    plain: Plain, names: Sequence[str], wanted: Sequence[str], make: Callable[[Piece], Made]
) -> Iterator[Made]:
    """Read a file piece by piece, two at a time, and make something of each, in order.

    Parameters
    ----------
    plain : Plain
        The file, whose first row is its heading.
    names : sequence of str
        What its columns are called.
    wanted : sequence of str
        The columns that are read; the others are only counted.
    make : callable
        What is made of each piece; it runs beside the reading.

    Yields
    ------
    whatever ``make`` gives

    Raises
    ------
    ValueError
        If a row has too few or too many columns, or a byte is no letter.
    """
    check_end(plain)

    def work(span: tuple[int, int]) -> Made:
        made = make(Piece(_read(plain, span, names, wanted), plain, span[0]))
        forget(plain, *span)
        return made

    with ThreadPoolExecutor(_WORKERS) as pool:
        waiting = []
        for span in _spans(plain):
            waiting.append(pool.submit(work, span))
            if len(waiting) > _WORKERS:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def _spans(plain: Plain) -> Iterator[tuple[int, int]]:
    """Where each piece begins and ends, at ends of lines outside quotation marks."""
    begin = _after_heading(plain)
    while begin < len(plain.data):
        end = plain.data.find(b"\n", min(begin + PIECE, len(plain.data) - 1)) + 1 or len(plain.data)
        quoted = plain.data.find(b'"', begin, end) >= 0
        while quoted and plain.data[begin:end].count(b'"') % 2 and end < len(plain.data):
            end = plain.data.find(b"\n", end) + 1 or len(plain.data)
        yield begin, end
        begin = end


def _after_heading(plain: Plain) -> int:
    at = plain.data.find(b"\n") + 1
    while plain.data[:at].count(b'"') % 2 and at < len(plain.data):
        at = plain.data.find(b"\n", at) + 1 or len(plain.data)
    return at or len(plain.data)


def _read(
    plain: Plain,
    span: tuple[int, int],
    names: Sequence[str],
    wanted: Sequence[str],
    encoding: str = "utf-8",
) -> pa.Table:
    import pyarrow as pa
    from pyarrow import csv as arrow

    quoted, held = plain.data.find(b'"', *span) >= 0, memoryview(plain.data)[span[0] : span[1]]
    # Where no byte is above 127, which is soon seen, no cell need be looked through for letters.
    letters = bool(np.frombuffer(held, np.int8).min() < 0)
    try:
        return arrow.read_csv(
            pa.py_buffer(held),
            read_options=arrow.ReadOptions(
                column_names=list(names), use_threads=False, block_size=span[1] - span[0] + 1,
                encoding=encoding,
            ),
            parse_options=arrow.ParseOptions(
                quote_char='"' if quoted else False, newlines_in_values=quoted,
                delimiter=_comma(str(plain.data[:4096], "cp1252", "replace")),
            ),
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys(wanted, pa.string()), include_columns=list(wanted),
                strings_can_be_null=False, check_utf8=letters,
            ),
        )  # fmt: skip
    except pa.ArrowInvalid as error:
        if "UTF8" in str(error) and encoding == "utf-8":
            return _read(plain, span, names, wanted, "cp1252")
        raise _explained(plain, span, names, error) from None


def _explained(
    plain: Plain, span: tuple[int, int], names: Sequence[str], error: Exception
) -> ValueError:
    """Which row is broken, and how, in words."""
    text = str(plain.data[span[0] : span[1]], "cp1252", "replace")
    reader = csv.reader(io.StringIO(text, newline=""))
    heading = first_rows(plain, 1)[0]
    for texts in reader:
        if texts and len(texts) != len(names):
            row = plain.data[: span[0]].count(b"\n") + reader.line_num
            return ValueError(
                f"{plain.name}, row {row}, column {heading[min(len(texts), len(names)) - 1]!r}: "
                f"expected {len(names)} columns, came {len(texts)}; the row is cut short or "
                "broken, so download the file again."
            )
    return ValueError(f"{plain.name}: {str(error).partition(chr(10))[0]}.")
