"""The chain of a priority: from what was done to what changed for children."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mscp_analysis.registers import Register
from mscp_analysis.registers.funnels import Funnel
from mscp_analysis.tables.table import Cell, Table

LINKS = {
    "activity": "What was done",
    "reach": "Whom it reached",
    "practice": "What changed in practice",
    "child": "What changed for children",
}
"""The links of a chain in order, in words."""

BLANK = "Nothing recorded"
OTHER = "other"
"""The topic of priorities that belong to no other part of the chapter."""

_HEADS = ("What", "Figure", "Unit", "Of how many", "Earlier", "Aimed at", "To know")


def chain(impact: Register, priorities: Register, topic: str) -> Table:
    """What came of the priorities of a topic, link by link.

    Parameters
    ----------
    impact, priorities : Register
        The registers of those names.
    topic : str
        One of the words that their column ``topic`` may hold.

    Returns
    -------
    Table
        A row for each entry; a link of which there is none is shown as nothing recorded. Where
        there is no entry at all, that is said instead.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24")
    >>> chain(own.impact, own.priorities, "neglect").rows[-1][1][0]
    'Nothing recorded'
    """
    own = impact.where(topic=topic)
    rows = []
    for link, heading in LINKS.items():
        entries = own.where(link=link)
        each = [entries.with_rows(entries.rows.loc[[index]]) for index in entries.rows.index]
        rows += [(heading, _entry(one)) for one in each] or [(heading, (BLANK, *("",) * 6))]
    # Columns that no entry fills say nothing; the figure is missed wherever it is missing.
    kept = [n for n in range(len(_HEADS)) if n < 2 or any(cells[n] != "" for _, cells in rows)]
    return Table(
        caption=f"From activity to children: {_names(priorities, topic)}, {own.year}",
        stub="Link",
        columns=tuple(_HEADS[n] for n in kept),
        rows=tuple((heading, tuple(cells[n] for n in kept)) for heading, cells in rows),
        absence=_absence(priorities, priorities.where(topic=topic), topic)
        or impact.absence
        or ("" if len(own) else _nothing(topic, own.year)),
        cited=own.sources if len(own) else (),
    )


def stages(funnel: Funnel, caption: str) -> Table:
    """The steps of a funnel, each with its share of the step before and of the first.

    Parameters
    ----------
    funnel : Funnel
        See ``registers.funnels``.
    caption : str
        What the steps lead through; where and when is added.

    Returns
    -------
    Table

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> from mscp_analysis.registers import funnels
    >>> own = registers.open("Exampleshire", "2023-24")
    >>> stages(funnels.funnel(own.gcp2, "trained", "used"), "Use of the tool").caption
    'Use of the tool, Exampleshire, 2023-24'
    """
    rows = tuple(
        (step.number.title, (step.number, step.of_before, step.of_first)) for step in funnel.steps
    )
    first = funnel.steps[0].number
    return Table(
        caption=f"{caption}, {first.area}, {first.period}",
        stub="Step",
        columns=(
            f"Number of {first.unit}",
            "Per cent of the step before",
            "Per cent of the first step",
        ),
        rows=rows,
        absence=first.absence,
    )


def _names(priorities: Register, topic: str) -> str:
    """What the partnership calls its priorities of a topic."""
    return " and ".join(map(str, priorities.where(topic=topic).rows["name"]))


def _nothing(topic: str, year: object) -> str:
    return (
        f"On {topic} nothing is recorded for {year} of what was done, whom it reached, or what "
        "changed in practice or for children."
    )


def _absence(every: Register, own: Register, topic: str) -> str:
    if every.absence or len(own):
        return every.absence
    if topic == OTHER:
        return f"There was no further priority in {every.year}."
    return f"No priority of {every.year} was about {topic}."


def _entry(one: Register) -> tuple[Cell, ...]:
    """The cells of one entry, its figures in its own unit."""
    row = one.rows.iloc[0]
    period = f" ({row['period']})" if row["period"] else ""
    base, before, target = (_cell(one, column) for column in ("base", "before", "target"))
    figure = _cell(one, "value", "No figure given")
    what = f"{row['measure']}{period}"
    return (what, figure, row["unit"], base, before, target, _known(row))


def _known(row: Any) -> str:
    when = f"Earlier figure of {row['before_period']}." if row["before_period"] else ""
    note = f"{row['note']}." if row["note"] else ""
    return " ".join(filter(None, [note, when]))


def _cell(one: Register, column: str, blank: str = "") -> Cell:
    """A figure of an entry in its own unit, or words where the entry leaves it blank."""
    row = one.rows.iloc[0]
    if not (one.rows[column].notna().any() or one.markers[column].any()):
        return blank
    when = f" {row['before_period']}".rstrip() if column == "before" else ""
    fact = one.total(column, f"{row['measure']}, {column}{when}")
    decimals = 0 if fact.value is None or fact.value % 1 == 0 else 1
    return replace(fact, unit=row["unit"] or "entries", decimals=decimals)
