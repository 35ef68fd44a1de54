"""An area beside others, and printed figures beside those known now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from mscp_analysis.comparisons.standing import Standing
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.tables import headings
from mscp_analysis.tables.table import Table


def comparison(standing: Standing, *beside: Measure) -> Table:
    """One year: the area, England, its region, and each statistical neighbour.

    Parameters
    ----------
    standing : Standing
        Where the area stands; see ``comparisons.standing``.
    *beside : Measure
        Measures to show before the one compared, such as the count behind a rate.

    Returns
    -------
    Table
        The area first, the mean and the median of its neighbours last.

    Examples
    --------
    >>> from mscp_analysis import comparisons, data, rates
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31")
    >>> rate = rates.rate(plans.at_31_march, plans.population)
    >>> table = comparison(comparisons.standing(rate, "Medway", "2023-24"))
    >>> [str(name) for name, cells in table.rows[:4]]
    ['Medway', 'England', 'South East', 'Swindon']
    """
    period = standing.fact.period
    named = [standing.fact, standing.england, standing.region, *standing.neighbours]
    rows = []
    for fact in [fact for fact in named if fact is not None]:
        counts = [measure.find(period, fact.area_code) for measure in beside]
        rows.append((fact.area, (*counts, fact, headings.limits(fact))))
    for fact, words in ((standing.mean, "mean"), (standing.median, "median")):
        blank = ("",) * len(beside)
        rows.append((f"Statistical neighbours, {words}", (*blank, fact, "")))
    heads = [headings.unit(measure.unit) for measure in beside]
    fact = standing.fact
    return Table(
        caption=f"{fact.title}, {fact.moment}, {fact.area} beside others",
        stub="Area",
        columns=(*heads, headings.unit(standing.fact.unit), "Interval"),
        rows=tuple(rows),
        note=standing.model,
    )


class Revised(Protocol):
    """A printed figure and the same figure as it is known now, such as ``claims.Revision``."""

    @property
    def said(self) -> Any:
        """What printed it."""

    @property
    def printed(self) -> Fact:
        """As printed."""

    @property
    def known(self) -> Fact:
        """As known now."""

    @property
    def difference(self) -> Fact:
        """How far the two are apart."""

    @property
    def why(self) -> str:
        """Why."""


def revised(revisions: Sequence[Revised]) -> Table:
    """Printed figures beside those known now, with the difference and the reason.

    Parameters
    ----------
    revisions : sequence of Revised
        See ``claims.revisions``.

    Returns
    -------
    Table

    Examples
    --------
    >>> revised([]).columns
    ('Printed', 'Known now', 'Difference', 'Printed in', 'Why')
    """
    rows = tuple(
        (
            f"{row.known.title}, {row.known.area}, {row.printed.period}",
            (row.printed, row.known, row.difference, f"report of {row.said.year}", row.why),
        )
        for row in revisions
    )
    return Table(
        caption="What the partnership's reports printed, and what is known now",
        stub="Figure",
        columns=("Printed", "Known now", "Difference", "Printed in", "Why"),
        rows=rows,
    )
