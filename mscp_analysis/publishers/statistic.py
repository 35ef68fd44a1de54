"""What one file holds, before its figures are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from mscp_analysis.publishers import families, grids, text
from mscp_analysis.publishers.containers import Plain
from mscp_analysis.publishers.dates import Ambiguous, day_of
from mscp_analysis.publishers.families import Match
from mscp_analysis.publishers.kinds import mistaken
from mscp_analysis.publishers.reading import plain as plain_name
from mscp_analysis.publishers.roles import Roles, periods_said, roles_of

_SHOWN = 500
"""Rows from which it shows whether a column that is not described holds words or numbers."""


@dataclass
class Recognised:
    """What a file seems to hold, before its figures are read.

    Parameters
    ----------
    plain : Plain
        The file.
    match : Match
        The statistic, and how sure that is.
    sheets : list of Grid
        The sheets that hold it; none for a long text file, which is read in pieces.
    rows : list of list of str
        Its first rows.
    published : str
        The date of publication that the file itself gives, or nothing.
    formulas : int
        Cells that hold formulas, whose last results are read.
    """

    plain: Plain
    match: Match
    sheets: list[grids.Grid] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    published: str = ""
    formulas: int = 0


def recognised(plain: Plain, sheet: str | None = None) -> Recognised:
    """What a file is.

    Parameters
    ----------
    plain : Plain
        The file, unpacked.
    sheet : str, optional
        The worksheet to read, where several would do.

    Returns
    -------
    Recognised

    Raises
    ------
    ValueError
        If it is of no statistic that is known, of one that is not imported, or if it is not
        clear which of its sheets is meant.
    """
    _check_installed(plain)
    if plain.suffix in grids.WORKBOOKS:
        return _workbook(plain, sheet)
    rows = _parquet_rows(plain) if plain.suffix == ".parquet" else _text_rows(plain)
    match = _known(plain.name, rows, families.recognise(rows))
    if match.family["layout"] == "long":
        return Recognised(plain, match, [], rows)
    return Recognised(plain, match, grids.grids(plain), rows)


def _check_installed(plain: Plain) -> None:
    """Only an import reads files of any size, so a build need not install what does."""
    if find_spec("pyarrow") is None:
        raise ValueError(
            f"Reading {plain.name} needs pyarrow, which the desk's environment has: run "
            "`make setup` and use .venv/desk/bin/mscp import."
        )


def _text_rows(plain: Plain) -> list[list[str]]:
    if plain.suffix not in {".csv", ".txt", ".tsv"}:
        raise ValueError(
            f"{plain.name} is no table: expected .csv, .xlsx, .ods or .parquet, packed or not."
        )
    if not len(plain.data):
        raise ValueError(f"{plain.name} is empty; download it again.")
    if said := mistaken(plain):
        raise ValueError(said)
    text.encoding_of(Plain(plain.name, bytes(plain.data[:4096])))
    return text.first_rows(plain)


def _parquet_rows(plain: Plain) -> list[list[str]]:
    table = parquet_of(plain).slice(0, 200)
    columns = [[str(each) for each in column.to_pylist()] for column in table.columns]
    return [list(table.column_names), *map(list, zip(*columns, strict=True))]


def parquet_of(plain: Plain) -> Any:
    """A Parquet file as a table of pyarrow."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return parquet.read_table(pa.BufferReader(memoryview(plain.data)))
    except pa.ArrowInvalid:
        raise ValueError(f"{plain.name} cannot be read as Parquet: download it again.") from None


def _known(name: str, rows: Sequence[Sequence[str]], match: Match | None) -> Match:
    if reason := families.refused(rows):
        raise ValueError(f"{name} is not imported: {reason}.")
    if match is None:
        came = ", ".join(cell for cell in next(iter(rows), [])[:6]) or "no heading"
        raise ValueError(
            f"{name}, row 1: expected the columns of a statistic in data/rules/families.yaml or "
            f"tables.yaml; came {came}; if it is a new statistic, describe it there."
        )
    if match.confidence < families.SURE:
        raise ValueError(
            f"{name}, row {match.heading + 1}: resembles {match.about['title']!r} "
            f"({match.confidence:.0%}), which is too little to be sure; write the new names of its "
            f"columns among the synonyms in data/rules/families.yaml: "
            + ", ".join(f"{came} for {meant}" for came, meant in match.renamed.items())
            + "."
        )
    return match


