"""The analyst's desk: lists and plain calls give the same, and every notebook runs as committed."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from mscp_analysis import areas, data, desk, rates, registers
from mscp_analysis.registers import quarters
from mscp_analysis.report.running import explored

REPOSITORY = Path(__file__).parents[1]
NOTEBOOKS = sorted((REPOSITORY / "notebooks" / "explore").glob("*.ipynb"))
MADE_UP = {"quarterly_dataset", "what_may_be_shown", "a_new_register"}

# Lists and calls --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chosen() -> desk.Chooser:
    return desk.choose("Medway", "2023-24", "plans_rate", "neighbours", known_at="2024-12-31")


def lists(chooser: desk.Chooser) -> dict:
    """The lists of a chooser by the words before them, as a reader finds them."""
    return {each.description: each for each in chooser._box.children if hasattr(each, "options")}


def shown(chooser: desk.Chooser) -> str:
    return chooser._box.children[-1].value


@pytest.mark.parametrize(
    ("area", "measure", "beside"),
    [
        ("Kent", "looked_after_rate", "neighbours"),
        ("Medway", "children_in_need_rate", "England"),
        ("Isle of Wight", "referrals", "earlier"),
        ("Southend-on-Sea", "repeat_plans_percent", "neighbours"),
        ("Medway", "population", "earlier"),
    ],
)
def test_lists_and_a_plain_call_give_the_same(chosen, area, measure, beside):
    found = lists(chosen)
    found["Measure"].value, found["Beside"].value = measure, beside
    found["Area"].value = area
    found["Year"].value = "2022-23"
    looked = desk.look(area, "2022-23", measure, beside, known_at="2024-12-31")
    assert chosen.view.html == looked.html == shown(chosen)
    assert repr(chosen) == repr(looked)


def test_every_authority_that_exists_can_be_chosen():
    options = lists(desk.choose())["Area"].options
    assert len(options) == len(areas.authorities("2024-25")) == 153
    assert list(options) == sorted(options)


def test_only_years_with_a_figure_are_offered_and_the_chosen_one_stays_to_be_explained():
    chooser = desk.choose("Medway", "2021-22", "section_47_enquiries", "earlier")
    assert lists(chooser)["Year"].options[0] == "2021-22"
    chooser.choose(measure="looked_after")
    assert "2023-24" in lists(chooser)["Year"].options
    chooser.choose(year="2023-24").choose(measure="section_47_enquiries")
    assert chooser.year == "2023-24"
    assert "the releases held have the years 2012-13 to 2021-22" in repr(chooser)
    assert 'role="alert"' in shown(chooser)


def test_the_sentence_is_that_of_the_figures_in_print():
    """42.1 is what 281 of 66,687 children come to, the estimate known in December 2024."""
    view = desk.look("Medway", "2023-24", "plans_rate", known_at="2024-12-31")
    assert round(281 / 66_687 * 10_000, 1) == 42.1
    assert str(view.said[0]).startswith(
        "Child protection plans per 10,000 children, Medway, on 31 March 2024: 42.1 (interval"
    )
    assert view.measure.at("2023-24", "Medway").shown == "42.1"
    assert view.table.to_frame().loc["Medway"].iloc[0] == view.measure.at("2023-24", "Medway").value


@pytest.mark.parametrize("beside", ["neighbours", "England", "Kent"])
def test_numbers_of_areas_of_different_size_are_not_set_beside_each_other(beside):
    with pytest.raises(ValueError, match=r"areas are of different size\. Set it beside 'earlier'"):
        desk.look("Medway", "2023-24", "plans", beside)
    each = data.load("child_protection_plans").at_31_march_rate
    caseload = each.with_rows(each.rows, unit="cases per full-time equivalent")
    assert desk.look("Medway", "2021-22", caseload, beside).said


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"area": "Medwai"}, "There is no area 'Medwai': the nearest names are Medway"),
        ({"year": "2009-10"}, "the releases held have the years 2012-13 to 2024-25"),
        ({"measure": "plan_rate"}, "did you mean plans_rate"),
        ({"beside": "neigbours"}, "no 'neigbours'; did you mean 'neighbours'"),
        ({"year": "2024-09-30"}, "no figure for .* 2024-09-30: the releases held have"),
        ({"beside": "Kentt"}, "neighbours, England, earlier, or an area.*Kent"),
    ],
)
def test_what_there_is_not_is_told_with_what_there_is(asked, answer):
    with pytest.raises(LookupError, match=answer):
        desk.look(**asked)
    with pytest.raises(LookupError, match=answer):
        desk.choose(**asked)


def test_a_percentage_without_an_interval_gets_no_verdict_and_moves_by_points():
    among = desk.look("Medway", "2023-24", "repeat_plans_percent", "neighbours")
    assert "nobody can say whether a difference is more than chance" in str(among.said[0])
    assert not re.search("higher|lower|similar", str(among.said[0]))
    over = desk.look("Medway", "2023-24", "repeat_plans_percent", "earlier")
    assert "percentage points" in str(over.said[0])


def test_a_neighbour_without_a_figure_is_named():
    """Dorset's new authority began on 1 April 2019."""
    view = desk.look("Cornwall", "2018-19", "plans_rate")
    assert str(view.said[-1]) == (
        "Of its statistical neighbours, Dorset has no figure on 31 March 2019."
    )
    assert "mean of 9 statistical neighbours" in str(view.said[0])
    assert not any("Of its" in str(each) for each in desk.look("Medway").said)


