"""Rows of a year that tell of another: a reader is told which, and of when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column, Description

HAPPENED = ("date", "from", "done", "sent", "acted_on", "returned", "first_day")
"""Columns that say when something happened, and not when it is due or was planned."""

HISTORIES = {"agencies", "arrangements", "groups", "inspections", "reviews", "scrutineers", "sites"}
"""Registers that hold earlier years by their nature: only what they tell of later is named."""

FOLLOW_UPS = {"presentations", "requests", "section_11"}
"""Registers of what is always dated outside the year, and whose own tables show each date."""

_LIST = Description(
    name="dated",
    title="What is told here and happened outside the year",
    subject="what happened outside the year",
    row="one row of a register that is dated outside the year",
    unit="rows",
    feeds=("10.4",),
    columns={
        "what": Column("what", title="What"),
        "register": Column("register", title="Where it is told"),
        "when": Column("when", "date", title="Date, or the first day that it may have been"),
        "side": Column("side", title="Before or after the year"),
    },
    key=("register", "what", "when"),
)


def outside(own: Mapping[str, Register]) -> Register:
    """Every row of the year's registers whose date lies before or after the year.

    A yearly report tells of one year; what happened before or after it is named as such.

    Parameters
    ----------
    own : mapping of str to Register
        The registers of a year, as ``registers.open`` gives.

    Returns
    -------
    Register
        A row for each: what, in which register, when, and on which side of the year. It is
        never absent: without any register there is no such row.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> len(outside(registers.open("Kent", "2023-24")))
    0
    """
    kept = {name: own[name] for name in own if name not in FOLLOW_UPS}
    found = [row for register in kept.values() for row in _rows(register)]
    any_of_them = own["returns"]
    columns = [*_LIST.columns, "document", "page"]
    rows = pd.DataFrame(found, columns=columns, dtype=object)
    return any_of_them.with_rows(rows, description=_LIST, absence="")


def _rows(register: Register) -> list[dict[str, Any]]:
    dates = [
        name
        for name, about in register.description.columns.items()
        if about.type == "date" and name in HAPPENED and name in register.rows
    ]
    known = register.description.columns
    first = next((key for key in register.description.key if known[key].type != "year"), "")
    return [
        {
            "what": _what(row, first, register),
            "register": register.description.title,
            "when": row[name],
            "side": "before" if row[name] < register.year.start else "after",
            "document": row.get("document", ""),
            "page": row.get("page", ""),
        }
        for row in register.rows.to_dict("records")
        for name in dates
        if isinstance(row[name], date) and _is_strange(row[name], register)
    ]


def _what(row: Mapping[str, Any], first: str, register: Register) -> str:
    words = str(row.get(first, "") or "")
    return words or register.description.row


def _is_strange(day: date, register: Register) -> bool:
    before = day < register.year.start and register.description.name not in HISTORIES
    return before or day > register.year.end
