"""One statistic of one file: recognised, read to its last cell, and not yet written anywhere."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

import numpy as np

from mscp_analysis.areas import Register
from mscp_analysis.publishers import families, grids, text
from mscp_analysis.publishers.containers import Plain
from mscp_analysis.publishers.families import Match
from mscp_analysis.publishers.long import Part, Reader
from mscp_analysis.publishers.reading import plain as plain_name
from mscp_analysis.publishers.roles import Roles, periods_said, roles_of
from mscp_analysis.publishers.text import Piece
from mscp_analysis.publishers.wide import Wide

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
    text.encoding_of(Plain(plain.name, bytes(plain.data[:4096])))
    return text.first_rows(plain)


def _parquet_rows(plain: Plain) -> list[list[str]]:
    table = _parquet(plain).slice(0, 200)
    columns = [[str(each) for each in column.to_pylist()] for column in table.columns]
    return [list(table.column_names), *map(list, zip(*columns, strict=True))]


def _parquet(plain: Plain) -> Any:
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
            return next((row[1][:10] for row in sheet.rows if row[0] == said["beside"]), "")
    return ""


@dataclass
class Read:
    """What was found when a statistic was read to its end.

    Parameters
    ----------
    sha256 : str
        SHA-256 of the file's bytes, unpacked.
    periods : list of str
        Its periods, in their order.
    rows, numbers, areas : int
        How many there are.
    markers, left : collections.Counter
        Cells without a number by marker, and rows left out by the area that they are of.
    """

    sha256: str = ""
    periods: list[str] = field(default_factory=list)
    rows: int = 0
    numbers: int = 0
    areas: int = 0
    markers: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)


def period_of(found: Recognised, stated: str | None = None) -> str | None:
    """The period of a table that has no column of periods, or None where it has.

    Raises
    ------
    LookupError
        If nothing in the file says it and it was not stated.
    """
    roles = _roles(found)
    if "period" in roles.single or found.match.family["layout"] == "years":
        return None
    rows = found.rows[: found.match.heading + 1]
    above = " ".join(cell for row in rows for cell in row[:2])
    titles = " ".join(sheet.title for sheet in found.sheets)
    texts = {"sheet": f"{titles} {above}", "columns": " ".join(_header(found)),
             "file": found.plain.name}  # fmt: skip
    said = stated or periods_said(found.match, texts)
    if said is None:
        raise LookupError(
            f"{found.plain.name}: nothing in it says which year its figures are of; say it with "
            "--period 2013-14."
        )
    return said


def _header(found: Recognised) -> list[str]:
    return [plain_name(cell) for cell in found.rows[found.match.heading]]


def _roles(found: Recognised) -> Roles:
    return roles_of(found.match, _header(found), found.rows[found.match.heading + 1 :][:_SHOWN])


def read_to_end(
    found: Recognised,
    areas: Register,
    take: Callable[[Any], None],
    period: str | None = None,
    release: str = "",
) -> Read:
    """Read every figure, and hand each part on as it is understood.

    Parameters
    ----------
    found : Recognised
        The file.
    areas : Register
        The areas.
    take : callable
        What is done with the rows of each part, a pyarrow table.
    period : str, optional
        The period of all figures, where no column says it.
    release : str
        The release that they are of.

    Returns
    -------
    Read

    Raises
    ------
    ValueError
        If a cell is not understood, a figure comes twice, or rows are missing at the end.
    """
    read, keys, last = Read(), [], ("", "")
    periods: set[str] = set()
    places: set[str] = set()
    pairs: Counter[Pair] = Counter()
    with ThreadPoolExecutor(1) as beside:
        digest = beside.submit(lambda: hashlib.sha256(found.plain.data).hexdigest())
        for part in _parts(found, areas, period, release):
            take(part.table)
            read.rows += part.table.num_rows
            read.numbers += part.numbers
            read.markers += part.markers
            read.left += part.left
            keys.append(part.keys)
            last = _count(part.table, pairs)
            periods |= set(part.table["period"].unique().to_pylist())
            places |= set(part.table["area_code"].unique().to_pylist())
        read.sha256 = digest.result()
    read.periods, read.areas = sorted(periods), len(places)
    _check_once(found, np.concatenate(keys) if keys else np.zeros(0))
    _check_whole(found, pairs, last)
    if not read.rows:
        raise ValueError(f"{found.plain.name}: a heading, and no row of an area in England.")
    return read


def _parts(found: Recognised, areas: Register, period: str | None, release: str) -> Iterator[Part]:
    roles, header = _roles(found), _header(found)
    name = found.plain.name
    if found.match.family["layout"] != "long":
        for sheet in found.sheets:
            where = f"{name}, sheet {sheet.title!r}" if sheet.title else name
            match = families.recognise(sheet.rows) or found.match
            of_sheet = Recognised(found.plain, match, [sheet], sheet.rows)
            yield Wide(where, match, sheet, _roles(of_sheet), areas, period or "", release).read()
        return
    reader = Reader(name, found.match, header, roles, areas, period, release)
    if found.plain.suffix == ".parquet":
        yield reader.read(_piece(found, roles))
        return
    numbered = [str(at) for at in range(len(header))]
    yield from text.pieces(found.plain, numbered, [numbered[at] for at in roles.used], reader.read)


def _piece(found: Recognised, roles: Roles) -> Piece:
    import pyarrow as pa

    table = _parquet(found.plain)
    columns = [table.column(at).cast(pa.string()).fill_null("") for at in roles.used]
    held = pa.table(columns, names=[str(at) for at in roles.used]).combine_chunks()
    return Piece(held, Plain(found.plain.name, b"\n"), 1)


Pair = tuple[str, str]


def _count(table: Any, pairs: Counter[Pair]) -> Pair:
    """Add how many rows each area has of each period; of which the last row is."""
    periods, places = (table[name].combine_chunks() for name in ("period", "area_code"))
    width = len(places.dictionary)
    ids = periods.indices.to_numpy().astype(np.int64) * width + places.indices.to_numpy()
    counts = np.bincount(ids)
    named = periods.dictionary.to_pylist(), places.dictionary.to_pylist()
    for at in np.flatnonzero(counts):
        pairs[named[0][at // width], named[1][at % width]] += int(counts[at])
    return (named[0][ids[-1] // width], named[1][ids[-1] % width]) if len(ids) else ("", "")


def _check_whole(found: Recognised, pairs: Counter[Pair], last: Pair) -> None:
    """Refuse a long table whose last area has fewer rows than others: it was cut between rows."""
    same = [number for (period, _), number in pairs.items() if period == last[0]]
    if "level" not in found.match.family["columns"].values() or len(same) < 10:
        return
    if pairs[last] < max(same):
        raise ValueError(
            f"{found.plain.name}, the last row: expected {max(same)} rows for {last[1]} in "
            f"{last[0]}, as other areas have, came {pairs[last]}; the file is cut short, so "
            "download it again."
        )


def _check_once(found: Recognised, keys: np.ndarray) -> None:
    ordered = np.sort(keys)
    again = int((ordered[1:] == ordered[:-1]).sum())
    if again and not found.match.family.get("repeated"):
        raise ValueError(
            f"{found.plain.name}: expected one row for each area, period and breakdown, came "
            f"{again:,} again; the file is broken, or a column that tells them apart is not read."
        )
