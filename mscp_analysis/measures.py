"""A quantity for many periods and areas (``Measure``) and one number of it (``Fact``)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from typing import Any, Literal

import pandas as pd

from mscp_analysis import areas, markup
from mscp_analysis.periods import ReportingYear, date_of, in_words
from mscp_analysis.sources import Source

Timing = Literal["snapshot", "year", "mid-year"]

MARKERS = {
    "c": "withheld to protect confidentiality",
    "x": "not available",
    "z": "not applicable",
    "u": "of low reliability and not shown",
    "k": "rounds to zero but is not zero",
    "low": "rounds to zero but is not zero",
    "p": "provisional",
}
"""Why a value is missing. The reasons are never merged and never turned into a number."""

OBSERVED = ["period", "area_code", "value", "marker"]
_BESIDE = {
    *OBSERVED,
    *["count", "population", "lower", "upper", "release", "as_of", "status"],
    *["population_period", "population_release"],
}


def shown(value: float, decimals: int) -> str:
    """A number as it is read: rounded half up, thousands separated, a true minus sign.

    Examples
    --------
    >>> shown(11762878, 0), shown(44.25, 1), shown(-7, 0)
    ('11,762,878', '44.3', '−7')
    """
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded + 0:,}".replace("-", "−")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One number, or the reason why there is none, with all that a reader may ask of it.

    Parameters
    ----------
    value : float or None
        The number, unrounded; None where it is withheld or missing.
    marker : str
        Why there is no number: a key of ``MARKERS``. Empty where there is one.
    measure, title, unit : str
        What was counted, in code, in words, and in what.
    decimals : int
        Decimal places that a reader is shown.
    period : str
        ``2023-24`` or ``mid-2023``.
    timing : {"snapshot", "year", "mid-year"}
        Whether it is of one day (31 March), of the whole year, or a mid-year estimate.
    area_code : str
        ONS code of the area.
    area : str
        Its name; for several areas together, what they are: ``statistical neighbours``.
    lower, upper : float or None
        Limits of the interval, where it has one.
    release, as_of, status : str
        Which release it was read from, when that was published, and whether it is final.
    breakdown : tuple of (str, str)
        Column and value of each breakdown.
    sources : tuple of Source
        Where it was read, or every place that it was computed from.

    Raises
    ------
    ValueError
        If it has neither a value nor a marker, or both.
    """

    value: float | None
    measure: str
    title: str
    unit: str
    decimals: int
    period: str
    timing: Timing
    area_code: str
    area: str
    marker: str = ""
    lower: float | None = None
    upper: float | None = None
    release: str = ""
    as_of: str = ""
    status: str = ""
    breakdown: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        if (self.value is None) == (self.marker == ""):
            said = "neither a value nor" if self.value is None else "both a value and"
            raise ValueError(
                f"A fact must say its value or why there is none: {self.title}, {self.area}, "
                f"{self.period} has {said} a marker."
            )
        if self.marker and self.marker not in MARKERS:
            raise ValueError(
                f"{self.marker!r} is not a marker: {self.title}, {self.area}, {self.period} "
                f"needs one of {', '.join(MARKERS)}."
            )

    @property
    def shown(self) -> str:
        """The number as it is read, or the marker in square brackets."""
        return f"[{self.marker}]" if self.value is None else shown(self.value, self.decimals)

    @property
    def key(self) -> str:
        """Ten letters that tell this fact from every other, the same in every build."""
        said = (self.measure, self.title, self.area_code, self.area, self.period, self.breakdown)
        text = repr((*said, self.value, self.marker, self.decimals, self.release))
        return "f" + hashlib.sha256(text.encode()).hexdigest()[:9]

    @property
    def date(self) -> str:
        """The day it speaks of, in words: ``31 March 2024``."""
        return in_words(date_of(self.period, self.timing))

    @property
    def place(self) -> areas.Area | str:
        """The area itself, or the words for several areas together."""
        return areas.find(self.area_code) if self.area_code else self.area

    @property
    def size(self) -> Fact:
        """The same without its sign: how far a figure moved, whichever way."""
        return self if self.value is None else replace(self, value=abs(self.value))

    @property
    def limits(self) -> tuple[Fact, Fact]:
        """The lower and the upper limit of its interval, as facts of their own."""
        return tuple(
            replace(
                self,
                value=limit,
                marker="" if limit is not None else self.marker or "x",
                title=f"{self.title}, {side} limit of the interval",
                lower=None,
                upper=None,
            )
            for side, limit in (("lower", self.lower), ("upper", self.upper))
        )

    def record(self) -> dict[str, Any]:
        """What the ledger keeps of it: one row."""
        return {
            "key": self.key,
            "measure": self.measure,
            "title": self.title,
            "area": self.area,
            "area_code": self.area_code,
            "period": self.period,
            "breakdown": "; ".join(f"{column}: {value}" for column, value in self.breakdown),
            "value": self.value,
            "marker": self.marker,
            "shown": self.shown,
            "unit": self.unit,
            "lower": self.lower,
            "upper": self.upper,
            "status": self.status,
            "as_of": self.as_of,
            "release": self.release,
            "sources": [source.citation for source in self.sources],
        }

    def _repr_html_(self) -> str:
        number = markup.number(self.value, self.shown, self.key)
        return f"{number} {escape(self.unit)} ({escape(self.title)}, {escape(self.area)})"

    def __repr__(self) -> str:
        said = f"{self.shown} {self.unit}" if self.value is not None else MARKERS[self.marker]
        return f"<Fact: {said}; {self.title}, {self.area}, {self.period}; as of {self.as_of}>"


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
    timing : {"snapshot", "year", "mid-year"}
        Whether a value is of 31 March, of the whole year, or a mid-year estimate.
    polarity : {"lower", "higher"} or None
        Which way is better; None where neither is.
    definition : str
        What is counted and what is not, in a sentence or two.
    sources : tuple of Source
        Every release that the rows were read from.

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
    sources: tuple[Source, ...] = field(default=())

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
        """The same measure of other rows; further keywords replace its other parts."""
        return replace(self, rows=rows.reset_index(drop=True), **changes)

    def where(self, **breakdown: str) -> Measure:
        """Only the rows of one breakdown, without its columns.

        Raises
        ------
        LookupError
            If the measure has no such breakdown, or none of that name.
        """
        rows = self.rows
        for column, wanted in breakdown.items():
            if column not in self.breakdowns:
                raise LookupError(f"{self.name} has no breakdown {column!r}: {self.breakdowns}.")
            known = sorted(rows[column].unique())
            if wanted not in known:
                raise LookupError(f"{self.name} has no {column} {wanted!r}; it has {known}.")
            rows = rows[rows[column] == wanted].drop(columns=column)
        said = ", ".join(breakdown.values())
        return self.with_rows(rows, title=f"{self.title}: {said}" if said else self.title)

    def of(self, area: str, until: str | ReportingYear | None = None) -> pd.DataFrame:
        """The rows of one area, earliest first.

        Parameters
        ----------
        area : str
            Name or code.
        until : str or ReportingYear, optional
            Last period wanted.
        """
        rows = self.rows[self.rows["area_code"] == areas.find(area).code]
        if until is not None:
            rows = rows[rows["period"] <= str(until)]
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
        place, when = areas.find(area), str(period)
        rows = self.where(**breakdown).rows if breakdown else self.rows
        rows = rows[rows["area_code"] == place.code]
        found = rows[rows["period"] == when]
        if found.empty:
            there = sorted(rows["period"].unique())
            span = f"the years {there[0]} to {there[-1]}" if there else "no year"
            raise LookupError(
                f"There is no figure for {self.title.lower()}, {place.name}, {when}: "
                f"the releases held have {span} for it."
            )
        if len(found) > 1:
            raise LookupError(
                f"{self.name} has {len(found)} rows for {place.name}, {when}: "
                f"say which {' and '.join(self.breakdowns)} is meant."
            )
        return self._fact(found.iloc[0], place, breakdown)

    def _fact(self, row: pd.Series, place: areas.Area, breakdown: Mapping[str, str]) -> Fact:
        def number(column: str) -> float | None:
            return float(row[column]) if column in row and pd.notna(row[column]) else None

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
            period=row["period"],
            timing=self.timing,
            area_code=place.code,
            area=place.name,
            lower=number("lower"),
            upper=number("upper"),
            release=row.get("release", ""),
            as_of=row.get("as_of", ""),
            status=row.get("status", ""),
            breakdown=tuple(sorted(breakdown.items())),
            sources=cited or self.sources,
        )

    def __repr__(self) -> str:
        span = f"{self.periods[0]} to {self.periods[-1]}" if self.periods else "no periods"
        places = self.rows["area_code"].nunique()
        return f"<Measure {self.name}: {self.title}, {self.unit}; {span}; {places} areas>"

    def _repr_html_(self) -> str:
        cited = "".join(f"<li>{escape(source.citation)}</li>" for source in self.sources)
        return (
            f"<p><strong>{escape(self.title)}</strong>, {escape(self.unit)}. "
            f"{escape(self.definition)}</p>{self.rows.tail(8)._repr_html_()}<ul>{cited}</ul>"
        )
