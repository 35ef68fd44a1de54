"""What a report does not tell: why, when it will come and from whom, and what nobody explains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from mscp_analysis.markup import Links
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.registers import coverage, over_time
from mscp_analysis.registers.coverage import Counts
from mscp_analysis.registers.opening import Registers
from mscp_analysis.registers.parts import parts as every_part
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column

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
    """How many registers are said to be missing, and of how many it is said why, when, by whom.

    Parameters
    ----------
    found : Register
        As ``explained`` gives it.

    Returns
    -------
    dict of str to Fact
        ``n``; ``reasoned``, ``dated`` and ``owned``: with a reason, a day, an owner; without a
        value where none is said to be missing.
    """
    columns = {"reasoned": "reason", "dated": "due", "owned": "owner"}
    facts = {"n": found.count("Registers that are missing")} | {
        name: over_time.filled(found, column).count(f"Of these with {column}")
        for name, column in columns.items()
    }
    return found.if_any(facts)


def printed(found: Register) -> Fact:
    """How many of these are told by a document and not by the partnership; no value if none is."""
    told = over_time.filled(found, "document")
    some = len(told) or found.absence
    return told.count("Of these told by a document") if some else found.missing("None", "z")


def of_parts(found: Register, whole: Fact) -> dict[str, Fact]:
    """How many parts are empty, of all, and of how many it is said why.

    Parameters
    ----------
    found : Register
        As ``empty`` gives it.
    whole : Fact
        How many parts there are.

    Returns
    -------
    dict of str to Fact
        ``empty``, ``all``, ``told`` and ``silent``; without a value where no part is empty.
    """
    facts = {
        "empty": found.count("Parts in which nothing stands"),
        "all": whole,
        "told": found.where(explained="yes").count("Parts in which nothing stands, explained"),
        "silent": found.where(explained="no").count("Parts in which nothing stands, unexplained"),
    }
    return found.if_any(facts)


def empty(own: Registers, counts: Counts, chapter_title: Callable[[str], str]) -> Register:
    """The parts of the report of which nothing was supplied, and where each would stand.

    Parameters
    ----------
    own : Registers
        The partnership's registers of the year.
    counts : mapping of str to mapping of str to Measure
        Its own counts of children, as ``data.own`` gives.
    chapter_title : callable
        Gives the title of a chapter by the name of its notebook.

    Returns
    -------
    Register
        Rows as ``coverage.filled`` gives them, with ``explained`` (whether ``returns`` says
        anything of a register that would feed the part) and ``where`` (a link to its heading).
    """
    told = set(own["returns"].rows["register"])
    known = {part.id: part for part in every_part()}
    parts = coverage.filled(own, counts).where(state="not supplied")
    of = [known[part] for part in parts.rows["part"]]
    rows = parts.rows.assign(
        explained=["yes" if told & set(part.registers) or part.why else "no" for part in of],
        where=pd.Series(
            [Links([(chapter_title(part.chapter), part.section)]) for part in of],
            index=parts.rows.index,
            dtype=object,
        ),
    )
    found = with_columns(
        parts, rows, Column("explained", "yes_no"), Column("where", title="Where it would stand")
    )
    return replace(found, absence=_nothing(own))


def of_registers(own: Registers, **given: Measure) -> dict[str, Measure]:
    """The figures of a partnership's registers; none of one that handed nothing in at all.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> from mscp_analysis.registers.reviews import rapid_over_years
    >>> own = registers.open("Kent", "2023-24")
    >>> of_registers(own, rapid_reviews=rapid_over_years(own.reviews))
    {}
    """
    return given if own.folder is not None else {}


def _nothing(own: Registers) -> str:
    if own.folder is not None:
        return ""
    return f"No register of {own.year} was handed in: all that this report tells is published."
