"""The page and the files beside it of both whole reports: light, whole, valid and alike."""

from __future__ import annotations

import csv
import re
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from csvw import CSVW
from python_calamine import CalamineWorkbook

from mscp_analysis.report.files import paper
from mscp_analysis.report.pages import folding

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module", params=["medway", "exampleshire"])
def folder(request, whole) -> Path:
    return whole(request.param)


@pytest.fixture(scope="module")
def html(folder) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def names(html) -> list[str]:
    """The files to which the page's tables lead, in their order."""
    return re.findall(r'<a class="csv" href="data/([^"]+)\.csv"', html)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def test_the_page_is_light(folder):
    assert (folder / "index.html").stat().st_size <= 1_500_000
    assert folding.rules()["heaviest"] <= 1_500_000


def test_each_table_stands_once_on_the_page_and_in_each_file(folder, html, names):
    captions = re.findall(r'<caption id="figure-[^>]*>(.*?)</caption>', paper.unfolded(html), re.S)
    assert len(captions) == len(names) == len({*names}) > 90
    assert {path.name for path in (folder / "data").iterdir()} == {
        f"{name}.csv{end}" for name in names for end in ("", "-metadata.json")
    }
    said = [" ".join(unescape(re.sub("<.*?>", "", words)).split()) for words in captions]
    for kind in ("xlsx", "ods"):
        book = CalamineWorkbook.from_path(folder / f"tables.{kind}")
        assert book.sheet_names[:3] == ["Cover", "Contents", "Notes"]
        assert book.sheet_names[3:] == [f"Table_{number}" for number in range(1, len(said) + 1)]
        listed = book.get_sheet_by_name("Contents").to_python()
        told = [row[1] for row in listed if str(row[0]).startswith("Table_")]
        assert told == [f"Table {number}: {words}" for number, words in enumerate(said, 1)]


def test_no_row_of_the_page_is_lost_in_its_file_or_has_another_place(folder, html, names):
    whole = r'<caption id="figure-.*?<tbody>(.*?)</tbody>'
    tables = re.findall(whole, paper.unfolded(html), re.S)
    for name, body in zip(names, tables, strict=True):
        heads = re.findall(r'<th scope="row">(.*?)</th>', body, re.S)
        wanted = [" ".join(unescape(re.sub("<.*?>", "", head)).split()) for head in heads]
        written = [row["row"].removeprefix("'") for row in rows(folder / "data" / f"{name}.csv")]
        told = [*dict.fromkeys(written)]
        found = [*dict.fromkeys(head.removeprefix("'") for head in wanted)]
        lost = [head for head in found if head not in told]
        assert lost == [head for head in lost if is_blank(body, head)], name
        kept = [head for head in found if head in told]
        assert kept == told[: len(kept)], name


def is_blank(body: str, head: str) -> bool:
    """Whether no cell of a row holds anything, so that a file of figures has no line for it."""
    for row in re.findall(r"<tr>.*?</tr>", body, re.S):
        words = [" ".join(unescape(re.sub("<.*?>", "", cell)).split())
                 for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)]  # fmt: skip
        if words[0] == head:
            return not any(words[1:])
    return False


def test_every_description_is_valid_and_no_cell_is_a_formula(folder, names):
    for name in names:
        path = folder / "data" / f"{name}.csv"
        read = CSVW(f"{path}-metadata.json", validate=True)
        assert read.is_valid, (name, [str(warning.message) for warning in read.warnings])
        for row in rows(path):
            for said in row.values():
                assert not said.startswith(FORMULA) or re.fullmatch(r"[+-][\d.,e-]+", said)


def test_the_spreadsheet_opens_with_a_table_a_sheet_whose_heads_stay(folder):
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {
        *["s", "n"]
    }
    for sheet in book.worksheets[3:]:
        (named,) = sheet.tables.values()
        assert sheet.freeze_panes is not None
        assert not sheet.merged_cells.ranges
        top = int(re.search(r"\d+", named.ref)[0])
        assert [cell.value for cell in sheet[top]] == [each.name for each in named.tableColumns]


def test_both_spreadsheets_hold_the_same(folder):
    one, other = (CalamineWorkbook.from_path(folder / f"tables.{kind}") for kind in ("xlsx", "ods"))
    for name in one.sheet_names:
        assert told(one, name) == told(other, name), name


def told(book: CalamineWorkbook, name: str) -> list[list[object]]:
    return [
        [round(cell, 9) if isinstance(cell, float) else cell for cell in row]
        for row in book.get_sheet_by_name(name).to_python()
    ]
