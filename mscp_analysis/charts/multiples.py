"""Small multiples: one panel for each value of a breakdown, each on a scale of its own."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from mscp_analysis import areas
from mscp_analysis.charts.chart import Absent, Chart, label, span, withheld
from mscp_analysis.charts.findings import of_parts
from mscp_analysis.charts.marks import over_years, tell, wrapped
from mscp_analysis.charts.rules import cut, starts
from mscp_analysis.charts.style import PALETTE, drawing
from mscp_analysis.charts.svg import svg_of
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.measures.likeness import runs
from mscp_analysis.periods import ReportingYear

SCALES = "Each panel is on a scale of its own."
LABEL, REACH = 0.2, 0.7
"""What part of the height of a panel a number beneath its point takes, and how far it reaches
along the line beyond the next point: seven tenths of the way to the one after."""


def multiples(
    measure: Measure,
    area: str,
    until: str | ReportingYear,
    breakdown: str,
    values: Sequence[str],
    years: int = 7,
) -> Chart | Absent:
    """Draw one small line chart for each value of a breakdown.

    Parameters
    ----------
    measure : Measure
        With the breakdown as a column.
    area : str
        Name or code.
    until : str or ReportingYear
        Last period.
    breakdown : str
        Name of the column.
    values : sequence of str
        Which of its values, in order.
    years : int
        At most how many periods.

    Returns
    -------
    Chart or Absent
        ``Absent`` where no figure may be shown.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> found = data.load("assessment_factors").assessments
    >>> multiples(found, "Medway", "2023-24", "factor", ["Neglect"]).alt[-40:]
    'Neglect: 382 in 2017-18, 931 in 2023-24.'
    """
    place = areas.find(area)
    parts = [measure.where(**{breakdown: value}) for value in values]
    periods = sorted({*parts[0].of(place.code, until)["period"]})[-years:]
    series = [
        [part.at(period, place.code) for period in periods if _there(part, place.code, period)]
        for part in parts
    ]
    known = [fact for facts in series for fact in facts if fact.value is not None]
    if not known:
        return Absent(f"{measure.title}, {place.name}")
    with drawing(height=2.0 * ceil(len(values) / 2)) as figure:
        panels = figure.subplots(ceil(len(values) / 2), 2, sharex=True, squeeze=False)
        for panel, facts, value in zip(panels.flat, series, values, strict=False):
            _panel(panel, facts, periods, value, starts(measure.name))
        for panel in panels.flat[len(values) :]:
            panel.set_visible(False)
        svg = svg_of(figure)
    title = f"{measure.title}, {place.name}, {span(periods)}"
    said = " ".join(_said(facts, value) for facts, value in zip(series, values, strict=True))
    return Chart(
        svg=svg,
        headline=of_parts(measure.title, [*zip(values, series, strict=True)]),
        title=title,
        note=" ".join(filter(None, [SCALES, "No intervals are drawn.", cut(measure.name)])),
        alt=f"Small line charts. {title}. {SCALES} {said}",
        facts=tuple(known),
    )


def _there(measure: Measure, code: str, period: str) -> bool:
    rows = measure.rows
    return bool(((rows["area_code"] == code) & (rows["period"] == period)).any())


def _panel(
    axes: Axes, facts: Sequence[Fact], periods: Sequence[str], value: str, start: float
) -> None:
    style: dict[str, Any] = {
        "color": PALETTE["main"],
        "linewidth": 2.2,
        "marker": "o",
        "markersize": 4,
    }
    for run in runs(facts):
        at = [float("nan")] * len(periods)
        for fact in run:
            at[periods.index(fact.period)] = fact.number
        axes.plot(range(len(periods)), at, **style)
    known = [fact for fact in facts if fact.value is not None]
    top = max([1.0, *(fact.number for fact in known)]) * 1.25
    axes.set_ylim(start, top)
    ends = [known[:3]] if known else []
    ends += [known[:-4:-1]] if len(known) > 1 else []
    for fact, *near in ends:
        # Where the line goes on above the point, the label goes beneath it, if there is room.
        line = [*(other.number - fact.number for other in near), 0.0]
        line[1:2] = [line[0] + REACH * (line[1] - line[0])] if len(near) > 1 else line[1:2]
        beneath = max(line) > -min(line) and fact.number - start > LABEL * (top - start)
        place = periods.index(fact.period)
        side = {0: "left", len(periods) - 1: "right"}.get(place, "center")
        tell(axes, place, fact, beneath, side)
    axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    axes.set_title(wrapped(value), loc="left", fontsize=11, fontweight="bold")
    axes.set_xticks([0, len(periods) - 1], [periods[0], periods[-1]])
    over_years(axes)


def _said(facts: Sequence[Fact], value: str) -> str:
    known = [fact for fact in facts if fact.value is not None]
    if not known:
        return f"{value}: no figure that may be shown."
    ends = ", ".join(dict.fromkeys([label(known[0]), label(known[-1])]))
    gaps = withheld(facts)
    return f"{value}: {ends}{f'; {gaps}' if gaps else ''}."
