"""Authorities, regions and England: their names, their codes, and whom they are compared with."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import yaml

from mscp_analysis.periods import ReportingYear, in_words

ENGLAND = "E92000001"


def data_folder() -> Path:
    """Where the data are: ``data`` beside the package, or what ``MSCP_DATA`` names."""
    return Path(os.environ.get("MSCP_DATA") or Path(__file__).resolve().parents[1] / "data")


@dataclass(frozen=True)
class Area:
    """An authority with children's social care duties, a region, or England.

    Parameters
    ----------
    code : str
        ONS code. One code stands for an authority whose territory did not change, the newest.
    name : str
        Name as it reads in a sentence: ``Bristol``, not ``Bristol, City of``.
    kind : {"authority", "part of region", "region", "country"}
        Inner and Outer London are parts of a region and are never added to it.
    region_code : str
        Region of an authority or of a part of a region; empty for the others.
    dfe_code : str
        Three-digit code that the Department for Education uses; empty where there is none.
    opened, closed : datetime.date or None
        First and last day; None where it is not recorded or has not come.
    """

    code: str
    name: str
    kind: str
    region_code: str
    dfe_code: str
    opened: date | None
    closed: date | None

    def is_open_in(self, year: str | int | ReportingYear) -> bool:
        """Whether it existed on 31 March, the day on which the reporting year ends.

        Examples
        --------
        >>> find("Northamptonshire").is_open_in("2020-21")
        True
        >>> find("West Northamptonshire").is_open_in("2020-21")
        False
        """
        day = ReportingYear.parse(year).end
        return (self.opened or day) <= day <= (self.closed or day)


@dataclass(frozen=True)
class Neighbour(Area):
    """An area that another is compared with, and how like it is.

    Parameters
    ----------
    rank : int
        1 for the closest, to 10.
    closeness : str
        In the publisher's words, without capitals: ``very close``.
    model : str
        The list that says so: ``April 2021``.
    """

    rank: int
    closeness: str
    model: str


def _plain(text: str) -> str:
    """A name without case, punctuation, ``the``, and with ``and`` for an ampersand."""
    words = re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("&", " and ").replace("'", ""))
    return " ".join(word for word in words.split() if word != "the")


_TITLES = re.compile(
    r"^(?:(?:london|royal|metropolitan) borough(?: council)? of |city of |county of )?(.+?)"
    r"(?: (?:metropolitan borough|london borough|borough|county|city|district|unitary))?"
    r"(?: council)?$"
)


class Register:
    """All areas of one table, to be found by name or by any of their codes.

    Parameters
    ----------
    rows : iterable of mapping of str to str
        Rows of ``areas.csv``.
    """

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self.areas: list[Area] = []
        self._codes: dict[str, Area] = {}
        self._names: dict[str, Area] = {}
        # Closed authorities first: where a name passed on (Dorset), the living one bears it.
        for row in sorted(rows, key=lambda row: row["closed"] == ""):
            area = _area(row)
            self.areas.append(area)
            codes = [row["code"], row["dfe_code"], *row["superseded_codes"].split(" ")]
            self._codes.update({code: area for code in codes if code})
            names = [row["name"], *row["aliases"].split("; ")]
            self._names.update({_plain(name): area for name in names if name})
        self.areas.sort(key=lambda area: area.code)

    def by_code(self, code: str) -> Area:
        """The area of a code that a publisher uses, now or formerly."""
        if code not in self._codes:
            raise LookupError(f"There is no area with the code {code!r}.")
        return self._codes[code]

    def open_in(self, year: str | int | ReportingYear) -> list[Area]:
        """The authorities that existed at the end of a reporting year, by code."""
        return [each for each in self.areas if each.kind == "authority" and each.is_open_in(year)]

    def find(self, name_or_code: str | int) -> Area:
        """See the function of the same name."""
        text = str(name_or_code).strip()
        found = self._codes.get(text.upper()) or self._names.get(_plain(text))
        if found is None and (bare := _TITLES.match(_plain(text))):
            found = self._names.get(bare[1])
        if found is None:
            near = get_close_matches(_plain(text), self._names, n=4, cutoff=0.5)
            names = list(dict.fromkeys(self._names[key].name for key in near))
            hint = f"the nearest names are {', '.join(names)}" if names else "no name is like it"
            raise LookupError(
                f"There is no area {text!r}: {hint}; give a name, an ONS code such as "
                "E06000035 or a three-digit code such as 887."
            )
        return found


def _area(row: Mapping[str, str]) -> Area:
    return Area(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        region_code=row["region_code"],
        dfe_code=row["dfe_code"],
        opened=date.fromisoformat(row["opened"]) if row["opened"] else None,
        closed=date.fromisoformat(row["closed"]) if row["closed"] else None,
    )


def _stamp(table: str) -> tuple[Path, int]:
    path = data_folder() / "published" / table
    try:
        return path, path.stat().st_mtime_ns
    except FileNotFoundError:
        raise LookupError(
            f"The table {path} is missing: make it with `mscp import`, or set MSCP_DATA to the "
            "folder that holds published/areas.csv."
        ) from None


@lru_cache(maxsize=8)
def _rows(path: Path, _written: int) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=4)
def _register(path: Path, written: int) -> Register:
    return Register(_rows(path, written))


def register() -> Register:
    """The areas of ``data/published/areas.csv``, read once and again when it changes."""
    return _register(*_stamp("areas.csv"))


def find(name_or_code: str | int | Area) -> Area:
    """The area of a name or code, however people write it.

    Case, punctuation, ``&``, ``the`` and words such as Borough Council make no difference;
    superseded ONS codes and other publishers' names are understood.

    Parameters
    ----------
    name_or_code : str, int or Area
        Name, ONS code or three-digit code of the Department for Education; an area is itself.

    Returns
    -------
    Area

    Raises
    ------
    LookupError
        If there is none; the sentence names the nearest.

    Examples
    --------
    >>> find("Bournemouth, Christchurch & Poole").code, find("887").name
    ('E06000058', 'Medway')
    >>> find("E10000023").code  # the county, whose territory the new authority took over
    'E06000065'
    """
    return name_or_code if isinstance(name_or_code, Area) else register().find(name_or_code)


def region(area: str | Area) -> Area:
    """The region of an authority.

    Raises
    ------
    LookupError
        If the area is a region or England itself.

    Examples
    --------
    >>> region("Medway").name
    'South East'
    """
    place = find(area)
    if not place.region_code:
        raise LookupError(f"{place.name} is in no region: give an authority.")
    return find(place.region_code)


def authorities(year: str | int | ReportingYear) -> list[Area]:
    """The authorities that existed at the end of a reporting year, by code.

    Examples
    --------
    >>> len(authorities("2022-23")), len(authorities("2023-24"))
    (152, 153)
    """
    return register().open_in(year)


def partnership_of(area: str | Area) -> Path | None:
    """The folder of the safeguarding partnership of an area; None where none is held.

    Examples
    --------
    >>> partnership_of("Medway").name
    'medway'
    """
    code = find(area).code
    for path in sorted((data_folder() / "partnerships").glob("*/partnership.yaml")):
        about = yaml.safe_load(path.read_text("utf-8"))
        if isinstance(about, dict) and about.get("area_code") == code:
            return path.parent
    return None


def regions() -> list[Area]:
    """The nine regions, which together are England: Inner and Outer London are not among them.

    Examples
    --------
    >>> [region.name for region in regions()][:2]
    ['North East', 'North West']
    """
    return [area for area in register().areas if area.kind == "region"]


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
    rows = _rows(*_stamp("statistical_neighbours.csv"))
    models = list(dict.fromkeys(row["model"] for row in rows))
    if model is not None and model not in models:
        raise LookupError(f"There is no list of neighbours {model!r}: there are {models}.")
    listed = [row for row in rows if row["model"] == model or (not model and _serves(row, label))]
    own = [row for row in listed if row["area_code"] == place.code]
    if not own:
        name = model or listed[0]["model"]
        raise LookupError(
            f"The {name} list of statistical neighbours leaves out {place.name}, which "
            f"{_when(place, label)}: compare it with its region or name other areas."
        )
    return [_neighbour(row) for row in sorted(own, key=lambda row: int(row["rank"]))]


def _when(place: Area, label: str) -> str:
    if (
        place.closed is not None
        and (place.opened or place.closed) <= ReportingYear.parse(label).end
    ):
        return f"was abolished on {in_words(place.closed)}"
    return f"opened on {in_words(place.opened)}" if place.opened else "is not in it"


def _serves(row: Mapping[str, str], label: str) -> bool:
    return (row["first_year"] or label) <= label <= (row["last_year"] or label)


def _neighbour(row: Mapping[str, str]) -> Neighbour:
    area = find(row["neighbour_code"])
    return Neighbour(
        **vars(area), rank=int(row["rank"]), closeness=row["closeness"], model=row["model"]
    )
