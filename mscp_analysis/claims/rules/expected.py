"""Small numbers beside what the national rate would lead one to expect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mscp_analysis import areas
from mscp_analysis.claims.beside import Beside, at_mid_year
from mscp_analysis.claims.findings import RIGHT, Finding
from mscp_analysis.claims.statement import Statement
from mscp_analysis.claims.worked import value
from mscp_analysis.measures import Fact
from mscp_analysis.sources import join
from mscp_analysis.trends import Unusual, expected_count


def in_line(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A number that is called as expected is, by the national rate and Poisson's distribution.

    A sum over several years is held to the expectations of these years added up, each of the
    children who lived there in that year.

    References
    ----------
    See ``trends.expected_count``.
    """
    if said.relation != "in line with what is expected":
        return
    national = beside.national.get(beside.limits.expected.get(said.figure, ""))
    number = value(said, beside)
    if national is None or number is None:
        return
    own, everywhere = _children(said, beside), _of_england(beside, national)
    if not own or everywhere is None or national.value is None or not number.is_integer():
        return
    years, children = len(own), sum(each.number for each in own)
    row = expected_count([number], [children], national.number, everywhere.number).iloc[0]
    about = replace(
        own[0], unit=national.unit, timing="year", period=said.year.label, base=own[0].period,
        measure=f"{national.measure}_expected", title="Expected at the national rate",
        sources=join(national.sources, *(each.sources for each in own), everywhere.sources),
    )  # fmt: skip
    facts = {
        "number": said.fact(number, decimals=0),
        "year": replace(about, value=float(row["expected"]) / years, decimals=1),
        "expected": replace(about, value=float(row["expected"]), decimals=1),
        "low": replace(about, value=float(row["lower"]), decimals=0),
        "high": replace(about, value=float(row["upper"]), decimals=0),
    }
    words = "At the national rate {year} a year would be expected"
    words += " on average, {expected} in all these years" if years > 1 else ""
    words += "; from {low} to {high} is not unusual, and there were {number}."
    usual = row["verdict"] == Unusual.AS_EXPECTED
    yield Finding(said, RIGHT if usual else "not_expected", words, facts)


def _of_england(beside: Beside, national: Fact) -> Fact | None:
    """England's children of the year of the national figure."""
    figure = beside.figures.get("population")
    found = figure.find(at_mid_year(national.period), areas.ENGLAND) if figure else None
    return found if found is not None and found.value else None


def _children(said: Statement, beside: Beside) -> list[Fact]:
    """The children of the area in each year that a number is a sum over."""
    ids = said.formula.ids if said.formula and said.formula.is_sum else ()
    parts = [beside.statements[each] for each in ids if each in beside.statements] or [said]
    found = [beside.children(each) for each in {each.dated: each for each in parts}.values()]
    return [each for each in found if each is not None] if all(found) else []


RULES = (in_line,)
