"""Linked tables as one system: every cell once, and every relation between cells.

Cells are held as arrays, one a column: a small set has a few cells, and a table of pandas would
cost more than all that is reckoned with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

from mscp_analysis.disclosure.checks import at
from mscp_analysis.disclosure.columns import Columns, merged, together
from mscp_analysis.disclosure.settings import Settings
from mscp_analysis.disclosure.sums import Sum, sums_of
from mscp_analysis.disclosure.tables import WITHHELD, Key, Relation, Table, named


@dataclass(frozen=True)
class Cells:
    """Every cell of some linked tables, and all that is published about them.

    Parameters
    ----------
    keys : list of Key
        The n cells.
    columns : mapping of str to numpy.ndarray, shape (n,)
        ``value`` (missing if unknown), ``low`` and ``high`` (what is printed of it, with
        rounding; missing if nothing), ``known_low`` and ``known_high`` (the same of what others
        printed), ``hidden`` (its symbol is printed), ``fixed`` (cannot be withheld), ``exempt``
        (the rule passes it), ``printed``, ``whole``, ``known`` (others printed it, and nobody
        else), ``output`` (a figure computed from cells, no count), ``sum`` (it is the sum of
        other cells).
    relations : tuple of Relation
        All of them, sums included.

    Examples
    --------
    >>> import pandas as pd
    >>> from mscp_analysis.disclosure import settings
    >>> rows = pd.DataFrame({"sex": ["Female", "Male", "Total"], "value": [3, 20, 23]})
    >>> reviews = Table(name="reviews", rows=rows, sums={"sex": "Total"})
    >>> cells = collect([reviews], settings("partnership"))
    >>> cells["value"].tolist(), cells["sum"].tolist()
    ([3.0, 20.0, 23.0], [False, False, True])
    """

    keys: list[Key]
    columns: Mapping[str, np.ndarray]
    relations: tuple[Relation, ...]

    def __getitem__(self, name: str) -> np.ndarray:
        return self.columns[name]

    def matrix(self) -> tuple[scipy.sparse.csr_array, np.ndarray, np.ndarray]:
        """The relations as ``low <= matrix @ cells <= high``."""
        place = {key: number for number, key in enumerate(self.keys)}
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
    pieces = [(table.keys(), _rows(table, settings, known=False)) for table in tables]
    pieces += [(table.keys(), _rows(table, settings, known=True)) for table in known]
    keys, rows = merged(*together(pieces), contradicting)
    sums = [found for table in (*tables, *known) for found in sums_of(table)]
    told = list(relations)
    extra = [*sums, *(_as_cell(relation) for relation in told)]
    outputs = _outputs([relation for relation in told if relation.withholdable])
    keys, rows = together([(keys, rows), outputs])
    keys, rows = together([(keys, rows), _free_cells(keys, rows, extra)])
    totals = {next(iter(relation.coefficients)) for relation in sums}
    rows["sum"] = np.array([key in totals for key in keys], dtype=bool)
    return Cells(keys, rows, tuple(_fitting(extra, keys, rows, () if contradicting else tables)))


def _rows(table: Table, settings: Settings, *, known: bool) -> dict[str, Any]:
    value, marker = table.figures, table.markers
    hidden = (marker == settings.symbol) | (marker == WITHHELD)
    value = np.where(marker == "z", 0.0, value)
    exact = bool(table.displays) or not table.printed
    margin = np.where(settings.rounds(table.rows) & (not exact), (settings.base or 0) / 2, 0.0)
    middle = np.where(margin > 0, settings.rounded(np.nan_to_num(value)), value)
    shown = ~np.isnan(value) & ~hidden & table.printed
    low = np.where(shown, np.maximum(middle - margin, 0), np.nan)
    high = np.where(shown, middle + margin, np.nan)
    exempt = settings.exempts(table.rows)
    return {
        "value": value,
        "known_low" if known else "low": low,
        "known_high" if known else "high": high,
        "hidden": hidden & table.printed & (not known),
        "fixed": exempt | (value == 0) | known,
        "exempt": exempt,
        "printed": table.printed and not known,
        "whole": table.whole,
        "known": known,
        "table": table.name,
    }


def output(relation: Relation) -> Key:
    """The cell that stands for a figure that may be left out."""
    return "published", (("figure", relation.why),)


def _as_cell(relation: Relation) -> Relation:
    """A figure that may be left out becomes a cell: the sum less that cell is nothing."""
    if not relation.withholdable:
        return relation
    return Relation({**relation.coefficients, output(relation): -1.0}, 0.0, 0.0, relation.why)


def _outputs(relations: Sequence[Relation]) -> tuple[list[Key], dict[str, Any]]:
    low = np.array([relation.low for relation in relations])
    high = np.array([relation.high for relation in relations])
    parts = {"low": low, "high": high, "fixed": False, "printed": True, "whole": False}
    return [output(relation) for relation in relations], {**parts, "output": True}


def _free_cells(
    keys: list[Key], rows: Columns, relations: Sequence[Relation]
) -> tuple[list[Key], dict[str, Any]]:
    """Cells that relations speak of and no table holds: what is left over of a known whole."""
    value = dict(zip(keys, rows["value"].tolist(), strict=True))
    fresh = [key for found in relations for key in found.coefficients if key not in value]
    implied = dict.fromkeys(fresh, np.nan)
    for relation in relations if fresh else ():
        unknown = [key for key in relation.coefficients if _is_unknown(implied.get(key, 0.0))]
        if len(unknown) == 1 and relation.low == relation.high:
            rest = {key: w for key, w in relation.coefficients.items() if key != unknown[0]}
            found = relation.low - sum(weight * value[key] for key, weight in rest.items())
            implied[unknown[0]] = value[unknown[0]] = found / relation.coefficients[unknown[0]]
    money = {keys[place][0] for place in np.flatnonzero(~rows["whole"])}
    whole = np.array([key[0] not in money for key in implied], dtype=bool)
    return [*implied], {"value": np.array([*implied.values()], dtype=float), "whole": whole}


def _is_unknown(value: float) -> bool:
    return value != value


def _fitting(
    relations: Iterable[Relation], cells: list[Key], rows: Columns, tables: Sequence[Table]
) -> Iterator[Relation]:
    """The relations, widened where editions differ so that the true figures fit them."""
    value = dict(zip(cells, rows["value"].tolist(), strict=True))
    top, bottom = np.fmax(rows["high"], rows["known_high"]), np.fmin(rows["low"], rows["known_low"])
    slack = dict(zip(cells, np.nan_to_num((top - bottom) / 2).tolist(), strict=True))
    own = {cells[place] for place in np.flatnonzero(~rows["known"])}
    for relation in relations:
        keys = relation.coefficients
        found = sum(weight * value[key] for key, weight in keys.items())
        spare = sum(abs(weight) * slack[key] for key, weight in keys.items())
        if _is_unknown(found) or relation.low - spare <= found <= relation.high + spare:
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
