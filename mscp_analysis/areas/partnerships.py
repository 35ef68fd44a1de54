"""Which safeguarding partnership serves an area."""

from __future__ import annotations

from pathlib import Path

from mscp_analysis.areas import held
from mscp_analysis.areas.area import Area
from mscp_analysis.areas.names import find


def partnership_of(area: str | Area) -> Path | None:
    """The folder of the safeguarding partnership of an area; None where none is held.

    Examples
    --------
    >>> partnership_of("Medway").name
    'medway'
    """
    code = find(area).code
    for path, about in held.partnerships():
        if isinstance(about, dict) and about.get("area_code") == code:
            return path.parent
    return None
