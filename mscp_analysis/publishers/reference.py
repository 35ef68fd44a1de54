"""The two small tables that say which areas there are and whom they are compared with."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mscp_analysis.areas import Register
from mscp_analysis.publishers import education, geography, neighbours, rules, writing
from mscp_analysis.publishers.reading import Sheet
from mscp_analysis.publishers.recognising import Found

Files = dict[str, bytes]


def areas(found: Sequence[Found], published: Path) -> tuple[Files, Register]:
    """The table of areas and its register: from the files given, or as it is held.

    Parameters
    ----------
    found : sequence of Found
        What is imported.
    published : Path
        Folder of the tables.

    Returns
    -------
    (dict of str to bytes, Register)

    Raises
    ------
    LookupError
        If there is neither a table nor the files that it is made of.
    """
    histories = [each.sheet for each in found if each.kind == "history"]
    if not histories:
        register = register_of({}, published)
        if register is None:
            raise no_areas(published)
        return {}, register
    lists = [each.sheet for each in found if each.kind == "names"]
    regions = education.regions_in(each.sheet for each in found if each.kind in rules.layouts())
    if not lists or not regions:
        raise ValueError(
            f"{histories[0].file}: the table of areas is made of it, of the list of names "
            "(EnglishLaNameCodes.csv) and of a release with regions; import them together."
        )
    groups = [each.sheet for each in found if each.kind == "neighbours"]
    rows = geography.areas(histories[0], _names(lists, groups), regions)
    sources = [
        rules.source("area-codes", sheet.file, sheet.sha256) for sheet in [histories[0], *lists]
    ]
    table = writing.text_of(geography.COLUMNS, [list(row.values()) for row in rows])
    files = _described("areas", geography.TITLE, geography.COLUMNS, table, sources)
    return files, Register(rows)


def register_of(files: Mapping[Path, bytes | Path], published: Path) -> Register | None:
    """The areas of a table that is about to be put in place, or of the one that is held."""
    path = published / "areas.csv"
    new = files.get(path)
    if new is None and not path.exists():
        return None
    text = new.decode() if isinstance(new, bytes) else path.read_text(encoding="utf-8")
    return Register(csv.DictReader(io.StringIO(text)))


def no_areas(published: Path) -> LookupError:
    """There is nothing to look codes up in."""
    return LookupError(
        f"There is no {published / 'areas.csv'} to look codes up in: import the history of area "
        "codes (las.csv) and the list of names (EnglishLaNameCodes.csv) with the releases."
    )


def _names(lists: Sequence[Sheet], groups: Sequence[Sheet]) -> list[tuple[str, str]]:
    """Three-digit codes with the names that other publications use for them."""
    records = [record for sheet in lists for _, record in sheet.records()]
    names = [(record[geography.DFE_CODE], record[geography.NAME]) for record in records]
    return names + [(texts[0], texts[1]) for sheet in groups for _, texts in sheet.lines]


def lists_of_neighbours(
    found: Sequence[Found], register: Register, stated: dict[str, str]
) -> tuple[Files, dict[str, Found]]:
    """The table of statistical neighbours, and the list that each release was read from.

    Raises
    ------
    ValueError
        If a list comes twice, or one is given without the other.
    """
    read: dict[str, Found] = {}
    rows: dict[str, list[neighbours.Neighbour]] = {}
    for each in found:
        if each.kind == "neighbours":
            release, near = neighbours.tidy(each.sheet, register, stated.get(each.path.name))
            if release in read:
                raise twice(release, each.path, read[release].path)
            read[release], rows[release] = each, near
    if not read:
        return {}, {}
    wanted = [name for name, entry in rules.releases().items() if "model" in entry]
    if missing := [name for name in wanted if name not in read]:
        raise ValueError(
            f"The lists of statistical neighbours are imported together: {', '.join(missing)} "
            f"is missing beside {', '.join(read)}."
        )
    columns = list(neighbours.Neighbour._fields)
    table = writing.text_of(columns, [row for name in wanted for row in rows[name]])
    sheets = [(name, read[name].sheet) for name in wanted]
    sources = [rules.source(name, sheet.file, sheet.sha256) for name, sheet in sheets]
    files = _described("statistical_neighbours", neighbours.TITLE, columns, table, sources)
    return files, read


def twice(what: str, one: Path, other: Path) -> ValueError:
    """Two files that hold the same."""
    return ValueError(f"{other} and {one} both hold {what}: give only one of them.")


def _described(
    name: str, title: str, columns: Sequence[str], table: bytes, sources: list[dict[str, Any]]
) -> Files:
    fields = [{"name": column, "type": "string"} for column in columns]
    about = {"name": name, "title": title, "schema": {"fields": fields}, "sources": sources}
    description = writing.description_of(about, table)
    return {f"{name}.csv": table, f"{name}.resource.yaml": description}
