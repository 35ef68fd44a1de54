"""Who pays towards a partnership: what each paid before, and what is lost when one leaves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear, in_words
from mscp_analysis.registers.money import differences
from mscp_analysis.registers.register import Register
from mscp_analysis.registers.sums import added, years_left


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
    before = before.with_rows(rows, title=f"Paid in {last}, in pounds")
    titled = replace(now, title=f"Paid in {paid.year}, in pounds")
    return before, titled, differences(now, before, f"Change since {last}, in pounds")


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
    why = gone(agencies, announced, paid.year)
    rows = paid.rows[paid.rows["agency"].isin(why)]
    leaving = paid.with_rows(rows.assign(why=rows["agency"].map(why).astype(object)))
    lost = leaving.total("amount", "What those that leave paid")
    drawn = reserve.total("drawn", "Shortfall met from the reserve")
    title = "Shortfall if those that leave are not replaced and nothing else changes"
    ahead = replace(added(title, drawn, lost), period=ReportingYear(paid.year.ends + 1).label)
    balance = reserve.total("closing", "What the reserve holds on the last day")
    total = paid.total("amount", "All contributions")
    return Forecast(leaving, total, lost, drawn, ahead, balance, years_left(balance, ahead))


def gone(agencies: Register, announced: Register, year: ReportingYear) -> dict[str, str]:
    """Who has left by the next year's start and had no successor, or is said to leave; and why.

    Parameters
    ----------
    agencies, announced : Register
        See ``forecast``.
    year : ReportingYear
        The year of the report.

    Returns
    -------
    dict of str to str
        A sentence without its stop, by the name of the agency.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24")
    >>> gone(own["agencies"], own.payers_leaving, own.year)
    {'HM Young Offender Institution Cookham Wood': 'It became a prison for adults and every ...'}
    """
    followed = {*agencies.rows["successor_of"]}
    next_year = ReportingYear(year.ends + 1)
    ended = {
        name: f"It took part until {in_words(day)}"
        for name, day in zip(agencies.rows["name"], agencies.rows["to"], strict=True)
        if isinstance(day, date) and day <= next_year.start and name not in followed
    }
    return ended | dict(zip(announced.rows["agency"], announced.rows["reason"], strict=True))


def _renamed(paid: Register, agencies: Register, column: str) -> Register:
    """The same rows under the names of those that took the payers' places."""
    later = dict(zip(agencies.rows["successor_of"], agencies.rows["name"], strict=True))
    later.pop("", None)
    return paid.with_rows(paid.rows.assign(**{column: paid.rows[column].replace(later)}))
