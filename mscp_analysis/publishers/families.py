"""Which statistic a table is, told by its columns and by how much they resemble its description."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Any, NamedTuple

from mscp_analysis.publishers import rules
from mscp_analysis.publishers.reading import plain

RESEMBLES, SURE = 0.84, 0.9
"""How alike two names have to be to mean the same, and from when a match needs no question."""


class Match(NamedTuple):
    """A statistic that a table seems to be.

    Parameters
    ----------
    statistic : str
        Its name in ``data/rules/families.yaml``.
    confidence : float
        1 where every column bears its own name, less where some only resemble it.
    names : mapping of str to str
        What the description calls a column, by what the file calls it.
    heading : int
        Position of the row that names the columns.
    """

    statistic: str
    confidence: float
    names: Mapping[str, str]
    heading: int

    @property
    def about(self) -> Mapping[str, Any]:
        """What the description says of the statistic."""
        return rules.families()["statistics"][self.statistic]

    @property
    def family(self) -> Mapping[str, Any]:
        """What the description says of its family."""
        return rules.families()["families"][self.about["family"]]

    @property
    def renamed(self) -> dict[str, str]:
        """Columns that bear another name than the description's."""
        return {came: meant for came, meant in self.names.items() if came != meant}


@cache
def likeness(wanted: str, came: str) -> float:
    """How far a column's name is the wanted one: 1 itself, 0.95 a synonym, less by resemblance.

    Parameters
    ----------
    wanted, came : str
        Names as ``plain`` writes them.

    Returns
    -------
    float
        0 where they do not resemble each other.

    Examples
    --------
    >>> likeness("percentage", "percentage"), likeness("percentage", "per_cent")
    (1.0, 0.95)
    >>> 0.84 <= likeness("placement_stability", "placements_stability") < 1
    True
    """
    if wanted == came:
        return 1.0
    if came in rules.families()["synonyms"].get(wanted, []) or _single(came) == _single(wanted):
        return 0.95
    # What differs in its digits differs in its meaning: 1_to_4_years and 5_to_9_years.
    if re.sub(r"\D", "", wanted) != re.sub(r"\D", "", came) or min(len(wanted), len(came)) < 6:
        return 0.0
    matcher = SequenceMatcher(None, wanted, came, autojunk=False)
    alike = min(matcher.real_quick_ratio(), matcher.quick_ratio())
    alike = matcher.ratio() if alike >= RESEMBLES else 0.0
    return round(alike * 0.98, 3) if alike >= RESEMBLES else 0.0


def _single(name: str) -> str:
    """One of many: activity for activities."""
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")


def found(wanted: str, header: Sequence[str]) -> tuple[float, str]:
    """The column of a heading that is most like one of the names, and how like it is.

    Parameters
    ----------
    wanted : str
        A name, or several with ``|`` between them.
    header : sequence of str
        Names of the columns.

    Returns
    -------
    (float, str)
        0 and nothing where none is, or where two are equally alike.
    """
    exact = [name for name in wanted.split("|") if name in header]
    if exact:
        return 1.0, exact[0]
    best = sorted((likeness(w, h), h) for w in wanted.split("|") for h in set(header))[-2:]
    if not best or best[-1][0] == 0 or (len(best) == 2 and best[0][0] == best[1][0]):
        return 0.0, ""
    return best[-1]


def recognise(rows: Sequence[Sequence[str]], most: int = 16) -> Match | None:
    """The statistic that the first rows of a table are of.

    Parameters
    ----------
    rows : sequence of sequence of str
        Its first rows; the heading is one of the first sixteen.
    most : int
        How many rows are tried as heading.

    Returns
    -------
    Match or None
    """
    matches = []
    for at, row in enumerate(rows[:most]):
        header = [plain(cell) for cell in row]
        for name in rules.families()["statistics"] if len(row) > 1 else ():
            if match := _match(name, at, header, rows[at + 1 :]):
                matches.append(match)
    return max(matches, key=_weight, default=None)


def _weight(match: Match) -> tuple[float, int]:
    return round(match.confidence, 2), len(match.about["needs"]) + len(match.about.get("says", {}))


def _match(name: str, at: int, header: list[str], below: Sequence[Sequence[str]]) -> Match | None:
    about = rules.families()["statistics"][name]
    family = rules.families()["families"][about["family"]]
    names: dict[str, str] = {}
    scores = []
    for wanted in [*family["needs"], *about["needs"]]:
        score, came = found(wanted, header)
        if not score:
            return None
        scores.append(score)
        names[came] = wanted.partition("|")[0]
    if any(column in header for column in about.get("lacks", [])):
        return None
    if not _speaks(about, header, below):
        return None
    for wanted in family["columns"]:
        if wanted not in names.values() and (best := found(wanted, header))[0]:
            names.setdefault(best[1], wanted)
    return Match(name, sum(scores) / len(scores), names, at)


def _speaks(about: Mapping[str, Any], header: list[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether the cells say what those of the statistic say, and nothing that they never say."""
    for key, wanted in (("says", True), ("never_says", False)):
        for column, said in about.get(key, {}).items():
            _, came = found(column, header)
            at = header.index(came) if came else -1
            there = any(len(row) > at >= 0 and re.match(said, row[at]) for row in below)
            if there is not wanted:
                return False
    return True


def refused(rows: Sequence[Sequence[str]], most: int = 4) -> str | None:
    """Why a known kind of file holds nothing to import; None for any other."""
    for row in rows[:most]:
        header = {plain(cell) for cell in row}
        for kind in rules.families()["refused"]:
            if set(kind["needs"]) <= header:
                return kind["reason"]
    return None
