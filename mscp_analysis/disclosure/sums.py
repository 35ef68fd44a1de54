"""How the cells of a table add up, as relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mscp_analysis.disclosure.tables import Key, Relation, Table


@dataclass(frozen=True)
class Sum(Relation):
    """A total less its parts is nothing, in one table."""

    table: str = ""


def sums_of(table: Table) -> Iterator[Relation]:
    """Every sum that a table's totals state, and what is left of each whole."""
    keys = table.keys()
    for column, total in table.sums.items():
        others = [name for name in table.labels if name != column]
        labels = table.rows[column].astype(str).to_numpy()
        groups: dict[tuple[str, ...], dict[str, Key]] = {}
        told = [table.rows[name].astype(str) for name in others]
        for number, group in enumerate(zip(*told, strict=True) if told else [()] * len(keys)):
            groups.setdefault(group, {})[labels[number]] = keys[number]
        for held in groups.values():
            yield from _of_column(table, column, total, held)
    if table.part_of:
        for part, of in zip(keys, table.keys(table.part_of), strict=True):
            rest = (f"{table.part_of} less {table.counts}", part[1])
            yield Relation({of: 1, part: -1, rest: -1}, 0, 0, f"{table.name}: part of the whole")


def _of_column(
    table: Table, column: str, total: str | Mapping[str, Sequence[str]], held: dict[str, Key]
) -> Iterator[Relation]:
    if isinstance(total, str):
        total = {total: [label for label in held if label != total]}
    anchor = next(iter(held.values()))
    for parent, children in total.items():
        if parent in held and children:
            parts = {held.get(c) or _with_label(anchor, column, c): -1.0 for c in children}
            why = f"{table.name}: {column} {parent} is the sum of its parts"
            yield Sum({held[parent]: 1.0} | parts, 0.0, 0.0, why, table=table.name)


def _with_label(key: Key, column: str, label: str) -> Key:
    labels = {name: value for name, value in key[1] if name != column} | {column: str(label)}
    return key[0], tuple(sorted(labels.items()))
