"""Read a publisher's file as it is: text by text, row by row, with what it takes to cite it."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mscp_analysis.publishers.containers import Plain, unpacked
from mscp_analysis.publishers.grids import grids
from mscp_analysis.publishers.symbols import PRINTED
from mscp_analysis.publishers.text import check_end, first_rows

MARKERS = {
    **{marker: marker for marker in ("c", "x", "z", "u", "k", "low")},
    ":": "x",
    "..": "x",
}
"""Symbols that publishers print in place of a number, and the marker that each becomes."""


def refusal(where: str, row: int, column: str, expected: str, came: str, todo: str) -> ValueError:
    """One sentence that says what is wrong with a file, where, and what to do about it."""
    return ValueError(
        f"{where}, row {row}, column {column!r}: expected {expected}, came {came}; {todo}."
    )


def plain(name: object) -> str:
    """The name of a column without case, outer spaces or kind of separator.

    Examples
    --------
    >>> plain(" Population-Count "), plain("LA Name")
    ('population_count', 'la_name')
    """
    return re.sub(r"[\s_-]+", "_", str(name if name is not None else "").strip().casefold())


@dataclass(frozen=True)
class Sheet:
    """One sheet of a publisher's file: a heading and rows of text.

    Parameters
    ----------
    file : str
        Name of the file, without its folder.
    sha256 : str
        SHA-256 of the file's bytes.
    title : str
        Name of the worksheet; empty for a text file.
    preamble : str
        What stands above the heading of a worksheet.
    header : tuple of str
        Names of the columns as ``plain`` writes them.
    lines : tuple of (int, list of str)
        Row number, as a spreadsheet shows it, and the texts of the row.
    """

    file: str
    sha256: str
    title: str
    preamble: str
    header: tuple[str, ...]
    lines: tuple[tuple[int, list[str]], ...]

    def column(self, name: str) -> int:
        """Where a column stands, whatever the order of columns and the case of its name."""
        wanted = plain(name)
        if self.header.count(wanted) != 1:
            raise refusal(
                self.file,
                1,
                name,
                "one column of that name",
                f"{self.header.count(wanted)} among {len(self.header)}",
                "compare the heading with the release's other files",
            )
        return self.header.index(wanted)

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Row number and the texts by column name."""
        for row, texts in self.lines:
            yield row, dict(zip(self.header, texts, strict=True))


def read(path: Path) -> list[Sheet]:
    """The sheets of a file: one for a text file, one for each worksheet of a workbook.

    Byte order marks and the kind of line break make no difference, nor does a gzip or zip around
    it. A workbook's heading is its first row with three texts or more in different cells that
    are not numbers.

    Parameters
    ----------
    path : Path
        A ``.csv`` or ``.xlsx`` file, packed or not.

    Returns
    -------
    list of Sheet

    Raises
    ------
    ValueError
        If the file is empty, cut short, not UTF-8, or of another kind, or if it is a workbook
        and what reads workbooks is not installed.
    """
    with unpacked(path) as plains:
        return [sheet for plain in plains for sheet in _sheets(plain)]


def _sheets(plain: Plain) -> list[Sheet]:
    digest = hashlib.sha256(plain.data).hexdigest()
    if plain.suffix == ".xlsx":
        return _workbook(plain, digest)
    if plain.suffix != ".csv":
        raise ValueError(f"{plain.name} is neither .csv nor .xlsx: give a file as published.")
    check_end(plain)
    try:
        text = str(plain.data, "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{plain.name}, byte {error.start}: expected UTF-8 text, came "
            f"{plain.data[error.start]:#x}; download the release again, or save the file as UTF-8."
        ) from None
    lines = list(enumerate(csv.reader(io.StringIO(text, newline="")), start=1))
    if len(lines) < 2:
        raise ValueError(f"{plain.name}: expected a heading and rows, came {len(lines)} lines.")
    return [_sheet(plain.name, digest, ("", ""), lines)]


def peek(path: Path) -> list[Sheet]:
    """Heading and first row, enough to recognise a file, read without complaint.

    Parameters
    ----------
    path : Path
        Any file; one that cannot be read has no sheets.

    Returns
    -------
    list of Sheet
    """
    found: list[Sheet] = []
    with unpacked(path) as plains:
        for plain in plains:
            if plain.suffix == ".xlsx":
                found += _workbook(plain, "", rows=1)
            elif plain.suffix == ".csv" and (lines := list(enumerate(first_rows(plain, 2), 1))):
                found.append(_sheet(plain.name, "", ("", ""), _even(lines)))
    return found


def _even(lines: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Rows as wide as the heading; a workbook does not keep empty cells at a row's end."""
    width = len(lines[0][1])
    return [(row, (texts + [""] * width)[:width]) for row, texts in lines]


def _workbook(plain: Plain, digest: str, rows: int | None = None) -> list[Sheet]:
    sheets = []
    for grid in grids(plain):
        lines = list(enumerate(grid.rows, start=1))
        at = next((i for i, (_, texts) in enumerate(lines) if _heads(texts)), None)
        if at is not None:
            above = " ".join(text for _, texts in lines[:at] for text in texts if text)
            below = lines[at : None if rows is None else at + 1 + rows]
            sheets.append(_sheet(plain.name, digest, (grid.title, above), _even(below)))
    return sheets


def _heads(texts: Sequence[str]) -> bool:
    return len({text for text in texts if len(text) > 1 and not PRINTED.fullmatch(text)}) >= 3


def _sheet(
    file: str, digest: str, titles: tuple[str, str], lines: list[tuple[int, list[str]]]
) -> Sheet:
    heading = lines[0][1]
    header = tuple(plain(name) for name in heading)
    kept = []
    for row, texts in lines[1:]:
        if not any(text.strip() for text in texts):
            continue
        if len(texts) != len(header):
            raise refusal(
                file, row, heading[min(len(texts), len(header)) - 1], f"{len(header)} columns",
                str(len(texts)), "the row is cut short or broken, so download the file again",
            )  # fmt: skip
        kept.append((row, texts))
    return Sheet(file, digest, *titles, header, tuple(kept))


def number(text: str, file: str, row: int, column: str) -> tuple[str, str]:
    """Value and marker of one cell, of which exactly one is empty.

    Parameters
    ----------
    text : str
        The cell.
    file, row, column : str, int, str
        Where it is, for the message.

    Returns
    -------
    (str, str)
        The number as printed without thousands separators, or the marker that says why there
        is none.

    Raises
    ------
    ValueError
        If the cell is empty, or neither a number from 0 up nor a symbol with a known meaning.

    Examples
    --------
    >>> number("12,093,290", "a.csv", 2, "population"), number("..", "a.csv", 3, "Referrals")
    (('12093290', ''), ('', 'x'))
    """
    text = text.strip()
    if PRINTED.fullmatch(text):
        return text.replace(",", ""), ""
    if text in MARKERS:
        return "", MARKERS[text]
    raise refusal(
        file, row, column, f"a number from 0 up or one of {' '.join(MARKERS)}",
        repr(text) if text else "an empty cell",
        "look up what the publisher means by it, and do not put a number in its place",
    )  # fmt: skip
