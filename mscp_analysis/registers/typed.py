"""Tables whose cells have types, from workbooks, Parquet files and databases, as sheets of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import Any

from mscp_analysis.inputs.extras import extra
from mscp_analysis.schemas import Fault, Sheet

MOST = 200_000
"""Rows: more than a quarterly dataset has in a hundred years."""


def sheet_of(path: Path, heads: Sequence[str], rows: Iterable[Sequence[Any]], first: int) -> Sheet:
    """Rows with types as a sheet of text, the same whichever program they came from.

    Parameters
    ----------
    path : pathlib.Path
        Folder and name by which faults call the table.
    heads : sequence of str
        Its headings.
    rows : iterable of sequence
        One value a heading.
    first : int
        Number of the first row: 2 below a line of headings, 1 in a table without one.

    Returns
    -------
    Sheet
        Rows of nothing are left out.

    Raises
    ------
    ValueError
        If there are more than ``MOST`` rows.

    Examples
    --------
    >>> found = sheet_of(Path("database/figures"), ["quarter", "count"], [("Q1", 12.0)], 1)
    >>> found.name, found.rows
    ('database/figures', [(1, ['Q1', '12'])])
    """
    sheet = Sheet(path, heads=[head.strip() for head in heads])
    for number, row in enumerate(rows, first):
        if number > MOST:
            raise ValueError(
                f"{sheet.name}: expected at most {MOST:,} rows, and it has more; name a table or "
                "view that holds the quarterly figures alone."
            )
        cells = [text(value) for value in row]
        if any(cells):
            sheet.rows.append((number, cells))
    if not any(sheet.heads):
        expected, do = "a line of headings", "write the headings"
        sheet.faults.append(Fault(sheet.name, 0, "", expected, "", do))
    return sheet


def text(value: Any) -> str:
    """A value as it would stand in a CSV.

    Examples
    --------
    >>> [text(value) for value in (None, 12.0, Decimal("3.50"), True, date(2024, 3, 31), " Q1 ")]
    ['', '12', '3.5', 'yes', '2024-03-31', 'Q1']
    """
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (float, Decimal)) and isfinite(value):
        return f"{value:.0f}" if value == int(value) else f"{value:f}".rstrip("0")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def workbook(path: Path, title: str = "") -> Sheet:
    """A worksheet of an Excel or OpenDocument workbook; its first line has the headings.

    Parameters
    ----------
    path : pathlib.Path
    title : str
        Name of the worksheet; left out where the workbook has only one with anything in it.

    Returns
    -------
    Sheet

    Raises
    ------
    ValueError
        If it is broken, has no such sheet, or several and none is named.
    """
    calamine = extra("python_calamine", "python-calamine", f"Reading {path.name}")
    try:
        book = calamine.load_workbook(BytesIO(path.read_bytes()))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                  for name in book.sheet_names}  # fmt: skip
    except (calamine.CalamineError, ValueError):
        raise ValueError(
            f"{path.name} cannot be read as a workbook: export it again, or take its password off."
        ) from None
    filled = [name for name, rows in sheets.items() if rows]
    chosen = title or (filled[0] if len(filled) == 1 else "")
    if chosen not in sheets:
        wanted = f"a worksheet {title!r}" if title else "`sheet:` with the name of one worksheet"
        raise ValueError(f"{path.name}: expected {wanted}; it has {', '.join(filled) or 'none'}.")
    heads, *rows = sheets[chosen] or [[]]
    used = [place for place, cells in enumerate(zip(heads, *rows, strict=True))
            if any(text(cell) for cell in cells)]  # fmt: skip
    cells = ([row[place] for place in used] for row in rows)
    return sheet_of(path, [text(heads[place]) for place in used], cells, 2)


def parquet(path: Path) -> Sheet:
    """A Parquet file; its first row is row 1.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    Sheet

    Raises
    ------
    ValueError
        If it is broken or cut short.
    """
    reader = extra("pyarrow.parquet", "pyarrow", f"Reading {path.name}")
    errors = extra("pyarrow", "pyarrow", f"Reading {path.name}").ArrowInvalid
    try:
        file = reader.ParquetFile(BytesIO(path.read_bytes()))
        few = next(file.iter_batches(MOST + 1), None)
    except errors:
        raise ValueError(
            f"{path.name} cannot be read as a Parquet file: export it again."
        ) from None
    columns = [column.to_pylist() for column in few.columns] if few else []
    return sheet_of(path, file.schema_arrow.names, zip(*columns, strict=True), 1)
