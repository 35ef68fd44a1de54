"""A rate as people speak of it: so many in every thousand."""

from __future__ import annotations

from dataclasses import replace

from mscp_analysis.measures import Fact

THOUSAND = "per 1,000 children"


def in_every_thousand(rate: Fact) -> Fact:
    """A rate per 10,000 children as a whole number in every thousand of them.

    It is worked out of the rate itself and rounded once, half up; it goes with the word *about*.

    Parameters
    ----------
    rate : Fact
        Per 10,000 children, unrounded.

    Returns
    -------
    Fact
        Without an interval, which is narrower than the rounding allows to tell.

    Raises
    ------
    ValueError
        If the rate is of anything else.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> from mscp_analysis.rates import rate
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31")
    >>> found = rate(plans.at_31_march, plans.population).at("2023-24", "Medway")
    >>> found.shown, in_every_thousand(found).shown
    ('42.1', '4')
    """
    if rate.unit != "per 10,000 children":
        raise ValueError(
            f"{rate.title}, {rate.area}, is {rate.unit}: only a rate per 10,000 children can be "
            "told in every thousand."
        )
    return replace(
        rate,
        value=None if rate.value is None else rate.value / 10,
        title=f"{rate.title.removesuffix(rate.unit).strip(' ,')}, in every thousand children",
        unit=THOUSAND,
        decimals=0,
        lower=None,
        upper=None,
    )
