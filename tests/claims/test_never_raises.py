"""Whatever a row says, it is held against the data, told as a fault, or left unchecked."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from mscp_analysis import claims, data, measures, registers
from mscp_analysis.prose import Phrase
from mscp_analysis.sources import Source

PERIODS = ("", "2022-23", "mid-2023", "2023-24 Q3", "2012-13", "2030-31", "soon")
AREAS = ("", "England", "South East", claims.NEIGHBOURS, "Rutland", "Cumbria", "Narnia")
PARTS = ("", "Health", "rapid review", "Neglect", "nothing like it")
PRINTED = ("44", "43.2", "12%", "280-290", "over 500", "£1.2m", "(6,764)", "")
UNITS = ("children", "per cent", "%", "per 10,000 children", "pounds", "cases", "")
REPORT = Source("A partnership", "Annual report", "a-report", "2023-12-01")


@pytest.fixture(scope="module")
def beside():
    own = registers.open("Medway", "2023-24")
    figures = {**data.figures(), **registers.figures(own)}
    return claims.Beside(own.area, own.year, {}, figures, own.agencies)


@pytest.mark.parametrize("figure", [*measures.named("table"), *measures.named("register")])
def test_any_figure_area_period_part_and_unit_is_checked_or_a_fault(figure, beside, said):
    printed, units = itertools.cycle(PRINTED), itertools.cycle(UNITS)
    rows = [
        said(
            own="Medway", year="2023-24", source=REPORT, id=f"A{number}", figure=figure, area=area,
            period=period, of=of, printed=next(printed), unit=next(units),
        )
        for number, (area, period, of) in enumerate(itertools.product(AREAS, PERIODS, PARTS))
    ]  # fmt: skip
    for row in rows:
        alone = replace(beside, statements={row.id: row})
        if claims.faults([row], alone):
            continue
        (checked,) = claims.check([row], alone)
        assert all(repr(Phrase(each.words, **each.facts)) for each in checked.findings)
