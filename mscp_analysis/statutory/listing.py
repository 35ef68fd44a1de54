"""The elements of a report as rows, so that they are counted and shown like any register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from mscp_analysis import areas, schemas
from mscp_analysis.markup import Links
from mscp_analysis.periods import ReportingYear
from mscp_analysis.schemas import Column, Description
from mscp_analysis.schemas.listed import Rows
from mscp_analysis.statutory.element import Element
from mscp_analysis.statutory.judging import STATES, Judged
from mscp_analysis.statutory.reading import elements, guidance

LIST = Description(
    name="elements",
    title="What a yearly report must hold",
    subject="what a yearly report must hold",
    row="one thing that a yearly report must hold",
    unit="elements",
    feeds=("10.5",),
    columns={
        "id": Column("id", title="Number"),
        "title": Column("title", title="Element"),
        "asks": Column("asks", title="What is asked"),
        "basis": Column("basis", title="Who asks"),
        "rule": Column("rule", title="How the rule is known"),
        "confirmed": Column("confirmed", "yes_no"),
        "state": Column("state", title="How it stands", choices=STATES),
        "where": Column("where", title="Where in this report"),
        "found": Column("found", title="What there is"),
        "missing": Column("missing", title="What is missing"),
        "reason": Column("reason", title="Why"),
        "owner": Column("owner", title="Who will supply it"),
        "due": Column("due", "date", title="When"),
        **{f"no_{what}": Column(f"no_{what}", "yes_no") for what in ("reason", "owner", "day")},
    },
    key=("id",),
    derived=True,
)


class OfAYear(Rows, Protocol):
    """A register of a year, whose rows may be replaced by others."""

    @property
    def year(self) -> ReportingYear:
        """The reporting year."""


R = TypeVar("R", bound=OfAYear)


def listed(found: Sequence[Judged], register: R) -> R:
    """The elements as rows of a register, in place of its own.

    Parameters
    ----------
    found : sequence of Judged
    register : Register
        The register ``elements`` of the partnership, which says whose and of which year it is.

    Returns
    -------
    Register
        A row an element; with a sentence in place of rows where no guidance is held for the
        year, or nothing at all was handed in.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Kent", "2023-24")
    >>> asked = listed([], own["elements"])
    >>> len(asked)
    0
    """
    nothing = (
        f"Nothing was handed in for {register.year}, so that nobody can say from here what the "
        "report of that year holds of what it must."
    )
    return _rows([_row(each) for each in found], register, nothing)


def rules(register: R) -> R:
    """What the guidance of a register's year asks, whatever its report holds.

    Parameters
    ----------
    register : Register
        The register ``elements`` of the partnership, which says of which year.

    Returns
    -------
    Register
        A row an element, with what it asks and how that is known.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> asked = rules(registers.open("Medway", "2023-24")["elements"])
    >>> asked.rows["title"].iloc[0]
    'What was done'
    """
    return _rows([_rule(each) for each in elements(register.year)], register)


def _rows(told: list[dict[str, Any]], register: R, otherwise: str = "") -> R:
    no_guidance = (
        "For this year no version of the guidance on yearly reports is held, so that no report "
        "of it is held against one."
    )
    why = otherwise if guidance(register.year) and not told else "" if told else no_guidance
    return schemas.listed(register, LIST, told, absence=why)


def _rule(element: Element) -> dict[str, Any]:
    return {
        "id": element.id,
        "title": element.title,
        "asks": element.asks,
        "basis": element.basis,
        "rule": element.rule,
        "confirmed": "yes" if element.confirmed else "no",
        "document": "",
        "page": "",
        "note": "",
    }


def _row(each: Judged) -> dict[str, Any]:
    told = ("reason", "owner", "day")
    found = dict.fromkeys(f"{one.need.what}: {one.found}" for one in each.found)
    return {
        **_rule(each.element),
        "state": each.state,
        "where": Links((chapter_title(stem), section) for stem, section in each.places),
        "found": ". ".join(found),
        "missing": ". ".join(each.lacking),
        "reason": f"{each.reason[:1].upper()}{each.reason[1:]}",
        "owner": each.owner,
        "due": each.due,
        **{f"no_{what}": "yes" if what in each.lacks else "no" for what in told},
        "document": each.document,
        "page": each.page,
    }


def called(year: str | ReportingYear) -> str:
    """What the elements of a year are called in a sentence: by the guidance that asks for them.

    Examples
    --------
    >>> called("2012-13")
    'things that a yearly report must hold'
    """
    found = guidance(year)
    if found is None:
        return "things that a yearly report must hold"
    used = f", for which those of {found.used} stand meanwhile" if found.used else ""
    words = f"things that a yearly report must hold under {found.title}{used}"
    return f"{words}, or that its readers ask for"


def note(year: str | ReportingYear) -> str:
    """How far the guidance of a year is transcribed; empty where none is held.

    Examples
    --------
    >>> note("2012-13")
    ''
    """
    found = guidance(year)
    return found.note.strip() if found else ""


def chapter_title(stem: str) -> str:
    """How a chapter is called, by the name of its notebook.

    Raises
    ------
    ValueError
        If ``data/rules/chapters.yaml`` does not name it.

    Examples
    --------
    >>> chapter_title("07_resources")
    'Resources'
    """
    titles = areas.read_rules("chapters.yaml", _titles)
    if stem not in titles:
        raise ValueError(f"chapters.yaml: it does not say how the chapter {stem!r} is called.")
    return titles[stem]


def _titles(_path: Path, said: Mapping[str, str]) -> dict[str, str]:
    return dict(said)


def unsaid(register: Any) -> dict[str, Any]:
    """Of how many elements that are missing nobody says why, from whom and when.

    Parameters
    ----------
    register : Register
        As ``listed`` gives it.

    Returns
    -------
    dict of str to Fact
        ``n`` elements that are missing, and how many lack ``reason``, ``owner`` and ``day``:
        parts of a sentence; without a value where none is missing.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Kent", "2023-24")
    >>> asked = listed([], own["elements"])
    >>> sorted(unsaid(asked))
    ['day', 'n', 'owner', 'reason']
    """
    gone = register.where(state="missing")
    facts = {"n": gone.count("Elements that are missing")} | {
        what: gone.where(**{f"no_{what}": "yes"}).count(f"Elements missing without {what}")
        for what in ("reason", "owner", "day")
    }
    counts: dict[str, Any] = gone.if_any(facts)
    return counts


def in_part(register: Any) -> dict[str, Any]:
    """How many elements are met in part, and how many of them without a reason.

    Parameters
    ----------
    register : Register
        As ``listed`` gives it.

    Returns
    -------
    dict of str to Fact
        ``n`` and ``bare``: parts of a sentence; without a value where none is met in part.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Kent", "2023-24")
    >>> asked = listed([], own["elements"])
    >>> sorted(in_part(asked))
    ['bare', 'n']
    """
    some = register.where(state="in part")
    bare = some.where(reason="").count("Elements met in part without a reason")
    counts: dict[str, Any] = some.if_any({"n": some.count("Elements met in part"), "bare": bare})
    return counts
