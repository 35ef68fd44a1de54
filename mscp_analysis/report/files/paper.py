"""A page as it goes to paper: each table in one piece, and nothing that only a screen needs.

It is text made from text, before anything is laid out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from mscp_analysis.report.files import columns, fonts

_STYLE = Path(__file__).parents[1] / "template" / "pdf.css"
_WIDE, _WIDEST = 8, 10
"""Columns from which a table is set smaller, and across the paper if it holds words."""
_SHORT, _BRIEF = 12, 4000
"""Rows, and characters of HTML, up to which a table is kept on one page."""
_CONTENTS = re.compile(r"(<nav\b.*?<ul>)(.*?)(?=</nav>)", re.S)
_SVG = re.compile(r"<svg\b.*?</svg>", re.S)
_COLOUR = re.compile(r"var\((--[\w-]+), (#\w+)\)")
_PARTED = re.compile(
    r"<tbody>(?P<open>(?:(?!</?tbody>).)*)(?P<end></tbody></table></div>)"
    r'<details class="more(?P<earlier> earlier)?">.*?<tbody>(?P<more>.*?)(?P=end)</details>',
    re.S,
)
_WORDS = re.compile(r'<td(?! class="number")[^>]*>[^<]')
_TABLE = re.compile(
    r'<div class="table"(?P<about>[^>]*)><table(?: class="(?P<full>full)")?>'
    r"(?P<inner>.*?<thead>(?P<heads>.*?)</thead>.*?)"
    r'</table></div>(?P<foot><div class="foot)?',
    re.S,
)
# Each of these costs paper time and changes nothing on it.
_ON_SCREEN = (
    # Rules that each element is held against: what it holds, what a pointer or a keyboard does.
    (re.compile(r"^.*:(?:has\(|hover|focus|target).*\n", re.M), ""),
    (re.compile(r"^\*, ::before, ::after \{", re.M), "* {"),
    # What is not shown, and what looks like the words around it.
    (re.compile(r'<a class="csv".*?</a>|<summary>.*?</summary>|</?cite>', re.S), ""),
    (re.compile(r'<span class="unit">(.*?)</span>', re.S), r"\1"),
    # What is for a reader of screens, for narrow ones, and for those who look figures up.
    (
        re.compile(r' (?:data-\w+|aria-\w+|title|datetime|value|role|tabindex)="[^"]*"(?=[^<>]*>)'),
        "",
    ),
)


def for_paper(html: str) -> str:
    """A page as WeasyPrint needs it to say and show the same on paper.

    It knows no ``var()`` in a drawing, takes the drawing's title for its text alternative, and
    cannot scroll: a table with many columns is set smaller. What is folded on a screen is whole.

    Parameters
    ----------
    html : str
        The page.

    Returns
    -------
    str

    Examples
    --------
    >>> for_paper('<svg><title>T</title><desc>It fell.</desc><a fill="var(--c, #123)"/></svg>')[31:]
    '<title>It fell.</title><desc>It fell.</desc><a fill="#123"/></svg>'
    """
    colours = dict(re.findall(r"(--chart-\w+): (#\w+)", html))
    html = _SVG.sub(lambda found: _drawn(found[0], colours), unfolded(html))
    for pattern, instead in _ON_SCREEN:
        html = pattern.sub(instead, html)
    style = fonts.faces() + _STYLE.read_text(encoding="utf-8")
    html = _CONTENTS.sub(_halved, _TABLE.sub(_sized, html))
    return html.replace("</style>", f"{style}</style>", 1)


def unfolded(html: str) -> str:
    """The page with each table in one piece, and its rows in their order.

    A screen folds the last rows of a long table away, but of a series the earlier years.

    Parameters
    ----------
    html : str
        The page.

    Returns
    -------
    str

    Examples
    --------
    >>> end = "</tbody></table></div>"
    >>> more = f'<details class="more earlier"><table><tbody>2022 {end}</details>'
    >>> unfolded(f"<div><table><tbody>2023 {end}{more}")
    '<div><table><tbody>2022 2023 </tbody></table></div>'
    """
    return _PARTED.sub(_in_one, html)


def _in_one(found: re.Match[str]) -> str:
    parts = (found["open"], found["more"])
    return f"<tbody>{''.join(reversed(parts) if found['earlier'] else parts)}{found['end']}"


def _halved(found: re.Match[str]) -> str:
    """The contents, told where their second column begins, which is else found by trying."""
    entries = found[2].split("<li>")
    half = len(entries) // 2 + 1
    first, second = ("<li>".join(part) for part in (entries[:half], entries[half:]))
    return f'{found[1]}{first}<li class="second">{second}' if second else found[0]


def _drawn(svg: str, colours: Mapping[str, str]) -> str:
    """A drawing with colours of its own, whose title is what it shows."""
    svg = _COLOUR.sub(lambda use: colours.get(use[1], use[2]), svg)
    said = re.search(r"<desc\b[^>]*>(.*?)</desc>", svg, re.S)
    words = said[1] if said else ""
    svg = re.sub(r"(<title\b[^>]*>).*?(?=</title>)", lambda at: at[1] + words, svg, flags=re.S)
    return svg.replace("<svg", '<svg font-family="DejaVu Sans"', 1)


def _sized(found: re.Match[str]) -> str:
    """Many columns are set smaller, or across the paper; few rows are kept on one page."""
    number, inner = found["heads"].count("<th"), found["inner"]
    is_wide = number >= _WIDE
    is_widest = number >= _WIDEST and _WORDS.search(inner) is not None
    is_short = inner.count("<tr") <= _SHORT and len(inner) <= _BRIEF * number
    # In a cell they look like all else, and each takes as long as a paragraph.
    inner = re.sub(r"</?(?:data|time|span|abbr)\b[^>]*>", "", inner)
    given = columns.given(inner, is_wide, is_widest) if found["full"] else ""
    named = {found["full"]: found["full"], "given": given, "wide": is_wide, "short": is_short}
    names = " ".join(name for name, holds in named.items() if holds)
    across = " widest" * is_widest
    foot = f"{found['foot']}{across}" if found["foot"] else ""
    return (
        f'<div class="table{across}"{found["about"]}><table class="{names}">{given or inner}'
        f"</table></div>{foot}"
    )
