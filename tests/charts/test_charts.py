"""Charts: real text, the same bytes, and words for whoever cannot see them."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree

import matplotlib as mpl
import pytest

from mscp_analysis import charts, rates
from mscp_analysis.comparisons import standing
from mscp_analysis.data import load


@pytest.fixture(scope="module")
def rate():
    plans = load("child_protection_plans")
    return rates.rate(plans.at_31_march, plans.population)


def texts(svg: str) -> list[str]:
    return [
        "".join(node.itertext()).strip()
        for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_a_trend_is_drawn_with_real_text_and_direct_labels(rate):
    chart = charts.trend(rate, "Medway", "2023-24", beside=["England"])
    words = texts(chart.svg)
    assert {"86.1", "21.0", "Medway 41.9", "England 41.4"} <= set(words)
    assert "0" in words, "the axis starts at zero"


def test_the_alternative_is_computed_from_the_rows(rate):
    alt = charts.trend(rate, "Medway", "2023-24", beside=["England"]).alt
    assert alt.startswith("Line chart. Child protection plans per 10,000 children, Medway, England")
    assert "lowest 21.0 on 31 March 2021; highest 86.1 on 31 March 2016" in alt


def test_changing_a_value_changes_the_picture_and_its_alternative(rate):
    rows = rate.rows.copy()
    at = (rows["area_code"] == "E06000035") & (rows["period"] == "2020-21")
    rows.loc[at, "value"] = 99.0
    one, other = (charts.trend(each, "Medway", "2023-24") for each in (rate, rate.with_rows(rows)))
    assert one.svg != other.svg
    assert "highest 99.0" in other.alt


def test_the_same_rows_give_the_same_bytes_whatever_the_notebook_has_set(rate):
    first = charts.trend(rate, "Medway", "2023-24").svg
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.hashsalt": "other"}):
        assert charts.trend(rate, "Medway", "2023-24").svg == first
        assert mpl.rcParams["font.size"] == 30, "the notebook's own settings are left alone"


def test_to_draw_needs_nothing_that_takes_longer_to_import_than_all_the_rest():
    code = "import sys, mscp_analysis.charts; print({'seaborn', 'scipy.stats'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_an_svg_holds_no_date_no_address_and_no_font_of_its_own(rate):
    svg = charts.neighbours(standing(rate, "Medway", "2023-24")).svg
    assert not re.search(r"<dc:|DejaVu|base64", svg)
    assert set(re.findall(r'https?://[^"<]+', svg)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_a_saved_drawing_stands_without_a_page(rate, tmp_path):
    chart = charts.trend(rate, "Medway", "2023-24", years=2)
    text = chart.save(tmp_path / "plans.svg").read_text("utf-8")
    assert texts(text) == texts(chart.svg)
    assert not re.search(r"var\(|currentColor", text)
    assert re.search(r"#12436d", text, re.I)
    assert ElementTree.fromstring(text)[0].text == chart.alt
    with pytest.raises(ValueError, match=r"plans\.png: expected a name that ends in \.svg"):
        chart.save(tmp_path / "plans.png")


def test_colours_can_be_set_by_the_page(rate):
    svg = charts.trend(rate, "Medway", "2023-24", beside=["England"]).svg
    assert "var(--chart-main, #12436d)" in svg
    assert "currentColor" in svg


def test_neighbours_are_ranked_and_each_is_named_with_its_value(rate):
    chart = charts.neighbours(standing(rate, "Medway", "2023-24"))
    words = texts(chart.svg)
    assert {"Havering", "Southend-on-Sea", "Medway", "47.8", "23.7"} <= set(words)
    assert "From highest to lowest: Havering 47.8; Rotherham 45.3; Medway 41.9" in chart.alt
    assert {"England 41.4", "Neighbours' mean 35.9"} <= set(words)


def test_a_withheld_year_is_a_gap_and_the_alternative_names_only_what_is_known():
    plans = load("child_protection_plans").two_years_or_more
    alt = charts.trend(plans, "Medway", "2023-24").alt
    # 2020-21 onwards is withheld: what is withheld may be the highest or the lowest.
    assert "9 on 31 March 2020; 4 years have no figure that may be shown" in alt
    assert "lowest" not in alt


def test_a_line_is_broken_where_the_census_behind_its_population_changes():
    care = load("children_looked_after")
    rate = rates.as_printed(care.at_31_march_rate, care.at_31_march, care.population)
    chart = charts.trend(rate, "Medway", "2023-24", beside=["England"])
    # Only the release of 2022 holds 2017-18, over estimates from before the rebasing.
    assert "The line is broken after 2017-18" in chart.subtitle
    assert "broken after 2017-18" in chart.alt
    assert "broken" not in charts.trend(rate, "Medway", "2023-24", years=6).subtitle


def test_the_name_at_the_end_tells_the_year_of_an_earlier_figure():
    plans = load("child_protection_plans")
    rate = rates.rate(plans.at_31_march, plans.population)
    words = texts(charts.trend(rate, "City of London", "2023-24").svg)
    assert {"City of London", "0.0 (2022-23)"} <= set(words)
    assert words.count("0.0") == 0


def test_small_multiples_say_that_their_scales_differ():
    found = load("assessment_factors").assessments
    chart = charts.multiples(found, "Medway", "2023-24", "factor", ["Neglect", "Gangs"])
    assert "Each panel is on a scale of its own" in chart.alt
    assert "Neglect: 382 in 2017-18, 931 in 2023-24." in chart.alt
    assert {"Neglect", "Gangs", "382", "931"} <= set(texts(chart.svg))


def test_nothing_that_may_be_shown_is_said_and_not_drawn():
    begins_later = charts.trend(load("children_looked_after").starting, "Medway", "2013-14")
    assert isinstance(begins_later, charts.Absent)
    plans = load("child_protection_plans").at_31_march
    hidden = plans.with_rows(plans.rows.assign(value=float("nan"), marker="c"))
    for drawn in (
        charts.trend(hidden, "Medway", "2023-24"),
        charts.neighbours(standing(hidden, "Medway", "2023-24")),
    ):
        assert isinstance(drawn, charts.Absent)
        assert "no figure of it can be shown" in repr(drawn)


def test_a_funnel_marks_the_area_and_counts_those_beyond_chance(rate):
    chart = charts.funnel(rate, "Medway", "2023-24")
    # 281 of 67,048 is 41.9; Byar's interval 37.1 to 47.1 holds the line of all authorities.
    assert "Medway 41.9: within what chance would make of areas of its size." in chart.alt
    assert {"◆ Medway", "95%", "99.8%"} <= set(texts(chart.svg))
    assert isinstance(charts.funnel(rate, "City of London", "2023-24"), charts.Absent)


def test_a_funnel_needs_the_counts_behind_the_rate():
    printed = load("children_looked_after").at_31_march_rate
    with pytest.raises(ValueError, match=r"take it from rates.rate"):
        charts.funnel(printed, "Medway", "2023-24")


def test_too_few_figures_make_no_control_chart_and_no_list_makes_no_neighbours(rate):
    lone = charts.control(rate, "Cumberland", "2023-24")
    assert repr(lone).endswith(": too few figures for a control chart.")
    unlisted = charts.neighbours(standing(rate, "Cumberland", "2023-24"))
    assert "no list in force names any" in repr(unlisted)
    hidden = charts.neighbours(standing(rate, "City of London", "2023-24"))
    assert "That of City of London is withheld to protect confidentiality" in hidden.alt


def test_a_control_chart_names_its_special_points():
    plans = load("child_protection_plans").at_31_march
    rows = plans.rows[(plans.rows["area_code"] == "E06000035") & (plans.rows["period"] < "2022-23")]
    # Ten years: nine of about ten and one of 24. By hand the upper limit is 19.7.
    values = [10, 12, 11, 13, 12, 11, 10, 12, 11, 24]
    short = plans.with_rows(rows.sort_values("period").tail(10).assign(value=values))
    chart = charts.control(short, "Medway", "2021-22")
    assert "upper limit 20" in chart.alt
    assert "Special points: 2021-22 (24, above its upper limit)." in chart.alt
    assert "The limits are on trial" in chart.alt
