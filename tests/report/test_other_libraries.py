"""What is done in the place of a part of another library is what that part does."""

from __future__ import annotations

from html.parser import HTMLParser

import nbformat
import papermill
import pydyf
import pytest
from nbconvert import HTMLExporter

from mscp_analysis.report.files import pdf
from mscp_analysis.report.pages import page, reading, table_html
from mscp_analysis.report.running import kernels


def test_a_notebook_gives_what_papermill_gives(notebook, tmp_path):
    asked = {"year": "2022-23", "area": "E06000035", "known_at": None}
    ours = kernels.run(notebook("plain"), asked, tmp_path)
    theirs = papermill.execute_notebook(
        str(notebook("plain")), None, asked, kernel_name="python3", cwd=str(tmp_path)
    )
    assert [cell.source for cell in ours.cells] == [cell.source for cell in theirs.cells]
    assert [shown(cell) for cell in ours.cells] == [shown(cell) for cell in theirs.cells]
    assert {*theirs.metadata} <= {*ours.metadata}


def shown(cell: nbformat.NotebookNode) -> list[tuple]:
    """What a cell gives; of a drawing only that there is one, since its names are drawn by lot."""
    return [
        (each.output_type, each.metadata, {**each.data, "image/svg+xml": ""})
        for each in cell.get("outputs", [])
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "name"),
    [
        (page._Exporter, HTMLExporter, "_preprocess"),
        (reading._Reader, HTMLParser, "updatepos"),
        (table_html._Reader, HTMLParser, "updatepos"),
    ],
)
def test_a_part_that_is_left_out_is_still_one_of_the_library(ours, theirs, name):
    assert issubclass(ours, theirs)
    assert getattr(ours, name) is not getattr(theirs, name)


def test_the_sides_of_a_pdf_are_listed_as_its_library_lists_them(monkeypatch):
    document = pydyf.PDF()
    for _ in range(3):
        document.add_page(pydyf.Dictionary({"Type": "/Page", "Parent": document.pages.reference}))
    theirs = document.page_references
    monkeypatch.setattr(pydyf.PDF, "page_references", pydyf.PDF.page_references)  # put back after
    pdf._list_sides_once()
    assert document.page_references == theirs
    assert len(theirs) == 3
