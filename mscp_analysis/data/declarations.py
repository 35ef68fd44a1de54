"""What the descriptions of a partnership's tables must say of how its counts hang together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from mscp_analysis.disclosure import Table
from mscp_analysis.disclosure.tables import own_totals

_KEYS = {"settings", "protected", "published", "sums", "counts", "part_of"}


def check_keys(where: object, rule: Mapping[str, Any]) -> None:
    """Refuse a key that nothing would heed: a mistyped ``sums`` protects nothing.

    Raises
    ------
    ValueError
        Naming the description and the key.

    Examples
    --------
    >>> check_keys("contacts.resource.yaml", {"settings": "partnership", "counts": "contacts"})
    """
    for key in rule:
        if key not in _KEYS:
            raise ValueError(
                f"{where}, key disclosure: {key!r} is none of {', '.join(sorted(_KEYS))}."
            )


def check_unit(where: object, measure: str, unit: str) -> None:
    """Refuse percentages and rates among the counts: beside its base each gives a count back.

    Raises
    ------
    ValueError
        Naming the description and the measure.

    Examples
    --------
    >>> check_unit("contacts.resource.yaml", "count", "contacts")
    """
    if unit.strip().startswith("%") or unit.strip().lower().startswith("per"):
        raise ValueError(
            f"{where}: the measure {measure!r} is in {unit!r}, and a count that is withheld could "
            "be worked back from it; keep the counts alone and compute it in the chapter."
        )


def check_sums(
    tables: Sequence[Table], about: Iterable[Mapping[str, Any]], others: Sequence[Table] = ()
) -> None:
    """Refuse tables of which a reader would see sums that their descriptions do not declare.

    Parameters
    ----------
    tables : sequence of Table
        The counts of a year.
    about : iterable of mapping
        Their descriptions.
    others : sequence of Table
        What earlier reports showed.

    Raises
    ------
    ValueError
        If a declared total is printed nowhere, a label is the sum of all the others of its
        column and not declared, or two tables have one total and do not say if it is the same.
    """
    rules = {said["name"]: said["disclosure"] for said in about}
    for table in tables:
        declared = rules[_file(table)].get("sums", {})
        for column in table.labels:
            held = (
                declared.get(column) in table.texts[column]
                if (isinstance(declared.get(column), str))
                else column in declared
            )
            if not held:
                _refuse_undeclared(table, column)
        _refuse_absent_total(table, [*(t for t in tables if t is not table), *others])
    _refuse_same_totals(tables, {name for name, rule in rules.items() if "counts" in rule})


def _file(table: Table) -> str:
    return table.name.split(".", 1)[0]


def _refuse_absent_total(table: Table, others: Sequence[Table]) -> None:
    keys = table.keys()
    for column, total in own_totals(table.sums):
        if total in table.texts.get(column, [total]):
            continue
        elsewhere = set().union(*(t.keys() for t in others if t.counts == table.counts))
        wholes = {
            (measure, tuple(pair for pair in labels if pair[0] != column))
            for measure, labels in keys
        }
        if not wholes & elsewhere:
            raise ValueError(
                f"table {table.name!r}: sums says that {total!r} is the total of the column "
                f"{column!r}, but no row holds it, nor does another table of {table.counts}; "
                "correct the label, or leave the column out of sums."
            )


def _refuse_undeclared(table: Table, column: str) -> None:
    labels, wide = _side_by_side(table, column)
    if len(labels) < 2 or not wide.any():
        return
    for label, values in zip(labels, wide.T, strict=True):
        if (2 * values == wide.sum(axis=1)).all():
            raise ValueError(
                f"table {table.name!r}, column {column!r}: {label!r} is the sum of all the others "
                f"wherever they are given; declare sums: {{{column}: {label}}}, or, if it is so "
                f"by chance, sums: {{{column}: null}}."
            )


def _side_by_side(table: Table, column: str) -> tuple[list[str], np.ndarray]:
    """The labels of a column, and the counts of each beside the others' where all are given."""
    labels = sorted({*table.texts[column]})
    others = [texts for name, texts in table.texts.items() if name != column]
    groups = [*zip(*others, strict=True)] if others else [()] * len(table.rows)
    rows = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    places = {label: number for number, label in enumerate(labels)}
    wide = np.full((len(rows), len(labels)), np.nan)
    wide[[rows[group] for group in groups], [places[label] for label in table.texts[column]]] = (
        table.figures
    )
    return labels, wide[~np.isnan(wide).any(axis=1)]


def _refuse_same_totals(tables: Sequence[Table], said: set[str]) -> None:
    totals = [(table, _grand_totals(table)) for table in tables]
    for number, (first, of_first) in enumerate(totals):
        for second, of_second in totals[:number]:
            one_file = _file(first) == _file(second)
            both = sorted(set(of_first) & set(of_second))
            same = [of_first[p] == of_second[p] > 0 for p in both]
            if first.counts == second.counts or one_file or not same or not all(same):
                continue
            if not {_file(first), _file(second)} <= said:
                raise ValueError(
                    f"tables {second.name!r} and {first.name!r} have the same total in "
                    f"{both[-1]}: say under disclosure of both what they count (counts: NAME), "
                    "the same name if they count the same."
                )


def _grand_totals(table: Table) -> dict[str, float]:
    """The total of each period, whether it is printed or added up; none with gaps."""
    top = np.ones(len(table.rows), dtype=bool)
    for column, total in table.sums.items():
        if column != "period" and column in table.texts:
            top[top] = _tops(np.array(table.texts[column], dtype=object)[top], total)
    period = np.array(table.texts["period"], dtype=object)[top]
    found = {str(name): float(table.figures[top][period == name].sum()) for name in {*period}}
    return {name: total for name, total in found.items() if not np.isnan(total)}


def _tops(labels: np.ndarray, total: str | Mapping[str, Sequence[str]]) -> np.ndarray:
    if isinstance(total, str):
        return labels == total if (labels == total).any() else np.ones(len(labels), dtype=bool)
    return ~np.isin(labels, [child for children in total.values() for child in children])