@pytest.mark.parametrize("beside", ["neighbours", "England", "earlier"])
def test_a_measure_dated_by_days_is_chosen_by_the_day_or_its_year(beside):
    plans = data.load("child_protection_plans").at_31_march_rate
    days = {"2019-20": "2019-09-30", "2020-21": "2020-09-30", "2021-22": "2021-09-30"}
    rows = plans.rows[plans.rows["period"].isin(days)]
    dated = plans.with_rows(rows.assign(period=rows["period"].map(days)))
    by_year = desk.look("Kent", "2021-22", dated, beside)
    assert by_year.html == desk.look("Kent", "2021-09-30", dated, beside).html
    assert by_year.year.label == "2021-22"
    assert f"Kent, on 30 September 2021: {plans.at('2021-22', 'Kent').shown}" in str(
        by_year.said[0]
    )
    with pytest.raises(LookupError, match="the years 2019-09-30 to 2021-09-30"):
        desk.look("Kent", "2023-24", dated, beside)
    chooser = desk.choose("Kent", "2020-09-30", "dated", beside, among={"dated": dated})
    assert lists(chooser)["Year"].options == ("2021-09-30", "2020-09-30", "2019-09-30")


def test_any_measure_can_be_looked_at():
    starting = data.load("child_protection_plans_starting")
    again = rates.proportion(starting.second_or_subsequent, starting.starting)
    assert "(interval" in str(desk.look("Medway", "2023-24", again, "neighbours").said[0])
    found = data.load("assessment_factors").assessments.where(factor="Neglect")
    assert "Neglect" in str(desk.look("Medway", "2023-24", found, "earlier").said[0])


def test_quarters_are_chosen_among_ones_own_measures():
    own = registers.open("Exampleshire", "2023-24").quarterly_dataset
    series = quarters.of_kind(own, measure="Referrals from schools")
    chooser = desk.choose(
        "Exampleshire", "2023-24", "schools", "earlier", among={"schools": series}
    )
    rows = own.rows[
        (own.rows["measure"] == "Referrals from schools") & (own.rows["quarter"] == "Q4")
    ]
    assert f"in the quarter to 31 March 2024: {rows['count'].sum():.0f}." in repr(chooser)
    assert chooser.view.html == desk.look("Exampleshire", "2023-24", series, "earlier").html
    assert set(lists(chooser)["Year"].options) == {"2021-22", "2022-23", "2023-24"}
    with pytest.raises(LookupError, match="There is no measure 'health' to choose: there are sch"):
        desk.choose("Exampleshire", "2023-24", "health", "earlier", among={"schools": series})


def test_what_is_kept_of_a_widget_reads_without_a_kernel(chosen):
    bundle = chosen._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data=bundle)
    explored.without_widget(output)
    assert set(output.data) == {"text/html", "text/plain"}
    assert {*bundle} - {*output.data} == {"application/vnd.jupyter.widget-view+json"}


def test_a_drawing_says_what_it_shows_and_its_words_can_be_read():
    html = desk.look("Medway", "2023-24", "plans_rate", known_at="2024-12-31").html
    assert re.search(
        r'<svg role="img" aria-label="Dot chart\. Child protection plans per 10,000', html
    )
    assert "<summary>Show the figures</summary>" in html
    named = set(re.findall(r'\bid="([^"]+)"', html))
    assert set(re.findall(r'(?:href="|url\()#([^")]+)', html)) <= named  # None leads nowhere.
    others = re.findall(r'\bid="([^"]+)"', desk.look("Kent", "2023-24", "plans_rate").html)
    assert named & set(others) <= {"source-cin-2024", "source-cin-2025"}
    assert len(re.findall("<style>", html)) == 1


def test_practice_changes_nothing_that_is_kept(monkeypatch):
    monkeypatch.setenv("MSCP_DATA", str(REPOSITORY / "data"))
    kept = REPOSITORY / "data" / "partnerships" / "exampleshire" / "2023-24" / "training.csv"
    before = kept.read_bytes()
    folder = desk.practice("Exampleshire")
    assert areas.data_folder() == folder
    copy = folder / "partnerships" / "exampleshire" / "2023-24" / "training.csv"
    assert copy.read_bytes() == before
    copy.write_text("nothing", encoding="utf-8")
    assert kept.read_bytes() == before
    with pytest.raises(LookupError, match="No partnership of Kent is held"):
        desk.practice("Kent")


