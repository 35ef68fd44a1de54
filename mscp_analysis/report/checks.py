"""Everything that can be checked of a report before it is printed, in one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from mscp_analysis import areas, data, registers, statutory
from mscp_analysis.claims import Checked
from mscp_analysis.periods import ReportingYear
from mscp_analysis.prose import Phrase
from mscp_analysis.registers import Registers, coverage, promises
from mscp_analysis.report import handed_in, statements
from mscp_analysis.schemas import Fault, as_csv
from mscp_analysis.severities import GRAVE, Finding, found

REVISED = ("direction_reverses", "side_reverses", "superseded", "differs")
"""The verdicts on a statement of the last report that tell of a revision."""

DRAFT = "draft"
"""The check of what the reader of drafts offers."""


@dataclass(frozen=True)
class Outcome:
    """What the checks of a report found.

    Parameters
    ----------
    findings : tuple of Finding
        The gravest first.
    told : tuple of str
        A line a check: what came of it.
    faults : tuple of Fault
        What is wrong with what was handed in; nothing else was then looked at.
    offered : pandas.DataFrame or None
        The statements that were read from a draft, in the columns of ``statements.csv``.
    """

    findings: tuple[Finding, ...]
    told: tuple[str, ...]
    faults: tuple[Fault, ...] = ()
    offered: pd.DataFrame | None = None

    @property
    def csv(self) -> str:
        """The list as the text of a CSV."""
        return as_csv(Finding, self.findings)

    @property
    def failed(self) -> int:
        """How many of the things that must hold do not; what a draft offers is not yet said."""
        return sum(each.severity == GRAVE[0] and each.check != DRAFT for each in self.findings)


def run(
    area: str | areas.Area,
    year: str | ReportingYear,
    known_at: str | None = None,
    only: Sequence[str] = (),
    draft: Path | None = None,
) -> Outcome:
    """Check a report before it is printed.

    Parameters
    ----------
    area : str or Area
        Whose report.
    year : str or ReportingYear
        Of which year.
    known_at : str, optional
        ISO date: hold it against what was published by then.
    only : sequence of str
        Names of ``CHECKS``; left out, all of them.
    draft : pathlib.Path, optional
        A draft whose statements are read, offered to be confirmed, and checked as they were read.

    Returns
    -------
    Outcome
        Of the registers alone where they have a fault, since nothing else can then be relied on.
    """
    own = registers.open(area, year, known_at)
    faults = handed_in.faults(own.partnership, own.year) if own.partnership else []
    lists = {"registers": tuple(map(_fault, faults))} if faults or not only else {}
    offered = None
    if not faults:
        with data.protected(own.area):
            own = registers.open(area, year, known_at)
            wanted = [name for name in CHECKS if not only or name in only]
            lists |= {name: tuple(CHECKS[name](own, known_at)) for name in wanted}
            if draft is not None:
                offered, checked = statements.offered(draft, own, known_at)
                lists[DRAFT] = tuple(_told("statements", checked))
    return _outcome(lists, faults, offered)


def _outcome(
    lists: Mapping[str, Sequence[Finding]], faults: Sequence[Fault], offered: pd.DataFrame | None
) -> Outcome:
    found = [replace(each, check=check) for check, findings in lists.items() for each in findings]
    found.sort(key=lambda finding: GRAVE.index(finding.severity))
    lines = tuple(_line(check, findings) for check, findings in lists.items())
    return Outcome(tuple(found), lines, tuple(faults), offered)


def _line(check: str, findings: Sequence[Finding]) -> str:
    """What came of a check, in one line."""
    number = Counter(finding.severity for finding in findings)
    counted = ", ".join(f"{number[grave]} {grave}" for grave in GRAVE if number[grave])
    return f"{check:<12}{counted or 'nothing found'}"


def _fault(fault: Fault) -> Finding:
    where = f"row {fault.row}" if fault.row else ""
    return found("registers", "fault", fault.file, where, fault.sentence)


def _statements(own: Registers, known_at: str | None) -> Iterator[Finding]:
    """In what the statements of the report differ from the data."""
    yield from _told("statements", statements.held_against_data(own, known_at))


def _revisions(own: Registers, known_at: str | None) -> Iterator[Finding]:
    """What the last report printed and is known otherwise now."""
    last = registers.open(own.area, own.year.previous(), known_at)
    yield from _told("revisions", statements.held_against_data(last, known_at), REVISED)


def _told(
    check: str, checked: Iterable[Checked], verdicts: Sequence[str] = ()
) -> Iterator[Finding]:
    """What is wrong with statements, in sentences."""
    for each in checked:
        for wrong in each.wrong:
            if not verdicts or wrong.verdict in verdicts:
                words = Phrase(wrong.words, **wrong.facts).plain
                sentence = f"{each.said.said}: {words}"
                yield found(check, wrong.verdict, each.said.id, each.where, sentence)


def _statutory(own: Registers, known_at: str | None) -> Iterator[Finding]:
    """Elements of a yearly report that are missing, or in part, without a reason."""
    counts = data.own(own.area, own.year, known_at)
    states = coverage.filled(own, counts).rows
    yield from statutory.findings(statutory.judged(own.year, states, own, counts))


def _promises(own: Registers, _known_at: str | None) -> Iterator[Finding]:
    """Commitments, requests and recommendations that are lost, late or without evidence."""
    yield from promises.findings(own)


CHECKS: dict[str, Callable[[Registers, str | None], Iterator[Finding]]] = {
    "statements": _statements,
    "revisions": _revisions,
    "statutory": _statutory,
    "promises": _promises,
}
"""The checks of what has no fault in its registers, by the names that the command calls them."""
