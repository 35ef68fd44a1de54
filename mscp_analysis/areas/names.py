"""Find areas by name or by any of their codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from mscp_analysis.areas import held, made_up
from mscp_analysis.areas.place import Area
from mscp_analysis.periods import ReportingYear


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

    Examples
    --------
    >>> known = register()
    >>> known.by_code("E06000035").name, len(known.open_in("2023-24"))
    ('Medway', 153)
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

    def look_up(self, name_or_code: str | int) -> Area | None:
        """The area of a name or code; None where there is none."""
        text = str(name_or_code).strip()
        found = self._codes.get(text.upper()) or self._names.get(_plain(text))
        if found is None and (bare := _TITLES.match(_plain(text))):
            found = self._names.get(bare[1])
        return found

    def find(self, name_or_code: str | int) -> Area:
        """The area of a name or code of this table; see the function of the same name."""
        found = self.look_up(name_or_code)
        if found is None:
            text = str(name_or_code).strip()
            near = get_close_matches(_plain(text), self._names, n=4, cutoff=0.5)
            names = list(dict.fromkeys(self._names[key].name for key in near))
            hint = f"the nearest names are {', '.join(names)}" if names else "no name is like it"
            raise LookupError(
                f"There is no area {text!r}: {hint}; give a name, an ONS code such as "
                "E06000035 or a three-digit code such as 887."
            )
        return found


def _made_up(name_or_code: str | int) -> Area | None:
    text = str(name_or_code).strip()
    for each in made_up.areas():
        if text.upper() == each.code or _plain(text) == _plain(each.name):
            return each
    return None


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


@lru_cache(maxsize=4)
def _register(path: Path, written: int) -> Register:
    return Register(held.rows(path, written))


def register() -> Register:
    """The areas of ``data/published/areas.csv``, read once and again when it changes.

    Examples
    --------
    >>> register().look_up("Kingston upon Hull").code
    'E06000010'
    """
    return _register(*held.stamp("areas.csv"))


def find(name_or_code: str | int | Area) -> Area:
    """The area of a name or code, however people write it.

    Case, punctuation, ``&``, ``the`` and words such as Borough Council make no difference;
    superseded ONS codes and other publishers' names are understood. A made-up area is found
    where its partnership is held, though no list of areas has it.

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
    if isinstance(name_or_code, Area):
        return name_or_code
    known = register()
    return known.look_up(name_or_code) or _made_up(name_or_code) or known.find(name_or_code)


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


def regions() -> list[Area]:
    """The nine regions, which together are England: Inner and Outer London are not among them.

    Examples
    --------
    >>> [region.name for region in regions()][:2]
    ['North East', 'North West']
    """
    return [area for area in register().areas if area.kind == "region"]
