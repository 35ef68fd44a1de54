"""Hold generated statements against the data, and count what is caught and what is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from generated.case import Case, Row
from mscp_analysis import areas, data
from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.checking import check
from mscp_analysis.claims.editions import editions
from mscp_analysis.claims.statement import Statement
from mscp_analysis.measures import Figure, Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.sources import Source

REPORT = Source("A partnership", "Yearly report", "report", "2026-01-31")


@cache
def figures() -> Mapping[str, Figure]:
    """Every published figure, as known now; read once."""
    return data.figures()


@cache
def every_edition() -> dict[str, tuple[Measure, ...]]:
    """Each figure as each release had it, of all areas: a report works out its own areas alone."""
    return {name: tuple(editions(figure)) for name, figure in figures().items()}


def verdicts(case: Case, rows: Iterable[Row]) -> list[tuple[str, str]]:
    """What is wrong with the statements of a case: number of the statement, and verdict.

    Whether any rule confirms the first of them stands last, as the verdict ``right``.
    """
    own, year = areas.find(case.code), ReportingYear.parse(case.year)
    said = {row["id"]: Statement(row, year, own, REPORT) for row in rows}
    gone = dict.fromkeys(case.gone, year.start)
    beside = Beside(own, year, said, figures(), case.names, gone, _editions=every_edition())
    checked = check(said.values(), beside)
    found = [(each.said.id, finding.verdict) for each in checked for finding in each.wrong]
    return [*found, *([("", "right")] if checked[0].state == "right" else [])]


@dataclass
class Tally:
    """What became of the statements of one kind.

    Parameters
    ----------
    made, caught, named : int
        Wrong statements: how many, in how many anything wrong was found, and in how many the
        verdict that fits.
    right, confirmed, alarms : int
        Right statements: how many, how many of them a rule confirms, and in how many anything
        wrong was found.
    instead, alarmed : Counter of str
        Verdicts of wrong statements that were caught and not named, and of false alarms.
    """

    made: int = 0
    caught: int = 0
    named: int = 0
    right: int = 0
    confirmed: int = 0
    alarms: int = 0
    instead: Counter[str] = field(default_factory=Counter)
    alarmed: Counter[str] = field(default_factory=Counter)

    def add(self, case: Case, is_right: bool) -> None:
        """Hold one statement of a case against the data, and count what came of it."""
        found = verdicts(case, case.right if is_right else case.wrong)
        wrong = {verdict for _, verdict in found} - {"right"}
        if is_right:
            self.right += 1
            self.confirmed += not wrong and ("", "right") in found
            self.alarms += bool(wrong)
            self.alarmed.update(wrong)
            return
        self.made += 1
        self.caught += bool(wrong)
        self.named += bool(wrong & case.fits)
        self.instead.update(wrong if not wrong & case.fits else ())


def tally(cases: Iterable[tuple[str, Case]]) -> dict[str, Tally]:
    """What became of each kind; every other statement of it is taken right, the others wrong."""
    found: dict[str, Tally] = {}
    turn: Counter[str] = Counter()
    for kind, case in cases:
        found.setdefault(kind, Tally()).add(case, is_right=bool(turn[kind] % 2))
        turn[kind] += 1
    return found
