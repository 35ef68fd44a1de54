"""Read the tables of a partnership's own counts: each a file and a description beside it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from mscp_analysis import areas, schemas
from mscp_analysis.data.declarations import check_keys, check_unit
from mscp_analysis.disclosure import Table
from mscp_analysis.periods import ReportingYear

ENDING = ".resource.yaml"
RULE = ("settings", "protected")


_READ: ContextVar[dict[Path, list[Table]] | None] = ContextVar("_READ", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Within the block the counts of each year are read once; after it none is kept.

    Each year is protected against what the years before told, and so is read with each of them.
    """
    if _READ.get() is not None:
        yield
        return
    before = _READ.set({})
    try:
        yield
    finally:
        _READ.reset(before)


def read(folder: Path, place: areas.Area) -> list[Table]:
    """The counts of a year as they are in their files, unprotected."""
    kept = _READ.get()
    if kept is None:
        return _read(folder, place)
    if folder not in kept:
        kept[folder] = _read(folder, place)
    return kept[folder]


def _read(folder: Path, place: areas.Area) -> list[Table]:
    found = [
        table
        for path, about in descriptions(folder).items()
        for table in tables_of(path, about, place)
    ]
    names = {table.counts for table in found}
    for table in found:
        if table.part_of and table.part_of not in names:
            raise ValueError(
                f"{folder}, table {table.name!r}: part_of names {table.part_of!r}, which is no "
                f"measure of the year; it is one of {', '.join(sorted(names))}."
            )
    return found


def descriptions(folder: Path) -> dict[Path, dict[str, Any]]:
    """What the description of each table of counts says; of what was printed there is none.

    A register of counts that is described once for all partnerships stands here under the
    name that a description beside it would have. What they say must not be changed in place:
    it is kept until a file of the folder, the partnership's description or a register's changes.
    """
    beside = (folder.parent / "partnership.yaml", *map(Path, registers_described()))
    return dict(_described(folder, stamps((folder,)), stamps(beside)))


def registers_described() -> list[str]:
    """The files that describe registers, by name."""
    return sorted(entry.path for entry in os.scandir(areas.shelf("rules") / "registers"))


def stamps(paths: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    """When each file was written last, and its size; of a folder each file in it."""
    found: list[tuple[str, int, int]] = []
    for path in paths:
        there = [*os.scandir(path)] if path.is_dir() else [path] if path.exists() else []
        for file in there:
            about = file.stat()
            found.append((os.fspath(file), about.st_mtime_ns, about.st_size))
    return tuple(sorted(found))


@lru_cache(maxsize=16)
def _described(folder: Path, *_stamps: object) -> dict[Path, dict[str, Any]]:
    beside = {path: areas.read_yaml(path) for path in _beside(folder)}
    return dict(sorted({**beside, **_registers(folder)}.items()))


def described(folder: Path) -> Iterator[Path]:
    """Descriptions of the tables of counts; figures that were printed already need no rule."""
    yield from descriptions(folder)


def is_printed(file: Path) -> bool:
    """Whether each row of a register says in which published document it stands already."""
    sheet = schemas.read(file)
    if "document" not in sheet.heads or not sheet.rows:
        return False
    place = sheet.heads.index("document")
    return all(cells[place] for _, cells in sheet.rows)


def _registers(folder: Path) -> dict[Path, dict[str, Any]]:
    found = {}
    for name, about in schemas.descriptions().items():
        file, path = folder / f"{name}.csv", folder / f"{name}{ENDING}"
        if not about.of_children or not file.is_file() or path.exists():
            continue
        if schemas.read(file).rows and not is_printed(file):
            found[path] = of_register(folder, about)
    return found


def of_register(folder: Path, about: schemas.Description) -> dict[str, Any]:
    """The description of a register's counts in the form of one that stands beside a table."""
    said = areas.read_yaml(folder.parent / "partnership.yaml")
    end = ReportingYear.parse(folder.name).end.isoformat()
    as_of = schemas.about(folder).get("as_of", end)
    title = f"register: {about.title}"
    return {
        "name": about.name,
        "title": about.title,
        "register": True,
        "sources": [{"publisher": said["name"], "title": title, "published": as_of}],
        "measures": {name: {"timing": "year", "decimals": 0, **each}
                     for name, each in about.measures.items()},
        # Each register counts its own thing, whatever totals happen to be alike; where two count
        # one thing, both say so.
        "disclosure": {"counts": about.name, **about.disclosure},
    }  # fmt: skip


def _beside(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob(f"*{ENDING}")):
        said = areas.read_yaml(path)
        rule = said.get("disclosure")
        if not isinstance(rule, dict) or not {*RULE, "published"} & set(rule):
            raise ValueError(
                f"{path}, key disclosure: expected the settings that protect the table, or "
                f"published: where it stands already; came {rule!r}."
            )
        check_keys(path, rule)
        if {*RULE} & set(rule):
            yield path


def tables_of(path: Path, about: Mapping[str, Any], place: areas.Area) -> Iterator[Table]:
    """The tables of one file, one a measure."""
    file = path.with_name(path.name.removesuffix(ENDING) + ".csv")
    rows = pd.read_csv(file, dtype=str, keep_default_na=False)
    rows = completed(rows, path.parent.name) if about.get("register") else rows
    for column in ("period", "measure", "value", "marker"):
        if column not in rows:
            raise ValueError(f"{file}: expected a column {column!r}, came {', '.join(rows)}.")
    value = pd.to_numeric(rows["value"].where(rows["value"] != ""), errors="coerce")
    wrong = value.isna() & (rows["value"] != "")
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        came = rows["value"].iloc[row]
        raise ValueError(
            f"{file}, row {row + 2}, column 'value': expected a number, came {came!r}."
        )
    rows = rows.assign(value=value, area_code=place.code)
    for name, own in rows.groupby("measure", sort=False):
        if name not in about["measures"]:
            raise ValueError(f"{path}: the measure {name!r} of {file.name} is not described.")
        check_unit(path, str(name), about["measures"][name]["unit"])
        yield Table(
            name=f"{about['name']}.{name}",
            measure=counts(about, name),
            rows=own.drop(columns="measure").reset_index(drop=True),
            part_of=_whole(about, str(name)),
            sums={c: t for c, t in about["disclosure"].get("sums", {}).items() if t is not None},
        )


def completed(rows: pd.DataFrame, year: str) -> pd.DataFrame:
    """The rows of a register of counts with what its file need not say: its year and markers."""
    marked = rows["value"].str.extract(r"^\[([a-z]+)\]$")[0].fillna("")
    value = rows["value"].where(marked == "", "").str.replace(",", "")
    kept = rows.drop(columns=[c for c in ("document", "page", "note") if c in rows])
    return kept.assign(period=kept.get("period", year), value=value, marker=marked)


def _whole(about: Mapping[str, Any], measure: str) -> str:
    """The measure of which this one is a part: by its full name, or of the same table.

    A description says one whole for all of its measures, or names that of each.
    """
    said = about["disclosure"].get("part_of", "")
    whole = str(said.get(measure, "") if isinstance(said, Mapping) else said)
    if whole in about["measures"]:
        return counts(about, whole) if whole != measure else ""
    return whole


def counts(about: Mapping[str, Any], measure: str) -> str:
    """What a measure counts: two tables of the same children by other breakdowns name one."""
    return f"{about['disclosure'].get('counts', about['name'])}.{measure}"
