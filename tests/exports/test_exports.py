"""Files for other programs: whole rows, no formula, nothing unprotected, and a star that joins."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from mscp_analysis import data, desk, exports, rates, registers
from mscp_analysis.registers import quarters
from mscp_analysis.sources import Source


@pytest.fixture(scope="module")
def rate():
    """The rates of two areas: one has its figures, of the other most are withheld."""
    plans = data.load("child_protection_plans")
    found = rates.rate(plans.at_31_march, plans.population)
    return found.with_rows(pd.concat([found.of("Medway"), found.of("City of London")]))


@pytest.fixture(scope="module")
def own():
    return data.own("Exampleshire", "2021-22")


# One file ---------------------------------------------------------------------------------------


def test_each_row_says_all_that_it_needs_by_itself(rate, tmp_path):
    path = exports.to_csv(rate, tmp_path / "plans.csv")
    found = pd.read_csv(path, keep_default_na=False).set_index(["area", "period"])
    medway = found.loc[("Medway", "2023-24")]
    assert medway["title"] == "Child protection plans per 10,000 children"
    assert (medway["unit"], medway["date"]) == ("per 10,000 children", "2024-03-31")
    assert (float(medway["count"]), medway["status"], medway["as_of"]) == (281, "final", "2025-10")
    assert float(medway["value"]) == pytest.approx(281 / float(medway["population"]) * 10_000)
    assert medway["sources"].startswith("Department for Education, Children in need")
    city = found.loc[("City of London", "2023-24")]
    assert (city["value"], city["marker"]) == ("", "c")
    assert city["reason"] == "withheld to protect confidentiality"


def test_a_count_cites_no_population_and_a_population_its_own_mid_year(tmp_path):
    plans = data.load("child_protection_plans")
    count, people = (
        exports.rows(each.with_rows(each.of("Medway"))) for each in (plans.at_31_march,
                                                                     plans.population)
    )  # fmt: skip
    assert set(count["population_release"]) == {""}
    assert people.iloc[-1][["period", "date"]].tolist() == ["mid-2024", "2024-06-30"]


def test_a_view_is_written_as_its_measure_and_a_frame_is_refused(tmp_path):
    view = desk.look("Medway", "2023-24", "plans_rate")
    exports.to_csv(view, tmp_path / "view.csv")
    exports.to_csv([view.measure], tmp_path / "measure.csv")
    assert (tmp_path / "view.csv").read_bytes() == (tmp_path / "measure.csv").read_bytes()
    for wrong in (view.measure.rows, view.table, [view.chart], "plans_rate"):
        with pytest.raises(ValueError, match="cannot be exported by itself: pass the measure"):
            exports.to_excel(wrong, tmp_path / "a.xlsx")


def test_parquet_has_the_rows_of_the_csv_with_types(rate, tmp_path):
    found = pd.read_parquet(exports.to_parquet(rate, tmp_path / "plans.parquet"))
    assert [*found] == [*exports.COLUMNS]
    assert found["value"].dtype == float
    pd.testing.assert_frame_equal(found, exports.rows(rate), check_dtype=False)


def test_excel_has_whole_numbers_shown_as_a_report_shows_them(rate, tmp_path):
    book = openpyxl.load_workbook(exports.to_excel(rate, tmp_path / "plans.xlsx"))
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Figures", "Sources"]
    sheet = book["Figures"]
    heads = [cell.value for cell in sheet[3]]
    rows = {(row[6].value, row[3].value): row for row in sheet.iter_rows(min_row=4)}
    cell = rows["Medway", "2023-24"][heads.index("Value")]
    # The sixteen digits that a workbook keeps of a number.
    assert cell.value == pytest.approx(rate.at("2023-24", "Medway").value, rel=1e-15)
    assert cell.number_format == "#,##0.0"
    assert rows["City of London", "2023-24"][heads.index("Value")].value is None
    assert book["Sources"]["A4"].value in {source.release for source in rate.sources}


@pytest.mark.parametrize("words", ["=1+1", "+cmd", "@SUM(A1)", "-x", "\tx"])
def test_no_word_becomes_a_formula(rate, tmp_path, words):
    named = replace(rate, title=words)
    text = exports.to_csv(named, tmp_path / "a.csv").read_text("utf-8")
    assert f",'{words}," in text
    sheet = openpyxl.load_workbook(exports.to_excel(named, tmp_path / "a.xlsx"))["Figures"]
    cell = sheet["B4"]
    assert (cell.data_type, cell.value) == ("s", words)


def test_the_same_measures_give_the_same_bytes(rate, tmp_path):
    for write, name in ((exports.to_csv, "a.csv"), (exports.to_excel, "a.xlsx")):
        first = write(rate, tmp_path / name).read_bytes()
        assert write(rate, tmp_path / name).read_bytes() == first


def test_a_name_that_does_not_fit_and_a_folder_that_is_not_there_are_named(rate, tmp_path):
    with pytest.raises(ValueError, match=r"plans\.txt: expected a name that ends in \.csv"):
        exports.to_csv(rate, tmp_path / "plans.txt")
    with pytest.raises(ValueError, match="there is no such folder; make it first"):
        exports.to_excel(rate, tmp_path / "none" / "plans.xlsx")
    with pytest.raises(ValueError, match="expected at least one measure"):
        exports.to_csv([], tmp_path / "plans.csv")


def test_without_pyarrow_it_says_how_to_get_it(rate, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ValueError, match=r"Writing a Parquet file needs pyarrow, .*`make setup`"):
        exports.to_parquet(rate, tmp_path / "plans.parquet")
    assert not [*tmp_path.iterdir()], "nothing half-written stays behind"


# Protection -------------------------------------------------------------------------------------


def test_own_counts_leave_as_they_were_protected(own, tmp_path):
    found = exports.rows(*own.lado.values())
    assert "c" in set(found["marker"])
    assert not found["value"].between(1, 5).any()


def test_a_small_count_that_somebody_put_back_is_refused_and_not_told(own, tmp_path):
    measure = own.lado.concluded
    rows = measure.rows.copy()
    hidden = rows.index[rows["marker"] == "c"][0]
    rows.loc[hidden, ["value", "marker"]] = [4.0, ""]
    with pytest.raises(ValueError, match="holds a count of 1 to 5 children that is not protec"):
        exports.to_csv(measure.with_rows(rows), tmp_path / "lado.csv")
    assert not [*tmp_path.iterdir()]


def test_small_counts_in_print_may_leave(tmp_path):
    printed = data.own("Medway", "2023-24").custody.children
    assert set(printed.rows["status"]) == {"printed"}
    assert len(exports.rows(printed)) == len(printed.rows)


def test_toolkits_of_the_quarterly_dataset_leave_only_when_protected(tmp_path):
    register = registers.open("Exampleshire", "2023-24").quarterly_dataset
    kind = {"measure": "Exploitation toolkits completed"}
    safe = quarters.of_kind(register, **kind)
    assert len(exports.rows(safe)) == len(safe.rows)
    rows = safe.rows.assign(value=3.0, marker="")
    with pytest.raises(ValueError, match=r"registers\.quarters\.of_kind"):
        exports.rows(safe.with_rows(rows))


def test_figures_without_a_source_and_registers_that_are_not_kept_are_refused(rate):
    with pytest.raises(ValueError, match="names no source; expected figures that say where"):
        exports.rows(replace(rate, sources=()))
    absent = data.own("Kent", "2023-24").child_deaths.deaths
    with pytest.raises(ValueError, match="has no figures to export: Nothing was supplied"):
        exports.rows(absent)


# Star -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(rate, tmp_path_factory):
    plans = data.load("child_protection_plans").at_31_march
    count = plans.with_rows(plans.of("Medway"))
    place = tmp_path_factory.mktemp("star") / "plans"
    return exports.star([count, rate], place)


def read(folder, name):
    return pd.read_csv(folder / f"{name}.csv", keep_default_na=False, dtype=str)


def test_every_key_of_a_figure_stands_once_in_its_table(made):
    model = json.loads((made / "model.json").read_text("utf-8"))
    figures = read(made, "figures")
    assert not figures.duplicated(model["tables"]["figures"]["key"]).any()
    for join in model["relationships"]:
        key = join["from"].removeprefix("figures.")
        table, column = join["to"].split(".")
        keys = read(made, table)[column]
        assert keys.is_unique, table
        assert set(figures[key]) - {""} <= set(keys), join
    for name, said in model["tables"].items():
        assert [*read(made, name)] == [*said["columns"]]
        assert len(read(made, name)) == said["rows"]


def test_joined_again_it_tells_what_the_measure_tells(made, rate):
    whole = read(made, "figures")
    for table, key in (("measures", "measure_key"), ("areas", "area_code"),
                       ("sources", "source_key"), ("markers", "marker_key")):  # fmt: skip
        whole = whole.merge(read(made, table), on=key, how="left", validate="many_to_one")
    row = whole[
        (whole["unit"] == "per 10,000 children")
        & (whole["area"] == "Medway")
        & (whole["period_key"] == "2023-24")
    ].iloc[0]
    fact = rate.at("2023-24", "Medway")
    assert float(row["value"]) == pytest.approx(fact.value, rel=1e-14)
    assert row["citation"] in {source.citation for source in fact.sources}
    withheld = whole[(whole["area"] == "City of London") & (whole["value"] == "")]
    assert "withheld to protect confidentiality" in set(withheld["reason"])


def test_keys_are_the_same_whatever_else_is_exported(made, rate, tmp_path):
    keys = ["measure_key", "period_key", "area_code", "breakdown_key", "source_key"]
    alone = read(exports.star([rate], tmp_path / "alone"), "figures")
    both = read(made, "figures")
    of_rate = both[both["measure_key"].isin(alone["measure_key"])]
    assert alone[keys].to_numpy().tolist() == of_rate[keys].to_numpy().tolist()


def test_parts_of_a_whole_are_a_dimension_of_their_own(own, tmp_path):
    made = exports.star(own.lado, tmp_path / "lado", form="parquet")
    parts = pd.read_parquet(made / "breakdowns.parquet")["breakdown_key"]
    assert "setting: Schools; outcome: All" in set(parts)
    assert pd.read_parquet(made / "figures.parquet")["value"].dtype == float


def test_it_is_written_anew_but_never_over_anything_else(rate, made, tmp_path):
    place = tmp_path / "star"
    exports.star([rate], place, form="parquet")
    exports.star([rate], place)
    assert {path.suffix for path in place.iterdir()} == {".csv", ".json"}
    (place / "mine.pbix").write_text("")
    with pytest.raises(ValueError, match=r"it holds mine\.pbix; give another name"):
        exports.star([rate], place)
    assert (place / "figures.csv").exists()


def test_a_measure_that_is_given_twice_or_says_something_else_is_refused(rate, tmp_path):
    with pytest.raises(ValueError, match="the figure is there twice"):
        exports.star([rate, rate], tmp_path / "star")
    other = replace(rate, title="Something else").with_rows(rate.of("City of London"))
    one = rate.with_rows(rate.of("Medway"))
    with pytest.raises(ValueError, match=r"say different things: .* and 'Something else'"):
        exports.star([one, other], tmp_path / "star")
    with pytest.raises(ValueError, match="'xlsx' is none of csv, parquet"):
        exports.star([rate], tmp_path / "star", form="xlsx")


def test_rows_that_name_no_release_cite_all_of_their_measure(rate, tmp_path):
    both = (Source("A", "One", "one", "2024-01-01"), Source("B", "Two", "two", "2024-02-01"))
    bare = rate.rows.drop(columns=["release", "population_release"])
    made = exports.star([replace(rate, rows=bare, sources=both)], tmp_path / "star")
    assert set(read(made, "figures")["source_key"]) == {"one + two"}
    cited = read(made, "sources").set_index("source_key").loc["one + two", "citation"]
    assert cited == "A, One (1 January 2024); B, Two (1 February 2024)"
