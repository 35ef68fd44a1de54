"""Tables in a draft: of Markdown, or pasted as text with tabs or runs of spaces between cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mscp_analysis.claims.drafts.lines import Line
from mscp_analysis.claims.numbers import printed, when

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")


@dataclass(frozen=True)
class Table:
    """A table that stands in a draft.

    Parameters
    ----------
    first, last : int
        The numbers of its first and last line.
    head : tuple of str
        The heads of its columns; empty where it has none.
    rows : tuple of (int, tuple of str)
        The line and the cells of each row.
    trouble : str
        Why it cannot be read, in one sentence; empty where it can.
    """

    first: int
    last: int
    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    trouble: str = ""


def table_at(lines: Sequence[Line], at: int) -> Table | None:
    r"""The table that begins at a line; None where the line is plain text.

    Parameters
    ----------
    lines : sequence of Line
        The whole draft.
    at : int
        Where to look: 0 for the first line.

    Examples
    --------
    >>> from mscp_analysis.claims.drafts.lines import lines
    >>> found = table_at(lines("Year\tPlans\n2022-23\t288\n2023-24\t290"), 0)
    >>> found.head, found.rows[1]
    (('Year', 'Plans'), (3, ('2023-24', '290')))
    """
    run: list[Line] = []
    for line in lines[at:]:
        if line.kind in ("blank", "skipped", "heading") or len(_cells(line.raw)) < 2:
            break
        run.append(line)
    ruled = [line for line in run if _RULE.fullmatch(line.raw)]
    each = [(line.number, _cells(line.raw)) for line in run if line not in ruled]
    if len(each) < 2 or sum(_figures(cells) > 0 for _, cells in each) < 2 - bool(ruled):
        return None
    return _laid_out(each)


def _laid_out(each: list[tuple[int, tuple[str, ...]]]) -> Table:
    """Rows below their heads, or why they do not fit."""
    first, last = each[0][0], each[-1][0]
    head = () if _figures(each[0][1]) else each[0][1]
    rows = tuple(each[1:] if head else each)
    widths = {len(cells) for _, cells in rows}
    if head and len(head) == min(widths) - 1:
        head = ("", *head)  # the corner above the heads of the rows is blank
    if len(widths | ({len(head)} if head else set())) > 1:
        counts = " or ".join(str(width) for width in sorted(widths | {len(head)} - {0}))
        trouble = (
            f"Lines {first} to {last} look like a table pasted as text, but its rows have {counts} "
            "cells: paste it as a Markdown table, or check its figures by hand."
        )
        return Table(first, last, (), (), trouble)
    return Table(first, last, head, rows)


def _cells(raw: str) -> tuple[str, ...]:
    """The cells of a line; one for plain text."""
    bare = raw.strip(" ")
    if bare.startswith("|") or re.search(r"\S ?\| ?\S", bare):
        parts = re.split(r"(?<!\\)\|", bare.removeprefix("|").removesuffix("|"))
    elif "\t" in bare:
        parts = bare.split("\t")
    else:
        parts = re.split(r" {2,}", bare)
    return tuple(re.sub(r"\s+", " ", re.sub(r"\*\*|__|`", "", part)).strip() for part in parts)


def _figures(cells: Sequence[str]) -> int:
    """How many cells but the first hold a figure; a year alone heads a column."""
    return sum(is_figure(cell) for cell in cells[1:])


def is_figure(cell: str) -> bool:
    """Whether a cell holds a number rather than words or a period."""
    try:
        when(cell)
    except ValueError:
        try:
            printed(cell)
        except ValueError:
            # A number with two readings is a number all the same.
            return bool(re.fullmatch(r"\d[\d.,]*", cell))
        return any(sign.isdigit() for sign in cell)
    return False
