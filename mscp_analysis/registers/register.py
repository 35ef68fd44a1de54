"""A register of a partnership: its rows, and what can be counted in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from mscp_analysis.areas import Area
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.measures.fact import Timing
from mscp_analysis.periods import ReportingYear
from mscp_analysis.schemas import Description
from mscp_analysis.sources import Source, join

NOT_SUPPLIED = "s"


@dataclass(frozen=True, eq=False, kw_only=True)
class Register:
    """The rows of a register of one year.

    Parameters
    ----------
    description : Description
        What it holds.
    year : ReportingYear
        Of which year it is.
    area : Area
        Whose partnership keeps it.
    rows : pandas.DataFrame
        One row as the description says; words as str, figures as float64, dates as
        ``datetime.date`` or None; agencies by the name that they go by now.
    markers : pandas.DataFrame
        The same shape: why a figure or date is missing, empty where there is one.
    own : Source
        The register itself, for rows that cite no document.
    documents : mapping of str to Source
        Documents that rows may cite.
    absence : str
        Why it has no row; empty where it has, or where nothing happened.
    earlier : callable
        Gives the same register of an earlier year.
    chosen : tuple of (str, tuple)
        Columns and values that ``where`` has chosen.
    whole : tuple of Source
        What the rows cite of which these were chosen: that there is none stands there too.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Kent", "2023-24")
    >>> own.meetings.absence
    'Nothing was supplied for 2023-24 on the meetings of its groups.'
    """

    description: Description
    year: ReportingYear
    area: Area
    rows: pd.DataFrame
    markers: pd.DataFrame
    own: Source
    documents: Mapping[str, Source]
    absence: str
    earlier: Callable[[ReportingYear], Register]
    chosen: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    whole: tuple[Source, ...] = ()

    @property
    def is_supplied(self) -> bool:
        """Whether there is anything to tell, be it that nothing happened."""
        return not self.absence

    @property
    def title(self) -> str:
        """Its title, and which of its rows these are."""
        words = ", ".join(words for _, words in self._said)
        return f"{self.description.title}: {words}" if words else self.description.title

    def where(self, **wanted: Any) -> Register:
        """Only the rows in which each column is one of the values wanted.

        Parameters
        ----------
        **wanted
            Column and value, or a list of values; ``""`` or None stands for a blank.

        Returns
        -------
        Register

        Raises
        ------
        LookupError
            If it has no such column, or a value is none that the column may hold.
        """
        keep = pd.Series(True, index=self.rows.index)
        for column, values in wanted.items():
            listed = self._listed(column, values)
            blank = any(value in ("", None) for value in listed)
            keep &= self.rows[column].isin(listed) | (blank & _blank(self.rows[column]))
        chosen = [(column, self._listed(column, values)) for column, values in wanted.items()]
        whole = self.sources if len(self.rows) else self.whole
        return self.with_rows(self.rows[keep], chosen=(*self.chosen, *chosen), whole=whole)

    def with_rows(self, rows: pd.DataFrame, **changes: Any) -> Register:
        """The same register of some of its rows, or of rows with further columns."""
        markers = self.markers.reindex(index=rows.index, columns=rows.columns, fill_value="")
        return replace(self, rows=rows, markers=markers, **changes)

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
        self._check(column)
        values = [value for value in dict.fromkeys(self.rows[column]) if not pd.isna(value)]
        found = [(value, self.where(**{column: value})) for value in values]
        facts = [(value, own.total(total) if total else own.count()) for value, own in found]
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

    def of_year(self, year: ReportingYear) -> Register:
        """The same rows of another year's register."""
        own = self if year == self.year else self.earlier(year)
        if own is self:
            return self
        for column, values in self.chosen:
            own = own.where(**{column: values})
        return own

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents that its rows cite or, without rows, those that it was chosen from.

        Rows that cite none were read in the register itself, but for those that nobody keeps.
        """
        own = () if self.description.derived else (self.own,)
        if not len(self.rows):
            return self.whole or own
        if "document" not in self.rows:
            return own
        pages = self.rows["page"] if "page" in self.rows else [""] * len(self.rows)
        cited = dict.fromkeys(zip(self.rows["document"], pages, strict=True))
        return join(*([self.documents[name].on(page)] if name else own for name, page in cited))

    def _measure(self, rows: list[dict[str, Any]], total: str) -> Measure:
        about = self._figures(total) if total else None
        frame = pd.DataFrame(rows) if rows else pd.DataFrame(columns=["period", "value", "marker"])
        frame = frame.assign(area_code=self.area.code).astype({"value": float})
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

    @property
    def _said(self) -> tuple[tuple[str, str], ...]:
        return tuple((column, _words(values)) for column, values in self.chosen)

    def _listed(self, column: str, values: Any) -> tuple[Any, ...]:
        self._check(column)
        listed = tuple(values) if isinstance(values, list | tuple) else (values,)
        known = self.description.known
        choices = known[column].allowed if column in known else ()
        strange = [value for value in listed if choices and value not in ("", None, *choices)]
        if strange:
            raise LookupError(
                f"{self.description.title}: the column {column!r} never holds {strange[0]!r}; "
                f"it holds {', '.join(choices)}."
            )
        return listed

    def _name(self, what: str) -> str:
        return f"{self.description.name}.{what}"

    @property
    def _columns_of_figures(self) -> set[str]:
        own = {name for name, about in self.description.known.items() if about.is_number}
        return own | {c for c in self.rows if pd.api.types.is_numeric_dtype(self.rows[c])}

    def _figures(self, column: str) -> Any:
        self._check(column)
        if column not in self._columns_of_figures:
            raise LookupError(f"{self.title}: the column {column!r} holds no figures.")
        known = self.description.known
        return known[column] if column in known else _reckoned(column, self.description.unit)

    def _check(self, column: str) -> None:
        if column not in self.rows and column not in self.description.known:
            there = ", ".join(self.description.known)
            raise LookupError(f"{self.title} has no column {column!r}: it has {there}.")

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Register {self.description.name}: {self.title}, {self.year}; {len(self)} rows>"

    def _repr_html_(self) -> str:
        return f"<p><strong>{self.title}</strong>, {self.year}</p>{self.rows._repr_html_()}"


def _reckoned(column: str, unit: str) -> Any:
    """How a column that was worked out from others is shown."""
    from mscp_analysis.schemas import Column

    return Column(column, "number", unit=unit)


def _row(fact: Fact) -> dict[str, Any]:
    return {
        "value": fact.value,
        "marker": fact.marker,
        "release": fact.release,
        "as_of": fact.as_of,
        "status": fact.status,
    }


def _blank(values: pd.Series) -> pd.Series:
    return values.isna() | (values == "")


def _words(values: tuple[Any, ...]) -> str:
    return " or ".join("not said" if value in ("", None) else str(value) for value in values)
