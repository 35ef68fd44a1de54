"""A dot for each statistical neighbour, with the area, England and the mean among them."""

from __future__ import annotations

from matplotlib.axes import Axes

from mscp_analysis.charts.chart import Absent, Chart
from mscp_analysis.charts.findings import among
from mscp_analysis.charts.marks import capital, wrapped
from mscp_analysis.charts.rules import cut, starts
from mscp_analysis.charts.style import INK, PALETTE, drawing
from mscp_analysis.charts.svg import svg_of
from mscp_analysis.comparisons.standing import Standing
from mscp_analysis.measures import MARKERS, Fact


def neighbours(standing: Standing) -> Chart | Absent:
    """Draw where an area stands among its statistical neighbours.

    Parameters
    ----------
    standing : Standing
        See ``comparisons.standing``.

    Returns
    -------
    Chart or Absent
        ``Absent`` where no figure may be shown.
        A row an area, highest first; a bar for the interval of the area itself.

    Examples
    --------
    >>> from mscp_analysis import comparisons, data, rates
    >>> plans = data.load("child_protection_plans")
    >>> rate = rates.rate(plans.at_31_march, plans.population)
    >>> neighbours(comparisons.standing(rate, "Medway", "2023-24")).alt[-49:]
    'Lines: England 41.4, mean of the neighbours 35.9.'
    """
    known = [fact for fact in (*standing.neighbours, standing.fact) if fact.value is not None]
    them = f"{standing.fact.area} and its statistical neighbours"
    if not standing.neighbours and standing.fact.value is not None:
        return Absent(f"{standing.fact.title}, {them}", "no list in force names any")
    if not known:
        return Absent(f"{standing.fact.title}, {them}")
    known.sort(key=lambda fact: fact.number)
    with drawing(height=0.9 + 0.4 * len(known)) as figure:
        axes = figure.subplots()
        for row, fact in enumerate(known):
            _dot(axes, row, fact, fact is standing.fact)
        _lines(axes, standing, len(known))
        _frame(axes, known, standing)
        svg = svg_of(figure)
    about = standing.fact
    title = f"{about.title}, {them}, {about.moment}"
    return Chart(
        svg=svg,
        headline=among(standing),
        title=title,
        note=_note(standing),
        alt=f"Dot chart. {title}. {_own(about)}{_said(known, standing)}",
        facts=(*known, *standing.comparators),
    )


def _note(standing: Standing) -> str:
    """Which intervals are drawn, and whether the axis is cut."""
    about, others = standing.fact, "those of the others are in the table."
    drawn = f"The bar is the interval of {about.area}; {others}"
    return " ".join(filter(None, ["" if about.lower is None else drawn, cut(about.measure)]))


def _dot(axes: Axes, row: int, fact: Fact, own: bool) -> None:
    colour = PALETTE["main"] if own else PALETTE["quiet"]
    if own and fact.lower is not None and fact.upper is not None:
        axes.plot(
            [fact.lower, fact.upper],
            [row, row],
            color=colour,
            linewidth=12,
            alpha=0.35,
            solid_capstyle="butt",
        )
    axes.plot(
        fact.number, row, marker="D" if own else "o", color=colour, markersize=5 if own else 6
    )
    axes.annotate(
        fact.shown,
        (1, row),
        xycoords=axes.get_yaxis_transform(),
        xytext=(34, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        color=colour,
        fontweight="bold" if own else "normal",
        annotation_clip=False,
    )


def _lines(axes: Axes, standing: Standing, rows: int) -> None:
    """Upright lines for England and the neighbours' mean, their names above, one over the other."""
    marks = [
        ("England", standing.england, "--", PALETTE["third"]),
        ("Neighbours' mean", standing.mean, ":", PALETTE["second"]),
    ]
    known = [mark for mark in marks if mark[1].value is not None]
    middle = axes.get_xlim()[1] / 2
    # Each line ends at its own name, so that the one further left crosses no other's.
    for height, (words, fact, dashes, colour) in enumerate(sorted(known, key=_by_value)):
        top = rows - 0.3 + 0.7 * height
        ends = [-0.6, top + 0.25]
        axes.plot([fact.number] * 2, ends, dashes, color=colour, linewidth=1.6, zorder=0)
        before = fact.number > middle
        axes.annotate(
            f"{words} {fact.shown}",
            (fact.number, top),
            ha="right" if before else "left",
            va="center",
            xytext=(-4 if before else 4, 0),
            textcoords="offset points",
            color=INK if colour == PALETTE["second"] else colour,
            annotation_clip=False,
        )


def _by_value(mark: tuple[str, Fact, str, str]) -> float:
    return mark[1].number


def _frame(axes: Axes, known: list[Fact], standing: Standing) -> None:
    axes.set_yticks(range(len(known)), [wrapped(fact.area) for fact in known])
    for tick, fact in zip(axes.get_yticklabels(), known, strict=True):
        tick.set_fontweight("bold" if fact is standing.fact else "normal")
        tick.set_linespacing(1.05)
    axes.set_ylim(-0.6, len(known) + 0.8)
    axes.set_xlim(left=starts(standing.fact.measure), right=axes.get_xlim()[1] * 1.05)
    axes.grid(visible=False, axis="y")
    axes.set_xlabel(capital(standing.fact.unit))
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _own(fact: Fact) -> str:
    return f"That of {fact.area} is {MARKERS[fact.marker]}. " if fact.value is None else ""


def _said(known: list[Fact], standing: Standing) -> str:
    ranked = "; ".join(f"{fact.area} {fact.shown}" for fact in reversed(known))
    lines = [(standing.england, "England"), (standing.mean, "mean of the neighbours")]
    beside = ", ".join(f"{words} {fact.shown}" for fact, words in lines if fact.value is not None)
    return f"From highest to lowest: {ranked}. Lines: {beside}." if beside else f"{ranked}."
