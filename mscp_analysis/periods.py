"""Reporting years: 1 April to 31 March, and the mid-year estimates that go with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_FORMS = re.compile(r"(?P<first>(?:19|20)\d\d)(?:[-/_](?P<second>\d{4}|\d{2}))?")
_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_QUARTER = re.compile(r"(?P<year>\S+) Q(?P<number>[1-4])")


@dataclass(frozen=True, order=True)
class ReportingYear:
    """A year from 1 April to 31 March, as children's social care reports it.

    Parameters
    ----------
    ends : int
        The calendar year in which it ends: 2024 for 2023-24.

    Examples
    --------
    >>> year = ReportingYear.parse("2023/24")
    >>> year.label, year.end.isoformat(), year.previous().label, year.mid_year
    ('2023-24', '2024-03-31', '2022-23', 'mid-2023')
    """

    ends: int

    @classmethod
    def parse(cls, text: str | int | ReportingYear) -> ReportingYear:
        """Read a reporting year as people write it.

        Parameters
        ----------
        text : str, int or ReportingYear
            ``2023-24``, ``2023/24``, ``2023_24``, ``2023-2024``, or ``2024``, the year in
            which it ends (as the Department for Education writes it).

        Returns
        -------
        ReportingYear

        Raises
        ------
        ValueError
            If it is none of these, or the two years do not follow each other.

        Examples
        --------
        >>> ReportingYear.parse("2024").label
        '2023-24'
        >>> ReportingYear.parse("2023-25")
        Traceback (most recent call last):
        ValueError: '2023-25' is not a reporting year: 2023-24 follows 2023, so write 2023-24 ...
        """
        if isinstance(text, ReportingYear):
            return text
        # A word processor turns the hyphen of 2023-24 into a dash.
        found = _FORMS.fullmatch(str(text).strip().replace("–", "-"))
        if found is None:
            raise ValueError(f"{text!r} is not a reporting year: write it as 2023-24.")
        first = int(found["first"])
        if found["second"] is None:
            return cls(first)
        if int(found["second"]) % 100 != (first + 1) % 100 or found["second"][:-2] not in (
            "",
            str(first + 1)[:2],
        ):
            right = cls(first + 1).label
            raise ValueError(
                f"{text!r} is not a reporting year: {right} follows {first}, so write {right} "
                "for the year from April to March, or several years one by one."
            )
        return cls(first + 1)

    @property
    def label(self) -> str:
        """``2023-24``: how the year is written in tables, folders and sentences."""
        return f"{self.ends - 1}-{self.ends % 100:02d}"

    @property
    def start(self) -> date:
        """1 April of the first calendar year."""
        return date(self.ends - 1, 4, 1)

    @property
    def end(self) -> date:
        """31 March, the date of the yearly snapshots."""
        return date(self.ends, 3, 31)

    @property
    def mid_year(self) -> str:
        """The mid-year estimate that falls in the year: ``mid-2023`` for 2023-24."""
        return f"mid-{self.ends - 1}"

    @property
    def quarters(self) -> tuple[str, str, str, str]:
        """Its quarters: ``2023-24 Q1`` is April to June 2023, ``2023-24 Q4`` to March 2024."""
        first, second, third, fourth = (f"{self.label} Q{number}" for number in (1, 2, 3, 4))
        return first, second, third, fourth

    def previous(self, years: int = 1) -> ReportingYear:
        """The reporting year so many years before."""
        return ReportingYear(self.ends - years)

    def __str__(self) -> str:
        return self.label


def date_of(period: str, timing: str) -> date:
    """The day that a figure speaks of or, for a year or quarter, the day on which it ends.

    Parameters
    ----------
    period : str
        A reporting year (``2023-24``), a quarter of it (``2023-24 Q1``), a mid-year
        (``mid-2023``) or a day of its own (``2023-09-30``).
    timing : {"snapshot", "year", "mid-year", "quarter"}
        Whether the figure is of one day, of a whole year, a mid-year estimate, or of a quarter.

    Returns
    -------
    datetime.date

    Raises
    ------
    ValueError
        If the period is not of the form that the timing asks for.

    Examples
    --------
    >>> date_of("mid-2023", "mid-year").isoformat(), date_of("2023-24", "snapshot").isoformat()
    ('2023-06-30', '2024-03-31')
    >>> date_of("2023-09-30", "snapshot").isoformat()
    '2023-09-30'
    >>> date_of("2023-24 Q3", "quarter").isoformat()
    '2023-12-31'
    """
    if _DAY.fullmatch(period):
        return date.fromisoformat(period)
    if timing == "quarter":
        year, number = _quarter(period)
        return last_day(f"{year.ends - (number < 4)}-{3 * (number % 4) + 3:02d}")
    if timing == "mid-year":
        found = re.fullmatch(r"mid-(\d{4})", period)
        if found is None:
            raise ValueError(f"{period!r} is not a mid-year: write it as mid-2023.")
        return date(int(found[1]), 6, 30)
    return ReportingYear.parse(period).end


REBASED, LAST_REBASED = "2023-09", "mid-2020"
"""The month in which the estimates of mid-2012 to mid-2020 were rebased to the 2021 Census."""


def census_behind(mid_year: str, published: str) -> int:
    """The census that an estimated population of 2012 or later stands on.

    The Office for National Statistics rebased its estimates of mid-2012 to mid-2020 on
    21 September 2023; figures over estimates from before and after are not comparable.

    Parameters
    ----------
    mid_year : str
        ``mid-2019``.
    published : str
        When the estimate was published: ``2022-11``.

    Examples
    --------
    >>> census_behind("mid-2019", "2022-11"), census_behind("mid-2019", "2023-11")
    (2011, 2021)
    """
    return 2011 if mid_year <= LAST_REBASED and published < REBASED else 2021


def label_of(period: str | ReportingYear) -> str:
    """A period as frames write it: ``2023-24`` however the year was written, also before a quarter.

    Raises
    ------
    ValueError
        If it is no year, quarter, mid-year or day.

    Examples
    --------
    >>> label_of("2023/24"), label_of("mid-2023"), label_of("2023/24 Q2")
    ('2023-24', 'mid-2023', '2023-24 Q2')
    """
    if isinstance(period, str) and (period.startswith("mid-") or _DAY.fullmatch(period)):
        return period
    if isinstance(period, str) and " " in period.strip():
        year, number = _quarter(period)
        return year.quarters[number - 1]
    return ReportingYear.parse(period).label


def year_of(period: str | ReportingYear) -> ReportingYear:
    """The reporting year that a period lies in: a year, quarter, mid-year or day.

    Examples
    --------
    >>> year_of("2023-24 Q2").label, year_of("mid-2023").label, year_of("2024-09-30").label
    ('2023-24', '2023-24', '2024-25')
    """
    label = label_of(period)
    if _DAY.fullmatch(label) or label.startswith("mid-"):
        day = date_of(label, "mid-year")
        return ReportingYear(day.year + (day >= ReportingYear(day.year + 1).start))
    return ReportingYear.parse(label.split()[0])


def _quarter(period: str) -> tuple[ReportingYear, int]:
    found = _QUARTER.fullmatch(period.strip())
    if found is None:
        raise ValueError(
            f"{period!r} is not a quarter of a reporting year: write it as 2023-24 Q1."
        )
    return ReportingYear.parse(found["year"]), int(found["number"])


def in_words(day: date) -> str:
    """A date as it is read: ``31 March 2024``.

    Examples
    --------
    >>> in_words(date(2024, 3, 31))
    '31 March 2024'
    """
    return f"{day.day} {day:%B %Y}"


def last_day(published: str) -> date:
    """The day from which a publication date is certain to have passed.

    A release of which only the month is recorded counts as known from the last day of that
    month, so that nothing is shown as known before it was out.

    Parameters
    ----------
    published : str
        ``2024-11`` or ``2024-11-14``.

    Returns
    -------
    datetime.date

    Examples
    --------
    >>> last_day("2024-11").isoformat(), last_day("2024-11-14").isoformat()
    ('2024-11-30', '2024-11-14')
    """
    if len(published) == 7:
        year, month = (int(part) for part in published.split("-"))
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    return date.fromisoformat(published)
