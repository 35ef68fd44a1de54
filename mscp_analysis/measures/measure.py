"""A quantity for many periods and areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from html import escape
from typing import Any, Literal

import pandas as pd

from mscp_analysis import areas
from mscp_analysis.measures.fact import Fact, Timing
from mscp_analysis.periods import ReportingYear, census_behind, label_of
from mscp_analysis.sources import Source, published_in_words

OBSERVED = ["period", "area_code", "value", "marker"]
_BESIDE = {
    *OBSERVED,
    *["count", "population", "lower", "upper", "release", "as_of", "status"],
    *["population_period", "population_release"],
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Measure:
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
    name: str
    title: str
    unit: str
    decimals: int
    timing: Timing
    polarity: Literal["lower", "higher"] | None = None
    definition: str = ""
    method: str = ""
    sources: tuple[Source, ...] = field(default=())
    fixed: tuple[tuple[str, str], ...] = field(default=())
    absence: str = ""

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
        return [column for column in self.rows if column not in _BESIDE]

    @property
    def periods(self) -> list[str]:
        """The periods that there are rows for, earliest first."""
        return sorted(self.rows["period"].unique())

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
        place, when = areas.find(area), self._label(period)
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
        place, when = areas.find(area), self._label(period)
        row = None if self.absence else self._row(when, place, breakdown)
        if row is None:
            row = pd.Series({"period": when, "value": None, "marker": "s" if self.absence else "n"})
        return self._fact(row, place, breakdown)

    def of_row(self, row: pd.Series) -> Fact:
        """One of its rows as a figure by itself, where several releases may tell one period."""
        return self._fact(row, areas.find(row["area_code"]), {})

    def _label(self, period: str | ReportingYear) -> str:
        """A period as the rows write it: as it stands if they do, such as ``census-2021``."""
        return str(period) if str(period) in self._held_periods else label_of(period)

    @cached_property
    def _held_periods(self) -> frozenset[str]:
        return frozenset(self.rows["period"].unique())

    @cached_property
    def _places(self) -> dict[str, Any]:
        """Where the rows of each area are: a report asks a thousand times for one of a few."""
        return dict(self.rows.groupby("area_code", sort=False).indices)

    @cached_property
    def _positions(self) -> dict[str, dict[tuple[str, ...], list[int]]]:
        """Where the rows of each period and breakdown of an area are, once it was asked for."""
        return {}

    def _of(self, code: str) -> dict[tuple[str, ...], list[int]]:
        if code not in self._positions:
            found: dict[tuple[str, ...], list[int]] = {}
            places = self._places.get(code, [])
            rows = self.rows[["period", *self.breakdowns]].iloc[places]
            for position, key in zip(places, rows.itertuples(index=False, name=None), strict=True):
                found.setdefault(key, []).append(int(position))
            self._positions[code] = found
        return self._positions[code]

    def _row(
        self, period: str, place: areas.Area, breakdown: Mapping[str, str]
    ) -> pd.Series | None:
        if set(breakdown) - set(self.breakdowns):
            self.where(**breakdown)  # Refuses a breakdown that the measure does not have.
        unnamed = [column for column in self.breakdowns if column not in breakdown]
        if unnamed:
            raise LookupError(
                f"{self.name} has several rows for {place.name}, {period}: "
                f"say which {' and '.join(unnamed)} is meant."
            )
        key = (period, *(breakdown[column] for column in self.breakdowns))
        found = self._of(place.code).get(key, [])
        if breakdown and not found:
            self.where(**breakdown)  # Refuses a breakdown that no row has.
        if len(found) > 1:
            raise LookupError(
                f"{self.name} has {len(found)} rows for {place.name}, {period}, one of each "
                "release: load it as known at a date."
            )
        return self.rows.iloc[found[0]] if found else None

    def _fact(self, row: pd.Series, place: areas.Area, breakdown: Mapping[str, str]) -> Fact:
        def number(column: str) -> float | None:
            return float(row[column]) if column in row and pd.notna(row[column]) else None

        base = row.get("population_period", "") if self._has_population else ""
        releases = {row.get("release", ""), row.get("population_release", "")} - {""}
        cited = tuple(source for source in self.sources if source.release in releases)
        said = ", ".join(breakdown.values())
        return Fact(
            value=number("value"),
            marker=row["marker"] if number("value") is None else "",
            measure=self.name,
            title=f"{self.title}: {said}" if said else self.title,
            unit=self.unit,
            decimals=self.decimals,
            # The population behind a rate belongs to a reporting year and speaks of a mid-year.
            period=(base if self.timing == "mid-year" else "") or row["period"],
            timing=self.timing,
            area_code=place.code,
            area=place.name,
            lower=number("lower"),
            upper=number("upper"),
            release=row.get("release", ""),
            as_of=row.get("as_of", ""),
            status=row.get("status", ""),
            breakdown=tuple(sorted((*self.fixed, *breakdown.items()))),
            base=base,
            census=self._census(row),
            base_release=row.get("population_release", "") if base else "",
            method=self.method,
            definition=self.definition,
            sources=cited or self.sources,
            absence=self.absence,
        )

    @property
    def _has_population(self) -> bool:
        """Whether a value is an estimated population, or stands on one."""
        is_rate = self.unit.startswith("per ") and self.unit != "per cent"
        return self.timing == "mid-year" or is_rate

    def _census(self, row: pd.Series) -> int:
        if not self._has_population:
            return 0
        mid_year = row.get("population_period") or row["period"]
        published = {source.release: source.published for source in self.sources}
        release = row.get("population_release") or row.get("release", "")
        if not mid_year.startswith("mid-") or release not in published:
            return 0
        return census_behind(mid_year, published[release])

    @property
    def _extent(self) -> str:
        """Which periods and how many areas it has, and as of when, in words."""
        span = f"{self.periods[0]} to {self.periods[-1]}" if self.periods else "no periods"
        places = self.rows["area_code"].nunique()
        newest = self.rows["as_of"].max() if "as_of" in self.rows and len(self.rows) else ""
        known = f", as of {published_in_words(newest)}" if newest else ""
        return f"{span}; {places} {'area' if places == 1 else 'areas'}{known}"

    def __repr__(self) -> str:
        cited = "".join(f"\n  {source.citation}" for source in self.sources)
        return f"<Measure {self.name}: {self.title}, {self.unit}; {self._extent}>{cited}"

    def _repr_html_(self) -> str:
        cited = "".join(f"<li>{escape(source.citation)}</li>" for source in self.sources)
        return (
            f"<p><strong>{escape(self.title)}</strong>, {escape(self.unit)}. "
            f"{escape(self.definition)}</p><p>{self._extent}. The last rows:</p>"
            f"{self.rows.tail(5)._repr_html_()}<p>Sources:</p><ul>{cited}</ul>"
        )

    def __dir__(self) -> list[str]:
        """What an analyst asks of it."""
        asked = ["at", "breakdowns", "find", "of", "of_row", "periods", "where", "with_rows"]
        # The exports of a measure, where there are any, are its methods too.
        exports = [name for name in vars(type(self)) if name.startswith("to_")]
        return sorted([*(each.name for each in fields(self)), *asked, *exports])
