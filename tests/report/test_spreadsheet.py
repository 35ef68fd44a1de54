"""The spreadsheets, opened by the programs of others: the guidance's structure, and no formula."""

from __future__ import annotations

import time
import zipfile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from mscp_analysis.report.files import excel, opendocument, sheets

COVER = {
    **{"name": "Medway Safeguarding Children Partnership", "area": "Medway", "year": "2023-24"},
    **{"known_at": "31 October 2024", "status": "Draft", "real": "", "notice": "It is made up."},
}
WRITERS = {"xlsx": excel.write, "ods": opendocument.write}
HEADINGS = [
    *["-Row", "Rate", "Interval, lower limit (per 10,000 children)"],
    *["Interval, upper limit (per 10,000 children)", "Change", "rate (6)"],
]


@pytest.fixture(scope="module")
def workbook(tables):
    return sheets.workbook(tables, COVER, "2024-10-31")


@pytest.fixture(scope="module")
def files(workbook, tmp_path_factory):
    folder = tmp_path_factory.mktemp("spreadsheets")
    for kind, write in WRITERS.items():
        write(workbook, folder / f"tables.{kind}")
    return {kind: folder / f"tables.{kind}" for kind in WRITERS}


@pytest.fixture(params=WRITERS)
def read(request, files) -> dict[str, list[list[object]]]:
    """What calamine finds in it: the rows of each sheet."""
    book = CalamineWorkbook.from_path(files[request.param])
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_has_cover_contents_notes_and_one_table_a_sheet(read):
    assert list(read) == ["Cover", "Contents", "Notes", "Table_1", "Table_2"]
    assert read["Cover"][0][0] == f"{COVER['name']}: yearly report 2023-24, tables"
    assert ["It is made up."] in read["Cover"]
    assert read["Contents"][-1] == ["Table_2", "Table 2: Plans: what is known"]
    assert read["Notes"][-1] == ["[c]", "withheld to protect confidentiality"]


def test_table_begins_at_the_first_cell_and_says_what_it_is(read):
    above = [row[0] for row in read["Table_1"][:6]]
    assert above[:2] == ["Table 1: Plans: what is known", "It is made up."]
    assert above[2].startswith("This sheet contains one table. What stands in square brackets")
    assert above[3] == "In the report: Plans > How many."
    assert above[4] == "Unrounded figures: data/01-plans-what-is-known.csv."
    assert above[5].endswith("Department for Education, Children in need (October 2024).")


def test_cells_hold_what_the_page_shows_one_figure_each(read):
    assert read["Table_1"][6] == HEADINGS
    assert read["Table_1"][7:] == [
        ["=2+5", 44.3, 39.3, 49.7, 3.0, "=cmd|' /C calc'!A0"],
        ["+44 20 7946", "[c]", "[c]", "[c]", -1234, "[a](https://example.org) $$b$$ <b>&"],
        ["@SUM(A1)", -1234, "[c]", "[c]", 0, ""],
    ]


def test_nothing_in_it_is_a_formula_or_leads_out(files):
    book = openpyxl.load_workbook(files["xlsx"])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(cell.hyperlink.target is None for cell in cells if cell.hyperlink)
    with zipfile.ZipFile(files["ods"]) as parts:
        content = parts.read("content.xml").decode()
    assert "formula" not in content
    assert content.count("xlink:href=") == content.count('xlink:href="#') == 3


def test_contents_lead_to_sheets_headings_stay_and_nothing_is_merged(files):
    book = openpyxl.load_workbook(files["xlsx"])
    assert [cell.hyperlink.location for cell in book["Contents"]["A"] if cell.hyperlink] == [
        *["'Notes'!A1", "'Table_1'!A1", "'Table_2'!A1"],
    ]
    for sheet in book.worksheets[1:]:
        (named,) = sheet.tables.values()
        top = int("".join(filter(str.isdigit, named.ref.partition(":")[0])))
        assert sheet.freeze_panes == f"B{top + 1}"
        assert not sheet.merged_cells.ranges
        assert [c.value for c in sheet[top]] == [c.name for c in named.tableColumns]
    with zipfile.ZipFile(files["ods"]) as parts:
        assert parts.infolist()[0].filename == "mimetype"
        assert parts.infolist()[0].compress_type == zipfile.ZIP_STORED
        settings = parts.read("settings.xml").decode()
    assert settings.count("HorizontalSplitMode") == settings.count("VerticalSplitMode") == 4


def test_figures_are_numbers_shown_as_on_the_page(files):
    row = openpyxl.load_workbook(files["xlsx"])["Table_1"][8]
    assert [cell.number_format for cell in row[1:5]] == [
        *["#,##0.0", "#,##0.0", "#,##0.0", "+#,##0.0;-#,##0.0;#,##0.0"],
    ]
    assert [cell.alignment.horizontal for cell in row[1:5]] == ["right"] * 4


def test_says_its_title_and_the_day_of_its_figures_and_no_other(files):
    said = openpyxl.load_workbook(files["xlsx"]).properties
    assert said.title == f"{COVER['name']}: yearly report 2023-24, tables"
    assert said.created.isoformat() == "2024-10-31T00:00:00"
    with zipfile.ZipFile(files["ods"]) as parts:
        assert "2024-10-31T00:00:00" in parts.read("meta.xml").decode()
        assert {each.date_time[0] for each in parts.infolist()} == {1980}


@pytest.mark.parametrize("kind", WRITERS)
def test_is_the_same_bytes_again(kind, workbook, files, tmp_path, monkeypatch):
    later = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    WRITERS[kind](workbook, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == files[kind].read_bytes()


def test_report_without_tables_has_a_cover_and_says_so(tmp_path):
    empty = sheets.workbook([], COVER, "2024-10-31")
    for kind, write in WRITERS.items():
        write(empty, tmp_path / f"t.{kind}")
        names = CalamineWorkbook.from_path(tmp_path / f"t.{kind}").sheet_names
        assert names == ["Cover", "Contents", "Notes"]
