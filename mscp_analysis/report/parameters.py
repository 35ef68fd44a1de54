"""What a report is asked for: the contract between a command, a partnership and a notebook."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import nbformat
import yaml

from mscp_analysis import areas
from mscp_analysis.periods import ReportingYear, in_words


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
        Name of the folder that its reports are kept in.
    """

    year: ReportingYear
    area: areas.Area
    known_at: date | None
    name: str
    folder: str

    @property
    def parameters(self) -> dict[str, str | None]:
        """What the notebooks are run with."""
        known_at = self.known_at.isoformat() if self.known_at else None
        return {"year": self.year.label, "area": self.area.code, "known_at": known_at}


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
        Name or code of an authority; instead of a partnership.
    known_at : str, optional
        A date such as ``2024-12-01``; left out, every release held.

    Returns
    -------
    Request

    Raises
    ------
    ValueError
        If the year or the date is badly written, or not exactly one of partnership and area
        is given.
    LookupError
        If there is no such partnership or area, with the nearest names; if the area is not an
        authority, or did not exist at the end of the year.
    """
    if (partnership is None) == (area is None):
        raise ValueError("A report needs a partnership or an area, and not both.")
    asked = ReportingYear.parse(year)
    when = _day(known_at)
    if area is not None:
        place = areas.find(area)
        name, folder = place.name, folder_name(place.name)
    else:
        facts = read_partnership(str(partnership))
        place = areas.find(facts["area_code"])
        name, folder = facts["name"], str(partnership)
    _check_authority(place, asked)
    return Request(year=asked, area=place, known_at=when, name=name, folder=folder)


def read_partnership(name: str) -> dict[str, str]:
    """What a partnership says of itself: its name, short name and authority.

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
    folder = areas.data_folder() / "partnerships"
    known = sorted(path.parent.name for path in folder.glob("*/partnership.yaml"))
    if name not in known:
        raise LookupError(
            f"There is no partnership {name!r}{nearest(name, known)} To report on an "
            "authority without a folder of its own, name it with --area."
        )
    path = folder / name / "partnership.yaml"
    facts = yaml.safe_load(path.read_text(encoding="utf-8"))
    wanted = {"name", "short_name", "area_code"}
    if not isinstance(facts, dict) or set(facts) != wanted:
        found = ", ".join(map(str, facts)) if isinstance(facts, dict) else type(facts).__name__
        raise ValueError(f"{path} must say {', '.join(sorted(wanted))}; it says {found}.")
    return {key: str(value) for key, value in facts.items()}


def check(notebook: Path, given: Mapping[str, Any]) -> None:
    """Refuse to run a notebook with a parameter that it does not have.

    papermill only logs such a parameter and then publishes the notebook's default year.

    Parameters
    ----------
    notebook : pathlib.Path
        The notebook to run.
    given : mapping
        The parameters to run it with.

    Raises
    ------
    ValueError
        If the notebook has no ``parameters`` cell, has one that is more than names and
        values, or has not exactly these parameters.
    """
    known = declared(notebook)
    for name in given:
        if name not in known:
            raise ValueError(f"{notebook.name} has no parameter {name!r}{nearest(name, known)}")
    missing = [name for name in known if name not in given]
    if missing:
        raise ValueError(
            f"{notebook.name} has a parameter {missing[0]!r} that a report never sets."
        )


def declared(notebook: Path) -> dict[str, Any]:
    """The parameters of a notebook and their defaults, from its cell tagged ``parameters``.

    Parameters
    ----------
    notebook : pathlib.Path

    Returns
    -------
    dict
        Name to default.

    Raises
    ------
    ValueError
        If there is not exactly one such cell, or it is more than names and plain values.
    """
    cells = nbformat.read(notebook, as_version=4).cells
    tagged = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise ValueError(
            f"{notebook.name} has {len(tagged)} cells tagged 'parameters': a chapter has one."
        )
    defaults = {}
    for statement in ast.parse(tagged[0].source).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)):
                defaults[name] = value
            case _:
                raise ValueError(
                    f"{notebook.name}: its parameters cell may only give plain values to names; "
                    f"line {statement.lineno} does more."
                )
    return defaults


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a sentence that says a name is unknown: what it may have meant.

    Examples
    --------
    >>> nearest("yeer", ["year", "area"])
    ': did you mean year? There are year, area.'
    """
    names = list(known)
    close = get_close_matches(name.lower(), names, n=3, cutoff=0.5)
    meant = f": did you mean {' or '.join(close)}?" if close else "."
    return f"{meant} There are {', '.join(names)}." if names else f"{meant} There are none."


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
    if not place.is_open_in(year):
        span = [f"since {in_words(place.opened)}"] if place.opened else []
        span += [f"until {in_words(place.closed)}"] if place.closed else []
        raise LookupError(
            f"{place.name} did not exist on {in_words(year.end)}, the end of {year}: "
            f"it is an authority {' '.join(span)}."
        )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is not a date that a report can be known at: write it as 2024-12-01."
        ) from None
