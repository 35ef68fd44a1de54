"""Measures and shares from the rows of a register: a row for each value of a column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from mscp_analysis import changes, rates
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.registers.register import Register

FEWEST = 10
"""Fewer than so many make no base for a percentage or a mean: one answer would move it by more
than ten points."""


def measured(register: Register, facts: Mapping[str, Fact], by: str, title: str) -> Measure:
    """The facts of a register, one for each value of a column, as a measure.

    Parameters
    ----------
    register : Register
        Where they are from.
    facts : mapping of str to Fact
        By the value of the column; all in one unit.
    by : str
        What the breakdown is called.
    title : str
        What was measured.

    Returns
    -------
    Measure
        With ``lower`` and ``upper`` where a fact has an interval.
    """
    rows = pd.DataFrame(
        [{by: value, **_row(fact)} for value, fact in facts.items()],
        columns=[by, "period", "value", "marker", "lower", "upper", "release", "as_of", "status"],
    ).assign(area_code=register.area.code)
    if not rows["lower"].notna().any():
        rows = rows.drop(columns=["lower", "upper"])
    first = next(iter(facts.values()), None)
    return Measure(
        rows=rows.astype({"value": float}),
        name=f"{register.description.name}.{'_'.join(title.lower().split())}",
        title=title,
        unit=first.unit if first else register.description.unit,
        decimals=first.decimals if first else 0,
        timing="year",
        sources=register.sources,
        absence=register.absence,
    )


def _row(fact: Fact) -> dict[str, Any]:
    kept = ("period", "value", "marker", "lower", "upper", "release", "as_of", "status")
    return {name: getattr(fact, name) for name in kept}


@dataclass(frozen=True)
class Part:
    """A count, the base that it is a part of, and what part in per cent with its interval."""

    number: Fact
    base: Fact
    percent: Fact


def part(register: Register, count: str, base: str, title: str, printed: str = "") -> Part:
    """What part the sum of one column is of the sum of another, with Wilson's interval.

    Parameters
    ----------
    register : Register
        Its rows, all of them.
    count, base : str
        Columns of counts; rows that lack either are left out of both.
    title : str
        What the part is called.
    printed : str, optional
        Column of percentages that were printed without the counts behind them: such a one is
        given as it was printed and never with an interval.

    Returns
    -------
    Part
        Its percentage is of low reliability and not shown over a base of fewer than ``FEWEST``.

    References
    ----------
    Wilson EB. JASA 1927;22:209-12, as ``rates.proportion``.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24").surveys
    >>> aware = own.where(item="Aware of local child safeguarding practice reviews")
    >>> found = part(aware, "agreed", "answered", "Aware of reviews", printed="percent")
    >>> found.percent.shown, found.percent.lower, found.base.marker
    ('90', None, 'x')
    """
    both = register.rows[register.rows[[count, base]].notna().all(axis=1)]
    counted = register.with_rows(both)
    known = len(both) and not register.absence
    source = counted if known else register
    number, whole = (
        source.total(name) if known else source.missing(said)
        for name, said in ((count, title), (base, f"{title}: of how many"))
    )
    percent = replace(source.missing(title), unit="%")
    if not known:
        percent = _as_printed(register, printed, percent)
    elif whole.number < FEWEST:
        percent = replace(percent, marker="u" if whole.value else "z")
    else:
        found = rates.proportion([number.number], [whole.number]).iloc[0]
        value, lower, upper = (float(found[name]) for name in ("value", "lower", "upper"))
        percent = replace(percent, value=value, marker="", lower=lower, upper=upper)
    return Part(number, whole, percent)


def share(number: Fact, base: Fact) -> Fact:
    """What share one count is of another, with Wilson's interval.

    Parameters
    ----------
    number, base : Fact
        Of one period and one unit; the number is among the base.

    Returns
    -------
    Fact
        See ``changes.share``; over a base of fewer than ``FEWEST`` it is not shown.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from mscp_analysis import registers
    >>> base = registers.open("Medway", "2023-24").contextual_assessments.total("staff")
    >>> found = share(replace(base, value=96.0), base)
    >>> found.shown, [limit.shown for limit in found.limits]
    ('25.0', ['20.9', '29.6'])
    """
    percent = changes.share(number, base)
    if percent.value is None:
        return percent
    if base.number < FEWEST:
        return replace(percent, value=None, marker="u")
    found = rates.proportion([number.number], [base.number]).iloc[0]
    return replace(percent, lower=float(found["lower"]), upper=float(found["upper"]))


def cited(found: Part, register: Register) -> Part:
    """The same, citing the rows of a register that do not tell it."""
    sources = () if register.absence else register.sources
    number, base, percent = (
        replace(fact, sources=sources) for fact in (found.number, found.base, found.percent)
    )
    return Part(number, base, percent)


def _as_printed(register: Register, printed: str, said: Fact) -> Fact:
    if not printed or register.absence or len(register) != 1:
        return said
    fact = register.total(printed)
    return replace(said, value=fact.value, marker=fact.marker)


def shares(
    register: Register,
    count: str,
    base: str,
    by: str,
    title: str,
    printed: str = "",
    unsaid: str = "",
) -> Measure:
    """The percentage of each value of a column; see ``part``.

    Parameters
    ----------
    register, count, base, title, printed
        As for ``part``.
    by : str
        The column whose values are set apart.
    unsaid : str, optional
        What is not known where no value has a figure, in words that can follow *it is not
        stated*.

    Returns
    -------
    Measure
        In per cent.
    """
    values = [value for value in dict.fromkeys(register.rows[by]) if not pd.isna(value)]
    facts = {
        str(value): part(register.where(**{by: value}), count, base, title, printed).percent
        for value in values
    }
    return stated(measured(register, facts, by, title), unsaid)


def stated(measure: Measure, unsaid: str) -> Measure:
    """The measure, or why it is empty where no row of it has a figure or another reason."""
    rows = measure.rows
    if measure.absence or not unsaid or (rows["marker"] != "x").any():
        return measure
    years = rows["period"].iloc[-1] if len(rows) else ""
    of = f"For {years} it" if years else "It"
    return replace(measure, absence=f"{of} is not stated {unsaid}.")


def values(measure: Measure, column: str) -> list[str]:
    """The values of a breakdown in the order first met, the total ``All`` last."""
    return sorted(dict.fromkeys(measure.rows[column]), key="All".__eq__)
