"""How far dates lie apart, as people count days, months and years."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mscp_analysis.claims.dates import When
from mscp_analysis.periods import last_day

_FORM = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)(?: to |/)(\d{4}-\d\d(?:-\d\d)?)")


def of_register(written: str) -> When:
    """A day, a month, a year or a span of them as registers write it.

    Raises
    ------
    ValueError
        If it is none.

    Examples
    --------
    >>> found = of_register("2024-03 to 2024-04")
    >>> found.first.isoformat(), found.last.isoformat()
    ('2024-03-01', '2024-04-30')
    """
    span = _FORM.fullmatch(written)
    first, last = span.groups() if span else (written, written)
    if re.fullmatch(r"\d{4}", written):
        first, last = f"{written}-01", f"{written}-12"
    try:
        begins = date.fromisoformat(first if len(first) == 10 else f"{first}-01")
        ends = last_day(last)
    except ValueError:
        raise ValueError(
            f"{written!r} is not a date: write it as 2024-07-15, 2024-07 or 2024-03 to 2024-04."
        ) from None
    return When(written, begins, ends)


def days(later: When, earlier: When) -> float:
    """Days from the earlier to the later; below nought where they are the other way round.

    Of a month or year its last day counts.

    Examples
    --------
    >>> days(of_register("2024-11-21"), of_register("2024-03-31"))
    235.0
    """
    return float((later.last - earlier.last).days)


def months(later: When, earlier: When | None = None) -> float:
    """Whole months between two dates or months, or those of one span.

    From the first day of a month to the last of another both of these count in full.

    Examples
    --------
    >>> months(of_register("2024-04"), of_register("2023-09"))
    7.0
    >>> months(of_register("2024-03-31"), of_register("2023-04-01"))
    12.0
    """
    if earlier is None or (_is_a_day(later) and _is_a_day(earlier)):
        first = later.first if earlier is None else earlier.last
        after = later.last + timedelta(days=1)
        whole = 12 * (after.year - first.year) + after.month - first.month
        return float(whole - (after.day < first.day))
    apart = 12 * (later.last.year - earlier.last.year)
    return float(apart + later.last.month - earlier.last.month)


def years(later: When, earlier: When | None = None) -> float:
    """Years between two dates by the calendar, or those of one span.

    Examples
    --------
    >>> years(of_register("2024-09"), of_register("2019-09-02"))
    5.0
    """
    if earlier is None:
        return float(later.last.year - later.first.year)
    return float(later.last.year - earlier.last.year)


def _is_a_day(when: When) -> bool:
    return when.first == when.last
