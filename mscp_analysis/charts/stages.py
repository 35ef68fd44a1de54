"""Steps of which each is a part of the one before, as bars from the widest to the narrowest."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from mscp_analysis.charts.chart import Absent, Chart
from mscp_analysis.charts.findings import steepest
from mscp_analysis.charts.marks import capital
from mscp_analysis.charts.style import PALETTE, drawing
from mscp_analysis.charts.svg import svg_of
from mscp_analysis.measures import MARKERS, Fact
from mscp_analysis.measures.likeness import require

ROW = 0.56
"""Inches of a step: its name, and beneath it its bar."""


def stages(facts: Sequence[Fact], title: str, coverage: Sequence[Fact] = ()) -> Chart | Absent:
    """Draw the steps of a funnel.

    Parameters
    ----------
    facts : sequence of Fact
        The steps in order, each titled with its name; of one unit, area and period.
    title : str
        What the steps lead through; where and when is added.
    coverage : sequence of Fact, optional
        How many told of the steps, and of how many: said in the title, so that nobody takes a
        part of the agencies for all of them.

    Returns
    -------
    Chart or Absent
        ``Absent`` where no step has a figure that may be shown, with the reason where nobody
        supplied any. A step without a figure keeps its place, with the reason in words.

    Raises
    ------
    ValueError
        If a step with a figure cannot be part of the first: it is of another unit or date.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> network = registers.open("Medway", "2023-24").champions
    >>> asked = network.total("members", "Members"), network.total("attended", "Came to a meeting")
    >>> stages(asked, "Champions").alt
    'Bar chart. Champions, Medway, 2023-24. Members 70; Came to a meeting not available.'
    """
    known = [fact for fact in facts if fact.value is not None]
    for fact in known[1:]:
        require(fact, known[0], "part")
    of = f", {facts[0].area}, {facts[0].period}" if facts else ""
    heading = f"{title}{of}{_covered(coverage)}"
    if not known:
        absence = next((fact.absence for fact in facts if fact.absence), "")
        return Absent(heading, absence=absence)
    with drawing(height=0.6 + ROW * len(facts)) as figure:
        axes = figure.subplots()
        for row, fact in enumerate(facts):
            _step(axes, row, fact)
        _frame(axes, facts)
        svg = svg_of(figure)
    alt = f"Bar chart. {heading}. {_said(facts)}"
    return Chart(
        svg=svg,
        headline=steepest(title, facts, coverage),
        title=heading,
        alt=alt,
        facts=(*facts, *coverage),
    )


def _covered(coverage: Sequence[Fact]) -> str:
    if not coverage:
        return ""
    told, *of = (
        fact.shown if fact.value is not None else MARKERS[fact.marker] for fact in coverage
    )
    whole = f" of {of[0]}" if of and coverage[1].value is not None else ""
    return f"; use is told by {told}{whole} {coverage[0].unit}"


def _step(axes: Axes, row: int, fact: Fact) -> None:
    axes.annotate(fact.title, (0, row - 0.4), va="center", color=PALETTE["quiet"])
    if fact.value is None:
        reason = f"{MARKERS[fact.marker]}: no bar"
        axes.annotate(reason, (0, row), va="center", color=PALETTE["quiet"])
        return
    axes.barh(row, fact.value, height=0.42, color=PALETTE["main"])
    axes.annotate(
        fact.shown,
        (fact.value, row),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        color=PALETTE["main"],
        fontweight="bold",
        annotation_clip=False,
    )


def _frame(axes: Axes, facts: Sequence[Fact]) -> None:
    most = max(fact.value for fact in facts if fact.value is not None)
    axes.set_xlim(0, (most or 1) * 1.14)
    axes.set_ylim(len(facts) - 0.5, -0.7)
    axes.set_yticks([])
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_xlabel(capital(facts[0].unit))
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)


def _said(facts: Sequence[Fact]) -> str:
    each = [
        f"{fact.title} {fact.shown if fact.value is not None else MARKERS[fact.marker]}"
        for fact in facts
    ]
    return f"{'; '.join(each)}."
