"""What was found when a statement was held against the data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from mscp_analysis.claims.numbers import PERCENT, POINTS
from mscp_analysis.claims.statement import PRINTED, Statement
from mscp_analysis.measures import Fact
from mscp_analysis.severities import GRAVE, Severity
from mscp_analysis.severities import severity as of_check

RIGHT = "right"

FOLLOWS = "follows from others"
"""The kind of a statement that prints nothing of its own."""

DATA, OWN = "data", "own figures"
"""By what a statement is borne out."""

EXPLAINED = frozenset({"explained", "outside_year_said"})
"""Verdicts on what the document says openly itself, so that it stands as it is said."""

_NAMED = re.compile(r"\{(\w+)(?:\.size)?\}(?!%)")
_SIGNS = {**dict.fromkeys(PERCENT, "%"), POINTS: f" {POINTS}"}

STATES = {"must": "differs", "should": "to be explained"}
"""How a statement stands by the gravest thing that was found of it."""


def severity(verdict: str) -> Severity:
    """How grave a verdict is, and how a reader is told of it.

    Parameters
    ----------
    verdict : str
        A key of ``statements`` in ``data/rules/checks.yaml``.

    Raises
    ------
    LookupError
        If the rules name none such.

    Examples
    --------
    >>> severity("no_base").severity
    'should'
    """
    return of_check("statements", verdict)


@dataclass(frozen=True, eq=False)
class Finding:
    """One thing that a rule found of one statement.

    Parameters
    ----------
    said : Statement
        The statement.
    verdict : str
        ``right``, or what is wrong: a key of ``data/rules/checks.yaml``.
    words : str
        A sentence with its figures in braces, as ``prose.Phrase`` takes it; percentages and
        percentage points are given their signs.
    facts : mapping of str to object
        What the braces name.
    by : {"", "data"}
        ``data`` where it rests on something held that is not among its figures.

    Examples
    --------
    >>> from mscp_analysis import claims, registers
    >>> said = claims.statements(registers.open("Medway", "2023-24").statements)["C018"]
    >>> Finding(said, "no_base", "It does not say of what number.").severity
    'should'
    """

    said: Statement
    verdict: str
    words: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    by: str = ""

    def __post_init__(self) -> None:
        words = _NAMED.sub(partial(_signed, self.facts), self.words)
        object.__setattr__(self, "words", words)

    @property
    def is_by_data(self) -> bool:
        """Whether it rests on figures that are held, and not only on what the report says."""
        facts = [fact for fact in self.facts.values() if isinstance(fact, Fact)]
        return bool(self.by) or any(fact.release != PRINTED for fact in facts)

    @property
    def is_right(self) -> bool:
        """Whether it says that the statement holds."""
        return self.verdict == RIGHT

    @property
    def severity(self) -> str:
        """``must``, ``should`` or ``note``; empty where it is right."""
        return "" if self.is_right else severity(self.verdict).severity


@dataclass(frozen=True, eq=False)
class Checked:
    """A statement and everything that was found of it.

    Parameters
    ----------
    said : Statement
        The statement.
    findings : sequence of Finding
        In the order of the rules; empty where no rule could say anything of it.
    value : float or None
        The number that it prints or, where it prints none, that follows from others.

    Examples
    --------
    >>> from mscp_analysis import claims, registers
    >>> said = claims.statements(registers.open("Medway", "2023-24").statements)["C018"]
    >>> Checked(said).state, Checked(said, [Finding(said, "no_base", "Of what?")]).state
    ('not checkable', 'to be explained')
    """

    said: Statement
    findings: Sequence[Finding] = ()
    value: float | None = None

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """What is wrong with it."""
        return tuple(found for found in self.findings if not found.is_right)

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdict of each finding, each once."""
        return tuple(dict.fromkeys(found.verdict for found in self.findings))

    @property
    def severity(self) -> str:
        """That of the gravest thing that is wrong; empty where nothing is."""
        found = {each.severity for each in self.wrong}
        return next((grave for grave in GRAVE if grave in found), "")

    @property
    def state(self) -> str:
        """``differs``, ``to be explained``, ``right`` or ``not checkable``.

        A mere note leaves a statement as right as it is otherwise.
        """
        if self.severity in STATES:
            return STATES[self.severity]
        holds = any(found.is_right or found.verdict in EXPLAINED for found in self.findings)
        return RIGHT if holds else "not checkable"

    @property
    def borne_out(self) -> str:
        """By what it is borne out: ``data`` or only its ``own figures``; empty where it is not."""
        if self.state != RIGHT:
            return ""
        return DATA if any(f.is_right and f.is_by_data for f in self.findings) else OWN

    @property
    def kind(self) -> str:
        """``printed``, or ``follows from others`` where only its number can be worked out."""
        said = self.said
        return FOLLOWS if said.worked and not (said.printed or said.names) else PRINTED

    @property
    def printed(self) -> str | Fact:
        """What it prints or, where it prints nothing, the number that follows from others."""
        if self.said.printed or self.value is None:
            return self.said.printed
        return self.said.fact(self.value, decimals=places(self.value))

    @property
    def where(self) -> str:
        """The section and the page on which it stands."""
        return ", ".join(filter(None, [self.said.section, self.said.source.detail]))

    @property
    def reason(self) -> str:
        """Why it cannot be checked, as the register says; empty where it gives no reason."""
        return self.said.unchecked

    @property
    def note(self) -> str:
        """What the register notes of it, such as that it was counted early."""
        return self.said.cells.get("note", "") or ""


def _signed(facts: Mapping[str, Any], named: re.Match[str]) -> str:
    """A figure of a sentence with the sign of its unit, where it is a percentage."""
    fact = facts.get(named[1])
    return named[0] + (_SIGNS.get(fact.unit, "") if isinstance(fact, Fact) else "")


def places(value: float) -> int:
    """Decimal places for a number that was worked out: none if whole, two if small.

    Examples
    --------
    >>> places(1893.0), places(137.85), places(2.35)
    (0, 1, 2)
    """
    return 0 if float(value).is_integer() else 1 if abs(value) >= 10 else 2