# At hand ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def completed():
    shell = InteractiveShell()
    shell.run_cell("import mscp_analysis\nfrom mscp_analysis import load, rates\n"
                   "plans = load('child_protection_plans')\n"
                   "fact = plans.at_31_march.at('2023-24', 'Medway')")  # fmt: skip

    def offered(words: str) -> set[str]:
        with provisionalcompleter():
            return {each.text for each in shell.Completer.completions(words, len(words))}

    yield offered
    shell.history_manager.end_session()


def test_completion_offers_only_what_matters(completed):
    assert completed("plans.") == {
        *["at_31_march", "at_31_march_rate", "two_years_or_more", "population"],
        *["known_at", "name", "title"],
    }
    assert completed("rates.") == set(rates.__all__)
    assert completed("mscp_analysis.areas.") == set(areas.__all__)
    assert {'at_31_march"', 'population"'} <= {each + '"' for each in completed('plans["')}
    assert {"load", "desk", "rates"} <= completed("mscp_analysis.")
    assert not {"annotations", "Any", "import_module"} & completed("mscp_analysis.")
    assert {"at", "rows", "where"} <= completed("plans.at_31_march.")
    assert {"value", "unit", "sources"} <= completed("fact.")


def test_what_is_offered_is_there():
    plans = data.load("child_protection_plans")
    fact = plans.at_31_march.at("2023-24", "Medway")
    for each in (plans, plans.at_31_march, fact, desk.look(), desk):
        assert all(hasattr(each, name) for name in dir(each)), each


def test_a_fact_shows_its_title_unit_date_and_source():
    plans = data.load("child_protection_plans", known_at="2024-12-31")
    fact = plans.at_31_march.at("2023-24", "Medway")
    for told in (repr(fact), fact._repr_html_()):
        for words in ("281", "children", "Child protection plans", "Medway", "31 March 2024"):
            assert words in told
        assert "as of October 2024" in told
        assert "Department for Education, Children in need" in told
    withheld = plans.two_years_or_more.at("2023-24", "Medway")
    assert "withheld to protect confidentiality" in withheld._repr_html_()
    assert type(plans.at_31_march.rows) is pd.DataFrame
    assert "as of October 2024" in repr(plans.at_31_march)


def test_a_misspelt_measure_is_asked_back():
    with pytest.raises(AttributeError, match=r"it has .*Did you mean at_31_march"):
        _ = data.load("child_protection_plans").at_31_march_


# Notebooks --------------------------------------------------------------------------------------


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return request.param.stem, nbformat.read(request.param, as_version=4)


def test_there_is_a_notebook_for_each_question():
    assert [path.stem for path in NOTEBOOKS] == [
        *["00_start_here", "a_new_register", "child_protection", "children_looked_after"],
        *["how_a_rate_is_made", "quarterly_dataset", "what_may_be_shown", "which_population"],
    ]
    first = nbformat.read(NOTEBOOKS[0], as_version=4)
    assert sum(cell.cell_type == "code" for cell in first.cells) == 10


def test_a_notebook_begins_with_its_question_and_types_no_figure(notebook):
    name, held = notebook
    assert re.match(r"# \S.*\n\n\*\*The question: .*\?\*\*", held.cells[0].source)
    for cell in held.cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"\d", cell.source.replace("00_start_here", "")), cell.source
            for file in re.findall(r"\]\((\S+\.ipynb)\)", cell.source):
                assert (REPOSITORY / "notebooks" / "explore" / file).exists()
    assert ("made up" in held.cells[0].source) == (name in MADE_UP)


def test_cells_are_short_and_name_no_path(notebook):
    for cell in notebook[1].cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= 9, cell.source
            assert not re.search(r"[\"'](/|\.\.|~|[A-Z]:)", cell.source), cell.source


def test_a_notebook_is_kept_with_outputs_that_read_anywhere(notebook):
    _, held = notebook
    cells = [cell for cell in held.cells if cell.cell_type == "code"]
    assert sum(bool(cell.outputs) for cell in cells) > len(cells) / 2
    whole = nbformat.writes(held)
    assert "widget-view" not in whole
    assert set(held.metadata) == {"kernelspec", "language_info"}
    assert not re.search(r"/(home|root|tmp|Users|work)/|0x[0-9a-f]{8}", whole)
    assert not any(output.get("name") == "stderr" for cell in cells for output in cell.outputs)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_committed_outputs_are_what_the_notebook_shows(path, ordinary, seen):
    """Cell by cell, in an ordinary kernel; that warm ones show the same is ``test_warm``'s."""
    now, committed = seen(ordinary(path)), seen(nbformat.read(path, as_version=4))
    for number, (one, other) in enumerate(zip(now, committed, strict=True), 1):
        assert one == other, f"cell {number}: run 'make notebooks'"
    assert sum(map(len, now)) >= 4
