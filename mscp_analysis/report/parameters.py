"""What a report is asked for: of which year, where, and as known when."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import yaml

from mscp_analysis import areas
from mscp_analysis.areas import made_up
from mscp_analysis.periods import ReportingYear, in_words

_WANTED = {"name", "short_name", "area_code"}
_OF_MADE_UP = {"made_up", "area"}


@dataclass(frozen=True, kw_only=True)
class Request:
    """A report that someone asks for: of which year, where, and as known when.

    Parameters
    ----------
    year : ReportingYear
    area : areas.Area
        The authority that it is about.
    known_at : datetime.date or None
        Only figures published by this day; None for all that are held.
    name : str
        Who reports: the partnership, or the authority where none was named.
    folder : str
        Name of the folder that its reports are kept in, and of the partnership's where there is
        one.
    made_up : bool
        Whether the authority does not exist, so that every page must say so.
    """

    year: ReportingYear
    area: areas.Area
    known_at: date | None
    name: str
    folder: str
    made_up: bool = False

    @property
    def parameters(self) -> dict[str, str | None]:
        """What the notebooks are run with."""
        known_at = self.known_at.isoformat() if self.known_at else None
        return {"year": self.year.label, "area": self.area.code, "known_at": known_at}

    @property
    def place(self) -> Path:
        """Where its report is kept among all reports: as it was known then, beside the latest."""
        known_at = f"-known-at-{self.known_at}" if self.known_at else ""
        return Path(self.folder) / f"{self.year.label}{known_at}"


def request(
    year: str | int,
    *,
    partnership: str | None = None,
    area: str | None = None,
    known_at: str | None = None,
) -> Request:
    """Understand what someone typed, or refuse it before anything runs.

    Parameters
    ----------
    year : str or int
        ``2023-24``, ``2023/24``, ``2023_24`` or ``2024``.
    partnership : str, optional
        Name of a folder in ``data/partnerships``.
    area : str, optional
        Name or code of an authority; instead of a partnership. The authority of a partnership
        that is held means that partnership.
    known_at : str, optional
        A date such as ``2024-12-01``, today at the latest; left out, every release held.

    Returns
    -------
    Request

    Raises
    ------
    ValueError
        If the year or the date is badly written, the date is still to come, or not exactly one
        of partnership and area is given.
    LookupError
        If there is no such partnership or area, with the nearest names; if the area is not an
        authority, or did not exist at the end of the year; if no table has the year.
    """
    if (partnership is None) == (area is None):
        raise ValueError("A report needs a partnership or an area, and not both.")
    asked = ReportingYear.parse(year)
    when = _day(known_at)
    place, name, folder = _reporter(partnership, area)
    _check_year(asked)
    _check_authority(place, asked)
    return Request(
        year=asked, area=place, known_at=when, name=name, folder=folder, made_up=place.made_up
    )


def _reporter(partnership: str | None, area: str | None) -> tuple[areas.Area, str, str]:
    """The authority, who reports on it, and the folder of the reports."""
    if area is not None:
        place = areas.find(area)
        held = areas.partnership_of(place)
        if held is None:
            return place, place.name, folder_name(place.name)
        partnership = held.name
    facts = read_partnership(str(partnership))
    return areas.find(facts["area_code"]), facts["name"], str(partnership)


def read_partnership(name: str) -> dict[str, str]:
    """What a partnership says of itself: its name, short name and authority.

    A made-up one says also that it is, and describes its area; see ``areas.made_up``.

    Parameters
    ----------
    name : str
        Name of its folder in ``data/partnerships``.

    Returns
    -------
    dict of str to str

    Raises
    ------
    LookupError
        If there is no such folder; the nearest names are given.
    ValueError
        If its description lacks something or says something unknown.
    """
    if not areas.data_folder().is_dir():
        raise LookupError(f"There is no folder {areas.data_folder()}: correct --data or MSCP_DATA.")
    folder = areas.data_folder() / "partnerships"
    known = sorted(path.parent.name for path in folder.glob("*/partnership.yaml"))
    if name not in known:
        raise LookupError(
            f"There is no partnership {name!r}{nearest(name, known)} They are kept in {folder}; "
            "an authority without a folder is reported on with `mscp report --area`."
        )
    path = folder / name / "partnership.yaml"
    facts = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(facts, dict) or not _WANTED <= set(facts) <= _WANTED | _OF_MADE_UP:
        found = ", ".join(map(str, facts)) if isinstance(facts, dict) else type(facts).__name__
        raise ValueError(f"{path} must say {', '.join(sorted(_WANTED))}; it says {found}.")
    if _OF_MADE_UP & set(facts) and (facts.get("made_up") is not True or "area" not in facts):
        raise ValueError(
            f"{path}: expected both `made_up: true` and `area` of a partnership that is made up, "
            f"and neither of any other; came made_up: {facts.get('made_up')!r}, area: "
            f"{facts.get('area')!r}."
        )
    made_up.areas()  # Refuses a made-up one that claims the code of an area that exists.
    return {key: str(facts[key]) for key in sorted(_WANTED)}


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a sentence that says a name is unknown: what it may have meant.

    Examples
    --------
    >>> nearest("yeer", ["year", "area"])
    ': did you mean year? There are year, area.'
    >>> nearest("kent", ["medway"])
    '. There is medway.'
    """
    names = list(known)
    close = get_close_matches(name.lower(), names, n=3, cutoff=0.5)
    meant = f": did you mean {' or '.join(close)}?" if close else "."
    there = "There is" if len(names) == 1 else "There are"
    return f"{meant} {there} {', '.join(names) or 'none'}."


def folder_name(name: str) -> str:
    """A name as part of a path.

    Examples
    --------
    >>> folder_name("Telford and Wrekin"), folder_name("Kingston upon Hull, City of")
    ('telford-and-wrekin', 'kingston-upon-hull-city-of')
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _check_authority(place: areas.Area, year: ReportingYear) -> None:
    if place.kind != "authority":
        raise LookupError(f"{place.name} is a {place.kind}: a report is about an authority.")
    if place.is_open_in(year):
        return
    if place.closed is not None and place.closed < year.end:
        when = f"closed on {in_words(place.closed)}"
    else:
        when = f"opened on {in_words(place.opened)}" if place.opened else "opened later"
    raise LookupError(
        f"{place.name} did not exist on {in_words(year.end)}, the end of {year}: it {when}."
    )


def _check_year(year: ReportingYear) -> None:
    held = years_held()
    if year.label not in held:
        span = f"those from {held[0]} to {held[-1]}" if held else "none"
        raise LookupError(f"There are no figures of {year}: the years held are {span}.")


def years_held() -> list[str]:
    """The reporting years of which the published tables hold any figure, earliest first.

    Returns
    -------
    list of str
    """
    files = sorted(areas.shelf("published").glob("*.csv"))
    return _years_in(tuple((file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=4)
def _years_in(files: tuple[tuple[Path, int], ...]) -> list[str]:
    years = set()
    for path, _ in files:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            heads = next(rows, [])
            if "period" in heads:
                place = heads.index("period")
                years |= {row[place] for row in rows if len(row) > place}
    return sorted(year for year in years if re.fullmatch(r"\d{4}-\d{2}", year))


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is not a date that a report can be known at: write it as 2024-12-01."
        ) from None
    if day > date.today():
        raise ValueError(
            f"{in_words(day)} is still to come: a report can be known at today or an earlier "
            "day; leave the date out for all that is held."
        )
    return day
