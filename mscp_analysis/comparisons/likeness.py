"""Whether two measures may be set side by side at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pandas as pd

from mscp_analysis import areas
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.measures.likeness import alike, side_by_side

_BASIS = ["period", "release", "population_period", "population_release"]
"""Columns that say on what a figure stands; each combination of them is asked once."""


def comparable(a: Measure, b: Measure, period: str | None = None) -> None:
    """Refuse two measures that differ in anything but the areas.

    The rules are those for two figures: see ``alike``. They are asked period by period, of
    every release and population that the rows of either stand on.

    Parameters
    ----------
    a, b : Measure
        The measures to be set side by side.
    period : str, optional
        The period to be compared; without it every period that both have.

    Raises
    ------
    ValueError
        A sentence saying which two, in what they differ and what would match.

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
    for when in _shared_periods(a, b, period):
        for one in _facts(a, _kinds(a, when)):
            for other in _facts(b, _kinds(b, when)):
                alike(one, other, figures(b, other.area_code))


def of_one_kind(measure: Measure, period: str, codes: Collection[str] | None = None) -> None:
    """Refuse a measure whose areas differ within a period in release or population.

    Parameters
    ----------
    measure : Measure
    period : str
        The period in which areas are set side by side.
    codes : collection of str, optional
        Codes of the areas that are; without it all.

    Raises
    ------
    ValueError
        Naming two areas that differ, and in what.
    """
    rows = measure.rows[measure.rows["period"] == period]
    rows_of_one_kind(measure, rows if codes is None else rows[rows["area_code"].isin(codes)])


def rows_of_one_kind(measure: Measure, rows: pd.DataFrame) -> None:
    """Refuse rows of one period of a measure, as ``of_one_kind`` does."""
    kinds = _distinct(rows)
    if len(kinds) > 1:  # Every area is like itself, also one that the register does not know.
        side_by_side(_facts(measure, kinds))


def figures(measure: Measure, area: str) -> Iterator[Fact]:
    """Every figure of one area of a measure, that could be set beside another's.

    Parameters
    ----------
    measure : Measure
        Where it holds several releases of one period, each gives a figure.
    area : str
        Name or code.

    Yields
    ------
    Fact
        Without those that are withheld or missing; worked out only when they are asked for.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31").at_31_march
    >>> [fact.shown for fact in figures(plans, "Medway")][-2:]
    ['288', '281']
    """
    rows = measure.rows[measure.rows["area_code"] == areas.find(area).code]
    yield from _facts(measure, rows[rows["value"].notna()])


def _kinds(measure: Measure, period: str) -> pd.DataFrame:
    """One row for each release and population that the rows of a period stand on."""
    return _distinct(measure.rows[measure.rows["period"] == period])


def _distinct(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each release and population that rows with a value stand on."""
    basis = [column for column in _BASIS if column in rows]
    return rows[rows["value"].notna()].drop_duplicates(basis)


def _facts(measure: Measure, rows: pd.DataFrame) -> list[Fact]:
    """Rows as figures, each by itself, since several releases may tell one."""
    whole = measure.with_rows(rows.drop(columns=measure.breakdowns))
    return [whole.of_row(row) for _, row in whole.rows.iterrows()]


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
