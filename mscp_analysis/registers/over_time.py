"""Which rows of a register hold in a year: of this year, of earlier ones, or still to be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from mscp_analysis.measures import Fact
from mscp_analysis.periods import last_day
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import absence


def in_year(register: Register, **wanted: Any) -> Register:
    """Rows that hold in the register's year, by their ``from`` and ``to``, and where listed.

    A register that is kept once for all years holds bodies that were not there yet, or no
    longer. A row without ``from`` has been there always, one without ``to`` is there still;
    one that says in the printed lists of which years it stands holds in these years only.

    Parameters
    ----------
    register : Register
        With the columns ``from`` and ``to``, and perhaps ``listed``.
    **wanted
        Column and value of the rows wanted, as for ``Register.where``.

    Returns
    -------
    Register
        With the reason of its absence where no row holds in the year.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> agencies = registers.open("Medway", "2023-24")["agencies"]
    >>> in_year(agencies, partner="safeguarding partner").count().shown
    '3'
    """
    rows, year = register.rows, register.year
    keep = [
        (begun is None or begun <= year.end) and (ended is None or ended >= year.start)
        for begun, ended in zip(rows["from"], rows["to"], strict=True)
    ]
    if "listed" in rows:
        years = rows["listed"].str.split("; ")
        listed = [each in ([""], []) or year.label in each for each in years]
        keep = [both and on for both, on in zip(keep, listed, strict=True)]
    return _said_if_empty(register.only(keep).where(**wanted))


def history(register: Register, years: int = 10) -> Register:
    """The rows of this year and of the years before, each once, oldest first.

    Rows that have a date stand in its order, others in that of the years.

    Parameters
    ----------
    register : Register
        Of the last year wanted.
    years : int
        How many years, the register's own included.

    Returns
    -------
    Register
        With the column ``year``: the first in whose register the row stands. Where no year
        has any row, the register itself, with the reason of its absence.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> steps = history(registers.open("Medway", "2023-24").arrangements)
    >>> steps.count().shown, list(steps.rows["year"])
    ('4', ['2018-19', '2018-19', '2020-21', '2018-19'])
    """
    each = [register.of_year(register.year.previous(back)) for back in reversed(range(years))]
    held = [own for own in each if len(own)]
    if not held:
        return register
    rows = pd.concat(
        [own.rows.assign(year=own.year.label) for own in held], ignore_index=True
    ).astype({"year": object})
    markers = pd.concat([own.markers for own in held], ignore_index=True).assign(year="")
    rows = rows[~rows.duplicated(list(register.description.key))]
    rows = rows.sort_values("date", kind="stable") if "date" in rows else rows
    return replace(register, rows=rows, markers=markers.loc[rows.index], absence="")


def before(register: Register, years: int = 10) -> list[Register]:
    """The same register of each earlier year that has any row, the latest first."""
    each = [register.of_year(register.year.previous(back)) for back in range(1, years)]
    return [own for own in each if len(own)]


def carried(register: Register) -> Register:
    """Rows that were raised in an earlier year and carried into this one.

    Parameters
    ----------
    register : Register
        With the column ``raised``: the year of the report in which a thing was asked or said.

    Returns
    -------
    Register
        With the reason of its absence where nothing is held of the year before either.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> carried(registers.open("Medway", "2023-24").requests).count().shown
    '6'
    """
    found = register.only(register.rows["raised"] < register.year.label)
    earlier = register.of_year(register.year.previous())
    return found if len(found) else replace(found, absence=register.absence or earlier.absence)


def fresh(register: Register) -> Register:
    """Rows that were raised in the register's own year.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> fresh(registers.open("Medway", "2023-24").requests).count().shown
    '5'
    """
    return register.only(register.rows["raised"] == register.year.label)


def filled(register: Register, column: str) -> Register:
    """Rows that say something in a column.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> plans = registers.open("Medway", "2018-19").plans
    >>> plans.count().shown, filled(plans, "priority").count().shown
    ('1', '0')
    """
    return register.only(register.rows[column].notna() & (register.rows[column] != ""))


def still_open(register: Register) -> Register:
    """Rows that are still to be done, by the words that the description names.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> still_open(registers.open("Medway", "2023-24").commitments).count().shown
    '12'
    """
    return register.where(**{c: list(words) for c, words in register.description.open.items()})


def drawn_up(register: Register) -> date:
    """The day at which a log stands: when it was handed in, or the last document was out.

    A row that is taken from a document cannot have stood in the log before that was out.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> drawn_up(registers.open("Medway", "2023-24").requests).isoformat()
    '2024-11-21'
    """
    return max(last_day(source.published) for source in (register.own, *register.sources))


def overdue(register: Register, as_of: date | None = None) -> Register:
    """Rows still to be done whose day has passed.

    Parameters
    ----------
    register : Register
        With the column ``due``.
    as_of : datetime.date, optional
        The day that matters; left out, the day of ``drawn_up``.

    Returns
    -------
    Register
        A row without a day is never overdue.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> asked = registers.open("Medway", "2023-24").requests
    >>> overdue(asked).count().shown, overdue(asked, date(2025, 1, 10)).count().shown
    ('0', '1')
    """
    day = as_of or drawn_up(register)
    left = still_open(register)
    return left.only(due is not None and due < day for due in left.rows["due"])


def late(register: Register, title: str, unit: str = "") -> Fact:
    """How many rows are overdue; not known where no row that is still to be done has a day.

    Parameters
    ----------
    register : Register
        As ``overdue`` takes it.
    title, unit : str
        What they are called.

    Returns
    -------
    Fact
        With the marker ``x`` where rows are still to be done and none of them has a day.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24")
    >>> late(own.requests, "Overdue").shown, late(own.commitments, "Overdue").marker
    ('0', 'x')
    """
    left = still_open(register)
    if len(left) and left.rows["due"].isna().all():
        return left.missing(title)
    return overdue(register).count(title, unit)


def _said_if_empty(register: Register) -> Register:
    if len(register) or register.absence:
        return register
    return replace(register, absence=absence(None, register.description, register.year.label))
