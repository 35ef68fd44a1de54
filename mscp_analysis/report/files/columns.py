"""How wide the columns of a table are on paper: as its page asks, but none narrower than a word.

WeasyPrint would find the same, and would lay out each word of each cell to find it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from itertools import zip_longest

from mscp_analysis.report.files import fonts

_UPRIGHT, _ACROSS = 178 / 25.4 * 72, 265 / 25.4 * 72
"""Width of the paper between its margins, in points, as ``pdf.css`` sets them."""
_SIZE, _SMALL = 7.5, 6.5
_GAP, _NARROW_GAP, _LAST_GAP = 6.75, 2 / 25.4 * 72, 2.25
"""Points to the right of a cell: in a table, in one of many columns, in the last column."""
_TOLD = 180.0
"""Points that what was found takes at least."""
_SHARES = re.compile(r'<col style="width:(\d+)%">')
_CELLS = re.compile(r"<(t[hd])([^>]*)>(.*?)</\1>", re.S)
_PARTS = re.compile(r"\s+|(?<=[^\W\d]-)(?=[^\W\d])")
"""Where a line may end: at a space, and after a hyphen between letters."""


def given(inner: str, is_wide: bool, is_widest: bool) -> str:
    """A table whose columns have widths that need no cell to be looked at.

    Parameters
    ----------
    inner : str
        The table within its tags, as HTML, with the share of the page of each column.
    is_wide, is_widest : bool
        Whether it is set smaller, and whether it stands across the paper.

    Returns
    -------
    str
        Nothing where no shares are given, or where the words are wider than the paper.

    Examples
    --------
    >>> shares = '<col style="width:90%"><col style="width:10%">'
    >>> told = "<tr><th>A</th><th>Conversations</th></tr>"
    >>> given(f"<colgroup>{shares}</colgroup>{told}", False, False)[:62]
    '<colgroup><col style="width:88.95%"><col style="width:11.05%">'
    """
    shares = [float(share) for share in _SHARES.findall(inner)]
    paper = _ACROSS if is_widest else _UPRIGHT
    least = _least(inner, _SMALL if is_wide else _SIZE, _NARROW_GAP if is_wide else _GAP)
    if not shares or len(shares) != len(least) or sum(least) > paper:
        return ""
    widths = iter(shared(shares, least, paper))
    return _SHARES.sub(lambda _: f'<col style="width:{100 * next(widths) / paper:.2f}%">', inner)


def shared(shares: Sequence[float], least: Sequence[float], whole: float) -> list[float]:
    """A width shared among columns as they ask, each of which keeps the least that it needs.

    Parameters
    ----------
    shares : sequence of float
        What each asks for, in hundredths of the whole.
    least : sequence of float
        What each needs, in the unit of the whole, and not more than it in sum.
    whole : float
        The width.

    Returns
    -------
    list of float
        They add up to the whole. The way is that of CSS Tables 3, section 4.2
        (https://www.w3.org/TR/css-tables-3/#width-distribution-algorithm).

    Examples
    --------
    >>> shared([50, 50], [10, 10], 100)
    [50.0, 50.0]
    >>> shared([90, 10], [20, 30], 100)
    [70.0, 30.0]
    """
    asked = [max(share / 100 * whole, need) for share, need in zip(shares, least, strict=True)]
    over = sum(asked) - whole
    if over <= 0:
        return [
            wide - over * share / sum(shares) for wide, share in zip(asked, shares, strict=True)
        ]
    spare = 1 - over / sum(wide - need for wide, need in zip(asked, least, strict=True))
    return [need + (wide - need) * spare for wide, need in zip(asked, least, strict=True)]


def _least(inner: str, size: float, gap: float) -> list[float]:
    """The widest word of each column with the gap to the next, in points."""
    rows = [
        [_needed(kind, about, cell, size) for kind, about, cell in _CELLS.findall(row)]
        for row in inner.split("<tr")[1:]
    ]
    widest = [max(column) for column in zip_longest(*rows, fillvalue=0.0)]
    return [wide + gap for wide in widest[:-1]] + [wide + _LAST_GAP for wide in widest[-1:]]


def _needed(kind: str, about: str, cell: str, size: float) -> float:
    """The widest part of a cell that stays in one line, in points."""
    words = unescape(re.sub(r"<[^>]*>", "", cell))
    is_number = kind == "td" and 'class="number"' in about
    font = fonts.BOLD if 'scope="col"' in about else fonts.REGULAR
    parts = [words] if is_number else _PARTS.split(words)
    widest = max(fonts.across(part, font) for part in parts) * size
    return max(widest, _TOLD) if words and 'class="told"' in about else widest
