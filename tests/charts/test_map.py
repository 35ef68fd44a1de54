"""The map of England: one hexagon an authority, thirds that nobody needs colours to tell."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from collections import Counter
from dataclasses import replace
from itertools import combinations
from math import dist
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from mscp_analysis import areas, charts, comparisons, data, rates, tables
from mscp_analysis.charts.hexagons import places
from mscp_analysis.charts.rules import bands

REPOSITORY = Path(__file__).resolve().parents[2]
RULES = REPOSITORY / "data" / "rules"
SHARED = Path(os.environ.get("MSCP_SHARED") or REPOSITORY.parent / "shared")
LAYOUT = SHARED / "published" / "geography" / "uk-upper-tier-local-authorities.hexjson"


@pytest.fixture(scope="module")
def rate():
    plans = data.load("child_protection_plans")
    return rates.rate(plans.at_31_march, plans.population)


@pytest.fixture(scope="module")
def medway(rate):
    return charts.map(rate, "Medway", "2023-24")


def texts(svg: str) -> list[str]:
    nodes = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(node.itertext()).strip() for node in nodes]


# Places -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "number"), [("2023-24", 153), ("2022-23", 152), ("2021-22", 152), ("2019-20", 151)]
)
def test_each_authority_has_one_hexagon_and_none_overlap(year, number):
    spots = places(areas.authorities(year))
    assert len(spots) == number
    # Hexagons one wide overlap where their middles are nearer than one width.
    assert min(dist(*pair) for pair in combinations(spots.values(), 2)) > 0.999


def test_divided_counties_stand_where_the_county_stood_or_beside_it():
    found = places(areas.authorities("2023-24")) | places(areas.authorities("2019-20"))
    at = {name: found[areas.find(name).code] for name in (
        "Cumberland", "Westmorland and Furness", "Cumbria", "North Northamptonshire",
        "West Northamptonshire", "Northamptonshire", "Herefordshire", "Warwickshire",
    )}  # fmt: skip
    assert at["Cumberland"] == at["Cumbria"]
    assert at["North Northamptonshire"] == at["Northamptonshire"]
    pairs = [
        ("Cumberland", "Westmorland and Furness"),
        ("West Northamptonshire", "North Northamptonshire"),
        ("Warwickshire", "West Northamptonshire"),
        ("Herefordshire", "Warwickshire"),
    ]
    for west, east in pairs:
        assert (at[east][0] - at[west][0], at[east][1]) == (1.0, at[west][1]), (west, east)


def test_places_are_those_of_the_layout_but_for_what_the_description_says():
    if not LAYOUT.exists():
        pytest.skip("the layout as published is not here")
    about = yaml.safe_load((RULES / "hexagons.resource.yaml").read_text("utf-8"))
    raw = LAYOUT.read_bytes()
    assert about["sources"][0]["sha256"] == hashlib.sha256(raw).hexdigest()
    layout = {
        areas.find(code).code: [str(said["q"]), str(said["r"])]
        for code, said in json.loads(raw)["hexes"].items()
    }
    with (RULES / "hexagons.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["area_code"]: row for row in csv.DictReader(file)}
    kept = {code for code, row in rows.items() if row["origin"] == "as in the layout"}
    assert all([rows[code]["column"], rows[code]["row"]] == layout[code] for code in kept)
    changed = {areas.find(code).name for code in {*rows} - kept}
    assert changed == {
        "Cumberland", "Westmorland and Furness", "North Northamptonshire",
        "West Northamptonshire", "Herefordshire", "Warwickshire",
    }  # fmt: skip
    assert all(name in " ".join(about["notes"]) for name in changed)


def test_table_of_places_is_the_one_described():
    about = yaml.safe_load((RULES / "hexagons.resource.yaml").read_text("utf-8"))
    raw = (RULES / "hexagons.csv").read_bytes()
    assert about["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
    named = [field["name"] for field in about["schema"]["fields"]]
    assert raw.decode().splitlines()[0].split(",") == named
    assert "Open Innovations" in about["licenses"][0]["title"]


# Thirds -----------------------------------------------------------------------------------------


def test_thirds_are_as_equal_as_can_be_and_in_order(rate):
    found = comparisons.thirds(rate, "2023-24")
    assert [len(group) for group in found.groups] == [51, 50, 50]
    lowest, middle, highest = found.groups
    assert lowest[-1].number < middle[0].number < middle[-1].number < highest[0].number
    assert {(fact.area, fact.marker) for fact in found.missing} == {
        ("City of London", "c"), ("Hampshire", "u"),
    }  # fmt: skip
    assert len(found.facts) == 153


def test_equal_figures_are_in_the_same_third(rate):
    rows = rate.rows.assign(value=rate.rows["value"].round(-1))
    found = comparisons.thirds(rate.with_rows(rows), "2023-24")
    values = [{fact.value for fact in group} for group in found.groups]
    assert not values[0] & values[1]
    assert not values[1] & values[2]


def test_figures_of_a_few_authorities_are_no_map_of_england(rate):
    one = rate.with_rows(rate.of("Medway"))
    with pytest.raises(ValueError, match=r"1 of 153 authorities have a figure; expected a publ"):
        charts.map(one, "Medway", "2023-24")


def test_a_measure_with_a_breakdown_asks_which_is_meant():
    factors = data.load("assessment_factors").assessments
    with pytest.raises(LookupError, match="say which factor is meant"):
        charts.map(replace(factors, unit="%"), "Medway", "2023-24")


def test_numbers_of_authorities_of_different_size_are_not_mapped():
    with pytest.raises(ValueError, match="this is a number of children, and authorities are of"):
        charts.map(data.load("child_protection_plans").at_31_march, "Medway", "2023-24")


# The drawing ------------------------------------------------------------------------------------


def test_each_hexagon_bears_the_number_of_its_third(medway):
    numbers = Counter(word for word in texts(medway.svg) if word in {"1", "2", "3"})
    # One more of each stands in the key.
    assert numbers == {"1": 52, "2": 51, "3": 51}
    assert medway.svg.count("url(#") >= 3, "two authorities and the key are hatched"


def test_the_area_is_named_with_its_figure_and_outlined(medway):
    words = texts(medway.svg)
    assert {"Medway", "41.9"} <= set(words)
    outlines = re.findall(r"stroke: var\(--chart-third[^;]*\); stroke-width: 3.2", medway.svg)
    assert len(outlines) == 2, "the hexagon, and that of the key"


def test_the_key_says_what_each_third_spans(rate, medway):
    held = rate.rows[rate.rows["period"] == "2023-24"].set_index("area_code")["value"]
    values = held[[area.code for area in areas.authorities("2023-24")]].dropna().sort_values()
    words = texts(medway.svg)
    assert f"Lowest third: {values.iloc[0]:.1f} to {values.iloc[50]:.1f}" in words
    assert f"Highest third: {values.iloc[101]:.1f} to {values.iloc[-1]:.1f}" in words


def test_words_say_all_that_is_drawn(medway):
    assert medway.headline == (
        "Child protection plans: in Medway the rate is among the middle third of authorities"
    )
    assert "Medway: 41.9, middle third." in medway.alt
    assert "Lowest third, 51 authorities, 0.0 to 37.2." in medway.alt
    hatched = (
        "Hatched, as there is no figure: the City of London (withheld to protect "
        "confidentiality); Hampshire (of low reliability and not shown)."
    )
    assert hatched in medway.alt
    assert hatched in medway.subtitle
    assert "Open Innovations" in medway.subtitle
    assert medway.facts[0].area == "Medway"
    assert len(medway.facts) == 153


def test_an_area_without_a_figure_is_told_of_and_never_judged(rate):
    chart = charts.map(rate, "City of London", "2023-24")
    assert chart.headline.endswith("is withheld to protect confidentiality")
    assert "City of London: withheld to protect confidentiality." in chart.alt


def test_numbers_can_be_read_on_their_hexagons():
    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05

    lights = [light(band["fill"]) for band in bands()]
    assert lights == sorted(lights, reverse=True), "the higher third is the darker"
    for band in bands():
        low, high = sorted([light(band["fill"]), light(band["words"])])
        assert high / low >= 4.5, band["name"]


def test_colours_of_the_thirds_are_the_same_on_any_ground(medway):
    for band in bands():
        assert f"fill: {band['fill']}" in medway.svg
    # Words of ten pixels on the narrowest phone, which leaves a drawing 308 of them.
    width = float(re.search(r'viewBox="0 0 ([\d.]+)', medway.svg)[1])
    assert 11 * 308 / width >= 10


def test_areas_and_years_that_cannot_be_mapped_are_refused_in_words(rate):
    with pytest.raises(ValueError, match="South East was no authority in 2023-24"):
        charts.map(rate, "South East", "2023-24")
    with pytest.raises(ValueError, match="Cumbria was no authority in 2023-24"):
        charts.map(rate, "Cumbria", "2023-24")
    with pytest.raises(ValueError, match=r"Bournemouth has no place on the map: .* 2019-20 or a l"):
        charts.map(rate, "Medway", "2015-16")
    assert "Exampleshire is made up" in repr(charts.map(rate, "Exampleshire", "2023-24"))


def test_its_table_holds_every_authority(rate):
    table = tables.thirds(comparisons.thirds(rate, "2023-24"))
    assert len(table.rows) == 153
    assert [row[0] for row in table.rows[-2:]] == ["City of London", "Hampshire"]
    last = {name: cells[-1] for name, cells in table.rows}
    assert (last["Medway"], last["Hampshire"]) == ("Middle third", "")
