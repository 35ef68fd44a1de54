"""Whether a report may be published, and what is wrong with what its reviewers are said to say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import nbformat

from mscp_analysis import schemas
from mscp_analysis.periods import in_words
from mscp_analysis.registers import Registers
from mscp_analysis.report import chapters
from mscp_analysis.report.parameters import folder_name
from mscp_analysis.report.review import reviews
from mscp_analysis.report.review.reviews import REGISTER, Reviews
from mscp_analysis.schemas import Fault
from mscp_analysis.schemas.columns import MARKED
from mscp_analysis.severities import Finding, found

_HEADING = re.compile(r"^(#{1,4}) +(.+?)\s*$", re.M)
_OF_A_COMMENT = ("chapter", "section", "comment", "status", "decision", "decided", "answer")


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
    stands = reviews.of(own)
    still = _held_up(stands) if stands.stage == "published" else []
    if still:
        others = f" (and {len(still) - 1} more)" if len(still) > 1 else ""
        raise ValueError(
            f"The report of {own.year} is marked published, and {still[0]}{others}: put that right "
            f"in {own.year}/{REGISTER}.csv, or mark the report as a draft in report.yaml."
        )


def findings(own: Registers) -> Iterator[Finding]:
    """What stands between a report and its publication, as ``mscp check`` lists it.

    Parameters
    ----------
    own : Registers
        The partnership's registers of the year.

    Yields
    ------
    Finding
        Of a draft its open comments, which should be settled; of a report that is marked
        published the same, which must be, and what is missing of its sign-off.
    """
    stands = reviews.of(own)
    done = stands.stage == "published"
    for comment in stands.open:
        sentence = f"{comment.who}, {in_words(comment.said)}: {comment.words}"
        key = "open_and_published" if done else "open"
        yield found("reviews", key, comment.id, comment.place, sentence)
    for partner in stands.unsigned if done else ():
        sentence = f"{partner} has not signed the report off."
        yield found("reviews", "not_signed", partner, "", sentence)
    if done and not stands.signed:
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
    """The title of each chapter of the report, and the headings in it.

    Returns
    -------
    dict of str to tuple of str
        In the order of the report.

    Examples
    --------
    >>> headings()["Voice of children and families"][:2]
    ('Who was heard', 'Make Your Mark')
    """
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
    if MARKED.fullmatch(row.get("date", "")):
        yield "date", "the day on which it was said or signed", row["date"], "write the day"
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
