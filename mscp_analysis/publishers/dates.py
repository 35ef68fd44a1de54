"""Dates as publishers write them: 2024-03-31, 31/03/2024 and 31 March 2024."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from mscp_analysis.periods import in_words

_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_SPELT = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y")


class Ambiguous(ValueError):
    """A date that is one of two: 03/04/2024."""


def day_of(text: str, beside: Iterable[str] = ()) -> date | None:
    """The day that a text names.

    Of 03/04/2024 nothing says whether the day or the month comes first, and it is not guessed:
    the other dates of its column show it, where one of them can be read in one way only.

    Parameters
    ----------
    text : str
        The text.
    beside : iterable of str
        The other dates of its column.

    Returns
    -------
    datetime.date or None
        None where it is no date.

    Raises
    ------
    Ambiguous
        If it is one of two days, and what stands beside it does not tell which.

    Examples
    --------
    >>> [str(day_of(text)) for text in ("2024-03-31", "31/03/2024", "31 March 2024", "Spring")]
    ['2024-03-31', '2024-03-31', '2024-03-31', 'None']
    >>> str(day_of("03/04/2024", ["31/03/2024"]))
    '2024-04-03'
    """
    found = _SLASHED.fullmatch(text.strip())
    if found is None:
        return _spelt(text.strip())
    one, other, year = map(int, found.groups())
    orders = _orders(text)
    if len(orders) == 2 and one != other:
        shown = {order for each in beside for order in _orders(each) if len(_orders(each)) == 1}
        orders = orders & shown
        if len(orders) != 1:
            first, second = date(year, other, one), date(year, one, other)
            raise Ambiguous(
                f"{text.strip()!r} is {in_words(first)} or {in_words(second)}: write it as "
                f"{first} or {second}"
            )
    if not orders:
        return None
    day, month = (one, other) if "day first" in orders else (other, one)
    return _valid(year, month, day)


def _orders(text: str) -> set[str]:
    """The orders of day and month in which a date with strokes can be read."""
    found = _SLASHED.fullmatch(text.strip())
    if found is None:
        return set()
    one, other, year = map(int, found.groups())
    return {
        order
        for order, month, day in (("day first", other, one), ("month first", one, other))
        if _valid(year, month, day)
    }


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _spelt(text: str) -> date | None:
    for form in _SPELT:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
