"""The tables of figures: what releases bring, beside what is held of others."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from mscp_analysis.areas import Register
from mscp_analysis.publishers import education, populations, rules, statistics, writing
from mscp_analysis.publishers.differences import Difference, difference
from mscp_analysis.publishers.faults import Faults
from mscp_analysis.publishers.recognising import Found
from mscp_analysis.publishers.reference import Files, twice
from mscp_analysis.publishers.tidy import Row

RATE = "per 10,000 children"


@dataclass
class Contents:
    """Rows of one table and the files that they were read from."""

    rows: list[Row] = field(default_factory=list)
    sources: list[dict[str, Any]] = field(default_factory=list)

    def add(self, found: Found, release: str, rows: Sequence[Row]) -> None:
        """Add what one file brings."""
        measures = list(dict.fromkeys(row.measure for row in rows))
        said = rules.source(release, found.sheet.file, found.sheet.sha256)
        self.sources.append({**said, "measures": measures})
        self.rows += rows


def gather(
    found: Iterable[Found], register: Register, stated: Mapping[str, str], faults: Faults
) -> tuple[dict[str, Contents], dict[str, str]]:
    """Everything that the files bring, by table, and the release of each file.

    A file that cannot be read to its end, and a second one of the same layout and release, is
    left out and put among the faults.
    """
    tables = {name: Contents() for name in rules.tables()}
    seen: dict[str, Path] = {}
    releases: dict[str, str] = {}
    for each in found:
        brought: dict[str, list[Row]] = {}
        with faults.collected():
            release, brought = _tidied(each, register, stated.get(each.path.name))
        if not brought:
            continue
        key = f"{each.kind} of {release}"
        if key in seen:
            faults.errors.append(twice(key, each.path, seen[key]))
            continue
        seen[key], releases[str(each.path)] = each.path, release
        for table, rows in brought.items():
            tables[table].add(each, release, rows)
    return tables, releases


def _tidied(
    found: Found, register: Register, stated: str | None
) -> tuple[str, dict[str, list[Row]]]:
    if found.kind == "estimates":
        rows = statistics.tidy(found.sheet, register, stated)
        return rows[0].release, {"population": rows}
    if found.kind not in rules.layouts():
        return "", {}
    layout = rules.layouts()[found.kind]
    release = education.release_of(found.sheet, layout, stated)
    return release, education.tidy(found.sheet, layout, release, register)


def merged(name: str, new: Contents, published: Path) -> Contents:
    """What is new in a table, and what it held of other releases.

    Raises
    ------
    ValueError
        If the held table is not the one that its description describes.
    """
    brought = {(each["release"], measure) for each in new.sources for measure in each["measures"]}
    kept: list[dict[str, Any]] = []
    path = published / f"{name}.resource.yaml"
    held = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {"sources": []}
    for said in held["sources"]:
        stands = {(said["release"], measure) for measure in said["measures"]}
        if said["measures"] != ["population"] and not stands <= brought:
            kept.append(said)
    # A table that is replaced wholly need not be sound.
    old = _held(published / f"{name}.csv", held["hash"]) if kept else []
    rows = [r for r in old if r.measure != "population" and (r.release, r.measure) not in brought]
    order = list(rules.releases())
    sources = sorted(
        [*new.sources, *kept], key=lambda said: (order.index(said["release"]), said["file"])
    )
    return Contents([*new.rows, *rows], sources)


def changes(name: str, new: Contents, published: Path, areas: Register) -> Difference:
    """What the newest release of a table that is imported says other than what was held.

    Parameters
    ----------
    name : str
        The table.
    new : Contents
        What is imported of it.
    published : Path
        Folder of the tables.
    areas : Register
        The areas, to name them.

    Returns
    -------
    Difference
    """
    path, order = published / f"{name}.csv", list(rules.releases())
    release = max((row.release for row in new.rows), key=order.index)
    old = [row for row in _rows(path.read_bytes()) if row.measure != "population"] if (
        path.exists()) else []  # fmt: skip
    earlier = [row.release for row in old if order.index(row.release) <= order.index(release)]
    against = max(earlier, key=order.index, default="")
    brought = [row for row in new.rows if row.release == release]
    found = difference(
        _frame(brought),
        _frame(row for row in old if row.release == against) if against else None,
        {row.period for row in old},
        against,
        areas,
    )
    marked = Counter(row.marker for row in brought if row.marker)
    return replace(found, marked=tuple(marked.most_common()))


def _frame(rows: Iterable[Row]) -> pd.DataFrame:
    cells = [(row.period, row.area_code, row.breakdown, row.measure, row.value or row.marker)
             for row in rows]  # fmt: skip
    return pd.DataFrame(cells, columns=["period", "area_code", "breakdown", "measure", "text"])


def files(name: str, contents: Contents, population: Contents) -> Files:
    """A table and its description, with the populations behind its rates if it has rates."""
    rows, sources = contents.rows, contents.sources
    if any(about["unit"] == RATE for about in rules.tables()[name]["measures"].values()):
        used = {line[-1] for line in populations.bases(rows)}
        rows = rows + populations.behind(rows, population.rows)
        sources = sources + [
            {**said, "measures": ["population"]}
            for said in population.sources
            if said["release"] in used
        ]
    layouts = [each for each in rules.layouts().values() if each["table"] == name]
    breakdown = next((each["breakdown"] for each in layouts if "breakdown" in each), "")
    table = writing.table_of(rows, breakdown)
    about = writing.described(name, rows, breakdown, sources)
    return {f"{name}.csv": table, f"{name}.resource.yaml": writing.description_of(about, table)}


def _held(path: Path, expected: str) -> list[Row]:
    raw = path.read_bytes()
    came = f"sha256:{hashlib.sha256(raw).hexdigest()}"
    if came != expected:
        raise ValueError(
            f"{path} is not the table that its description describes: expected {expected}, "
            f"came {came}; import all its releases again, or restore both files."
        )
    return _rows(raw)


def _rows(raw: bytes) -> list[Row]:
    records = csv.DictReader(io.StringIO(raw.decode()))
    extra = [column for column in records.fieldnames or [] if column not in writing.COLUMNS]
    return [
        Row(
            record["measure"], record["release"], record["period"], record["area_code"],
            record[extra[0]] if extra else "", record["value"], record["marker"],
        )
        for record in records
    ]  # fmt: skip
