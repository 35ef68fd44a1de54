"""Working days in England, as the deadlines of the statutory guidance count them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

RAPID_REVIEW = CONFERENCE = 15
"""Working days for a rapid review, and from a strategy discussion to the first conference."""


def is_working(day: date) -> bool:
    """Whether a day is none of a weekend and no bank holiday in England.

    Examples
    --------
    >>> is_working(date(2023, 5, 8)), is_working(date(2023, 5, 9))  # the Coronation
    (False, True)
    """
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def after(day: date, number: int) -> date:
    """The day that is so many working days after another, the first being the next one.

    Parameters
    ----------
    day : datetime.date
        Such as that of a notification, be it a working day or not.
    number : int
        How many working days later, one or more.

    Returns
    -------
    datetime.date

    Raises
    ------
    ValueError
        If the number is below one.

    Examples
    --------
    By hand: 18 to 22 December are five, 27 to 29 three, 2 to 5 January four, 8 to 10 three.

    >>> after(date(2023, 12, 15), 15).isoformat()
    '2024-01-10'
    """
    if number < 1:
        raise ValueError(f"{number} working days: expected one or more.")
    while number:
        day += timedelta(days=1)
        number -= is_working(day)
    return day


def between(first: date, last: date) -> int:
    """How many working days after the first day have begun by the last.

    Parameters
    ----------
    first, last : datetime.date
        The last not before the first.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If the last day lies before the first.

    Examples
    --------
    >>> between(date(2023, 12, 15), date(2024, 1, 10))
    15
    """
    if last < first:
        raise ValueError(
            f"{last.isoformat()} lies before {first.isoformat()}: expected a later day or the same."
        )
    days = (first + timedelta(days=step) for step in range(1, (last - first).days + 1))
    return sum(is_working(day) for day in days)


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    """Those of a year, with the days that stand in for one at a weekend."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
