"""Where an area stands: comparators of one date, on the side that the interval allows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mscp_analysis import rates
from mscp_analysis.comparisons import standing
from mscp_analysis.data import load


@pytest.fixture(scope="module")
def plan_rate():
    plans = load("child_protection_plans", known_at="2024-12-31")
    return rates.rate(plans.at_31_march, plans.population)


@pytest.fixture(scope="module")
def care_rate():
    care = load("children_looked_after", known_at="2024-12-31")
    return rates.as_printed(care.at_31_march_rate, care.at_31_march, care.population)


def test_the_means_that_the_printed_report_gave_come_out_as_known_then():
    # Printed: neighbours 41 for plans and 74 for care; both are of March 2023, the first over
    # the mid-2021 population that the Department for Education used in its 2023 release.
    then = "2024-04-03"
    plans, care = load("child_protection_plans", then), load("children_looked_after", then)
    plan_mean = standing(rates.rate(plans.at_31_march, plans.population), "Medway", "2022-23").mean
    care_mean = standing(care.at_31_march_rate, "Medway", "2022-23").mean
    assert (plan_mean.shown, care_mean.shown) == ("41.2", "73.7")
    assert (round(plan_mean.value), round(care_mean.value)) == (41, 74)


def test_the_means_of_march_2024(plan_rate, care_rate):
    assert standing(plan_rate, "Medway", "2023-24").mean.shown == "36.1"
    assert standing(care_rate, "Medway", "2023-24").mean.shown == "70.3"


def test_every_comparator_is_of_the_same_date_unit_and_measure(plan_rate):
    found = standing(plan_rate, "Medway", "2023-24")
    alike = {(fact.period, fact.unit, fact.measure) for fact in found.comparators}
    assert alike == {("2023-24", "per 10,000 children", plan_rate.name)}
    assert len(found.neighbours) == 10
    # Worked by hand: 49,900 / 11,998,646 and 281 / 66,687 per 10,000.
    assert (found.england.shown, found.fact.shown) == ("41.6", "42.1")


def test_the_verdict_is_by_the_interval_of_the_area_bounds_included(plan_rate):
    found = standing(plan_rate, "Medway", "2023-24")
    assert found.verdict(found.england) == "similar"
    assert found.verdict(found.mean) == "higher"
    low, high = found.fact.lower, found.fact.upper
    for value, side in [(low, "similar"), (high, "similar"), (high + 0.01, "lower")]:
        assert found.verdict(replace(found.england, value=value)) == side


def test_a_comparator_of_another_year_is_refused(plan_rate):
    found = standing(plan_rate, "Medway", "2023-24")
    earlier = standing(plan_rate, "Medway", "2022-23").england
    with pytest.raises(
        ValueError,
        match=r"date \(31 March 2024 against 31 March 2023\).*; 41\.6 of England for 31 March 2024",
    ):
        found.verdict(earlier)


def test_neighbours_that_did_not_exist_yet_are_left_out_and_counted(plan_rate):
    # North and West Northamptonshire opened on 1 April 2021: eight of ten before that.
    found = standing(plan_rate, "Medway", "2019-20")
    assert (len(found.neighbours), found.number.shown) == (8, "8")
    assert "8 of 10 have a figure" in found.model


def test_the_list_of_neighbours_changes_with_the_year(plan_rate):
    latest = load("child_protection_plans")
    rate = rates.rate(latest.at_31_march, latest.population)
    names = {fact.area for fact in standing(rate, "Medway", "2023-24", model="May 2025").neighbours}
    # The four that both lists name for Medway.
    assert {"Swindon", "Dudley", "Kent", "Thurrock"} <= names
    assert {"Bexley", "Norfolk", "Suffolk", "Nottinghamshire", "Bury", "Wakefield"} <= names


def test_an_area_that_no_list_names_has_no_neighbours_but_stands_beside_england(plan_rate):
    found = standing(plan_rate, "Cumberland", "2023-24")
    assert (found.neighbours, found.mean.marker, found.number.shown) == ((), "z", "0")
    assert found.verdict(found.england) == "higher"
    assert found.verdict(found.mean) == "not_compared"


def test_a_withheld_figure_is_not_compared(plan_rate):
    found = standing(plan_rate, "City of London", "2023-24")
    assert found.fact.marker == "c"
    assert found.verdict(found.england) == "not_compared"


def test_a_year_that_no_release_holds_gives_markers_throughout(plan_rate):
    found = standing(plan_rate, "Medway", "2024-25")
    assert {found.fact.marker, found.england.marker, found.mean.marker} == {"n"}
