"""A map of England: one hexagon an authority, by thirds."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import RegularPolygon

from mscp_analysis import areas
from mscp_analysis.charts.chart import Absent, Chart
from mscp_analysis.charts.findings import in_third
from mscp_analysis.charts.hexagons import LAYOUT, places
from mscp_analysis.charts.marks import wrapped
from mscp_analysis.charts.rules import bands
from mscp_analysis.charts.style import INK, PALETTE, WIDTH, drawing
from mscp_analysis.charts.svg import svg_of
from mscp_analysis.comparisons.thirds import NAMES, Thirds, thirds
from mscp_analysis.measures import MARKERS, Fact, Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.wording import listed, name

_SIDE = 1 / sqrt(3)
_LEFT, _RIGHT, _TOP, _LINE = -0.6, 17.1, 17.9 * sqrt(3) / 2, 1.25


def map(measure: Measure, area: str, year: str | ReportingYear) -> Chart | Absent:
    """Draw every authority of England as a hexagon, by the third that its figure is in.

    Each hexagon bears the number of its third, so that nobody needs to tell the colours apart;
    an authority without a figure is hatched.

    Parameters
    ----------
    measure : Measure
        A rate or percentage with published figures of every authority, such as ``rates.rate``
        gives.
    area : str
        Name or code of the authority that is outlined and named.
    year : str or ReportingYear
        Reporting year, from 2019-20 on.

    Returns
    -------
    Chart or Absent
        ``Absent`` for an area that is made up, which lies nowhere.

    Raises
    ------
    ValueError
        If the area is no authority of that year, or the measure cannot be mapped; see
        ``comparisons.thirds``.

    Examples
    --------
    >>> from mscp_analysis import data, rates
    >>> plans = data.load("child_protection_plans")
    >>> rate = rates.rate(plans.at_31_march, plans.population)
    >>> map(rate, "Medway", "2023-24").headline
    'Child protection plans: in Medway the rate is among the middle third of authorities'
    """
    place, label = areas.find(area), ReportingYear.parse(year).label
    if place.made_up:
        return Absent(f"{measure.title}, map of England", f"{place.name} is made up")
    there = areas.authorities(label)
    if place not in there:
        raise ValueError(
            f"{place.name} was no authority in {label}, so that it has no hexagon: give one of "
            f"the {len(there)} authorities of that year."
        )
    spots, found = places(there), thirds(measure, label)
    own = measure.find(label, place.code)
    with drawing(height=WIDTH * 1.25) as figure:
        axes = figure.subplots()
        _frame(axes)
        for number, group in enumerate(found.groups, 1):
            _group(axes, group, spots, number)
        _hatched(axes, [spots[fact.area_code] for fact in found.missing])
        _outlined(axes, spots[place.code])
        _key(axes, found, own)
        svg = svg_of(figure)
    # The darkest third keeps its colour on a dark ground too, as the words upon it are white.
    svg = svg.replace(f"var(--chart-main, {PALETTE['main']})", PALETTE["main"])
    title = f"{measure.title}, every authority in England, {own.date}"
    return Chart(
        svg=svg,
        headline=in_third(own, found.of(place.code)),
        title=title,
        note=f"One hexagon an authority, about where it lies ({LAYOUT}).{_reasons(found)}",
        alt=f"Map of hexagons. {title}. {_said(found, own)}",
        facts=(own, *(fact for fact in found.facts if fact.area_code != place.code)),
    )


def _frame(axes: Axes) -> None:
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_xlim(_LEFT, _RIGHT)
    axes.set_ylim(-1 - 4.5 * _LINE, _TOP)


def _group(
    axes: Axes, facts: tuple[Fact, ...], spots: dict[str, tuple[float, float]], number: int
) -> None:
    for fact in facts:
        _numbered(axes, spots[fact.area_code], number)


def _numbered(axes: Axes, spot: tuple[float, float], number: int) -> None:
    said = bands()[number - 1]
    axes.add_patch(_hexagon(spot, facecolor=said["fill"], edgecolor=INK, linewidth=0.5))
    axes.text(*spot, str(number), color=said["words"], ha="center", va="center_baseline")


def _hatched(axes: Axes, spots: list[tuple[float, float]]) -> None:
    for spot in spots:
        look = {"facecolor": "none", "edgecolor": PALETTE["quiet"]}
        axes.add_patch(_hexagon(spot, **look, linewidth=0, hatch="/////"))
        axes.add_patch(_hexagon(spot, **look, linewidth=1))


def _outlined(axes: Axes, spot: tuple[float, float]) -> None:
    look = {"facecolor": "none", "edgecolor": PALETTE["third"], "linewidth": 3.2}
    axes.add_patch(_hexagon(spot, **look, zorder=3))


def _hexagon(spot: tuple[float, float], **look: Any) -> RegularPolygon:
    return RegularPolygon(spot, numVertices=6, radius=_SIDE, clip_on=False, **look)


def _key(axes: Axes, found: Thirds, own: Fact) -> None:
    """What each number stands for beneath the map, and the area's own figure above it."""
    _outlined(axes, (0, _TOP - 1.1))
    words = f"{wrapped(own.area)}\n{own.shown}"
    at: dict[str, Any] = {"ha": "left", "linespacing": 1.1}
    axes.text(0.8, _TOP - 0.6, words, **at, va="top", color=PALETTE["third"], fontweight="bold")
    line = -1 - _LINE / 2
    for number, group in enumerate(found.groups, 1):
        if group:
            _numbered(axes, (0, line), number)
            told = f"{NAMES[number - 1].capitalize()}: {_span(group)}"
            axes.text(0.8, line, told, **at, va="center_baseline", color=INK)
            line -= _LINE
    if found.missing:
        _hatched(axes, [(0, line)])
        axes.text(0.8, line, "No figure", **at, va="center_baseline", color=INK)


def _span(group: tuple[Fact, ...]) -> str:
    return " to ".join(dict.fromkeys([group[0].shown, group[-1].shown]))


def _reasons(found: Thirds) -> str:
    """Which authorities are hatched, and why."""
    groups: dict[str, list[str]] = {}
    for fact in found.missing:
        groups.setdefault(MARKERS[fact.marker], []).append(name(areas.find(fact.area_code)))
    told = [f"{listed(places)} ({why})" for why, places in groups.items()]
    return f" Hatched, as there is no figure: {'; '.join(told)}." if told else ""


def _said(found: Thirds, own: Fact) -> str:
    stands = found.of(own.area_code)
    mine = f"{own.shown}, {stands}" if stands else MARKERS[own.marker]
    each = [
        f"{words.capitalize()}, {_count(len(group))}, {_span(group)}."
        for words, group in zip(NAMES, found.groups, strict=True)
        if group
    ]
    return f"{own.area}: {mine}. {' '.join(each)}{_where(found)}{_reasons(found)}"


def _count(number: int) -> str:
    return f"{number} {'authority' if number == 1 else 'authorities'}"


def _where(found: Thirds) -> str:
    """In which regions the authorities of the highest third mostly are."""
    top = Counter(areas.region(fact.area_code).name for fact in found.groups[-1])
    most = [f"{region} {number}" for region, number in top.most_common(3)]
    return f" Of the highest third most are in: {', '.join(most)}." if most else ""
