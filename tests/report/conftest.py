"""Reports of tiny fixture notebooks, one a situation, on an authority that needs no tables."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from mscp_analysis import data
from mscp_analysis.areas import Area
from mscp_analysis.measures import Fact
from mscp_analysis.periods import ReportingYear
from mscp_analysis.report.build import build
from mscp_analysis.report.files.shown import ShownTable, read
from mscp_analysis.report.parameters import Request
from mscp_analysis.report.running import kernels, side_by_side
from mscp_analysis.sources import Source
from mscp_analysis.tables.table import Table

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


SOURCE = Source("Department for Education", "Children in need", "cin-2024", "2024-10")


def fact(value: float | None, marker: str = "", **said) -> Fact:
    """A fact of Medway with all that a file beside the page has a column for."""
    about = {"measure": "plans.rate", "title": "Plans", "unit": "per 10,000 children"}
    about |= {"decimals": 1, "period": "2023-24", "timing": "snapshot", "area": "Medway"}
    about |= {"area_code": "E06000035", "release": "cin-2024", "as_of": "2024-10"}
    return Fact(value=value, marker=marker, **{**about, "sources": (SOURCE,), **said})


def table() -> Table:
    """A table with everything that may stand in one, and much that had better not."""
    rate, gone = fact(44.2772, lower=39.3, upper=49.71), fact(None, "c", period="2022-23")
    change = fact(3.04, title="Plans, change", signed=True, breakdown=(("sex", "Female"),))
    count = fact(-1234.0, title="Plans, number", unit="children", decimals=0)
    rows = (
        ("=2+5", (rate, rate.limits, change, "=cmd|' /C calc'!A0")),
        ("+44 20 7946", (gone, gone.limits, count, "[a](https://example.org) $$b$$ <b>&")),
        ("@SUM(A1)", (count, gone.limits, fact(0.0), "")),
    )
    columns = ("Rate", "Interval", "Change", "rate")
    return Table(caption="Plans: what is known", stub="-Row", columns=columns, rows=rows)


@pytest.fixture(scope="session")
def executed() -> dict[str, nbformat.NotebookNode]:
    """A chapter that shows that table twice, below headings, as it is after it was run."""
    data, metadata = table()._repr_mimebundle_()
    shown = nbformat.v4.new_output("display_data", data=data, metadata=metadata)
    cells = [nbformat.v4.new_markdown_cell("# Plans\n\n## How many")]
    cells += [nbformat.v4.new_code_cell("show(table)", outputs=[shown]) for _ in range(2)]
    return {"01_plans.ipynb": nbformat.v4.new_notebook(cells=cells)}


@pytest.fixture(scope="session")
def tables(executed) -> list[ShownTable]:
    """The tables of that chapter, read back."""
    return read(executed)


def run_here(
    notebook: Path, given: dict, _folder: Path, read: Path, *_: object
) -> nbformat.NotebookNode:
    """Run a chapter in this process, as the kernel's own shell runs it, on the protected data.

    One kernel for each of all authorities would take most of the time of the tests; what a
    kernel adds is tested in ``test_kernels.py`` and by the reports of Medway here.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MSCP_DATA", str(read))
        return run_chapter(notebook, given)


def run_chapter(notebook: Path, given: dict) -> nbformat.NotebookNode:
    """Run a chapter in this process on the data folder that is set."""
    InteractiveShell.clear_instance()  # What a cell displays goes to the one that there is.
    shell = InteractiveShell.instance()
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


@pytest.fixture(scope="session")
def ran() -> Callable[[Path, dict], nbformat.NotebookNode]:
    """Run a chapter in this process on the data folder that is set, and give it back."""
    return run_chapter


@pytest.fixture
def here(monkeypatch, protected):
    """Run the chapters in this process, one after another: it has but one display.

    They run on a copy of data that were protected once for all.
    """

    def copied(area: Area, folder: Path) -> None:
        shutil.copytree(protected(area), folder, symlinks=True)

    monkeypatch.setattr(data, "write_protected", copied)
    monkeypatch.setattr(kernels, "run", run_here)
    monkeypatch.setattr(side_by_side, "cores", lambda: 1)
