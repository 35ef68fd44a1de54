"""The whole reports that several rooms of the tests read, built once for all of them."""

from __future__ import annotations

import fcntl
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import nbformat
import pytest
from jupyter_core.utils import run_sync
from nbclient import NotebookClient

from mscp_analysis.areas import Area, data_folder, partnership_of
from mscp_analysis.data import write_protected
from mscp_analysis.report import chapters, parameters
from mscp_analysis.report.build import build
from mscp_analysis.report.running import explored, private
from mscp_analysis.report.running.cores import cores
from mscp_analysis.report.running.ordinary import kernel as kernel_of_jupyter

LONGEST = (
    *("test_axe.py", "test_chapters.py", "test_each_register.py", "test_keyboard.py"),
    *("test_protection.py", "test_bytes.py", "test_notebooks.py", "test_importing.py"),
    *("test_warm.py", "test_faults.py", "test_pdf.py", "test_docs.py", "test_at_a_glance.py"),
    *("test_local_counts.py", "browser", "test_explore.py", "test_every_file.py", "test_medway.py"),
    *("test_cluster.py", "report"),
)
"""Files and folders, those that take longest first."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than cores, since tests often wait for a browser or another process."""
    return cores() + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first, so that no process waits for the last file of another."""
    rank = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: min(rank.get(part, len(rank)) for part in item.path.parts))


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the processes among which pytest-xdist shares the tests have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def kept_chapters(common: Path) -> Iterator[None]:
    """Chapters finished by one test serve the others, and none of an earlier run serves any.

    What is tested of running itself asks for a fresh build, or for a folder of its own.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MSCP_CACHE", str(common / "kept"))
        yield


@pytest.fixture(scope="session")
def slowness() -> Callable[[], float]:
    """By how much longer work takes just now than on a machine that does nothing else.

    A limit of time is of such a machine; where others want the same cores it is longer.
    """

    def times() -> float:
        began, worked = time.monotonic(), time.process_time()
        while time.process_time() < worked + 0.05:
            pass
        asked_for = os.getloadavg()[0] / (os.cpu_count() or 1)
        return max(1.0, asked_for, (time.monotonic() - began) / 0.05)

    return times


@contextmanager
def one_at_a_time(common: Path, name: str) -> Iterator[None]:
    """Let one process make what the others wait for."""
    with (common / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def whole(common: Path) -> Callable[..., Path]:
    """The folder of a partnership's whole report, or of one chapter of it; only to be read.

    The processes among which pytest-xdist shares the tests share these reports too: whoever asks
    first builds, the others wait. A folder that is there is whole, since a build is put in place
    at once. Its chapters are run by kernels, also where a test has run and kept one in its process.
    """

    @cache
    def built(
        partnership: str, year: str = "2023-24", chapter: str = "", known_at: str | None = None
    ) -> Path:
        name = "-".join(filter(None, [year, chapter, known_at]))
        out = common / "whole" / partnership / name
        out.parent.mkdir(parents=True, exist_ok=True)
        with one_at_a_time(common, f"{partnership}-{name}"):
            if not out.exists():
                told = [path for path in chapters.find() if path.name.startswith(chapter)]
                asked = parameters.request(year, partnership=partnership, known_at=known_at)
                is_printed = year == "2023-24" and not chapter
                build(asked, out, told if chapter else None, printed=is_printed, fresh=True)
        return out

    return built


@pytest.fixture(scope="session")
def protected(common: Path) -> Callable[[Area | str], Path]:
    """The data folder that the chapters of an area's report read; whoever changes it copies it.

    All processes share it, since small counts take seconds to protect, and all areas whose
    partnership hands nothing in share one.
    """

    @cache
    def written(area: Area | str) -> Path:
        own = partnership_of(area)
        out = common / "protected" / (own.name if own else "of no partnership")
        with one_at_a_time(common, f"protected-{out.name}"):
            if not out.exists():
                write_protected(area, out.with_name(f"{out.name}, in part"))
                out.with_name(f"{out.name}, in part").rename(out)
        return out

    return written


@pytest.fixture(scope="session")
def ordinary() -> Iterator[Callable[[Path], nbformat.NotebookNode]]:
    """Run a notebook in a kernel as Jupyter starts it, and give it back with its outputs.

    One kernel runs all that are asked for, since to start one takes longer than most of them:
    each finds no name of the one before and the data folder of the project. That they run in a
    kernel of their own as well is for the tests of warm ones, which show the same.
    """
    anew = f"%reset -f\nimport os\nos.environ['MSCP_DATA'] = {str(data_folder())!r}\n0"
    first = nbformat.v4.new_code_cell(anew)
    with private.place() as place, kernel_of_jupyter(place) as kernel:

        def ran(path: Path) -> nbformat.NotebookNode:
            notebook = nbformat.read(path, as_version=4)
            notebook.cells.insert(0, nbformat.from_dict(first))
            NotebookClient(notebook, km=kernel).execute(cwd=str(path.parent))
            before = notebook.cells.pop(0).outputs[0].execution_count
            for output in (each for cell in notebook.cells for each in cell.get("outputs", [])):
                if "execution_count" in output:
                    output.execution_count -= before
            return notebook

        run_sync(kernel.start_kernel)()
        yield ran


@pytest.fixture(scope="session")
def seen() -> Callable[[nbformat.NotebookNode], list[list[dict]]]:
    """What each cell of a notebook shows, but for widgets, which no reader of the file sees.

    Of a drawing only that there is one: its paths may differ by a hair between machines.
    """

    def outputs(notebook: nbformat.NotebookNode) -> list[list[dict]]:
        text = re.sub(r"<svg.*?</svg>", "DRAWING", nbformat.writes(notebook), flags=re.S)
        shown = [cell.get("outputs", []) for cell in nbformat.reads(text, as_version=4).cells]
        for output in (each for outputs in shown for each in outputs):
            explored.without_widget(output)
        return shown

    return outputs
