"""The tables of a report as the sheets of a workbook, whichever program it is for.

In the form of the Government Analysis Function's guidance, "Releasing statistics in
spreadsheets": a cover, contents, what the markers mean, then one table a sheet, which begins at
the first cell; units in the headings, one figure a cell, nothing merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mscp_analysis.measures import MARKERS
from mscp_analysis.report.files.shown import FOLDER, Cell, ShownTable

NOTES = "Notes"
_LONGEST_CELL = 32_000
_FIGURE = re.compile(r"[+−]?[\d,]+(?:\.(\d+))?")


@dataclass(frozen=True)
class Figure:
    """A number in a cell: as it is rounded in the report, and how it is shown."""

    value: float
    decimals: int = 0
    signed: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table of a workbook.

    Parameters
    ----------
    name : str
        On its tab.
    title : str
        In its first cell.
    lines : tuple of str
        Below the title: what the sheet holds, where it stands in the report, its sources.
    headings : tuple of str
        Of the columns, each different from the others.
    rows : tuple of tuple of (str or Figure)
        What is in its cells.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str | Figure, ...], ...]

    def widths(self) -> list[int]:
        """How many characters each column has room for."""
        columns = zip(self.headings, *self.rows, strict=True)
        return [min(max(10, *(len(_text(cell)) for cell in cells)), 40) + 2 for cells in columns]


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """All tables of a report.

    Parameters
    ----------
    title : str
        Whose report, of which year.
    cover : mapping of str to list of str
        Headings of the cover, and the lines below each.
    day : str
        The day as at which its figures are known, ``2024-11-30``: the same files on any day.
    sheets : list of Sheet
        What the markers mean, then the tables.
    """

    title: str
    cover: Mapping[str, list[str]]
    day: str
    sheets: list[Sheet] = field(default_factory=list)

    @property
    def contents(self) -> Sheet:
        """Which sheet holds what."""
        rows = tuple((sheet.name, sheet.title) for sheet in self.sheets)
        lines = ("This sheet contains one table. Each name leads to its sheet.",)
        heads = ("Sheet", "What it shows")
        return Sheet(name="Contents", title="Contents", lines=lines, headings=heads, rows=rows)


def workbook(tables: Sequence[ShownTable], cover: Mapping[str, str], day: str) -> Workbook:
    """The tables of a report as a workbook.

    Parameters
    ----------
    tables : sequence of ShownTable
    cover : mapping of str to str
        As on the page: see ``page.render``.
    day : str
        ISO date as at which its figures are known.

    Returns
    -------
    Workbook
    """
    notice = [cover["notice"]] if cover["notice"] else []
    about = [
        "Each table of the report is on a sheet of its own, in the order of the report. Figures "
        "are rounded as they are there.",
        f"Unrounded figures, each with its unit, period, area, release and sources, are in the "
        f"folder {FOLDER} beside this file: a CSV file each table, named on its sheet.",
        f"A marker in square brackets stands where there is no figure; the sheet {NOTES} says "
        "what each means. A cell is empty where nothing was given.",
    ]
    lead = [
        *filter(None, [cover["notice"], cover["real"]]),
        f"Area: {cover['area']}. Year: {cover['year']}.",
        f"Figures as known at {cover['known_at']}. Status: {cover['status']}.",
    ]
    title = f"{cover['name']}: yearly report {cover['year']}, tables"
    said = {"Introductory information": lead, "About these data": about}
    sheets = [_sheet(number, table, notice) for number, table in enumerate(tables, 1)]
    return Workbook(title=title, cover=said, day=day, sheets=[_notes(tables), *sheets])


def _notes(tables: Sequence[ShownTable]) -> Sheet:
    cells = (cell for table in tables for _, cells in table.rows for cell in cells)
    used = {fact.get("marker") for cell in cells for fact in cell.facts}
    rows = tuple((f"[{marker}]", words) for marker, words in MARKERS.items() if marker in used)
    return Sheet(
        name=NOTES,
        title="Notes: what the markers mean",
        lines=("This sheet contains one table.",),
        headings=("Marker", "Why there is no figure"),
        rows=rows or (("none", "Every figure of these tables is given."),),
    )


def _sheet(number: int, table: ShownTable, notice: Sequence[str]) -> Sheet:
    heads = [table.stub, *table.columns]
    parts = [_column(table, place) for place in range(len(table.columns))]
    has_empty = any(not cell.text for _, cells in table.rows for cell in cells)
    has_marker = any(
        fact.get("marker") for _, cells in table.rows for cell in cells for fact in cell.facts
    )
    lines = [
        *notice,
        "This sheet contains one table."
        + f" What stands in square brackets is explained on the sheet {NOTES}." * has_marker
        + " A cell is empty where nothing was given." * has_empty,
        f"In the report: {' > '.join(filter(None, [table.chapter, table.section]))}.",
        f"Unrounded figures: {FOLDER}/{table.name}.csv.",
        *([table.note] if table.note else []),
    ]
    named = [heads[0], *(head for column in parts for head, _ in column)]
    bodies = [[heading for heading, _ in table.rows], *(b for column in parts for _, b in column)]
    return Sheet(
        name=f"Table_{number}",
        title=f"Table {number}: {table.caption}",
        lines=tuple(lines),
        headings=tuple(_different(named)),
        rows=tuple(zip(*bodies, strict=True)),
    )


def _column(table: ShownTable, place: int) -> list[tuple[str, list[str | Figure]]]:
    """A column of the report as one column, or two where its cells hold two limits."""
    head, cells = table.columns[place], [cells[place] for _, cells in table.rows]
    units = {str(fact.get("unit", "")) for cell in cells for fact in cell.facts if cell.is_number}
    unit = units.pop() if len(units) == 1 else ""
    said = f" ({unit})" if unit and unit.casefold() not in head.casefold() else ""
    if not any(cell.is_number and len(cell.facts) == 2 for cell in cells):
        return [(f"{head}{said}", [_value(cell, 0) for cell in cells])]
    limits = [f"{head}, lower limit{said}", f"{head}, upper limit{said}"]
    return [(limits[side], [_value(cell, side) for cell in cells]) for side in (0, 1)]


def _value(cell: Cell, side: int) -> str | Figure:
    if not cell.is_number:
        return cell.text[:_LONGEST_CELL]
    fact = cell.facts[min(side, len(cell.facts) - 1)]
    shown = str(fact.get("shown", cell.text))
    found = _FIGURE.fullmatch(shown)
    if found is None:
        return shown
    plain = shown.replace(",", "").replace("−", "-")
    return Figure(float(plain), len(found[1] or ""), shown.startswith("+"))


def _different(headings: Iterable[str]) -> list[str]:
    """Headings of which no two are the same to a spreadsheet, and none is empty."""
    told: list[str] = []
    taken: set[str] = set()
    for place, heading in enumerate(headings, 1):
        name = words = (heading or f"Column {place}")[:250]
        while name.casefold() in taken:
            name = f"{words} ({place})"
        taken.add(name.casefold())
        told.append(name)
    return told


def _text(cell: str | Figure) -> str:
    return cell if isinstance(cell, str) else f"{cell.value:,.{cell.decimals}f}"
