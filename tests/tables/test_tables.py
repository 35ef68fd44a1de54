"""Tables that anyone can read, and that say why a cell is empty."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from mscp_analysis import rates, registers, tables
from mscp_analysis.comparisons import standing
from mscp_analysis.data import load, vintages
from mscp_analysis.periods import ReportingYear
from mscp_analysis.tables import Table

YEAR = ReportingYear.parse("2023-24")


@pytest.fixture(scope="module")
def plans():
    return load("child_protection_plans")


@pytest.fixture(scope="module")
def rate(plans):
    return rates.rate(plans.at_31_march, plans.population)


class Heads(HTMLParser):
    """Collects the elements of a table with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_a_series_shows_medways_swings_with_intervals(plans, rate):
    table = tables.series([plans.at_31_march, rate], "Medway", YEAR)
    rows = dict(table.rows)
    assert len(rows) == 11
    assert (rows["2015-16"][0].shown, rows["2020-21"][0].shown) == ("539", "134")
    # DfE's tool gives 86.1 and 21.0 per 10,000 for those years.
    assert (rows["2015-16"][1].shown, rows["2020-21"][1].shown) == ("86.1", "21.0")
    assert table.columns == ("Number of children", "Rate per 10,000 children", "Interval")
    assert "mid-2013 to mid-2023 as published in October 2025" in table.note


def test_headers_have_a_scope_and_the_scrolling_region_is_named(plans):
    found = Heads(tables.series([plans.at_31_march], "Medway", YEAR).html).found
    heads = [attrs for tag, attrs in found if tag == "th"]
    assert {attrs["scope"] for attrs in heads} == {"col", "row"}
    region = next(attrs for tag, attrs in found if tag == "div")
    caption = next(attrs for tag, attrs in found if tag == "caption")
    assert region["aria-labelledby"] == caption["id"]
    assert (region["role"], region["tabindex"]) == ("group", "0")


def test_each_figure_stands_in_an_element_with_its_value(plans):
    html = tables.series([plans.at_31_march], "Medway", YEAR, years=1).html
    assert re.search(r'<data value="281.0" data-fact="f[0-9a-f]{9}">281</data>', html)
    assert 'href="#source-cin-2025"' in html


def test_a_withheld_cell_shows_its_marker_and_the_foot_says_what_it_means(plans):
    html = tables.series([plans.two_years_or_more], "Medway", YEAR, years=2).html
    assert html.count("[c]</abbr>") == 2
    assert "[c]: withheld to protect confidentiality." in html


def test_a_year_that_no_release_holds_is_marked_and_not_filled():
    enquiries = load("section_47_enquiries").enquiries
    referrals = load("referrals").referrals
    rows = dict(tables.series([referrals, enquiries], "Medway", YEAR, years=3).rows)
    assert [cells[1].shown for cells in rows.values()] == ["1,215", "[n]", "[n]"]


def test_several_quantities_are_named_in_full():
    measures = [load("referrals").referrals, load("section_47_enquiries").enquiries]
    table = tables.series(measures, "Medway", YEAR, years=2)
    assert table.caption == (
        "Referrals to children's social care and section 47 enquiries, Medway, 2022-23 to 2023-24"
    )


def test_two_years_side_by_side_with_the_change_and_the_neighbours(plans, rate):
    beside = [standing(rate, "Medway", YEAR.previous()), standing(rate, "Medway", YEAR)]
    table = tables.years(rate, ["Medway", "England"], YEAR, neighbours=beside)
    assert [heading for heading, _ in table.rows] == [
        "Medway",
        "England",
        "Statistical neighbours, mean",
    ]
    before, now, change = dict(table.rows)["Medway"]
    assert (before.shown, now.shown, change.shown) == ("44.3", "41.9", "−2.4")


def test_a_comparison_names_each_neighbour_and_the_method(plans, rate):
    table = tables.comparison(standing(rate, "Medway", YEAR), plans.at_31_march)
    names = [heading for heading, _ in table.rows]
    assert names[:3] == ["Medway", "England", "South East"]
    assert names[-2:] == ["Statistical neighbours, mean", "Statistical neighbours, median"]
    assert len(names) == 3 + 10 + 2
    assert "April 2021" in table.note


def test_the_same_mid_year_in_every_release():
    table = tables.vintages(vintages("population", "children"), "Medway", "mid-2022", years=1)
    assert [cells[0].shown for _, cells in table.rows] == ["65,289", "64,955", "65,046"]
    then = vintages("population", "children", known_at="2023-12-31")
    assert len(tables.vintages(then, "Medway", "mid-2022", years=1).rows) == 1


def test_factors_in_rows_and_years_in_columns():
    found = load("assessment_factors").assessments
    table = tables.breakdown(found, "Medway", YEAR, "factor", ["Neglect", "Going missing"], years=2)
    assert table.columns == ("2022-23", "2023-24")
    assert [fact.shown for fact in dict(table.rows)["Neglect"]] == ["761", "931"]


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="'x' of 'Plans' has 1 cells; the table has 2 columns"):
        Table(caption="Plans", stub="Year", columns=("a", "b"), rows=(("x", ("1",)),))


def test_a_table_without_rows_shows_nothing():
    assert Table(caption="Plans", stub="Year", columns=("a",), rows=()).html == ""


def test_a_series_that_begins_later_is_an_empty_table(plans):
    factors = load("assessment_factors").assessments
    assert tables.series([load("children_looked_after").starting], "Medway", "2013-14").rows == ()
    assert tables.breakdown(factors, "Medway", "2013-14", "factor", ["Neglect"]).rows == ()


def test_a_table_goes_on_as_a_frame_of_unrounded_values(plans, rate):
    frame = tables.series([plans.at_31_march, rate], "Medway", YEAR, years=1).to_frame()
    assert frame.loc["2023-24", "Number of children"] == 281
    # 281 / 67,048 x 10,000, by hand.
    assert frame.loc["2023-24", "Rate per 10,000 children"] == pytest.approx(41.910273)


def test_words_of_a_register_cite_their_document_once_with_each_of_its_pages():
    own = registers.open("Medway", "2023-24")
    said = tables.listing(own.groups).html
    assert said.count("Annual Report of") == 1
    pages = re.findall(r'href="#source-annual-report-2023-24-page-(\d+)"', said)
    assert len(pages) > 3
    assert pages == sorted(pages, key=int)


def test_each_cell_carries_its_heading_for_a_page_too_narrow_for_columns():
    own = registers.open("Medway", "2023-24")
    said = tables.listing(own.contributions, "agency", "amount").html
    assert said.count('data-label="Amount in pounds"') == len(own.contributions)
