"""The populations that stand behind the rates of a release: chosen by rule, never by default."""

from __future__ import annotations

from collections.abc import Iterable

from mscp_analysis.publishers import rules
from mscp_analysis.publishers.tidy import Row


def behind(counts: Iterable[Row], estimates: Iterable[Row]) -> list[Row]:
    """For each release, period and area of the counts, the population that was divided by.

    The register says which mid-year of which release it was (``rules.basis``). Where that
    release has no estimate for the area, for instance for an authority founded after the
    mid-year, the population is not available; another is not put in its place.

    Parameters
    ----------
    counts : iterable of Row
        Rows of a table of counts.
    estimates : iterable of Row
        Rows of the table of populations.

    Returns
    -------
    list of Row
        Measure ``population``, with release and period of the count.
    """
    held = {(row.release, row.period, row.area_code): (row.value, row.marker) for row in estimates}
    rows = []
    for release, period, area_code in dict.fromkeys(row[1:4] for row in counts):
        basis = rules.basis(release, period)
        if basis is None:
            continue
        mid_year, of_release = basis
        value, marker = held.get((of_release, mid_year, area_code), ("", "x"))
        rows.append(Row("population", release, period, area_code, "", value, marker))
    return rows


def bases(counts: Iterable[Row]) -> list[list[str]]:
    """Release, period, mid-year and release of the population, for the description of a table."""
    lines = []
    for release, period in sorted({(row.release, row.period) for row in counts}):
        basis = rules.basis(release, period)
        if basis is not None:
            lines.append([release, period, *basis])
    return lines


def notes(counts: Iterable[Row]) -> list[str]:
    """What has to be known about the populations of a table's releases."""
    noted = []
    for release in sorted({row.release for row in counts}):
        for line in rules.releases()[release].get("population", []):
            if "note" in line:
                noted.append(f"{release}, {line['first']} to {line['last']}: {line['note']}")
    return noted
