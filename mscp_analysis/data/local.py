"""What a partnership counts itself: never read without being protected."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from mscp_analysis import areas, disclosure, schemas
from mscp_analysis.data.collection import Measures
from mscp_analysis.data.counts import RULE, counts, described, descriptions, read, read_once
from mscp_analysis.data.declarations import check_sums
from mscp_analysis.data.editions import Edition, withheld_again, withheld_before
from mscp_analysis.disclosure import Decision, Table
from mscp_analysis.disclosure.tables import Key, named, sharing_totals
from mscp_analysis.measures import Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.sources import Source

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
    cells : frozenset of Key
        Every cell that is counted, so that one which is not shown is not taken for nought.

    Examples
    --------
    >>> local("Kent", "2023-24") is None  # no partnership of it is held
    True
    """

    tables: Mapping[str, Measures]
    decision: Decision
    sums: Mapping[str, Mapping[str, Any]]
    cells: frozenset[Key] = frozenset()

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

    Examples
    --------
    >>> local("Medway", "2023-24") is None  # it keeps no tables of counts of its own
    True
    """
    place, label = areas.find(area), ReportingYear.parse(year).label
    partnership = areas.partnership_of(place)
    folder = partnership / label if partnership is not None else None
    if folder is None or not any(described(folder)):
        return None
    return _held(folder, place, label, _stamps(folder.parent))


def _stamps(partnership: Path) -> tuple[tuple[str, int], ...]:
    """When each file that bears on its counts was written last."""
    other = {
        f"{name}.csv" for name, about in schemas.descriptions().items() if not about.of_children
    }
    files = [
        f"{folder}{os.sep}{name}"
        for folder, _, names in os.walk(partnership)
        for name in names
        if name.endswith((".csv", ".yaml")) and name not in other
    ]
    return tuple(sorted((file, os.stat(file).st_mtime_ns) for file in files))


@lru_cache(maxsize=8)
def _held(
    folder: Path, place: areas.Area, label: str, _stamps: tuple[tuple[str, int], ...]
) -> Local:
    about = descriptions(folder)
    rule = disclosure.settings(_rule(folder, about.values()))
    with read_once():
        return _put_together(folder, place, about, rule)


def _put_together(
    folder: Path,
    place: areas.Area,
    about: Mapping[Path, Mapping[str, Any]],
    rule: disclosure.Settings,
) -> Local:
    tables = read(folder, place)
    if all("protected" in said["disclosure"] for said in about.values()):
        protected, decision = {table.name: table for table in tables}, _decided(tables, rule)
    else:
        editions = _editions(folder, place)
        before = [table for edition in editions for table in edition.shown]
        check_sums(tables, [*about.values()], before)
        protected, decision = _protected(folder, tables, rule, editions)
    found = {
        said["name"]: Measures(said["name"], said["title"], _measures(said, place, protected), None)
        for said in about.values()
    }
    sums: dict[str, dict[str, Any]] = {}
    for table in tables:
        sums.setdefault(table.counts, {}).update(table.sums)
    cells = frozenset().union(*map(Table.keys, tables))
    return Local(found, decision, sums, cells)


def _editions(folder: Path, place: areas.Area) -> list[Edition]:
    """What reports of earlier years told and withheld, the newest first."""
    found = []
    for year in sorted((path for path in folder.parent.iterdir() if path.is_dir()), reverse=True):
        held = local(place, year.name) if year < folder and any(described(year)) else None
        if held is not None:
            tables = sharing_totals(read(year, place))
            shown = [_shown(table, held, year.name) for table in tables]
            found.append(Edition(year.name, tables, tuple(shown), held.decision))
    return found


def _shown(table: Table, held: Local, label: str) -> Table:
    name, measure = table.name.split(".", 1)
    rows = held[name][measure].rows.drop(columns=["release", "as_of"])
    return replace(table, name=f"{table.name} of {label}", rows=rows, displays=(), part_of="")


def _rule(folder: Path, about: Iterable[Mapping[str, Any]]) -> str:
    """The one rule that the tables of a year follow, whether to be protected or protected."""
    named = {(key, said["disclosure"][key]) for said in about for key in RULE
             if key in said["disclosure"]}  # fmt: skip
    if len(named) > 1:
        told = ", ".join(sorted(f"{key}: {rule}" for key, rule in named))
        raise ValueError(
            f"{folder}: the tables name the rules {told}; tables that are protected together "
            "follow one rule."
        )
    return str(named.pop()[1])


def _protected(
    folder: Path, tables: list[Table], rule: disclosure.Settings, editions: list[Edition]
) -> tuple[dict[str, Table], Decision]:
    known = [table for edition in editions for table in edition.shown]
    tables = [*sharing_totals(tables, known)]
    withheld = {key for edition in editions for key in edition.decision.keys}
    carried = [withheld_again(table, withheld, rule.symbol) for table in tables]
    there = {key for keys in map(Table.keys, tables) for key in keys}
    unprinted = [*withheld_before(editions, there)]
    protected, decision = disclosure.protect([*carried, *unprinted], rule, known)
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


def _measures(
    about: Mapping[str, Any], place: areas.Area, protected: Mapping[str, Table]
) -> dict[str, Measure]:
    said = about["sources"][0]
    # One a year, so that a figure among those of other years cites its own.
    release = f"local-{about['name']}-{said['published']}"
    source = Source(said["publisher"], said["title"], release, str(said["published"]))
    found = {}
    # A measure that the file holds no row of is not there; whoever asks for it is told so.
    held = {
        name: meaning
        for name, meaning in about["measures"].items()
        if f"{about['name']}.{name}" in protected
    }
    for name, meaning in held.items():
        rows = protected[f"{about['name']}.{name}"].rows.assign(
            release=release, as_of=source.published
        )
        found[name] = Measure(
            rows=rows.astype({"value": float, "marker": "str"}),
            name=counts(about, name),
            sources=(source,),
            **{key: meaning.get(key) for key in _KEPT},
        )
    return found
