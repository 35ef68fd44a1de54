"""Registers by quarter: series over several years, and where the latest quarter stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from mscp_analysis import rates
from mscp_analysis.areas import Area
from mscp_analysis.changes import Change, between
from mscp_analysis.disclosure import settings
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers.register import Register
from mscp_analysis.sources import join
from mscp_analysis.trends import SpecialCause, xmr

FEWEST = 5
"""Fewer quarters than these have no limits worth the name."""
WORK_ON_A_CHILD = frozenset({"Exploitation toolkits completed"})
"""Kinds of work that are done for one child each, so that a small count could give one away."""


def series(register: Register, column: str, title: str = "", years: int = 6) -> Measure:
    """The sum of a column by quarter, over the years of which the register is held.

    Parameters
    ----------
    register : Register
        With a column ``quarter``, and only the rows that may be added up.
    column : str
        A column of figures.
    title : str, optional
        What is counted, where the register's title does not say it.
    years : int
        At most how many years, this one included.

    Returns
    -------
    Measure
        One row a quarter that has rows, with the timing ``quarter``. Where this year has none,
        it is absent and says so.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> series(registers.open("Kent", "2023-24").conferences, "number").absence[:30]
    'Nothing was supplied for 2023-'
    """
    each = [register.of_year(register.year.previous(back)) for back in reversed(range(years))]
    held = [own for own in each if len(own.rows)]
    rows = [_row(own, quarter, column) for own in held for quarter in _quarters(own)]
    named = title or register.title
    nothing = f"Nothing was supplied for {register.year.label} on {named[:1].lower()}{named[1:]}."
    absence = register.absence or ("" if len(register.rows) else nothing)
    measure = register.by("quarter", total=column)
    return replace(
        measure,
        rows=pd.DataFrame([] if absence else rows, columns=_COLUMNS).astype({"value": float}),
        name=f"{measure.name}.{named.lower().replace(' ', '_')}",
        title=named,
        timing="quarter",
        sources=join(*(own.sources for own in held)),
        absence=absence,
    )


def of_kind(register: Register, column: str = "count", **kind: str) -> Measure:
    """The series of one kind of row, called by the word that chooses it.

    Parameters
    ----------
    register : Register
        Such as ``quarterly_dataset``.
    column : str
        A column of figures.
    **kind : str
        Column and value that choose the rows.

    Returns
    -------
    Measure
        See ``series``. Of work that is done once for a child (``WORK_ON_A_CHILD``) small
        quarters are withheld.
    """
    found = series(register.where(**kind), column, ", ".join(kind.values()))
    return _protected(found) if WORK_ON_A_CHILD & {*kind.values()} else found


def _protected(measure: Measure) -> Measure:
    """The same without the quarters of any year that has a small one.

    The whole year goes, since its sum, where another chapter gives it, would tell the one
    quarter that was taken out.
    """
    rows, rule = measure.rows, settings("partnership")
    years = rows["period"].str.split().str[0]
    small = rows["value"].between(1, rule.threshold)
    hidden = years.isin(years[small]) & rows["value"].notna()
    return measure.with_rows(
        rows.assign(
            value=rows["value"].mask(hidden), marker=rows["marker"].mask(hidden, rule.symbol)
        )
    )


def kinds(register: Register, column: str) -> Fact:
    """How many different words a column holds.

    Parameters
    ----------
    register : Register
    column : str
        Such as ``measure`` or ``quarter``.

    Returns
    -------
    Fact
    """
    once = register.with_rows(register.rows.drop_duplicates(column))
    return once.count(f"{register.title}: values of {column}", unit=f"values of {column}")


def share(register: Register, count: str, base: str, title: str, years: int = 6) -> Measure:
    """The part that one column is of another, in per cent, by quarter and with its interval.

    Parameters
    ----------
    register : Register
        With a column ``quarter``, and only the rows that may be added up.
    count, base : str
        Columns of counts: the part, and the whole.
    title : str
        What the part is called.
    years : int
        At most how many years, this one included.

    Returns
    -------
    Measure
        See ``rates.proportion``; absent where the counts are.
    """
    parts, wholes = (series(register, column, title, years) for column in (count, base))
    if parts.absence:
        return replace(parts, unit="%", decimals=1)
    return replace(rates.proportion(parts, wholes), polarity="higher")


_COLUMNS = ["period", "area_code", "value", "marker", "release", "as_of", "status"]


def _quarters(register: Register) -> list[str]:
    return sorted(set(register.rows["quarter"]))


def _row(register: Register, quarter: str, column: str) -> tuple[object, ...]:
    fact = register.where(quarter=quarter).total(column)
    said = (fact.value, fact.marker, fact.release, fact.as_of, fact.status)
    return (f"{register.year.label} {quarter}", register.area.code, *said)


@dataclass(frozen=True)
class Latest:
    """The latest quarter of a series beside the quarters before it.

    Parameters
    ----------
    now : Fact
        The latest quarter of the year.
    since_quarter, since_year : Change
        From the quarter before, and from the same quarter of the year before.
    mean, fewest, most : Fact
        Mean and limits of the control chart.
    quarters : Fact
        How many quarters have a figure.
    cause : SpecialCause or None
        Why the latest is special, if it is; None where there are too few quarters to tell.
    """

    now: Fact
    since_quarter: Change
    since_year: Change
    mean: Fact
    fewest: Fact
    most: Fact
    quarters: Fact
    cause: SpecialCause | None


def latest(measure: Measure, area: str | Area, year: ReportingYear) -> Latest:
    """Where the latest quarter of a year stands.

    Parameters
    ----------
    measure : Measure
        Of quarters; see ``series``.
    area : str or Area
        Whose.
    year : ReportingYear
        The year whose latest quarter is looked at.

    Returns
    -------
    Latest
        By the rules of ``trends.xmr`` on every quarter up to it.
    """
    place = area.code if isinstance(area, Area) else area
    rows = measure.of(place, year)
    own = [period for period in rows["period"] if period.startswith(year.label)]
    period = own[-1] if own else year.quarters[-1]
    now = measure.find(period, place)
    known = int(rows["value"].notna().sum())
    enough = known >= FEWEST and now.value is not None
    point = xmr(rows["value"], measure.polarity).iloc[-1] if enough else None
    named = (("mean", "mean"), ("lower", "lower limit"), ("upper", "upper limit"))
    mean, fewest, most = (_limit(now, point, key, words) for key, words in named)
    return Latest(
        now=now,
        since_quarter=between(measure.find(_before(period, 1), place), now),
        since_year=between(measure.find(_before(period, 4), place), now),
        mean=mean,
        fewest=fewest,
        most=most,
        quarters=_number(now, known),
        cause=None if point is None else SpecialCause(point["special_cause"]),
    )


def _limit(now: Fact, point: pd.Series | None, key: str, words: str) -> Fact:
    title = f"{now.title}, {words} of the control chart"
    said = replace(now, value=None, marker="x", decimals=1, title=title, lower=None, upper=None)
    if point is None:
        return replace(said, marker=now.marker or "x")
    # A count is never below none nor a part above all, whatever the limits' arithmetic says.
    most = 100.0 if now.unit == "%" else float("inf")
    return replace(said, value=min(max(float(point[key]), 0.0), most), marker="")


def _number(now: Fact, quarters: int) -> Fact:
    title = f"{now.title}, quarters with a figure"
    said = replace(now, title=title, unit="quarters", decimals=0, lower=None, upper=None)
    return replace(said, value=float(quarters), marker="")


def _before(period: str, quarters: int) -> str:
    label, _, number = period.partition(" Q")
    year = ReportingYear.parse(label)
    place = 4 * year.ends + int(number) - 1 - quarters
    return ReportingYear(place // 4).quarters[place % 4]
