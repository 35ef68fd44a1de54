"""Sheets of workbooks, and text files with more than a table in them, as rows of text."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from xml.etree import ElementTree

from mscp_analysis.publishers.containers import Plain
from mscp_analysis.publishers.kinds import mistaken
from mscp_analysis.publishers.text import check_end, encoding_of

WORKBOOKS = {".xlsx", ".ods"}


class Grid(NamedTuple):
    """A sheet as it stands: every row, whatever it holds.

    Parameters
    ----------
    title : str
        Name of the worksheet; empty for a text file.
    rows : list of list of str
        The texts of each row, from the first of the sheet.
    """

    title: str
    rows: list[list[str]]


def grids(plain: Plain) -> list[Grid]:
    """The sheets of a file.

    Parameters
    ----------
    plain : Plain
        A workbook (``.xlsx``, ``.ods``) or a text file.

    Returns
    -------
    list of Grid

    Raises
    ------
    ValueError
        If it is broken, or what reads workbooks is not installed.
    """
    if plain.suffix not in WORKBOOKS:
        check_end(plain)
        text = str(plain.data, encoding_of(plain)).removeprefix("\ufeff")
        return [Grid("", list(csv.reader(io.StringIO(text, newline=""))))]
    try:
        import python_calamine  # Only an import reads workbooks, so a build need not install it.
    except ImportError:
        raise ValueError(
            f"Reading {plain.name} needs python-calamine, which the desk's environment has: run "
            "`make setup` and use .venv/desk/bin/mscp import."
        ) from None
    try:
        book = python_calamine.load_workbook(io.BytesIO(plain.data))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                  for name in book.sheet_names}  # fmt: skip
    except (python_calamine.CalamineError, OSError, ValueError):
        broken = f"{plain.name} cannot be read as a workbook: download the file again."
        raise ValueError(mistaken(plain) or broken) from None
    return [Grid(name, [[_text(cell) for cell in row] for row in rows])
            for name, rows in sheets.items()]  # fmt: skip


def _text(cell: object) -> str:
    """A cell as a publisher would print it: 301 for 301.0, days as 2024-03-31."""
    if isinstance(cell, float) and not isinstance(cell, bool):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def uncalculated(plain: Plain, title: str) -> tuple[int, str]:
    """How many cells of a worksheet hold formulas, and the first whose result was never kept.

    A formula has no number of its own: what is read is the result that the program which saved
    the workbook left beside it.

    Parameters
    ----------
    plain : Plain
        A workbook.
    title : str
        Name of the worksheet.

    Returns
    -------
    (int, str)
        Number of formulas, and a cell such as ``B2``, or nothing.
    """
    if plain.suffix != ".xlsx":
        return 0, ""
    formulas, empty = 0, ""
    with (
        zipfile.ZipFile(io.BytesIO(plain.data)) as archive,
        archive.open(_place(archive, title)) as file,
    ):
        for _, cell in ElementTree.iterparse(file):
            if cell.tag != f"{_SHEET}c":
                continue
            if cell.find(f"{_SHEET}f") is not None:
                formulas += 1
                if not empty and not (cell.findtext(f"{_SHEET}v") or ""):
                    empty = cell.get("r", "")
            cell.clear()
    return formulas, empty


def _place(archive: zipfile.ZipFile, title: str) -> str:
    relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    targets = {
        found["id"]: found["target"]
        for found in (_relation(tag) for tag in re.findall(r"<Relationship [^>]*>", relations))
    }
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    sheets = {each.get("name"): each.get(key, "") for each in book.iter(f"{_SHEET}sheet")}
    target = targets[sheets[title]].lstrip("/")
    return target if target.startswith("xl/") else f"xl/{target}"


def _relation(tag: str) -> dict[str, str]:
    found = {name.lower(): value for name, value in re.findall(r'(\w+)="([^"]*)"', tag)}
    return {"id": found["id"], "target": found["target"]}


def tables(grid: Grid, heading: int) -> Iterator[tuple[list[list[str]], int, int]]:
    """The tables of a sheet that stand below each other under the same heading.

    Parameters
    ----------
    grid : Grid
        The sheet.
    heading : int
        Position of the first heading.

    Yields
    ------
    (list of list of str, int, int)
        What stands between the table and the one above it, and where its first row and the row
        after its last are.
    """
    names, above = grid.rows[heading], 0
    heads = [at for at, row in enumerate(grid.rows) if row == names and at >= heading]
    for number, at in enumerate(heads):
        below = heads[number + 1] if number + 1 < len(heads) else len(grid.rows)
        end = next(
            (row for row in range(at + 1, below)
             if row > at + 2 and not any(grid.rows[row]) and _ended(grid.rows[row:below])),
            below,
        )  # fmt: skip
        yield grid.rows[above:at], at + 1, end
        above = end


def _ended(rows: list[list[str]]) -> bool:
    """Whether a table has ended where an empty row stands: what follows is no longer as wide."""
    following = [row for row in rows if any(row)][:1]
    return not following or sum(bool(cell) for cell in following[0]) < 3
