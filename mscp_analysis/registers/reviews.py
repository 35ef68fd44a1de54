"""Case reviews: when each was due, how long it took, and what came of its lessons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear, in_words
from mscp_analysis.registers import working_days
from mscp_analysis.registers.actions import graded
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column

RAPID = "rapid review"
OTHER = (
    "local child safeguarding practice review",
    "learning lessons review",
    "serious case review",
)
"""Kinds of review that are not done in working days."""

CHAIN = (
    *("review", "recommendation", "action", "owner", "due", "done"),
    *("state", "late", "evidence", "effect", "note"),
)
"""From recommendation to effect: the columns that tell what became of each."""

IN_TIME = ("yes", "no", "not due yet", "not known")

_TIMED = (
    Column("due", "date", title="Due on", meaning="When it was to be done"),
    Column("days", "count", title="Working days taken", unit="working days"),
    Column("in_time", choices=IN_TIME, title="In time"),
)


def timed(register: Register) -> Register:
    """The reviews with the day on which each was due and the working days that it took.

    A rapid review is due 15 working days after the day on which the Child Safeguarding Practice
    Review Panel was notified, without weekends and England's bank holidays. A review of which
    either date is missing is known to be neither in time nor late.

    Parameters
    ----------
    register : Register
        The register ``reviews``, or some of it.

    Returns
    -------
    Register
        With ``due``, ``days`` and ``in_time`` (``yes``, ``no``, ``not due yet``,
        ``not known``); ``published`` in words.

    References
    ----------
    HM Government, Working Together to Safeguard Children 2023: 15 working days.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> rapid = timed(registers.open("Medway", "2023-24").reviews.where(type="rapid review"))
    >>> rapid.where(in_time="not known").count().shown
    '3'
    """
    drawn_up = date.fromisoformat(register.own.published)
    lost = [bool(marker) for marker in register.markers["done"]]
    each = [
        _timed(row, is_lost, drawn_up)
        for row, is_lost in zip(register.rows.to_dict("records"), lost, strict=True)
    ]
    found = pd.DataFrame(each, columns=["due", "days", "in_time"], index=register.rows.index)
    rows = register.rows.assign(
        due=found["due"].astype(object).where(found["due"].notna(), None),
        days=found["days"].astype(float),
        in_time=found["in_time"],
        published=[_moment(said) for said in register.rows["published"]],
    )
    return with_columns(register, rows, *_TIMED)


def _timed(row: dict[str, Any], lost: bool, drawn_up: date) -> tuple[date | None, int | None, str]:
    notified, due, done = row["notified"], row["due"], row["done"]
    if due is None and notified is not None and row["type"] == RAPID:
        due = working_days.after(notified, working_days.RAPID_REVIEW)
    days = working_days.between(notified, done) if notified and done else None
    if due is None or lost:
        return due, days, "not known"
    if done is None:
        return due, days, "no" if due < drawn_up else "not due yet"
    return due, days, "yes" if done <= due else "no"


def _moment(published: str) -> str:
    """``2023-09`` as ``September 2023``; words that are no date as they are."""
    try:
        if len(published) == 7:
            return f"{date.fromisoformat(published + '-01'):%B %Y}"
        return in_words(date.fromisoformat(published))
    except ValueError:
        return published


def rapid(register: Register) -> Register:
    """The rapid reviews, timed.

    Parameters
    ----------
    register : Register
        The register ``reviews``.

    Returns
    -------
    Register
        As ``timed`` gives it; absent where the register tells only of what the board before the
        partnership commissioned, which says nothing of rapid reviews.
    """
    chosen = timed(register.where(type=RAPID))
    if not _of_board_only(register):
        return chosen
    why = f"For {register.year.label} only reviews by the board are recorded"
    return replace(chosen, absence=f"{why}; nothing is known of rapid reviews.")


def rapid_over_years(register: Register) -> Measure:
    """How many rapid reviews each year had of which the register tells.

    Parameters
    ----------
    register : Register
        The register ``reviews``.

    Returns
    -------
    Measure
        See ``Register.over_years``.

    Examples
    --------
    By the printed report: 2 in 2021-22, none in 2022-23 and 3 in 2023-24.

    >>> from mscp_analysis import registers
    >>> held = registers.open("Medway", "2023-24").reviews
    >>> rapid_over_years(held).rows["value"].tolist()
    [2.0, 0.0, 3.0]
    """
    found = register.where(type=RAPID).over_years()
    years = map(ReportingYear.parse, found.rows["period"])
    told = [place for place, year in enumerate(years) if not _of_board_only(register.of_year(year))]
    return found.with_rows(
        found.rows.iloc[told], title="Rapid reviews", absence=rapid(register).absence
    )


def _of_board_only(register: Register) -> bool:
    return bool(len(register)) and set(register.rows["era"]) == {"Board"}


@dataclass(frozen=True)
class Timeliness:
    """How many reviews were in time, and of how many that can be told.

    Parameters
    ----------
    number : Fact
        All reviews.
    kept : Fact
        Those done by the day on which they were due.
    known : Fact
        Those of which it is known whether they were, reviews that are overdue included.
    unknown, waiting : Fact
        Those without dates, and those that are not due yet.
    """

    number: Fact
    kept: Fact
    known: Fact
    unknown: Fact
    waiting: Fact


def timeliness(register: Register) -> Timeliness:
    """Count the reviews that ``timed`` has looked at.

    Parameters
    ----------
    register : Register
        As ``timed`` gives it.

    Returns
    -------
    Timeliness
    """
    chosen = ("yes", ["yes", "no"], "not known", "not due yet")
    counts = [register.where(in_time=each).count() for each in chosen]
    return Timeliness(register.count(), *counts)


def chain(register: Register) -> Register:
    """Each action that follows from a review, how it stands, and whether its effect is told.

    Parameters
    ----------
    register : Register
        The register ``recommendations``.

    Returns
    -------
    Register
        As ``actions.graded`` gives it, with ``effect_told``: ``yes`` or ``no``.
    """
    stands = graded(register)
    told = ["yes" if effect else "no" for effect in stands.rows["effect"]]
    column = Column("effect_told", "yes_no", choices=("yes", "no"), title="Effect told")
    return with_columns(stands, stands.rows.assign(effect_told=told), column)
