"""Whom an authority is compared with, in the list of the year."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from mscp_analysis.areas import held, made_up
from mscp_analysis.areas.names import find, register
from mscp_analysis.areas.place import ENGLAND, Area, Neighbour
from mscp_analysis.periods import ReportingYear, in_words


def neighbours(
    area: str | Area, year: str | int | ReportingYear, model: str | None = None
) -> list[Neighbour]:
    """The statistical neighbours of an authority, closest first.

    The list of April 2021 serves reports to 2024-25, that of May 2025 the later ones. A list
    names neighbours whether or not they existed: ask each ``is_open_in(year)``.

    Parameters
    ----------
    area : str or Area
        The authority.
    year : str, int or ReportingYear
        Reporting year of the report.
    model : str, optional
        Another list than the year's: ``April 2021`` or ``May 2025``.

    Returns
    -------
    list of Neighbour
        With ``rank`` and ``closeness``.

    Raises
    ------
    LookupError
        If the area is not an authority, did not exist in the year, or the list leaves it out.

    Examples
    --------
    >>> near = neighbours("Medway", "2023-24")
    >>> near[0].name, near[0].closeness, len(near)
    ('Swindon', 'very close', 10)
    >>> sum(each.is_open_in("2020-21") for each in neighbours("Medway", "2020-21"))
    8
    """
    place = area if isinstance(area, Area) else find(area)
    label = ReportingYear.parse(year).label
    if place.kind != "authority":
        raise LookupError(f"{place.name} is not an authority: only these have neighbours.")
    if not place.is_open_in(label):
        raise LookupError(f"{place.name} has no neighbours in {label}: it {_when(place, label)}.")
    if place.made_up:
        return _made_up(place, model)
    lists = _lists(*held.stamp("statistical_neighbours.csv"))
    if model is not None and model not in lists:
        raise LookupError(f"There is no list of neighbours {model!r}: there are {[*lists]}.")
    name = model or next(name for name, each in lists.items() if _serves(each, label))
    own = lists[name].get(place.code, [])
    if not own:
        raise LookupError(
            f"The {name} list of statistical neighbours leaves out {place.name}, which "
            f"{_when(place, label)}: compare it with its region or name other areas."
        )
    return [_neighbour(row) for row in own]


def comparators(area: Area) -> frozenset[str]:
    """Codes of what an area is ever set beside: England, its region, neighbours by any list.

    Parameters
    ----------
    area : Area
        The authority; of any other area there are no neighbours.

    Examples
    --------
    >>> [find(code).name for code in comparators(find("Medway"))].count("Swindon")
    1
    """
    if area.made_up:
        near = made_up.listed(area)[1]
    else:
        lists = _lists(*held.stamp("statistical_neighbours.csv")).values()
        near = [row["neighbour_code"] for each in lists for row in each.get(area.code, [])]
    return frozenset({ENGLAND, *near, *filter(None, [area.region_code])})


def _made_up(place: Area, model: str | None) -> list[Neighbour]:
    """Real authorities, which its partnership's description names as its neighbours."""
    name, codes = made_up.listed(place)
    if model not in {None, name}:
        raise LookupError(f"The {model} list leaves out {place.name}, which is made up.")
    return [
        Neighbour(**vars(register().by_code(code)), rank=rank, closeness=name, model=name)
        for rank, code in enumerate(codes, start=1)
    ]


def _when(place: Area, label: str) -> str:
    if (
        place.closed is not None
        and (place.opened or place.closed) <= ReportingYear.parse(label).end
    ):
        return f"was abolished on {in_words(place.closed)}"
    return f"opened on {in_words(place.opened)}" if place.opened else "is not in it"


def _serves(each: Mapping[str, list[dict[str, str]]], label: str) -> bool:
    """Whether a list is that of a year, which each of its rows says."""
    row = next(iter(each.values()))[0]
    return (row["first_year"] or label) <= label <= (row["last_year"] or label)


@lru_cache(maxsize=4)
def _lists(path: Path, written: int) -> dict[str, dict[str, list[dict[str, str]]]]:
    """The rows of each list by the area whose neighbours they name, closest first."""
    found: dict[str, dict[str, list[dict[str, str]]]] = {}
    for row in sorted(held.rows(path, written), key=lambda row: int(row["rank"])):
        found.setdefault(row["model"], {}).setdefault(row["area_code"], []).append(row)
    return found


def _neighbour(row: Mapping[str, str]) -> Neighbour:
    area = find(row["neighbour_code"])
    return Neighbour(
        **vars(area), rank=int(row["rank"]), closeness=row["closeness"], model=row["model"]
    )
