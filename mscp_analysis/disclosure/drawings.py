"""Charts read back: the value of each point, from where it stands between the axis labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np

_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
# An image inside a page has lost the declarations of the prefixes that it still uses.
_NAMESPACES = re.compile(r'<metadata>.*?</metadata>|\sxmlns(?::\w+)?="[^"]*"|\bxlink:', re.S)
_COMMANDS = re.compile(r"[A-Za-z]")
_PLACE = re.compile(r"translate\(\s*(-?[\d.]+)[\s,]+(-?[\d.]+)")


class Point(NamedTuple):
    """A point of a chart: the label that it stands at, its value and how exact that is."""

    label: str
    value: float
    half: float


class _Tick(NamedTuple):
    place: float
    text: str


def points(svg: str) -> list[Point]:
    """Every point of a chart that stands at a label of one axis, by the scale of the other.

    Reads what Matplotlib writes with text as text: groups ``xtick_`` and ``ytick_`` with a
    mark and a label, and marks and lines elsewhere. Only linear scales.

    Parameters
    ----------
    svg : str
        The drawing.

    Returns
    -------
    list of Point
        Exact to a quarter of a pixel; empty where no axis has numbers.

    Raises
    ------
    ValueError
        If the drawing is no XML, or has text where a number belongs.

    Examples
    --------
    >>> tick = '<g id="{0}tick_{1}"><use x="{2}" y="{3}"/><text>{4}</text></g>'
    >>> ticks = [("y", 1, 0, 100, "0"), ("y", 2, 0, 20, "8"), ("x", 1, 50, 100, "2023-24")]
    >>> marks = "".join(tick.format(*found) for found in ticks)
    >>> points(f'<svg><g id="axes_1">{marks}<circle cx="50" cy="70"/></g></svg>')
    [Point(label='2023-24', value=3.0, half=0.025)]
    """
    try:
        root = ElementTree.fromstring(_NAMESPACES.sub("", svg))
    except ElementTree.ParseError as problem:
        raise ValueError(f"The drawing cannot be read back: {problem}.") from problem
    frames = [g for g in root.iter("g") if _name(g).startswith("axes_")]
    return [point for frame in frames for point in _of_axes(frame)]


def _name(element: ElementTree.Element) -> str:
    """Matplotlib's name of a part, without the prefix that a page gives to it."""
    return element.get("id", "").rpartition("-")[2]


def _of_axes(axes: ElementTree.Element) -> Iterator[Point]:
    ticks: dict[str, list[_Tick]] = {"x": [], "y": []}
    drawn: list[tuple[float, float]] = []
    _walk(axes, ticks, drawn)
    for numbers, labels, along in (("y", "x", 1), ("x", "y", 0)):
        scale = _scale(ticks[numbers])
        if scale is None:
            continue
        slope, start = scale
        for mark in dict.fromkeys(drawn):
            at = [tick.text for tick in ticks[labels] if abs(tick.place - mark[1 - along]) < 0.5]
            for label in at[:1]:
                value = round(float(slope * mark[along] + start), 6)
                yield Point(label, value, round(abs(float(slope)) / 4, 6))


def _walk(
    element: ElementTree.Element, ticks: dict[str, list[_Tick]], drawn: list[tuple[float, float]]
) -> None:
    for child in element:
        name = _name(child)
        if name.startswith(("xtick_", "ytick_")):
            ticks[name[0]] += _tick(child, name[0])
        elif child.tag == "g":
            _walk(child, ticks, drawn)
        else:
            drawn += _marks(child)


def _tick(group: ElementTree.Element, axis: str) -> list[_Tick]:
    text = " ".join("".join(found.itertext()).strip() for found in group.iter("text"))
    places = [float(use.get(axis, "nan")) for use in group.iter("use")]
    if not places:
        moved = [_PLACE.search(found.get("transform", "")) for found in group.iter("text")]
        places = [float(found[1 + (axis == "y")]) for found in moved if found]
    return [_Tick(places[0], text)] if places and text else []


def _marks(element: ElementTree.Element) -> list[tuple[float, float]]:
    for tag, names in (("use", ("x", "y")), ("circle", ("cx", "cy")), ("ellipse", ("cx", "cy"))):
        if element.tag == tag and element.get(names[0]) is not None:
            return [(float(element.get(names[0], 0)), float(element.get(names[1], 0)))]
    if element.tag != "path" or set(_COMMANDS.findall(element.get("d", ""))) - set("MLe"):
        return []
    numbers = [float(found) for found in _NUMBERS.findall(element.get("d", ""))]
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def _scale(ticks: list[_Tick]) -> tuple[float, float] | None:
    """Slope and start of the values along an axis, if its labels are numbers in a line."""
    try:
        values = [float(tick.text.replace(",", "").replace("−", "-").rstrip("%")) for tick in ticks]
    except ValueError:
        return None
    if len(values) < 2:
        return None
    places = np.array([tick.place for tick in ticks])
    slope, start = np.polyfit(places, values, 1)
    straight = np.abs(slope * places + start - values).max() < 0.02 * np.ptp(values)
    return (float(slope), float(start)) if straight else None
