"""The elements of a report as rows, so that they are counted and shown like any register."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pandas as pd
import yaml

from mscp_analysis import areas
from mscp_analysis.markup import Links
from mscp_analysis.periods import ReportingYear
from mscp_analysis.schemas import Column, Description
from mscp_analysis.statutory.judging import STATES, Judged
from mscp_analysis.statutory.reading import guidance

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
        "unexplained": Column("unexplained", "yes_no"),
    },
    key=("id",),
)


class Rows(Protocol):
    """A register, whose rows may be replaced by others."""

    def with_rows(self, rows: pd.DataFrame, **changes: Any) -> Any:
        """The same register of other rows."""


R = TypeVar("R", bound=Rows)


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
        A row an element; with a sentence in place of rows where no guidance is held for the year.
    """
    rows = pd.DataFrame([_row(each) for each in found], dtype=object)
    rows = rows.reindex(columns=[*LIST.known])
    absence = "" if len(rows) else (
        "For this year no version of the guidance on yearly reports is held, so that no report "
        "of it is held against one."
    )  # fmt: skip
    made: R = register.with_rows(rows, description=LIST, absence=absence)
    return made


def _row(each: Judged) -> dict[str, Any]:
    element = each.element
    found = dict.fromkeys(f"{one.need.what}: {one.found}" for one in each.found)
    return {
        "id": element.id,
        "title": element.title,
        "asks": element.asks,
        "basis": element.basis,
        "rule": element.rule,
        "confirmed": "yes" if element.confirmed else "no",
        "state": each.state,
        "where": Links((chapter_title(stem), section) for stem, section in each.places),
        "found": ". ".join(found),
        "missing": ". ".join(each.lacking),
        "reason": f"{each.reason[:1].upper()}{each.reason[1:]}",
        "owner": each.owner,
        "due": each.due,
        "unexplained": "yes" if each.lacks else "no",
        "document": each.document,
        "page": each.page,
        "note": "",
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
    """How far the guidance of a year is transcribed; empty where none is held."""
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
    path = areas.shelf("rules") / "chapters.yaml"
    titles = _titles(path, path.stat().st_mtime_ns)
    if stem not in titles:
        raise ValueError(f"{path.name}: it does not say how the chapter {stem!r} is called.")
    return titles[stem]


@lru_cache(maxsize=2)
def _titles(path: Path, _written: int) -> dict[str, str]:
    return dict(yaml.safe_load(path.read_text("utf-8")))
