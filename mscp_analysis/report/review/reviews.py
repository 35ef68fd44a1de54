"""How a report stands with those who review it and sign it off, as its register says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mscp_analysis.periods import in_words

if TYPE_CHECKING:
    from mscp_analysis.registers import Registers

REGISTER = "reviews_of_report"
STATUSES = {
    "draft": "Draft: not yet agreed by the safeguarding partners",
    "for scrutiny": "For scrutiny: agreed by the safeguarding partners, not yet published",
    "published": "Published",
}
"""What stands on the page for each word that ``report.yaml`` may say."""


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
