"""Child deaths: as printed, late, or protected, and what the panel's reviews found."""

from __future__ import annotations

import pandas as pd
import pytest

from mscp_analysis import areas, data
from mscp_analysis.measures import Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers import child_deaths

YEAR = ReportingYear.parse("2023-24")
KENT = areas.find("Kent")


def reviews(yes: int, total: int) -> Measure:
    rows = pd.DataFrame(
        {"modifiable": ["yes", "All"], "category": "All", "value": [float(yes), float(total)]}
    ).assign(period=YEAR.label, area_code=KENT.code, marker="")
    return Measure(rows=rows, name="r", title="Reviews", unit="children", decimals=0, timing="year")


def test_medways_places_of_2022_23_are_known_and_no_total_is_made_of_them():
    # Minutes on the report of 2022-23: seventeen in hospital and one in a hospice.
    place, year = areas.find("Medway"), ReportingYear.parse("2022-23")
    deaths = data.own(place, year).child_deaths.deaths
    assert child_deaths.found(deaths, place, year, place="Hospital").value == 17
    assert child_deaths.found(deaths, place, year, place="Hospice").value == 1
    assert child_deaths.found(deaths, place, year).marker == "x"
    assert list(child_deaths.along(deaths, "place").rows["place"]) == ["Hospital", "Hospice"]


def test_medways_deaths_of_2023_24_are_late_and_the_reason_is_told():
    place = areas.find("Medway")
    deaths = data.own(place, YEAR).child_deaths.deaths
    fact = child_deaths.found(deaths, place, YEAR)
    assert fact.absence == (
        "Figures for 2023-24 on child deaths are late: the production of the year's child death "
        "data was delayed."
    )


@pytest.mark.parametrize(("yes", "total", "shown"), [(6, 15, "40"), (3, 9, "[u]")])
def test_modifiable_factors_have_a_share_only_over_ten_reviews_or_more(yes, total, shown):
    found = child_deaths.modifiable(reviews(yes, total), KENT, YEAR)
    assert (found.number.value, found.base.value, found.percent.shown) == (yes, total, shown)


def test_exampleshires_small_numbers_are_withheld_and_its_places_make_no_difference():
    place = areas.find("Exampleshire")
    deaths = data.own(place, YEAR).child_deaths.deaths
    by_place = child_deaths.along(deaths, "place").rows
    assert not by_place["value"].between(1, 5).any()
    # One withheld place would be the total less the others.
    assert (by_place["marker"] == "c").sum() != 1


def test_a_figure_among_those_of_other_years_cites_the_register_of_its_own():
    place = areas.find("Exampleshire")
    own = data.own(place, YEAR)
    along = child_deaths.along(own.over_years("child_deaths", "deaths"), "place")
    assert len(along.sources) == 3
    for period, drawn_up in (("2021-22", "2022"), ("2023-24", "2024")):
        fact = along.find(period, place.name, place="Hospital")
        assert [source.published[:4] for source in fact.sources] == [drawn_up]


def test_what_nobody_supplied_has_a_reason():
    own = data.own(KENT, YEAR)
    assert child_deaths.found(own.child_deaths.deaths, KENT, YEAR).absence
    assert child_deaths.modifiable(own.child_death_reviews.reviews, KENT, YEAR).percent.absence
