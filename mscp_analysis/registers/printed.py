"""The figures of a partnership's printed report, held against what is known now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from mscp_analysis import areas
from mscp_analysis.changes import Change, between
from mscp_analysis.comparisons.standing import Standing
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.sources import Source

FILE = "printed_figures"


@dataclass(frozen=True)
class Revision:
    """A printed figure, the figure known now for the same quantity, and why they differ.

    Parameters
    ----------
    printed, known : Fact
        For the same measure, area and period.
    difference : Fact
        ``known`` less ``printed``.
    belongs_to : str
        The period that the printed figure is of; another than its own for a comparator
        that was taken from an earlier year.
    why : str
        The reason for the difference, in words.
    is_own : bool
        Whether it is the area's own figure for the report's year, not a comparator.
    """

    printed: Fact
    known: Fact
    difference: Fact
    belongs_to: str
    why: str
    is_own: bool

    @property
    def misdated(self) -> bool:
        """Whether the printed figure is of another year than the one it was printed for."""
        return self.belongs_to != self.printed.period


@dataclass(frozen=True)
class Reversal:
    """A movement that was printed, and the opposite movement that the final figures show."""

    printed: Change
    known: Change


@dataclass(frozen=True)
class Crossing:
    """An area and a comparator that have changed sides since they were printed."""

    own: Revision
    comparator: Revision


@dataclass(frozen=True)
class Revisions:
    """Everything that a printed report said and that can be held against the data.

    Parameters
    ----------
    area, year : str
        Name of the area and label of the report's year.
    rows : tuple of Revision
        As printed, in the order of the register; empty where no printed report is held.
    """

    area: str
    year: str
    rows: tuple[Revision, ...]

    @property
    def reversals(self) -> tuple[Reversal, ...]:
        """Rises that became falls, and falls that became rises."""
        found = []
        for now in self.rows:
            before = next((row for row in self.rows if _is_year_before(row, now)), None)
            if before is not None:
                said = between(before.printed, now.printed)
                final = between(before.known, now.known)
                steps = said.difference.number * final.difference.number
                found += [Reversal(said, final)] if steps < 0 else []
        return tuple(found)

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        """Comparators printed on one side of the area that are on the other as known now."""
        own = {row.printed.measure: row for row in self.rows if row.is_own}
        found = []
        for row in self.rows:
            area = own.get(row.printed.measure)
            if area is not None and _is_beside(row, area):
                said = area.printed.number - row.printed.number
                final = area.known.number - row.known.number
                found += [Crossing(area, row)] if said * final < 0 else []
        return tuple(found)

    @property
    def misdated(self) -> tuple[Revision, ...]:
        """Comparators of another year than the figure they were printed beside."""
        return tuple(row for row in self.rows if row.misdated)


def _is_year_before(row: Revision, now: Revision) -> bool:
    one, other = row.printed, now.printed
    if (one.measure, one.area) != (other.measure, other.area) or one.timing == "mid-year":
        return False
    return ReportingYear.parse(other.period).previous().label == one.period


def _is_beside(row: Revision, own: Revision) -> bool:
    one, other = row.printed, own.printed
    return one.period == other.period and one.area != other.area


def revisions(
    area: str,
    year: str | ReportingYear,
    known: Mapping[str, Measure],
    standings: Mapping[str, Standing],
    known_at: str | None = None,
) -> Revisions:
    """Hold the partnership's printed report of a year against the figures known now.

    Parameters
    ----------
    area : str
        Name or code of the partnership's area.
    year : str or ReportingYear
        Reporting year of the printed report.
    known : mapping of str to Measure
        What each name in the register's ``measure`` column stands for.
    standings : mapping of str to Standing
        Where the area stands, for figures of its statistical neighbours.
    known_at : str, optional
        ISO date; a report printed later is not known.

    Returns
    -------
    Revisions
        Without rows where no printed report is held for the area and year.

    Raises
    ------
    ValueError
        If the register names a measure that is not given, or lacks a column.
    """
    place, year = areas.find(area), ReportingYear.parse(year)
    partnership, own = areas.partnership_of(place), (place.code, year.label)
    path = (partnership or Path()) / year.label / f"{FILE}.csv"
    if partnership is None or not path.exists():
        return Revisions(place.name, year.label, ())
    about = yaml.safe_load(path.with_suffix(".resource.yaml").read_text("utf-8"))["sources"][0]
    if known_at and about["published"] > known_at:
        return Revisions(place.name, year.label, ())
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    found = []
    for number, row in enumerate(rows.to_dict("records"), start=2):
        if row["measure"] not in known:
            raise ValueError(
                f"{path.name}, row {number}, column measure: {row['measure']!r} is not one of "
                f"{', '.join(known)}; correct the row, or give the measure."
            )
        measure, beside = known[row["measure"]], standings.get(row["measure"])
        found.append(_revision(row, about, measure, beside, own))
    return Revisions(place.name, year.label, tuple(found))


def _revision(
    row: Mapping[str, str],
    about: Mapping[str, str],
    measure: Measure,
    standing: Standing | None,
    own: tuple[str, str],
) -> Revision:
    of_neighbours = row["of"] == "neighbours_mean" and standing is not None
    now = standing.mean if of_neighbours and standing else measure.find(row["period"], row["area"])
    source = Source(
        about["publisher"],
        about["title"],
        "printed",
        about["published"],
        detail=f"page {row['page']}, {row['where']}",
    )
    said = Fact(
        value=float(row["value"]),
        measure=now.measure,
        title=now.title,
        unit=now.unit,
        decimals=int(row["decimals"]),
        period=row["period"],
        timing=now.timing,
        area_code=now.area_code,
        area=now.area,
        release="printed",
        as_of=about["published"],
        status="printed",
        sources=(source,),
    )
    return Revision(
        printed=said,
        known=now,
        difference=between(said, now).difference,
        belongs_to=row["belongs_to"],
        why=row["why"],
        is_own=not of_neighbours and (row["area"], row["period"]) == own,
    )
