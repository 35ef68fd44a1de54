"""What statements are held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mscp_analysis.areas import Area
from mscp_analysis.claims.statement import Statement
from mscp_analysis.comparisons import standing
from mscp_analysis.measures import Fact, Figure
from mscp_analysis.periods import ReportingYear


@dataclass(frozen=True, eq=False)
class Beside:
    """Everything that a rule may hold a statement against.

    Parameters
    ----------
    area : Area
        The partnership's own.
    year : ReportingYear
        The year of the report.
    statements : mapping of str to Statement
        All statements by their numbers, of this year and of others.
    figures : mapping of str to Figure
        Published figures and those of the registers, by the names that statements call them.
    names : mapping of str to str
        The name that each agency goes by now, by each of its names.
    gone : mapping of str to datetime.date or None
        Agencies that are no longer there or pay no more, and since when, where that is known.
    """

    area: Area
    year: ReportingYear
    statements: Mapping[str, Statement]
    figures: Mapping[str, Figure] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, date | None] = field(default_factory=dict)

    def figure(self, said: Statement) -> Figure | None:
        """The figure that a statement names; None where it names none.

        Raises
        ------
        LookupError
            If it names one that there is not.
        """
        if not said.figure:
            return None
        if said.figure not in self.figures:
            raise LookupError(
                f"statements.csv, {said.id}, column figure: there is no figure {said.figure!r}; "
                f"there are {', '.join(sorted(self.figures))}."
            )
        return self.figures[said.figure]

    def held(self, said: Statement, period: str = "") -> Fact | None:
        """What is known now of what a statement is about; None where no figure is named.

        Parameters
        ----------
        said : Statement
            The statement.
        period : str, optional
            Another period than the one that it is given for.
        """
        figure, when = self.figure(said), period or said.of_period
        if figure is None:
            return None
        if said.of_neighbours:
            return standing(figure.measure, said.own, when).mean
        return figure.find(when, said.place.code, said.of)
