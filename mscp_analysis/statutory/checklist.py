"""The points that readers of yearly reports ask for, and which of them are not yet done."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from mscp_analysis import areas
from mscp_analysis.schemas import Column, Description, listed
from mscp_analysis.schemas.listed import R

_LIST = Description(
    name="checklist",
    title="What this report does not do yet",
    subject="what this report does not do yet",
    row="one point that readers ask for",
    unit="points",
    feeds=("10.5",),
    columns={
        "point": Column("point"),
        "asks": Column("asks", title="What readers ask for"),
        "not_yet": Column("not_yet", title="What is not done yet, and why"),
    },
    key=("point",),
    derived=True,
)


@dataclass(frozen=True, kw_only=True)
class Point:
    """One thing that a reader may ask of a yearly report.

    Parameters
    ----------
    point : int
        Its number.
    asks : str
        What is asked.
    where : str
        The chapter and section of the report, or the command, that shows it.
    test : str
        The test that holds it: ``tests/file.py::function``.
    not_yet : str
        What is not done, and why, in words that a reader would accept.

    Examples
    --------
    >>> from mscp_analysis import statutory
    >>> statutory.points()[0].point
    1
    """

    point: int
    asks: str
    where: str = ""
    test: str = ""
    not_yet: str = ""


def points() -> tuple[Point, ...]:
    """Every point of ``data/rules/checklist.yaml``, in its order.

    Returns
    -------
    tuple of Point

    Raises
    ------
    ValueError
        If a point says something unknown, has neither a test nor a reason, or is out of order.

    Examples
    --------
    >>> len(points())
    30
    """
    path = areas.shelf("rules") / "checklist.yaml"
    found = tuple(_point(path, said) for said in areas.read_yaml(path))
    for number, point in enumerate(found, start=1):
        if point.point != number:
            raise ValueError(f"{path.name}: expected point {number}, came {point.point}.")
    return found


def not_yet(register: R) -> R:
    """The points that are not done, or not in full, as rows of a register.

    Parameters
    ----------
    register : Register
        Any register of the partnership and year; it says whose the list is.

    Returns
    -------
    Register
        ``point``, ``asks`` and ``not_yet``.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> not_yet(registers.open("Medway", "2023-24")["elements"]).rows["point"].to_list()
    ['1', '3', '7', '28', '30']
    """
    rows = [
        {"point": str(each.point), "asks": each.asks, "not_yet": each.not_yet}
        for each in points()
        if each.not_yet
    ]
    return listed(register, _LIST, rows, absence="")


def _point(path: Path, said: dict[str, Any]) -> Point:
    where = f"{path.name}, point {said.get('point')}"
    known = [each.name for each in fields(Point)]
    for key in said:
        if key not in known:
            raise ValueError(f"{where}: {key!r} is none of {', '.join(known)}.")
    if not said.get("asks") or not (said.get("test") or said.get("not_yet")):
        raise ValueError(f"{where}: expected asks, and a test or not_yet with its reason.")
    return Point(**said)
