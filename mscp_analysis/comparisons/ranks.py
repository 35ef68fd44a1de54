"""The rank of an area among all, or among some of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from mscp_analysis import areas
from mscp_analysis.comparisons.among import Polarity, as_series, by_period, known
from mscp_analysis.measures import Measure


def rank(values: Any, polarity: Polarity = None, among: Iterable[Any] | None = None) -> Any:
    """The rank among all areas: 1 is best, ties share the lowest rank.

    As the Department for Education's local authority interactive tool ranks; without a
    polarity there is no rank, because neither end is the better one.

    Parameters
    ----------
    values : array_like or Series, shape (n,), or Measure
        One value an area, of one period; a missing one has no rank and counts for none.
        Of a measure its authorities, period by period.
    polarity : {"lower", "higher"} or None
        Which way is better; a measure's own where none is given.
    among : iterable of str or Area, optional
        Of a measure, which authorities alone are ranked, by name or code.

    Returns
    -------
    pandas.Series of Int64, shape (n,)
        With the index of the values; missing where there is no rank. Of a measure a frame
        with ``period``, ``area_code``, breakdowns and ``rank``.

    Raises
    ------
    ValueError
        For text or an infinite value (with the first such row), another polarity, or a measure
        of which neither the call nor its own polarity says which way is better.

    References
    ----------
    Department for Education, Local Authority Interactive Tool: ties share the lowest rank.

    Examples
    --------
    >>> rank([30.0, 10.0, 10.0, None], "lower").tolist()
    [3, 1, 1, <NA>]

    Among the statistical neighbours of an authority, 1 the lowest:

    >>> from mscp_analysis import areas, data
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31").at_31_march_rate
    >>> near = ["Medway", *areas.neighbours("Medway", "2021-22")]
    >>> found = rank(plans, "lower", among=near).set_index(["period", "area_code"])
    >>> int(found.loc[("2021-22", "E06000035"), "rank"])
    2
    """
    if isinstance(values, Measure):
        return by_period(_ranked(values, polarity, among), polarity, rank)
    if among is not None:
        raise ValueError("among: names of areas go with a measure, which says whose each value is.")
    series = as_series(values)
    if known(polarity) is None:
        return pd.Series(pd.NA, index=series.index, dtype="Int64", name="rank")
    ranks = series.rank(method="min", ascending=polarity == "lower")
    return ranks.astype("Int64").rename("rank")


def _ranked(measure: Measure, polarity: Polarity, among: Iterable[Any] | None) -> Measure:
    """A measure that says which way is better, of some areas alone where they are named."""
    if (polarity or measure.polarity) is None:
        raise ValueError(
            f"{measure.title}: neither a low nor a high figure is the better one, so there is no "
            "rank; say which is to be 1: polarity='lower' or polarity='higher'."
        )
    if among is None:
        return measure
    codes = {areas.find(each).code for each in among}
    return measure.with_rows(measure.rows[measure.rows["area_code"].isin(codes)])
