"""What the columns of an imported statistic mean: title, unit, decimals and timing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from mscp_analysis.publishers import rules
from mscp_analysis.publishers.families import Match

_PLAIN = {"number", "value", "values"}
"""Columns that hold the figure itself, of which the statistic's title says all."""

MOST_DECIMALS = 2
"""Decimal places that a reader is shown at most, however many are printed."""


def measures(match: Match, decimals: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """What a description says of each measure, as the descriptions of the other tables do.

    Parameters
    ----------
    match : Match
        The statistic.
    decimals : mapping of str to int
        Decimal places that are printed, by name of the measure.

    Returns
    -------
    dict of str to dict
        ``title``, ``unit``, ``decimals``, ``timing``, ``polarity`` and ``definition``.
    """
    return {
        name: {
            "title": _title(match.about["title"], name),
            "unit": unit_of(match, name),
            "decimals": min(places, MOST_DECIMALS),
            "timing": timing_of(match),
            "polarity": None,
            "definition": "",
        }
        for name, places in decimals.items()
    }


def _title(title: str, name: str) -> str:
    words = name.replace("_fte", "_FTE").replace("_", " ")
    return title if name in _PLAIN else f"{title}, {words}"


def unit_of(match: Match, name: str) -> str:
    """What a column's figures are in: by its name, else what the statistic counts.

    Parameters
    ----------
    match : Match
        The statistic.
    name : str
        The column, as the description calls it.

    Returns
    -------
    str
        ``as printed`` where nothing says it: then only the publisher's notes do.
    """
    for said in rules.families()["units"]:
        if re.search(said["name"], name) and match.about["of"] in said.get(
            "of", [match.about["of"]]
        ):
            return said["unit"]
    return match.about.get("counts", "as printed")


def timing_of(match: Match) -> str:
    """Whether its figures are of one day, of a year, or mid-year estimates."""
    years = match.family.get("years", {}).values()
    if any(label.startswith("mid-") for label in years):
        return "mid-year"
    is_day = match.about.get("periods") == "september"
    return "snapshot" if is_day else match.about.get("timing", "year")


def population_basis(release: str, periods: Iterable[str]) -> list[list[str]]:
    """Which population goes with each year of a release, where the register says so.

    Parameters
    ----------
    release : str
        Name of the release.
    periods : iterable of str
        Its periods.

    Returns
    -------
    list of list of str
        Release, period, mid-year and the release of the estimate.
    """
    if release not in rules.releases():
        return []
    found = ((period, rules.basis(release, period)) for period in periods)
    return [[release, period, *basis] for period, basis in found if basis]
