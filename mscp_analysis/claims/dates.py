"""Dates and periods as people print them: ``3 April 2024``, ``23-24``, ``summer of 2024``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mscp_analysis.claims.words import words
from mscp_analysis.periods import ReportingYear, date_of, last_day

MONTHS = tuple(f"{date(2000, month, 1):%B}" for month in range(1, 13))
_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|Sept"
_YEAR = r"(?:19|20)\d\d"
_YEARS = rf"({_YEAR}|\d\d) ?[-/] ?({_YEAR}|\d\d)"


@dataclass(frozen=True)
class When:
    """A date or period as it was printed.

    Parameters
    ----------
    text : str
        As printed: ``end of March 2024``.
    first, last : datetime.date
        The first and the last day that it can mean.
    period : str
        In the project's own words where it is a reporting year, a quarter of one or a
        mid-year: ``2023-24``, ``2023-24 Q3``, ``mid-2022``; else nothing.
    """

    text: str
    first: date
    last: date
    period: str = ""

    @property
    def reporting_year(self) -> ReportingYear:
        """The reporting year in which it ends.

        Examples
        --------
        >>> when("end of March 2024").reporting_year.label, when("April 2024").reporting_year.label
        ('2023-24', '2024-25')
        """
        return ReportingYear(self.last.year + (self.last.month > 3))

    @property
    def date(self) -> str:
        """The day or the month, as registers write it; nothing for anything longer.

        Examples
        --------
        >>> when("3rd April 2024").date, when("April 2024").date, when("2023-24").date
        ('2024-04-03', '2024-04', '')
        """
        if self.first == self.last:
            return self.first.isoformat()
        same = (self.first.year, self.first.month) == (self.last.year, self.last.month)
        return f"{self.first:%Y-%m}" if same else ""


def when(text: str) -> When:
    """Read a date or period as people print it.

    A single year is the calendar year; years that do not follow each other, such as 2021-24,
    are all the calendar years from the first to the last, as nothing says less. The end of
    March 2024 is its last day, that of a year its last month.

    Parameters
    ----------
    text : str
        ``April 2024``, ``3 April 2024``, ``31/03/24``, ``2023-24``, ``2023-2024``, ``23/24``,
        ``end of March 2024``, ``mid-2022``, ``summer of 2024``, ``Q3 2023-24``, ``2022``,
        ``April 2023 to March 2024``.

    Returns
    -------
    When

    Raises
    ------
    ValueError
        If it is no date, or a day that is in no calendar.

    Examples
    --------
    >>> when("2023 – 2024").period, when("mid-2022").period, when("April 2023 to March 2024").period
    ('2023-24', 'mid-2022', '2023-24')
    >>> summer = when("summer of 2024")
    >>> summer.first.isoformat(), summer.last.isoformat()
    ('2024-06-01', '2024-08-31')
    """
    said = re.sub(r"\s+", " ", re.sub("[−–—]", "-", text)).strip()
    for pattern, read in _FORMS.items():
        if found := re.fullmatch(pattern, said, re.I):
            first, last, period = read(*found.groups())
            if last < first:
                raise ValueError(f"{text!r} ends before it begins: correct the dates.")
            return When(text.strip(), first, last, period)
    raise ValueError(
        f"{text!r} is not a date: write it as 3 April 2024, April 2024, 2023-24, mid-2022 or 2024."
    )


_Span = tuple[date, date, str]


def _month_number(name: str) -> int:
    return [each[:3].lower() for each in MONTHS].index(name[:3].lower()) + 1


def _named(month: str) -> str:
    return MONTHS[int(month) - 1] if 0 < int(month) < 13 else month


def _day(day: str, month: str, year: str) -> _Span:
    try:
        found = date(int(year), _month_number(month), int(day))
    except ValueError:
        raise ValueError(
            f"'{day} {month} {year}' is in no calendar: correct the day, month or year."
        ) from None
    return found, found, ""


def _in_digits(day: str, month: str, year: str) -> _Span:
    """A day as it is written here: the day, the month, the year."""
    return _day(day, _named(month), year if len(year) == 4 else f"20{year}")


def _month(month: str, year: str) -> _Span:
    first = date(int(year), _month_number(month), 1)
    return first, last_day(f"{first:%Y-%m}"), ""


def _end_of_month(month: str, year: str) -> _Span:
    last = _month(month, year)[1]
    return last, last, ""


def _season(season: str, year: str) -> _Span:
    begins, ends = words().seasons[season.lower()]
    later = int(year) + (ends < begins)
    return date(int(year), begins, 1), last_day(f"{later}-{ends:02d}"), ""


def _calendar_year(year: str) -> _Span:
    return date(int(year), 1, 1), date(int(year), 12, 31), ""


def _mid_year(year: str) -> _Span:
    day = date_of(f"mid-{year}", "mid-year")
    return day, day, f"mid-{year}"


def _years(first: str, second: str) -> _Span:
    if len(first) == 4 and len(second) == 2 and "00" < second <= "12" and second < first[2:]:
        return _month(MONTHS[int(second) - 1], first)  # 2024-07 is a month: no year runs backwards
    begins = int(first) if len(first) == 4 else 2000 + int(first) - 100 * (int(first) > 69)
    ends = int(second) if len(second) == 4 else begins // 100 * 100 + int(second)
    ends += 100 if second == "00" and len(first + second) < 8 else 0
    if ends == begins + 1:
        year = ReportingYear(ends)
        return year.start, year.end, year.label
    return date(begins, 1, 1), date(ends, 12, 31), ""


def _quarter(number: str, first: str, second: str) -> _Span:
    year = ReportingYear.parse(_years(first, second)[2] or f"{first}-{second}")
    period = year.quarters[int(number) - 1]
    last = date_of(period, "quarter")
    return date(last.year, last.month - 2, 1), last, period


def _to(one: str, other: str) -> _Span:
    first, last = when(one).first, when(other).last
    year = ReportingYear(last.year)
    return first, last, year.label if (first, last) == (year.start, year.end) else ""


_FORMS: dict[str, Callable[..., _Span]] = {
    rf"({_YEAR})": _calendar_year,
    rf"({_YEAR})-(\d\d)-(\d\d)": lambda year, month, day: _day(day, _named(month), year),
    rf"(\d\d?)/(\d\d?)/({_YEAR}|\d\d)": _in_digits,
    rf"(?:the )?(?:financial year |year )?{_YEARS}": _years,
    rf"mid[- ]({_YEAR})": _mid_year,
    rf"(?:the )?end of ({_MONTH}),? ({_YEAR})": _end_of_month,
    rf"(?:the )?end of ({_YEAR})": lambda year: _month("December", year),
    rf"({_MONTH}),? ({_YEAR})": _month,
    rf"(\d\d?)(?:st|nd|rd|th)?(?: of)? ({_MONTH}),? ({_YEAR})": _day,
    rf"(?:the )?(spring|summer|autumn|winter)(?: of)? ({_YEAR})": _season,
    rf"Q(?:uarter )?([1-4]),?(?: of)? {_YEARS}": _quarter,
    rf"{_YEARS} Q([1-4])": lambda first, second, number: _quarter(number, first, second),
    r"(?:from |between )?(.+?\d{4}) (?:to|until|and) (.+\d{4})": _to,
}
