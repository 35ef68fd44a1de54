"""Read releases and make the published tables of them."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from mscp_analysis.areas import Register, data_folder
from mscp_analysis.publishers import (
    catalogue,
    education,
    geography,
    neighbours,
    populations,
    rules,
    statistics,
    writing,
)
from mscp_analysis.publishers.reading import Sheet, peek, read
from mscp_analysis.publishers.tidy import Row

SUFFIXES = {".csv", ".xlsx"}


@dataclass(frozen=True)
class Imported:
    """What an import did.

    Parameters
    ----------
    tables : dict of str to int
        Number of rows of each table written.
    read : dict of str to str
        Release of each file that was read, by path.
    left : tuple of str
        Files of the folder that are of no layout that the tables need.
    """

    tables: dict[str, int]
    read: dict[str, str] = field(repr=False)
    left: tuple[str, ...] = field(repr=False)

    def __str__(self) -> str:
        said = ", ".join(f"{name} ({rows:,} rows)" for name, rows in self.tables.items())
        return f"Read {len(self.read)} files and wrote {said}; left {len(self.left)} other files."


def import_releases(
    sources: str | Path | Iterable[str | Path],
    data_dir: str | Path | None = None,
    *,
    releases: Mapping[str, str] | None = None,
) -> Imported:
    """Make the published tables from release files, or add releases to them.

    A file is recognised by its columns. What a table already holds of other releases stays;
    what it holds of the releases given is replaced. All tables are put in place together,
    each with its description, or none is changed.

    Parameters
    ----------
    sources : path or iterable of path
        Release files, or folders of them. In a folder, files of other layouts are left alone;
        a file named by itself has to be understood.
    data_dir : path, optional
        Folder that holds ``published``; the project's own by default.
    releases : mapping of str to str, optional
        Release of a file, by its name, where its newest period does not tell it.

    Returns
    -------
    Imported

    Raises
    ------
    ValueError, LookupError
        If a file is not understood or not whole: file, row, column, what was expected, what
        came and what to do.
    """
    given = [sources] if isinstance(sources, str | Path) else list(sources)
    published = Path(data_dir or data_folder()) / "published"
    sheets, left = _sheets([Path(each) for each in given])
    work = _Work(published, dict(releases or {}), sheets)
    files = work.files()
    readme = published.parent / "README.md"
    if readme.exists():
        files[readme] = catalogue.refreshed(readme.read_text(encoding="utf-8"), files).encode()
    writing.put(files)
    rows = {path.stem: new.count(b"\n") - 1 for path, new in files.items() if path.suffix == ".csv"}
    return Imported(dict(sorted(rows.items())), work.read, tuple(left))


def _kind(sheet: Sheet) -> str | None:
    if neighbours.is_list(sheet):
        return "neighbours"
    if geography.is_history(sheet):
        return "history"
    if geography.is_names(sheet):
        return "names"
    if statistics.is_estimates(sheet):
        return "estimates"
    return education.layout_of(sheet)


def _sheets(given: Sequence[Path]) -> tuple[list[tuple[Path, str, Sheet]], list[str]]:
    """Path, kind and content of every sheet that is understood, and the files that are not."""
    found, left = [], []
    for path in given:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if path.is_dir() and file.suffix.lower() not in SUFFIXES:
                continue
            if path.is_dir() and not any(map(_kind, peek(file))):
                left.append(str(file.relative_to(path)))
                continue
            known = [(file, kind, sheet) for sheet in read(file) if (kind := _kind(sheet))]
            if not known:
                raise ValueError(
                    f"{file.name}: expected the columns of a release that the tables are made "
                    f"from, came {', '.join(read(file)[0].header[:6])} …; "
                    "data/rules/tables.yaml lists the layouts that are understood."
                )
            found.extend(known)
    return found, left


class _Work:
    """One import: from sheets to the bytes of every table and description."""

    def __init__(
        self, published: Path, stated: dict[str, str], sheets: list[tuple[Path, str, Sheet]]
    ) -> None:
        self.published, self.stated = published, stated
        self.read: dict[str, str] = {}
        self.by_kind: dict[str, list[tuple[Path, Sheet]]] = defaultdict(list)
        for path, kind, sheet in sheets:
            self.by_kind[kind].append((path, sheet))
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.sources: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.lists: dict[str, tuple[list[neighbours.Neighbour], dict[str, Any]]] = {}

    def files(self) -> dict[Path, bytes]:
        """Every table and description by place."""
        place_files, areas = self._areas()
        self._tidy(areas)
        tables = {name: self._merged(name) for name in rules.tables()}
        files = {**place_files, **self._neighbours(areas)}
        for name, (rows, sources) in tables.items():
            if rows:
                estimates = tables["population"] if name != "population" else ([], [])
                files |= self._table(name, rows, sources, *estimates)
        return files

    def _areas(self) -> tuple[dict[Path, bytes], Register]:
        if not self.by_kind["history"]:
            path = self.published / "areas.csv"
            if not path.exists():
                raise LookupError(
                    f"There is no {path} to look codes up in: import the history of area codes "
                    "(las.csv) and the list of names (EnglishLaNameCodes.csv) with the releases."
                )
            return {}, Register(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        path, history = self.by_kind["history"][0]
        layouts = [sheet for kind in rules.layouts() for _, sheet in self.by_kind[kind]]
        regions = education.regions_in(layouts)
        if not regions:
            raise ValueError(
                f"{path.name}: the regions are named only in releases of the Department for "
                "Education; import one of them with it."
            )
        names = [
            (record[geography.DFE_CODE], record[geography.NAME])
            for _, sheet in self.by_kind["names"]
            for _, record in sheet.records()
        ]
        lists = [sheet for _, sheet in self.by_kind["neighbours"]]
        names += [(texts[0], texts[1]) for sheet in lists for _, texts in sheet.lines]
        rows = geography.areas(history, names, regions)
        read = [(path, history), *self.by_kind["names"]]
        self.read |= {str(each): "area-codes" for each, _ in read}
        sources = [_source("area-codes", sheet, []) for _, sheet in read]
        table = writing.text_of(geography.COLUMNS, [list(row.values()) for row in rows])
        return self._plain("areas", geography.TITLE, geography.COLUMNS, table, sources), Register(
            rows
        )

    def _plain(
        self, name: str, title: str, columns: Sequence[str], table: bytes, sources: list[Any]
    ) -> dict[Path, bytes]:
        fields = [{"name": column, "type": "string"} for column in columns]
        described = {"name": name, "title": title, "schema": {"fields": fields}, "sources": sources}
        return {
            self.published / f"{name}.csv": table,
            self.published / f"{name}.resource.yaml": writing.description_of(described, table),
        }

    def _neighbours(self, areas: Register) -> dict[Path, bytes]:
        found = {}
        for path, sheet in self.by_kind["neighbours"]:
            release, near = neighbours.tidy(sheet, areas, self.stated.get(path.name))
            self._note(found, release, path)
            found[release] = (path, near, _source(release, sheet, []))
        if not found:
            return {}
        wanted = [name for name in rules.releases() if "model" in rules.releases()[name]]
        if missing := [name for name in wanted if name not in found]:
            raise ValueError(
                f"The lists of statistical neighbours are imported together: "
                f"{', '.join(missing)} is missing beside {', '.join(found)}."
            )
        rows = [list(near) for release in wanted for near in found[release][1]]
        columns = list(neighbours.Neighbour._fields)
        sources = [found[release][2] for release in wanted]
        table = writing.text_of(columns, rows)
        return self._plain("statistical_neighbours", neighbours.TITLE, columns, table, sources)

    def _note(self, found: Mapping[str, Any], key: str, path: Path) -> None:
        if key in found:
            raise ValueError(
                f"{path.name} and {found[key][0].name} both hold {key}: give only one of them."
            )
        self.read[str(path)] = key

    def _tidy(self, areas: Register) -> None:
        seen: dict[str, tuple[Path]] = {}
        for path, sheet in self.by_kind["estimates"]:
            rows = statistics.tidy(sheet, areas, self.stated.get(path.name))
            self._take(seen, path, sheet, rows[0].release, {"population": rows})
        for name, layout in rules.layouts().items():
            for path, sheet in self.by_kind[name]:
                release = education.release_of(sheet, layout, self.stated.get(path.name))
                self._take(seen, path, sheet, release,
                           education.tidy(sheet, layout, release, areas), name)  # fmt: skip

    def _take(
        self,
        seen: dict[str, tuple[Path]],
        path: Path,
        sheet: Sheet,
        release: str,
        tables: Mapping[str, list[Row]],
        layout: str = "estimates",
    ) -> None:
        key = f"{layout} of {release}"
        self._note(seen, key, path)
        seen[key] = (path,)
        self.read[str(path)] = release
        for table, rows in tables.items():
            self.rows[table] += rows
            measures = list(dict.fromkeys(row.measure for row in rows))
            self.sources[table].append(_source(release, sheet, measures))

    def _merged(self, name: str) -> tuple[list[Row], list[dict[str, Any]]]:
        """Rows and sources of a table: what is new, and what it held of other releases."""
        rows, sources = self.rows[name], self.sources[name]
        new = {(each["release"], measure) for each in sources for measure in each["measures"]}
        path = self.published / f"{name}.resource.yaml"
        if path.exists():
            old = yaml.safe_load(path.read_text(encoding="utf-8"))
            kept = [
                each
                for each in old["sources"]
                if each["measures"] != ["population"]
                and not {(each["release"], measure) for measure in each["measures"]} <= new
            ]
            if kept:
                held = _held(self.published / f"{name}.csv", old["hash"])
                rows = rows + [
                    row
                    for row in held
                    if row.measure != "population" and (row.release, row.measure) not in new
                ]
                sources = sources + kept
        order = list(rules.releases())
        return rows, sorted(sources, key=lambda each: (order.index(each["release"]), each["file"]))

    def _table(
        self,
        name: str,
        rows: list[Row],
        sources: list[dict[str, Any]],
        estimates: Sequence[Row],
        estimate_sources: Sequence[dict[str, Any]],
    ) -> dict[Path, bytes]:
        units = [measure["unit"] for measure in rules.tables()[name]["measures"].values()]
        if "per 10,000 children" in units:
            used = {release for *_, release in populations.bases(rows)}
            rows = rows + populations.behind(rows, estimates)
            sources = sources + [
                {**each, "measures": ["population"]}
                for each in estimate_sources
                if each["release"] in used
            ]
        layouts = [each for each in rules.layouts().values() if each["table"] == name]
        breakdown = next((each["breakdown"] for each in layouts if "breakdown" in each), "")
        table = writing.table_of(rows, breakdown)
        described = writing.described(name, rows, breakdown, sources)
        return {
            self.published / f"{name}.csv": table,
            self.published / f"{name}.resource.yaml": writing.description_of(described, table),
        }


def _source(release: str, sheet: Sheet, measures: list[str]) -> dict[str, Any]:
    said = rules.source(release, sheet.file, sheet.sha256)
    return {**said, "measures": measures} if measures else said


def _held(path: Path, expected: str) -> list[Row]:
    raw = path.read_bytes()
    came = f"sha256:{hashlib.sha256(raw).hexdigest()}"
    if came != expected:
        raise ValueError(
            f"{path} is not the table that its description describes: expected {expected}, "
            f"came {came}; import all its releases again, or restore both files."
        )
    records = csv.DictReader(io.StringIO(raw.decode()))
    breakdown = set(records.fieldnames or []) - set(writing.COLUMNS)
    name = breakdown.pop() if breakdown else ""
    return [Row(**{**dict.fromkeys(Row._fields, ""), "breakdown": record.pop(name, ""), **record})
            for record in records]  # fmt: skip
