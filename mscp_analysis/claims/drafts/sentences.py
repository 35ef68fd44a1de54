"""The sentences of a draft, each with its section, its line and what it leans on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from mscp_analysis.claims.drafts.hyphens import Spelling
from mscp_analysis.claims.drafts.lines import Line, is_heading, lines
from mscp_analysis.claims.drafts.tables import Table, is_figure, table_at
from mscp_analysis.claims.numbers import one_of
from mscp_analysis.claims.words import words

LEANING = re.compile(
    r"(?:this|these|that|of those|of these|the (?:rate|number|figure)(?! of\b))\b", re.I
)
"""How a sentence begins that is about what was said before it."""
OF_WHICH = re.compile(r"\b(?:of|among|amongst) (?:whom|which|these|those|them)\b", re.I)
"""What leads from a whole to its parts."""
_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[A-Z“\"‘(\d£])")


@dataclass(frozen=True)
class Sentence:
    """A sentence, a line with a figure, or a cell of a table with its heads.

    Parameters
    ----------
    text : str
        Its words, also where the draft breaks them over lines.
    section : str
        The heading below which it stands.
    context : str
        What stood before it in the same paragraph, or led up to a list.
    starts : tuple of (int, int)
        From which place of the text each line of the draft goes on.
    span : tuple of int, optional
        For a cell, where in the text it stands behind its heads.
    trouble : str
        Why it could not be read, for a table that could not.
    kind : {"text", "bullet", "note"}
        What kind of line it stands on; ``note`` for one at the foot of a page.
    group : tuple of int, optional
        Its list, by the first line, or its table and column: what a total may add up.
    place : int
        How many lines of that list, or rows of that table, stand above it.
    """

    text: str
    section: str
    context: str
    starts: tuple[tuple[int, int], ...]
    span: tuple[int, int] | None = None
    trouble: str = ""
    kind: str = "text"
    group: tuple[int, int] | None = None
    place: int = 0

    def line_at(self, place: int) -> int:
        """The line of the draft on which a place of the text stands."""
        return self.starts[max(bisect_right([at for at, _ in self.starts], place) - 1, 0)][1]


@dataclass
class _Paragraph:
    section: str = ""
    lead: str = ""
    kind: str = ""
    first: int = 0
    place: int = 0
    parts: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(part for _, part in self.parts)

    def add(self, line: Line, spelling: Spelling) -> None:
        before = self.text[-2:]
        joined = not before or (before[-1] in "-\u00ad" and before != " -")
        if spelling.is_broken(self.text, line.text):
            number, part = self.parts[-1]
            self.parts[-1] = (number, part[:-1])
        self.parts.append((line.number, ("" if joined else " ") + line.text))


def sentences(text: str) -> Iterator[Sentence]:
    r"""The sentences, lines of figures and cells of a draft, in their order.

    Parameters
    ----------
    text : str
        A draft in Markdown or plain text.

    Examples
    --------
    >>> [each.text for each in sentences("There were 12 visits in 2023-\n24. No. 3 was late.")]
    ['There were 12 visits in 2023-24.', 'No. 3 was late.']
    """
    found, spelling = lines(text), Spelling(text)
    now, at = _Paragraph(), 0
    while at < len(found):
        line, table = found[at], table_at(found, at)
        if table is not None:
            yield from _split(now)
            yield from _cells(table, now)
            now, at = _Paragraph(now.section, ""), table.last
            continue
        before = found[at - 1] if at else None
        if line.kind in ("text", "bullet", "note", "heading"):
            after = found[at + 1].text if at + 1 < len(found) else ""
            if _opens(line, now, before, after):
                yield from _split(now)
                now = _opened(line, now, after, spelling)
            else:
                now.add(line, spelling)
        at += 1
    yield from _split(now)


def _opens(line: Line, now: _Paragraph, before: Line | None, after: str) -> bool:
    """Whether a line opens a paragraph instead of going on with the one before it."""
    if line.kind != "text" or now.kind in ("", "heading") or not now.parts:
        return True
    if before is not None and before.kind in ("text", "bullet", "note"):
        # Lines that each begin with a figure are no sentence broken over lines.
        figures = len(before.text) < 45 and before.text[:1].isdigit() and line.text[0].isdigit()
        named = re.match(r"(?:section|chapter|part|appendix) \w+ ?[-–—] ", line.text, re.I)
        return figures or bool(named)
    # A paragraph goes on over a blank line or the foot of a page where its sentence does.
    return not (line.text[0].islower() and not re.search(r"[.!?:;]$", now.text)) or (
        now.kind == "bullet" and len(line.text.split()) < 2
    )


def _opened(line: Line, before: _Paragraph, after: str, spelling: Spelling) -> _Paragraph:
    if line.kind == "heading" or (line.kind == "text" and is_heading(line.text, after)):
        return _Paragraph(line.text, "", "heading", parts=[(line.number, "")])
    goes_on = line.kind == before.kind == "bullet"
    first, place = (before.first, before.place + 1) if goes_on else (line.number, 0)
    now = _Paragraph(before.section, _lead(line, before), line.kind, first, place)
    now.add(line, spelling)
    return now


def _lead(line: Line, before: _Paragraph) -> str:
    """What a line of a list, or of figures below each other, leans on."""
    text = before.text
    if text.endswith(":"):
        return text
    if LEANING.match(line.text) and line.kind == "text":
        return text[-300:]
    if line.kind == "note":
        return ""
    if "bullet" in (line.kind, before.kind):
        return before.lead if line.kind == before.kind else ""
    if text.endswith(".") or len(text) > 60 or line.text.endswith("."):
        return ""
    return before.lead if re.search(r"\d", text) else text


def _split(paragraph: _Paragraph) -> Iterator[Sentence]:
    """The sentences of a paragraph."""
    text, context, at = paragraph.text, paragraph.lead, 0
    if paragraph.kind == "heading" or not text or _is_source(paragraph):
        return
    starts, place = [], 0
    for number, part in paragraph.parts:
        starts.append((place, number))
        place += len(part)
    for end in [*_ends(text), len(text)]:
        said = text[at:end].strip()
        shift = at + len(text[at:end]) - len(text[at:end].lstrip())
        if said:
            moved = tuple((max(start - shift, 0), line) for start, line in starts if start <= end)
            yield Sentence(
                said,
                paragraph.section,
                context,
                _last_of_each(moved),
                kind=paragraph.kind,
                group=(paragraph.first, 0) if paragraph.kind == "bullet" else None,
                place=paragraph.place,
            )
            context = f"{context} {said}".strip()
        at = end


def _is_source(paragraph: _Paragraph) -> bool:
    """Whether a note, or a line such as *Source: ...*, only names where a figure is from."""
    is_note = paragraph.kind == "note"
    begins = rf"(?:{one_of(words().only_sources)})\b" if is_note else r"sources? ?[:–-]"
    return re.match(begins, paragraph.text, re.I) is not None


def _last_of_each(starts: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    return tuple(dict(starts).items())


def _ends(text: str) -> Iterator[int]:
    """Where a sentence ends: not behind an abbreviation or an initial."""
    short = re.compile(rf"(?:^|[\s(])(?:{one_of(words().abbreviations)}|[A-Z]\.)$", re.I)
    for found in _END.finditer(text):
        if not short.search(text[: found.start()]):
            yield found.end()


def _cells(table: Table, before: _Paragraph) -> Iterator[Sentence]:
    """Each figure of a table, with the heads of its row and column."""
    titled = before.text.endswith(":") or len(before.text) < 60
    lead = f"{before.lead} {before.text}".strip() if titled else ""
    if table.trouble:
        starts = ((0, table.first),)
        yield Sentence("", before.section, lead, starts, None, table.trouble)
    for place, (line, cells) in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if column and (is_figure(cell) or re.search(r"\d", cell)):
                heads = [cells[0], table.head[column] if table.head else ""]
                said = ", ".join(filter(None, heads)) + ": "
                span = (len(said), len(said + cell))
                yield Sentence(
                    said + cell,
                    before.section,
                    lead,
                    ((0, line),),
                    span,
                    group=(table.first, column),
                    place=place,
                )
