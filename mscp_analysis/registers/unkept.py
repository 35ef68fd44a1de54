"""What is wrong with promises: lost while open, late, without owner or day, done without proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from mscp_analysis.periods import in_words
from mscp_analysis.registers import over_time
from mscp_analysis.registers.matching import is_open, names, without
from mscp_analysis.registers.opening import Registers
from mscp_analysis.registers.register import Register
from mscp_analysis.severities import Finding, found

_ASKED = {"reason": "why", "due": "when it will come", "owner": "from whom"}
"""What is to be said of a register that is late, by its columns."""


def findings(own: Registers) -> tuple[Finding, ...]:
    """What is wrong with the promises of a year, in every register of things still to be done.

    Parameters
    ----------
    own : Registers
        The registers of the year.

    Returns
    -------
    tuple of Finding
        ``open_lost``: open in the last year's log and gone from this one; ``overdue``;
        ``no_owner`` and ``no_date``: still to be done without either; ``date_moved``: due on
        another day than the last log said; ``done_without_evidence``; ``done_without_day``;
        ``answered_without_place``: nobody can find the answer; ``late_unsaid``: a register that
        is late without a reason, a day or an owner.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> found = findings(registers.open("Exampleshire", "2023-24"))
    >>> print(next(each.sentence for each in found if each.key == "open_lost"))
    Commitments, C-2022-2: in progress in 2022-23, and gone from the register of 2023-24.
    """
    kept = [own[name] for name in own if own[name].description.open]
    found = [each for register in kept for each in _findings(register)]
    return (*found, *_late(own["returns"]))


def _late(returns: Register) -> Iterator[Finding]:
    """Registers that are to come, of which it is not said why, when or from whom."""
    for row in returns.where(state="late").rows.to_dict("records"):
        lacks = [words for column, words in _ASKED.items() if not row[column]]
        if lacks:
            words = f"late, and {' and '.join(lacks)} is not said"
            yield _finding(returns, row["register"], "late_unsaid", words)


def _findings(register: Register) -> Iterator[Finding]:
    last = register.of_year(register.year.previous())
    lost = over_time.still_open(without(last, register))
    for name, row in zip(names(lost), lost.rows.to_dict("records"), strict=True):
        words = f"{row['status']} in {last.year}, and gone from the register of {register.year}"
        yield _finding(register, name, "open_lost", words)
    left = over_time.still_open(last)
    before = dict(zip(names(left), left.rows.to_dict("records"), strict=True))
    for place, (name, row) in enumerate(
        zip(names(register), register.rows.to_dict("records"), strict=True)
    ):
        for key, words in _faults(register, row, before.get(name, {}).get("due")):
            yield _finding(register, name, key, words)
        told = "done" in row and (row["done"] is not None or register.markers["done"].iloc[place])
        if "done" in row and row.get("status") == "done" and not told:
            yield _finding(register, name, "done_without_day", "said to be done, and not when")


def _faults(
    register: Register, row: dict[str, Any], was_due: date | None
) -> Iterator[tuple[str, str]]:
    """Key and words of each thing that is wrong with a row."""
    columns, day = register.description.columns, over_time.drawn_up(register)
    due = row.get("due")
    if due is not None and was_due is not None and due != was_due:
        yield (
            "date_moved",
            f"due on {in_words(was_due)} in the last log, and on {in_words(due)} now",
        )
    if not is_open(row, register):
        if row.get("status") == "done" and "evidence" in columns and not row["evidence"]:
            yield "done_without_evidence", "said to be done, and nothing shows it"
        if row.get("status") == "answered" and not row.get("answered_in"):
            yield "answered_without_place", "said to be answered, and not where"
        return
    if "due" in columns and due is None:
        yield "no_date", "still to be done, and no day is set"
    if "owner" in columns and not row["owner"]:
        yield "no_owner", "still to be done, and nobody answers for it"
    if due is not None and due < day:
        late = (day - due).days
        yield "overdue", f"due on {in_words(due)}, {late} days before {in_words(day)}, and not done"


def _finding(register: Register, name: str, key: str, words: str) -> Finding:
    about = register.description
    return found("promises", key, f"{about.name} {name}", "", f"{about.title}, {name}: {words}.")
