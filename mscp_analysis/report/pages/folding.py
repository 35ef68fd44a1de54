"""What stands open on the page: of a long table its first rows, of its sources who they are.

A notebook shows each table whole. On the page the rest is folded away, one step from the reader;
it prints with all else. How much is long is said once, in ``data/rules/page.yaml``.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import Any

import yaml

from mscp_analysis import areas, markup
from mscp_analysis.report.pages import widths

_TABLE = re.compile(
    r"(?P<folded><details><summary>[^<]*</summary>)?"
    r'(?P<head><div class="table"[^>]*><table><caption[^>]*>(?P<caption>.*?)</caption>'
    r"<thead>.*?</thead><tbody>)(?P<body>.*?)(?P<end></tbody></table></div>)"
    r'(?P<foot><p class="foot">.*?</p>)?',
    re.S,
)
_TERMS = re.compile(r'<dl class="definitions">.*?</dl>', re.S)
_NUMBERS = re.compile(r'<td class="number".*?</td>', re.S)
_CITED = re.compile(r"\s*Source: (?P<cited><cite>.*</cite>)\.\s*", re.S)
_CSV = re.compile(r'\s*<a class="csv" href="(?P<file>[^"]*)".*?</a>', re.S)
_SERIES = re.compile(r'<thead><tr><th scope="col">(Year|Quarter)</th>')
_SHORT = 80
"""Letters up to which a source is told in full."""


@cache
def rules() -> dict[str, Any]:
    """How much of a report stands open, as ``data/rules/page.yaml`` says."""
    path = areas.shelf("rules") / "page.yaml"
    said: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return said


def folded(html: str, chapter: str = "") -> str:
    """An output as it stands on the page: what is long in it folded away, or cut.

    Parameters
    ----------
    html : str
        What a cell showed.
    chapter : str
        Title of its chapter: evidence is folded whole.

    Returns
    -------
    str

    Examples
    --------
    >>> terms = "<dt>Plan</dt><dd>What is to be done.</dd>" * 9
    >>> folded(f'<dl class="definitions">{terms}</dl>')[:75]
    '<details class="whole"><summary>Show all <span class="unit">9</span> terms:'
    """
    is_evidence = chapter in rules()["evidence"]
    html = _TABLE.sub(lambda found: _table(found, is_evidence), html)
    return _TERMS.sub(lambda found: _terms(found[0]), html)


def _table(found: re.Match[str], is_evidence: bool) -> str:
    """Whole, in two parts or folded away; and cut where nobody would read to its end."""
    rows = re.findall(r"<tr>.*?</tr>", found["body"], re.S)
    foot, notice = _foot(found["foot"] or ""), _notice(len(rows), found["foot"] or "")
    rows, head = rows[: rules()["cut"]], _set(found["head"], rows)
    whole = f"{head}{''.join(rows)}{found['end']}"
    if found["folded"] or _stands_open(found["caption"], rows):
        return f"{found['folded'] or ''}{notice}{whole}{foot}"
    matters = _is_among(found["caption"], "matters")
    if is_evidence and not matters:
        words = f"Show all {_count(len(rows))} rows: {found['caption']}"
        return f'<details class="whole"><summary>{words}</summary>{notice}{whole}{foot}</details>'
    first = _first(rows, rules()["matters_open" if matters else "open"])
    if len(rows) - first < rules()["fewest"]:
        return f"{notice}{whole}{foot}"
    return f"{notice}{_parted(head, rows, first, found['end'])}{foot}"


def _parted(head: str, rows: list[str], first: int, end: str) -> str:
    """A table in two parts; of years or quarters the latest stand open, and not the oldest."""
    series = _SERIES.search(head)
    opened, rest = (rows[-first:], rows[:-first]) if series else (rows[:first], rows[first:])
    kind, words, what = "more", "continued", "more rows"
    if series:
        kind, words = "more earlier", f"earlier {series[1].lower()}s"
        what = words
    more = head.replace("</caption>", f", {words}</caption>")
    more = re.sub(r'\b(id|aria-labelledby)="([^"]+)"', r'\1="\2-more"', more)
    return (
        f"{head}{''.join(opened)}{end}"
        f'<details class="{kind}"><summary>Show {_count(len(rest))} {what}</summary>'
        f"{more}{''.join(rest)}{end}</details>"
    )


def _stands_open(caption: str, rows: list[str]) -> bool:
    longest = rules()["folds"]
    is_short = len(rows) <= longest["rows"] and sum(map(_letters, rows)) <= longest["letters"]
    return is_short or _is_among(caption, "stands_whole")


def _is_among(caption: str, rule: str) -> bool:
    return markup.plain(caption).startswith(tuple(rules()[rule]))


def _first(rows: list[str], most: dict[str, int]) -> int:
    """How many rows stand open: one at least."""
    within = sum(read <= most["letters"] for read in accumulate(map(_letters, rows)))
    return max(1, min(within, most["rows"]))


def _letters(row: str) -> int:
    """How much there is to read in a row beside its figures."""
    return len(markup.plain(_NUMBERS.sub("", row)))


def _set(head: str, rows: list[str]) -> str:
    """The beginning of a table, with the widths of its columns where they have to share the page.

    They follow its caption, as HTML asks.
    """
    heads = head.rpartition("<thead>")[2]
    shares = widths.columns(heads, rows)
    if not shares:
        return head
    head = head.replace("<table>", '<table class="full">', 1)
    return head.replace("</caption>", f"</caption>{shares}", 1)


def _notice(rows: int, foot: str) -> str:
    """What is said above a table that is cut."""
    if rows <= rules()["cut"]:
        return ""
    link = _CSV.search(foot)
    where = f' <a href="{link["file"]}">The CSV file has all of them</a>.' if link else ""
    return (
        f'<p class="cut">This table has {_count(rows)} rows, of which the first '
        f"{_count(rules()['cut'])} stand here.{where}</p>"
    )


def _foot(foot: str) -> str:
    """What stands below a table: its notes, and its sources behind the names of who they are."""
    words = foot.removeprefix('<p class="foot">').removesuffix("</p>")
    link, cited = _CSV.search(words), _CITED.search(words)
    said = _CITED.sub(" ", _CSV.sub("", words)).strip()
    parts = [f"<p>{said}</p>" if said else ""]
    parts += [_sources(cited["cited"])] if cited else []
    parts += [link[0].strip()] if link else []
    return f'<div class="foot">{" ".join(filter(None, parts))}</div>' if foot else ""


def _sources(cited: str) -> str:
    if cited.count("<a ") == 1 and len(markup.plain(cited)) <= _SHORT:
        return f'<p class="cited">Source: {cited}.</p>'
    documents = [each for each in cited.split("; ") if 'href="#' in each]
    names = dict.fromkeys(markup.plain(each).partition(",")[0] for each in documents)
    label = f"Source{'s' * (len(names) > 1)}: {markup.text('; '.join(names))}"
    return f"<details><summary>{label}</summary><p>Source: {cited}.</p></details>"


def _terms(html: str) -> str:
    number = html.count("<dt>")
    if number <= rules()["terms"]:
        return html
    first = re.search(r"<dt>(.*?)</dt>", html, re.S)
    last = re.findall(r"<dt>(.*?)</dt>", html, re.S)[-1]
    words = f"Show all {_count(number)} terms: {first[1] if first else ''} to {last}"
    return f'<details class="whole"><summary>{words}</summary>{html}</details>'


def _count(number: int) -> str:
    """A number of rows is no fact of the report, and stands for itself."""
    return f'<span class="unit">{number:,}</span>'
