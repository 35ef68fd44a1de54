"""What a partnership counts itself: never read without being protected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from mscp_analysis import areas, disclosure
from mscp_analysis.data.collection import Measures
from mscp_analysis.disclosure import Decision, Table
from mscp_analysis.disclosure.tables import named
from mscp_analysis.measures import Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.sources import Source

ENDING = ".resource.yaml"
_RULE = ("settings", "protected")
_KEPT = ("title", "unit", "decimals", "timing", "polarity", "definition")


@dataclass(frozen=True)
class Local(Mapping[str, Measures]):
    """The tables of a partnership for a year, protected together.

    Parameters
    ----------
    tables : mapping of str to Measures
        By the name of the table.
    decision : Decision
        Which cells are withheld, and why; one for all the tables, so that none gives back
        what another withholds.
    sums : mapping of str to mapping
        How the labels of each measure add up, for whoever attacks the report.
    """

    tables: Mapping[str, Measures]
    decision: Decision
    sums: Mapping[str, Mapping[str, Any]]

    def __getitem__(self, name: str) -> Measures:
        if name not in self.tables:
            held = ", ".join(self.tables) or "none"
            raise LookupError(f"The partnership keeps no table {name!r} for this year: {held}.")
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)


def local(area: str | areas.Area, year: str | ReportingYear) -> Local | None:
    """The partnership's own counts of a year, with small ones withheld.

    All its tables of the year are protected at once, against each other and against what its
    report of the year before published. Nothing reads them in any other way.

    Parameters
    ----------
    area : str or Area
        Name or code of the partnership's area.
    year : str or ReportingYear
        The reporting year.

    Returns
    -------
    Local or None
        None where no partnership of the area keeps a table for the year.

    Raises
    ------
    ValueError
        If a table does not say by which rule it is protected, a column or a measure's
        meaning is missing, totals do not add up, two tables follow different rules, or a
        withheld cell could be worked back from what cannot be withheld any more.
    """
    place, label = areas.find(area), ReportingYear.parse(year).label
    partnership = areas.partnership_of(place)
    folder = partnership / label if partnership is not None else None
    if folder is None or not any(described(folder)):
        return None
    files = [file for file in folder.parent.rglob("*") if file.is_file()]
    stamps = tuple(sorted((str(file), file.stat().st_mtime_ns) for file in files))
    return _held(folder, place, label, stamps)


@lru_cache(maxsize=8)
def _held(
    folder: Path, place: areas.Area, label: str, _stamps: tuple[tuple[str, int], ...]
) -> Local:
    about = {path: yaml.safe_load(path.read_text("utf-8")) for path in described(folder)}
    rule = disclosure.settings(_rule(folder, about.values()))
    tables = [table for path, said in about.items() for table in _tables(path, said, place)]
    if all("protected" in said["disclosure"] for said in about.values()):
        protected, decision = {table.name: table for table in tables}, _decided(tables, rule)
    else:
        protected, decision = _protected(folder, tables, rule, _before(place, label))
    found = {
        said["name"]: Measures(said["name"], said["title"], _measures(said, place, protected), None)
        for said in about.values()
    }
    sums: dict[str, dict[str, Any]] = {}
    for table in tables:
        sums.setdefault(table.counts, {}).update(table.sums)
    return Local(found, decision, sums)


def _rule(folder: Path, about: Iterable[Mapping[str, Any]]) -> str:
    """The one rule that the tables of a year follow, whether to be protected or protected."""
    named = {(key, said["disclosure"][key]) for said in about for key in _RULE
             if key in said["disclosure"]}  # fmt: skip
    if len(named) > 1:
        told = ", ".join(sorted(f"{key}: {rule}" for key, rule in named))
        raise ValueError(
            f"{folder}: the tables name the rules {told}; tables that are protected together "
            "follow one rule."
        )
    return str(named.pop()[1])


def _before(place: areas.Area, label: str) -> list[Local]:
    held = local(place, ReportingYear.parse(label).previous())
    return [] if held is None else [held]


def _protected(
    folder: Path, tables: list[Table], rule: disclosure.Settings, before: list[Local]
) -> tuple[dict[str, Table], Decision]:
    known = [
        Table(name=f"{measure.name} of the year before", measure=measure.name,
              rows=measure.rows.drop(columns=["release", "as_of"]).dropna(subset="value"))
        for year in before for held in year.values() for measure in held.values()
    ]  # fmt: skip
    protected, decision = disclosure.protect(tables, rule, known)
    if len(decision.exposed):
        raise ValueError(
            f"{folder}: {decision.exposed['cell'].iloc[0]} is withheld in vain, since figures "
            "that cannot be withheld any more give it back; leave out one that it is worked from."
        )
    return protected, decision


def _decided(tables: list[Table], rule: disclosure.Settings) -> Decision:
    """What was withheld from tables that were protected before."""
    keys = {
        key
        for table in tables
        for key, marker in zip(table.keys(), table.markers, strict=True)
        if marker in {"c", rule.symbol}
    }
    told = [(measure, labels, named((measure, labels))) for measure, labels in sorted(keys)]
    hidden = pd.DataFrame(told, columns=["measure", "labels", "cell"], dtype=object)
    totals = {(c, t) for table in tables for c, t in table.sums.items() if isinstance(t, str)}
    return Decision(
        settings=rule,
        hidden=hidden.assign(kind="withheld before", why=""),
        exposed=pd.DataFrame(columns=["measure", "labels", "cell", "lowest", "highest"]),
        totals=tuple(sorted(totals)),
    )


def described(folder: Path) -> Iterator[Path]:
    """Descriptions of the tables of counts; figures that were printed already need no rule."""
    for path in sorted(folder.glob(f"*{ENDING}")):
        said = yaml.safe_load(path.read_text("utf-8"))
        rule = said.get("disclosure")
        if not isinstance(rule, dict) or not {*_RULE, "published"} & set(rule):
            raise ValueError(
                f"{path}, key disclosure: expected the settings that protect the table, or "
                f"published: where it stands already; came {rule!r}."
            )
        if {*_RULE} & set(rule):
            yield path


def _tables(path: Path, about: Mapping[str, Any], place: areas.Area) -> Iterator[Table]:
    file = path.with_name(path.name.removesuffix(ENDING) + ".csv")
    rows = pd.read_csv(file, dtype=str, keep_default_na=False)
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
        yield Table(
            name=f"{about['name']}.{name}",
            measure=_counts(about, name),
            rows=own.drop(columns="measure").reset_index(drop=True),
            sums=about["disclosure"].get("sums", {}),
        )


def _counts(about: Mapping[str, Any], measure: str) -> str:
    """What a measure counts: two tables of the same children by other breakdowns name one."""
    return f"{about['disclosure'].get('counts', about['name'])}.{measure}"


def _measures(
    about: Mapping[str, Any], place: areas.Area, protected: Mapping[str, Table]
) -> dict[str, Measure]:
    said = about["sources"][0]
    release = f"local-{about['name']}"
    source = Source(said["publisher"], said["title"], release, str(said["published"]))
    found = {}
    for name, meaning in about["measures"].items():
        rows = protected[f"{about['name']}.{name}"].rows.assign(
            release=release, as_of=source.published
        )
        found[name] = Measure(
            rows=rows.astype({"value": float, "marker": "str"}),
            name=_counts(about, name),
            sources=(source,),
            **{key: meaning.get(key) for key in _KEPT},
        )
    return found
