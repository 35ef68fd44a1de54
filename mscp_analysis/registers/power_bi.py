"""A partnership's quarterly dataset as Power BI exports it: other headings, other labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from mscp_analysis.periods import ReportingYear
from mscp_analysis.schemas import Sheet, description
from mscp_analysis.schemas import read as read_sheet

REGISTER = "quarterly_dataset"
_WANTED = ("period", "measure", "count")
_ROW = ["year", "quarter", "month", "measure", "agency", "value", "marker"]
_QUARTERS = (
    re.compile(r"(?P<year>\d{4}[-/]\d{2,4}),? (?:Q|Qtr |Quarter )(?P<number>[1-4])", re.I),
    re.compile(r"(?:Q|Qtr |Quarter )(?P<number>[1-4]),? (?P<year>\d{4}[-/]\d{2,4})", re.I),
)
_MONTHS = ("%B %Y", "%b %Y", "%b-%y", "%b-%Y", "%Y-%m", "%Y-%m-%d", "%d/%m/%Y")
_MARKED = {"": "x", "(blank)": "x", "*": "c", "<5": "c"}


def read(path: str | Path) -> pd.DataFrame:
    """Read an export as rows of the register ``quarterly_dataset``, with their year.

    Beside the export ``figures.csv`` lies ``figures.mapping.yaml``. It says under ``columns``
    which headings hold ``period``, ``measure``, ``count`` and, if there is one, ``agency``;
    under ``measures`` and ``agencies`` what the export's words are called in the register; and
    under ``leave_out`` the measures or agencies, such as totals, whose rows are passed over.
    Months are added up to quarters; a quarter of which the export lacks a month has no figure.

    Parameters
    ----------
    path : str or Path
        A CSV.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``quarter``, ``measure``, ``agency``, ``count`` (as the register's cells:
        digits, or a marker) and ``note``.

    Raises
    ------
    ValueError
        If the mapping is missing or names a heading that is not there, or a cell cannot be
        read; the sentence says file, row and column.
    """
    path = Path(path)
    return mapped(read_sheet(path), _mapping(path))


def mapped(sheet: Sheet, mapping: Mapping[str, Any]) -> pd.DataFrame:
    """Rows of any program's table as rows of the register, by what a mapping says of it.

    Parameters
    ----------
    sheet : Sheet
        The table as it came.
    mapping : mapping
        ``columns``, and where needed ``measures``, ``agencies`` and ``leave_out``, as in
        ``figures.mapping.yaml``; ``file`` is the mapping's own name.

    Returns
    -------
    pandas.DataFrame
        See ``read``.

    Raises
    ------
    ValueError
        If the mapping names a heading that is not there, or a cell cannot be read.
    """
    if sheet.faults:
        raise ValueError(sheet.faults[0].sentence)
    heads = complete(mapping)["columns"]
    for name, head in heads.items():
        if head not in sheet.heads:
            raise ValueError(
                f"{sheet.name}: expected a heading {head!r} for {name}, as {mapping['file']} "
                f"says; came {', '.join(sheet.heads)}; correct the mapping."
            )
    rows = []
    for number, cells in sheet.rows:
        row = dict(zip(sheet.heads, cells, strict=True))
        said = {name: row[head] for name, head in heads.items()}
        if not {said["measure"], said.get("agency")} & set(mapping.get("leave_out", ())):
            rows.append(_row(said, mapping, f"{sheet.name}, row {number}", heads))
    return _by_quarter(pd.DataFrame(rows, columns=_ROW))


def complete(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same mapping, once it says which headings hold what every row needs.

    Raises
    ------
    ValueError
        Naming the first that it does not say.
    """
    missing = [name for name in _WANTED if name not in mapping.get("columns", {})]
    if missing:
        raise ValueError(f"{mapping['file']}: expected under columns the heading of {missing[0]}.")
    return mapping


