"""What was promised or asked in the last report, and how each of it stands in this one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from mscp_analysis.measures import Fact
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers import over_time
from mscp_analysis.registers.matching import is_open, names, without
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.registers.unkept import findings
from mscp_analysis.schemas import Column

__all__ = ["GONE", "again", "answered_for", "findings", "longest_overdue",
           "oldest", "overdue", "tally"]  # fmt: skip

GONE = "gone from the log unanswered"
SILENT = ("nothing said", "open", "no answer yet", GONE)
CLOSED = ("done", "done, without evidence", "answered", "declined")
STANDS = (*CLOSED, "in progress", "not done", *SILENT)
"""How a promise or a request of an earlier report may stand."""

_COLUMNS = (
    Column("stands", choices=STANDS, title="How it stands"),
    Column("late", "count", title="Days overdue", unit="days"),
    Column("years", "count", title="Years carried", unit="years"),
    Column("again", title="Asked again as"),
)


def answered_for(register: Register) -> Register:
    """What earlier reports promised or were asked, and how each of it stands.

    These are the rows of this year's register that were raised earlier and, matched by their
    key, those of the last year's that this year's has no longer. A row that had been closed by
    then stands as it was closed; one that was open is *gone from the log unanswered*.

    Parameters
    ----------
    register : Register
        ``commitments`` or ``requests``, of the year that reports.

    Returns
    -------
    Register
        Those of the last report first, with ``stands``, ``late`` (days since it was due, of
        what is not closed, at the day of ``over_time.drawn_up``), ``years`` (since it was
        raised) and ``again`` (what asks the same again).

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> asked = answered_for(registers.open("Medway", "2023-24").requests)
    >>> len(asked), sorted(set(asked.rows["stands"])), asked.rows["again"].max()
    (6, ['no answer yet'], 'R-2024-3')
    """
    here, last = over_time.carried(register), _of_last(register)
    missing = without(last, register)
    rows = pd.concat([here.rows, missing.rows], ignore_index=True)
    marks = pd.concat([here.markers, missing.markers], ignore_index=True)
    if not len(rows):
        return replace(_stood(register, register.rows.iloc[:0], 0), absence=_why_none(register))
    both = replace(register, rows=rows.fillna({"document": "", "page": ""}), markers=marks)
    found = _stood(both, both.rows, len(here))
    rows = found.rows.sort_values(["raised", "id"], ascending=[False, True], kind="stable")
    return replace(found.with_rows(rows), absence="")


def tally(register: Register) -> dict[str, Fact]:
    """How many of these are closed, in hand, given up, or without a word.

    Parameters
    ----------
    register : Register
        As ``answered_for`` gives it.

    Returns
    -------
    dict of str to Fact
        ``n``, ``done``, ``part``, ``over`` (not done, and given up) and ``silent``: parts of a
        sentence; without a value where there is nothing to answer for.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> told = tally(answered_for(registers.open("Exampleshire", "2024-25").commitments))
    >>> {name: fact.shown for name, fact in told.items()}
    {'n': '5', 'done': '3', 'part': '1', 'over': '1', 'silent': '0'}
    """
    if not len(register) and not register.absence:
        none = register.missing(f"{register.description.title} of earlier reports", "z")
        return dict.fromkeys(("n", "done", "part", "over", "silent"), none)
    return {
        "n": register.count(f"{register.description.title} of earlier reports"),
        "done": register.where(stands=list(CLOSED)).count("Of these closed"),
        "part": register.where(stands="in progress").count("Of these in progress"),
        "over": register.where(stands="not done").count("Of these given up"),
        "silent": register.where(stands=list(SILENT)).count("Of these without a word"),
    }


def again(register: Register) -> Fact:
    """How many of these were asked again, as ``answered_for`` gives them."""
    return over_time.filled(register, "again").count("Of these asked again")


def overdue(register: Register) -> Fact:
    """How many of these are not closed and past their day, as ``answered_for`` gives them."""
    return over_time.filled(register, "late").count("Of these overdue")


def oldest(register: Register) -> Fact:
    """How many years ago the oldest that is not closed was raised.

    Parameters
    ----------
    register : Register
        As ``answered_for`` gives it.

    Returns
    -------
    Fact
        In years; not applicable where everything is closed.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> oldest(answered_for(registers.open("Exampleshire", "2024-25").requests)).shown
    '3'
    """
    return _most(register, "years", "Oldest that is not closed")


def longest_overdue(register: Register) -> Fact:
    """How many days ago that was due which is longest overdue; not applicable if none is."""
    return _most(register, "late", "Longest overdue")


def _of_last(register: Register) -> Register:
    """What the last report promised or was asked, or had open from before."""
    last = register.of_year(register.year.previous())
    told = {*names(over_time.fresh(last)), *names(over_time.still_open(last))}
    keep = [name in told for name in names(last)]
    return last.with_rows(last.rows[pd.Series(keep, index=last.rows.index, dtype=bool)])


def _why_none(register: Register) -> str:
    before = register.year.previous()
    if register.absence or not register.of_year(before).absence:
        return register.absence
    what = register.description.title.lower()
    return f"No {what} of the report of {before} are on record, so this one has none to answer."


def _stood(register: Register, rows: pd.DataFrame, held: int) -> Register:
    """Rows with how they stand; those behind the first ``held`` are of the last year's log."""
    day, repeats = over_time.drawn_up(register), _repeats(register)
    each = [
        (
            _word(row, register, place < held),
            _late(row, day) if is_open(row, register) else float("nan"),
            float(register.year.start.year - ReportingYear.parse(row["raised"]).start.year),
            repeats.get(row["id"], ""),
        )
        for place, row in enumerate(rows.to_dict("records"))
    ]
    found = pd.DataFrame(each, columns=[c.name for c in _COLUMNS], index=rows.index)
    kept = with_columns(register, rows.assign(**found), *_COLUMNS)
    blank = kept.rows["late"].isna().map({True: "z", False: ""})
    # Where some are overdue, the others have no days to tell, which is no gap in the register.
    marks = blank if not (blank == "z").all() else ""
    return replace(kept, markers=kept.markers.assign(late=marks))


def _word(row: dict[str, Any], register: Register, held: bool) -> str:
    status = str(row["status"])
    if not held and is_open(row, register):
        return GONE
    if "evidence" not in row:
        return "no answer yet" if status == "open" else status
    if not row["evidence"]:
        silent = {"open": "nothing said", "done": "done, without evidence"}
        return silent.get(status, status)
    return status


def _repeats(register: Register) -> dict[str, str]:
    """By what was asked, what asks it again."""
    asked = register.earlier(register.year).rows.to_dict("records")
    return {row["repeats"]: row["id"] for row in asked if row.get("repeats")}


def _late(row: dict[str, Any], day: date) -> float:
    due = row.get("due")
    return float((day - due).days) if due is not None and due < day else float("nan")


def _most(register: Register, column: str, title: str) -> Fact:
    left = register.where(stands=["in progress", *SILENT]) if len(register) else register
    told = left.rows[column].dropna() if len(left) else left.rows.get(column)
    if told is None or not len(told):
        unit = register.description.known[column].unit
        return replace(register.missing(title, "z"), unit=unit)
    return left.with_rows(left.rows.loc[[told.idxmax()]]).total(column, title)
