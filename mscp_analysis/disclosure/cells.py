"""Linked tables as one system: every cell once, and every relation between cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import scipy

from mscp_analysis.disclosure.checks import at
from mscp_analysis.disclosure.settings import Settings
from mscp_analysis.disclosure.sums import Sum, sums_of
from mscp_analysis.disclosure.tables import WITHHELD, Key, Relation, Table, named


@dataclass(frozen=True)
class Cells:
    """Every cell of some linked tables, and all that is published about them.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a cell, indexed by key: ``value`` (missing if unknown), ``low`` and ``high``
        (what is printed of it, with rounding; missing if nothing), ``known_low`` and
        ``known_high`` (the same of what others printed), ``hidden`` (its symbol is printed),
        ``fixed`` (cannot be withheld), ``exempt`` (the rule passes it), ``printed``,
        ``whole``, ``output`` (a figure computed from cells, no count), ``sum`` (it is the sum
        of other cells).
    relations : tuple of Relation
        All of them, sums included.
    """

    frame: pd.DataFrame
    relations: tuple[Relation, ...]

    def matrix(self) -> tuple[scipy.sparse.csr_array, np.ndarray, np.ndarray]:
        """The relations as ``low <= matrix @ cells <= high``."""
        place = {key: number for number, key in enumerate(self.frame.index)}
        row, column, weight = [], [], []
        for number, relation in enumerate(self.relations):
            for key, coefficient in relation.coefficients.items():
                row.append(number)
                column.append(place[key])
                weight.append(float(coefficient))
        shape = (len(self.relations), len(place))
        matrix = scipy.sparse.csr_array((weight, (row, column)), shape=shape)
        low = np.array([relation.low for relation in self.relations], dtype=float)
        high = np.array([relation.high for relation in self.relations], dtype=float)
        return matrix, low, high


def collect(
    tables: Sequence[Table],
    settings: Settings,
    known: Sequence[Table] = (),
    relations: Iterable[Relation] = (),
    *,
    contradicting: bool = False,
) -> Cells:
    """Put linked tables together.

    Parameters
    ----------
    tables : sequence of Table
        What is to be published, or was.
    settings : Settings
        For rounding, exemption and the symbol.
    known : sequence of Table
        What others have published already and nobody can withhold.
    relations : iterable of Relation
        Whatever else is published and bounds a sum of cells.
    contradicting : bool
        Whether figures may contradict each other, as editions do; what lies between them
        then stays possible.

    Returns
    -------
    Cells

    Raises
    ------
    ValueError
        If parts do not add up to their total, or a cell has two values in the tables.
    """
    pieces = [_rows(table, settings, known=False) for table in tables]
    pieces += [_rows(table, settings, known=True) for table in known]
    frame = _merged(pd.concat(pieces), contradicting) if pieces else _rows_of([])
    sums = [found for table in (*tables, *known) for found in sums_of(table)]
    told = list(relations)
    extra = [*sums, *(_as_cell(relation) for relation in told)]
    outputs = [relation for relation in told if relation.withholdable]
    frame = pd.concat([frame, _outputs(outputs)]) if outputs else frame
    frame = _with_free_cells(frame, extra)
    frame["sum"] = frame.index.isin([next(iter(relation.coefficients)) for relation in sums])
    return Cells(frame, tuple(_fitting(extra, frame, () if contradicting else tables)))


def _rows(table: Table, settings: Settings, *, known: bool) -> pd.DataFrame:
    value, marker = table.figures, table.markers
    hidden = np.isin(marker.astype(str), [settings.symbol, WITHHELD])
    value = np.where(marker == "z", 0.0, value)
    exact = bool(table.displays) or not table.printed
    margin = np.where(settings.rounds(table.rows) & (not exact), (settings.base or 0) / 2, 0.0)
    middle = np.where(margin > 0, settings.rounded(np.nan_to_num(value)), value)
    shown = ~np.isnan(value) & ~hidden & table.printed
    low = np.where(shown, np.maximum(middle - margin, 0), np.nan)
    high = np.where(shown, middle + margin, np.nan)
    nothing = np.full(len(value), np.nan)
    exempt = settings.exempts(table.rows)
    return _rows_of(
        table.keys(),
        value=value,
        low=nothing if known else low,
        high=nothing if known else high,
        known_low=low if known else nothing,
        known_high=high if known else nothing,
        hidden=hidden & table.printed & (not known),
        fixed=exempt | (value == 0) | known,
        exempt=exempt,
        printed=table.printed and not known,
        whole=table.whole,
        known=known,
        table=table.name,
    )


_NOTHING = {
    **dict.fromkeys(["value", "low", "high", "known_low", "known_high"], np.nan),
    **{"hidden": False, "fixed": True, "exempt": False, "printed": False},
    **{"whole": True, "known": False, "output": False, "table": ""},
}


def _rows_of(keys: Sequence[Key], **columns: object) -> pd.DataFrame:
    index = pd.Index(_objects(keys), dtype=object, tupleize_cols=False)
    return pd.DataFrame({**_NOTHING, **columns}, index=index)


def _objects(keys: Sequence[Key]) -> np.ndarray:
    held = np.empty(len(keys), dtype=object)
    held[:] = keys
    return held


def _merged(rows: pd.DataFrame, contradicting: bool) -> pd.DataFrame:
    """One row a cell; where editions differ, all that any of them printed stays possible."""
    again = rows.index.duplicated(keep=False)
    if not again.any():
        return rows
    merged = [_one(key, found, contradicting) for key, found in _groups(rows[again])]
    columns = {name: [row[name] for row in merged] for name in _NOTHING}
    together = _rows_of([row["key"] for row in merged], **columns)
    return pd.concat([rows[~again], together]) if (~again).any() else together


def _groups(rows: pd.DataFrame) -> Iterator[tuple[Key, pd.DataFrame]]:
    places: dict[Key, list[int]] = {}
    for number, key in enumerate(rows.index):
        places.setdefault(key, []).append(number)
    for key, found in places.items():
        yield key, rows.iloc[found]


def _one(key: Key, rows: pd.DataFrame, contradicting: bool) -> dict[str, Any]:
    own = rows[~rows["known"]]
    told = own["value"].dropna()
    if not contradicting and (told != told.min()).any():
        raise ValueError(
            f"Tables {' and '.join(map(repr, own['table']))} share the cell {named(key)}, but "
            f"say {told.iloc[0]:g} and {told.iloc[-1]:g}; a cell must have one value."
        )
    value = rows["value"].dropna()
    kept = rows.iloc[0].to_dict() | {name: bool(rows[name].any()) for name in _ANY}
    # What editions print differs by revisions: whatever lies between them stays possible.
    known = [*rows["known_low"].dropna(), *rows["known_high"].dropna()]
    known += list(told) if known else []
    low, high = rows["low"].max(), rows["high"].min()
    return kept | {
        "key": key,
        "value": value.iloc[0] if len(value) else np.nan,
        "low": rows["low"].min() if low > high else low,
        "high": rows["high"].max() if low > high else high,
        "known_low": min(known, default=np.nan),
        "known_high": max(known, default=np.nan),
        "known": bool(rows["known"].all()),
    }


_ANY = ["hidden", "fixed", "exempt", "printed", "whole"]


def output(relation: Relation) -> Key:
    """The cell that stands for a figure that may be left out."""
    return "published", (("figure", relation.why),)


def _as_cell(relation: Relation) -> Relation:
    """A figure that may be left out becomes a cell: the sum less that cell is nothing."""
    if not relation.withholdable:
        return relation
    return Relation({**relation.coefficients, output(relation): -1.0}, 0.0, 0.0, relation.why)


def _outputs(relations: Sequence[Relation]) -> pd.DataFrame:
    low = np.array([relation.low for relation in relations])
    high = np.array([relation.high for relation in relations])
    keys = [output(relation) for relation in relations]
    parts = {"low": low, "high": high, "fixed": False, "printed": True, "whole": False}
    return _rows_of(keys, **parts, output=True)


def _with_free_cells(frame: pd.DataFrame, relations: Sequence[Relation]) -> pd.DataFrame:
    """Cells that relations speak of and no table holds: what is left over of a known whole."""
    there = set(frame.index)
    fresh = [key for found in relations for key in found.coefficients if key not in there]
    if not fresh:
        return frame.copy()
    value = dict(zip(frame.index, frame["value"], strict=True))
    implied = dict.fromkeys(fresh, np.nan)
    for relation in relations:
        unknown = [key for key in relation.coefficients if np.isnan(implied.get(key, 0.0))]
        if len(unknown) == 1 and relation.low == relation.high:
            rest = {key: w for key, w in relation.coefficients.items() if key != unknown[0]}
            found = relation.low - sum(weight * value[key] for key, weight in rest.items())
            implied[unknown[0]] = value[unknown[0]] = found / relation.coefficients[unknown[0]]
    money = {key[0] for key in frame.index[~frame["whole"]]}
    whole = [key[0] not in money for key in implied]
    held = _rows_of(list(implied), value=np.array(list(implied.values())), whole=whole)
    return pd.concat([frame, held])


def _fitting(
    relations: Iterable[Relation], frame: pd.DataFrame, tables: Sequence[Table]
) -> Iterator[Relation]:
    """The relations, widened where editions differ so that the true figures fit them."""
    value = dict(zip(frame.index, frame["value"], strict=True))
    wide = (frame[["high", "known_high"]].max(axis=1) - frame[["low", "known_low"]].min(axis=1)) / 2
    slack = dict(zip(frame.index, wide.fillna(0), strict=True))
    own = set(frame.index[~frame["known"]])
    for relation in relations:
        keys = relation.coefficients
        found = sum(weight * value[key] for key, weight in keys.items())
        spare = sum(abs(weight) * slack[key] for key, weight in keys.items())
        if np.isnan(found) or relation.low - spare <= found <= relation.high + spare:
            yield relation
        elif tables and isinstance(relation, Sum) and own.issuperset(keys):
            raise ValueError(_not_adding_up(relation, value, tables))
        else:
            yield Relation(keys, min(relation.low, found), max(relation.high, found), relation.why)


def _not_adding_up(relation: Sum, value: dict[Key, float], tables: Sequence[Table]) -> str:
    whole, *parts = relation.coefficients
    table = next(table for table in tables if table.name == relation.table)
    keys = table.keys()
    elsewhere = f"table {table.name!r} ({named(whole)}, printed in another table)"
    where = at(table, keys.index(whole)) if whole in keys else elsewhere
    return (
        f"{where}: the total is {value[whole]:g} but its parts add up to "
        f"{sum(value[part] for part in parts):g}; correct one of them, or leave the column out "
        "of sums."
    )
