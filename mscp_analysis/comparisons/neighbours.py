"""The figure of an area's statistical neighbours, named by its method."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from mscp_analysis import areas, intervals
from mscp_analysis.comparisons.likeness import rows_of_one_kind
from mscp_analysis.measures import Measure
from mscp_analysis.sources import Source

Method = Literal["mean", "median", "pooled"]


@dataclass(frozen=True, eq=False)
class Neighbours:
    """What an area's neighbours come to, and how that was reckoned.

    Parameters
    ----------
    value : float
        The mean, median or pooled value; NaN where no neighbour has one.
    low, high : float
        The lowest and the highest value among them.
    lower, upper : float
        Interval of a pooled value; NaN for a mean or median, which have none.
    asked, existed, valued : int
        How many neighbours the list names, how many of them the measure knows in that
        period, and how many of these have a value.
    method : {"mean", "median", "pooled"}
        How the value was reckoned; a reader must be told.
    period, area_code : str
        The period, and the area whose neighbours they are.
    rows : pandas.DataFrame
        ``area_code``, ``value`` and ``marker`` of each neighbour that existed, in the order
        of the list.
    name, title, unit : str
        Of the measure.
    decimals : int
        Of the measure.
    sources : tuple of Source
        Of the measure.

    Examples
    --------
    >>> from mscp_analysis import areas, data
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31").at_31_march_rate
    >>> codes = [area.code for area in areas.neighbours("Medway", "2021-22")]
    >>> found = neighbours(plans, "Medway", codes, "2021-22")
    >>> round(found.value, 1)
    44.5
    """

    value: float
    low: float
    high: float
    lower: float
    upper: float
    asked: int
    existed: int
    valued: int
    method: Method
    period: str
    area_code: str
    rows: pd.DataFrame
    name: str
    title: str
    unit: str
    decimals: int
    sources: tuple[Source, ...]


def neighbours(
    measure: Measure,
    area_code: str,
    neighbour_codes: Sequence[str],
    period: str,
    method: Method = "mean",
) -> Neighbours:
    """The figure of an area's neighbours for one period.

    ``mean`` is the plain mean of the neighbours' values, as the Department for Education's
    local authority interactive tool gives it; ``median`` is what its children's social care
    dashboard gives; ``pooled`` is all their counts over all their populations, the only one
    of the three with an interval (Byar's or exact for a rate, Wilson's for a percentage).
    Values are taken as the measure holds them: the mean of published rates is the mean of
    rounded ones. Neighbours without a value are left out and counted.

    Parameters
    ----------
    measure : Measure
        Without breakdowns; for ``pooled`` with the columns ``count`` and ``population``.
    area_code : str
        Code or name of the area whose neighbours they are; it is not among them.
    neighbour_codes : sequence of str
        Codes or names of the neighbours, closest first.
    period : str
        The one period compared.
    method : {"mean", "median", "pooled"}
        How to reckon.

    Returns
    -------
    Neighbours

    Raises
    ------
    ValueError
        If the measure has no such period, is broken down, holds an area twice, mixes
        population years or releases within the period, or lacks what ``pooled`` needs; or
        if a code is named twice or is the area itself.

    References
    ----------
    Department for Education, Local Authority Interactive Tool (mean) and Children's social
    care outcomes and enablers dashboard (median).

    Examples
    --------
    >>> rows = pd.DataFrame({
    ...     "period": ["2023-24"] * 3, "area_code": ["E06000030", "E08000027", "E10000016"],
    ...     "value": [45.0, None, 52.0], "marker": ["", "c", ""],
    ... })
    >>> plans = Measure(rows=rows, name="plans_rate", title="Plans, rate", decimals=1,
    ...                 unit="per 10,000 children", timing="snapshot")
    >>> found = neighbours(plans, "E06000035", rows["area_code"], "2023-24")
    >>> found.value, found.low, found.high, found.existed, found.valued
    (48.5, 45.0, 52.0, 3, 2)
    """
    area_code = _code(area_code)
    codes = _codes(area_code, neighbour_codes, method)
    held = _of_period(measure, period, [area_code, *codes])
    # An area that did not exist yet is printed as not applicable, or not at all.
    there = held[held["area_code"].isin(codes) & (held["marker"] != "z")]
    there = there.set_index("area_code").reindex([c for c in codes if c in set(there["area_code"])])
    valued = there[there["value"].notna()]
    value, lower, upper = _reckoned(valued, measure, method)
    return Neighbours(
        value=value,
        low=float(valued["value"].min()),
        high=float(valued["value"].max()),
        lower=lower,
        upper=upper,
        asked=len(codes),
        existed=len(there),
        valued=len(valued),
        method=method,
        period=period,
        area_code=area_code,
        rows=there[["value", "marker"]].reset_index(),
        name=measure.name,
        title=measure.title,
        unit=measure.unit,
        decimals=measure.decimals,
        sources=measure.sources,
    )


def _code(given: str) -> str:
    """An ONS code as it is; of a name, its code, so that a mistyped one is refused."""
    return given if re.fullmatch(r"[A-Z]\d{8}", given) else areas.find(given).code


def _codes(area_code: str, neighbour_codes: Sequence[str], method: str) -> list[str]:
    codes = [_code(given) for given in neighbour_codes]
    if method not in get_args(Method):
        raise ValueError(f"method: {method!r} is none of {', '.join(get_args(Method))}.")
    twice = [code for code in codes if codes.count(code) > 1 or code == area_code]
    if twice:
        what = "the area itself" if twice[0] == area_code else "there twice"
        raise ValueError(f"neighbour_codes: {twice[0]} is {what}; each neighbour counts once.")
    return codes


def _of_period(measure: Measure, period: str, codes: list[str]) -> pd.DataFrame:
    if measure.breakdowns:
        raise ValueError(
            f"{measure.name} is broken down by {', '.join(measure.breakdowns)}; choose one "
            f"with .where({measure.breakdowns[0]}=...)."
        )
    if period not in measure.periods:
        raise ValueError(
            f"{measure.title} has no figures for {period}; it has {', '.join(measure.periods)}."
        )
    rows = measure.rows[measure.rows["period"] == period]
    rows = rows[rows["area_code"].isin(codes)]
    twice = rows[rows["area_code"].duplicated()]
    if len(twice):
        raise ValueError(
            f"{measure.title} has {twice['area_code'].iloc[0]} twice in {period}; "
            "keep the rows of one release."
        )
    rows_of_one_kind(measure, rows)
    return rows


def _reckoned(rows: pd.DataFrame, measure: Measure, method: str) -> tuple[float, float, float]:
    if method == "pooled":
        return _pooled(rows, measure)
    values = rows["value"]
    return float(values.mean() if method == "mean" else values.median()), np.nan, np.nan


def _pooled(rows: pd.DataFrame, measure: Measure) -> tuple[float, float, float]:
    stated = re.search(r"per ([\d,]+)", measure.unit)
    if not {"count", "population"} <= set(rows) or not (stated or measure.unit == "%"):
        raise ValueError(
            f"{measure.title} cannot be pooled: that needs a rate or a percentage whose rows "
            "hold count and population, as rates.rate and rates.proportion give it."
        )
    x, n = (rows[[column]].sum().to_numpy(float) for column in ("count", "population"))
    if not n[0] > 0:
        return np.nan, np.nan, np.nan
    if stated is None:
        lower, upper = intervals.wilson(x, n, 0.95)
        return float(100 * x[0] / n[0]), float(100 * lower[0]), float(100 * upper[0])
    times = float(stated[1].replace(",", "")) / n[0]
    lower, upper = intervals.poisson(x, 0.95)
    return float(x[0] * times), float(lower[0] * times), float(upper[0] * times)
