"""Columns that are worked out from others, described like those that were supplied."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from mscp_analysis.measures import Measure
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column


def with_columns(register: Register, rows: pd.DataFrame, *columns: Column) -> Register:
    """A register with further columns, or with other cells in its own.

    Parameters
    ----------
    register : Register
        The register as it was supplied.
    rows : pandas.DataFrame
        Its rows with the further columns.
    *columns : Column
        What they hold.

    Returns
    -------
    Register

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> paid = registers.open("Medway", "2023-24").contributions
    >>> half = paid.rows.assign(half=paid.rows["amount"] / 2)
    >>> with_columns(paid, half, Column("half", "money", unit="pounds")).total("half").shown
    '105,559'
    """
    known = {**register.description.columns, **{column.name: column for column in columns}}
    return register.with_rows(rows, description=replace(register.description, columns=known))


def crossed(register: Register, row: str, column: str) -> list[Measure]:
    """How many rows there are of each pair of two columns: a measure for each choice of one.

    Parameters
    ----------
    register : Register
        The rows to count.
    row : str
        The column whose values become the breakdown.
    column : str
        A column with choices; each becomes a measure, and a pair that never occurs counts none.

    Returns
    -------
    list of Measure
        In the order in which the description lists the choices, also those that no row holds.

    Raises
    ------
    LookupError
        If the register has no such column, or the column has no choices.
    """
    choices = register.description.known[column].choices
    if not choices:
        raise LookupError(f"{register.title}: the column {column!r} holds no choices to count by.")
    values = sorted(map(str, set(register.rows[row])))
    counted = register.rows.groupby([row, column]).size().to_dict() if len(register) else {}
    about = {"area_code": register.area.code, "period": register.year.label, "marker": ""}
    found = []
    for choice in choices:
        number = [counted.get((value, choice), 0) for value in values]
        rows = pd.DataFrame({row: values, "value": number}).assign(**about)
        title = choice[:1].upper() + choice[1:]
        count = register.where(**{column: choice}).by(row)
        found.append(
            count.with_rows(rows.astype({"value": float}), title=title, sources=register.sources)
        )
    return found
