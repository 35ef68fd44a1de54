"""A bar for each value of a breakdown, longest first, each with its figure at its end."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import accumulate, groupby

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from mscp_analysis import areas
from mscp_analysis.charts.chart import Absent, Chart
from mscp_analysis.charts.findings import highest
from mscp_analysis.charts.marks import capital
from mscp_analysis.charts.rules import cut, starts
from mscp_analysis.charts.style import PALETTE, drawing
from mscp_analysis.charts.svg import svg_of
from mscp_analysis.measures import MARKERS, Fact, Measure, shown
from mscp_analysis.periods import ReportingYear, label_of

TOTAL = "All"
"""The value of a breakdown that stands for all of its values; it is none of the parts drawn."""

BAR, LINE = 0.36, 0.19
"""Inches of a bar with the space beneath it, and of a line of its name above it."""

ACROSS = 46
"""How many letters of a name stand on one line."""


def bars(
    measure: Measure,
    area: str | areas.Area,
    period: str | ReportingYear,
    by: str = "agency",
    title: str | None = None,
    found: str = "",
) -> Chart | Absent:
    """Draw one period of a measure, a row for each value of a breakdown.

    Parameters
    ----------
    measure : Measure
        With one breakdown. A rate or share with ``lower`` and ``upper`` is drawn as dots with
        their intervals, any other quantity as bars.
    area : str or Area
        Whose figures.
    period : str or ReportingYear
        Of which year.
    by : str
        The breakdown. Its value ``All`` is a total and is not drawn among its parts.
    title : str, optional
        What it shows, where the measure's own title does not say it.
    found : str
        How the headline of figures without intervals says which are highest: see
        ``findings.highest``.

    Returns
    -------
    Chart or Absent
        ``Absent`` where no figure may be shown, with the reason where nobody supplied any. Its
        axis starts at zero, that of dots where ``data/rules/charts.yaml`` says; values without a
        figure stand last, with their marker.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> paid = registers.open("Medway", "2023-24").contributions.by("agency", total="amount")
    >>> bars(paid, "Medway", "2023-24").alt[:75]
    'Bar chart. Contributions of the agencies, amount in pounds, Medway, 2023-24'
    """
    place, when = areas.find(area), label_of(period)
    facts = _facts(measure, place.code, when, by)
    heading = _heading(title or measure.title, measure, facts, f"{place.name}, {when}")
    known = [fact for _, fact in facts if fact.value is not None]
    if not known:
        return Absent(heading, absence=measure.absence)
    has_intervals = any(fact.lower is not None for fact in known)
    names = ["\n".join(textwrap.wrap(name, ACROSS)) for name, _ in facts]
    ends = [*accumulate(LINE * (name.count("\n") + 1) + BAR for name in names)]
    with drawing(height=0.6 + ends[-1]) as figure:
        axes = figure.subplots()
        for end, name, (_, fact) in zip(ends, names, facts, strict=True):
            _row(axes, end - BAR / 2, name, fact, has_intervals)
        _frame(axes, ends[-1], known, measure)
        svg = svg_of(figure)
    kind = "Dot chart" if has_intervals else "Bar chart"
    alt = f"{kind}. {heading}. {_said(facts)}"
    return Chart(
        svg=svg,
        headline=highest(title or measure.title, facts, found),
        title=heading,
        note=" ".join(filter(None, _notes(measure, has_intervals))),
        alt=alt,
        facts=tuple(fact for _, fact in facts),
    )


def _notes(measure: Measure, has_intervals: bool) -> list[str]:
    if has_intervals:
        return ["The lines are intervals.", cut(measure.name)]
    return ["No intervals are drawn."] if measure.unit == "%" else []


def _facts(measure: Measure, code: str, period: str, by: str) -> list[tuple[str, Fact]]:
    """The name of each value and its fact, highest first, those without a figure last."""
    if by not in measure.rows:
        return []
    own = measure.rows[(measure.rows["area_code"] == code) & (measure.rows["period"] == period)]
    values = [value for value in dict.fromkeys(own[by]) if value != TOTAL]
    found = [(str(v) or "Not said", measure.at(period, code, **{by: v})) for v in values]
    return sorted(found, key=lambda each: (each[1].value is None, -(each[1].value or 0.0)))


def _heading(title: str, measure: Measure, facts: Sequence[tuple[str, Fact]], where: str) -> str:
    day = f", {facts[0][1].date}" if facts and measure.timing != "year" else ""
    joint = " " if measure.unit.startswith("per ") else " in "
    unit = "" if measure.unit in title.lower() else f"{joint}{measure.unit}"
    unit = ", percentage" if measure.unit == "%" else unit
    return f"{title}{unit}, {where}{day}"


def _row(axes: Axes, row: float, name: str, fact: Fact, as_dot: bool) -> None:
    ends = [end for end in (fact.value, fact.upper) if end is not None]
    if fact.value is not None and as_dot:
        axes.plot(fact.value, row, "o", color=PALETTE["main"], markersize=7)
        if fact.lower is not None and fact.upper is not None:
            axes.plot([fact.lower, fact.upper], [row, row], color=PALETTE["main"], linewidth=2)
    elif fact.value is not None:
        axes.barh(row, fact.value, height=0.24, color=PALETTE["main"])
    start = axes.get_yaxis_transform()
    axes.annotate(
        name, (0, row - BAR / 2), xycoords=start, va="bottom", color=PALETTE["quiet"], clip_on=False
    )
    missing = f"{fact.shown} {MARKERS[fact.marker]}" if fact.marker else fact.shown
    axes.annotate(
        missing,
        (max(ends), row) if ends else (0, row),
        xycoords="data" if ends else start,
        xytext=(6 if ends else 0, 0),
        textcoords="offset points",
        va="center",
        color=PALETTE["main"] if ends else PALETTE["quiet"],
        fontweight="bold" if ends else "normal",
        annotation_clip=False,
    )


def _frame(axes: Axes, bottom: float, known: Sequence[Fact], measure: Measure) -> None:
    ends = [end for fact in known for end in (fact.number, fact.upper) if end is not None]
    # Room at the right for the figure at the end of the longest bar.
    # A bar is as long as its figure, so that only dots may stand on an axis that is cut.
    as_dots = any(fact.lower is not None for fact in known)
    axes.set_xlim(
        min([starts(measure.name) if as_dots else 0.0, *ends]), (max([0.0, *ends]) or 1.0) * 1.14
    )
    axes.set_ylim(bottom, 0)
    axes.set_yticks([])
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=measure.decimals == 0))
    if measure.unit == "%" and max(ends) > 50:
        axes.set_xticks([0, 25, 50, 75, 100])
    axes.xaxis.set_major_formatter(lambda value, _: shown(value, int(value % 1 != 0)))
    axes.set_xlabel(capital(measure.unit))
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)


def _said(facts: Sequence[tuple[str, Fact]]) -> str:
    known = [f"{name} {_figure(fact)}" for name, fact in facts if fact.value is not None]
    words = "From highest to lowest: " if len(known) > 1 else ""
    missing = [(fact.marker, name) for name, fact in facts if fact.value is None]
    for marker, each in groupby(sorted(missing), key=lambda pair: pair[0]):
        known.append(f"{MARKERS[marker]}: {', '.join(name for _, name in each)}")
    return f"{words}{'; '.join(known)}."


def _figure(fact: Fact) -> str:
    if fact.lower is None or fact.upper is None:
        return fact.shown
    lower, upper = fact.limits
    return f"{fact.shown} ({lower.shown} to {upper.shown})"
