"""Tables on a page: none without a caption, and no figure in one without its source."""

from __future__ import annotations

import nbformat
import pytest

from mscp_analysis.report import chapters


def shows(html: str, facts: list[dict]) -> nbformat.NotebookNode:
    """A chapter of which one cell shows a table."""
    about = {"mscp": {"kind": "table", "facts": facts}}
    shown = nbformat.v4.new_output("display_data", {"text/html": html}, metadata=about)
    cell = nbformat.v4.new_code_cell("show(table)", outputs=[shown])
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Plans"), cell])


@pytest.mark.parametrize(
    ("caption", "sources", "wrong"),
    [
        ("", ["DfE"], "without a caption"),
        ('<caption id="t"> </caption>', ["DfE"], "without a caption"),
        ("<caption><b></b></caption>", ["DfE"], "without a caption"),
        ("<caption>Plans</caption>", [], r"a figure of no source \(Plans, number\)"),
    ],
)
def test_table_without_its_caption_or_source_stops_the_build(caption, sources, wrong):
    fact = {"title": "Plans, number", "value": 4.0, "sources": sources}
    with pytest.raises(ValueError, match=rf"^01_plans.ipynb, cell 2 shows a table.*{wrong}"):
        chapters.check_outputs("01_plans.ipynb", shows(f"<table>{caption}</table>", [fact]))


def test_a_figure_that_nobody_gave_needs_no_source_and_a_caption_may_be_marked_up():
    gone = {"title": "Plans, number", "value": None, "sources": []}
    html = "<table><caption><time>2023-24</time></caption></table>"
    chapters.check_outputs("01_plans.ipynb", shows(html, [gone]))
