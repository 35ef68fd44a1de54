"""Which safeguarding partnership serves an area."""

from __future__ import annotations

from pathlib import Path

import yaml

from mscp_analysis.areas.area import Area
from mscp_analysis.areas.held import data_folder
from mscp_analysis.areas.names import find


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