def _workbook(plain: Plain, wanted: str | None) -> Recognised:
    sheets = grids.grids(plain)
    if wanted is not None and wanted not in [sheet.title for sheet in sheets]:
        raise ValueError(
            f"{plain.name} has no sheet {wanted!r}; it has "
            f"{', '.join(sheet.title for sheet in sheets)}."
        )
    given = [sheet for sheet in sheets if wanted in {None, sheet.title}]
    matches = [(sheet, match) for sheet in given if (match := families.recognise(sheet.rows))]
    if not matches:
        rows = next((sheet.rows for sheet in given if sheet.rows), [])
        _known(plain.name, rows, None)
    best = max(match.confidence for _, match in matches)
    found = [(sheet, match) for sheet, match in matches if match.confidence == best]
    match = _known(plain.name, found[0][0].rows, found[0][1])
    if len(found) > 1 and "breakdown" not in match.family:
        raise ValueError(
            f"{plain.name} holds several tables that it may be: "
            f"{', '.join(sheet.title for sheet, _ in found)}; name one with --sheet."
        )
    formulas = sum(_formulas(plain, sheet.title) for sheet, _ in found)
    held = [sheet for sheet, each in found if each.statistic == match.statistic]
    return Recognised(plain, match, held, held[0].rows, _published(match, sheets), formulas)


def _formulas(plain: Plain, title: str) -> int:
    number, empty = grids.uncalculated(plain, title)
    if empty:
        raise ValueError(
            f"{plain.name}, sheet {title!r}, cell {empty}: expected a number, came a formula "
            "without a result; open the workbook in a spreadsheet program, save it, and import "
            "that."
        )
    return number


def _published(match: Match, sheets: Sequence[grids.Grid]) -> str:
    """The date of publication that a workbook's cover gives."""
    said = match.family.get("published", {})
    for sheet in sheets:
        if sheet.title == said.get("sheet"):
            texts = (row[1] for row in sheet.rows if row[0] == said["beside"])
            return _day(next(texts, ""), sheet.title)
    return ""


def _day(text: str, title: str) -> str:
    try:
        day = day_of(text)
    except Ambiguous as error:
        raise LookupError(
            f"The sheet {title} says that it was published on a day that may be read in two ways: "
            f"{error}, and say it with --published."
        ) from None
    return day.isoformat() if day else ""


def period_of(found: Recognised, stated: str | None = None) -> str | None:
    """The period of a table that has no column of periods, or None where it has.

    Raises
    ------
    LookupError
        If nothing in the file says it and it was not stated.
    """
    roles = roles_in(found)
    if "period" in roles.single or found.match.family["layout"] == "years":
        return None
    rows = found.rows[: found.match.heading + 1]
    above = " ".join(cell for row in rows for cell in row[:2])
    titles = " ".join(sheet.title for sheet in found.sheets)
    texts = {"sheet": f"{titles} {above}", "columns": " ".join(header_of(found)),
             "file": found.plain.name}  # fmt: skip
    said = stated or periods_said(found.match, texts)
    if said is None:
        raise LookupError(
            f"{found.plain.name}: nothing in it says which year its figures are of; say it with "
            "--period 2013-14."
        )
    return said


def header_of(found: Recognised) -> list[str]:
    """The names of a table's columns."""
    return [plain_name(cell) for cell in found.rows[found.match.heading]]


def roles_in(found: Recognised) -> Roles:
    """What the columns of a table are for."""
    return roles_of(found.match, header_of(found), found.rows[found.match.heading + 1 :][:_SHOWN])
