"""Each element of a yearly report: met, in part or missing, and where in the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from mscp_analysis.measures import Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.schemas import descriptions
from mscp_analysis.statutory.element import Element
from mscp_analysis.statutory.evidence import MISSING, SUPPLIED, Evidence, Own, seek
from mscp_analysis.statutory.reading import elements

STATES = ("met", "in part", "missing", "does not apply")


@dataclass(frozen=True, kw_only=True)
class Judged:
    """An element, and how far a report holds it.

    Parameters
    ----------
    element : Element
        What was asked.
    state : str
        One of ``STATES``.
    evidence : tuple of Evidence
        What was found of each need.
    reason, owner : str
        Why it is not met, and who will supply what is missing.
    due : datetime.date or None
        When that will come.
    document, page : str
        The document from which the reason is known, or which says what is stated.
    unsure : str
        Title of the register that would say whether the element applies, where it was not supplied.
    """

    element: Element
    state: str
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    owner: str = ""
    due: date | None = None
    document: str = ""
    page: str = ""
    unsure: str = ""

    @property
    def found(self) -> tuple[Evidence, ...]:
        """What there is of it, in full or in part."""
        return tuple(each for each in self.evidence if each.state != MISSING)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is not there, or not in full."""
        told = [f"Whether this applies ({self.unsure})"] if self.unsure else []
        return (*told, *(each.need.what for each in self.evidence if each.state != SUPPLIED))

    @property
    def lacks(self) -> tuple[str, ...]:
        """What must be said of it where it is missing, and is not: reason, owner, day."""
        told = {"reason": self.reason, "owner": self.owner, "day": self.due}
        asked = told if self.state == "missing" else {}
        return tuple(name for name, said in asked.items() if not said)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """Chapter and heading of what was found, each once."""
        told = [(each.need.chapter, each.need.section) for each in self.found if each.need.chapter]
        return tuple(dict.fromkeys(told))


def judged(
    year: str | ReportingYear,
    states: pd.DataFrame | Mapping[str, str],
    own: Own,
    counts: Mapping[str, Mapping[str, Measure]],
) -> tuple[Judged, ...]:
    """Hold each element that the guidance of a year asks against what there is for a report.

    An element is *met* where all that it needs is there, *in part* where some is, *missing* where
    nothing is. The reason, the owner and the day stand in the register ``elements`` or, where
    that says nothing, in ``returns`` for the registers from which it would come. A row of an
    element that there is not speaks of none; ``statutory.faults`` finds it.

    Parameters
    ----------
    year : str or ReportingYear
        The year of the report.
    states : pandas.DataFrame, or mapping of str to str
        State of each part of the report: the rows of ``registers.coverage.filled``, or each
        part's number and state.
    own : Registers
        The partnership's registers of the year.
    counts : mapping of str to mapping of str to Measure
        Its own counts of children, as ``data.own`` gives.

    Returns
    -------
    tuple of Judged
        In the order of the guidance, then what readers ask; empty for a year before the first
        version of the guidance that is held, and where nothing at all was handed in, since
        nobody can then say what the report holds.

    Examples
    --------
    >>> from mscp_analysis import data, registers
    >>> from mscp_analysis.registers import coverage
    >>> own, counts = registers.open("Medway", "2023-24"), data.own("Medway", "2023-24")
    >>> found = judged("2023-24", coverage.filled(own, counts).rows, own, counts)
    >>> {each.element.title: each.state for each in found}["Restraint"]
    'missing'
    """
    asked = elements(year) if own.folder is not None else ()
    told = own["elements"].rows.to_dict("records")
    if isinstance(states, pd.DataFrame):
        states = dict(zip(states["part"], states["state"], strict=True))
    return tuple(_judged(element, own, counts, states, told) for element in asked)


def _judged(
    element: Element,
    own: Own,
    counts: Mapping[str, Mapping[str, Measure]],
    parts: Mapping[str, str],
    told: list[dict[str, Any]],
) -> Judged:
    unsure = own[element.applies].absence if element.applies else ""
    if element.applies and not unsure and not len(own[element.applies]):
        return Judged(element=element, state="does not apply")
    evidence = tuple(seek(need, own, counts, parts) for need in element.needs)
    state = _state({each.state for each in evidence})
    reasons = [] if state == "met" else [*_explained(element, evidence, own, told)]
    cited = [each for each in reasons if each.get("document")]
    stated = [{"document": e.document, "page": e.page} for e in evidence if e.document]
    source = next(iter([*cited, *stated]), {})
    days = [each["due"] for each in reasons if isinstance(each["due"], date)]
    return Judged(
        element=element,
        state=state,
        evidence=evidence,
        reason="; ".join(_each_once(reasons, "reason")),
        owner="; ".join(_each_once(reasons, "owner")),
        due=max(days, default=None),
        document=source.get("document", ""),
        page=source.get("page", ""),
        unsure=descriptions()[element.applies].title if unsure else "",
    )


def _state(states: set[str]) -> str:
    return "met" if states == {SUPPLIED} else "missing" if states == {MISSING} else "in part"


def _explained(
    element: Element, evidence: tuple[Evidence, ...], own: Own, told: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The rows that say why something is not there: of elements or, without one, of returns."""
    lacking = [each.need for each in evidence if each.state != SUPPLIED]
    names = {"", *(need.name for need in lacking)}
    rows = [
        row
        for row in told
        if row["element"] == element.id and row["need"] in names
        and (row["reason"] or row["owner"] or row["due"])
    ]  # fmt: skip
    yield from rows
    if rows:
        return
    registers = {need.register for need in lacking}
    for row in own["returns"].rows.to_dict("records"):
        if row["register"] in registers and row["state"] != "nil":
            title = descriptions()[row["register"]].title
            yield {**row, "reason": f"{title}: {row['reason'] or row['state']}"}


def _each_once(rows: list[dict[str, Any]], column: str) -> list[str]:
    return [*dict.fromkeys(row[column] for row in rows if row[column])]
