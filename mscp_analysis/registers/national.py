"""National figures that local counts are set against, from ``data/rules/national.yaml``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from mscp_analysis import areas
from mscp_analysis.measures import Fact
from mscp_analysis.periods import last_day
from mscp_analysis.sources import Source


def figure(name: str, known_at: str | date | None = None) -> Fact:
    """A national figure as it was printed.

    Parameters
    ----------
    name : str
        Its name in the file.
    known_at : str or datetime.date, optional
        What was printed later is not known.

    Returns
    -------
    Fact
        With the marker ``n`` where it was not known.

    Raises
    ------
    LookupError
        If the file has none of that name.

    Examples
    --------
    >>> found = figure("serious_incident_notifications")
    >>> found.shown, found.area, found.period
    ('393', 'England', '2022-23')
    """
    known = _known()
    if name not in known:
        raise LookupError(f"national.yaml has no figure {name!r}: it has {', '.join(known)}.")
    said = known[name]
    about: dict[str, Any] = {key: str(value) for key, value in said["source"].items()}
    source = Source(**about)
    place = areas.find(said["area"])
    day = date.fromisoformat(known_at) if isinstance(known_at, str) else known_at
    is_known = day is None or last_day(source.published) <= day
    return Fact(
        value=float(said["value"]) if is_known else None,
        marker="" if is_known else "n",
        measure=f"national.{name}",
        title=said["title"],
        unit=said["unit"],
        decimals=0,
        period=said["period"],
        timing="year",
        area_code=place.code,
        area=place.name,
        as_of=source.published,
        release="printed",
        status="printed",
        sources=(source,),
    )


def figures(known_at: str | date | None = None) -> dict[str, Fact]:
    """Every national figure by its name, as it was known at a date; see ``figure``."""
    return {name: figure(name, known_at) for name in _known()}


def _known() -> dict[str, Any]:
    return areas.read_rules("national.yaml", _as_it_stands)


def _as_it_stands(_path: Path, said: dict[str, Any]) -> dict[str, Any]:
    return said
