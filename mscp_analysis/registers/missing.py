"""What a report does not tell: why, when it will come and from whom, and what nobody explains."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from mscp_analysis.measures import Fact
from mscp_analysis.registers import coverage, over_time
from mscp_analysis.registers.coverage import Counts
from mscp_analysis.registers.opening import Registers
from mscp_analysis.registers.register import Register

LACKING = ("late", "not collected", "not supplied")
"""States of a register of which something is missing; of the other nothing happened."""


def explained(own: Registers) -> Register:
    """The registers of which a partnership says why they are late or not kept.

    Parameters
    ----------
    own : Registers
        The partnership's registers of the year.

    Returns
    -------
    Register
        Rows of ``returns`` under the registers' titles; where nothing at all was handed in, none,
        and the sentence that says so.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> explained(registers.open("Kent", "2023-24")).absence[:40]
    'No register of 2023-24 was handed in: al'
    """
    found = coverage.explained(own["returns"].where(state=list(LACKING)))
    return replace(found, absence=_nothing(own))


def tally(found: Register) -> dict[str, Fact]:
    """How many registers are missing, how many of them with a day and with an owner.

    Parameters
    ----------
    found : Register
        As ``explained`` gives it.

    Returns
    -------
    dict of str to Fact
        ``n``, ``dated`` and ``owned``: parts of a sentence; without a value where none is missing.
    """
    facts = {
        "n": found.count("Registers that are missing"),
        "dated": over_time.filled(found, "due").count("Of these with a day"),
        "owned": over_time.filled(found, "owner").count("Of these with an owner"),
    }
    if len(found) or found.absence:
        return facts
    return {name: found.missing(fact.title, "z") for name, fact in facts.items()}


def unexplained(own: Registers, counts: Counts) -> Register:
    """The parts of the report of which nothing was supplied, and nobody says why.

    Parameters
    ----------
    own : Registers
        The partnership's registers of the year.
    counts : mapping of str to mapping of str to Measure
        Its own counts of children, as ``data.own`` gives.

    Returns
    -------
    Register
        Rows as ``coverage.filled`` gives them.
    """
    told = set(own["returns"].rows["register"])
    fed = {part.id: set(part.registers) for part in coverage.parts()}
    parts = coverage.filled(own, counts).where(state="not supplied")
    silent = [not told & fed[part] for part in parts.rows["part"]]
    rows = parts.rows[pd.Series(silent, index=parts.rows.index, dtype=bool)]
    return replace(parts.with_rows(rows), absence=_nothing(own))


def _nothing(own: Registers) -> str:
    if own.folder is not None:
        return ""
    return f"No register of {own.year} was handed in: all that this report tells is published."
