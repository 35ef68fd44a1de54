"""The files beside the page that hold its tables: a CSV each, and all of them as spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from mscp_analysis.report.files import csvs, excel, opendocument, sheets
from mscp_analysis.report.files.shown import ShownTable

SPREADSHEETS = {"tables.xlsx": excel.write, "tables.ods": opendocument.write}


def write(
    tables: Sequence[ShownTable],
    folder: Path,
    cover: Mapping[str, str],
    day: date,
    marked: Callable[[Sequence[csvs.Row]], Sequence[csvs.Row]] = list,
) -> None:
    """Write every table of a page for those who want to reckon with it.

    Parameters
    ----------
    tables : sequence of ShownTable
        The tables of the page.
    folder : pathlib.Path
        The report's.
    cover : mapping of str to str
        What stands above the page: see ``page.render``.
    day : datetime.date
        As at which the figures are known.
    marked : callable, optional
        What says in the rows of a made-up report that they are.
    """
    csvs.write(tables, folder, cover["name"], marked)
    workbook = sheets.workbook(tables, cover, day.isoformat())
    for name, write_to in SPREADSHEETS.items():
        write_to(workbook, folder / name)
