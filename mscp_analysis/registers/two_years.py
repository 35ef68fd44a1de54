"""What reviews recommended, over two years: what was done, what moved, and what was lost."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from mscp_analysis.measures import Fact
from mscp_analysis.periods import in_words
from mscp_analysis.registers.actions import graded, rules
from mscp_analysis.registers.matching import names, without
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column

NEW, GONE = "not in the log yet", "gone from the log"
"""How a recommendation stands that one of the two logs has not."""


def two_years(register: Register) -> Register:
    """Each recommendation in the log of this year or the last, and how it stood at both ends.

    Parameters
    ----------
    register : Register
        ``recommendations``, or ``actions``.

    Returns
    -------
    Register
        With ``before`` and ``now``: its state on 31 March of the last year and of this, by the
        rules of ``actions``; *not in the log yet* where the last one did not have
        it, and *gone from the log* where it was open and this one has it no longer.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> found = two_years(registers.open("Exampleshire", "2024-25").recommendations)
    >>> birch = found.rows[found.rows["review"] == "Birch"]
    >>> [*zip(birch["before"], birch["now"])]
    [('overdue', 'done'), ('overdue', 'overdue')]
    """
    last = register.of_year(register.year.previous())
    now, then = (graded(own, register.year.end) for own in (register, without(last, register)))
    stood = dict(zip(names(last), graded(last, last.year.end).rows["state"], strict=True))
    unfinished = {rule.state for rule in rules() if ("finished", "no") in rule.when}
    ends = [*now.rows["state"], *(GONE if s in unfinished else s for s in then.rows["state"])]
    rows = pd.concat([now.rows, then.rows], ignore_index=True)
    rows = rows.assign(now=ends, before=[stood.get(name, NEW) for name in names(register, rows)])
    marks = pd.concat([now.markers, then.markers], ignore_index=True).assign(before="", now="")
    # Of what is not overdue there are no days to tell: that is no gap in the register.
    none = rows["late"].isna().map({True: "z", False: ""}) if rows["late"].notna().any() else ""
    why = "" if len(rows) else register.absence
    whole = replace(now, rows=rows, markers=marks.assign(late=none), absence=why)
    before, after = Column("before", title=_end(last)), Column("now", title=_end(register))
    return with_columns(whole, whole.rows, before, after)


def stood(register: Register) -> dict[str, Fact]:
    """How many recommendations were in the log of a year, and how they stood at its end.

    Parameters
    ----------
    register : Register
        ``recommendations``, or ``actions``.

    Returns
    -------
    dict of str to Fact
        ``n``, ``done`` (with evidence), ``claimed`` (done without), ``left`` (still to be done)
        and ``late`` (of these overdue): parts of a sentence.
    """
    own = graded(register, register.year.end)
    unfinished = [rule.state for rule in rules() if ("finished", "no") in rule.when]
    return {
        "n": own.count(),
        "done": own.where(state="done").count("Of these done"),
        "claimed": own.where(state="done without evidence").count("Of these said to be done"),
        "left": own.where(state=unfinished).count("Of these still to be done"),
        "late": own.where(state="overdue").count("Of these overdue"),
    }


def _end(register: Register) -> str:
    return in_words(register.year.end)
