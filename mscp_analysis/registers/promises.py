"""What was promised or asked in earlier reports, counted by how each of it stands in this one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mscp_analysis.measures import Fact
from mscp_analysis.registers import over_time
from mscp_analysis.registers.answered import (
    AGAIN,
    BARE,
    CLOSED,
    GONE,
    LATE,
    LEFT,
    MOVED,
    SILENT,
    SPOKEN,
    answered_for,
)
from mscp_analysis.registers.register import Register
from mscp_analysis.registers.unkept import findings

__all__ = ["AGAIN", "GONE", "MOVED", "again", "answered_for", "findings", "left",
           "longest_overdue", "of_this_report", "oldest", "overdue", "tally"]  # fmt: skip

_CLOSED = {
    "done": (CLOSED, "closed"),
    "late": (LATE, "closed late"),
    "bare": (BARE, "closed with nothing to show"),
    "part": (["in progress"], "in progress"),
    "over": (["given up"], "given up"),
}
_LEFT = {
    "spoken": (SPOKEN, "open and spoken of"),
    "silent": (SILENT, "nothing said"),
    "gone": ([GONE], "gone from the log"),
}


def tally(register: Register) -> dict[str, Fact]:
    """How many of these are closed, late, without evidence or place, in hand, or given up.

    Parameters
    ----------
    register : Register
        As ``answered_for`` gives it.

    Returns
    -------
    dict of str to Fact
        ``n``, ``done``, and of these ``late`` and ``bare`` (nothing shows it, or where it stands);
        ``part`` and ``over`` (given up): parts of a sentence; without a value where there is
        nothing to answer for.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> told = tally(answered_for(registers.open("Exampleshire", "2024-25").commitments))
    >>> {name: fact.shown for name, fact in told.items()}
    {'n': '5', 'done': '3', 'late': '2', 'bare': '0', 'part': '1', 'over': '1'}
    """
    return register.if_any({"n": register.count(_title(register)), **_each(register, _CLOSED)})


def left(register: Register) -> dict[str, Fact]:
    """How many of these are open with a word on it, passed over in silence, or gone from the log.

    Parameters
    ----------
    register : Register
        As ``answered_for`` gives it.

    Returns
    -------
    dict of str to Fact
        ``spoken``, ``silent`` and ``gone``; without a value where there is none of any.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> told = left(answered_for(registers.open("Exampleshire", "2023-24").commitments))
    >>> {name: fact.shown for name, fact in told.items()}
    {'spoken': '1', 'silent': '0', 'gone': '2'}
    """
    return register.if_any(_each(register, _LEFT), of=register.where(stands=list(LEFT)))


def of_this_report(register: Register) -> dict[str, Fact]:
    """How many requests were made of the report of the year itself, answered, and asked before.

    Parameters
    ----------
    register : Register
        ``requests``, of the year that reports.

    Returns
    -------
    dict of str to Fact
        ``n``, ``answered`` and ``again``: parts of a sentence.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> told = of_this_report(registers.open("Medway", "2023-24").requests)
    >>> {name: fact.shown for name, fact in told.items()}
    {'n': '5', 'answered': '3', 'again': '1'}
    """
    own = over_time.fresh(register)
    return {
        "n": own.count("Requests made of the report of the year"),
        "answered": own.where(status="answered").count("Of these answered"),
        "again": over_time.filled(own, "repeats").count("Of these asked before"),
    }


def again(register: Register) -> Fact:
    """How many of these were asked again, as ``answered_for`` gives them."""
    return over_time.filled(register, "again").count("Of these asked again")


def overdue(register: Register) -> Fact:
    """How many of these are not closed and past their day, as ``answered_for`` gives them."""
    return over_time.filled(_not_closed(register), "late").count("Of these overdue")


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


def _title(register: Register) -> str:
    return f"{register.description.title} of earlier reports"


def _each(register: Register, wanted: Mapping[str, tuple[Sequence[str], str]]) -> dict[str, Fact]:
    """How many stand in one of some ways, by a short name, each with what is said of it."""
    return {
        name: register.where(stands=list(ways)).count(f"{_title(register)}, {words}")
        for name, (ways, words) in wanted.items()
    }


def _not_closed(register: Register) -> Register:
    return register.where(stands=["in progress", *LEFT]) if len(register) else register


def _most(register: Register, column: str, title: str) -> Fact:
    some = _not_closed(register)
    told = some.rows[column].dropna() if len(some) else some.rows.get(column)
    if told is None or not len(told):
        unit = register.description.known[column].unit
        return replace(register.missing(title, "z"), unit=unit)
    return some.with_rows(some.rows.loc[[told.idxmax()]]).total(column, title)
