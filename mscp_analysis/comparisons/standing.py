"""Where an area stands beside England, its region and its statistical neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isnan
from typing import Literal

import pandas as pd

from mscp_analysis import areas
from mscp_analysis.comparisons.likeness import alike
from mscp_analysis.comparisons.neighbours import neighbours
from mscp_analysis.comparisons.verdicts import Verdict, versus
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear, label_of, year_of


@dataclass(frozen=True, eq=False)
class Standing:
    """One figure of an area, and everything it is read beside, all of one date.

    Parameters
    ----------
    fact : Fact
        The area's own figure.
    england : Fact
        England's.
    region : Fact or None
        The region's; None for an area that has none.
    neighbours : tuple of Fact
        Each statistical neighbour's, closest first; those that did not exist are left out.
    mean, median : Fact
        Of the neighbours' values as the measure holds them.
    lowest, highest : Fact
        The neighbours with the lowest and the highest value.
    number : Fact
        How many neighbours have a value.
    model : str
        Which list of neighbours was used, and how many of it have a value, in words.

    Raises
    ------
    ValueError
        If any of them may not be set beside the area's own; see ``alike``.

    Examples
    --------
    >>> from mscp_analysis import data, rates
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31")
    >>> rate = rates.rate(plans.at_31_march, plans.population)
    >>> beside = standing(rate, "Medway", "2023-24")
    >>> beside.fact.shown, beside.england.shown, beside.mean.shown
    ('42.1', '41.6', '36.1')
    """

    fact: Fact
    england: Fact
    region: Fact | None
    neighbours: tuple[Fact, ...]
    mean: Fact
    median: Fact
    lowest: Fact
    highest: Fact
    number: Fact
    model: str

    def __post_init__(self) -> None:
        for fact in (*self.comparators, self.median, *self.neighbours):
            alike(self.fact, fact)

    @property
    def comparators(self) -> tuple[Fact, ...]:
        """England, the region and the neighbours' mean: what a sentence compares with."""
        return tuple(fact for fact in (self.england, self.region, self.mean) if fact is not None)

    def verdict(self, comparator: Fact) -> Verdict:
        """On which side of a comparator the area stands, by the interval of its own figure.

        Parameters
        ----------
        comparator : Fact
            One of ``comparators``, or a neighbour.

        Returns
        -------
        Verdict
            See ``versus``: *similar* where the comparator lies within the interval, bounds
            included; ``not_compared`` where either figure is withheld.

        Raises
        ------
        ValueError
            If it is not like the area's own; see ``alike``.
        """
        alike(self.fact, comparator, (*self.comparators, self.median, *self.neighbours))
        return versus(self.fact, comparator)


def standing(
    measure: Measure, area: str | areas.Area, year: str | ReportingYear, model: str | None = None
) -> Standing:
    """Set an area beside England, its region and its statistical neighbours.

    Parameters
    ----------
    measure : Measure
        A rate or percentage, with ``lower`` and ``upper`` for a verdict.
    area : str or Area
        Name or code.
    year : str or ReportingYear
        The reporting year of every figure, or the day of figures that are dated by days.
    model : str, optional
        Another list of neighbours than the year's; see ``areas.neighbours``.

    Returns
    -------
    Standing
        With markers in place of figures that are withheld or that no release held has.

    Raises
    ------
    ValueError
        If the measure mixes population years or releases within the year.

    Examples
    --------
    >>> from mscp_analysis import data, rates
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31")
    >>> found = standing(rates.rate(plans.at_31_march, plans.population), "Medway", "2023-24")
    >>> found.mean.shown, str(found.verdict(found.mean)), found.lowest.area, found.highest.area
    ('36.1', 'higher', 'Southend-on-Sea', 'Havering')
    """
    place = area if isinstance(area, areas.Area) else areas.find(area)
    label = label_of(year)
    own = measure.find(label, place.code)
    listed = _listed(place, label, model)
    values = _values(measure, own, listed)
    near = tuple(
        fact for each in listed if (fact := measure.find(label, each.code)).marker not in ("z", "n")
    )
    valued = sorted((fact for fact in near if fact.value is not None), key=lambda f: f.number)
    nothing = replace(own, value=None, marker=_why_none(listed), lower=None, upper=None)
    lowest, highest = (valued[0], valued[-1]) if valued else (nothing, nothing)
    return Standing(
        fact=own,
        england=measure.find(label, areas.ENGLAND),
        region=measure.find(label, place.region_code) if place.region_code else None,
        neighbours=near,
        mean=_summary(own, values.mean(), listed, "mean"),
        median=_summary(own, values.median(), listed, "median"),
        lowest=lowest,
        highest=highest,
        number=replace(
            own,
            value=float(len(valued)),
            marker="",
            decimals=0,
            lower=None,
            upper=None,
            unit="authorities",
            title="Statistical neighbours compared",
        ),
        model=_model(place, listed, len(valued)),
    )


def _listed(place: areas.Area, label: str, model: str | None) -> list[areas.Neighbour]:
    """The neighbours named for an area; none where no list has it."""
    try:
        return areas.neighbours(place, year_of(label), model)
    except LookupError:
        return []


def _values(measure: Measure, own: Fact, listed: list[areas.Neighbour]) -> pd.Series:
    """The values of the neighbours in the period: none where there is no list, or no figure."""
    codes = [each.code for each in listed]
    if not codes or own.period not in measure.periods:
        return pd.Series(dtype=float)
    return neighbours(measure, own.area_code, codes, own.period).rows["value"]


def _summary(
    own: Fact, value: float, listed: list[areas.Neighbour], method: Literal["mean", "median"]
) -> Fact:
    """The mean or median as a fact, to one decimal place more than whole numbers have."""
    return replace(
        own,
        value=None if isnan(value) else float(value),
        marker=_why_none(listed) if isnan(value) else "",
        lower=None,
        upper=None,
        decimals=max(1, own.decimals),
        area=f"{own.area}'s statistical neighbours ({method})",
        area_code="",
        summary=method,
    )


def _why_none(listed: list[areas.Neighbour]) -> str:
    """Why there is no figure of neighbours: there are none, or none of theirs is held."""
    return "n" if listed else "z"


def _model(place: areas.Area, listed: list[areas.Neighbour], valued: int) -> str:
    if not listed:
        return "The list of statistical neighbours in force for the year does not name this area."
    named = f"Statistical neighbours of the Department for Education's {listed[0].model} list"
    if place.made_up:
        named = (
            f"Real authorities that were named as the neighbours of {place.name}, which is made up"
        )
    return (
        f"{named}; {valued} of {len(listed)} have a figure. Mean and median are of their figures "
        "as shown by the publisher or computed here, each authority counting once."
    )