def write(path: str | Path, partnership: str | Path) -> list[Path]:
    """Write an export into a partnership's folders: one register for each year that it has.

    Parameters
    ----------
    path : str or Path
        The export.
    partnership : str or Path
        The partnership's folder; registers of the same years are written anew.

    Returns
    -------
    list of pathlib.Path
        The files written.
    """
    found, written = read(path), []
    for year, rows in found.groupby("year"):
        file = Path(partnership) / str(year) / f"{REGISTER}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        rows.drop(columns="year").to_csv(file, index=False, lineterminator="\n")
        written.append(file)
    return written


def _mapping(path: Path) -> Mapping[str, Any]:
    file = path.with_suffix(".mapping.yaml")
    if not file.is_file():
        raise ValueError(
            f"{path.name}: expected {file.name} beside it, which says what its headings mean; "
            "write `columns: {period: Month, measure: KPI, count: Value}` there, with its headings."
        )
    return complete({**(yaml.safe_load(file.read_text("utf-8")) or {}), "file": file.name})


def _row(
    said: dict[str, str], mapping: Mapping[str, Any], where: str, heads: dict[str, str]
) -> dict[str, Any]:
    try:
        year, quarter, month = _period(said["period"])
    except ValueError as expected:
        raise ValueError(f"{where}, column {heads['period']!r}: {expected}") from None
    measure = mapping.get("measures", {}).get(said["measure"], said["measure"])
    choices = description(REGISTER).columns["measure"].choices
    if measure not in choices:
        raise ValueError(
            f"{where}, column {heads['measure']!r}: expected one of {', '.join(choices)}, or a "
            f"word that {mapping['file']} translates; came {measure!r}; add it under measures."
        )
    agency = said.get("agency", "")
    value, marker = _count(said["count"], f"{where}, column {heads['count']!r}")
    return {
        "year": year.label,
        "quarter": quarter,
        "month": month,
        "measure": measure,
        "agency": mapping.get("agencies", {}).get(agency, agency),
        "value": value,
        "marker": marker,
    }


def _period(label: str) -> tuple[ReportingYear, str, int]:
    """Year, quarter and month of a label; 0 for the month of a whole quarter."""
    for form in _QUARTERS:
        found = form.fullmatch(label)
        if found:
            return ReportingYear.parse(found["year"]), f"Q{found['number']}", 0
    for written in _MONTHS:
        try:
            day = datetime.strptime(label, written).date()
        except ValueError:
            continue
        return _of_month(day)
    raise ValueError(
        f"expected a month such as April 2023 or a quarter such as 2023-24 Q1; came {label!r}; "
        "let the export show one of them."
    )


def _of_month(day: date) -> tuple[ReportingYear, str, int]:
    year = ReportingYear(day.year + (day.month > 3))
    return year, f"Q{(day.month - 4) % 12 // 3 + 1}", day.month


def _count(text: str, where: str) -> tuple[float, str]:
    if text.lower() in _MARKED:
        return 0.0, _MARKED[text.lower()]
    if not re.fullmatch(r"\d{1,3}(,\d{3})+|\d+(\.0+)?", text):
        raise ValueError(f"{where}: expected a whole number; came {text!r}; correct the cell.")
    return float(text.replace(",", "")), ""


def _by_quarter(rows: pd.DataFrame) -> pd.DataFrame:
    """Add up the months; what a quarter lacks of them leaves it without a figure."""
    months = rows[rows["month"] > 0].groupby(["year", "quarter", "measure"])["month"].nunique()
    found = []
    for key, own in rows.groupby(["year", "quarter", "measure", "agency"], sort=True):
        year, quarter, measure, agency = key
        held = int(months.get((year, quarter, measure), 3))
        marks = [*filter(None, own["marker"])] + ["x"] * (held < 3)
        count = f"[{marks[0]}]" if marks else f"{own['value'].sum():.0f}"
        note = "" if held == 3 else "The export lacks a month of this quarter"
        found.append((year, quarter, measure, agency, count, note))
    names = ["year", "quarter", "measure", "agency", "count", "note"]
    return pd.DataFrame(found, columns=names)
