"""A bar for each value of a breakdown, longest first, each with its figure at its end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from mscp_analysis import areas
from mscp_analysis.charts.chart import PALETTE, Absent, Chart, drawing, svg_of
from mscp_analysis.measures import MARKERS, Fact, Measure, shown
from mscp_analysis.periods import ReportingYear, label_of

TOTAL = "All"
"""The value of a breakdown that stands for all of its values; it is none of the parts drawn."""

ROW = 0.52
"""Inches of a row: the name, and beneath it the bar, so that a long name is never broken."""


def bars(
    measure: Measure,
    area: str | areas.Area,
    period: str | ReportingYear,
    by: str = "agency",
    title: str | None = None,
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

    Returns
    -------
    Chart or Absent
        ``Absent`` where no figure may be shown, with the reason where nobody supplied any. Its
        axis starts at zero; values without a figure stand last, with their marker.

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
    with drawing(height=0.7 + ROW * len(facts)) as figure:
        axes = figure.subplots()
        for row, (name, fact) in enumerate(facts):
            _row(axes, row, name, fact, has_intervals)
        _frame(axes, len(facts), known, measure)
        svg = svg_of(figure)
    kind = "Dot chart" if has_intervals else "Bar chart"
    alt = f"{kind}. {heading}. {_said(facts)}"
    return Chart(svg=svg, title=heading, alt=alt, facts=tuple(fact for _, fact in facts))


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
    return f"{title}{unit}, {where}{day}"


def _row(axes: Axes, row: int, name: str, fact: Fact, as_dot: bool) -> None:
    ends = [end for end in (fact.value, fact.upper) if end is not None]
    if fact.value is not None and as_dot:
        axes.plot(fact.value, row, "o", color=PALETTE["main"], markersize=7)
        if fact.lower is not None and fact.upper is not None:
            axes.plot([fact.lower, fact.upper], [row, row], color=PALETTE["main"], linewidth=2)
    elif fact.value is not None:
        axes.barh(row, fact.value, height=0.4, color=PALETTE["main"])
    _write(axes, name, (0, row - 0.42), PALETTE["quiet"], 0)
    _write(axes, fact.shown, (max([0.0, *ends]), row), PALETTE["main"], 6, weight="bold")


def _write(
    axes: Axes, words: str, at: tuple[float, float], colour: str, right: int, weight: str = "normal"
) -> None:
    axes.annotate(
        words,
        at,
        xytext=(right, 0),
        textcoords="offset points",
        va="center",
        color=colour,
        fontsize=10,
        fontweight=weight,
        annotation_clip=False,
    )


def _frame(axes: Axes, rows: int, known: Sequence[Fact], measure: Measure) -> None:
    ends = [end for fact in known for end in (fact.number, fact.upper) if end is not None]
    # Room at the right for the figure at the end of the longest bar.
    axes.set_xlim(min([0.0, *ends]), (max([0.0, *ends]) or 1.0) * 1.14)
    axes.set_ylim(rows - 0.5, -0.7)
    axes.set_yticks([])
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=measure.decimals == 0))
    if measure.unit == "%" and max(ends) > 50:
        axes.set_xticks([0, 25, 50, 75, 100])
    axes.xaxis.set_major_formatter(lambda value, _: shown(value, int(value % 1 != 0)))
    axes.set_xlabel(measure.unit[:1].upper() + measure.unit[1:], fontsize=10)
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
