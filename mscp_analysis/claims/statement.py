"""One thing that a report says, as it is held against the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from numbers import Integral
from typing import Any, Protocol

import pandas as pd

from mscp_analysis import areas
from mscp_analysis.areas import Area
from mscp_analysis.claims.dates import When, when
from mscp_analysis.claims.formula import Worked
from mscp_analysis.claims.numbers import PERCENT, POINTS, Number, printed
from mscp_analysis.measures import Fact, Timing
from mscp_analysis.periods import ReportingYear, label_of
from mscp_analysis.sources import Source

NEIGHBOURS = "statistical neighbours"
"""What the column ``area`` says of the mean of an area's statistical neighbours."""

PRINTED = "printed"
"""What a figure has for its release that is only known from a document that prints it."""

DATED = frozenset({"day", "month", "year"})
"""Units of what is printed as a date."""
WORDED = frozenset({"words", "pages", "period"})
"""Units of what is printed as neither a number nor a date."""


class Rows(Protocol):
    """What a register of statements gives: its rows, and where each stands."""

    @property
    def rows(self) -> pd.DataFrame:
        """One row a statement."""

    @property
    def year(self) -> ReportingYear:
        """Of which report."""

    @property
    def area(self) -> Area:
        """The partnership's own."""

    def cited(self, document: str, page: str) -> Source:
        """Where a row of such a document and page was read."""
        ...


@dataclass(frozen=True, eq=False)
class Statement:
    """One thing that is said, with what it can be held against.

    Parameters
    ----------
    cells : mapping of str to str
        The row of the register; see ``data/rules/registers/statements.yaml``.
    year : ReportingYear
        The year of the report that says it.
    own : Area
        The partnership's area.
    source : Source
        The document and page on which it stands, or the register itself.
    line : int
        Line of the register, the headings being the first; 0 where it is not known.

    Examples
    --------
    >>> from mscp_analysis import claims, registers
    >>> said = claims.statements(registers.open("Medway", "2023-24").statements)["C018"]
    >>> said.printed, said.dated
    ('290', '2023-24')
    """

    cells: Mapping[str, Any]
    year: ReportingYear
    own: Area
    source: Source
    line: int = 0

    def __post_init__(self) -> None:
        # The rules ask a hundred times for a cell: each is an attribute like any other.
        cells = {name: str(cell or "") for name, cell in self.cells.items()}
        vars(self).update(cells | vars(self))

    def __getattr__(self, name: str) -> str:
        raise AttributeError(f"A statement has no {name!r}: it has {', '.join(self.cells)}.")

    @cached_property
    def number(self) -> Number | None:
        """The figure as printed; None where none is, or where it is a date or words."""
        if not self.printed or self.unit in DATED | WORDED:
            return None
        return printed(self.printed)

    @cached_property
    def when(self) -> When | None:
        """The date as printed; None where none is."""
        return when(self.printed) if self.printed and self.unit in DATED else None

    @cached_property
    def formula(self) -> Worked | None:
        """How it follows from others; None where nothing says so."""
        return Worked(self.worked) if self.worked else None

    @property
    def is_percentage(self) -> bool:
        """Whether it prints a share in per cent, be it as a fraction."""
        if self.number is None or self.number.unit == POINTS:
            return False
        return not PERCENT.isdisjoint({self.unit, self.number.unit})

    @property
    def _unit(self) -> str:
        is_share = self.is_percentage or (self.number is None and self.unit in PERCENT)
        return "%" if is_share else self.unit

    @property
    def of_period(self) -> str:
        """The period for which it is given: the report's own year unless it says another."""
        return self.period or self.year.label

    @property
    def dated(self) -> str:
        """The period that it is really of, where the document itself says another."""
        return self.belongs_to or self.of_period

    @property
    def of_neighbours(self) -> bool:
        """Whether it is of the mean of the area's statistical neighbours."""
        return self.area == NEIGHBOURS

    @cached_property
    def place(self) -> Area:
        """Of which area it is; of the partnership's own unless it says another.

        A place that is no area, such as a prison, has a name and no code: no data are of it.
        """
        if not self.area or self.of_neighbours:
            return self.own
        try:
            return areas.find(self.area)
        except LookupError:
            return Area("", self.area, "place", "", "", None, None)

    @property
    def names(self) -> tuple[str, ...]:
        """What it lists."""
        return tuple(filter(None, self.listed.split("; ")))

    @property
    def others(self) -> tuple[str, ...]:
        """The numbers of the statements that it is compared with."""
        return tuple(filter(None, self.compared_with.split("; ")))

    def fact(
        self,
        value: float | None = None,
        unit: str | None = None,
        decimals: int | None = None,
        title: str = "",
    ) -> Fact:
        """The figure that it prints, or another figure of the same place, to be shown.

        Parameters
        ----------
        value : float, optional
            Another value than the one printed, such as one worked out from it.
        unit, title : str, optional
            What that is in and what it is called.
        decimals : int, optional
            Decimal places that it is shown to.

        Returns
        -------
        Fact
            Of the document that says it, with as many decimal places as it prints.
        """
        number = self.number
        period, timing = _shown(self.dated, self.year)
        unit = self._unit if unit is None else unit
        # 50 cases and 50% of them are two facts: the unit tells what is worked out apart.
        worked_out = "" if value is None else f".{unit or 'value'}"
        if value is None and number is not None:
            value = number.value
        return Fact(
            value=None if value is None else float(value),  # Not as numpy writes its numbers.
            marker="" if value is not None else "l",
            measure=f"statements.{self.id}{worked_out}",
            title=title or self.said,
            unit=unit,
            decimals=max(number.decimals, 0) if number and decimals is None else decimals or 0,
            period=period,
            timing=timing,
            area_code="" if self.of_neighbours else self.place.code,
            area=NEIGHBOURS if self.of_neighbours else self.place.name,
            release=PRINTED,
            as_of=self.source.published,
            status="printed",
            sources=(self.source,),
        )


def _shown(period: str, year: ReportingYear) -> tuple[str, Timing]:
    """The period and timing that a fact takes; of a period in words, the report's year."""
    try:
        label = label_of(period)
    except ValueError:
        return year.label, "year"
    if label.startswith("mid-"):
        return label, "mid-year"
    return label, "quarter" if " Q" in label else "year"


def statements(*registers: Rows) -> dict[str, Statement]:
    """The statements of one or more years, by their numbers.

    Parameters
    ----------
    *registers
        The registers of statements, of this year and of those before it.

    Returns
    -------
    dict of str to Statement

    Raises
    ------
    ValueError
        If two of them have the same number.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> statements(registers.open("Kent", "2023-24")["statements"])
    {}
    """
    found: dict[str, Statement] = {}
    for register in registers:
        for said in _each(register):
            if said.id in found:
                raise ValueError(
                    f"Two statements have the number {said.id!r}, one in the report of "
                    f"{found[said.id].year} and one in that of {said.year}: give one another."
                )
            found[said.id] = said
    return found


def _each(register: Rows) -> Iterator[Statement]:
    rows = register.rows
    cited: dict[tuple[str, str], Source] = {}  # Rows of one page are of one source.
    for index, cells in zip(rows.index, rows.to_dict("records"), strict=True):
        page = (cells.get("document", ""), cells.get("page", ""))
        if page not in cited:
            cited[page] = register.cited(*page)
        line = int(index) + 2 if isinstance(index, Integral) else 0
        yield Statement(cells, register.year, register.area, cited[page], line)
