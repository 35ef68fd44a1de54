"""A quantity for many periods and areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from html import escape
from typing import Any

import pandas as pd

from mscp_analysis import areas
from mscp_analysis.measures.fact import Fact
from mscp_analysis.measures.positions import NO_BREAKDOWN, OBSERVED, Positions
from mscp_analysis.measures.quantity import Quantity
from mscp_analysis.periods import ReportingYear, label_of
from mscp_analysis.sources import citations, published_in_words


@dataclass(frozen=True, kw_only=True, eq=False)
class Measure(Quantity):
    """A quantity for many periods and areas, with its meaning and its sources.

    Parameters
    ----------
    rows : pandas.DataFrame
        One row an observation: ``period`` (str), ``area_code`` (str), any breakdown
        columns (str), ``value`` (float64), ``marker`` (str, empty where there is a value);
        for a rate also ``count``, ``population``, ``lower``, ``upper``; and, where known,
        ``release``, ``as_of``, ``status``, ``population_period``, ``population_release``.
    name, title, unit : str
        What is counted, in code, in words, and in what: ``per 10,000 children``.
    decimals : int
        Decimal places that a reader is shown.
    timing : {"snapshot", "year", "mid-year", "quarter"}
        Whether a value is of 31 March, of the whole year, a mid-year estimate, or of a quarter.
    polarity : {"lower", "higher"} or None
        Which way is better; None where neither is.
    definition : str
        What is counted and what is not, in a sentence or two.
    method : str
        ``computed`` where it was computed here; empty where its publisher or register gives it.
    sources : tuple of Source
        Every release that the rows were read from.
    fixed : tuple of (str, str)
        Column and value of the breakdowns that ``where`` has chosen.
    absence : str
        Where it has no row because nobody supplied any: the sentence that says so.

    Examples
    --------
    >>> rows = pd.DataFrame(
    ...     {"period": ["2023-24"], "area_code": ["E06000035"], "value": [281.0], "marker": [""]}
    ... )
    >>> plans = Measure(
    ...     rows=rows, name="plans", title="Child protection plans", unit="children",
    ...     decimals=0, timing="snapshot",
    ... )
    >>> plans.at("2023-24", "Medway").shown
    '281'
    """

    rows: pd.DataFrame

    def __post_init__(self) -> None:
        missing = [column for column in OBSERVED if column not in self.rows]
        if missing:
            raise ValueError(
                f"The rows of {self.name} lack the column {missing[0]!r}: a measure needs "
                f"{', '.join(OBSERVED)}; these have {', '.join(map(str, self.rows))}."
            )

    @property
    def breakdowns(self) -> list[str]:
        """Names of the breakdown columns, in order."""
        return [column for column in self.rows if column not in NO_BREAKDOWN]

    @property
    def periods(self) -> list[str]:
        """The periods that there are rows for, earliest first."""
        return sorted(self._positions.periods)

    def with_rows(self, rows: pd.DataFrame, **changes: Any) -> Measure:
        """The same measure of other rows; further keywords replace its other parts.

        Parameters
        ----------
        rows : pandas.DataFrame
            As the measure's own.
        **changes
            Parts of the measure by name: ``title``, ``sources``.

        Returns
        -------
        Measure
        """
        return replace(self, rows=rows.reset_index(drop=True), **changes)

    def where(self, **breakdown: str) -> Measure:
        """Only the rows of one breakdown, without its columns.

        Parameters
        ----------
        **breakdown : str
            Value of each breakdown column wanted: ``factor="Neglect"``.

        Returns
        -------
        Measure
            Its title says what was chosen.

        Raises
        ------
        LookupError
            If the measure has no such breakdown, or none of that name.
        """
        rows = self.rows
        if self.absence:
            return self
        for column, wanted in breakdown.items():
            if column not in self.breakdowns:
                raise LookupError(f"{self.name} has no breakdown {column!r}: {self.breakdowns}.")
            known = sorted(rows[column].unique())
            if wanted not in known:
                raise LookupError(f"{self.name} has no {column} {wanted!r}; it has {known}.")
            rows = rows[rows[column] == wanted].drop(columns=column)
        said = ", ".join(breakdown.values())
        title = f"{self.title}: {said}" if said else self.title
        return self.with_rows(rows, title=title, fixed=(*self.fixed, *breakdown.items()))

    def of(self, area: str, until: str | ReportingYear | None = None) -> pd.DataFrame:
        """The rows of one area, earliest first.

        Parameters
        ----------
        area : str
            Name or code.
        until : str or ReportingYear, optional
            Last period wanted; of a year, with all of its quarters.

        Returns
        -------
        pandas.DataFrame
            A copy, to do anything with.
        """
        rows = self.rows[self.rows["area_code"] == areas.find(area).code]
        if until is not None:
            last = label_of(until)
            rows = rows[rows["period"].str[: len(last)] <= last]
        return rows.sort_values("period").reset_index(drop=True)

    def at(self, period: str | ReportingYear, area: str, **breakdown: str) -> Fact:
        """One number of the measure.

        Parameters
        ----------
        period : str or ReportingYear
            The period of the number.
        area : str
            Name or code of the area.
        **breakdown : str
            Value of each breakdown column.

        Returns
        -------
        Fact

        Raises
        ------
        LookupError
            If there is no such row; the sentence says which periods there are.
        """
        place, when = self._asked(period, area)
        row = self._row(when, place, breakdown)
        if row is None:
            there = sorted(self.rows.loc[self.rows["area_code"] == place.code, "period"].unique())
            span = f"the years {there[0]} to {there[-1]}" if there else "no year"
            raise LookupError(
                f"There is no figure for {self.title.lower()}, {place.name}, {when}: "
                f"the releases held have {span} for it."
            )
        return self._fact(row, place, breakdown)

    def find(self, period: str | ReportingYear, area: str, **breakdown: str) -> Fact:
        """One number of the measure or, where no release held has it, a fact that says so.

        Parameters
        ----------
        period, area, **breakdown
            As for ``at``.

        Returns
        -------
        Fact
            With the marker ``n`` where there is no such row, ``s`` where nobody supplied any.
        """
        place, when = self._asked(period, area)
        row = None if self.absence else self._row(when, place, breakdown)
        if row is None:
            row = {"period": when, "value": None, "marker": "s" if self.absence else "n"}
        return self._fact(row, place, breakdown)

    def of_row(self, row: pd.Series) -> Fact:
        """One of its rows as a figure by itself, where several releases may tell one period."""
        return self._fact(row, areas.find(row["area_code"]), {})

    def _asked(self, period: str | ReportingYear, area: str) -> tuple[areas.Area, str]:
        try:
            return areas.find(area), self._label(period)
        except (LookupError, ValueError) as unknown:
            if not _are_swapped(period, area):
                raise
            raise LookupError(f"{unknown} The year comes first: {area!r}, {period!r}.") from None

    def _label(self, period: str | ReportingYear) -> str:
        """A period as the rows write it: as it stands if they do, such as ``census-2021``."""
        return str(period) if str(period) in self._positions.periods else label_of(period)

    @cached_property
    def _positions(self) -> Positions:
        return Positions(self.rows, self.breakdowns)

    def _row(
        self, period: str, place: areas.Area, breakdown: Mapping[str, str]
    ) -> dict[str, Any] | None:
        if set(breakdown) - set(self.breakdowns):
            self.where(**breakdown)  # Refuses a breakdown that the measure does not have.
        found = self._positions.find(self.name, period, place, breakdown)
        if breakdown and found is None:
            self.where(**breakdown)  # Refuses a breakdown that no row has.
        return None if found is None else self._positions.row(found)

    @property
    def _extent(self) -> str:
        """Which periods and how many areas it has, and as of when, in words."""
        if self.absence:
            return self.absence
        span = " to ".join(dict.fromkeys([*self.periods[:1], *self.periods[-1:]])) or "no periods"
        places = self.rows["area_code"].nunique()
        newest = self.rows["as_of"].max() if "as_of" in self.rows and len(self.rows) else ""
        known = f", as of {published_in_words(newest)}" if newest else ""
        return f"{span}; {places} {'area' if places == 1 else 'areas'}{known}"

    def __repr__(self) -> str:
        cited = "".join(f"\n  {citation}" for citation in citations(self.sources))
        return f"<Measure {self.name}: {self.title}, {self.unit}; {self._extent}>{cited}"

    def _repr_html_(self) -> str:
        cited = "".join(f"<li>{escape(citation)}</li>" for citation in citations(self.sources))
        about = (
            f"<p><strong>{escape(self.title)}</strong>, {escape(self.unit)}. "
            f"{escape(self.definition)}</p>"
        )
        if self.absence:
            return f"{about}<p>{escape(self.absence)}</p>"
        return (
            f"{about}<p>{self._extent}. The last of its figures:</p>"
            f"{self._last.to_html(index=False, border=0)}<p>Sources:</p><ul>{cited}</ul>"
        )

    @property
    def _last(self) -> pd.DataFrame:
        """The last rows as a reader meets them: areas by name, values as they are shown."""
        rows = self.rows.tail(5)
        facts = [self.of_row(row) for _, row in rows.iterrows()]
        told = {"area": [fact.area for fact in facts]} | {
            name: rows[name] for name in self.breakdowns
        }
        told["value"] = [fact.shown for fact in facts]
        return rows[["period"]].assign(**told, status=[fact.status for fact in facts])

    def __dir__(self) -> list[str]:
        """What an analyst asks of it."""
        asked = ["at", "breakdowns", "find", "of", "of_row", "periods", "where", "with_rows"]
        return sorted([*(each.name for each in fields(self)), *asked])


def _are_swapped(period: object, area: object) -> bool:
    """Whether a period stands where the area belongs, and an area in the place of the period."""
    try:
        return bool(label_of(str(area)) and areas.find(str(period)))
    except (LookupError, ValueError):
        return False
