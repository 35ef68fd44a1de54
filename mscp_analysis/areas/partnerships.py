"""Which safeguarding partnership serves an area."""

from __future__ import annotations

from pathlib import Path

from mscp_analysis.areas import held
from mscp_analysis.areas.made_up import is_made_up
from mscp_analysis.areas.names import find
from mscp_analysis.areas.place import Area


def partnership_of(area: str | Area) -> Path | None:
    """The folder of the safeguarding partnership of an area; None where none is held.

    Examples
    --------
    >>> partnership_of("Medway").name
    'medway'
    """
    place = find(area)
    for path, about in held.partnerships():
        # No made-up partnership may serve an area that exists, whatever code it gives.
        says = about.get("area_code") if isinstance(about, dict) else None
        if says == place.code and is_made_up(about) == place.made_up:
            return path.parent
    return None
