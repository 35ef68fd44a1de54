"""Which reports a batch is to build, from the words that were typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mscp_analysis import areas
from mscp_analysis.periods import ReportingYear
from mscp_analysis.report import parameters
from mscp_analysis.report.parameters import Request

ALL, REGION, TO = "all", "region:", ".."


def orders(
    years: str, *, places: str = "", partnerships: str = "", known_at: str | None = None
) -> list[Request]:
    """The reports of some areas and partnerships in some years, each of them once.

    Parameters
    ----------
    years : str
        Years and spans of years, between commas: ``2019-20..2021-22,2023-24``.
    places : str
        Names or codes of authorities between commas, ``region:South East``, or ``all``. Of a
        region or of all, those that existed at the end of each year.
    partnerships : str
        Names of folders in ``data/partnerships`` between commas, or ``all``.
    known_at : str, optional
        Only figures published by this day, for instance ``2024-12-01``.

    Returns
    -------
    list of Request
        By year, and in the order of the words.

    Raises
    ------
    ValueError
        If neither an area nor a partnership is named, or a year or the date is badly written.
    LookupError
        If there is no such area, partnership or year, or an area that was named by itself did
        not exist then.

    Examples
    --------
    >>> found = orders("2022-23..2023-24", places="region:South East", partnerships="medway")
    >>> len(found), found[0].place.as_posix()
    (38, 'medway/2022-23')
    """
    if not _words(places) and not _words(partnerships):
        raise ValueError("A batch needs areas or partnerships: --areas all, or names.")
    found: dict[str, Request] = {}
    for year in _years(years):
        for name in _partnerships(partnerships):
            asked = parameters.request(year, partnership=name, known_at=known_at)
            found.setdefault(asked.place.as_posix(), asked)
        for code in _areas(places, year):
            asked = parameters.request(year, area=code, known_at=known_at)
            found.setdefault(asked.place.as_posix(), asked)
    return [*found.values()]


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _years(text: str) -> Iterator[str]:
    for word in _words(text):
        first, to, last = word.partition(TO)
        year, end = ReportingYear.parse(first), ReportingYear.parse(last if to else first)
        if end < year:
            raise ValueError(f"{word!r} is no span of years: write the earlier year first.")
        while year <= end:
            yield year.label
            year = year.previous(-1)


def _partnerships(text: str) -> Sequence[str]:
    if text.strip() != ALL:
        return _words(text)
    held = (areas.data_folder() / "partnerships").glob("*/partnership.yaml")
    return sorted(path.parent.name for path in held)


def _areas(text: str, year: str) -> Iterator[str]:
    for word in _words(text):
        if word == ALL:
            yield from (area.code for area in areas.authorities(year))
        elif word.startswith(REGION):
            place = _region(word.removeprefix(REGION).strip())
            inside = (area for area in areas.authorities(year) if area.region_code == place)
            yield from (area.code for area in inside)
        else:
            yield word


def _region(name: str) -> str:
    place = areas.register().look_up(name)
    if place is None or place.kind != "region":
        names = ", ".join(region.name for region in areas.regions())
        raise LookupError(f"{place.name if place else repr(name)} is no region: there are {names}.")
    return place.code
