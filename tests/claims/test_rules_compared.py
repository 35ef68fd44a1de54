"""Directions and sides, as printed and on the figures known now.

Published: Derby's plans fell from 396 on 31 March 2022 to 277 in 2023, a rate of 46.7; England's
rate was 42.7 and that of 2022, when first published, 42.1 beside 66.3 of Derby. Leeds had 34.9.
"""

from __future__ import annotations

import pytest

PLANS = {"printed": "277", "unit": "children", "figure": "plans"}
BEFORE = {**PLANS, "printed": "396", "id": "B", "period": "2021-22"}
RATE = {"printed": "46.7", "unit": "per 10,000 children", "figure": "plans_rate"}
ENGLAND = {**RATE, "printed": "42.7", "id": "B", "area": "England"}


def test_a_fall_that_is_one(said, checked):
    found = checked(said(**PLANS, compared_with="B", relation="fall"), said(**BEFORE))
    assert found.verdicts == ["right", "right"]
    assert found.words.endswith(
        "On the figures known now it fell, from 396 to 277, by 119 or 30.1%. As printed, by 119."
    )


def test_a_rise_that_the_printed_numbers_deny(said, checked):
    found = checked(said(**PLANS, compared_with="B", relation="rise"), said(**BEFORE))
    assert "It says a rise; its own figures fall, from 396 to 277." in found.words
    assert found.verdicts == ["right", "direction_reverses"]


@pytest.mark.parametrize(
    "how", [{"relation": "rise", "compared_with": "B"}, {"compared_with": "B"}]
)
def test_a_rise_that_only_the_data_deny(how, said, checked):
    found = checked(said(**{**PLANS, "printed": "410"}, **how), said(**BEFORE))
    assert found.verdicts[-1] == "direction_reverses"
    assert found.words.endswith(
        "As printed it rose by 14; on the figures known now it fell, from 396 to 277, by 119 or "
        "30.1%."
    )


def test_a_change_that_follows_from_two_statements(said, checked):
    change = said(id="C", worked="A - B", unit="children")
    found = checked(change, said(**{**PLANS, "printed": "410"}), said(**BEFORE))
    assert found.verdicts == ["direction_reverses", "right"]
    assert found.value == 14


def test_unchanged_within_chance_and_beyond_it(said, checked):
    # Leeds: 607 and 601; Derby: 396 and 277.
    leeds = {"own": "Leeds", "relation": "unchanged", "compared_with": "B"}
    found = checked(
        said(**{**PLANS, "printed": "601", **leeds}),
        said(**{**BEFORE, "printed": "607", "own": "Leeds"}),
    )
    assert set(found.verdicts) == {"right"}
    found = checked(said(**PLANS, compared_with="B", relation="unchanged"), said(**BEFORE))
    assert found.verdicts[-1] == "direction_reverses"


def test_a_direction_without_a_number_is_held_to_the_year_before(said, checked):
    fell = said(figure="plans", unit="words", printed="fewer", relation="fall", claims="direction")
    found = checked(fell)
    assert found.verdicts == ["right", "no_number"]
    assert "from 396 to 277, by 119 or 30.1%" in found.words
    rose = said(figure="plans", unit="words", printed="more", relation="rise")
    assert checked(rose).verdicts == ["direction_reverses"]


def test_above_that_is_above_and_above_that_is_below(said, checked):
    found = checked(said(**RATE, compared_with="B", relation="above"), said(**ENGLAND))
    assert found.verdicts == ["right", "right"]
    assert found.words.endswith(
        "It is above, though no further than chance would put it: like for like, on 31 March 2023, "
        "Derby has 46.7 and England 42.7."
    )
    found = checked(said(**RATE, compared_with="B", relation="below"), said(**ENGLAND))
    assert found.verdicts == ["right", "side_reverses"]
    assert "It says below; as printed, 46.7 is above the 42.7 beside it." in found.words


def test_a_side_that_only_like_for_like_reverses(said, checked):
    other = {**ENGLAND, "printed": "48.0"}
    found = checked(said(**RATE, compared_with="B", relation="below"), said(**other))
    assert found.verdicts == ["right", "side_reverses"]
    assert found.words.endswith(
        "As printed it is below by 1.3; like for like, on 31 March 2023, Derby has 46.7 and "
        "England 42.7, so that it is above, though no further than chance would put it."
    )


def test_slight_is_a_limit(said, checked):
    found = checked(said(**RATE, compared_with="B", relation="slightly above"), said(**ENGLAND))
    # 4.0 of 42.7 is 9.4%.
    assert "not_slight" in found.verdicts
    assert "It is called slight and is not: 46.7 and 42.7 are 4.0 apart, or 9.4%." in found.words
    bolton = {**ENGLAND, "area": "Kirklees", "printed": "44.8"}
    found = checked(said(**RATE, compared_with="B", relation="slightly above"), said(**bolton))
    assert found.verdicts == ["right", "right"]  # 1.9 of 44.8 is 4.2%.


