"""Numbers get into sentences as facts or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mscp_analysis import areas, data
from mscp_analysis.measures import Fact
from mscp_analysis.periods import ReportingYear
from mscp_analysis.prose import Notes, Phrase
from mscp_analysis.sources import Source

SOURCE = Source(
    "Department for Education",
    "Children in need",
    "cin-2025",
    "2025-10",
    "plans",
    url="https://example.org/cin",
)


def fact(value: float | None = 281.0, **about) -> Fact:
    said = {
        "measure": "plans",
        "title": "Children subject of a child protection plan",
        "unit": "children",
        "decimals": 0,
        "period": "2023-24",
        "timing": "snapshot",
        "area_code": "E06000035",
        "area": "Medway",
        "sources": (SOURCE,),
        **about,
    }
    return Fact(value=value, **said)


def test_a_number_is_read_with_its_noun_and_its_date():
    assert Phrase("{n} {n:child was|children were} counted {n.when}", n=fact()).plain == (
        "281 children were counted on 31 March 2024"
    )
    assert Phrase("{n} {n:child was|children were}", n=fact(1)).plain == "1 child was"
    assert Phrase("{n} {n:child was|children were}", n=fact(0)).plain == "0 children were"


def test_a_number_on_the_page_carries_its_value_and_links_to_its_source():
    html = Phrase("{n}", n=fact(41.9092, decimals=1)).html
    assert f'<data value="41.9092" data-fact="{fact(41.9092, decimals=1).key}">41.9</data>' in html
    assert 'href="#source-cin-2025"' in html


@pytest.mark.parametrize("template", ["281 children", "{n} of 300", "in 2024 {n}"])
def test_a_typed_digit_is_refused(template):
    with pytest.raises(ValueError, match="typed digit"):
        Phrase(template, n=fact())


@pytest.mark.parametrize("part", [281, 41.9, "281", "in 2024"])
def test_a_number_that_is_no_fact_is_refused(part):
    with pytest.raises(ValueError, match="must be given as a fact"):
        _ = Phrase("{n}", n=part).html


def test_a_date_in_words_that_a_register_holds_is_marked_as_one():
    said = Phrase("It held them {time}.", time="when it was inspected in April 2023").html
    assert 'inspected in <time datetime="2023-04">April 2023</time>.' in said


def test_a_part_that_was_not_given_is_named():
    with pytest.raises(LookupError, match=r"ask for {rate}.*there is n"):
        _ = Phrase("{rate}", n=fact()).html


def test_years_dates_areas_and_rows_of_them():
    words = Phrase(
        "{year}, {day}, {places}",
        year=ReportingYear(2024),
        day=date(2024, 4, 3),
        places=[areas.find("England"), areas.find("South East"), areas.find("Kent")],
    )
    assert words.plain == "2023-24, 3 April 2024, England, the South East and Kent"
    assert '<time datetime="2024-04-03">' in words.html


def test_an_interval_is_two_facts_of_its_own():
    phrase = Phrase("{n.interval}", n=fact(41.9, lower=37.15, upper=47.1, decimals=1))
    assert phrase.plain == "37.2 to 47.1"
    assert [each.value for each in phrase.facts] == [37.15, 47.1]
    with pytest.raises(ValueError, match="has no interval"):
        _ = Phrase("{n.interval}", n=fact()).html


def test_a_withheld_figure_switches_to_the_other_sentence():
    hidden = fact(None, marker="c")
    said = Notes().say("{n} children.", otherwise="The number {n.when} is {n.why}.", n=hidden)
    assert repr(said) == "The number on 31 March 2024 is withheld to protect confidentiality."


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (fact(0), "No plan on 31 March 2024."),
        (fact(2), "2 plans on 31 March 2024."),
        (fact(None, marker="c"), "The number on 31 March 2024 is withheld."),
    ],
)
def test_nought_has_a_sentence_of_its_own(number, said):
    words = {"nought": "{n:No} plan {n.when}.", "otherwise": "The number {n.when} is withheld."}
    assert repr(Notes().say("{n} plans {n.when}.", **words, n=number)) == said


def test_of_nought_nothing_is_shown_where_no_words_are_given():
    data, about = Notes().say("{n} plans {n.when}.", nought="", n=fact(0))._repr_mimebundle_()
    assert (data["text/html"], about["mscp"]["facts"]) == ("", [])


def test_parts_that_are_all_nought_have_a_sentence_of_their_own():
    said = Notes().say("There were {them}.", nought="Nothing was found.", them=Phrase(""))
    assert repr(said) == "Nothing was found."


def test_a_withheld_figure_without_another_sentence_is_named_with_its_reason():
    said = Notes().say("{n} children {n.when}.", n=fact(None, marker="x"))
    assert repr(said) == (
        "No figure is given for “Children subject of a child protection plan” in Medway on "
        "31 March 2024: not available."
    )
    assert said.facts == ()


def test_a_number_without_a_date_is_refused():
    with pytest.raises(ValueError, match="without its date"):
        Notes().say("{n} children.", n=fact())


def test_a_sentence_starts_with_a_capital_and_keeps_its_facts_for_the_ledger():
    said = Notes().say("in {year} there were {n}.", year=ReportingYear(2024), n=fact())
    assert repr(said) == "In 2023-24 there were 281."
    _, about = said._repr_mimebundle_()
    assert [row["shown"] for row in about["mscp"]["facts"]] == ["281"]


def test_the_notes_list_each_source_cited_once():
    notes = Notes()
    notes.say("{n} {n.when}.", n=fact())
    notes.say("{n} {n.when}.", n=fact(290))
    html, _ = notes._repr_mimebundle_()
    assert html["text/html"].count("<li") == 1
    assert 'href="https://example.org/cin"' in html["text/html"]
    assert repr(notes) == "Department for Education, Children in need (October 2025)"


def test_nought_may_be_said_in_a_word_and_only_nought():
    plans = data.load("child_protection_plans").at_31_march.at("2023-24", "Medway")
    assert Phrase("{n:none} of them", n=plans).plain == "281 of them"
    none = replace(plans, value=0.0)
    assert Phrase("{n:none} of them", n=none).plain == "none of them"
    assert 'value="0.0"' in Phrase("{n:no} plans", n=none).html
    with pytest.raises(ValueError, match="no way to write"):
        repr(Phrase("{n:zero}", n=none))
