"""A control chart: a series with its mean, its limits, and its special points named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
from matplotlib.axes import Axes

from mscp_analysis.areas import Area, find
from mscp_analysis.charts.chart import (
    PALETTE,
    Absent,
    Chart,
    drawing,
    over_years,
    span,
    svg_of,
    withheld,
)
from mscp_analysis.measures import Fact, Measure, shown
from mscp_analysis.measures.likeness import runs
from mscp_analysis.periods import ReportingYear
from mscp_analysis.trends import PointType, SpecialCause, xmr
from mscp_analysis.wording import SPECIAL_CAUSES

_MARKS = {
    PointType.COMMON_CAUSE: ("o", "quiet"),
    PointType.IMPROVEMENT: ("^", "second"),
    PointType.CONCERN: ("v", "third"),
    PointType.HIGH: ("^", "third"),
    PointType.LOW: ("v", "third"),
}
"""Shape and colour of each kind of point: never told apart by colour alone."""

FEWEST, COARSE = 5, 5
"""Fewer figures than these have no limits; below this value an axis needs a decimal place."""


def control(
    measure: Measure,
    area: str | Area,
    until: str | ReportingYear,
    rebase: Iterable[str] = (),
    years: int = 24,
) -> Chart | Absent:
    """Draw a series as a control chart by the rules of the NHS.

    Parameters
    ----------
    measure : Measure
        Its polarity says which way is better; without one special points are high or low.
    area : str or Area
        Name or code.
    until : str or ReportingYear
        Last period; of a series of quarters, the last quarter or the year that it is in.
    rebase : iterable of str
        Periods from which the process is known to be another; see ``trends.xmr``. Where the
        series breaks, by another definition or census, it always begins anew.
    years : int
        At most how many periods.

    Returns
    -------
    Chart or Absent
        ``Absent`` where too few figures may be shown, with the reason where nobody supplied
        any. Special points have a shape of their own and are named in the alternative.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> control(plans, "Medway", "2023-24").alt[-64:]
    'No special point. The limits are on trial: there are few points.'
    """
    place = find(area)
    periods = [*measure.of(place.code, until)["period"].tail(years)]
    facts = [measure.at(period, place.code) for period in periods]
    if sum(fact.value is not None for fact in facts) < FEWEST:
        why = "too few figures for a control chart"
        return Absent(f"{measure.title}, {place.name}", why, absence=measure.absence)
    values = pd.Series([fact.number for fact in facts], index=periods)
    breaks = {facts.index(run[0]) for run in runs(facts)[1:]}
    anew = [each for at, each in enumerate(periods) if each in {*rebase} or at in breaks]
    points = xmr(values, measure.polarity, rebase=anew)
    # A count is never below none nor a part above all, whatever the limits' arithmetic says.
    points["lower"] = points["lower"].clip(lower=0.0 if (values.dropna() >= 0).all() else None)
    points["upper"] = points["upper"].clip(upper=100.0 if measure.unit == "%" else None)
    with drawing() as figure:
        axes = figure.subplots()
        _draw(axes, points, measure)
        svg = svg_of(figure)
    title = f"{measure.title}, {place.name}, {span(periods)}, control chart"
    alt = f"Control chart. {title}. {_said(points, facts, measure)}"
    return Chart(svg=svg, title=title, alt=alt, facts=tuple(facts))


def _draw(axes: Axes, points: pd.DataFrame, measure: Measure) -> None:
    places = pd.Series(range(len(points)), index=points.index)
    axes.plot(places, points["value"], color=PALETTE["main"], linewidth=1.6)
    for _, segment in points.groupby("segment"):
        at = places[segment.index]
        axes.plot(at, segment["mean"], color=PALETTE["quiet"], linewidth=1.6)
        for limit in ("lower", "upper"):
            axes.plot(at, segment[limit], color=PALETTE["quiet"], linewidth=1.2, linestyle="--")
    for kind, (shape, colour) in _MARKS.items():
        rows = points[points["point_type"] == kind]
        axes.plot(places[rows.index], rows["value"], shape, color=PALETTE[colour], markersize=7)
    last, after = points.iloc[-1], len(points) - 1 + 0.3
    for name, words in (("mean", "mean"), ("upper", "upper limit"), ("lower", "lower limit")):
        if pd.notna(last[name]):
            text = f"{words} {shown(last[name], measure.decimals)}"
            axes.annotate(text, (after, last[name]), va="center", annotation_clip=False)
    # The label of a quarter is longer than that of a year: fewer of them stand side by side.
    step = -(-len(points) // (3 if measure.timing == "quarter" else 4))
    ticks = [*range(len(points) - 1, -1, -step)][::-1]
    axes.set_xticks(ticks, [points.index[tick] for tick in ticks])
    axes.set_ylim(bottom=0, top=axes.get_ylim()[1] * 1.05)
    axes.set_xlim(-0.4, len(points) - 0.8)
    over_years(axes, decimals=1 if axes.get_ylim()[1] < COARSE else 0)


def _said(points: pd.DataFrame, facts: Sequence[Fact], measure: Measure) -> str:
    last = points.iloc[-1]
    lines = [
        f"{words} {shown(last[name], measure.decimals)}"
        for name, words in (("mean", "Mean"), ("lower", "lower limit"), ("upper", "upper limit"))
        if pd.notna(last[name])
    ]
    causes = [
        None if pd.isna(each) or each == SpecialCause.COMMON_CAUSE else SpecialCause(each)
        for each in points["special_cause"]
    ]
    special = [
        f"{fact.period} ({fact.shown}, {SPECIAL_CAUSES[cause]})"
        for fact, cause in zip(facts, causes, strict=True)
        if cause is not None
    ]
    found = f"Special points: {'; '.join(special)}." if special else "No special point."
    trial = " The limits are on trial: there are few points." if bool(last["trial"]) else ""
    gaps = withheld(facts)
    return f"{', '.join(lines)}. {found}{trial}{f' {gaps}.' if gaps else ''}"
