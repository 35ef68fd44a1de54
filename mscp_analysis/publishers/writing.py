"""Put tables and their descriptions in place: all of them whole, or none."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from mscp_analysis.publishers import populations, rules
from mscp_analysis.publishers.tidy import Row

COLUMNS = {
    "release": "Release that the number was read from",
    "period": "Reporting year (2023-24) or mid-year (mid-2023)",
    "area_code": "ONS code of the area",
    "measure": "What was counted; see measures",
    "value": "The number as printed, without thousands separators; empty where there is none",
    "marker": "Why there is no number; empty where there is one",
}
ENUM = ["c", "x", "z", "u", "k", "low"]


def text_of(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as text: comma-separated, UTF-8, lines that end with a line feed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def table_of(rows: Iterable[Row], breakdown: str) -> bytes:
    """A table of figures in the order of its rows' measure, release, period and area."""
    header = ["release", "period", "area_code", *([breakdown] if breakdown else []), "measure"]
    lines = (
        [row.release, row.period, row.area_code, *([row.breakdown] if breakdown else []),
         row.measure, row.value, row.marker]
        for row in sorted(rows)
    )  # fmt: skip
    return text_of([*header, "value", "marker"], lines)


def described(
    name: str, rows: Sequence[Row], breakdown: str, sources: list[dict[str, Any]]
) -> dict[str, Any]:
    """The description of a table of figures, but for its hash."""
    table = rules.tables()[name]
    columns = list(COLUMNS)
    columns[3:3] = [breakdown] if breakdown else []
    fields = [_field(column) for column in columns]
    measures = {key: {"polarity": None, **value} for key, value in table["measures"].items()}
    bases = populations.bases(rows)
    if any(row.measure == "population" for row in rows):
        measures["population"] = {"polarity": None, **rules.population_measure()}
    return {
        "name": name,
        "title": table["title"],
        "schema": {"fields": fields, "primaryKey": columns[: columns.index("value")]},
        "sources": sources,
        "measures": measures,
        **({"population_basis": bases, "notes": populations.notes(rows)} if bases else {}),
    }


def _field(column: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column, "type": "number" if column == "value" else "string"}
    field["description"] = COLUMNS.get(column, "Factor; empty for the measure without one")
    if column == "marker":
        field["constraints"] = {"enum": ["", *ENUM]}
    return field


def description_of(described: Mapping[str, Any], table: bytes) -> bytes:
    """A Frictionless Data Resource as text, with licence and hash."""
    name = described["name"]
    resource = {
        "name": name.replace("_", "-"),
        "profile": "tabular-data-resource",
        "path": f"{name}.csv",
        "title": described["title"],
        "encoding": "utf-8",
        "hash": f"sha256:{hashlib.sha256(table).hexdigest()}",
        "licenses": [rules.licence()],
        **{key: value for key, value in described.items() if key not in {"name", "title"}},
    }
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(resource, Dumper=dumper, sort_keys=False, allow_unicode=True, width=96,
                     default_flow_style=None)  # fmt: skip
    return f"# Written by `mscp import`; not to be edited by hand.\n{text}".encode()


def put(files: Mapping[Path, bytes | Path]) -> None:
    """Write files so that either all are new or all are as before.

    Each is first written beside its place and forced to disk; only then are they moved, and
    moved back if one of the moves fails.

    Parameters
    ----------
    files : mapping of Path to bytes or Path
        Contents by place, or a file on the same disk that is moved there; what is moved has a
        place of its own, named by its hash. A file that holds its contents already is not
        touched.

    Raises
    ------
    OSError
        If the disk is full or may not be written; the files are as before.
    """
    moved = {path: new for path, new in files.items() if isinstance(new, Path)}
    texts = {path: new for path, new in files.items() if isinstance(new, bytes)}
    changed = {path: new for path, new in texts.items() if _bytes(path) != new}
    before = {path: _bytes(path) for path in changed}
    before |= {path: None for path in moved if not path.exists()}
    with contextlib.ExitStack() as temporary:
        staged = {path: moved[path] for path in moved if path in before}
        staged |= {
            path: temporary.enter_context(_staged(path, new)) for path, new in changed.items()
        }
        try:
            for path, place in staged.items():
                os.replace(place, path)
        except BaseException:
            for path, old in before.items():
                if old is None:
                    path.unlink(missing_ok=True)
                elif _bytes(path) != old:
                    path.write_bytes(old)
            raise


def differ(files: Mapping[Path, bytes | Path]) -> bool:
    """Whether any of the files is not held as it is."""
    return any(isinstance(new, Path) or _bytes(path) != new for path, new in files.items())


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


@contextlib.contextmanager
def _staged(path: Path, content: bytes) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
