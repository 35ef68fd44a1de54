"""What a quantity is, without its rows, and one of its rows as a figure by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from mscp_analysis.areas import Area
from mscp_analysis.measures.fact import Fact, Timing
from mscp_analysis.periods import census_behind
from mscp_analysis.sources import Source


@dataclass(frozen=True, kw_only=True, eq=False)
class Quantity:
    """What a measure says of all of its rows; ``Measure`` tells what each part is."""

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

    def _fact(
        self, row: pd.Series | Mapping[str, Any], place: Area, breakdown: Mapping[str, str]
    ) -> Fact:
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
            # Where no figure is given, how it was come by tells two such facts apart to no purpose.
            method=self.method if number("value") is not None else "",
            definition=self.definition,
            sources=cited or self.sources,
            absence=self.absence,
        )

    @property
    def _has_population(self) -> bool:
        """Whether a value is an estimated population, or stands on one."""
        is_rate = self.unit.startswith("per ") and self.unit != "per cent"
        return self.timing == "mid-year" or is_rate

    def _census(self, row: pd.Series | Mapping[str, Any]) -> int:
        if not self._has_population:
            return 0
        mid_year = row.get("population_period") or row["period"]
        published = {source.release: source.published for source in self.sources}
        release = row.get("population_release") or row.get("release", "")
        if not mid_year.startswith("mid-") or release not in published:
            return 0
        return census_behind(mid_year, published[release])
