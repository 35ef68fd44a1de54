"""Read the file of a register as it came: every cell as text, and what is wrong with the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mscp_analysis.schemas.faults import Fault

LARGEST_CELL = 10_000
"""Characters: more than any register's text needs, less than a file pasted into a cell."""


@dataclass(frozen=True)
class Sheet:
    """A file of a register, read.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    heads : list of str
        Its headings.
    rows : list of (int, list of str)
        Line and cells of each row that has as many cells as there are headings; rows of blanks
        are left out.
    faults : list of Fault
        What is wrong with the file as such; its rows are still given as far as they can be.

    Examples
    --------
    >>> from mscp_analysis import areas
    >>> folder = areas.data_folder() / "partnerships" / "exampleshire" / "2023-24"
    >>> read(folder / "training.csv").name
    '2023-24/training.csv'
    """

    path: Path
    heads: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Folder and name, as the supplier knows the file."""
        return f"{self.path.parent.name}/{self.path.name}"


def read(path: Path) -> Sheet:
    """Read a CSV, whatever the program that wrote it.

    A byte order mark and either kind of line ending make no difference. A file in another
    encoding than UTF-8, a row with too many or too few cells, and a cell that is larger than
    any register needs are faults.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    Sheet

    Raises
    ------
    OSError
        If the file cannot be read.

    Examples
    --------
    >>> from mscp_analysis import areas
    >>> folder = areas.data_folder() / "partnerships" / "exampleshire" / "2023-24"
    >>> sheet = read(folder / "audits.csv")
    >>> sheet.heads[:3], sheet.faults
    (['theme', 'month', 'cycle'], [])
    """
    sheet = Sheet(path)
    text = _decoded(path.read_bytes(), sheet)
    before = csv.field_size_limit(2**31 - 1)  # A giant cell is a fault below, not an exception.
    try:
        lines = [(number, cells) for number, cells in _lines(text, sheet)]
    finally:
        csv.field_size_limit(before)
    if lines and _is_of_another_form(lines[0][1], sheet):
        return sheet
    if not lines:
        sheet.faults.append(_fault(sheet, 0, "a line of headings", "", "write the headings"))
        return sheet
    sheet.heads.extend(head.strip() for head in lines[0][1])
    for number, cells in lines[1:]:
        if len(cells) == len(sheet.heads):
            sheet.rows.append((number, cells))
        else:
            expected = f"{len(sheet.heads)} cells, one a heading"
            do = "set a cell that holds a comma in quotation marks"
            sheet.faults.append(_fault(sheet, number, expected, f"{len(cells)} cells", do))
    return sheet


def _is_of_another_form(first: list[str], sheet: Sheet) -> bool:
    """Whether the cells are parted otherwise than by commas; then nothing else can be told."""
    line = ",".join(first)
    if line.lower().startswith("sep="):
        do = "take out this line"
    elif len(first) == 1 and (";" in line or "\t" in line):
        do = "save the file again as CSV UTF-8 with commas between the cells"
    elif "\0" in line:
        do = "save the file again as CSV UTF-8"
    else:
        return False
    sheet.faults.append(_fault(sheet, 1, "headings with commas between them", line, do))
    return True


def _decoded(raw: bytes, sheet: Sheet) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        line = raw.split(b"\n")[row - 1].decode("cp1252", "replace").strip()
        do = "save the file again as CSV UTF-8"
        sheet.faults.append(_fault(sheet, row, "text in UTF-8", line, do))
        return raw.decode("cp1252", "replace")


def _lines(text: str, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    before = 0
    for cells in reader:
        number, before = before + 1, reader.line_num
        stripped = [cell.strip() for cell in cells]
        if not any(stripped):
            continue
        for cell in stripped:
            if len(cell) > LARGEST_CELL:
                expected = f"a cell of at most {LARGEST_CELL:,} characters"
                found = f"one of {len(cell):,}"
                do = "look whether a quotation mark is missing, or shorten the text"
                sheet.faults.append(_fault(sheet, number, expected, found, do))
        yield number, [cell[:LARGEST_CELL] for cell in stripped]


def _fault(sheet: Sheet, row: int, expected: str, found: str, do: str) -> Fault:
    return Fault(sheet.name, row, "", expected, found, do)
