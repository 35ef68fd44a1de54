"""What was paid, what it was spent on, and what is left: sums on a base that is said."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers.register import Register
from mscp_analysis.sources import join

ALL = "All"
"""The row of a breakdown that is the sum of its others."""


def added(title: str, *facts: Fact) -> Fact:
    """The sum of several sums of money.

    A part that is missing leaves the sum unknown: it is never taken for nothing.

    Parameters
    ----------
    title : str
        What the sum is called.
    *facts : Fact
        Of one period, in one unit.

    Returns
    -------
    Fact
        With the marker and the reason of the first part that is missing.

    Raises
    ------
    ValueError
        If the facts are of several periods or units.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24")
    >>> paid, earned = own.contributions.total("amount"), own.other_income.total("amount")
    >>> added("Income", paid, earned).shown
    '212,117'
    """
    strange = next((each for each in facts if _kind(each) != _kind(facts[0])), None)
    if strange is not None:
        raise ValueError(
            f"{strange.title} ({strange.unit}, {strange.period}) cannot be added to "
            f"{facts[0].title} ({facts[0].unit}, {facts[0].period})."
        )
    marker = next((each.marker for each in facts if each.marker), "")
    return replace(
        facts[0],
        value=None if marker else sum(each.number for each in facts),
        marker=marker,
        title=title,
        measure=f"sum of {', '.join(each.measure for each in facts)}",
        breakdown=(),
        sources=join(*(each.sources for each in facts)),
        absence=next((each.absence for each in facts if each.absence), ""),
    )


def less(title: str, whole: Fact, *parts: Fact) -> Fact:
    """What remains of a sum of money without some parts of it; see ``added``.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24")
    >>> paid, earned = own.contributions.total("amount"), own.other_income.total("amount")
    >>> less("Difference", own.budget.total("total"), paid, earned).shown
    '0'
    """
    return added(title, whole, *(_negative(part) for part in parts))


def shares(paid: Measure, base: str = "all of them") -> Measure:
    """What share of their sum each value of a breakdown has, in per cent.

    Parameters
    ----------
    paid : Measure
        Sums of money of one period by one breakdown, such as ``Register.by`` gives.
    base : str
        What the sum is called in the title.

    Returns
    -------
    Measure
        Every share is missing where one of the sums is, since the whole is then not known.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> paid = registers.open("Medway", "2023-24").contributions.by("agency", total="amount")
    >>> shares(paid).at("2023-24", "Medway", agency="Medway Council").shown
    '69.5'
    """
    whole = paid.rows["value"].sum(skipna=False)
    reason = next((marker for marker in paid.rows["marker"] if marker), "" if whole else "z")
    values = float("nan") if reason else 100 * paid.rows["value"] / whole
    rows = paid.rows.assign(value=values, marker=reason)
    title = f"{paid.title.split(',')[0]}, share of {base}"
    return paid.with_rows(rows, name=f"{paid.name}_share", title=title, unit="%", decimals=1)


def with_total(paid: Measure) -> Measure:
    """The same with a row ``All`` for the sum of the others."""
    if not len(paid.rows):
        return paid
    (column,) = paid.breakdowns
    reason = next((marker for marker in paid.rows["marker"] if marker), "")
    whole = float("nan") if reason else paid.rows["value"].sum()
    last = paid.rows.iloc[[-1]].assign(**{column: ALL, "value": whole, "marker": reason})
    return paid.with_rows(pd.concat([paid.rows, last]))


def differences(now: Measure, before: Measure, title: str) -> Measure:
    """How far each value of one measure lies from that of another, by the same breakdown.

    Parameters
    ----------
    now, before : Measure
        Sums of money by one breakdown, each of one period; the earlier may be another year's.
    title : str
        What the difference is called.

    Returns
    -------
    Measure
        Of the period of ``now``. A value that only one of them has is not applicable: an agency
        that did not pay before has no change.
    """
    if now.absence or before.absence:
        return replace(now, title=title, absence=now.absence or before.absence)
    (column,) = now.breakdowns
    earlier = before.rows.set_index(column)
    rows = now.rows[now.rows[column].isin(earlier.index)].reset_index(drop=True)
    found = earlier.loc[rows[column]].reset_index()
    marks = rows["marker"].where(rows["marker"] != "", found["marker"])
    rows = rows.assign(value=(rows["value"] - found["value"]).where(marks == ""), marker=marks)
    alone = now.rows[~now.rows[column].isin(earlier.index)].assign(value=float("nan"), marker="z")
    return now.with_rows(
        pd.concat([rows, alone]),
        title=title,
        name=f"{now.name}_difference",
        sources=join(now.sources, before.sources),
    )


def since_last_year(
    paid: Register, agencies: Register, column: str = "agency", total: str = "amount"
) -> tuple[Measure, Measure, Measure]:
    """What each agency paid in the year before and in this one, and the difference.

    An agency that took another's place is set against what that one paid.

    Parameters
    ----------
    paid : Register
        What each agency paid in the year.
    agencies : Register
        Who took whose place, in the column ``successor_of``.
    column, total : str
        The columns of the agency and of the sum.

    Returns
    -------
    tuple of Measure
        The year before (under the label of this one, so that the three can stand side by side),
        this year, and the difference.
    """
    last = paid.year.previous()
    now = paid.by(column, total=total)
    before = _renamed(paid.of_year(last), agencies, column).by(column, total=total)
    rows = before.rows.assign(period=paid.year.label)
    before = before.with_rows(rows, title=f"Paid in {last}")
    titled = replace(now, title=f"Paid in {paid.year}")
    return before, titled, differences(now, before, f"Change since {last}")


def by_sector(paid: Register, agencies: Register) -> Measure:
    """What the agencies of each sector paid together.

    Parameters
    ----------
    paid : Register
        What each agency paid.
    agencies : Register
        The sector of each.

    Returns
    -------
    Measure
        With the breakdown ``sector``; agencies of no known sector are those "Not said".
    """
    known = dict(zip(agencies.rows["name"], agencies.rows.get("sector", ""), strict=False))
    sectors = paid.rows["agency"].map(known).fillna("").astype(object)
    return paid.with_rows(paid.rows.assign(sector=sectors)).by("sector", total="amount")


def years_left(balance: Fact, drawn: Fact) -> Fact:
    """How many years a reserve lasts if as much is drawn from it each year.

    Parameters
    ----------
    balance, drawn : Fact
        What it holds, and what is drawn in a year.

    Returns
    -------
    Fact
        In years; not applicable where nothing is drawn.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> held = registers.open("Medway", "2023-24").reserve
    >>> years_left(held.total("closing"), held.total("drawn")).shown
    '[x]'
    """
    return _ratio(balance, drawn, "Years that the reserve lasts at this draw", "years", 1)


def cost_each(spent: Fact, number: Fact, of: str) -> Fact:
    """What one thing cost, where both the sum and the number of things are known.

    Parameters
    ----------
    spent : Fact
        The sum of money.
    number : Fact
        How many things it bought.
    of : str
        One of them, in words: ``review``.

    Returns
    -------
    Fact
        In pounds; not applicable where there was none.
    """
    return _ratio(spent, number, f"Cost of one {of}", spent.unit, 0)


@dataclass(frozen=True)
class Forecast:
    """What becomes of a shortfall when payers leave and nothing else changes.

    Parameters
    ----------
    leaving : Register
        The contributions of those that have left or will have by the start of the next year.
    paid, lost : Fact
        What all paid in the year, and what those paid.
    shortfall, ahead : Fact
        What was drawn from the reserve in the year, and what would be in the next.
    balance, years : Fact
        What the reserve holds at the end of the year, and how many years it lasts at that draw.
    """

    leaving: Register
    paid: Fact
    lost: Fact
    shortfall: Fact
    ahead: Fact
    balance: Fact
    years: Fact


def forecast(
    paid: Register, agencies: Register, announced: Register, reserve: Register
) -> Forecast:
    """The shortfall of the next year if the payers that leave are not replaced.

    Parameters
    ----------
    paid : Register
        What each agency paid in the year.
    agencies : Register
        With the last day of each in ``to``.
    announced : Register
        Payers that leave of whom no last day is known: ``payers_leaving``.
    reserve : Register
        What was drawn to meet the shortfall of the year.

    Returns
    -------
    Forecast
        Its figures of the next year are a scenario, not a prediction.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24")
    >>> forecast(own.contributions, own["agencies"], own.payers_leaving, own.reserve).ahead.shown
    '36,596'
    """
    gone = {*_closed(agencies, paid.year), *announced.rows["agency"]}
    names = [name for name in paid.rows["agency"] if name in gone]
    leaving = paid.with_rows(paid.rows[paid.rows["agency"].isin(names)])
    lost = leaving.total("amount", "What those that leave paid")
    drawn = reserve.total("drawn", "Shortfall met from the reserve")
    title = "Shortfall if those that leave are not replaced and nothing else changes"
    ahead = replace(added(title, drawn, lost), period=ReportingYear(paid.year.ends + 1).label)
    balance = reserve.total("closing", "What the reserve holds on the last day")
    total = paid.total("amount", "All contributions")
    return Forecast(leaving, total, lost, drawn, ahead, balance, years_left(balance, ahead))


def _closed(agencies: Register, year: ReportingYear) -> list[str]:
    """Agencies whose last day is before the next year's start and whose place nobody took."""
    next_year = ReportingYear(year.ends + 1)
    followed = {*agencies.rows.get("successor_of", ())}
    ends = zip(agencies.rows["name"], agencies.rows.get("to", ()), strict=False)
    return [
        name
        for name, day in ends
        if day is not None and day == day and day <= next_year.start and name not in followed
    ]


def _renamed(paid: Register, agencies: Register, column: str) -> Register:
    """The same rows under the names of those that took the payers' places."""
    if "successor_of" not in agencies.rows:
        return paid
    later = dict(zip(agencies.rows["successor_of"], agencies.rows["name"], strict=True))
    later.pop("", None)
    return paid.with_rows(paid.rows.assign(**{column: paid.rows[column].replace(later)}))


def _ratio(one: Fact, other: Fact, title: str, unit: str, decimals: int) -> Fact:
    marker = one.marker or other.marker or ("" if other.value else "z")
    return replace(
        one,
        value=None if marker else one.number / other.number,
        marker=marker,
        title=title,
        measure=f"{one.measure} over {other.measure}",
        unit=unit,
        decimals=decimals,
        sources=join(one.sources, other.sources),
        absence=one.absence or other.absence,
    )


def _negative(fact: Fact) -> Fact:
    return replace(fact, value=None if fact.value is None else -fact.value)


def _kind(fact: Fact) -> tuple[str, str]:
    return fact.period, fact.unit
