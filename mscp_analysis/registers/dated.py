"""Rows of a year that tell of another: a reader is told which, and of when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column, Description, listed

HAPPENED = (
    *("date", "from", "to", "done", "sent", "acted_on", "returned", "first_day"),
    *("published", "counted"),
)
"""Columns that say when something happened, and not when it is due or was planned."""

WRITTEN = ("%d %B %Y", "%B %Y", "%Y-%m-%d", "%Y-%m")
"""How a day or month may be written in a column of words."""

HISTORIES = {"agencies", "arrangements", "groups", "inspections", "reviews", "scrutineers", "sites"}
"""Registers that hold earlier years by their nature: only what they tell of later is named."""

FOLLOW_UPS = {"documents", "presentations", "requests", "section_11"}
"""Registers of what is always dated outside the year, and whose own tables show each date."""

OUT = Column("out", title="Published", meaning="When it came out, in words")

_LIST = Description(
    name="dated",
    title="What is told here and happened outside the year",
    subject="what happened outside the year",
    row="one row of a register that is dated outside the year",
    unit="rows",
    feeds=("10.4",),
    columns={
        "what": Column("what", title="What"),
        "step": Column("step", title="Which date"),
        "register": Column("register", title="Where it is told"),
        "when": Column("when", "date", title="Date, or the first day that it may have been"),
        "side": Column("side", title="Before or after the year"),
    },
    key=("register", "what", "step", "when"),
)


def outside(own: Mapping[str, Register]) -> Register:
    """Every dated row of the year's registers that lies before or after the year.

    A yearly report tells of one year; what happened before or after it is named as such. Only
    rows that give a day or a month can be found so.

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
    kept = {name: each for name, each in kept.items() if each.description.feeds}
    found = [row for register in kept.values() for row in _rows(register)]
    any_of_them = own["returns"]
    return listed(any_of_them, _LIST, found, absence="")


def published(documents: Register) -> Register:
    """The documents that rows are taken from, with when each came out, in words.

    Parameters
    ----------
    documents : Register
        The register ``documents``.

    Returns
    -------
    Register
        With the column ``out``: the day or, where the document gives none, ``not before`` it.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> found = published(registers.open("Medway", "2023-24")["documents"]).rows
    >>> found.set_index("id").loc["scrutiny-2022-23", "out"]
    'not before 23 November 2023'
    """
    said = [documents.documents[name].published_in_words for name in documents.rows["id"]]
    words = pd.Series(said, index=documents.rows.index, dtype=object)
    return with_columns(documents, documents.rows.assign(out=words), OUT)


def _rows(register: Register) -> list[dict[str, Any]]:
    known = register.description.columns
    dates = [name for name in known if name in HAPPENED and name in register.rows]
    first = next((key for key in register.description.key if known[key].type != "year"), "")
    found = [
        (row, name, _day(row[name])) for row in register.rows.to_dict("records") for name in dates
    ]
    return [
        {
            "what": _what(row, first, register),
            "step": known[name].heading,
            "register": register.description.title,
            "when": day,
            "side": "before" if day < register.year.start else "after",
            "document": row.get("document", ""),
            "page": row.get("page", ""),
        }
        for row, name, day in found
        if day is not None and _is_strange(day, register)
    ]


def _day(cell: Any) -> date | None:
    """A day, or the first of a month that is written in words; None of anything else."""
    if isinstance(cell, date) or not isinstance(cell, str):
        return cell if isinstance(cell, date) else None
    for form in WRITTEN:
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            continue
    return None


def _what(row: Mapping[str, Any], first: str, register: Register) -> str:
    words = str(row.get(first, "") or "")
    return words or register.description.row


def _is_strange(day: date, register: Register) -> bool:
    before = day < register.year.start and register.description.name not in HISTORIES
    return before or day > register.year.end
