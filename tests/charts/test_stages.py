"""The chart of a funnel's steps."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from mscp_analysis import charts, prose, registers, tables
from mscp_analysis.registers import funnels

STEPS = ("trained", "in_post", "used", "completed", "rescored")
TITLE = "Use of the tool"


@pytest.fixture(scope="module")
def funnel():
    return funnels.funnel(registers.open("Exampleshire", "2023-24").gcp2, *STEPS)


def texts(svg: str) -> set[str]:
    nodes = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return {"".join(node.itertext()).strip() for node in nodes}


def test_each_step_is_named_and_tells_its_figure(funnel):
    chart = charts.stages(funnel.facts, TITLE, funnel.coverage)
    words = texts(chart.svg)
    assert {fact.shown for fact in funnel.facts} <= words
    assert {fact.title for fact in funnel.facts} <= words
    assert all(f"{fact.title} {fact.shown}" in chart.alt for fact in funnel.facts)
    assert chart.title == f"{TITLE}, Exampleshire, 2023-24; use is told by 3 of 5 agencies"
    assert {*funnel.facts, *funnel.coverage} == {*chart.facts}


def test_it_is_drawn_the_same_each_time_in_colours_that_can_be_told_apart(funnel):
    first, again = (charts.stages(funnel.facts, TITLE).svg for _ in range(2))
    assert first == again
    assert "var(--chart-main" in first
    assert "#1f77b4" not in first


def test_a_step_without_a_figure_keeps_its_place_with_the_reason(funnel):
    withheld = replace(funnel.facts[2], value=None, marker="c")
    chart = charts.stages([*funnel.facts[:2], withheld], TITLE)
    assert "withheld to protect confidentiality: no bar" in texts(chart.svg)
    assert chart.alt.endswith("Used it in the year withheld to protect confidentiality.")


def test_no_figure_at_all_makes_no_chart():
    own = registers.open("Medway", "2023-24").gcp2
    absent = charts.stages(funnels.funnel(own, *STEPS).facts, TITLE)
    assert repr(absent).endswith("”: no figure of it can be shown.")


def test_what_nobody_supplied_is_said_once_for_chart_and_table():
    found = funnels.funnel(registers.open("Kent", "2023-24").gcp2, *STEPS)
    chart = charts.stages(found.facts, TITLE, found.coverage)
    said = "Nothing was supplied for 2023-24 on use of the Graded Care Profile."
    shown = prose.Notes().show(chart, figures=tables.stages(found, TITLE))
    assert repr(shown) == chart.absence == said
