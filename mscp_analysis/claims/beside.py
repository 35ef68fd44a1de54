"""What statements are held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from mscp_analysis import areas
from mscp_analysis.areas import Area
from mscp_analysis.claims.editions import editions
from mscp_analysis.claims.limits import Limits, limits
from mscp_analysis.claims.numbers import printed
from mscp_analysis.claims.statement import Statement
from mscp_analysis.claims.worked import Reckoned, value
from mscp_analysis.comparisons import standing
from mscp_analysis.measures import Fact, Figure, Measure
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
    gone : mapping of str to str, datetime.date or None
        Agencies that may pay no more, with the sentence that says what is known of them, or since
        when, where that is known.
    national : mapping of str to Fact
        National figures by their names in ``data/rules/national.yaml``.

    Examples
    --------
    >>> from mscp_analysis import claims, data, registers
    >>> own = registers.open("Medway", "2023-24")
    >>> said = claims.statements(own.statements)
    >>> beside = Beside(own.area, own.year, said, data.figures())
    >>> beside.held(said["C018"]).shown
    '281'
    """

    area: Area
    year: ReportingYear
    statements: Mapping[str, Statement]
    figures: Mapping[str, Figure] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, str | date | None] = field(default_factory=dict)
    national: Mapping[str, Fact] = field(default_factory=dict)
    reckonings: dict[Statement, Reckoned] = field(default_factory=dict, init=False, repr=False)
    _editions: dict[str, tuple[Measure, ...]] = field(default_factory=dict, repr=False)
    _held: dict[tuple[str, ...], Fact | None] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def limits(self) -> Limits:
        """The limits and words that rules go by, looked up once for all statements."""
        return limits()

    @cached_property
    def compared(self) -> frozenset[str]:
        """The numbers of the statements that any other is compared with."""
        return frozenset(other for each in self.statements.values() for other in each.others)

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
        """What is known now of what a statement is about.

        Parameters
        ----------
        said : Statement
            The statement.
        period : str, optional
            Another period than the one that it is of.

        Returns
        -------
        Fact or None
            None where no figure is named, or the neighbours' figures have no mean.
        """
        asked = (said.figure, said.of, said.area, period or said.dated)
        if asked not in self._held:
            self._held[asked] = self._find(said, period or said.dated)
        return self._held[asked]

    def _find(self, said: Statement, period: str) -> Fact | None:
        figure = self.figure(said)
        if figure is None:
            return None
        try:
            return self.of(figure, said, period)
        except ValueError:
            if not said.of_neighbours:
                raise
            return None  # Theirs stand on several releases or populations.

    def of(
        self, figure: Figure, said: Statement, period: str, measure: Measure | None = None
    ) -> Fact:
        """A figure for the area and part of a statement, in one period.

        Parameters
        ----------
        figure : Figure
            The figure.
        said : Statement
            Says of which area it is, and which part.
        period : str
            Of a figure that is of mid-years, the mid-year of the reporting year.
        measure : Measure, optional
            An earlier edition of the figure.
        """
        known, part = measure or figure.measure, self.part(figure, said)
        when = at_mid_year(period) if known.timing == "mid-year" else period
        if said.of_neighbours:
            return standing(known, said.own, when).mean
        if measure is None:
            return figure.find(when, said.place.code, part)
        return measure.find(when, said.place.code, **({figure.of: part} if figure.of else {}))

    def part(self, figure: Figure, said: Statement) -> str:
        """The part of a figure that a statement names, an agency by the name it goes by now."""
        known = parts(figure)
        return self.names.get(said.of, said.of) if known and said.of not in known else said.of

    def editions(self, figure: Figure) -> tuple[Measure, ...]:
        """A figure as each release before the newest had it, the oldest first.

        Of the areas that statements are about alone, and of those that they are set beside.
        """
        if figure.name not in self._editions:
            self._editions[figure.name] = tuple(editions(figure, self._areas))
        return self._editions[figure.name]

    @cached_property
    def _areas(self) -> frozenset[str]:
        named = {each.place.code for each in self.statements.values()}
        return areas.comparators(self.area) | named | {self.area.code}

    def whole(self, said: Statement) -> float | None:
        """What a statement is a part of, by its column ``base``; None where that is no number.

        A number may be followed by what it counts: ``121 forms``.
        """
        if said.base in self.statements:
            return value(self.statements[said.base], self)
        if said.base in self.figures:
            return self.of(self.figures[said.base], said, said.dated).value
        try:
            return printed(said.base.partition(" ")[0]).value if said.base else None
        except ValueError:  # Words, such as women aged 16 to 74.
            return None

    def children(self, said: Statement) -> Fact | None:
        """How many children live in the area of a statement; None where it is not held."""
        figure = self.figures.get("population")
        if figure is None or said.of_neighbours or not said.place.code:
            return None
        when = at_mid_year(said.dated)
        when = when if when in figure.measure.periods else self.year.mid_year
        found = figure.find(when, said.place.code)
        return None if found.value is None else found


def parts(figure: Figure) -> tuple[str, ...]:
    """The parts of a figure for which anything is held; none where it has no parts."""
    if not figure.of:
        return ()
    rows = figure.measure.rows
    return tuple(sorted(map(str, rows[figure.of].unique()))) if figure.of in rows else ()


def at_mid_year(period: str) -> str:
    """The mid-year of a reporting year; a mid-year is itself.

    Examples
    --------
    >>> at_mid_year("2023-24"), at_mid_year("mid-2022"), at_mid_year("2023-24 Q3")
    ('mid-2023', 'mid-2022', 'mid-2023')
    """
    if period.startswith("mid-"):
        return period
    try:
        return ReportingYear.parse(period.split(" ")[0]).mid_year
    except ValueError:  # Periods in words of their own, such as five years earlier.
        return ""
