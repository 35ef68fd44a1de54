"""The rules by which actions are graded, as a table."""

from __future__ import annotations

from collections.abc import Iterable

from mscp_analysis.registers.actions import Rule
from mscp_analysis.tables.table import Table


def grading(rules: Iterable[Rule], caption: str = "How an action is graded") -> Table:
    """The rules of grading in words: a row for each way in which an action can stand.

    Parameters
    ----------
    rules : iterable of Rule
        Such as ``registers.actions.rules`` gives.
    caption : str
        What it shows.

    Returns
    -------
    Table

    Examples
    --------
    >>> from mscp_analysis.registers import actions
    >>> grading(actions.rules()).rows[1]
    ('Done', ('green', 'The action is done, and what shows it is named'))
    """
    rows = [(rule.state[:1].upper() + rule.state[1:], (rule.colour, rule.words)) for rule in rules]
    return Table(
        caption=caption, stub="How it stands", columns=("Colour", "Where"), rows=tuple(rows)
    )
