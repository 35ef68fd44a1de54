"""The shape that every publisher's figures are brought into: one row a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from mscp_analysis.areas import Register
from mscp_analysis.periods import ReportingYear


class Row(NamedTuple):
    """One number of one release, or the marker that stands in its place."""

    measure: str
    release: str
    period: str
    area_code: str
    breakdown: str
    value: str
    marker: str


def year_of(period: str) -> ReportingYear:
    """The reporting year of a period; of a mid-year, the one that it falls in.

    Examples
    --------
    >>> year_of("mid-2023").label
    '2023-24'
    """
    if period.startswith("mid-"):
        return ReportingYear(int(period[4:]) + 1)
    return ReportingYear.parse(period)


def check_complete(file: str, rows: Iterable[Row], areas: Register) -> None:
    """Refuse a file that lacks England, a region or an authority in a year that it covers.

    A file cut short between two rows looks whole; only the areas that are missing show it.

    Raises
    ------
    ValueError
        Naming the period and the areas.
    """
    present: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        present[row.period].add(row.area_code)
    years = sorted(year_of(period) for period in present)
    gaps = {year.ends for year in years} ^ set(range(years[0].ends, years[-1].ends + 1))
    if gaps:
        raise ValueError(
            f"{file}: expected every year from {years[0]} to {years[-1]}, came none for "
            f"{ReportingYear(min(gaps))}; the file is cut short or changed, download it again."
        )
    for period, codes in sorted(present.items()):
        above = [area for area in areas.areas if area.kind in {"country", "region"}]
        wanted = {area.code: area.name for area in (*above, *areas.open_in(year_of(period)))}
        missing = [name for code, name in wanted.items() if code not in codes]
        if missing:
            raise ValueError(
                f"{file}: expected {len(wanted)} areas for {period}, came "
                f"{len(wanted) - len(missing)}, without {', '.join(missing[:3])}; "
                "the file is cut short or changed, download it again."
            )
