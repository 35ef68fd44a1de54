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


def days(one: When, other: When) -> float:
    """Days between two dates, whichever is the earlier; of a month or year its last day counts.

    Examples
    --------
    >>> days(of_register("2024-11-21"), of_register("2024-03-31"))
    235.0
    """
    return float(abs((one.last - other.last).days))


def months(one: When, other: When | None = None) -> float:
    """Whole months between two dates or months, or those of one span.

    From the first day of a month, or the last of the one before it, to the last day of another
    each month counts in full.

    Examples
    --------
    >>> months(of_register("2023-09"), of_register("2024-04"))
    7.0
    >>> months(of_register("2023-04-01"), of_register("2024-03-31"))
    12.0
    """
    if other is None:
        return _whole_months(one.first, one.last)
    earlier, later = sorted([one, other], key=lambda each: (each.last, each.first))
    if earlier.first == earlier.last:
        return _whole_months(earlier.last, later.last)
    apart = 12 * (later.last.year - earlier.last.year) + later.last.month - earlier.last.month
    return float(apart)


def years(one: When, other: When | None = None) -> float:
    """Years between two dates by the calendar, or those of one span.

    Examples
    --------
    >>> years(of_register("2024-09"), of_register("2019-09-02"))
    5.0
    """
    last = one.first if other is None else other.last
    return float(abs(one.last.year - last.year))


def _whole_months(first: date, last: date) -> float:
    first += timedelta(days=(first + timedelta(days=1)).day == 1)  # From the end of a month.
    after = last + timedelta(days=1) if first.day == 1 else last
    whole = 12 * (after.year - first.year) + after.month - first.month
    return float(whole - (after.day < first.day))
