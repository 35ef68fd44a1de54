"""How each promise or request of earlier reports stands by the log of this one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers import over_time
from mscp_analysis.registers.matching import is_open, names, without
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column

AGAIN, GONE, MOVED = "answered when asked again", "gone from the log", "open, moved to another day"
SILENT = ("nothing said", "no answer on record")
_DONE = ("done", "answered")
_ENDS = ("", ", late", ", without evidence", ", late and without evidence",
         ", place not said", ", late and place not said")  # fmt: skip
LATE = tuple(f"{word}{end}" for word in _DONE for end in _ENDS if "late" in end)
BARE = tuple(f"{word}{end}" for word in _DONE for end in _ENDS if "evid" in end or "place" in end)
CLOSED = (*(f"{word}{end}" for word in _DONE for end in _ENDS), AGAIN, "declined")
SPOKEN = ("open", MOVED)
"""Still open, and not passed over in silence."""
LEFT = (*SPOKEN, *SILENT, GONE)
STANDS = (*CLOSED, "in progress", "given up", *LEFT)
"""How a promise or a request of an earlier report may stand."""

_COLUMNS = (
    Column("stands", choices=STANDS, title="How it stands"),
    Column("late", "count", title="Days late", unit="days"),
    Column("years", "count", title="Years carried", unit="years"),
    Column("again", title="Asked again as"),
    Column("was_due", "date", title="Due by the last log"),
)


def answered_for(register: Register) -> Register:
    """What earlier reports promised or were asked, and how each of it stands.

    These are the rows of this year's register that were raised earlier and, matched by their
    key, those of the last year's that this year's has no longer. A row that had been closed by
    then stands as it was closed; one that was open is *gone from the log*. A request that was
    asked again, and answered then, stands with that answer.

    Parameters
    ----------
    register : Register
        ``commitments`` or ``requests``, of the year that reports.

    Returns
    -------
    Register
        Those of the last report first, with ``stands``, ``late`` (days from its day until it was
        closed or, of what is not, until the day of ``over_time.drawn_up``), ``years`` (since it
        was raised), ``again`` (what asks the same again) and ``was_due`` (the day that the last
        log set, where that was another).

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> asked = answered_for(registers.open("Medway", "2023-24").requests)
    >>> told = asked.rows[["id", "stands", "again"]].to_numpy()
    >>> [*told[2]]
    ['R-2023-3', 'answered when asked again', 'R-2024-3']
    """
    here, last = over_time.carried(register), _of_last(register)
    missing = without(last, register)
    rows = pd.concat([here.rows, missing.rows], ignore_index=True)
    marks = pd.concat([here.markers, missing.markers], ignore_index=True)
    if not len(rows):
        return replace(_stood(register, register.rows.iloc[:0], 0), absence=_why_none(register))
    both = replace(register, rows=rows.fillna({"document": "", "page": ""}), markers=marks)
    found = _stood(both, _answered_again(both, both.rows), len(here))
    rows = found.rows.sort_values(["raised", "id"], ascending=[False, True], kind="stable")
    return replace(found.with_rows(rows), absence="")


def _of_last(register: Register) -> Register:
    """What the last report promised or was asked, or had open from before."""
    last = register.of_year(register.year.previous())
    told = {*names(over_time.fresh(last)), *names(over_time.still_open(last))}
    return last.only(name in told for name in names(last))


def _why_none(register: Register) -> str:
    before = register.year.previous()
    if register.absence or not register.of_year(before).absence:
        return register.absence
    what = register.description.title.lower()
    return f"No {what} of the report of {before} are on record, so this one has none to answer."


def _stood(register: Register, rows: pd.DataFrame, held: int) -> Register:
    """Rows with how they stand; those behind the first ``held`` are of the last year's log."""
    day, repeats = over_time.drawn_up(register), _repeats(register)
    before = _days_before(register)
    each = [
        (
            _word(row, register, place < held, before.get(row["id"])),
            _late(row, register, day),
            float(register.year.start.year - ReportingYear.parse(row["raised"]).start.year),
            repeats.get(row["id"], {}).get("id", ""),
            before[row["id"]] if _moved(row, before.get(row["id"])) else None,
        )
        for place, row in enumerate(rows.to_dict("records"))
    ]
    found = pd.DataFrame(each, columns=[c.name for c in _COLUMNS], index=rows.index)
    found = found.astype({"late": "float64", "years": "float64"})
    kept = with_columns(register, rows.assign(**found), *_COLUMNS)
    blank = kept.rows["late"].isna().map({True: "z", False: ""})
    # Where some are late, the others have no days to tell, which is no gap in the register.
    marks = blank if not (blank == "z").all() else ""
    return replace(kept, markers=kept.markers.assign(late=marks))


def _word(row: dict[str, Any], register: Register, held: bool, was_due: date | None) -> str:
    status = str(row["status"])
    if is_open(row, register):
        if row.get("answered_again"):
            return AGAIN
        if not held:
            return GONE
        told = row.get("evidence") or row.get("answer")
        silent = SILENT["evidence" not in row]
        here = MOVED if _moved(row, was_due) else "open" if told else silent
        return here if status == "open" else status
    return "given up" if status == "not done" else _closed(row, register, status)


def _closed(row: dict[str, Any], register: Register, status: str) -> str:
    """``done, late and without evidence``: what is to be said of a thing that is closed."""
    lacks = {
        "done": ("evidence", "without evidence"),
        "answered": ("answered_in", "place not said"),
    }
    column, words = lacks.get(status, ("", ""))
    late = [word for word in ["late"] if status in lacks and _late(row, register, None) > 0]
    bare = [words] if column and column in row and not row[column] else []
    told = " and ".join([*late, *bare])
    return f"{status}, {told}" if told else status


def _moved(row: dict[str, Any], was_due: date | None) -> bool:
    due = row.get("due")
    return bool(due is not None and was_due is not None and due != was_due)


def _days_before(register: Register) -> dict[str, date | None]:
    """The day that the last log set for what was still open in it."""
    last = over_time.still_open(register.of_year(register.year.previous()))
    return dict(zip(last.rows["id"], last.rows["due"], strict=True)) if len(last) else {}


def _repeats(register: Register) -> dict[str, dict[str, Any]]:
    """By what was asked, the row that asks it again."""
    asked = register.earlier(register.year).rows.to_dict("records")
    return {row["repeats"]: row for row in asked if row.get("repeats")}


def _answered_again(register: Register, rows: pd.DataFrame) -> pd.DataFrame:
    """Open requests with the answer that was given when they were asked again."""
    repeats, now = _repeats(register), rows.assign(answered_again="")
    for index, row in rows.iterrows():
        other, seen = repeats.get(row["id"]), {row["id"]}
        while other is not None and not other.get("answer") and other["id"] not in seen:
            seen.add(other["id"])
            other = repeats.get(other["id"])
        told = other is not None and other.get("answer") and other["status"] == "answered"
        if other is not None and told and is_open(row.to_dict(), register):
            now.loc[index, ["answer", "answered_in"]] = [other["answer"], other["answered_in"]]
            now.loc[index, "answered_again"] = other["id"]
    return now


def _late(row: dict[str, Any], register: Register, day: date | None) -> float:
    """Days from its day until it was closed or, where it is open, until a day."""
    due = row.get("due")
    closed = None if is_open(row, register) else row.get("done") or row.get("answered_on")
    end = day if is_open(row, register) and not row.get("answered_again") else closed
    return float((end - due).days) if due and end and due < end else float("nan")
