"""Every authority of England, by the third that its figure is in: the table of a map."""

from __future__ import annotations

from mscp_analysis.comparisons.thirds import NAMES, Thirds
from mscp_analysis.tables import headings
from mscp_analysis.tables.table import Table


def thirds(found: Thirds) -> Table:
    """One year: every authority, from the highest figure to those that have none.

    Parameters
    ----------
    found : Thirds
        See ``comparisons.thirds``.

    Returns
    -------
    Table
        What ``charts.map`` draws: a figure, its interval and its third.

    Examples
    --------
    >>> from mscp_analysis import comparisons, data, rates
    >>> plans = data.load("child_protection_plans")
    >>> rate = rates.rate(plans.at_31_march, plans.population)
    >>> table = thirds(comparisons.thirds(rate, "2023-24"))
    >>> table.caption[-51:]
    'every authority in England by thirds, 31 March 2024'
    >>> len(table.rows), table.rows[0][1][-1]
    (153, 'Highest third')
    """
    named = [*zip(NAMES, found.groups, strict=True)]
    rows = [
        (fact.area, (fact, headings.limits(fact), third.capitalize()))
        for third, group in reversed(named)
        for fact in reversed(group)
    ]
    rows += [(fact.area, (fact, headings.limits(fact), "")) for fact in found.missing]
    one = found.facts[0]
    return Table(
        caption=f"{one.title}, every authority in England by thirds, {one.date}",
        stub="Authority",
        columns=(headings.unit(one.unit), "Interval", "Third"),
        rows=tuple(rows),
    )
