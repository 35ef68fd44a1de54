"""Bars: sorted, each with its name and figure, and nothing drawn that may not be shown."""

from __future__ import annotations

from xml.etree import ElementTree

import pandas as pd
import pytest

from mscp_analysis import charts, prose, registers, tables
from mscp_analysis.measures import Measure


def measure(rows: list[dict], **about: object) -> Measure:
    frame = pd.DataFrame(rows).assign(period="2023-24", area_code="E06000035")
    said = {"name": "m", "title": "Practice", "unit": "per 100 families", "decimals": 1}
    return Measure(rows=frame, timing="year", **(said | about))


@pytest.fixture
def three():
    return measure(
        [
            {"agency": "Low", "value": 2.0, "marker": "", "lower": 1.0, "upper": 4.0},
            {"agency": "Hidden", "value": float("nan"), "marker": "c"},
            {"agency": "High", "value": 9.04, "marker": "", "lower": 7.0, "upper": 12.0},
            {"agency": "All", "value": 5.0, "marker": "", "lower": 4.0, "upper": 6.0},
        ]
    )


def texts(svg: str) -> list[str]:
    nodes = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(node.itertext()).strip() for node in nodes]


def test_each_payer_of_the_printed_report_has_a_bar_with_its_name_and_amount():
    paid = registers.open("Medway", "2023-24").contributions.by("agency", total="amount")
    chart = charts.bars(paid, "Medway", "2023-24")
    assert {"Medway Council", "146,799", "Kent Police and Crime Commissioner", "15,434"} <= {
        *texts(chart.svg)
    }
    assert len(chart.facts) == 10
    assert sum(fact.number for fact in chart.facts) == 211_117
    assert "From highest to lowest: Medway Council 146,799; Kent Police" in chart.alt


def test_rows_are_sorted_intervals_are_told_and_withheld_values_are_named_last(three):
    chart = charts.bars(three, "Medway", "2023-24", title="Families by agency")
    assert chart.alt == (
        "Dot chart. Families by agency per 100 families, Medway, 2023-24. From highest to lowest: "
        "High 9.0 (7.0 to 12.0); Low 2.0 (1.0 to 4.0); "
        "withheld to protect confidentiality: Hidden."
    )
    shown = [word for word in texts(chart.svg) if word in ("High", "Low", "Hidden", "All")]
    assert shown == ["High", "Low", "Hidden"], "and the total is none of its parts"
    assert "[c] withheld to protect confidentiality" in texts(chart.svg)


def test_changing_a_value_changes_the_picture_and_its_alternative(three):
    other = three.with_rows(three.rows.assign(value=three.rows["value"] * 2))
    one, two = (charts.bars(each, "Medway", "2023-24") for each in (three, other))
    assert one.svg != two.svg
    assert "High 18.1" in two.alt
    assert charts.bars(three, "Medway", "2023-24").svg == one.svg


def test_nothing_that_may_be_shown_is_said_and_not_drawn(three):
    hidden = three.with_rows(three.rows.assign(value=float("nan"), marker="c"))
    drawn = charts.bars(hidden, "Medway", "2023-24")
    assert isinstance(drawn, charts.Absent)
    assert not drawn.absence
    assert isinstance(charts.bars(three, "Kent", "2023-24"), charts.Absent)


def test_a_register_that_nobody_supplied_says_so_in_the_place_of_its_chart():
    paid = registers.open("Kent", "2023-24").contributions.by("agency", total="amount")
    drawn = charts.bars(paid, "Kent", "2023-24")
    figures = tables.by(paid, "Kent", "2023-24", "agency")
    said = prose.Notes().show(drawn, figures=figures)
    assert repr(said) == "Nothing was supplied for 2023-24 on what each agency paid."


def test_zeros_alone_and_figures_below_zero_are_drawn():
    rows = [{"agency": "A", "value": 0.0, "marker": ""}]
    assert "A 0." in charts.bars(measure(rows, decimals=0), "Medway", "2023-24").alt
    rows += [{"agency": "B", "value": -3.0, "marker": ""}]
    chart = charts.bars(measure(rows, decimals=0), "Medway", "2023-24")
    assert "From highest to lowest: A 0; B −3." in chart.alt
