"""A figure as each release had it, whether it was printed there or is worked out from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from mscp_analysis import rates
from mscp_analysis.measures import Figure, Measure


def editions(figure: Figure, areas: Collection[str] | None = None) -> Iterator[Measure]:
    """A figure as it was known when each release but the newest was out, the oldest first.

    A rate that is worked out has at each time the count and the population that were known.

    Parameters
    ----------
    figure : Figure
        A published figure; one of a register has no editions.
    areas : collection of str, optional
        Codes of the only areas that are wanted; left out, all of them.

    Yields
    ------
    Measure
        With one row a period, area and breakdown.

    Examples
    --------
    Medway's plans of March 2023, 288 over 63,817 children and then over 64,955:

    >>> from mscp_analysis import data
    >>> found = [each.find("2022-23", "Medway") for each in editions(data.figures()["plans_rate"])]
    >>> [each.shown for each in found if each.value is not None]
    ['45.1', '44.3']
    """
    whole = figure.editions if figure.editions is not None else figure.count
    if whole is None:
        return
    base, over = _in_order(whole, areas), None
    if figure.editions is None and figure.population is not None:
        over = _in_order(figure.population, areas)
    for day in sorted(whole.rows["as_of"].unique())[:-1]:
        known = _known_at(base, day)
        if over is not None:
            known = rates.rate(known, _known_at(over, day), per=int(figure.per))
            known = replace(known, title=figure.measure.title, name=figure.measure.name)
        yield known


def _in_order(measure: Measure, areas: Collection[str] | None) -> Measure:
    """The rows of the areas that are wanted, in the order in which they were out."""
    rows = measure.rows if areas is None else measure.rows[measure.rows["area_code"].isin(areas)]
    return measure.with_rows(rows.sort_values("as_of", kind="stable"))


def _known_at(measure: Measure, day: str) -> Measure:
    """The newest row of each period, area and breakdown that was out by then."""
    rows = measure.rows[measure.rows["as_of"] <= day]
    return measure.with_rows(
        rows.drop_duplicates(["period", "area_code", *measure.breakdowns], keep="last")
    )
