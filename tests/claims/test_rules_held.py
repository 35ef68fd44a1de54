"""Printed figures against published ones, of Derby and Kent: right, and wrong in each known way.

Published: Derby had 277 children on a plan on 31 March 2023 (396 the year before), a rate of 46.7
over 59,376 children of mid-2022, first published as 47.3 over 58,612 of mid-2021. England's rate
was 42.7; its statistical neighbours' mean 43.3 and median 44.5. Of Kent's children looked after on
that day 1,942 were first published, then 1,938.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from mscp_analysis.sources import Source

PLANS = {"printed": "277", "unit": "children", "figure": "plans"}
RATE = {"printed": "46.7", "unit": "per 10,000 children", "figure": "plans_rate"}
NEIGHBOURS = {**RATE, "area": "statistical neighbours", "printed": "43.3"}
NEIGHBOURS_OF_LEEDS = (
    "Sheffield; Darlington; Calderdale; Bury; Stockton-on-Tees; "
    "Bolton; Derby; North Tyneside; Kirklees; Wirral"
)
CARE = {"printed": "1,938", "unit": "children", "figure": "looked_after", "own": "Kent"}


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (PLANS, "The data held have 277 on 31 March 2023."),
        (RATE, "The data held have 46.7 on 31 March 2023."),
        ({**RATE, "printed": "47"}, "The data held have 46.7 on 31 March 2023."),
        (NEIGHBOURS, "The data held have 43.3 on 31 March 2023."),
        ({**PLANS, "printed": "more than 270"}, "The data held have 277 on 31 March 2023."),
        ({**PLANS, "printed": "about 280"}, "The data held have 277 on 31 March 2023."),
        ({**PLANS, "printed": "396", "period": "2021-22"}, "have 396 on 31 March 2022."),
    ],
)
def test_a_figure_that_is_as_published_is_right(cells, words, said, checked):
    found = checked(said(**cells))
    assert found.verdicts == ["right"]
    assert found.words.endswith(words)


@pytest.mark.parametrize(
    ("cells", "verdict", "words"),
    [
        (
            {**PLANS, "printed": "772"},
            "differs",
            "The data held have 277 on 31 March 2023: it says 495 more, or 178.7%.",
        ),
        (
            {**PLANS, "printed": "more than 300"},
            "differs",
            "The data held have 277 on 31 March 2023: it says 23 more, or 8.3%.",
        ),
        (
            {**RATE, "printed": "47.3"},
            "superseded",
            "It is the 47.3 of an earlier release, which was revised to 46.8 and is 46.7 now, 0.6 "
            "less.",
        ),
        (
            {**CARE, "printed": "1,942"},
            "superseded",
            "It is the 1,942 of an earlier release; now it is 1,938, 4 less.",
        ),
        (
            {**PLANS, "printed": "396"},
            "another_date",
            "It is the 396 of 2021-22; for 2022-23 the data held have 277.",
        ),
        (
            {**NEIGHBOURS, "printed": "44.5"},
            "another_method",
            "It is the median of the neighbours, 44.5; their mean is 43.3.",
        ),
        (
            # 277 over the 59,411 children of mid-2022 as first estimated.
            {**RATE, "printed": "46.6"},
            "another_population",
            "It is 277 over the 59,411 children of mid-2022; the official rate stands on another "
            "population and is 46.7.",
        ),
        (
            {**RATE, "printed": "52.8"},
            "another_area",
            "It is the 52.8 of Sheffield; the data held have 46.7 for Derby.",
        ),
    ],
)
def test_a_figure_that_differs_is_called_by_what_it_is(cells, verdict, words, said, checked):
    if cells.get("own") == "Kent":
        cells = {**cells, "own": "Kent"}
    found = checked(said(**cells))
    assert found.verdicts == [verdict], found.words
    assert found.words == words


def test_a_rate_over_a_population_of_the_report_itself(said, checked):
    rate = said(**{**RATE, "printed": "47.0"}, worked="rate(B, C)")
    found = checked(
        rate,
        said(id="B", printed="277", unit="children"),
        said(id="C", printed="58,936", unit="children", period="mid-2021"),
    )
    assert found.verdicts == ["another_population", "right"]
    assert "It stands on the 58,936 children of mid-2021" in found.words


def test_a_passage_of_the_same_document_can_differ_and_bears_nothing_out(said, checked, figures):
    own = Source("A partnership", "Annual report", "a-report", "2023-12-01")
    plans = figures["plans"]
    measure = replace(plans.measure, sources=(own,))
    same = {"plans": replace(plans, work_out=lambda: {"measure": measure})}
    assert checked(said(**PLANS), figures=same).verdicts == []
    found = checked(said(**{**PLANS, "printed": "270"}), figures=same)
    assert found.verdicts == ["words_differ"]
    assert found.words == "Elsewhere the same document gives 277."


def test_an_agency_is_found_by_any_of_its_names(said, checked, figures):
    plans = figures["plans"]
    rows = plans.measure.rows.assign(agency="Derby City Council")
    measure = replace(plans.measure, rows=rows)
    paid = {"plans": replace(plans, work_out=lambda: {"measure": measure}, of="agency")}
    names = {"DCC": "Derby City Council"}
    found = checked(said(**PLANS, of="DCC"), figures=paid, names=names)
    assert found.verdicts[0] == "right"


def test_another_area_is_known_by_a_small_percentage_too(said, checked, figures):
    percent = figures["repeat_plans_percent"]
    near = percent.measure.find("2022-23", "E92000001")
    own = percent.measure.find("2022-23", "Derby")
    assert near.value != own.value
    rows = percent.measure.rows
    small = rows.assign(value=rows["value"] / 10)
    released = percent.editions.rows.assign(value=percent.editions.rows["value"] / 10)
    known = {
        "measure": replace(percent.measure, rows=small),
        "editions": percent.editions.with_rows(released),
    }
    tenth = {"repeat_plans_percent": replace(percent, work_out=lambda: known)}
    printed = f"{near.value / 10:.2f}%"
    said_so = said(printed=printed, unit="%", figure="repeat_plans_percent")
    assert checked(said_so, figures=tenth).verdicts[0] == "another_area"


def test_what_no_release_has_and_what_was_not_supplied(said, checked, figures):
    late = checked(said(**{**PLANS, "period": "2030-31"}))
    assert (late.verdicts, late.state) == (["not_held"], "not checkable")
    none = replace(
        figures["plans"].measure, rows=figures["plans"].measure.rows.head(0), absence="Nothing."
    )
    missing = {"plans": replace(figures["plans"], work_out=lambda: {"measure": none})}
    found = checked(said(**PLANS), figures=missing)
    assert found.verdicts == ["not_supplied"]
    assert "is not supplied by the partnership" in found.words
    unprinted = checked(said(**{**PLANS, "printed": "no", "unit": "words"}), figures=missing)
    assert unprinted.verdicts == ["not_supplied"]


ENGLAND = {**RATE, "area": "England"}


def test_a_figure_of_another_year_is_known_as_an_earlier_release_had_it(said, checked):
    # England had 50,780 plans on 31 March 2023, over 11,762,878 children as first published.
    cells = {"own": "Leeds", "year": "2023-24", **ENGLAND, "printed": "43.2"}
    found = checked(said(**cells))
    assert found.verdicts == ["another_date"]
    assert found.words == (
        "It is the 43.2 first published for 2022-23; for 2023-24 the data held have 41.4."
    )
    own = said(id="B", compared_with="A", **{**RATE, "own": "Leeds", "year": "2023-24"})
    beside = checked(said(**cells), own)
    assert beside.verdicts == ["comparator_of_another_year"]
    assert beside.words.startswith(
        "It stands for 2023-24 and is the 43.2 first published for 2022-23. Like for like, Leeds "
        "had "
    )


def test_what_bears_a_statement_out_is_told_apart(said, checked):
    by_data = checked(said(**PLANS)).checked
    own = checked(said(printed="two", unit="towns", listed="Ripley; Belper")).checked
    wrong = checked(said(**{**PLANS, "printed": "772"})).checked
    assert [each.borne_out for each in (by_data, own, wrong)] == ["data", "own figures", ""]
    named = {"unit": "areas", "area": "statistical neighbours"}
    listed = said("Leeds", "2023-24", listed=NEIGHBOURS_OF_LEEDS, **named)
    assert checked(listed).checked.borne_out == "data"


def test_a_passage_that_the_document_explains_is_a_note(said, checked, figures):
    own = Source("A partnership", "Annual report", "a-report", "2023-12-01")
    plans = figures["plans"]
    measure = replace(plans.measure, sources=(own,))
    same = {"plans": replace(plans, work_out=lambda: {"measure": measure})}
    explained = {"printed": "270", "unchecked": "the page says why itself: a vacancy"}
    found = checked(said(**{**PLANS, **explained}), figures=same)
    assert (found.verdicts, found.state) == (["explained"], "right")
    assert found.words == "Elsewhere the same document gives 277 and says why."


@pytest.mark.parametrize(
    "cells",
    [
        {**PLANS, "printed": "42%", "unit": "%"},
        {**PLANS, "printed": "42", "unit": "per cent"},
        {**PLANS, "printed": "£277", "unit": "pounds"},
        {**RATE, "printed": "277", "unit": "children"},
        {**RATE, "printed": "4.6", "unit": "per 1,000 children"},
    ],
)
def test_a_number_in_another_unit_is_not_held_against_the_figure(said, checked, cells):
    found = checked(said(**cells))
    assert "another_unit" in found.verdicts
    assert not {"differs", "right"} & set(found.verdicts)


@pytest.mark.parametrize("unit", ["children", "people", "young people", ""])
def test_children_are_counted_by_whatever_name(said, checked, unit):
    assert "right" in checked(said(**{**PLANS, "printed": "277", "unit": unit})).verdicts


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        ("more than 276", "right"),
        ("more than 277", "differs"),
        ("at least 277", "right"),
        ("fewer than 277", "differs"),
        ("up to 277", "right"),
        ("270-277", "right"),
        ("between 280 and 290", "differs"),
    ],
)
def test_bounds_and_ranges_hold_where_the_figure_lies_within(said, checked, printed, verdict):
    found = checked(said(**{**PLANS, "printed": printed, "unit": "children"}))
    assert verdict in found.verdicts
    if verdict == "differs" and "and" in printed:
        assert "it says 3 more" in found.words
