"""How long after its year a report was signed off, published, sent and presented."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column
from mscp_analysis.sources import join

DAYS = Column(
    "days", "number", unit="days", title="Days after the year",
    meaning="Days from 31 March at the end of the report's year to the date",
)  # fmt: skip


def days_after(register: Register) -> Register:
    """The steps of the yearly report, with the days that each came after the year's end.

    Parameters
    ----------
    register : Register
        ``presentations``: the year that each report is of, the step and its date.

    Returns
    -------
    Register
        With the column ``days``; missing where the step has no date.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> steps = days_after(registers.open("Medway", "2023-24").presentations)
    >>> steps.facts("days")[0].shown
    '235'
    """
    rows = register.rows
    days = [
        (day - ReportingYear.parse(report).end).days if day else None
        for day, report in zip(rows["date"], rows["report"], strict=True)
    ]
    held = with_columns(
        register, rows.assign(days=pd.Series(days, index=rows.index, dtype="float64")), DAYS
    )
    return replace(held, earlier=lambda year: days_after(register.earlier(year)))


def first(register: Register, event: str) -> Fact:
    """Days from the end of the year to the first time that a step was taken.

    Parameters
    ----------
    register : Register
        ``presentations``.
    event : {"signed off", "published", "sent", "presented"}
        Which step of the report of the register's year.

    Returns
    -------
    Fact
        With the marker ``x`` where no date of the step is recorded.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> steps = registers.open("Medway", "2023-24").presentations
    >>> first(steps, "presented").shown, first(steps, "published").marker
    ('235', 'x')
    """
    steps = days_after(register).where(event=event, report=register.year.label)
    title = f"Days after the end of the year until the report was first {event}"
    dated = steps.rows.dropna(subset="days").sort_values("days").head(1)
    if dated.empty:
        return replace(steps.missing(title), unit="days")
    return steps.with_rows(dated).total("days", title)


def over_years(register: Register, event: str, years: int = 5) -> Measure:
    """``first`` for each of the last years of which anything is recorded.

    Parameters
    ----------
    register : Register
        ``presentations`` of the last year.
    event : str
        As for ``first``.
    years : int
        At most how many years, the last included.

    Returns
    -------
    Measure

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> over_years(registers.open("Medway", "2023-24").presentations, "presented").periods
    ['2020-21', '2022-23', '2023-24']
    """
    held = register.over_years(years=years)
    facts = [
        first(register.of_year(ReportingYear.parse(period)), event)
        for period in held.rows["period"]
    ]
    rows = held.rows.assign(
        value=pd.Series([fact.number for fact in facts], dtype="float64"),
        marker=[fact.marker for fact in facts],
        release=[fact.release for fact in facts],
    )
    return held.with_rows(
        rows,
        name=f"presentations.days_{event.replace(' ', '_')}",
        title=f"Days after the end of the year until the report was first {event}",
        unit="days",
        sources=join(*(fact.sources for fact in facts)),
    )
