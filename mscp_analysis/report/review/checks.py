"""Everything that can be checked of a report before it is printed, in one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from mscp_analysis import areas, data, progress, registers, statutory
from mscp_analysis.claims import Checked
from mscp_analysis.periods import ReportingYear
from mscp_analysis.prose import Phrase
from mscp_analysis.registers import Registers, coverage, promises
from mscp_analysis.report.review import handed_in, reviews, sign_off, statements
from mscp_analysis.schemas import Fault, as_csv
from mscp_analysis.severities import GRAVE, Finding, found
from mscp_analysis.statutory import evidence

REVISED = ("direction_reverses", "side_reverses", "superseded", "differs")
"""The verdicts on a statement of the last report that tell of a revision."""

DRAFT = "draft"
"""The check of what the reader of drafts offers."""


@dataclass(frozen=True)
class Looked:
    """What one check looked at, and what it found.

    Parameters
    ----------
    number : int
        How many things there were to look at.
    of : str
        What they are: ``statements``.
    findings : tuple of Finding
    """

    number: int
    of: str
    findings: tuple[Finding, ...] = ()

    @property
    def told(self) -> str:
        """What came of it, in one line."""
        number = Counter(finding.severity for finding in self.findings)
        found = ", ".join(f"{number[grave]} {grave}" for grave in GRAVE if number[grave])
        if not self.number:
            return f"there are no {self.of} to look at"
        return f"{evidence.counted(self.number, self.of)}: {found or 'nothing found'}"


@dataclass(frozen=True)
class Outcome:
    """What the checks of a report found.

    Parameters
    ----------
    looked : mapping of str to Looked
        By the name of each check that was made.
    faults : tuple of Fault
        What is wrong with what was handed in; nothing else was then looked at.
    offered : pandas.DataFrame or None
        The statements that were read from a draft, in the columns of ``statements.csv``.
    """

    looked: Mapping[str, Looked]
    faults: tuple[Fault, ...] = ()
    offered: pd.DataFrame | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found, the gravest first."""
        found = [
            replace(finding, check=check)
            for check, each in self.looked.items()
            for finding in each.findings
        ]
        return tuple(sorted(found, key=lambda finding: GRAVE.index(finding.severity)))

    @property
    def csv(self) -> str:
        """The list as the text of a CSV."""
        return as_csv(Finding, self.findings)

    @property
    def failed(self) -> tuple[Finding, ...]:
        """What must hold and does not."""
        return tuple(each for each in self.findings if each.severity == GRAVE[0])


def run(
    area: str | areas.Area,
    year: str | ReportingYear,
    known_at: str | None = None,
    only: Sequence[str] | None = None,
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
        With the faults of the registers alone where they have any, since nothing else can then
        be relied on.
    """
    own = registers.open(area, year, known_at)
    faults = handed_in.faults(own.partnership, own.year) if own.partnership else []
    if faults:
        return Outcome({"registers": Looked(len(faults), "faults", tuple(map(_fault, faults)))},
                       tuple(faults))  # fmt: skip
    wanted = [*CHECKS] if only is None else only
    looked, offered = {}, None
    steps = progress.Steps(of=1 + len(wanted))
    steps.begin("protecting small numbers")
    with data.protected(own.area):
        own = registers.open(area, year, known_at)
        for name in wanted:
            steps.begin(f"checking {name}")
            looked[name] = CHECKS[name](own, known_at)
        if draft is not None:
            offered, checked = statements.offered(draft, own, known_at)
            told = tuple(_told("statements", checked))
            looked[DRAFT] = Looked(len(offered), "statements of the draft", told)
    return Outcome(looked, (), offered)


def _fault(fault: Fault) -> Finding:
    where = f"row {fault.row}" if fault.row else ""
    return found("registers", "fault", fault.file, where, fault.sentence)


def _statements(own: Registers, known_at: str | None) -> Looked:
    """In what the statements of the report differ from the data."""
    checked = statements.held_against_data(own, known_at)
    return Looked(len(checked), "statements", tuple(_told("statements", checked)))


def _revisions(own: Registers, known_at: str | None) -> Looked:
    """What the last report printed and is known otherwise now."""
    last = registers.open(own.area, own.year.previous(), known_at)
    checked = statements.held_against_data(last, known_at)
    found = tuple(_told("revisions", checked, REVISED))
    return Looked(len(checked), "statements of the last report", found)


def _told(
    check: str, checked: Iterable[Checked], verdicts: Sequence[str] = ()
) -> Iterator[Finding]:
    """What is wrong with statements, in sentences."""
    for each in checked:
        for wrong in each.wrong:
            if not verdicts or wrong.verdict in verdicts:
                words = Phrase(wrong.words, **wrong.facts).plain
                sentence = f"{each.said.said.rstrip('.:')}: {words}"
                yield found(check, wrong.verdict, each.said.id, each.where, sentence)


def _statutory(own: Registers, known_at: str | None) -> Looked:
    """Elements of a yearly report that are missing, or in part, without a reason."""
    counts = data.own(own.area, own.year, known_at)
    states = coverage.filled(own, counts).rows
    judged = statutory.judged(own.year, states, own, counts)
    return Looked(len(judged), "elements of the guidance", tuple(statutory.findings(judged)))


def _promises(own: Registers, _known_at: str | None) -> Looked:
    """Commitments, requests and recommendations that are lost, late or without evidence."""
    kept = [own[name] for name in own if own[name].description.open]
    return Looked(
        sum(map(len, kept)), "promises and what is still to be done", promises.findings(own)
    )


def _reviews(own: Registers, _known_at: str | None) -> Looked:
    """Comments of reviewers that are open, and what a published report lacks of its sign-off."""
    now = registers.open(own.area, own.year)  # What reviewers say is of no release of figures.
    number = len(reviews.of(now).comments)
    return Looked(number, "comments of reviewers", tuple(sign_off.findings(now)))


CHECKS: dict[str, Callable[[Registers, str | None], Looked]] = {
    "statements": _statements,
    "revisions": _revisions,
    "statutory": _statutory,
    "promises": _promises,
    "reviews": _reviews,
}
"""The checks of what has no fault in its registers, by the names that the command calls them."""
