"""The colours of charts, and where the axis of a measure starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mscp_analysis.areas import read_rules
from mscp_analysis.measures import shown


def rules() -> dict[str, Any]:
    """What ``data/rules/charts.yaml`` says, read once until it changes."""
    return read_rules("charts.yaml", _checked)


def colours() -> dict[str, str]:
    """Each part that a colour plays, and the colour on a light ground.

    Examples
    --------
    >>> colours()["main"]
    '#12436d'
    """
    return {part: said["light"] for part, said in rules()["colours"].items()}


class Palette(Mapping[str, str]):
    """The colours, looked up when one is drawn with: a data folder may have its own."""

    def __getitem__(self, part: str) -> str:
        return colours()[part]

    def __iter__(self) -> Iterator[str]:
        return iter(colours())

    def __len__(self) -> int:
        return len(colours())


def starts(name: str) -> float:
    """The value from which the axis of a measure starts: zero unless another is said.

    Parameters
    ----------
    name : str
        Of the measure.

    Returns
    -------
    float
        In the measure's unit.

    Examples
    --------
    >>> starts("child_protection_plans")
    0.0
    """
    axis = rules()["axis"]
    return float(axis["measures"].get(name, axis["from"]))


def cut(name: str) -> str:
    """What a chart says of an axis that does not start at zero; nothing of one that does."""
    start = starts(name)
    if not start:
        return ""
    return f"The axis starts at {shown(start, int(start % 1 != 0))} and not at zero."


def bands() -> list[dict[str, str]]:
    """The colours of the thirds on a map, the lowest first, and of the number upon each.

    Examples
    --------
    >>> [band["fill"] for band in bands()]
    ['#6bace6', '#2073bc', '#12436d']
    """
    return list(rules()["thirds"])


def _checked(path: Path, said: Mapping[str, Any]) -> dict[str, Any]:
    known = {"colours", "thirds", "axis"}
    if set(said) != known or set(said["axis"]) != {"from", "measures"}:
        raise ValueError(
            f"{path.name}: expected colours, and axis with from and measures, and thirds, found "
            f"{', '.join(said)}; correct the file."
        )
    return dict(said)
