"""Measures and facts: what they show, what they refuse, and what they say of themselves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from mscp_analysis.measures import Fact, Measure, shown
from mscp_analysis.sources import Source, join

PLANS = Source("Department for Education", "Children in need", "cin-2024", "2024-10", "plans")
PEOPLE = Source(
    "Department for Education", "Children looked after", "cla-2024", "2024-11", "people"
)


@pytest.fixture
def plans() -> Measure:
    rows = pd.DataFrame(
        [
            ("2022-23", "E06000035", 288.0, "", "cin-2024"),
            ("2023-24", "E06000035", 281.0, "", "cin-2024"),
            ("2023-24", "E09000001", np.nan, "c", "cin-2024"),
        ],
        columns=["period", "area_code", "value", "marker", "release"],
    )
    return Measure(
        rows=rows,
        name="plans",
        title="Children subject of a child protection plan",
        unit="children",
        decimals=0,
        timing="snapshot",
        sources=(PLANS, PEOPLE),
    )


@pytest.mark.parametrize(
    ("value", "decimals", "read"),
    [
        (11_762_878, 0, "11,762,878"),
        (44.25, 1, "44.3"),
        (44.35, 1, "44.4"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-7, 0, "−7"),
        (-0.04, 1, "0.0"),
        (1234.5, 1, "1,234.5"),
    ],
)
def test_numbers_are_read_rounded_half_up_with_separators_and_a_true_minus(value, decimals, read):
    assert shown(value, decimals) == read


def test_a_fact_knows_its_date_area_and_release(plans):
    fact = plans.at("2023-24", "Medway")
    assert (fact.shown, fact.date, fact.area) == ("281", "31 March 2024", "Medway")
    assert fact.sources == (PLANS,), "only the release that the row was read from is cited"


def test_a_withheld_value_says_why_and_is_never_a_number(plans):
    fact = plans.at("2023-24", "City of London")
    assert (fact.value, fact.shown) == (None, "[c]")
    assert "withheld to protect confidentiality" in repr(fact)


def test_a_fact_without_a_value_or_a_reason_cannot_exist(plans):
    with pytest.raises(ValueError, match="neither a value nor a marker"):
        replace(plans.at("2023-24", "Medway"), value=None)
    with pytest.raises(ValueError, match="both a value and a marker"):
        replace(plans.at("2023-24", "Medway"), marker="c")
    with pytest.raises(ValueError, match="'q' is not a marker"):
        replace(plans.at("2023-24", "Medway"), value=None, marker="q")


def test_a_missing_year_is_refused_with_the_years_there_are(plans):
    with pytest.raises(LookupError, match=r"2012-13.*2022-23 to 2023-24"):
        plans.at("2012-13", "Medway")


def test_swapped_arguments_are_told_which_comes_first(plans):
    for ask in (plans.at, plans.find):
        with pytest.raises(LookupError, match="year comes first: '2023-24', 'Medway'"):
            ask("Medway", "2023-24")
        with pytest.raises(LookupError, match=r"no area 'Medwai': [^:]*$"):
            ask("2023-24", "Medwai")


def test_figures_are_compared_and_reckoned_with_by_name(plans):
    fact = plans.at("2023-24", "Medway")
    for ask in (lambda: fact > fact, lambda: fact - 1, lambda: 1 - fact, lambda: float(fact)):
        with pytest.raises(TypeError, match=r"changes\.change, or reckon with \.value"):
            ask()


def test_a_missing_year_can_be_a_fact_that_says_so(plans):
    fact = plans.find("2012-13", "Medway")
    assert (fact.value, fact.marker) == (None, "n")
    with pytest.raises(LookupError, match=r"no area 'Medwey'.*Medway"):
        plans.find("2023-24", "Medwey")


def test_a_breakdown_must_be_named_and_known(plans):
    rows = pd.concat([plans.rows.assign(factor=name) for name in ("Neglect", "Gangs")])
    factors = plans.with_rows(rows)
    assert factors.breakdowns == ["factor"]
    assert factors.at("2023-24", "Medway", factor="Gangs").title.endswith(": Gangs")
    with pytest.raises(LookupError, match="say which factor is meant"):
        factors.at("2023-24", "Medway")
    with pytest.raises(LookupError, match="no factor 'Neglct'"):
        factors.find("2023-24", "Medway", factor="Neglct")
    with pytest.raises(LookupError, match="no breakdown 'age'"):
        factors.at("2023-24", "Medway", age="0 to 4")


def test_keys_tell_facts_apart_and_stay_the_same(plans):
    fact = plans.at("2023-24", "Medway")
    assert fact.key == plans.at("2023-24", "Medway").key
    others = [plans.at("2022-23", "Medway"), replace(fact, value=282.0), fact.limits[0]]
    assert len({fact.key, *(other.key for other in others)}) == 4


def test_a_measure_needs_its_columns(plans):
    with pytest.raises(ValueError, match="lack the column 'marker'"):
        plans.with_rows(plans.rows.drop(columns="marker"))


def test_sources_are_joined_once_each_in_the_order_met():
    assert join([PLANS], [PEOPLE, PLANS]) == (PLANS, PEOPLE)
    assert PEOPLE.citation == "Department for Education, Children looked after (November 2024)"


def test_a_measure_shows_its_title_unit_and_sources_in_a_notebook(plans):
    html = plans._repr_html_()
    assert all(words in html for words in (plans.title, "children", "October 2024", "281"))
    assert "0x" not in repr(plans)


def test_the_ledger_row_of_a_fact_holds_what_a_reader_may_ask(plans):
    row = plans.at("2023-24", "Medway").record()
    assert row["value"] == 281.0
    assert row["shown"] == "281"
    assert row["sources"] == ["Department for Education, Children in need (October 2024)"]
    assert isinstance(plans.at("2023-24", "Medway"), Fact)
    based = replace(plans.at("2023-24", "Medway"), base="mid-2022", base_release="cin-2025")
    told = {name: based.record().get(name) for name in ("base", "base_release", "method")}
    assert told == {"base": "mid-2022", "base_release": "cin-2025", "method": None}


def test_what_was_chosen_of_a_breakdown_stays_with_the_fact(plans):
    rows = pd.concat([plans.rows.assign(factor=name) for name in ("Neglect", "Gangs")])
    chosen = plans.with_rows(rows).where(factor="Gangs").at("2023-24", "Medway")
    assert chosen.breakdown == (("factor", "Gangs"),)
    assert chosen.key != plans.at("2023-24", "Medway").key
