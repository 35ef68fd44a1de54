"""A register of a partnership: its rows, and what can be counted in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from mscp_analysis.measures import Fact, Measure
from mscp_analysis.measures.fact import Timing
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers.rows import Rows
from mscp_analysis.sources import join

NOT_SUPPLIED = "s"


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Register(Rows):
    """The rows of a register of one year, which become facts and measures.

    Parameters
    ----------
    earlier : callable
        Gives the same register of an earlier year; its other parts are those of ``Rows``.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Kent", "2023-24")
    >>> own.meetings.absence
    'Nothing was supplied for 2023-24 on the meetings of its groups.'
    """

    earlier: Callable[[ReportingYear], Register]

    def of_year(self, year: ReportingYear) -> Register:
        """The same rows of another year's register."""
        own = self if year == self.year else self.earlier(year)
        if own is self:
            return self
        for column, values in self.chosen:
            own = own.where(**{column: values})
        return own

    def count(self, title: str = "", unit: str = "") -> Fact:
        """How many rows there are.

        Parameters
        ----------
        title, unit : str, optional
            What they are called, where the description's own words do not fit.

        Returns
        -------
        Fact
            With the marker ``s`` and the reason where the register was not supplied.
        """
        return self._fact(
            float(len(self.rows)), "", "count", title or self.title, unit or self.description.unit
        )

    def total(self, column: str, title: str = "") -> Fact:
        """The sum of a column of figures.

        Parameters
        ----------
        column : str
            A column of figures.
        title : str, optional
            What the sum is called.

        Returns
        -------
        Fact
            Without a value where a figure of the column is missing, since its sum is not known.

        Raises
        ------
        LookupError
            If it has no such column of figures.
        """
        about = self._figures(column)
        missing = [marker for marker in self.markers[column] if marker]
        blank = self.rows[column].isna().any()
        marker = missing[0] if missing else "x" if blank else ""
        value = None if marker else float(self.rows[column].sum())
        name = title or f"{self.title}, {about.heading.lower()}"
        return self._fact(value, marker, column, name, about.unit, about.decimals)

    def cell(self, column: str, title: str = "") -> Fact | str | date | None:
        """What the only row says in a column.

        Parameters
        ----------
        column : str
            The column.
        title : str, optional
            What the figure is called.

        Returns
        -------
        Fact, str, datetime.date or None
            A fact of a column of figures, and of any column where the register was not
            supplied; otherwise the words, or the date.

        Raises
        ------
        LookupError
            If it has no such column, or not exactly one row.
        """
        self._check(column)
        if self.absence or column in self._columns_of_figures:
            return self.total(column, title) if len(self.rows) else self.missing(title or column)
        if len(self.rows) != 1:
            raise LookupError(f"{self.title} has {len(self.rows)} rows: choose one with where.")
        return self.rows[column].iloc[0]

    def missing(self, title: str, marker: str = "x") -> Fact:
        """A fact that says that there is no such figure, or that nothing was supplied."""
        return self._fact(None, marker, "missing", title, self.description.unit)

    def if_any(self, facts: dict[str, Fact], of: Rows | None = None) -> dict[str, Fact]:
        """Counts that mean something only where there are rows, here or of those given.

        Returns
        -------
        dict of str to Fact
            As they are or, where it was supplied and has no such row, each without a value.
        """
        if len(self if of is None else of) or self.absence:
            return facts
        return {name: self.missing(fact.title, "z") for name, fact in facts.items()}

    def facts(self, column: str) -> list[Fact]:
        """Each figure of a column, row by row, named by the key of its row."""
        about = self._figures(column)
        keys = self.rows[[*self.description.key]].astype(str).agg(", ".join, axis=1)
        return [
            replace(
                self.with_rows(self.rows.loc[[index]]),
                chosen=(*self.chosen, *(("row", (key,)),) * bool(key)),
            ).total(column, f"{self.description.title}, {key}: {about.heading.lower()}")
            for index, key in keys.items()
        ]

    def by(self, column: str, total: str = "") -> Measure:
        """How many rows, or which sum, there are of each value of a column.

        Parameters
        ----------
        column : str
            The column that becomes the breakdown.
        total : str, optional
            A column of figures to add up; left out, rows are counted.

        Returns
        -------
        Measure
            One row a value, in the order in which the values are first met. A column ``status``
            becomes the breakdown ``standing``: a measure's own status is that of its figures.
        """
        facts = [(v, own.total(total) if total else own.count()) for v, own in self.each(column)]
        name = "standing" if column == "status" else column
        return self._measure(
            [{"period": self.year.label, name: str(v), **_row(f)} for v, f in facts], total
        )

    def over_years(self, total: str = "", years: int = 5) -> Measure:
        """How many rows, or which sum, there were in each year of which the register is held.

        Parameters
        ----------
        total : str, optional
            A column of figures to add up; left out, rows are counted.
        years : int
            At most how many years, this one included.

        Returns
        -------
        Measure
            One row a year; a year of which nothing was supplied has none.
        """
        each = [self.of_year(self.year.previous(back)) for back in range(years)]
        held = [own for own in reversed(each) if own.is_supplied]
        facts = [own.total(total) if total else own.count() for own in held]
        sources = join(*(fact.sources for fact in facts))
        rows = [{"period": fact.period, **_row(fact)} for fact in facts]
        why = "" if held else self.absence
        return replace(self._measure(rows, total), sources=sources, absence=why)

    def _measure(self, rows: list[dict[str, Any]], total: str) -> Measure:
        about = self._figures(total) if total else None
        cells = {name: [row[name] for row in rows] for name in rows[0]} if rows else {}
        frame = pd.DataFrame(cells, columns=[*cells] or ["period", "value", "marker"])
        frame = frame.assign(area_code=self.area.code, value=frame["value"].astype(float))
        return Measure(
            rows=frame,
            name=self._name(total or "count"),
            title=f"{self.title}, {about.heading.lower()}" if about else self.title,
            unit=about.unit if about else self.description.unit,
            decimals=about.decimals if about else 0,
            timing="year",
            sources=self.sources,
            absence=self.absence,
        )

    def _fact(
        self, value: float | None, marker: str, what: str, title: str, unit: str, decimals: int = 0
    ) -> Fact:
        timing: Timing = "year"
        if self.absence:
            value, marker = None, NOT_SUPPLIED
        sources = self.sources
        read = sources or (self.own,)  # What was worked out is of the day of the registers.
        return Fact(
            value=value,
            marker=marker,
            measure=self._name(what),
            title=title,
            unit=unit,
            decimals=decimals,
            period=self.year.label,
            timing=timing,
            area_code=self.area.code,
            area=self.area.name,
            release=sources[0].release if sources else "",
            as_of=max(source.published for source in read),
            status="register",
            breakdown=self._said,
            sources=() if self.absence else sources,
            absence=self.absence,
        )

    def _name(self, what: str) -> str:
        return f"{self.description.name}.{what}"


def _row(fact: Fact) -> dict[str, Any]:
    return {
        "value": fact.value,
        "marker": fact.marker,
        "release": fact.release,
        "as_of": fact.as_of,
        "status": fact.status,
    }
