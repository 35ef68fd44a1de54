"""Statements of a report and what was found of them, in a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from mscp_analysis.tables.table import Table, Told


class ToldOf(Protocol):
    """A checked statement and what was found of it in words, such as ``prose.told`` gives."""

    checked: Any
    words: Told


def statements(told: Sequence[ToldOf], caption: str) -> Table:
    """Statements as they were printed, each beside what was found of it.

    Parameters
    ----------
    told : sequence of ToldOf
        In the order in which a reader is to meet them.
    caption : str
        What they are.

    Returns
    -------
    Table
        A row a statement; without any where there is none.

    Examples
    --------
    >>> statements([], "Statements that differ").columns
    ('As printed', 'What was found', 'Where')
    """
    rows = tuple((each.checked.said.said, _cells(each)) for each in told)
    return Table(
        caption=caption,
        stub="What is said",
        columns=("As printed", "What was found", "Where"),
        rows=rows,
        cited=tuple(dict.fromkeys(each.checked.said.source for each in told)),
    )


def _cells(told: ToldOf) -> tuple[Any, ...]:
    said = told.checked.said
    printed = said.printed or ("follows from others" if said.worked else "not printed")
    return printed, told.words, f"{said.id}: {told.checked.where}"
