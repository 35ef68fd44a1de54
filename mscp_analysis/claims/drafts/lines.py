"""The lines of a draft: what is text, what a heading, and what is no part of what is said."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mscp_analysis.claims.dates import MONTHS
from mscp_analysis.claims.numbers import one_of
from mscp_analysis.claims.words import words

_MARKDOWN = (
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|<!--.*?-->|</?[a-zA-Z][^>]*>"), " "),
    (re.compile(r"\[\^[^\]]+\](?!:)"), ""),
    (re.compile(r"(\*\*|__|`)(.+?)\1"), r"\2"),
    (re.compile(r"(?<![\w*_])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*_])"), r"\2"),
    (re.compile("[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+"), ""),
)
_MARKED_YEAR = re.compile(rf"(\b(?:{'|'.join(MONTHS)}) (?:19|20)\d\d)(\d{{1,2}})\b")
_MARKED_WORD = re.compile(r"([a-z’')]{3})(\d{1,2})\b(?![-/])")
_MARKED_STOP = re.compile(r"([a-z’')]{3}[.,]|\b(?:19|20)\d\d\.)(\d{1,2})(?=\s+[A-Z]|\s*$)")
_MARKED_APART = re.compile(r"([\w.,;:)’”%])\[(\d{1,2})\](?!\()")
_MARKS = (_MARKED_APART, _MARKED_YEAR, _MARKED_WORD, _MARKED_STOP)
_RAISED = str.maketrans(
    "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079", "1230456789"
)
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣⁃·*+-]|[–—](?= )|o(?=\s{2,})|\(?[a-z]\)|\(?[ivx]+\))\s+(?=\S)")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})+\.?(?!%)|\d{1,2}[.)])\s+(?=[A-Z‘“\"'*])")
_NOTE = re.compile(r"\s*(?:(\d{1,2})(?= [A-Z]| {3})|\[\^[^\]]+\]:)")
_PAGE = re.compile(
    r"(?:page )?(\d{1,3})(?: of \d{1,3})?(?: ?\| ?.*)?|.{0,60}\| ?page \d{1,3}", re.I
)
_ENTRY = re.compile(r".*[a-zA-Z].*?[ .…\t](?:\d{1,3})(?: ?[-–] ?\d{1,3})?")


@dataclass(frozen=True)
class Line:
    """One line of a draft.

    Parameters
    ----------
    number : int
        Counted from 1.
    kind : {"text", "bullet", "note", "heading", "blank", "skipped"}
        What it is; ``note`` is a note at the foot of a page, ``skipped`` a page number, an
        address, an entry of a list of contents or the fence of a code block.
    text : str
        Its words without marks of layout, and for a heading without its marks.
    raw : str
        As it stands, for the columns of a table.
    """

    number: int
    kind: str
    text: str
    raw: str


def lines(text: str) -> list[Line]:
    r"""The lines of a draft, each with what it is.

    Parameters
    ----------
    text : str
        A draft in Markdown or plain text.

    Returns
    -------
    list of Line

    Examples
    --------
    >>> said = lines("# Care\n\n**12** children[^1] left.\n\n2\n")
    >>> [(line.kind, line.text) for line in said if line.kind != "blank"]
    [('heading', 'Care'), ('text', '12 children left.'), ('skipped', '2')]
    """
    raw = text.split("\n")
    marks = {int(found[2]) for line in raw for each in _MARKS for found in each.finditer(line)}
    raised = re.findall(rf"(?<=[\w.,;:)’”%])[{''.join(map(chr, _RAISED))}]{{1,2}}", text)
    marks |= {int(each.translate(_RAISED)) for each in raised}
    apart = _fenced(raw) | _contents(raw) | _pages(raw)
    found = [_line(number, line, number in apart, marks) for number, line in enumerate(raw, 1)]
    # A year broken over two lines is no point of a numbered list.
    return [
        replace(line, kind="text", text=line.raw.strip())
        if line.kind == "bullet" and line.raw[:1].isdigit() and before.endswith("-")
        else line
        for line, before in zip(found, ["", *(each.rstrip() for each in raw)], strict=False)
    ]


def _line(number: int, raw: str, apart: bool, marks: set[int]) -> Line:
    text = raw
    for pattern, instead in _MARKDOWN:
        text = pattern.sub(instead, text)
    for pattern in _MARKS:
        text = pattern.sub(r"\1", text)
    kind = "skipped" if apart or (raw.strip() and not text.strip()) else "text"
    if not raw.strip():
        kind = "blank"
    elif kind == "text" and (found := re.match(r"\s*(?:> ?)?(#{1,6}) +(.*?)#*$", text)):
        kind, text = "heading", found[2]
    elif kind == "text" and (_BULLET.match(text) or _NUMBERED.match(text)):
        kind, text = "bullet", _NUMBERED.sub("", _BULLET.sub("", text, count=1), count=1)
    elif kind == "text" and (found := _NOTE.match(text)) and int(found[1] or 0) in {0, *marks}:
        # The note to which a mark such as population2 points begins with the same figure.
        kind, text = "note", text[found.end() :]
    return Line(number, kind, re.sub(r"\s+", " ", re.sub(r"^\s*> ?", "", text)).strip(), raw)


def _fenced(raw: list[str]) -> set[int]:
    """Front matter, code, and comments of several lines."""
    found, until = set(), "---" if raw[0].strip() == "---" else ""
    for number, line in enumerate(raw, start=1):
        bare = line.strip()
        if until:
            found.add(number)
            until = "" if number > 1 and until in bare[-3:] else until
        elif bare.startswith(("```", "~~~")) or (bare.startswith("<!--") and "-->" not in bare):
            until = "-->" if bare.startswith("<") else bare[:3]
            found.add(number)
    return found


def _contents(raw: list[str]) -> set[int]:
    """The entries below the head of a list of contents: lines that end in a page."""
    found: set[int] = set()
    heads = rf"(?:#+ *)?(?:\w+ )?(?:{one_of(words().contents)})\.?:?"
    inside = False
    for number, line in enumerate(raw, start=1):
        bare = line.strip()
        if re.fullmatch(heads, bare, re.I):
            inside = True
            found.add(number)
        elif bare and inside:
            inside = bool(_ENTRY.fullmatch(bare))
            found |= {number} if inside else set()
    return found


def _pages(raw: list[str]) -> set[int]:
    """Numbers of pages: alone between blank lines, growing, and not too large for their place."""
    found, last = set(), 0
    for number, line in enumerate(raw, start=1):
        page = _PAGE.fullmatch(line.strip())
        if page is None or any(each.strip() for each in raw[max(number - 2, 0) : number - 1]):
            continue
        if page[1] is None or "page" in page[0].lower():
            found.add(number)
        elif (
            last < int(page[1]) <= 2 + number / 8 and not "".join(raw[number : number + 1]).strip()
        ):
            found.add(number)
            last = int(page[1])
    return found


def is_heading(text: str, after: str) -> bool:
    """Whether a line of plain text is a heading: short, capital, without a figure or full stop.

    Parameters
    ----------
    text : str
        The line, which follows a blank one.
    after : str
        The line below it, if it follows at once; a heading is not continued in it.
    """
    if re.match(r"(?:section|chapter|part|appendix|annex|priority) \w+ ?[-–—:] ?\S", text, re.I):
        return True
    if (
        not re.match(r"[A-Z‘“]", text)
        or len(text) > (45 if after else 70)
        or re.search(r"[,;!?]$|\w:$", text)
    ):
        return False
    if re.search(
        r"\d", re.sub(r"(?:section|table|figure) [\d/]+|(?:19|20)\d\d", "", text, flags=re.I)
    ):
        return False
    names = re.findall(r"[A-Za-z]{4,}", text)
    capital = sum(word[0].isupper() for word in names)
    body = len(after) > 55 and after[0].isupper()
    if _is_apart(text, after):
        return True
    return (
        (not after or body)
        and capital > len(names) / 2
        and (not text.endswith(".") or len(text) < 40)
    )


def _is_apart(text: str, after: str) -> bool:
    """Whether a line ends though the first word of the line below would have fitted on it."""
    begins = re.match(rf"(?:{one_of(words().sentence_openings)})\b", text, re.I)
    if begins or not re.match(r"[A-Z“‘]\w", after) or re.search(r"\W$", text):
        return False
    few = 2 <= len(text.split()) <= 7
    return few and len(text) + 1 + len(after.split()[0]) <= len(after) and after.find(" ") > 0
