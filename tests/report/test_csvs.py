"""The CSV of each table: the figures of the page, described, and harmless to open."""

from __future__ import annotations

import csv
import re
import warnings
from copy import deepcopy

import pandas as pd
import pytest
from csvw import CSVW

from mscp_analysis import disclosure
from mscp_analysis.report.files import csvs, shown
from mscp_analysis.report.pages import page
from mscp_analysis.report.pages.reading import read_back
from mscp_analysis.report.writing import marked

NAMES = ["01-plans-what-is-known", "01-plans-what-is-known-2"]
COVER = dict.fromkeys(("notice", "real", "name", "area", "year", "known_at", "status"), "")


@pytest.fixture(scope="module")
def folder(tables, tmp_path_factory):
    out = tmp_path_factory.mktemp("report")
    csvs.write(tables, out, "Medway Safeguarding Children Partnership")
    return out / "data"


@pytest.fixture(scope="module")
def rows(folder) -> list[dict[str, str]]:
    with (folder / f"{NAMES[0]}.csv").open(newline="", encoding="utf-8") as file:
        return [*csv.DictReader(file)]


def test_is_one_file_a_table_and_one_description_a_file(folder):
    files = sorted(path.name for path in folder.iterdir())
    assert files == sorted(f"{name}.csv{end}" for name in NAMES for end in ("", "-metadata.json"))


def test_has_a_row_a_figure_unrounded_with_unit_period_area_and_source(rows):
    first = rows[0]
    assert (first["shown"], float(first["value"])) == ("44.3", 44.2772)
    assert (first["unit"], first["period"]) == ("per 10,000 children", "2023-24")
    assert (first["area"], first["area_code"]) == ("Medway", "E06000035")
    assert first["sources"] == "Department for Education, Children in need (October 2024)"
    assert (first["lower"], first["upper"]) == ("39.3", "49.71")
    assert [row["value"] for row in rows if row["column"] == "Interval"][:2] == ["39.3", "49.71"]
    assert [row["breakdown"] for row in rows if row["shown"] == "+3.0"] == ["sex: Female"]


def test_a_missing_figure_says_why_and_has_no_number(rows):
    gone = [row for row in rows if row["marker"]]
    assert len(gone) == 5, "a rate, and twice two limits"
    assert {(row["shown"], row["value"], row["marker"]) for row in gone} == {("[c]", "", "c")}


def test_nothing_in_it_is_a_formula(rows, folder):
    for row in rows:
        for name, said in row.items():
            begins = said.startswith(("=", "+", "-", "@"))
            assert not begins or re.fullmatch(r"[+-][\d.,]+", said), (name, said)
    assert {row["row"] for row in rows} == {"'=2+5", "'+44 20 7946", "'@SUM(A1)"}
    assert "'=cmd|' /C calc'!A0" in {row["shown"] for row in rows}
    assert pd.read_csv(folder / f"{NAMES[0]}.csv")["value"].min() == -1234


def test_description_is_valid_and_a_wrong_file_is_not(folder, tmp_path):
    for name in NAMES:
        read = CSVW(str(folder / f"{name}.csv-metadata.json"), validate=True)
        assert read.is_valid, [str(warning.message) for warning in read.warnings]
        assert read.common_props["dc:title"] == "Plans: what is known"
        assert "[c]: withheld" in read.common_props["dc:description"]
    said = (folder / f"{NAMES[0]}.csv").read_text(encoding="utf-8")
    (tmp_path / f"{NAMES[0]}.csv").write_text(said.replace("44.2772", "some"))
    described = tmp_path / f"{NAMES[0]}.csv-metadata.json"
    described.write_text((folder / described.name).read_text(encoding="utf-8"))
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        assert not CSVW(str(described), validate=True).is_valid


def test_each_table_leads_to_its_file_and_the_page_loads_none(executed, tables):
    html = page.render(shown.linked(executed, tables), COVER)
    seen = read_back(html)
    assert seen.files == [f"data/{name}.csv" for name in NAMES]
    assert seen.loaded == []
    assert seen.outside_citations == []
    assert html.count('aria-label="Figures as CSV: Plans: what is known">Figures as CSV</a>') == 2
    assert "Figures as CSV" not in str(executed), "the chapters themselves stay as they are"


def test_a_number_of_no_fact_is_refused(executed):
    copy = deepcopy(executed)
    copy["01_plans.ipynb"].cells[2].outputs[0].metadata["mscp"]["facts"] = []
    with pytest.raises(ValueError, match=r"'Plans: what is known' shows a figure"):
        shown.read(copy)


def test_the_reader_who_attacks_a_report_reads_these_files_too(folder, tmp_path):
    said = (folder / f"{NAMES[0]}.csv").read_text(encoding="utf-8")
    rule = disclosure.settings("partnership")
    (tmp_path / "again.csv").write_text(said)
    assert disclosure.attack_files(tmp_path, rule, sums={"plans.rate": {}}).empty
    leak = said.replace("Rate,[c],,c,", "Rate,[c],3.0,,", 1)
    assert leak != said
    (tmp_path / "again.csv").write_text(leak)
    (tmp_path / "ledger.csv").write_text(said)
    found = disclosure.attack_files(tmp_path, rule, sums={"plans.rate": {}})
    assert found["why"].tolist() == ["again.csv: printed there"]
    assert found["lowest"].tolist() == [3.0]


def test_rows_of_a_made_up_report_say_so(tables, tmp_path):
    csvs.write(tables, tmp_path, "Exampleshire", marked)
    kept = pd.read_csv(tmp_path / "data" / f"{NAMES[0]}.csv", keep_default_na=False)
    of_area, words = kept[kept["area_code"] != ""], kept[kept["area_code"] == ""]
    assert set(of_area["status"]) == {""}, "Medway's own figures are real"
    assert set(words["status"]) == {"made up"}
