"""A control chart: a series with its mean, its limits, and its special points named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd
from matplotlib.axes import Axes

from mscp_analysis.areas import Area, find
from mscp_analysis.charts.chart import Absent, Chart, span, withheld
from mscp_analysis.charts.findings import subject
from mscp_analysis.charts.marks import Ending, at_end, capital, over_years, ticks
from mscp_analysis.charts.rules import cut, starts
from mscp_analysis.charts.style import PALETTE, drawing
from mscp_analysis.charts.svg import svg_of
from mscp_analysis.measures import MARKERS, Fact, Measure, shown
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
        _draw(axes, points, facts, measure)
        svg = svg_of(figure)
    title = f"{measure.title}, {place.name}, {span(periods)}, control chart"
    alt = f"Control chart. {title}. {_said(points, facts, measure)}"
    note = "Dashed lines are the limits of usual variation"
    note += "; triangles are special points. " if any(_causes(points)) else ". "
    return Chart(
        svg=svg,
        headline=_found(points, facts),
        title=title,
        note=f"{note}{cut(measure.name)}".strip(),
        alt=alt,
        facts=tuple(facts),
    )


def _draw(axes: Axes, points: pd.DataFrame, facts: Sequence[Fact], measure: Measure) -> None:
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
    ticks(axes, [*points.index], measure.timing)
    axes.set_title(capital(measure.unit), loc="left", fontsize=11)
    axes.set_ylim(bottom=starts(measure.name), top=axes.get_ylim()[1] * 1.05)
    axes.set_xlim(-0.4, len(points) - 0.8)
    over_years(axes, decimals=1 if axes.get_ylim()[1] < COARSE else 0)
    at_end(axes, len(points) - 0.7, _endings(points.iloc[-1], facts[-1], measure))


def _endings(last: pd.Series, now: Fact, measure: Measure) -> Iterator[Ending]:
    """The names of the lines, and the latest figure among them."""
    for name, words in (("mean", "mean"), ("upper", "upper limit"), ("lower", "lower limit")):
        if pd.notna(last[name]):
            yield Ending(last[name], f"{words} {shown(last[name], measure.decimals)}")
    if now.value is not None:
        yield Ending(now.number, f"latest {now.shown}", PALETTE["main"], "bold")


def _causes(points: pd.DataFrame) -> list[SpecialCause | None]:
    """Of each point why it is special; None where it is not, or has no figure."""
    return [
        None if pd.isna(each) or each == SpecialCause.COMMON_CAUSE else SpecialCause(each)
        for each in points["special_cause"]
    ]


def _found(points: pd.DataFrame, facts: Sequence[Fact]) -> str:
    """Whether the latest figure is usual, in the words of the sentences."""
    causes, now = _causes(points), facts[-1]
    which = f"{subject(now)}: the latest {'quarter' if now.timing == 'quarter' else 'figure'}"
    if now.value is None:
        return f"{which} is {MARKERS[now.marker]}"
    said = SPECIAL_CAUSES[causes[-1] or SpecialCause.COMMON_CAUSE]
    earlier = "; some earlier ones are not" if any(causes) and not causes[-1] else ""
    return f"{which} is {said}{earlier}"


def _said(points: pd.DataFrame, facts: Sequence[Fact], measure: Measure) -> str:
    last = points.iloc[-1]
    lines = [
        f"{words} {shown(last[name], measure.decimals)}"
        for name, words in (("mean", "Mean"), ("lower", "lower limit"), ("upper", "upper limit"))
        if pd.notna(last[name])
    ]
    special = [
        f"{fact.period} ({fact.shown}, {SPECIAL_CAUSES[cause]})"
        for fact, cause in zip(facts, _causes(points), strict=True)
        if cause is not None
    ]
    found = f"Special points: {'; '.join(special)}." if special else "No special point."
    trial = " The limits are on trial: there are few points." if bool(last["trial"]) else ""
    gaps = withheld(facts)
    return f"{', '.join(lines)}. {found}{trial}{f' {gaps}.' if gaps else ''}"
