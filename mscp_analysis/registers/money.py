"""What was paid, what it was spent on, and what is left: sums on a base that is said."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from mscp_analysis.changes import between
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.registers.register import Register
from mscp_analysis.registers.sums import as_share, less
from mscp_analysis.sources import join

ALL = "All"
"""The row of a breakdown that is the sum of its others."""


def amounts(paid: Register, column: str = "agency", total: str = "amount") -> Measure:
    """What was paid by each value of a column, and by all of them together.

    Parameters
    ----------
    paid : Register
        What each agency paid.
    column, total : str
        The columns of the breakdown and of the sum.

    Returns
    -------
    Measure
        In pounds, with a row ``All`` last.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> paid = amounts(registers.open("Medway", "2023-24").contributions)
    >>> paid.at("2023-24", "Medway", agency="All").shown
    '211,117'
    """
    found = replace(paid.by(column, total=total), title="Contributions in pounds")
    if not len(found.rows):
        return found
    reason = next((marker for marker in found.rows["marker"] if marker), "")
    whole = float("nan") if reason else found.rows["value"].sum()
    last = found.rows.iloc[[-1]].assign(**{column: ALL, "value": whole, "marker": reason})
    return found.with_rows(pd.concat([found.rows, last]))


def shares(paid: Measure) -> Measure:
    """What share of the sum each value of a breakdown has, in per cent.

    Parameters
    ----------
    paid : Measure
        Sums of one period by one breakdown with a row ``All``, as ``amounts`` gives.

    Returns
    -------
    Measure
        Of all contributions, without other income; every share is missing where the sum is.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> paid = amounts(registers.open("Medway", "2023-24").contributions)
    >>> shares(paid).at("2023-24", "Medway", agency="Medway Council").shown
    '69.5'
    """
    title = "Share of all contributions in per cent"
    titled = replace(paid, name=f"{paid.name}_share", title=title, unit="%", decimals=1)
    if not len(paid.rows):
        return titled
    whole, reason = paid.rows["value"].iloc[-1], paid.rows["marker"].iloc[-1]
    reason = reason or ("" if whole else "z")
    values = float("nan") if reason else 100 * paid.rows["value"] / whole
    return titled.with_rows(paid.rows.assign(value=values, marker=reason))


def largest(
    paid: Register, column: str = "agency", total: str = "amount"
) -> tuple[str, Fact, Fact]:
    """Who paid most, how much that was, and which share of all.

    Parameters
    ----------
    paid : Register
        What each agency paid.
    column, total : str
        The columns of the name and of the sum.

    Returns
    -------
    tuple of str, Fact and Fact
        The first of several that paid as much; no name where a sum is missing.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> name, amount, share = largest(registers.open("Medway", "2023-24").contributions)
    >>> name, amount.shown, share.shown
    ('Medway Council', '146,799', '69.5')
    """
    whole = paid.total(total, "All contributions")
    if whole.marker or not len(paid):
        return "", whole, as_share(whole, whole)
    row = paid.rows.loc[[paid.rows[total].idxmax()]]
    amount = paid.with_rows(row).total(total)
    return str(row[column].iloc[0]), amount, as_share(amount, whole)


def change(paid: Register, total: str = "amount") -> Fact:
    """How much more or less all agencies paid than in the year before, in per cent.

    Parameters
    ----------
    paid : Register
        What each agency paid in the year.
    total : str
        The column of the sum.

    Returns
    -------
    Fact
        With its sign; see ``changes.between``, of whose words for counts none fits money.
    """
    last = paid.of_year(paid.year.previous())
    return between(last.total(total), paid.total(total)).percent


def unaccounted(grants: Register) -> Fact:
    """What of the grants was neither spent nor returned in the year."""
    spent, returned = grants.total("spent"), grants.total("returned")
    return less("Grants not accounted for", grants.total("amount"), spent, returned)


def by_sector(paid: Register, agencies: Register) -> Register:
    """The same rows with the sector of each agency; without its register they tell no sector.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24")
    >>> paid = amounts(by_sector(own.contributions, own["agencies"]), "sector")
    >>> paid.at("2023-24", "Medway", sector="Health").shown
    '33,820'
    """
    sector = dict(zip(agencies.rows["name"], agencies.rows["sector"], strict=True))
    named = paid.rows["agency"].map(lambda agency: sector.get(agency, "")).astype(object)
    absence = paid.absence or agencies.absence
    return paid.with_rows(paid.rows.assign(sector=named), absence=absence)


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


def against_budget(spending: Register) -> tuple[Measure, Measure, Measure]:
    """What was planned under each heading, what was spent, and how far the two lie apart.

    Parameters
    ----------
    spending : Register
        With the columns ``heading``, ``budget`` and ``actual``.

    Returns
    -------
    tuple of Measure
        In pounds, each by heading; the last is above zero where more was spent than planned.
    """
    planned = replace(spending.by("heading", total="budget"), title="Budget in pounds")
    spent = replace(spending.by("heading", total="actual"), title="Spent in pounds")
    return planned, spent, differences(spent, planned, "Spent beyond the budget in pounds")