def test_a_comparator_of_another_year(said, checked):
    last = {**ENGLAND, "printed": "42.1", "belongs_to": "2021-22"}
    found = checked(said(**RATE, compared_with="B", relation="above"), said(**last))
    assert found.verdicts == ["right", "right", "beside_another_year"]
    assert found.words.endswith("It is of 2022-23 and stands beside 42.1 of 2021-22.")
    beside = checked(said(**last), said(**RATE, compared_with="B", relation="above"))
    assert "comparator_of_another_year" in beside.verdicts
    assert "the document itself says that it is of 2021-22" in beside.words
    assert "Derby had 66.3 on 31 March 2022, beside 42.1" in beside.words
    same = checked(said(**RATE, compared_with="B", relation="above"), said(**ENGLAND))
    assert "comparator_of_another_year" not in same.verdicts


def test_rounding_that_differs(said, checked):
    whole = {**RATE, "printed": "47"}
    found = checked(said(**whole, compared_with="B", relation="above"), said(**ENGLAND))
    assert found.verdicts == ["right", "right", "rounding_mixed"]
    assert found.words.endswith(
        "It is given as 47 and stands beside 42.7: it has fewer decimal places."
    )
    alike = said(**{**ENGLAND, "printed": "43"})
    assert (
        "rounding_mixed"
        not in checked(said(**whole, compared_with="B", relation="above"), alike).verdicts
    )


def test_several_may_stand_beside_one(said, checked):
    leeds = {**ENGLAND, "id": "C", "area": "Leeds", "printed": "34.9"}
    found = checked(
        said(**RATE, compared_with="B; C", relation="above"), said(**ENGLAND), said(**leeds)
    )
    assert found.verdicts == ["right", "right", "right"]
    assert "Derby has 46.7 and Leeds 34.9" in found.words


def test_two_dates_are_read_by_the_calendar_whichever_comes_first(said, checked):
    # Derby fell from 396 to 277: read from the later to the earlier it would have risen.
    change = said(id="C", worked="B - A", unit="children")
    found = checked(change, said(**PLANS), said(**BEFORE))
    assert "On the figures known now it fell, from 396 to 277, by 119 or 30.1%." in found.words
    assert "direction_reverses" not in found.verdicts
    earlier = checked(
        said(**{**BEFORE, "id": "A"}, compared_with="B"), said(**{**PLANS, "id": "B"})
    )
    assert earlier.words.endswith(
        "On the figures known now it fell, from 396 to 277, by 119 or 30.1%. As printed, by 119."
    )


def test_a_movement_that_chance_would_make_is_told_as_such(said, checked):
    leeds = {"own": "Leeds", "compared_with": "B", "relation": "fall"}
    found = checked(
        said(**{**PLANS, "printed": "601", **leeds}),
        said(**{**BEFORE, "printed": "607", "own": "Leeds"}),
    )
    assert "from 607 to 601, by 6 or 1.0%, no more than chance would make it." in found.words


def test_what_is_said_against_ones_own_figures_is_told_once(said, checked):
    printed = {**PLANS, "printed": "9,914"}
    before = {**BEFORE, "printed": "10,950"}
    found = checked(said(**printed, compared_with="B", relation="rise"), said(**before))
    assert found.verdicts.count("direction_reverses") == 1
    assert "It says a rise; its own figures fall, from 10,950 to 9,914." in found.words
    assert "As printed" not in found.words
    plain = checked(
        said(printed="70", unit="%", base="B", compared_with="B", relation="above"),
        said(id="B", printed="89", unit="%", base="some"),
    )
    assert plain.verdicts.count("side_reverses") == 1
    assert "It says above; as printed, 70% is below the 89% beside it." in plain.words


def test_whole_numbers_are_apart_by_whole_numbers(said, checked):
    near = said(printed="674", unit="children", compared_with="B", relation="similar")
    found = checked(near, said(id="B", printed="601", unit="children"))
    assert "674 and 601 are 73 apart, or 12.1%." in found.words


def test_a_comparator_that_says_its_year_openly_is_told_so(said, checked):
    year = said(printed="2021-22", unit="year", area="statistical neighbours", belongs_to="2021-22")
    found = checked(year)
    assert (found.verdicts, found.state) == (["another_year_said"], "to be explained")
    assert found.words == (
        "The report is of 2022-23; these figures are of 2021-22, as it says itself."
    )
