"""The figures of each table as a CSV file, with a description that a program can read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mscp_analysis.report.files.shown import FOLDER, Cell, ShownTable

COLUMNS = {
    "row": ("Row", "string", "Heading of the row in which it stands in the report."),
    "column": ("Column", "string", "Heading of the column in which it stands in the report."),
    "shown": ("Shown", "string", "As the report shows it: rounded, or words, or a marker."),
    "value": ("Value", "number", "The number, unrounded; empty where there is none."),
    "marker": ("Marker", "string", "Why there is no number; its meaning is in the description."),
    "unit": ("Unit", "string", "What is counted, or what the number is a rate or share of."),
    "measure": ("Measure", "string", "What is measured, by the name it has in this project."),
    "title": ("Title", "string", "What is measured, in words."),
    "period": ("Period", "string", "The reporting year, mid-year or quarter that it is of."),
    "area_code": ("Area code", "string", "Code of the area in the official register of areas."),
    "area": ("Area", "string", "Name of the area, or of several areas together."),
    "breakdown": ("Breakdown", "string", "Which part of the whole it is of."),
    "lower": ("Lower limit", "number", "Lower limit of its interval, unrounded."),
    "upper": ("Upper limit", "number", "Upper limit of its interval, unrounded."),
    "status": ("Status", "string", "Whether it is provisional, final, revised, or of a register."),
    "as_of": ("As of", "string", "When the release that it was read from was published."),
    "release": (
        "Release",
        "string",
        "The release that it was read from, as this project names it.",
    ),
    "sources": ("Sources", "string", "Where it was read, or all that it was computed from."),
}
"""Name of each column; its title, its type, and what it holds."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = dict[str, Any]


def write(
    tables: Sequence[ShownTable],
    folder: Path,
    publisher: str,
    marked: Callable[[Sequence[Row]], Sequence[Row]] = lambda rows: rows,
) -> None:
    """Write each table's figures, and beside each file what is in it.

    Parameters
    ----------
    tables : sequence of ShownTable
        The tables of the page.
    folder : pathlib.Path
        The report's; the files lie in its folder ``data``.
    publisher : str
        Whose report it is.
    marked : callable, optional
        What says in the rows of a made-up report that they are.
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    for table in tables:
        path = folder / FOLDER / f"{table.name}.csv"
        path.write_text(as_csv(marked([*rows(table)])), encoding="utf-8")
        said = json.dumps(description(table, publisher), indent=1, ensure_ascii=False)
        path.with_name(f"{path.name}-metadata.json").write_text(said + "\n", encoding="utf-8")


def rows(table: ShownTable) -> Iterator[Row]:
    """One row a figure, and one for each cell of words.

    Parameters
    ----------
    table : ShownTable

    Yields
    ------
    dict
        By the names in ``COLUMNS``.
    """
    for heading, cells in table.rows:
        for column, cell in zip(table.columns, cells, strict=True):
            for said in _said(cell):
                yield dict.fromkeys(COLUMNS, "") | said | {"row": heading, "column": column}


def as_csv(rows: Sequence[Row]) -> str:
    """The rows as text, in which nothing that begins like a formula is one.

    Examples
    --------
    >>> as_csv([{"row": "=A1", "value": -7.0, "shown": "+3"}]).splitlines()[1]
    "'=A1,,+3,-7.0,,,,,,,,,,,,,,"
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, [*COLUMNS], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: harmless(said) for name, said in row.items()} for row in rows)
    return text.getvalue()


def harmless(said: object) -> object:
    """Words that a spreadsheet would take for a formula, with an apostrophe before them.

    Examples
    --------
    >>> harmless("=SUM(A1)"), harmless("+10"), harmless(-7.0)
    ("'=SUM(A1)", '+10', -7.0)
    """
    if not isinstance(said, str) or not said.startswith(_FORMULA):
        return said
    is_number = said[1:].replace(",", "").replace(".", "", 1).isdigit()
    return said if is_number else f"'{said}"


def description(table: ShownTable, publisher: str) -> dict[str, Any]:
    """What the file of a table holds, in the words of CSV on the Web.

    Parameters
    ----------
    table : ShownTable
    publisher : str
        Whose report it is.

    Returns
    -------
    dict
        To be written as JSON beside the file, where programs look for it.

    References
    ----------
    Tennison J, Kellogg G. Metadata Vocabulary for Tabular Data. W3C Recommendation, 2015.
    """
    place = " > ".join(filter(None, [table.chapter, table.section]))
    columns = [
        {"name": name, "titles": title, "datatype": kind, "dc:description": words}
        for name, (title, kind, words) in COLUMNS.items()
    ]
    said = {"dc:title": table.caption, "dc:description": table.note, "dc:isPartOf": place}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "url": f"{table.name}.csv",
        **{name: words for name, words in said.items() if words},
        "dc:publisher": publisher,
        "dc:language": "en-GB",
        "tableSchema": {"columns": columns},
    }


def _said(cell: Cell) -> Iterator[Row]:
    if not cell.is_number and cell.text:
        yield {"shown": cell.text}
    for fact in cell.facts:
        yield _of_fact(fact)


def _of_fact(fact: Mapping[str, Any]) -> Row:
    known = {name: fact[name] for name in COLUMNS if fact.get(name) is not None}
    return known | {"sources": "; ".join(dict.fromkeys(fact.get("sources", ())))}
