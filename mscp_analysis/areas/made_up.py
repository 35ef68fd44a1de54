"""Areas that do not exist: each is described by the made-up partnership that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mscp_analysis.areas import held
from mscp_analysis.areas.place import Area

PREFIX = "made-up-"
"""How the name of each made-up release begins; what follows is the real one it stands beside."""

_CODE = re.compile(r"X99\d{6}")
_KEYS = {"name", "region_code", "neighbour_model", "neighbours"}


def areas() -> list[Area]:
    """The areas that made-up partnerships describe; never among those of the register.

    Raises
    ------
    ValueError
        If a description lacks something, or claims a code that a publisher could issue.
    """
    return [_area(path, about) for path, about in _described()]


def listed(area: Area) -> tuple[str, list[str]]:
    """The name of the list of an area's neighbours, and their codes, closest first."""
    about = next(about for _, about in _described() if about["area_code"] == area.code)
    return str(about["area"]["neighbour_model"]), [*map(str, about["area"]["neighbours"])]


def is_made_up(about: Any) -> bool:
    """Whether a partnership says of itself that it is made up."""
    return isinstance(about, dict) and about.get("made_up") is True


def _described() -> list[tuple[Path, dict[str, Any]]]:
    return [(path, about) for path, about in held.partnerships() if is_made_up(about)]


def _area(path: Path, about: Mapping[str, Any]) -> Area:
    code, said = str(about.get("area_code")), about.get("area")
    if not _CODE.fullmatch(code):
        raise ValueError(
            f"{path}, key area_code: expected a code that no publisher issues, X99 and six "
            f"digits, since the partnership is made up; came {code!r}."
        )
    if not isinstance(said, dict) or set(said) != _KEYS:
        came = ", ".join(map(str, said)) if isinstance(said, dict) else repr(said)
        raise ValueError(f"{path}, key area: expected {', '.join(sorted(_KEYS))}; came {came}.")
    codes = said["neighbours"]
    if not isinstance(codes, list) or len({*map(str, codes)}) != 10 or len(codes) != 10:
        raise ValueError(f"{path}, key neighbours: expected ten different codes; came {codes!r}.")
    return Area(
        code=code,
        name=str(said["name"]),
        kind="authority",
        region_code=str(said["region_code"]),
        dfe_code="",
        opened=None,
        closed=None,
        made_up=True,
    )
