"""How areas, dates and rows of words stand in a sentence."""

from __future__ import annotations

from mscp_analysis.areas import Area
from mscp_analysis.measures import Fact
from mscp_analysis.periods import date_of

_WITHOUT_ARTICLE = ("London", "Inner London", "Outer London", "Yorkshire and The Humber")
_WITH_ARTICLE = ("City of London", "Isles of Scilly")


def name(place: Area | str) -> str:
    """An area's name as it stands in a sentence: ``the South East``, ``England``.

    Examples
    --------
    >>> from mscp_analysis import areas
    >>> name(areas.find("South East")), name(areas.find("Medway"))
    ('the South East', 'Medway')
    """
    if isinstance(place, str):
        return place
    regional = place.kind == "region" and place.name not in _WITHOUT_ARTICLE
    return f"the {place.name}" if regional or place.name in _WITH_ARTICLE else place.name


def when(fact: Fact) -> str:
    """When a fact holds: ``on 31 March 2024``, ``in 2023-24``, ``in the quarter to …``."""
    if fact.timing == "year":
        return f"in {fact.period}"
    if fact.timing == "quarter":
        return f"in the quarter to {fact.date}"
    return f"on {fact.date}" if date_of(fact.period, fact.timing) else ""


def listed(words: list[str]) -> str:
    """Words in a row, with commas and a last *and*.

    Examples
    --------
    >>> listed(["England", "the South East", "Kent"])
    'England, the South East and Kent'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
