"""Numbers, dates and units as HTML, so that a reader's software knows which is which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html import escape, unescape

from mscp_analysis.periods import ReportingYear, date_of, in_words

_MONTHS = [f"{date(2000, month, 1):%B}" for month in range(1, 13)]
TIMES = re.compile(
    rf"(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)})(?: (?P<year>\d{{4}}))?"
    rf"|(?P<only_month>{'|'.join(_MONTHS)}) (?P<of_year>\d{{4}})"
    r"|(?P<reporting>(?:19|20)\d\d-\d\d)(?!\d)|mid-(?P<mid>(?:19|20)\d\d)"
)
NOUGHT = ("none", "no", "None", "No")
"""The words that may stand for 0 in a sentence."""

_UNITS = re.compile(
    r"per [\d,]+ [a-z]+|[Ss]ections? \d+[A-Z]?(?:/\d+)?"
    r"|(?:aged |under )*\d[\d,.]*(?: to \d+)?(?:%| per cent)?"
)


def day(moment: date) -> str:
    """A date as a ``time`` element.

    Examples
    --------
    >>> day(date(2024, 3, 31))
    '<time datetime="2024-03-31">31 March 2024</time>'
    """
    return f'<time datetime="{moment.isoformat()}">{in_words(moment)}</time>'


def period(label: str) -> str:
    """A reporting year, a mid-year or a quarter as a ``time`` element.

    Examples
    --------
    >>> period("2023-24"), period("mid-2023")
    ('<time datetime="2024">2023-24</time>', '<time datetime="2023-06-30">mid-2023</time>')
    """
    if label.startswith("mid-"):
        moment = f"{label[4:]}-06-30"
    elif " Q" in label:
        moment = date_of(label, "quarter").isoformat()
    else:
        moment = str(ReportingYear.parse(label).ends)
    return f'<time datetime="{moment}">{escape(label)}</time>'


def number(value: float | None, said: str, key: str) -> str:
    """A number as a ``data`` element that names its fact; a marker as it is.

    Examples
    --------
    >>> number(44.2772, "44.3", "f1")
    '<data value="44.2772" data-fact="f1">44.3</data>'
    """
    if value is None:
        return escape(said)
    return f'<data value="{value!r}" data-fact="{key}">{escape(said)}</data>'


class Links(str):
    """Words that lead to headings of the report: where in it something stands.

    Parameters
    ----------
    places : iterable of (str, str)
        Title of the chapter, and heading in it. The page turns each into a link to that heading
        or, where it is not there, to its chapter.

    Examples
    --------
    >>> Links([("Resources", "The reserve")])
    'Resources: The reserve'
    """

    html: str

    def __new__(cls, places: Iterable[tuple[str, str]]) -> Links:  # noqa: D102  (the class says it)
        told = [*places]
        made = super().__new__(cls, "; ".join(f"{chapter}: {head}" for chapter, head in told))
        made.html = "; ".join(
            f'<a href="#in {escape(chapter)}/{escape(head)}">{text(f"{chapter}: {head}")}</a>'
            for chapter, head in told
        )
        return made

    def __str__(self) -> str:
        """These words themselves, so that a table that asks for words keeps the links."""
        return self


def text(words: str) -> str:
    """Trusted words, such as a measure's title, with their dates and units marked.

    Parameters
    ----------
    words : str
        Plain text of a title, unit, definition or citation.

    Returns
    -------
    str
        HTML in which each date stands in ``time`` and every other digit in ``span.unit``.

    Examples
    --------
    >>> text("per 10,000 children at 31 March")
    '<span class="unit">per 10,000 children</span> at <time datetime="03-31">31 March</time>'
    """
    if isinstance(words, Links):
        return words.html
    parts, end = [], 0
    for found in TIMES.finditer(words):
        parts += [_units(words[end : found.start()]), _time(found)]
        end = found.end()
    return "".join([*parts, _units(words[end:])])


def plain(html: str) -> str:
    """The words of a piece of HTML without its elements.

    Examples
    --------
    >>> plain(period("2023-24") + " &amp; later")
    '2023-24 & later'
    """
    return unescape(re.sub(r"<[^>]+>", "", html))


def _units(words: str) -> str:
    parts, end = [], 0
    for found in _UNITS.finditer(words):
        parts += [escape(words[end : found.start()])]
        parts += [f'<span class="unit">{escape(found.group())}</span>']
        end = found.end()
    return "".join([*parts, escape(words[end:])])


def _time(found: re.Match[str]) -> str:
    said = found.groupdict()
    if said["reporting"] and int(said["reporting"][5:]) != (int(said["reporting"][:4]) + 1) % 100:
        # The years that a plan covers, such as 2023-25, are no reporting year.
        return f'<span class="unit">{found.group()}</span>'
    if said["reporting"] or said["mid"]:
        return period(found.group())
    month = f"{_MONTHS.index(said['month'] or said['only_month']) + 1:02d}"
    parts = [said["year"] or said["of_year"], month, said["day"] and f"{int(said['day']):02d}"]
    return f'<time datetime="{"-".join(part for part in parts if part)}">{found.group()}</time>'
