"""A funnel: every authority by size, and the limits that chance alone would keep."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from mscp_analysis import areas
from mscp_analysis.charts.chart import Absent, Chart
from mscp_analysis.charts.findings import subject
from mscp_analysis.charts.marks import wrapped
from mscp_analysis.charts.style import PALETTE, drawing
from mscp_analysis.charts.svg import svg_of
from mscp_analysis.comparisons import FunnelLabel, funnel_labels, funnel_limits
from mscp_analysis.comparisons.likeness import of_one_kind
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.wording import FUNNEL_LABELS, name

PER = 10_000
MARK = "\N{BLACK DIAMOND}"
"""How the authority of the report is marked, as a letter."""


def funnel(rate: Measure, area: str, year: str | ReportingYear) -> Chart | Absent:
    """Draw every authority's rate against its population, with the funnel of chance.

    Parameters
    ----------
    rate : Measure
        Per 10,000, with ``count`` and ``population``, as ``rates.rate`` gives it.
    area : str
        Name or code of the authority that is marked.
    year : str or ReportingYear
        Reporting year.

    Returns
    -------
    Chart or Absent
        ``Absent`` where the area has no figure that may be shown.

    Raises
    ------
    ValueError
        If the rows hold no count and population, or are of several releases or populations.

    Examples
    --------
    >>> from mscp_analysis import data, rates
    >>> plans = data.load("child_protection_plans")
    >>> rate = rates.rate(plans.at_31_march, plans.population)
    >>> "Medway 41.9: within what chance would make" in funnel(rate, "Medway", "2023-24").alt
    True
    """
    place, label = areas.find(area), ReportingYear.parse(year).label
    if not {"count", "population"} <= set(rate.rows):
        raise ValueError(f"{rate.title} has no count and population: take it from rates.rate.")
    own = rate.find(label, place.code)
    rows = _authorities(rate, label)
    of_one_kind(rate, label, rows.index)
    if own.value is None or rows.empty:
        return Absent(f"{rate.title}, {place.name} among the authorities of England")
    baseline = float(rows["count"].sum() / rows["population"].sum())
    labels = funnel_labels(rows["count"], rows["population"], baseline, "rate")
    with drawing() as figure:
        axes = figure.subplots()
        _draw(axes, rows, baseline, place)
        svg = svg_of(figure)
    title = f"{rate.title}, every authority in England, {own.date}"
    alt = f"Funnel chart. {title}. {_said(own, rows, labels, baseline)}"
    facts = (own, *(rate.at(label, code) for code in rows.index if code != place.code))
    found = FUNNEL_LABELS[FunnelLabel(labels[own.area_code])]
    return Chart(
        svg=svg,
        headline=f"{subject(own)}: {name(place)} is {found}",
        title=title,
        note="The lines are the limits of chance about the rate of all together.",
        alt=alt,
        facts=facts,
    )


def _authorities(rate: Measure, label: str) -> pd.DataFrame:
    codes = [area.code for area in areas.authorities(label)]
    rows = rate.rows[(rate.rows["period"] == label) & rate.rows["area_code"].isin(codes)]
    return rows.dropna(subset=["value", "count"]).set_index("area_code")


def _draw(axes: Axes, rows: pd.DataFrame, baseline: float, place: areas.Area) -> None:
    events = np.geomspace(
        max(5, baseline * rows["population"].min()), rows["count"].max() * 1.3, 80
    )
    limits = funnel_limits(events, baseline, "rate", per=PER)
    for level, style in (("95", ":"), ("99_8", "--")):
        for side in ("lower", "upper"):
            limit = f"{side}_{level}"
            axes.plot(
                limits[f"at_{limit}"], limits[limit], style, color=PALETTE["quiet"], linewidth=1.2
            )
    ends = {"lower_95": "95%", "upper_95": "95%", "lower_99_8": "99.8%", "upper_99_8": "99.8%"}
    after = rows["population"].max() * 1.25
    for limit, words in ends.items():
        outer, up = words == "99.8%", limit.startswith("upper")
        at = (after, limits[limit].iloc[-1])
        lift = (1 if up else -1) * (13 if outer else 2)
        axes.annotate(
            words,
            at,
            xytext=(2, lift),
            textcoords="offset points",
            va="center",
            annotation_clip=False,
        )
    axes.axhline(baseline * PER, color=PALETTE["third"], linewidth=1.4)
    others = rows.drop(index=place.code)
    axes.plot(
        others["population"], others["value"], "o", color=PALETTE["quiet"], markersize=4, alpha=0.7
    )
    own = rows.loc[place.code]
    axes.plot(own["population"], own["value"], "D", color=PALETTE["main"], markersize=8)
    axes.set_xscale("log")
    axes.set_xlim(rows["population"].min() * 0.8, rows["population"].max() * 1.2)
    axes.set_ylim(0, rows["value"].max() * 1.1)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_xlabel("Children aged under eighteen (each step ten times the last)")
    axes.grid(visible=False, axis="x")
    axes.text(  # below the lower limits, where no authority is: beside its mark there is no room
        0.03,
        0.09,
        wrapped(f"{MARK} {place.name}"),
        transform=axes.transAxes,
        va="bottom",
        color=PALETTE["main"],
        fontweight="bold",
    )


def _said(own: Fact, rows: pd.DataFrame, labels: pd.Series, baseline: float) -> str:
    high = int(labels.isin([FunnelLabel.HIGH_95, FunnelLabel.HIGH_99_8]).sum())
    low = int(labels.isin([FunnelLabel.LOW_95, FunnelLabel.LOW_99_8]).sum())
    said = (
        f"{len(rows)} authorities; all together {baseline * PER:.1f}. {own.area} {own.shown}: "
        f"{FUNNEL_LABELS[FunnelLabel(labels[own.area_code])]}. By the 95% interval of its own "
        f"figure {high} are higher than all together and {low} lower."
    )
    by_chance = 0.05 * len(rows)
    spread = " That is more than chance alone would make: authorities differ for other reasons too."
    return said + (spread if high + low > 2 * by_chance else "")
