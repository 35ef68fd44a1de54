"""Where the time of a build went: each cell by its first line, and the steps around them."""

from __future__ import annotations

import csv
import time

import nbformat
import pytest

from mscp_analysis.report import profile
from mscp_analysis.report.build import build


def test_a_build_tells_the_cells_of_its_chapters_and_its_own_steps(asked, notebook, tmp_path):
    began = time.perf_counter()
    with profile.timed() as timed:
        build(asked, tmp_path / "timed", [notebook("plain")], fresh=True)
    passed = time.perf_counter() - began
    own = [step for step in timed.steps if step.where == profile.BUILD]
    assert [step.what for step in own[:2]] == [
        "checking what was handed in",
        "protecting small numbers",
    ]
    assert sum(step.seconds for step in own) == pytest.approx(passed, rel=0.2)
    read = nbformat.read(notebook("plain"), as_version=4).cells
    cells = [step for step in timed.steps if step.where == "plain.ipynb" and step.cell]
    assert [step.cell for step in cells] == [
        number for number, cell in enumerate(read, 1) if cell.cell_type == "code"
    ]
    for step in cells:
        assert step.what in read[step.cell - 1].source
    assert "papermill" not in (tmp_path / "timed" / "notebooks" / "plain.ipynb").read_text()


def test_nothing_is_timed_where_nobody_asks():
    profile.lap("work")
    with profile.timed() as timed:
        pass
    profile.lap("work")
    assert timed.steps == []


def test_the_costliest_comes_first_and_chapters_are_summed():
    steps = [
        profile.Step(8.0, profile.BUILD, "chapters"),
        profile.Step(1.5, "01_plans.ipynb", "show(table)", 3, "Plans"),
        profile.Step(2.5, "01_plans.ipynb", "draw(chart)", 4, "Plans"),
    ]
    rows = [*csv.reader(profile.as_csv(steps).splitlines())]
    assert rows[0] == ["seconds", "share", "where", "cell", "section", "what"]
    assert [row[0] for row in rows[1:]] == ["8.000", "2.500", "1.500"]
    lines = profile.as_table(steps, most=1).splitlines()
    assert lines[2].split() == ["4.000", "50%", "01_plans.ipynb", "all", "of", "it"]
    assert lines[-1].split() == ["8.000", "100%", "build", "chapters"]
