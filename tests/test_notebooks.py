"""The committed notebooks say what the figures say: run again, they give the same outputs.

The same by a kernel as Jupyter starts it, by those forked from the warm process for a report, and
by a program that is not the project's own.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from mscp_analysis.report.running import kernels, warm

REPOSITORY = Path(__file__).parents[1]
NOTEBOOKS = REPOSITORY / "notebooks" / "report"
CHAPTERS = sorted(NOTEBOOKS.glob("*.ipynb"))
FIRST = NOTEBOOKS / "01_children_and_families.ipynb"
DESK = REPOSITORY / "notebooks" / "explore"
TABLE = "child_protection_plans"


def by_nbval(data: Path, *notebooks: Path) -> subprocess.CompletedProcess[str]:
    """Run notebooks on a data folder and compare what they show with what is committed."""
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q"]
    command += ["--nbval-sanitize-with", "tests/explore.cfg"]
    return subprocess.run(
        [*command, "-p", "no:cacheprovider", "-p", "no:xdist", *map(str, notebooks)],
        cwd=REPOSITORY,
        env={**os.environ, "MSCP_DATA": str(data), "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )


def with_one_digit_changed(data: Path, *, described: bool) -> Path:
    """A copy of the data in which Medway had one child more on a plan at 31 March 2024."""
    shutil.copytree(REPOSITORY / "data", data)
    table = data / "published" / f"{TABLE}.csv"
    text, times = re.subn(
        r"(,2023-24,E06000035,at_31_march,28)1,", r"\g<1>2,", table.read_text(encoding="utf-8")
    )
    assert times
    before = hashlib.sha256(table.read_bytes()).hexdigest()
    table.write_text(text, encoding="utf-8")
    if described:
        after = hashlib.sha256(table.read_bytes()).hexdigest()
        description = data / "published" / f"{TABLE}.resource.yaml"
        assert before in description.read_text(encoding="utf-8")
        description.write_text(description.read_text(encoding="utf-8").replace(before, after))
    return data


def outputs(notebook: nbformat.NotebookNode) -> list[tuple[str, list]]:
    """What every cell shows, with all that is said of it but nobody sees."""
    return [(cell.source, cell.get("outputs", [])) for cell in notebook.cells]


def differing(shown: nbformat.NotebookNode, committed: Path) -> list[int]:
    """The cells that show something else than what is committed."""
    pairs = zip(outputs(shown), outputs(nbformat.read(committed, 4)), strict=True)
    return [number for number, (one, other) in enumerate(pairs, 1) if one != other]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=[path.stem for path in CHAPTERS])
def test_committed_outputs_are_what_the_notebook_shows(chapter, ordinary):
    """Cell by cell, with the facts and the words for whoever cannot see, in an ordinary kernel."""
    assert differing(ordinary(chapter), chapter) == [], f"{chapter.name}: run 'make notebooks'"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=[path.stem for path in CHAPTERS])
def test_committed_outputs_are_what_warm_kernels_show_in_a_report(chapter, whole):
    """The same, but for a cell more: that of the report's parameters."""
    if not warm.POSSIBLE:
        pytest.skip("kernels are not forked here")
    ran = nbformat.read(whole("medway") / "notebooks" / chapter.name, 4)
    given = [cell for cell in ran.cells if "injected-parameters" in cell.metadata.get("tags", [])]
    ran.cells = [cell for cell in ran.cells if cell not in given]
    for output in (each for cell in ran.cells for each in cell.get("outputs", [])):
        if "execution_count" in output:
            output.execution_count -= len(given)
    assert differing(ran, chapter) == [], f"{chapter.name}: run 'make notebooks'"


def test_nbval_finds_the_committed_outputs_too():
    """Of a chapter and of a notebook of the desk; it compares less than the tests of each do."""
    asked = NOTEBOOKS / "04_voice.ipynb", DESK / "00_start_here.ipynb"
    said = by_nbval(REPOSITORY / "data", *asked)
    assert said.returncode == 0, said.stdout[-3000:]
    assert int(re.search(r"(\d+) passed", said.stdout)[1]) > 20


def test_one_digit_changed_in_a_table_is_seen_in_the_outputs(tmp_path):
    """By nbval in a short notebook, and in the chapter that tells most of the table."""
    data = with_one_digit_changed(tmp_path / "data", described=True)
    said = by_nbval(data, DESK / "how_a_rate_is_made.ipynb")
    assert said.returncode == 1
    assert "282" in said.stdout
    changed = kernels.run(FIRST, {}, tmp_path, data)
    cells = differing(changed, FIRST)
    assert cells
    assert any("282" in str(changed.cells[number - 1].outputs) for number in cells)


def test_one_digit_changed_behind_the_descriptions_back_stops_the_notebook(tmp_path):
    data = with_one_digit_changed(tmp_path / "data", described=False)
    with pytest.raises(ValueError, match=TABLE) as stopped:
        kernels.run(FIRST, {}, tmp_path, data)
    assert len({*re.findall(r"\b[0-9a-f]{64}\b", str(stopped.value))}) == 2
