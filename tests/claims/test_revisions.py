"""What reports printed, beside what is known now."""

from __future__ import annotations

import pytest

from mscp_analysis import areas, claims, data, prose, registers, tables
from mscp_analysis.claims import Statement
from mscp_analysis.claims.editions import editions
from mscp_analysis.report.review import statements
from mscp_analysis.schemas import description


def revised(area, year, known_at=None):
    own = registers.open(area, year, known_at)
    said = claims.statements(own.statements)
    beside = claims.Beside(own.area, own.year, said, data.figures(known_at))
    return claims.revisions(said.values(), beside)


@pytest.fixture(scope="module")
def checked():
    return statements.held_against_data(registers.open("Medway", "2023-24"))


def test_each_printed_figure_stands_beside_the_one_known_now():
    # The printed figures are those of the report; the others are the Department's newest.
    pairs = [(row.printed.shown, row.known.shown) for row in revised("Medway", "2023-24")]
    assert pairs == [
        ("290", "281"),
        ("288", "288"),
        ("44", "41.9"),
        ("43.2", "41.4"),
        ("41", "35.9"),
        ("475", "476"),
        ("467", "466"),
        ("73", "71"),
        ("74", "70.3"),
        ("65,289", "65,046"),
    ]


def test_a_printed_figure_carries_its_page_and_date():
    source = revised("Medway", "2023-24")[0].printed.sources[0]
    assert source.published == "2024-11-21"
    assert source.detail == "page 5"


def test_the_table_says_what_is_unchanged_and_which_report_printed_it():
    table = tables.revised(revised("Medway", "2023-24"))
    rows = dict(table.rows)
    plans = rows["Child protection plans, Medway, 2022-23"]
    assert plans[2].shown == "0"
    assert plans[3:] == ("report of 2023-24", "Unchanged.")


@pytest.mark.parametrize(("area", "year"), [("Kent", "2023-24"), ("Medway", "2019-20")])
def test_where_no_printed_report_is_held_there_is_nothing_beside_it(area, year):
    assert revised(area, year) == ()
    assert tables.revised(()).html == ""


def test_a_report_printed_after_the_date_is_not_known_yet():
    assert revised("Medway", "2023-24", "2024-11-20") == ()
    assert revised("Medway", "2023-24", "2024-11-21") != ()


def test_what_the_data_do_not_bear_out_is_said_aloud_direction_first(checked):
    said = [
        phrase.plain for phrase in prose.corrected(checked, "direction_reverses", "side_reverses")
    ]
    assert said == [
        "Change in child protection plans within the year (report of 2023-24): As printed it rose "
        "by 2; on the figures known now it fell, from 288 to 281, by 7 or 2.4%, no more than "
        "chance would make it.",
        "How far the rate of children in care is from that of statistical neighbours (report of "
        "2023-24): As printed it is below by 1; like for like, on 31 March 2024, Medway has 71 and "
        "Medway's statistical neighbours (mean) 70.3, so that it is above, though no further than "
        "chance would put it.",
    ]


def test_editions_of_some_areas_are_those_of_all(figures):
    """What statements are held against is worked out for the areas that they are about alone."""
    figure, codes = figures["plans_rate"], areas.comparators(areas.find("Medway"))
    both = [*zip(editions(figure, codes), editions(figure), strict=True)]
    assert len(both) > 1
    for some, every in both:
        kept = every.rows[every.rows["area_code"].isin(codes)]
        assert len(kept) == len(some.rows)
        for code, period in zip(kept["area_code"], kept["period"], strict=True):
            assert some.find(period, code) == every.find(period, code)


def test_no_column_of_statements_is_called_as_what_is_worked_out_of_them():
    """Each cell is an attribute of its statement, beside its number, its place and its formula."""
    assert not {*description("statements").known} & {*dir(Statement)}
