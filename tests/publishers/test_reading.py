"""Cells, columns and files, before anybody asks what they mean."""

from __future__ import annotations

import sys
from pathlib import Path

import openpyxl
import pytest

from mscp_analysis.publishers.reading import number, plain, read


@pytest.mark.parametrize(
    ("text", "value", "marker"),
    [
        ("0", "0", ""),
        ("65441", "65441", ""),
        ("65,441", "65441", ""),
        ("12,093,290", "12093290", ""),
        (" 44.3 ", "44.3", ""),
        ("15", "15", ""),
        ("c", "", "c"),
        ("z", "", "z"),
        ("x", "", "x"),
        ("u", "", "u"),
        ("k", "", "k"),
        ("low", "", "low"),
        (":", "", "x"),
        ("..", "", "x"),
    ],
)
def test_a_cell_is_a_number_or_says_why_there_is_none(text, value, marker) -> None:
    assert number(text, "file.csv", 2, "number") == (value, marker)


@pytest.mark.parametrize(
    "text",
    ["", "-", "-1", "*", "C", "1,2", "1,2345", "12 345", "1e3", "nan", "inf", "44,3", "£5", "٣"],
)
def test_any_other_cell_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"file\.csv, row 2, column 'number': expected a number"):
        number(text, "file.csv", 2, "number")


@pytest.mark.parametrize("name", ["new_la_code", "New_LA_Code", " new la code ", "NEW-LA-CODE"])
def test_columns_are_found_whatever_their_case(name: str) -> None:
    assert plain(name) == "new_la_code"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"a,b,c\n", "expected a heading and rows, came 1 lines"),
        (b"a,b,c\n1,2,3", "row 2.*cut short"),
        (b"a,b,c\n1,2\n", "row 2, column 'b': expected 3 columns, came 2"),
        (b"a,b,c\n1,2,3,4\n", "row 2, column 'c': expected 3 columns, came 4"),
        (b"a,b,c\n1,2,\xa3\n", "byte 10: expected UTF-8 text, came 0xa3"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "release.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=rf"release\.csv.*({said})"):
        read(path)


def test_a_column_that_comes_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "release.csv"
    path.write_text("number,Number,other\n1,2,3\n")
    with pytest.raises(ValueError, match=r"column 'number': expected one.*came 2 among 3"):
        read(path)[0].column("number")


def test_blank_lines_are_no_rows_and_numbers_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "release.csv"
    path.write_bytes(b"\xef\xbb\xbfa,b\r\n\r\n1,2\r\n,\r\n3,4\r\n")
    assert read(path)[0].header == ("a", "b")
    assert [row for row, _ in read(path)[0].records()] == [3, 5]


def test_a_workbook_is_read_below_its_titles(tmp_path: Path) -> None:
    path = tmp_path / "release.xlsx"
    book = openpyxl.Workbook()
    for row in (
        ["A title, mid-2030"],
        [],
        ["Code", "Name", "Geography", 0],
        ["E1", "Here", "X", 7],
    ):
        book.active.append(row)
    book.save(path)
    sheet = read(path)[0]
    assert sheet.preamble == "A title, mid-2030"
    assert sheet.header == ("code", "name", "geography", "0")
    assert sheet.lines == ((4, ["E1", "Here", "X", "7"]),)
    path.write_bytes(b"not a workbook")
    with pytest.raises(ValueError, match=r"release\.xlsx cannot be read as a workbook"):
        read(path)


def test_without_what_reads_workbooks_it_is_said_where_it_is(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    (tmp_path / "release.xlsx").write_bytes(b"no zip")
    with pytest.raises(
        ValueError,
        match=r"^Reading release\.xlsx needs python-calamine, .*\.venv/desk/bin/mscp import\.$",
    ):
        read(tmp_path / "release.xlsx")
