"""A copy of a partnership's folder to try things on, which changes nothing that is kept."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from mscp_analysis import areas


def practice(area: str | areas.Area = "Exampleshire") -> Path:
    """Copy what an area's partnership keeps, and the rules, and read those copies from now on.

    A new register is a description among the rules and a file among the partnership's; both can
    be tried here. The copies are gone when the notebook's kernel ends.

    Parameters
    ----------
    area : str or Area
        Name or code; by default the area that is made up.

    Returns
    -------
    pathlib.Path
        The data folder that is read now: ``rules`` and ``partnerships`` lie in it.

    Raises
    ------
    LookupError
        If no partnership of the area is held.

    Examples
    --------
    >>> before = os.environ.get("MSCP_DATA")
    >>> print(*sorted(path.name for path in practice().iterdir()))
    partnerships rules
    >>> _ = os.environ.pop("MSCP_DATA") if before is None else os.environ.update(MSCP_DATA=before)
    """
    place = areas.find(area)
    kept = areas.partnership_of(place)
    if kept is None:
        raise LookupError(
            f"No partnership of {place.name} is held: begin one with `mscp new`, or try things on "
            "Exampleshire, which is made up."
        )
    folder = Path(tempfile.mkdtemp(prefix="mscp-practice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(kept, folder / "partnerships" / kept.name)
    shutil.copytree(areas.shelf("rules"), folder / "rules")
    os.environ["MSCP_DATA"] = str(folder)
    return folder
