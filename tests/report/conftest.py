"""Reports of tiny fixture notebooks, one a situation, on an authority that needs no tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from mscp_analysis.areas import Area
from mscp_analysis.periods import ReportingYear
from mscp_analysis.report import kernels, side_by_side
from mscp_analysis.report.build import build
from mscp_analysis.report.parameters import Request

NOTEBOOKS = Path(__file__).parent / "notebooks"
MEDWAY = Area("E06000035", "Medway", "authority", "E12000008", "887", None, None)


@pytest.fixture(scope="session")
def notebook() -> Callable[[str], Path]:
    """The fixture notebook of that name."""
    return lambda name: NOTEBOOKS / f"{name}.ipynb"


@pytest.fixture(scope="session")
def asked() -> Request:
    return Request(
        year=ReportingYear.parse("2022-23"),
        area=MEDWAY,
        known_at=None,
        name="Medway Safeguarding Children Partnership",
        folder="medway",
    )


@pytest.fixture
def build_of(asked, notebook, tmp_path: Path) -> Callable[..., Path]:
    """Build the fixture notebooks of these names into ``tmp_path / "2022-23"``."""

    def built(*names: str) -> Path:
        return build(asked, tmp_path / "2022-23", [notebook(name) for name in names])

    return built


@pytest.fixture(scope="session")
def built(asked, notebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a report of two chapters; only to be read."""
    out = tmp_path_factory.mktemp("reports") / "medway" / "2022-23"
    build(asked, out, [notebook("plain"), notebook("second")])
    return out


def run_here(
    notebook: Path, given: dict, _folder: Path, data: Path, *_: object
) -> nbformat.NotebookNode:
    """Run a chapter in this process, as the kernel's own shell runs it, on the protected data.

    One kernel for each of all authorities would take most of the time of the tests; what a
    kernel adds is tested in ``test_kernels.py`` and by the reports of Medway here.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MSCP_DATA", str(data))
        return run_chapter(notebook, given)


def run_chapter(notebook: Path, given: dict) -> nbformat.NotebookNode:
    """Run a chapter in this process on the data folder that is set."""
    shell = InteractiveShell()
    chapter = nbformat.read(notebook, 4)
    for number, cell in enumerate(chapter.cells, start=1):
        if cell.cell_type != "code":
            continue
        source = cell.source
        if "parameters" in cell.metadata.get("tags", []):
            source += "".join(f"\n{name} = {value!r}" for name, value in given.items())
        with capture_output() as said:
            ran = shell.run_cell(source)
        assert ran.success, f"cell {number}: {ran.error_in_exec}"
        assert said.stderr == ""
        shown = [(each.data, each.metadata or {}) for each in said.outputs]
        if ran.result is not None and not hasattr(ran.result, "_ipython_display_"):
            shown.append(shell.display_formatter.format(ran.result))
        cell.outputs = [
            nbformat.v4.new_output("display_data", data, metadata=about) for data, about in shown
        ]
    return chapter


@pytest.fixture
def here(monkeypatch):
    """Run the chapters in this process, one after another: it has but one display."""
    monkeypatch.setattr(kernels, "run", run_here)
    monkeypatch.setattr(side_by_side, "_cores", lambda: 1)
