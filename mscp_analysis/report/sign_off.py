"""What reviewers said of a report, who signed it off, and whether it may be published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import nbformat

from mscp_analysis import schemas
from mscp_analysis.periods import in_words
from mscp_analysis.registers import Registers
from mscp_analysis.report import chapters
from mscp_analysis.report.parameters import folder_name
from mscp_analysis.schemas import Fault
from mscp_analysis.severities import Finding, found

REGISTER = "reviews_of_report"
STATUSES = {
    "draft": "Draft: not yet agreed by the safeguarding partners",
    "for scrutiny": "For scrutiny: agreed by the safeguarding partners, not yet published",
    "published": "Published",
}
"""What stands on the page for each word that ``report.yaml`` may say."""

_HEADING = re.compile(r"^(#{1,4}) +(.+?)\s*$", re.M)
_OF_A_COMMENT = ("chapter", "section", "comment", "status", "decision", "decided", "answer")


@dataclass(frozen=True, kw_only=True)
class Comment:
    """What one reviewer said of a draft, and what was decided on it.

    Parameters
    ----------
    id : str
        Its number in the register.
    said : datetime.date
        When.
    who : str
        The post, group or committee, and the agency that it speaks for.
    chapter, section : str
        Title and heading that it is on; empty for the whole report or the whole chapter.
    words : str
        What was said.
    status : {"open", "answered", "closed"}
    decision, answer : str
        Empty where nothing was decided or answered.
    decided : datetime.date or None
    """

    id: str
    said: date
    who: str
    chapter: str
    section: str
    words: str
    status: str
    decision: str
    decided: date | None
    answer: str

    @property
    def place(self) -> str:
        """What it is on, in words."""
        return ": ".join(filter(None, [self.chapter, self.section])) or "the whole report"


@dataclass(frozen=True)
class Reviews:
    """How a report stands with those who review it and sign it off.

    Parameters
    ----------
    stage : {"draft", "for scrutiny", "published"}
        As ``report.yaml`` says.
    published : datetime.date or None
        When it was published, where that is known.
    comments : tuple of Comment
        In the order of the register.
    signed : tuple of (str, datetime.date)
        Who signed it off, and when.
    unsigned : tuple of str
        The safeguarding partners of that day that have not signed it off.
    """

    stage: str
    published: date | None = None
    comments: tuple[Comment, ...] = ()
    signed: tuple[tuple[str, date], ...] = ()
    unsigned: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Comment, ...]:
        """The comments on which something is still to be done."""
        return tuple(comment for comment in self.comments if comment.status == "open")

    @property
    def shown(self) -> tuple[Comment, ...]:
        """The comments that the page carries: all those of a draft, and none once published."""
        return () if self.stage == "published" else self.comments

    @property
    def status(self) -> str:
        """What stands on the page.

        Examples
        --------
        >>> Reviews("published", date(2023, 6, 7)).status
        'Published on 7 June 2023'
        """
        on = f" on {in_words(self.published)}" if self.published else ""
        return STATUSES[self.stage] + (on if self.stage == "published" else "")


def of(own: Registers) -> Reviews:
    """How a report stands with its reviewers, from what the partnership has handed in.

    Parameters
    ----------
    own : Registers
        The partnership's registers of the year.

    Returns
    -------
    Reviews

    Raises
    ------
    ValueError
        If ``report.yaml`` says an unknown status.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> of(registers.open("Medway", "2023-24")).comments
    ()
    """
    rows = own[REGISTER].rows.to_dict("records")
    ends = [row for row in rows if row["kind"] == "sign-off"]
    comments = [row for row in rows if row["kind"] == "comment"]
    return Reviews(
        stage=_stage(own),
        published=_published(own),
        comments=tuple(map(_comment, comments)),
        signed=tuple((_who(row), row["date"]) for row in ends),
        unsigned=tuple(_unsigned(own, ends)),
    )


def refuse(own: Registers) -> None:
    """Refuse to publish what is still under review.

    A partnership that keeps its sign-offs in the register needs that of each safeguarding
    partner; one that keeps none there is taken at its word, and the page says so.

    Parameters
    ----------
    own : Registers
        The partnership's registers of the year.

    Raises
    ------
    ValueError
        If it is marked published while a comment is open, or a partner has not signed.
    """
    reviews = of(own)
    still = _held_up(reviews) if reviews.stage == "published" else []
    if still:
        others = f" (and {len(still) - 1} more)" if len(still) > 1 else ""
        raise ValueError(
            f"The report of {own.year} is marked published, and {still[0]}{others}: put that right "
            f"in {own.year}/{REGISTER}.csv, or mark the report as a draft in report.yaml."
        )


def findings(own: Registers) -> Iterator[Finding]:
    """What stands between a report and its publication, as ``mscp check`` lists it."""
    reviews = of(own)
    done = reviews.stage == "published"
    for comment in reviews.open:
        sentence = f"{comment.who}, {in_words(comment.said)}: {comment.words}"
        key = "open_and_published" if done else "open"
        yield found("reviews", key, comment.id, comment.place, sentence)
    for partner in reviews.unsigned if done else ():
        sentence = f"{partner} has not signed the report off."
        yield found("reviews", "not_signed", partner, "", sentence)
    if done and not reviews.signed:
        sentence = f"It is marked published, and {REGISTER}.csv does not say who signed it off."
        yield found("reviews", "nobody_signed", "", "", sentence)


def faults(partnership: Path, year: str) -> list[Fault]:
    """Rows that say too little or too much, and comments on what the report does not have.

    Parameters
    ----------
    partnership : pathlib.Path
        The partnership's folder.
    year : str
        Label of the reporting year.

    Returns
    -------
    list of Fault
    """
    path = partnership / year / f"{REGISTER}.csv"
    sheet = schemas.read(path) if path.is_file() else None
    if sheet is None or sheet.faults or not sheet.rows:
        return []
    there = headings()
    return [
        Fault(sheet.name, number, *wrong)
        for number, cells in sheet.rows
        for wrong in _wrong(dict(zip(sheet.heads, cells, strict=True)), there)
    ]


def headings() -> dict[str, tuple[str, ...]]:
    """The title of each chapter of the report, and the headings in it."""
    found: dict[str, tuple[str, ...]] = {}
    for path in chapters.find():
        cells = nbformat.read(path, as_version=4).cells
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        title, *rest = (words for _, words in _HEADING.findall(text))
        found[title] = tuple(rest)
    return found


def _wrong(
    row: Mapping[str, str], there: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str, str, str]]:
    said = {name: row.get(name, "") for name in _OF_A_COMMENT}
    if row.get("kind") == "sign-off":
        for name in filter(said.get, said):
            expected = "nothing, since the row is a sign-off"
            yield name, expected, said[name], "take it out, or call the row a comment"
        return
    for name in ("comment", "status"):
        if not said[name]:
            yield name, "words, since the row is a comment", "", "write them, or call it a sign-off"
    if said["status"] in ("answered", "closed") and not said["decision"]:
        do = "write accepted, accepted in part or declined"
        yield "decision", f"a decision, since the comment is {said['status']}", "", do
    if said["section"] and not said["chapter"]:
        yield "chapter", f"the chapter that {said['section']} stands in", "", "write its title"
    title = _like(said["chapter"], there)
    if said["chapter"] and title is None:
        yield "chapter", "the title of a chapter", said["chapter"], _meant(said["chapter"], there)
    elif title and said["section"] and _like(said["section"], there[title]) is None:
        do = _meant(said["section"], there[title])
        yield "section", f"a heading of {title}", said["section"], do


def _like(words: str, known: Any) -> str | None:
    return next((each for each in known if folder_name(each) == folder_name(words)), None)


def _meant(words: str, known: Any) -> str:
    near = get_close_matches(words, list(known), n=1, cutoff=0.5)
    return f"write {near[0]!r}" if near else f"use one of {', '.join(known)}"


def _held_up(reviews: Reviews) -> list[str]:
    """What keeps it from being published, in clauses."""
    still = [
        f"comment {comment.id}, of {comment.who} on {comment.place}, is open"
        for comment in reviews.open
    ]
    return still + [f"{partner} has not signed it off" for partner in reviews.unsigned]


def _stage(own: Registers) -> str:
    said = own.about.get("status", "draft")
    if said not in STATUSES:
        raise ValueError(
            f"{own.folder}/report.yaml: expected status: {', '.join(STATUSES)}; came {said!r}."
        )
    return said


def _published(own: Registers) -> date | None:
    steps = own["presentations"].where(event="published", report=own.year.label).rows
    days = [day for day in steps["date"] if day is not None]
    return min(days, default=None)


def _unsigned(own: Registers, ends: list[dict[str, Any]]) -> list[str]:
    """The safeguarding partners of the day of the last sign-off that have not signed."""
    day = max((row["date"] for row in ends), default=None)
    partners = own["agencies"].where(partner="safeguarding partner").rows if day else None
    if partners is None or day is None:
        return []
    here = [
        row["name"]
        for row in partners.to_dict("records")
        if (row["from"] or day) <= day <= (row["to"] or day)
    ]
    signed = {row["agency"] for row in ends}
    return [name for name in here if name not in signed]


def _who(row: Mapping[str, Any]) -> str:
    return ", ".join(dict.fromkeys(filter(None, [row["reviewer"], row["agency"]])))


def _comment(row: Mapping[str, Any]) -> Comment:
    same = ("id", "chapter", "section", "status", "decision", "decided", "answer")
    told = {name: row[name] for name in same}
    return Comment(said=row["date"], who=_who(row), words=row["comment"], **told)
