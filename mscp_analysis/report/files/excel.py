"""The tables of a report as an Excel workbook.

Written with XlsxWriter, which gptables wraps, and not with gptables itself: that takes words such
as ``[a](b)`` or ``$$a$$``, which a register may hold, for links and notes, and leans on what
pandas is about to remove.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from mscp_analysis.report.files.sheets import Figure, Sheet, Workbook

_AS_WRITTEN = dict.fromkeys(["strings_to_formulas", "strings_to_urls", "strings_to_numbers"], False)
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "heading": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1},
    "heading of figures": {
        **{"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "align": "right"},
    },
    "line": {},
    "cover": {"text_wrap": True, "valign": "top"},
    "words": {"text_wrap": True, "valign": "top"},
    "marker": {"align": "right", "valign": "top"},
    "link": {"font_color": "#0000ff", "underline": 1, "valign": "top"},
}


def write(workbook: Workbook, path: Path) -> None:
    """Write a workbook of the kind that Excel opens: the same bytes for the same tables.

    Parameters
    ----------
    workbook : Workbook
    path : pathlib.Path
        The file, ``.xlsx``.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(path, _AS_WRITTEN) as book:
        made = datetime.fromisoformat(workbook.day)
        book.set_properties({"title": workbook.title, "created": made})
        writer = _Writer(book)
        writer.cover(workbook)
        writer.table(workbook.contents, leads=True)
        for sheet in workbook.sheets:
            writer.table(sheet)


class _Writer:
    """Writes sheets, and makes each way of showing a cell once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.looks = {name: book.add_format(said) for name, said in _LOOKS.items()}

    def cover(self, workbook: Workbook) -> None:
        page = self.book.add_worksheet("Cover")
        page.hide_gridlines(2)
        page.set_column(0, 0, 90)
        page.write_string(0, 0, workbook.title, self.looks["title"])
        below = [
            (words, look)
            for heading, lines in workbook.cover.items()
            for words, look in [(heading, "heading"), *((line, "cover") for line in lines)]
        ]
        for place, (words, look) in enumerate(below, 1):
            page.write_string(place, 0, words, self.looks[look])

    def table(self, sheet: Sheet, leads: bool = False) -> None:
        """One sheet; in the contents the first cell of each row leads to the sheet it names."""
        page = self.book.add_worksheet(sheet.name)
        page.hide_gridlines(2)
        page.write_string(0, 0, sheet.title, self.looks["title"])
        for place, line in enumerate(sheet.lines, 1):
            page.write_string(place, 0, line, self.looks["line"])
        top = len(sheet.lines) + 1
        self._body(page, sheet, top)
        if leads:
            for place, row in enumerate(sheet.rows, top + 1):
                to = f"internal:'{row[0]}'!A1"
                page.write_url(place, 0, to, self.looks["link"], string=str(row[0]))
        _lay_out(page, sheet, top)

    def _body(self, page: Any, sheet: Sheet, top: int) -> None:
        figures = [
            any(isinstance(c, Figure) for c in column) for column in zip(*sheet.rows, strict=True)
        ]
        heads = [self.looks["heading of figures" if right else "heading"] for right in figures]
        columns = [
            {"header": words, "header_format": look}
            for words, look in zip(sheet.headings, heads, strict=True)
        ]
        said = {"columns": columns, "autofilter": False, "style": None, "name": sheet.name}
        page.add_table(top, 0, top + len(sheet.rows), len(columns) - 1, said)
        for place, row in enumerate(sheet.rows, top + 1):
            for column, cell in enumerate(row):
                self._cell(page, place, column, cell, figures[column])

    def _cell(self, page: Any, row: int, column: int, cell: str | Figure, right: bool) -> None:
        if isinstance(cell, Figure):
            page.write_number(row, column, cell.value, self._of_figure(cell))
        elif cell:
            page.write_string(row, column, cell, self.looks["marker" if right else "words"])

    def _of_figure(self, figure: Figure) -> Any:
        whole = "#,##0" + ("." + "0" * figure.decimals if figure.decimals else "")
        said = f"+{whole};-{whole};{whole}" if figure.signed else whole
        if said not in self.looks:
            about = {"num_format": said, "align": "right", "valign": "top"}
            self.looks[said] = self.book.add_format(about)
        return self.looks[said]


def _lay_out(page: Any, sheet: Sheet, top: int) -> None:
    """Widths to read by, headings that stay in sight, and printing that fits a page's width."""
    for column, width in enumerate(sheet.widths()):
        page.set_column(column, column, width)
    page.freeze_panes(top + 1, 1)
    page.repeat_rows(top)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
