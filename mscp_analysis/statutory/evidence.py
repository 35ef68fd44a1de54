"""What a partnership's registers hold of one thing that a report must show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from mscp_analysis.measures import Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.schemas import descriptions
from mscp_analysis.statutory.element import Need

Counts = Mapping[str, Mapping[str, Measure]]
SUPPLIED, IN_PART, MISSING = "supplied", "in part", "missing"
_OF_A_PART = {"filled": SUPPLIED, "partly filled": IN_PART, "not supplied": MISSING}
_WITHOUT_FIGURE = {"x", "l", "s", "n"}


class Own(Protocol):
    """The registers of a partnership for a year, as ``registers.open`` gives them."""

    @property
    def year(self) -> ReportingYear:
        """The reporting year."""

    @property
    def folder(self) -> Path | None:
        """Where they are kept."""

    def __getitem__(self, name: str, /) -> Any:
        """One of them."""


@dataclass(frozen=True)
class Evidence:
    """What there is of one need.

    Parameters
    ----------
    need : Need
        What was looked for.
    state : str
        ``supplied``, ``in part`` or ``missing``.
    found : str
        What there is, in words: how many of what, how far a part is told, or the document.
    document, page : str
        The document that says it, of a need that is stated.
    """

    need: Need
    state: str
    found: str = ""
    document: str = ""
    page: str = ""


def seek(need: Need, own: Own, counts: Counts, states: Mapping[str, str]) -> Evidence:
    """Look for what a need asks.

    Parameters
    ----------
    need : Need
    own : Registers
        The partnership's registers of the year.
    counts : mapping of str to mapping of str to Measure
        Its own counts of children, as ``data.own`` gives.
    states : mapping of str to str
        State of each part of the report, as ``registers.coverage.filled`` gives.

    Returns
    -------
    Evidence
    """
    if need.stated:
        return _stated(need, own)
    if need.words:
        written = own.folder is not None and _has_words(own.folder, need.words)
        return Evidence(need, SUPPLIED, "The partnership's own words") if written else _none(need)
    if need.part:
        state = _OF_A_PART[states[need.part]]
        words = {SUPPLIED: "told in full", IN_PART: "told in part"}
        return Evidence(need, state, words.get(state, ""))
    if descriptions()[need.register].of_children:
        return _counted(need, counts[need.register])
    return _in_rows(need, own)


def _none(need: Need) -> Evidence:
    return Evidence(need, MISSING)


def _stated(need: Need, own: Own) -> Evidence:
    """What the register of elements says that a document holds."""
    rows = own["elements"].rows
    for row in rows[(rows["need"] == need.name) & (rows["found"] != "")].to_dict("records"):
        where = f" ({', '.join(filter(None, _cited(row, own)))})" if row["document"] else ""
        return Evidence(need, SUPPLIED, f"{row['found']}{where}", row["document"], row["page"])
    return _none(need)


def _cited(row: Mapping[str, str], own: Own) -> tuple[str, str]:
    title = own["elements"].documents[row["document"]].title
    page = row["page"]
    return title, f"page {page}" if page[:1].isdigit() else page


def _has_words(folder: Path, section: str) -> bool:
    path = folder / "commentary" / f"{section}.md"
    return path.is_file() and bool(path.read_text("utf-8-sig").strip())


def _counted(need: Need, measures: Mapping[str, Measure]) -> Evidence:
    """Counts of children: that there are some, and never how many rows, which might tell."""
    nil = _said_to_be_none(measures)
    there = [
        measure
        for measure in measures.values()
        if not measure.absence and not measure.rows["marker"].isin(_WITHOUT_FIGURE).all()
    ]
    if nil:
        return Evidence(need, SUPPLIED, "nothing to enter")
    if not there:
        return _none(need)
    if len(there) < len(measures):
        return Evidence(need, IN_PART, "supplied in part")
    return Evidence(need, SUPPLIED, "supplied")


def _said_to_be_none(measures: Mapping[str, Measure]) -> bool:
    return all("there was nothing to enter" in measure.absence for measure in measures.values())


def _in_rows(need: Need, own: Own) -> Evidence:
    register = own[need.register]
    if need.back:
        register = register.of_year(own.year.previous(need.back))
    if register.absence:
        return _none(need)
    unit = need.unit or register.description.unit
    if not len(register):
        return Evidence(need, SUPPLIED, "nothing to enter")
    spoken = _where(register.rows, need.where, own.year.label if need.this_year else "", need)
    good = spoken[_meets(spoken, need) & _in_time(spoken, need, register, own.year)]
    if need.every:
        return _of_all(need, unit, len(good), len(spoken))
    words = counted(len(good), unit)
    return Evidence(need, SUPPLIED, words) if len(good) else _none(need)


def _of_all(need: Need, unit: str, good: int, spoken: int) -> Evidence:
    if not spoken and need.where and not need.this_year:
        return Evidence(need, SUPPLIED, "none of that kind")
    if not good:
        return _none(need)
    state = SUPPLIED if good == spoken else IN_PART
    words = counted(spoken, unit)
    return Evidence(need, state, words if good == spoken else f"{good} of {words}")


def counted(number: int, unit: str) -> str:
    """A number with its unit.

    Examples
    --------
    >>> counted(2, "pieces of work"), counted(1, "pieces of work"), counted(1, "activities")
    ('2 pieces of work', '1 piece of work', '1 activity')
    """
    first, *rest = unit.split(" ")
    one = f"{first[:-3]}y" if first.endswith("ies") else first.removesuffix("s")
    return " ".join([str(number), one if number == 1 else first, *rest])


def _where(
    rows: pd.DataFrame, where: Mapping[str, tuple[str, ...]], year: str, need: Need
) -> pd.DataFrame:
    keep = pd.Series(True, index=rows.index)
    for column, words in where.items():
        keep &= rows[column].isin(words)
    return rows[keep & (rows[need.this_year] == year)] if year else rows[keep]


def _meets(rows: pd.DataFrame, need: Need) -> pd.Series:
    """Which rows have what must stand in them."""
    keep = pd.Series(True, index=rows.index)
    for column in need.filled:
        keep &= rows[column].notna() & (rows[column] != "")
    for column, words in need.has.items():
        keep &= rows[column].isin(words)
    return keep


def _in_time(rows: pd.DataFrame, need: Need, register: Any, year: ReportingYear) -> pd.Series:
    """Which rows are dated in time, where a need sets a last day."""
    if need.within is not None:
        out = register.rows[
            (register.rows["event"] == "published") & (register.rows[need.this_year] == year.label)
        ]["date"].dropna()
        last = out.min() + timedelta(need.within) if len(out) else date.min
    elif need.by:
        last = datetime.strptime(f"{need.by} {year.ends}", "%d %B %Y").date()
    else:
        return pd.Series(True, index=rows.index)
    return rows["date"].map(lambda day: isinstance(day, date) and day <= last).astype(bool)
