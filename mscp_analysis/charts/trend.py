"""A series over the years: the area with its interval, and quiet lines for comparators."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from mscp_analysis import areas
from mscp_analysis.charts.chart import PALETTE, Absent, Chart, drawing, label, svg_of
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear

LABELS = 4
"""At most how many years are named beneath a series."""


def trend(
    measure: Measure,
    area: str,
    until: str | ReportingYear,
    beside: Sequence[str] = (),
    years: int = 11,
) -> Chart | Absent:
    """Draw a measure over the years.

    Parameters
    ----------
    measure : Measure
        A rate with ``lower`` and ``upper`` is drawn with its interval as a band.
    area : str
        Name or code; drawn in the main colour with its lowest, highest and last value.
    until : str or ReportingYear
        Last period.
    beside : sequence of str
        Names or codes of areas to draw quietly beside it.
    years : int
        At most how many periods.

    Returns
    -------
    Chart or Absent
        ``Absent`` where no figure may be shown.
        Its axis starts at zero; years without a figure are gaps, never bridged.
    """
    place = areas.find(area)
    periods = [*measure.of(place.code, until)["period"].tail(years)]
    series = {name: _facts(measure, name, periods) for name in [place.code, *beside]}
    if not any(fact.value is not None for fact in series[place.code]):
        return Absent(f"{measure.title}, {place.name}")
    with drawing() as figure:
        axes = figure.subplots()
        ends = []
        for style, facts in zip(_styles(), series.values(), strict=False):
            ends.append(_line(axes, facts, periods, style))
        _mark_extremes(axes, series[place.code], periods)
        _end_labels(axes, ends, len(periods))
        _frame(axes, periods, measure)
        svg = svg_of(figure)
    names = ", ".join(areas.find(name).name for name in series)
    title = f"{measure.title}, {names}, {periods[0]} to {periods[-1]}"
    said = " ".join(_said(facts) for facts in series.values())
    return Chart(
        svg=svg,
        title=title,
        alt=f"Line chart. {title}. {said}",
        facts=tuple(fact for facts in series.values() for fact in facts),
    )


def _facts(measure: Measure, name: str, periods: Sequence[str]) -> list[Fact]:
    there = {*measure.of(name)["period"]}
    return [measure.at(period, name) for period in periods if period in there]


def _styles() -> list[dict]:
    return [
        {"color": PALETTE["main"], "linewidth": 2.6, "marker": "o", "markersize": 4.5},
        {"color": PALETTE["quiet"], "linewidth": 1.8, "linestyle": "--"},
        {"color": PALETTE["second"], "linewidth": 1.8, "linestyle": ":"},
        {"color": PALETTE["third"], "linewidth": 1.8, "linestyle": "-."},
    ]


def _line(axes: Axes, facts: Sequence[Fact], periods: Sequence[str], style: dict) -> tuple:
    """Draw one series; give what its label at the end needs."""
    at = pd.Series({fact.period: fact.value for fact in facts}, dtype=float).reindex(periods)
    places = range(len(periods))
    axes.plot(places, at, **style)
    if "marker" in style:
        low = pd.Series({fact.period: fact.lower for fact in facts}, dtype=float).reindex(periods)
        high = pd.Series({fact.period: fact.upper for fact in facts}, dtype=float).reindex(periods)
        if low.notna().any():
            axes.fill_between(places, low, high, color=style["color"], alpha=0.15, linewidth=0)
    last = at.last_valid_index()
    end = None if last is None else (at[last], next(f for f in facts if f.period == last))
    return end, style["color"]


def _mark_extremes(axes: Axes, facts: Sequence[Fact], periods: Sequence[str]) -> None:
    known = [fact for fact in facts if fact.value is not None]
    low, high = min(known, key=lambda fact: fact.number), max(known, key=lambda fact: fact.number)
    for fact, rise, side in ((low, -9, "top"), (high, 9, "bottom")):
        if fact is not known[-1]:
            axes.annotate(
                fact.shown,
                (periods.index(fact.period), fact.number),
                xytext=(0, rise),
                textcoords="offset points",
                ha="center",
                va=side,
                color=PALETTE["main"],
                fontweight="bold",
            )


def _end_labels(axes: Axes, ends: Sequence[tuple], length: int) -> None:
    """Name each line at its end, pushed apart where two would overlap."""
    found = sorted(((end[0], end[1], colour) for end, colour in ends if end), key=lambda e: e[0])
    top = axes.get_ylim()[1]
    room, placed = top * 0.075, -top
    for value, fact, colour in found:
        placed = max(value, placed + room)
        axes.annotate(
            f"{fact.area} {fact.shown}",
            (length - 1, value),
            xytext=(length - 1 + 0.15, placed),
            textcoords="data",
            va="center",
            color=colour,
            fontweight="bold" if colour == PALETTE["main"] else "normal",
            annotation_clip=False,
        )


def _frame(axes: Axes, periods: Sequence[str], measure: Measure) -> None:
    step = -(-len(periods) // LABELS)
    ticks = [*range(len(periods) - 1, -1, -step)][::-1]
    axes.set_xticks(ticks, [periods[tick] for tick in ticks])
    axes.set_ylim(bottom=0, top=axes.get_ylim()[1] * 1.06)
    axes.set_xlim(-0.3, len(periods) - 1 + 0.1)
    axes.grid(visible=False, axis="x")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_title(measure.unit[:1].upper() + measure.unit[1:], loc="left", fontsize=10)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _said(facts: Sequence[Fact]) -> str:
    known = [fact for fact in facts if fact.value is not None]
    if not known:
        return f"{facts[0].area} has no figure that may be shown." if facts else ""
    low, high = min(known, key=lambda f: f.number), max(known, key=lambda f: f.number)
    return (
        f"{known[0].area}: first {label(known[0])}; lowest {label(low)}; "
        f"highest {label(high)}; last {label(known[-1])}."
    )
