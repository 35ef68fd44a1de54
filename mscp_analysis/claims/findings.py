"""What was found when a statement was held against the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mscp_analysis.claims.statement import Statement

RIGHT = "right"


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
        A sentence with its figures in braces, as ``prose.Phrase`` takes it.
    facts : mapping of str to object
        What the braces name.
    """

    said: Statement
    verdict: str
    words: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        """Whether it says that the statement holds."""
        return self.verdict == RIGHT


@dataclass(frozen=True, eq=False)
class Checked:
    """A statement and everything that was found of it.

    Parameters
    ----------
    said : Statement
        The statement.
    findings : sequence of Finding
        In the order of the rules; empty where no rule could say anything of it.
    """

    said: Statement
    findings: Sequence[Finding] = ()

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """What is wrong with it."""
        return tuple(found for found in self.findings if not found.is_right)

    @property
    def state(self) -> str:
        """``differs``, ``right`` or ``not checkable``."""
        if self.wrong:
            return "differs"
        return "right" if self.findings else "not checkable"
