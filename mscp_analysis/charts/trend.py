"""A series over the years: the area with its interval, and quiet lines for comparators."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from mscp_analysis import areas
from mscp_analysis.charts.chart import Absent, Chart, label, span, withheld
from mscp_analysis.charts.findings import over_time
from mscp_analysis.charts.marks import Ending, at_end, capital, over_years, tell, ticks
from mscp_analysis.charts.rules import cut, starts
from mscp_analysis.charts.style import PALETTE, drawing
from mscp_analysis.charts.svg import svg_of
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.measures.likeness import at_each_date, runs
from mscp_analysis.periods import ReportingYear

BREAK = "populations up to then were estimated from an earlier census"
End = tuple[Fact, str]


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
        Its axis starts at zero, or where ``data/rules/charts.yaml`` says; years
        without a figure are gaps, never bridged.

    Raises
    ------
    ValueError
        If figures of one date are not ``alike``, such as those of two releases.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> trend(plans, "Medway", "2023-24", years=2).alt
    'Line chart. Child protection plans, Medway, 2022-23 to 2023-24. Medway: first 288 on ...'
    """
    place = areas.find(area)
    periods = [*measure.of(place.code, until)["period"].tail(years)]
    series = {name: _facts(measure, name, periods) for name in [place.code, *beside]}
    at_each_date(*series.values())
    if not any(fact.value is not None for fact in series[place.code]):
        return Absent(f"{measure.title}, {place.name}")
    with drawing() as figure:
        axes = figure.subplots()
        ends = []
        for style, facts in zip(_styles(), series.values(), strict=False):
            ends += _line(axes, facts, periods, style)
        _frame(axes, periods, measure)
        own, *others = series.values()
        _mark_extremes(axes, own, periods, [fact for facts in others for fact in facts])
        at_end(axes, len(periods) - 0.85, [_ending(end, periods) for end in ends])
        svg = svg_of(figure)
    names = ", ".join(areas.find(name).name for name in series)
    title = f"{measure.title}, {names}, {span(periods)}"
    said = " ".join(_said(facts) for facts in series.values())
    breaks = [
        f"The line is broken after {run[-1].period}, since {BREAK}." for run in runs(own)[:-1]
    ]
    return Chart(
        svg=svg,
        headline=over_time(own, _last(others, periods)),
        title=title,
        note=" ".join(filter(None, [_about_intervals(own), *breaks, cut(measure.name)])),
        alt=" ".join([f"Line chart. {title}.", *breaks, said]),
        facts=tuple(fact for facts in series.values() for fact in facts),
    )


def _about_intervals(facts: Sequence[Fact]) -> str:
    if any(fact.lower is not None for fact in facts):
        return f"The band is the interval of {facts[0].area}."
    return "No intervals are drawn."


def _last(series: Sequence[Sequence[Fact]], periods: Sequence[str]) -> list[Fact]:
    return [fact for facts in series for fact in facts if fact.period in periods[-1:]]


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


def _line(axes: Axes, facts: Sequence[Fact], periods: Sequence[str], style: dict) -> list[End]:
    """Draw one series, broken where its parts do not compare; give the figure at its end."""
    places = range(len(periods))
    for run in runs(facts):
        at = _column(run, "number", periods)
        alone = {"marker": "o", "markersize": 5} if at.notna().sum() == 1 else {}
        axes.plot(places, at, **{**style, **alone})
        low, high = _column(run, "lower", periods), _column(run, "upper", periods)
        if "marker" in style and low.notna().any():
            axes.fill_between(places, low, high, color=style["color"], alpha=0.15, linewidth=0)
    known = [fact for fact in facts if fact.value is not None]
    return [(fact, style["color"]) for fact in known[-1:]]


def _column(facts: Sequence[Fact], name: str, periods: Sequence[str]) -> pd.Series:
    found = {fact.period: getattr(fact, name) for fact in facts}
    return pd.Series(found, dtype=float).reindex(periods)


def _mark_extremes(
    axes: Axes, facts: Sequence[Fact], periods: Sequence[str], others: Sequence[Fact]
) -> None:
    """Write the lowest and the highest figure, the lowest beneath its point if there is room."""
    known = [fact for fact in facts if fact.value is not None]
    low, high = min(known, key=lambda fact: fact.number), max(known, key=lambda fact: fact.number)
    room = axes.get_ylim()[1] * 0.1
    close: dict[str, list[float]] = {period: [] for period in periods}
    for other in others:
        close[other.period].append(other.number)
    gaps = len(known) < len(facts)
    for fact in [low, high] if low.number < high.number and not gaps else []:
        taken = any(0 <= fact.number - each < 1.5 * room for each in close[fact.period])
        beneath = fact is low and fact.number > room and not taken
        if fact is not known[-1]:
            tell(axes, periods.index(fact.period), fact, beneath)


def _ending(end: End, periods: Sequence[str]) -> Ending:
    fact, colour = end
    earlier = "" if fact.period == periods[-1] else f" ({fact.period})"
    weight = "bold" if colour == PALETTE["main"] else "normal"
    return Ending(fact.number, f"{fact.area} {fact.shown}{earlier}", colour, weight)


def _frame(axes: Axes, periods: Sequence[str], measure: Measure) -> None:
    ticks(axes, periods, measure.timing)
    axes.set_ylim(bottom=starts(measure.name), top=axes.get_ylim()[1] * 1.06)
    axes.set_xlim(-0.3, len(periods) - 1 + 0.1)
    over_years(axes)
    axes.set_title(capital(measure.unit), loc="left", fontsize=11)


def _said(facts: Sequence[Fact]) -> str:
    known = [fact for fact in facts if fact.value is not None]
    if not known:
        return f"{facts[0].area} has no figure that may be shown." if facts else ""
    area, gaps = known[0].area, withheld(facts)
    if gaps:  # A withheld figure may be higher or lower than any that is shown.
        return f"{area}: {'; '.join(map(label, known))}; {gaps}."
    if len(known) == 1:
        return f"{area}: {label(known[0])}."
    low, high = min(known, key=lambda f: f.number), max(known, key=lambda f: f.number)
    return (
        f"{area}: first {label(known[0])}; lowest {label(low)}; highest {label(high)}; "
        f"last {label(known[-1])}."
    )
