"""The people of an area at two censuses: how many, of which ethnic groups, and what is not told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import in_words
from mscp_analysis.registers.register import Register
from mscp_analysis.registers.sums import less


@dataclass(frozen=True)
class Growth:
    """How many people lived in an area at the newest census held, and at the one before.

    Parameters
    ----------
    day, day_before : datetime.date or None
        The days of the two censuses; None where nothing is held.
    now, before : Fact
        How many people of all ages.
    percent : Fact
        The growth between the two, from the figures held; where these are missing, as printed.
    """

    day: date | None
    day_before: date | None
    now: Fact
    before: Fact
    percent: Fact


def growth(census: Register, area: str) -> Growth:
    """How an area's population of all ages grew between the two newest censuses held.

    Parameters
    ----------
    census : Register
        The register of that name.
    area : str
        Name of the area as the register has it.

    Returns
    -------
    Growth

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> grown = growth(registers.open("Medway", "2023-24").census, "Medway")
    >>> grown.now.shown, grown.before.shown, grown.percent.shown
    ('279,800', '263,900', '6.0')
    """
    days = [*_days(census), None, None][:2]
    own = census.where(area=area, base="all ages", group="All")
    now, before = (_only(own.where(taken=day), "people", f"People of {area}") for day in days)
    percent = _only(own.where(taken=days[0]), "growth", f"Growth of the population of {area}")
    if now.value is not None and before.value:
        percent = replace(percent, value=100 * (now.value / before.value - 1), marker="")
    return Growth(days[0], days[1], now, before, percent)


def groups(census: Register, area: str) -> list[Measure]:
    """The share of each ethnic group at the newest censuses held, in per cent of all ages.

    Parameters
    ----------
    census : Register
        The register of that name.
    area : str
        Name of the area as the register has it.

    Returns
    -------
    list of Measure
        One a census, the newest first, each by ``group``.
    """
    own = _shares(census, area)
    return [
        replace(
            own.where(taken=day).by("group", total="percent"),
            title=f"Share on {in_words(day)} in per cent",
        )
        for day in _days(census)[:2]
    ] or [own.by("group", total="percent")]


def untold(census: Register, area: str) -> Fact:
    """Which share of the people belongs to ethnic groups whose share is not told.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> untold(registers.open("Medway", "2023-24").census, "Medway").shown
    '4.2'
    """
    own = _shares(census, area).where(taken=[*_days(census), None][0])
    told = own.total("percent", "Share of the ethnic groups that are told")
    if told.value is None or not len(own):
        return told if told.marker else own.missing("Share of the ethnic groups not told")
    return less("Share of the ethnic groups not told", replace(told, value=100.0), told)


def _shares(census: Register, area: str) -> Register:
    return census.where(
        area=area, base="all ages", group=["Asian", "Black", "Mixed", "White", "Other"]
    )


def _days(census: Register) -> list[date]:
    return sorted({day for day in census.rows["taken"] if isinstance(day, date)}, reverse=True)


def _only(rows: Register, column: str, title: str) -> Fact:
    return rows.total(column, title) if len(rows) else rows.missing(title)
