"""What each column of a recognised table is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mscp_analysis.periods import ReportingYear
from mscp_analysis.publishers import rules
from mscp_analysis.publishers.dates import Ambiguous, day_of
from mscp_analysis.publishers.families import Match
from mscp_analysis.publishers.symbols import Meaning


@dataclass
class Roles:
    """The columns of one table, by their position in it.

    Parameters
    ----------
    single : dict of str to int
        Columns of which there is one: ``period``, ``kind of period``, ``level``, ``code``,
        ``name``, ``part``.
    levels : dict of str to int
        Where the code of an area of each level stands.
    breakdowns, measures : dict of int to str
        Columns of words and of numbers, under the names that the description gives them.
    only, without : dict of int to list of str
        What a row has to say, or must not say, to be read.
    """

    single: dict[str, int] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    breakdowns: dict[int, str] = field(default_factory=dict)
    measures: dict[int, str] = field(default_factory=dict)
    only: dict[int, list[str]] = field(default_factory=dict)
    without: dict[int, list[str]] = field(default_factory=dict)

    @property
    def used(self) -> list[int]:
        """The columns that are read, in their order."""
        held = {*self.single.values(), *self.levels.values(), *self.breakdowns, *self.measures}
        return sorted(held | set(self.only) | set(self.without))


def roles_of(match: Match, header: Sequence[str], below: Sequence[Sequence[str]]) -> Roles:
    """What each column is for: as described, or as its first cells show.

    A column that the description does not name is a measure where any of its first cells is a
    number, and a breakdown where they are words.

    Parameters
    ----------
    match : Match
        What the table was recognised as.
    header : sequence of str
        Its columns, as ``plain`` writes them.
    below : sequence of sequence of str
        Its first rows.

    Returns
    -------
    Roles
    """
    roles, meaning = Roles(), meaning_of(match)
    for at, came in enumerate(header):
        name = match.names.get(came, came)
        role = match.family["columns"].get(name)
        conditions = match.family.get("where", {}).get(name, {})
        for kind, kept in (("only", roles.only), ("without", roles.without)):
            if kind in conditions:
                kept[at] = conditions[kind]
        if role is None:
            cells = [row[at] for row in below if len(row) > at]
            words = name in match.about.get("breakdowns", []) or _are_words(cells, meaning)
            (roles.breakdowns if words else roles.measures)[at] = name
        elif role.startswith("code of ") and "level" in match.family["columns"].values():
            roles.levels[role.removeprefix("code of ")] = at
        elif role and not role.startswith("code of "):
            roles.single.setdefault(role, at)
    return roles


def _are_words(cells: Sequence[str], meaning: Meaning) -> bool:
    understood = [meaning.of(cell) for cell in cells if cell.strip()]
    if any(each is not None and each[1] for each in understood):
        return False
    return any(each is None for each in understood)


def meaning_of(match: Match, release: str = "") -> Meaning:
    """What the cells of a statistic may hold, in one of its releases."""
    family, known = match.family, rules.families()["symbols"]
    symbols = known[family["symbols"]] | match.about.get("by_release", {}).get(release, {})
    return Meaning(
        symbols,
        bool(match.about.get("negative")),
        bool(family.get("binary")),
        tuple(family.get("words", ())),
    )


def period_reader(match: Match) -> Callable[[str, str], str | None]:
    """How a period of the statistic is written in its tables.

    Parameters
    ----------
    match : Match
        The statistic.

    Returns
    -------
    callable
        From the text of a period and its kind (``Reporting year``) to ``2023-24``,
        ``2023-09-30`` for a day in September, or None where it is no period. Of a statistic
        whose periods are kept as printed, what names no year (``0``) is empty.
    """
    kind = match.about.get("periods", match.family.get("periods", ""))
    readers: Mapping[str, Callable[[str, str], str | None]] = {
        "september": lambda text, _: f"{text}-09-30" if _YEAR.fullmatch(text) else _date(text),
        "as printed": lambda text, _: text.strip() if _NAMED.search(text) else "",
    }
    return readers.get(kind, _year)


_NAMED = re.compile(r"(?:19|20)\d\d", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_BOTH = re.compile(r"((?:19|20)\d\d)[-/]?(\d\d)", re.ASCII)


def _year(text: str, kind: str) -> str | None:
    """``2024`` or ``31 March 2024`` as the year that ends then, ``202324`` as the one it spans."""
    both = _BOTH.fullmatch(text)
    if both and (int(both[1]) + 1) % 100 == int(both[2]) and kind != "Reporting year":
        return ReportingYear(int(both[1]) + 1).label
    if _YEAR.fullmatch(text) and kind in {"", "Reporting year"}:
        return ReportingYear(int(text)).label
    end = _date(text)
    # A year is called by its last day, and by no other of its days.
    return ReportingYear(int(end[:4])).label if end and end.endswith("-03-31") else None


def _date(text: str) -> str | None:
    """A day as it is kept; None where it is none, or one of two."""
    try:
        day = day_of(text)
    except Ambiguous:
        return None
    return day.isoformat() if day else None


def periods_said(match: Match, texts: Mapping[str, str]) -> str | None:
    """The one period that a table without a column of periods is of, where it says so itself.

    Parameters
    ----------
    match : Match
        The statistic, whose ``year_in`` says where the year stands: ``sheet``, ``file``, or a
        pattern for the name of a column.
    texts : mapping of str to str
        What stands above the table (``sheet``), the names of its columns (``columns``) and of
        the file (``file``).

    Returns
    -------
    str or None
    """
    said: Any = match.about.get("period")
    where = match.about.get("year_in", "")
    if said or not where:
        return str(said) if said else None
    if where in texts:
        years = {ReportingYear(int(m[1]) + 1).label for m in _SPOKEN.finditer(texts[where])}
        ends = {ReportingYear(int(m[1])).label for m in _AS_AT.finditer(texts[where])}
        found = years or ends
    else:
        found = {_year(each if len(each) == 4 else f"20{each}", "") or ""
                 for each in re.findall(where, texts["columns"])}  # fmt: skip
    return found.pop() if len(found) == 1 else None


_SPOKEN = re.compile(r"\b(20\d\d)-\d\d\b")
_AS_AT = re.compile(r"(?:31 March |_|CLA|ADM|CEA)(20\d\d)(?!-)")
