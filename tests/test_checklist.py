"""Each of thirty points that readers ask for is held by a test, or the report says why not."""

from __future__ import annotations

import ast
import re
from functools import cache
from html import unescape
from pathlib import Path

import nbformat
import pytest

from mscp_analysis import registers, statutory, tables
from mscp_analysis.statutory import checklist

REPOSITORY = Path(__file__).parents[1]
NOTEBOOKS = REPOSITORY / "notebooks" / "report"
POINTS = statutory.points()


@cache
def functions(file: str) -> set[str]:
    tree = ast.parse((REPOSITORY / file).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@cache
def shown(chapter: str) -> str:
    """Everything that a committed chapter shows, without its elements."""
    cells = nbformat.read(NOTEBOOKS / f"{chapter}.ipynb", 4).cells
    html = "".join(out.data.get("text/html", "") for c in cells for out in c.get("outputs", []))
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_there_are_thirty_points():
    assert [point.point for point in POINTS] == list(range(1, 31))


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.point)
def test_each_point_has_a_test_that_exists_or_a_reason_that_is_printed(point):
    if point.test:
        file, name = point.test.split("::")
        assert name in functions(file), f"{file} has no test {name}"
        assert point.where, "say where in the report it is shown"
    assert point.test or point.not_yet
    if point.not_yet:
        assert point.not_yet in shown("09_checks")
        assert point.asks in shown("09_checks")


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.point)
def test_a_place_in_the_report_is_a_heading_that_is_there(point):
    chapter, _, section = point.where.partition(": ")
    titles = {_title(path): path for path in NOTEBOOKS.glob("*.ipynb")}
    if section:
        cells = nbformat.read(titles[chapter], 4).cells
        heads = {cell.source for cell in cells if cell.cell_type == "markdown"}
        assert {f"## {section}", f"### {section}"} & heads, point.where


def _title(path: Path) -> str:
    return nbformat.read(path, 4).cells[0].source.removeprefix("# ").split("\n")[0]


@pytest.fixture(scope="module")
def own():
    return registers.open("Exampleshire", "2023-24")


def cells(table: tables.Table) -> dict[str, dict[str, str]]:
    return {head: dict(zip(table.columns, row, strict=True)) for head, row in table.rows}


def test_each_promise_stands_with_where_it_has_come(own):
    told = own.commitments.rows
    assert len(told) > 3
    assert set(told["status"]) <= {"open", "in progress", "done", "not done"}
    for promise in registers.open("Medway", "2023-24").commitments.rows["commitment"]:
        assert promise in shown("02_the_partnership")


def test_what_was_said_stands_beside_what_changed_and_who_acted(own):
    table = tables.listing(own.voice_changes, "said_by", "said", "acted", "changed", "result")
    row = cells(table)["Council of children in care"]
    assert "Exampleshire Council" in row.values()
    for words in ("Toilet areas were adapted", "Young assessors in schools", "The schools"):
        assert words in shown("04_voice")


def test_education_is_told_by_sector_and_special_schools_by_name():
    for sector in ("Early years", "Primary", "Secondary", "Post-16", "SEND", "Independent"):
        assert sector in shown("02_the_partnership")
    assert "(SEND), no representatives are on record" in shown("02_the_partnership")


def test_a_group_of_which_nothing_is_known_has_its_line():
    asked = registers.open("Medway", "2023-24").groups_asked_about
    unknown = asked.where(known="not known").rows["group"]
    assert len(unknown) > 0
    for group in unknown:
        assert group in shown("05_priorities")


def test_a_point_without_test_or_reason_is_refused():
    path = Path("checklist.yaml")
    with pytest.raises(ValueError, match=r"point 3: expected asks, and a test or not_yet"):
        checklist._point(path, {"point": 3, "asks": "a"})
    with pytest.raises(ValueError, match=r"point 3: 'tests' is none of point, asks, where, test"):
        checklist._point(path, {"point": 3, "asks": "a", "tests": "b"})
