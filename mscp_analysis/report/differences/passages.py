"""What two reports say in words: each passage below its headings, and which are one passage."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

from nbformat import NotebookNode

from mscp_analysis.report.differences.built import Built

LIKE, LIKE_ELSEWHERE = 0.5, 0.75
"""How much of two passages is the same where one is the other reworded, in one section or not."""

_BLOCKS = {"p", "li", "dt", "dd", "blockquote", "h3", "h4"}
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Word:
    """A word, a number or a mark, with what stands before it.

    Parameters
    ----------
    text : str
    fact : str
        Key of the fact that it tells; empty for a mere word.
    space : bool
        Whether a space stands before it.
    """

    text: str
    fact: str = ""
    space: bool = False


@dataclass(frozen=True)
class Passage:
    """A paragraph, an item of a list or the headline of a chart.

    Parameters
    ----------
    chapter, section : str
        The headings that it stands below.
    words : tuple of Word
    facts : frozenset of str
        Keys of all facts that it tells, or that the chart below it draws.
    """

    chapter: str
    section: str
    words: tuple[Word, ...]
    facts: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(" " * word.space + word.text for word in self.words).strip()


@dataclass(frozen=True)
class Reworded:
    """A passage of which the words changed, or that only one report has.

    Parameters
    ----------
    old, new : Passage or None
    """

    old: Passage | None
    new: Passage | None

    @property
    def place(self) -> tuple[str, str]:
        """Chapter and section, those of the later report where it has it."""
        at = self.new or self.old
        return (at.chapter, at.section) if at else ("", "")


def read(report: Built) -> list[Passage]:
    """Every passage of a report, in the order of its page, each once in its section."""
    found = [passage for notebook in report.chapters.values() for passage in _of(notebook)]
    kept = {(each.chapter, each.section, each.text): each for each in found if each.words}
    return [*kept.values()]


def reworded(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[list[Reworded], int]:
    """Which passages changed, went and came; what only moved is counted and not told.

    Parameters
    ----------
    old, new : sequence of Passage
        Those of the earlier and of the later report.

    Returns
    -------
    (list of Reworded, int)
        In the order of the later report, then what only the earlier one has; and how many
        passages stand below another heading with not a word changed.
    """
    before, after, moved = _left(old, new)
    pairs: list[Reworded] = []
    for within, least in ((True, LIKE), (False, LIKE_ELSEWHERE)):
        for found in _likest(before, after, within, least):
            before.remove(found[0])
            after.remove(found[1])
            pairs.append(Reworded(*found))
    pairs += [Reworded(None, passage) for passage in after]
    order = {id(passage): place for place, passage in enumerate(new)}
    pairs.sort(key=lambda pair: order[id(pair.new)])
    return pairs + [Reworded(passage, None) for passage in before], moved


def _left(
    old: Sequence[Passage], new: Sequence[Passage]
) -> tuple[list[Passage], list[Passage], int]:
    """The passages that only one report has in these words, and how many only moved."""
    places: dict[str, list[Passage]] = defaultdict(list)
    for passage in old:
        places[passage.text].append(passage)
    after: list[Passage] = []
    elsewhere: list[Passage] = []
    for passage in new:
        here = (passage.chapter, passage.section)
        same = [p for p in places[passage.text] if (p.chapter, p.section) == here]
        if same:
            places[passage.text].remove(same[0])
        else:
            elsewhere.append(passage)
    moved = 0
    for passage in elsewhere:
        if places[passage.text]:
            places[passage.text].pop(0)
            moved += 1
        else:
            after.append(passage)
    left = {id(passage) for found in places.values() for passage in found}
    return [passage for passage in old if id(passage) in left], after, moved


def _likest(
    old: Sequence[Passage], new: Sequence[Passage], within: bool, least: float
) -> list[tuple[Passage, Passage]]:
    """Pairs of passages that are alike enough, the likest first, each passage in one pair."""
    rated = []
    for first, one in enumerate(old):
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2([word.text for word in one.words])
        for second, other in enumerate(new):
            if within and (one.chapter, one.section) != (other.chapter, other.section):
                continue
            matcher.set_seq1([word.text for word in other.words])
            quick = min(matcher.real_quick_ratio(), matcher.quick_ratio())
            if quick >= least and (ratio := matcher.ratio()) >= least:
                rated.append((-ratio, first, second))
    taken: set[tuple[str, int]] = set()
    found = []
    for _, first, second in sorted(rated):
        if not {("old", first), ("new", second)} & taken:
            taken |= {("old", first), ("new", second)}
            found.append((old[first], new[second]))
    return found


def _of(notebook: NotebookNode) -> Iterator[Passage]:
    chapter = section = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for line in re.split(r"\n+", cell.source):
                level, _, words = line.partition(" ")
                if level == "#":
                    chapter, section = words, ""
                elif level == "##":
                    section = words
                elif not level.startswith("#"):
                    yield Passage(chapter, section, tuple(_split(line, "")))
        for output in cell.get("outputs", []):
            for words, facts in _shown(output):
                yield Passage(chapter, section, words, facts)


def _shown(output: NotebookNode) -> Iterator[tuple[tuple[Word, ...], frozenset[str]]]:
    about, data = output.get("metadata", {}), output.get("data", {})
    if "image/svg+xml" in data:
        drawn = frozenset(fact["key"] for fact in about.get("mscp", {}).get("facts", []))
        yield tuple(_split(about["image/svg+xml"]["title"], "")), drawn
    html = data.get("text/html", "")
    if "<table" in html or about.get("mscp", {}).get("kind") == "sources":
        return
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for words in reader.passages:
        yield tuple(words), frozenset(word.fact for word in words if word.fact)


def _split(text: str, fact: str) -> Iterator[Word]:
    space = False
    for part in [text] if fact else _WORDS.findall(text):
        if part.isspace():
            space = True
        else:
            yield Word(part.strip(), fact, space or part[0].isspace())
            space = False


class _Reader(HTMLParser):
    """Reads the words of each block of an output, and which of them tell a fact."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[list[Word]] = [[]]
        self.fact, self.space = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.passages.append([])
        elif tag == "data":
            self.fact = dict(attrs).get("data-fact") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.passages.append([])
        elif tag == "data":
            self.fact = ""

    def handle_data(self, data: str) -> None:
        for number, word in enumerate(_split(data, self.fact)):
            spaced = word.space or (number == 0 and self.space)
            self.passages[-1].append(Word(word.text, word.fact, spaced))
        self.space = data[-1:].isspace() if data.strip() or not self.space else self.space
