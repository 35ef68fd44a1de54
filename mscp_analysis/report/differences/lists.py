"""What two reports list: their tables, charts, checks and sources."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from nbformat import NotebookNode

from mscp_analysis import markup
from mscp_analysis.report.differences.built import Built
from mscp_analysis.report.files.shown import ShownTable
from mscp_analysis.report.pages import table_html

STATEMENTS = {
    "Statements that hold": "holds",
    "Statements that could not be checked": "could not be checked",
    "Statements to be explained": "needs a word of explanation",
    "Statements that differ": "differs from the data",
}
"""How a statement stands, by the caption of the table in which it is listed."""

ELEMENTS, STATE = "What this report holds of it", "How it stands"
"""The table of what a yearly report must hold, and its column that says how each stands."""

_GRAVE = ["met", "holds", "", "could not be checked", "in part", "needs a word of explanation"]
_PASSED, _FAILS_FROM = {"met", "holds"}, 4
_ITEM = re.compile(r'<li id="[^"]+">(.*?)</li>', re.S)
_SMALL = re.compile(r"<small>.*?</small>", re.S)
_SPAN = re.compile("…(?: (?:to|and) …)+")
_DETAIL = re.compile(r", (?:item|pages?) [^()]*(?= \()")
_DATED = re.compile(r"\([^)]*\)|\d[\d-]*")

One = TypeVar("One")


@dataclass(frozen=True)
class Listed:
    """A table, a chart or a heading that only one report has, or a table of which rows differ.

    Parameters
    ----------
    words, place : str
        Its caption, and the chapter and section that it stands below.
    there, gone : tuple of str
        Headings of the rows that only the later and only the earlier report has.
    """

    words: str
    place: str
    there: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Beside:
    """What came, what went, and what is there in both and differs."""

    there: tuple[Listed, ...]
    gone: tuple[Listed, ...]
    differ: tuple[Listed, ...] = ()


@dataclass(frozen=True)
class Check:
    """Something that was checked and stands otherwise than before.

    Parameters
    ----------
    item : str
        The statement or the element.
    before, now : str
        How it stood and stands; empty where that report does not have it.
    """

    item: str
    before: str
    now: str

    @property
    def outcome(self) -> str:
        """``failing``, ``passing``, or ``otherwise`` where it neither fails nor passes anew."""
        grave = [_rank(self.before), _rank(self.now)]
        if grave[1] >= _FAILS_FROM and grave[1] > grave[0]:
            return "failing"
        return "passing" if self.now in _PASSED and self.before else "otherwise"


def tables(old: Built, new: Built) -> Beside:
    """Tables that came and went, and those of which rows did, matched by their captions."""
    pairs, before, after = _matched(old.tables, new.tables, _of_table)
    differ = [_rows(*pair) for pair in pairs]
    return Beside(
        tuple(Listed(each.caption, _place(each)) for each in after),
        tuple(Listed(each.caption, _place(each)) for each in before),
        tuple(each for each in differ if each.there or each.gone),
    )


def charts(old: Built, new: Built) -> Beside:
    """Charts that came and went, matched by the captions of the tables of their figures."""
    _, before, after = _matched([*_charts(old)], [*_charts(new)], _of_chart)
    return Beside(tuple(after), tuple(before))


def checks(old: Built, new: Built) -> list[Check]:
    """What was checked in either report and stands otherwise, the gravest first."""
    before, after = _checked(old), _checked(new)
    found = [
        Check(item[0], before.get(item, ""), after.get(item, ""))
        for item in dict.fromkeys([*after, *before])
        if before.get(item) != after.get(item)
    ]
    return sorted(found, key=lambda check: -_rank(check.now))


def sources(old: Built, new: Built) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Sources replaced by another edition of the same, added, and no longer cited.

    Parameters
    ----------
    old, new : Built

    Returns
    -------
    (list of (str, str), list of str, list of str)
    """
    cited = [_cited(report) for report in (old, new)]
    before, after = ([s for s in side if s not in other] for side, other in (cited, cited[::-1]))
    pairs, gone, there = _matched(before, after, lambda words: _DATED.sub("", words))
    return pairs, there, gone


def _matched(
    old: Sequence[One], new: Sequence[One], name: Callable[[One], Hashable]
) -> tuple[list[tuple[One, One]], list[One], list[One]]:
    """Pairs of one name, in the order in which each has several; and what is left of each."""
    waiting: dict[Hashable, list[One]] = defaultdict(list)
    for each in old:
        waiting[name(each)].append(each)
    pairs, after = [], []
    for each in new:
        found = waiting[name(each)]
        if found:
            pairs.append((found.pop(0), each))
        else:
            after.append(each)
    return pairs, [each for found in waiting.values() for each in found], after


def _of_table(table: ShownTable) -> tuple[str, str]:
    return table.chapter, undated(table.caption)


def _of_chart(chart: Listed) -> tuple[str, str]:
    return chart.place.partition(": ")[0], undated(chart.words)


def undated(words: str) -> str:
    """Words without the dates and years in them, which differ from year to year.

    Examples
    --------
    >>> undated("Plans, Medway, 2013-14 to 2022-23") == undated("Plans, Medway, 2014-15 to 2023-24")
    True
    """
    return _SPAN.sub("…", markup.TIMES.sub("…", words))


def _place(table: ShownTable) -> str:
    return ": ".join(filter(None, [table.chapter, table.section]))


def _rows(old: ShownTable, new: ShownTable) -> Listed:
    heads = [Counter(heading for heading, _ in table.rows) for table in (old, new)]
    there, gone = heads[1] - heads[0], heads[0] - heads[1]
    return Listed(new.caption, _place(new), tuple(there.elements()), tuple(gone.elements()))


def _charts(report: Built) -> Iterator[Listed]:
    chapter = section = ""
    for notebook in report.chapters.values():
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                for level, words in re.findall(r"^(#{1,2}) +(.+)$", cell.source, re.M):
                    chapter, section = (words, "") if level == "#" else (chapter, words)
            shown = [output.get("data", {}) for output in cell.get("outputs", [])]
            if any("image/svg+xml" in data for data in shown):
                place = ": ".join(filter(None, [chapter, section]))
                for html in (data.get("text/html", "") for data in shown):
                    if "<table" in html:
                        yield Listed(table_html.read(html).caption, place)


def _checked(report: Built) -> dict[tuple[str, str], str]:
    """How each statement and element stands, by what it says and how it was printed."""
    found = {}
    for table in report.tables:
        state = STATEMENTS.get(table.caption, "")
        if not state and table.caption != ELEMENTS:
            continue
        for heading, cells in table.rows:
            said = dict(zip(table.columns, (cell.text for cell in cells), strict=True))
            item = (heading, said.get("As printed", ""))
            found[item] = state or said.get(STATE, "")
    return found


def _rank(state: str) -> int:
    return _GRAVE.index(state) if state in _GRAVE else len(_GRAVE)


def _cited(report: Built) -> list[str]:
    """Each document that a report cites, once, whatever pages and items of it."""
    found: list[str] = []
    for output in _outputs(report):
        if output.get("metadata", {}).get("mscp", {}).get("kind") == "sources":
            items = _ITEM.findall(output.data["text/html"])
            words = (" ".join(markup.plain(_SMALL.sub("", item)).split()) for item in items)
            found += [_DETAIL.sub("", each) for each in words]
    return sorted(dict.fromkeys(found))


def _outputs(report: Built) -> Iterator[NotebookNode]:
    for notebook in report.chapters.values():
        for cell in notebook.cells:
            yield from cell.get("outputs", [])
