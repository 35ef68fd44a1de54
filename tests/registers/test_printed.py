"""The printed report of 2023-24 held against what is known now."""

from __future__ import annotations

import shutil

import pytest

from mscp_analysis import areas, prose, rates
from mscp_analysis.comparisons import standing
from mscp_analysis.data import load
from mscp_analysis.registers.printed import revisions


@pytest.fixture(scope="module")
def known():
    plans, care = load("child_protection_plans"), load("children_looked_after")
    return {
        "plans": plans.at_31_march,
        "plans_rate": rates.rate(plans.at_31_march, plans.population),
        "looked_after": care.at_31_march,
        "looked_after_rate": care.at_31_march_rate,
        "population": load("population").children,
    }


@pytest.fixture(scope="module")
def beside(known):
    names = ("plans_rate", "looked_after_rate")
    return {name: standing(known[name], "Medway", "2023-24") for name in names}


def test_each_printed_figure_stands_beside_the_one_known_now(known, beside):
    found = revisions("Medway", "2023-24", known, beside)
    pairs = {(row.printed.shown, row.known.shown) for row in found.rows}
    assert {
        ("290", "281"),
        ("475", "476"),
        ("467", "466"),
        ("73", "71"),
        ("74", "70.3"),
        ("65,289", "65,046"),
    } <= pairs


def test_a_rise_that_became_a_fall_is_found(known, beside):
    (turned,) = revisions("Medway", "2023-24", known, beside).reversals
    assert (turned.printed.difference.shown, turned.known.difference.shown) == ("+2", "−7")


def test_comparators_of_another_year_are_found(known, beside):
    found = revisions("Medway", "2023-24", known, beside).misdated
    assert [row.printed.shown for row in found] == ["43.2", "41", "74"]
    assert {row.belongs_to for row in found} == {"2022-23"}


def test_an_area_that_was_printed_below_its_neighbours_and_is_above_them(known, beside):
    (crossed,) = revisions("Medway", "2023-24", known, beside).crossings
    assert (crossed.own.printed.shown, crossed.comparator.printed.shown) == ("73", "74")
    assert (crossed.own.known.shown, crossed.comparator.known.shown) == ("71", "70.3")


def test_a_printed_figure_carries_its_page_and_date(known, beside):
    source = revisions("Medway", "2023-24", known, beside).rows[0].printed.sources[0]
    assert source.citation.endswith("Annual Report of 2023-24, page 5, text (21 November 2024)")


def test_the_sentences_say_it_aloud(known, beside):
    said = [
        phrase.plain for phrase in prose.corrections(revisions("Medway", "2023-24", known, beside))
    ]
    assert said[0] == (
        "Child protection plans: the report printed 290 on 31 March 2024 after 288 a year "
        "earlier, a rise of 2; the figures known now are 281 after 288, a fall of 7."
    )
    assert said[-1].startswith(
        "These comparators, printed beside figures of 2023-24, are of 2022-23"
    )


@pytest.mark.parametrize(("area", "year"), [("Kent", "2023-24"), ("Medway", "2019-20")])
def test_where_no_printed_report_is_held_the_report_says_so(area, year, known, beside):
    found = revisions(area, year, known, beside)
    assert found.rows == ()
    (said,) = prose.corrections(found)
    assert said.plain.startswith(f"No printed report of {area} for {year} is held")


def test_a_row_that_names_no_measure_is_refused_with_file_row_and_column(
    tmp_path, monkeypatch, known, beside
):
    shutil.copytree(areas.data_folder(), tmp_path / "data")
    register = tmp_path / "data/partnerships/medway/2023-24/printed_figures.csv"
    register.write_text(register.read_text("utf-8").replace("plans,area", "plan,area", 1), "utf-8")
    monkeypatch.setenv("MSCP_DATA", str(tmp_path / "data"))
    with pytest.raises(ValueError, match=r"printed_figures.csv, row 2, column measure: 'plan'"):
        revisions("Medway", "2023-24", known, beside)


def test_a_report_printed_after_the_date_is_not_known_yet(known, beside):
    assert revisions("Medway", "2023-24", known, beside, "2024-11-20").rows == ()
    assert revisions("Medway", "2023-24", known, beside, "2024-11-21").rows != ()
