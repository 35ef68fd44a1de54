"""Small numbers beside what the national rate would lead one to expect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mscp_analysis import areas
from mscp_analysis.claims.beside import Beside, at_mid_year
from mscp_analysis.claims.findings import RIGHT, Finding
from mscp_analysis.claims.formula import Worked
from mscp_analysis.claims.limits import limits
from mscp_analysis.claims.statement import Statement
from mscp_analysis.claims.worked import value
from mscp_analysis.measures import Fact
from mscp_analysis.sources import join
from mscp_analysis.trends import Unusual, expected_count


def in_line(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A number that is called as expected is, by the national rate and Poisson's distribution.

    A sum over several years is held to as many years' expectation.

    References
    ----------
    See ``trends.expected_count``.
    """
    national = beside.national.get(limits().expected.get(said.figure, ""))
    number = value(said, beside)
    if said.relation != "in line with what is expected" or national is None or number is None:
        return
    own, everywhere = _children(said, beside, national)
    if own is None or everywhere is None or national.value is None or not number.is_integer():
        return
    years = _years(said, beside)
    row = expected_count([number], [own.number * years], national.number, everywhere.number).iloc[0]
    about = replace(
        own, unit=national.unit, timing="year", period=said.year.label, base=own.period,
        measure=f"{national.measure}_expected", title="Expected at the national rate",
        sources=join(national.sources, own.sources, everywhere.sources),
    )  # fmt: skip
    facts = {
        "number": said.fact(number, decimals=0),
        "year": replace(about, value=float(row["expected"]) / years, decimals=1),
        "expected": replace(about, value=float(row["expected"]), decimals=1),
        "low": replace(about, value=float(row["lower"]), decimals=0),
        "high": replace(about, value=float(row["upper"]), decimals=0),
    }
    words = "At the national rate {year} a year would be expected"
    words += ", {expected} in all these years" if years > 1 else ""
    words += "; from {low} to {high} is not unusual, and there were {number}."
    usual = row["verdict"] == Unusual.AS_EXPECTED
    yield Finding(said, RIGHT if usual else "not_expected", words, facts)


def _children(
    said: Statement, beside: Beside, national: Fact
) -> tuple[Fact, Fact] | tuple[None, None]:
    """The children of the area and of England, both of the mid-year of the national figure."""
    figure = beside.figures.get("population")
    when = at_mid_year(national.period)
    if figure is None:
        return None, None
    own, everywhere = figure.find(when, said.place.code), figure.find(when, areas.ENGLAND)
    return (own, everywhere) if own.value and everywhere.value else (None, None)


def _years(said: Statement, beside: Beside) -> int:
    """Over how many years a number is a sum; one where it is of a single year."""
    formula = Worked(said.worked) if said.worked else None
    if formula is None or not formula.is_sum:
        return 1
    return len({beside.statements[each].dated for each in formula.ids if each in beside.statements})


RULES = (in_line,)
