"""Tables that cannot be meant: refused with the table, the row and what to do."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from mscp_analysis.disclosure.tables import Table


def checked(tables: Iterable[Table]) -> tuple[Table, ...]:
    """The same tables, once each row of each holds a count or says why it has none.

    Raises
    ------
    ValueError
        Naming the table and its first row that is wrong: text among the numbers, a negative
        or fractional or infinite count, a missing one without a marker, a cell twice; or a
        column that ``sums`` or a display names and the table lacks.
    """
    tables = tuple(tables)
    names = [table.name for table in tables]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"Two tables are called {name!r}; give each a name of its own.")
    for table in tables:
        _columns(table)
        _numbers(table)
        _once(table)
    return tables


def at(table: Table, row: int) -> str:
    """A row in words: ``table 'plans', row 3 (period 2023-24, sex Male)``."""
    labels = ", ".join(f"{column} {table.rows[column].iloc[row]}" for column in table.labels)
    return f"table {table.name!r}, row {row}" + (f" ({labels})" if labels else "")


def _columns(table: Table) -> None:
    wanted = ["value", *table.sums, *(display.column for display in table.displays)]
    for column in wanted:
        if column not in table.rows:
            there = ", ".join(map(str, table.rows))
            raise ValueError(
                f"table {table.name!r} has no column {column!r}, only {there}; add it, or do not "
                "name it in sums or displays."
            )


def _numbers(table: Table) -> None:
    given = table.rows["value"]
    if given.dtype == float:
        values, missing = table.figures, np.isnan(table.figures)
    else:
        values = pd.to_numeric(given, errors="coerce").to_numpy(dtype=float)
        missing = given.isna().to_numpy()
    _refuse(table, np.isnan(values) & ~missing, "is not a number; put a marker beside it instead")
    _refuse(table, values < 0, "is negative; a count is 0 or more")
    _refuse(table, np.isinf(values), "is infinite; a count is finite")
    if table.whole:
        fraction = ~missing & (np.nan_to_num(values) % 1 != 0)
        _refuse(table, fraction, "is no whole number; say whole=False if it is no count")
    unsaid = missing & (table.markers == "")
    _refuse(table, unsaid, "has neither a value nor a marker; say why it is missing")


def _refuse(table: Table, wrong: np.ndarray, said: str) -> None:
    if wrong.any():
        row = int(wrong.argmax())
        raise ValueError(f"{at(table, row)}: the value {table.rows['value'].iloc[row]!r} {said}.")


def _once(table: Table) -> None:
    if len(set(zip(*table.texts.values(), strict=True))) == len(table.rows):
        return
    again = table.rows.duplicated(subset=table.labels).to_numpy() if table.labels else None
    if again is None and len(table.rows) > 1:
        again = np.arange(len(table.rows)) > 0
    if again is not None and again.any():
        raise ValueError(f"{at(table, int(again.argmax()))}: the cell is there twice; keep one.")
