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
    """Every sum that a table's totals state, and what is left of each whole.

    A total that the table declares but does not hold is a cell all the same: another table, or
    another publisher, may print it.
    """
    columns, keys = table.labels, table.keys()
    told = [table.texts[name] for name in columns]
    cells = dict(zip(zip(*told, strict=True) if told else [()] * len(keys), keys, strict=True))
    for column, total in table.sums.items():
        if column in columns:
            yield from _of_column(table, column, total, cells)
    if table.part_of:
        for part, of in zip(keys, table.keys(table.part_of), strict=True):
            rest = (f"{table.part_of} less {table.counts}", part[1])
            yield Relation({of: 1, part: -1, rest: -1}, 0, 0, f"{table.name}: part of the whole")


def _of_column(
    table: Table,
    column: str,
    total: str | Mapping[str, Sequence[str]],
    cells: dict[tuple[str, ...], Key],
) -> Iterator[Relation]:
    place = table.labels.index(column)
    groups: dict[tuple[str, ...], dict[str, Key]] = {}
    for labels, key in cells.items():
        groups.setdefault(labels[:place] + labels[place + 1 :], {})[labels[place]] = key
    for others, held in groups.items():
        if isinstance(total, str) and total not in held:
            held[total] = _with_label(next(iter(held.values())), column)
            # It is a part itself of what the totals of further columns add up to.
            cells[(*others[:place], total, *others[place:])] = held[total]
        yield from _of_group(table, column, total, held)


def _of_group(
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


def _with_label(key: Key, column: str, label: str = "") -> Key:
    """The same cell at another label of a column; at its total if none is given."""
    labels = {name: value for name, value in key[1] if name != column}
    labels |= {column: str(label)} if label else {}
    return key[0], tuple(sorted(labels.items()))
