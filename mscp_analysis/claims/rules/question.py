"""A statement that differs from the figure held, for which an explanation is looked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.findings import Finding
from mscp_analysis.claims.numbers import PERCENT, Number
from mscp_analysis.claims.statement import Statement
from mscp_analysis.measures import Fact, Figure


@dataclass(frozen=True)
class Question:
    """A statement that differs from the figure held.

    Parameters
    ----------
    said : Statement
        The statement.
    figure : Figure
        The figure that it names.
    now : Fact
        Its value as it is known now.
    beside : Beside
        Everything else that it can be held against.
    fits : callable
        Whether a value is the one that was printed, rounded as it was.
    """

    said: Statement
    figure: Figure
    now: Fact
    beside: Beside
    fits: Callable[[float], bool]

    @property
    def number(self) -> Number:
        """The number as printed."""
        assert self.said.number is not None  # Only figures that print one are asked about.
        return self.said.number

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return self.now.unit in PERCENT

    @property
    def is_telling(self) -> bool:
        """Whether it is large enough not to be that of some other area or year by chance."""
        return self.is_share or (self.number.value or 0) >= self.beside.limits.fewest_for_percentage

    def is_it(self, fact: Fact | None) -> bool:
        """Whether a figure is the one that was printed."""
        return fact is not None and fact.value is not None and self.fits(fact.value)

    def finding(self, verdict: str, words: str, **facts: object) -> Finding:
        """What was found of the statement."""
        return Finding(self.said, verdict, words, {"now": self.now, **facts})
