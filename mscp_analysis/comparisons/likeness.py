"""Whether two measures may be set side by side at all."""

from __future__ import annotations

import pandas as pd

from mscp_analysis.areas.made_up import PREFIX
from mscp_analysis.measures import Measure

_ALIKE = {"population_period": "population", "release": "release"}
"""Columns that say on what a figure stands, and what a reader calls it."""


def comparable(a: Measure, b: Measure, period: str | None = None) -> None:
    """Refuse two measures that differ in anything but the areas.

    A figure of another date, over another population, rounded otherwise or from another
    release makes a difference between areas that is not there. What is compared is the unit,
    the timing, the decimals, and, period by period, the population year and the release,
    where the rows say them.

    Parameters
    ----------
    a, b : Measure
        The measures to be set side by side.
    period : str, optional
        The period to be compared; without it every period that both have.

    Raises
    ------
    ValueError
        A sentence saying what differs and what would match.

    Examples
    --------
    >>> rows = pd.DataFrame(
    ...     {"period": ["2023-24"], "area_code": ["E06000035"], "value": [44.0], "marker": [""]}
    ... )
    >>> a = Measure(rows=rows, name="plans_rate", title="Plans, rate", decimals=1,
    ...             unit="per 10,000 children", timing="snapshot")
    >>> comparable(a, a)
    >>> comparable(a, a.with_rows(rows.assign(period="2022-23")))
    Traceback (most recent call last):
    ValueError: Plans, rate and Plans, rate are not of the same date: the first has 2023-24, ...
    """
    for name, said in (("unit", "unit"), ("timing", "timing"), ("decimals", "decimal places")):
        first, second = getattr(a, name), getattr(b, name)
        if first != second:
            raise ValueError(
                f"{a.title} and {b.title} differ in {said}: {first} and {second}; "
                "compare figures that are given alike."
            )
    for when in _shared_periods(a, b, period):
        for column, said in _ALIKE.items():
            _refuse_differing(a, b, when, column, said)


def one_value(rows: pd.DataFrame, column: str, said: str, title: str) -> None:
    """Refuse rows that stand on more than one population year or release.

    Raises
    ------
    ValueError
        Naming two areas that differ.
    """
    if column not in rows or _beside(rows[column]).nunique(dropna=False) < 2:
        return
    first = rows.iloc[0]
    other = rows[_beside(rows[column]) != _beside(rows[column]).iloc[0]].iloc[0]
    raise ValueError(
        f"{title}: {first['area_code']} has the {said} {first[column]} and "
        f"{other['area_code']} the {said} {other[column]}; compare areas over the same {said}."
    )


def _beside(values: pd.Series) -> pd.Series:
    """What figures stand on, those that are made up on what the real ones beside them do."""
    return values.astype("str").str.removeprefix(PREFIX)


def _shared_periods(a: Measure, b: Measure, period: str | None) -> list[str]:
    shared = sorted(set(a.periods) & set(b.periods))
    wanted = shared if period is None else [period]
    if not wanted or not set(wanted) <= set(shared):
        raise ValueError(
            f"{a.title} and {b.title} are not of the same date: the first has {_span(a)}, "
            f"the second {_span(b)}; they share {', '.join(shared) or 'no period'}."
        )
    return wanted


def _span(measure: Measure) -> str:
    first, *rest = measure.periods or ["no period"]
    return f"{first} to {rest[-1]}" if rest else first


def _refuse_differing(a: Measure, b: Measure, when: str, column: str, said: str) -> None:
    held = [
        set(_beside(m.rows.loc[m.rows["period"] == when, column]))
        for m in (a, b)
        if column in m.rows
    ]
    if len(held) == 2 and len(held[0] | held[1]) > 1:
        first, second = (" and ".join(sorted(map(str, values))) for values in held)
        raise ValueError(
            f"{a.title} and {b.title} of {when} differ in {said}: {first} against {second}; "
            f"compare figures over the same {said}."
        )
