"""How wide the columns of a crowded table are: room for those in which there is more to read."""

from __future__ import annotations

import re
from math import sqrt

from mscp_analysis import markup

_CROWDED = 84
"""Letters in a line of all columns together, above which they have to share the page."""
_LINE = 16
"""Letters that stand in one line before a cell is broken into several."""
_NAMED = 1.5
"""How much more room the names of rows have, by which a reader finds the way."""
_ROWS = 200
"""Rows that are looked at."""
_CELLS = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.S)


def columns(heads: str, rows: list[str]) -> str:
    """The share of the page that each column of a table takes; nothing where there is room.

    A browser would share it by the longest line of each, and break a column of short names into
    one word a line beside one that is nearly empty.

    Parameters
    ----------
    heads : str
        The row of headings, as HTML.
    rows : list of str
        The further rows, each as HTML.

    Returns
    -------
    str
        A ``colgroup``, or nothing.

    Examples
    --------
    >>> columns("<th>Name</th><th>Note</th>", ["<th>a</th><td>b</td>"])
    ''
    >>> told = "<th>a</th>" + 3 * f"<td>{30 * 'word '}</td>"
    >>> columns("<th>A</th><th>B</th><th>C</th><th>D</th>", [told])[:55]
    '<colgroup><col style="width:4%"><col style="width:32%">'
    """
    wanted = [_letters(head) for head in _longest_words(heads)]
    for row in rows[:_ROWS]:
        name, *cells = _CELLS.findall(row)
        told = [_NAMED * _wanted(name), *map(_wanted, cells)]
        wanted = [max(pair) for pair in zip(wanted, told, strict=False)]
    whole = sum(wanted)
    if whole <= _CROWDED:
        return ""
    shares = "".join(f'<col style="width:{100 * each / whole:.0f}%">' for each in wanted)
    return f"<colgroup>{shares}</colgroup>"


def _longest_words(heads: str) -> list[str]:
    words = [markup.plain(head).split() or [""] for head in _CELLS.findall(heads)]
    return [max(each, key=len) for each in words]


def _wanted(cell: str) -> float:
    """Letters in a line of it: short words in one, longer ones in the fewer the longer they are."""
    words = markup.plain(cell)
    longest = max(map(len, words.split()), default=0)
    return _letters("x" * round(max(longest, min(len(words), max(_LINE, 3.2 * sqrt(len(words)))))))


def _letters(words: str) -> float:
    """With the space between two columns."""
    return len(words) + 2.5
