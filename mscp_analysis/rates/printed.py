"""Rates as their publisher prints them, with the interval of the count behind them."""

from __future__ import annotations

import pandas as pd

from mscp_analysis.measures import Measure
from mscp_analysis.measures.likeness import require
from mscp_analysis.rates.crude import rate
from mscp_analysis.sources import join


def as_printed(printed: Measure, count: Measure, population: Measure) -> Measure:
    """The publisher's own rates, each with the interval that its count gives.

    A published rate is quoted as it was printed, in its own rounding; a verdict on it needs
    the interval, which publishers seldom print.

    Parameters
    ----------
    printed : Measure
        Rates as printed, per 10,000.
    count, population : Measure
        What the rates were worked out from; see ``rate``.

    Returns
    -------
    Measure
        The rows of ``printed`` with ``lower``, ``upper``, ``count`` and ``population``; a
        printed rate without a count has no limits.

    Raises
    ------
    ValueError
        If a printed rate is of another release or population than its count.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> care = data.load("children_looked_after", known_at="2024-12-31")
    >>> rates = as_printed(care.at_31_march_rate, care.at_31_march, care.population)
    >>> found = rates.at("2023-24", "Medway")
    >>> found.shown, [limit.shown for limit in found.limits]
    ('71', ['65', '78'])
    """
    computed = rate(count, population)
    keys = ["period", "area_code", *printed.breakdowns]
    _refuse_other_basis(printed, computed, keys)
    beside = computed.rows[[*keys, "lower", "upper", "count", "population"]]
    # The printed rate stands on the population of its row; a column of its own would clash.
    own = printed.rows.drop(columns=["population"], errors="ignore")
    rows = own.merge(beside, on=keys, how="left", validate="one_to_one")
    rows.loc[rows["value"].isna(), ["lower", "upper"]] = None
    return printed.with_rows(
        rows,
        title=f"{count.title} {printed.unit}",
        sources=join(printed.sources, computed.sources),
    )


def _refuse_other_basis(printed: Measure, computed: Measure, keys: list[str]) -> None:
    """Refuse rates whose interval would be that of another release or population."""
    basis = ["release", "population_period", "population_release"]
    told = [name for name in basis if name in printed.rows and name in computed.rows]
    both = printed.rows.merge(computed.rows, on=keys, suffixes=("", "_behind"))
    both = both[both["value"].notna() & both["value_behind"].notna()]
    unlike = pd.Series(False, index=both.index)
    for name in told:
        unlike |= both[name] != both[f"{name}_behind"]
    for _, row in both[unlike].head(1).iterrows():
        behind = row.filter(like="_behind").rename(lambda name: name.removesuffix("_behind"))
        own, other = printed.of_row(row), computed.of_row(pd.concat([row[keys], behind]))
        require(own, other, "behind")
