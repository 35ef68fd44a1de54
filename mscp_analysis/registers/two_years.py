"""What reviews recommended, over two years: what was done, what moved, and what was lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from mscp_analysis.measures import Fact
from mscp_analysis.periods import in_words
from mscp_analysis.registers import over_time
from mscp_analysis.registers.actions import graded, rules
from mscp_analysis.registers.matching import names, without
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column

NEW, GONE = "not in the log yet", "gone from the log"
"""How a recommendation stands that one of the two logs has not."""


def two_years(register: Register) -> Register:
    """Each action in the log of this year or the last, and how it stood at both ends.

    Parameters
    ----------
    register : Register
        ``recommendations``, or ``actions``.

    Returns
    -------
    Register
        With ``before`` and ``now``: its state at the end of the last year and of this, by the
        rules of ``actions``; *not in the log yet* where the last one did not have
        it, and *gone from the log* where it was open and this one has it no longer. A log that
        gives no day on which anything was done is graded on the day on which it stands, and
        ``before`` is blank where no log of the last year is on record.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> found = two_years(registers.open("Exampleshire", "2024-25").recommendations)
    >>> birch = found.rows[found.rows["review"] == "Birch"]
    >>> [*zip(birch["before"], birch["now"])]
    [('overdue', 'done'), ('overdue', 'overdue')]
    """
    last = register.of_year(register.year.previous())
    now, then = (graded(own, day(register)) for own in (register, without(last, register)))
    stood = dict(zip(names(last), graded(last, day(last)).rows["state"], strict=True))
    unfinished = {rule.state for rule in rules() if ("finished", "no") in rule.when}
    ends = [*now.rows["state"], *(GONE if s in unfinished else s for s in then.rows["state"])]
    rows = pd.concat([now.rows, then.rows], ignore_index=True)
    new = "" if last.absence else NEW
    rows = rows.assign(now=ends, before=[stood.get(name, new) for name in names(register, rows)])
    marks = pd.concat([now.markers, then.markers], ignore_index=True).assign(before="", now="")
    # Of what is not overdue there are no days to tell: that is no gap in the register.
    none = rows["late"].isna().map({True: "z", False: ""}) if rows["late"].notna().any() else ""
    why = "" if len(rows) else register.absence
    whole = replace(now, rows=rows, markers=marks.assign(late=none), absence=why)
    states = tuple(rule.state for rule in rules())
    return with_columns(
        whole,
        whole.rows,
        Column("before", title=in_words(day(last)), choices=(*states, NEW)),
        Column("now", title=in_words(day(register)), choices=(*states, GONE)),
    )


def stood(register: Register, end: str) -> dict[str, Fact]:
    """How many actions of two years' logs there are, and how they stood at one of the two ends.

    Parameters
    ----------
    register : Register
        As ``two_years`` gives it.
    end : {"before", "now"}
        At which end.

    Returns
    -------
    dict of str to Fact
        ``n``; ``gone`` from the log unfinished, or ``new``: not in it yet; ``done`` (with
        evidence), ``claimed`` (done without), ``withdrawn``, ``left`` (still to be done) and
        ``late`` (of these overdue): parts of a sentence, which add up to ``n`` without ``late``.
        Without a value where no log of that end is on record.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> found = two_years(registers.open("Exampleshire", "2023-24").recommendations)
    >>> told = stood(found, "now")
    >>> told["n"].shown, told["gone"].shown, told["left"].shown, told["late"].shown
    ('10', '2', '4', '2')
    """
    unfinished = [rule.state for rule in rules() if ("finished", "no") in rule.when]
    outside = {"now": ("gone", GONE), "before": ("new", NEW)}[end]
    states: dict[str, str | list[str]] = {
        **{outside[0]: outside[1], "done": "done", "claimed": "done without evidence"},
        **{"withdrawn": "withdrawn", "left": unfinished, "late": "overdue"},
    }
    counted = {"n": register.count("Actions in the logs of two years")}
    if register.absence:
        return counted | dict.fromkeys(states, counted["n"])
    for name, state in states.items():
        counted[name] = register.where(**{end: state}).count(f"Of these {name}")
    if not (register.rows[end] != "").any():
        return {name: register.missing(fact.title, "z") for name, fact in counted.items()}
    return counted


def day(register: Register) -> date:
    """The last day of the year; that of the log itself where it dates nothing that was done."""
    done = register.rows[register.rows["status"] == "done"]
    undated = len(done) and register.rows["done"].isna().all()
    return over_time.drawn_up(register) if undated else register.year.end
