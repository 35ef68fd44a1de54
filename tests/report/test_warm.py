"""Kernels forked from a warm process: as ordinary ones, each by itself, and none left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import nbformat
import pytest

from mscp_analysis.areas import data_folder
from mscp_analysis.report.running import explored, forked, kernels, ordinary, private, warm

REPOSITORY = Path(__file__).parents[2]
EXPLORED = sorted((REPOSITORY / "notebooks" / "explore").glob("*.ipynb"))

pytestmark = pytest.mark.skipif(not warm.POSSIBLE, reason="kernels are not forked here")


def of_code(folder: Path, *cells: str) -> Path:
    made = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=made), folder / "asked.ipynb")
    return folder / "asked.ipynb"


def outputs(notebook: Path, folder: Path, how: ModuleType = forked) -> list[list[dict]]:
    """Every cell's outputs, an error's among them, without what differs between any two runs."""
    with private.place() as place:
        read = nbformat.read(notebook, as_version=4)
        read.metadata.papermill = {}
        done = nbformat.writes(how.run(read, folder, place, 60))
        own = re.escape(str(place.folder))
    said = re.sub(rf"{own}|ipykernel_\d+/\d+|JPY_PARENT_PID \d+|0x[0-9a-f]+", "~", done)
    return [
        in_one_piece(cell.get("outputs", [])) for cell in nbformat.reads(said, as_version=4).cells
    ]


def in_one_piece(said: list[dict]) -> list[dict]:
    """The outputs of a cell; a kernel sends a stream in as many pieces as time happens to cut."""
    joined: list[dict] = []
    for output in said:
        last = joined[-1] if joined else {}
        if output["output_type"] == last.get("output_type") == "stream" and (
            output["name"] == last["name"]
        ):
            last["text"] += output["text"]
        else:
            joined.append(output)
    return joined


def shown(notebook: nbformat.NotebookNode) -> str:
    """What the cells of a notebook printed and gave."""
    every = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "".join(output.get("text") or output["data"]["text/plain"] for output in every)


@pytest.mark.parametrize("name", ["awkward_outputs", "awkward_processes", "shows_settings"])
def test_awkward_notebooks_give_what_an_ordinary_kernel_gives(
    name, notebook, tmp_path, monkeypatch
):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # it stops kernels from catching what C prints
    warmly = outputs(notebook(name), tmp_path)
    for number, (one, other) in enumerate(
        zip(warmly, outputs(notebook(name), tmp_path, ordinary), strict=True), 1
    ):
        assert one == other, f"cell {number}"
    assert any(warmly)


def of_a_reader(notebook: nbformat.NotebookNode) -> list[list[dict]]:
    """What each cell shows, but for names of widgets and drawings, which may differ by a hair."""
    found = []
    for cell in notebook.cells:
        said = cell.get("outputs", [])
        for output in said:
            explored.without_widget(output)
        found.append(in_one_piece(said))
    plain = re.sub(r"<svg.*?</svg>|IPY_MODEL_\w+|0x[0-9a-f]+", "~", json.dumps(found), flags=re.S)
    return json.loads(plain)


@pytest.mark.parametrize("name", [path.stem for path in EXPLORED])
def test_notebooks_of_the_desk_give_what_an_ordinary_kernel_gave(name):
    path = EXPLORED[0].with_name(f"{name}.ipynb")
    warmly = of_a_reader(kernels.run(path, {}, path.parent))
    cold = of_a_reader(nbformat.read(path, as_version=4))
    for number, (one, other) in enumerate(zip(warmly, cold, strict=True), 1):
        assert one == other, f"cell {number}: run 'make notebooks'"


def test_nothing_passes_from_one_notebook_to_the_next(notebook, tmp_path):
    before = outputs(notebook("shows_settings"), tmp_path)
    assert not [out for cell in outputs(notebook("changes_settings"), tmp_path) for out in cell]
    assert outputs(notebook("shows_settings"), tmp_path) == before


def test_random_numbers_without_a_seed_differ_from_notebook_to_notebook(tmp_path):
    code = "import random\nimport numpy as np\nprint(random.random(), np.random.random())"
    drawn = [shown(kernels.run(of_code(tmp_path, code), {}, tmp_path)).split() for _ in "12"]
    assert not {*drawn[0]} & {*drawn[1]}


HOLDS = """
import gc, sys
from pathlib import Path
import pandas as pd
gc.unfreeze()
rooms = [module for name, module in sys.modules.items() if name.startswith("mscp_analysis")]
caches = {cache for room in rooms for cache in vars(room).values() if hasattr(cache, "cache_info")}
kept = {f"{it.__module__}.{it.__name__}" for it in caches if it.cache_info().currsize}
tables = [found for found in gc.get_objects() if isinstance(found, (pd.DataFrame, pd.Series))]
known = b"private" in Path("/proc/self/environ").read_bytes()
print(len(rooms) > 20, len(caches) > 3, len(tables) > 3, known, *sorted(kept))"""


@pytest.mark.parametrize("ahead", [None, data_folder()], ids=["nothing", "published tables"])
def test_a_kernel_holds_nothing_of_a_partnership_when_it_starts(ahead, tmp_path, monkeypatch):
    monkeypatch.setenv("MSCP_DATA", str(tmp_path / "private"))
    monkeypatch.setenv("ASKED", str(ahead))  # Which lets another warm process begin.
    warm.up(ahead)
    said = shown(kernels.run(of_code(tmp_path, HOLDS), {}, tmp_path, tmp_path / "protected"))
    is_known, kept = f"True True {ahead is not None} False".split(), said.split()[4:]
    assert said.split()[:4] == is_known
    assert bool(kept) == (ahead is not None)
    assert [each for each in kept if not re.fullmatch(OF_ALL, each)] == []


OF_ALL = (
    r"mscp_analysis\.(areas(?!\.held\._described)|intervals|measures|schemas\.descriptions"
    r"|data\.(held|loading|figures))(\..+)?"
)
"""What keeps what is read of published tables and rules, and nothing else."""


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os; os.write(2, b'no memory is left'); os._exit(3)", r"\(no memory is left\)"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", r"stopped \("),
        ("import sys; sys.exit(3)", "asked.ipynb, cell 1: SystemExit: 3"),
    ],
)
def test_an_end_of_the_kernel_is_told_as_that_of_an_ordinary_one(code, said, tmp_path, monkeypatch):
    with pytest.raises(ValueError, match=said) as warmly:
        kernels.run(of_code(tmp_path, code), {}, tmp_path)
    monkeypatch.setattr(warm, "POSSIBLE", False)
    with pytest.raises(ValueError, match=said) as cold:
        kernels.run(of_code(tmp_path, code), {}, tmp_path)
    assert str(warmly.value) == str(cold.value)


def test_what_a_process_prints_that_a_cell_forks_is_shown(tmp_path):
    code = "import multiprocessing, time\n"
    code += "with multiprocessing.get_context('fork').Pool(1) as pool:\n"
    code += "    pool.map(print, ['from below'])\n    time.sleep(0.5)"
    assert shown(kernels.run(of_code(tmp_path, code), {}, tmp_path)) == "from below\n"


def test_what_is_shown_is_kept_as_it_was_when_it_was_shown(tmp_path):
    code = "from IPython.display import display\nsaid = {'text/html': 'before'}\n"
    code += "display(said, raw=True)\nsaid['text/html'] = 'after'"
    (shown_first,) = kernels.run(of_code(tmp_path, code), {}, tmp_path).cells[0].outputs
    assert shown_first.data == {"text/html": "before"}


def test_a_notebook_ends_where_it_says_so_and_that_is_no_error(tmp_path):
    never = tmp_path / "never"
    cells = ["import sys; sys.exit()", f"open({str(never)!r}, 'w')"]
    kernels.run(of_code(tmp_path, *cells), {}, tmp_path)
    assert not never.exists()


def test_where_the_warm_process_ends_the_kernel_is_an_ordinary_one(tmp_path, monkeypatch):
    async def ended(self):
        return "", ""

    monkeypatch.setattr(warm.Fork, "tells", ended)
    notebook = of_code(tmp_path, "import os; print(os.environ['PYTHONHASHSEED'], os.getppid())")
    assert shown(kernels.run(notebook, {}, tmp_path)) == f"0 {os.getpid()}\n"


def test_a_change_of_the_environment_reaches_the_next_kernel(tmp_path, monkeypatch):
    code = "import os; print(os.environ.get('SINCE'), os.getppid())"
    before = shown(kernels.run(of_code(tmp_path, code), {}, tmp_path)).split()
    monkeypatch.setenv("SINCE", "now")
    after = shown(kernels.run(of_code(tmp_path, code), {}, tmp_path)).split()
    assert (before[0], after[0]) == ("None", "now")
    assert before[1] != after[1]
    assert not alive(int(before[1])), "the process of the former environment has ended"


def alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def begun(notebook, tmp_path) -> Iterator[tuple[subprocess.Popen, set[int]]]:
    """A process whose kernel runs a cell, with a process of its own, and all of their numbers."""
    code = "import os, subprocess, time\nfrom pathlib import Path\n"
    code += "child = subprocess.Popen(['sleep', '60'])\n"
    code += f"new = Path({str(tmp_path / 'new')!r})\n"
    code += "new.write_text(f'{os.getppid()} {os.getpid()} {child.pid}')\n"
    code += f"new.rename({str(tmp_path / 'numbers')!r})\ntime.sleep(60)"
    words = f"Path({str(of_code(tmp_path, code))!r}), {{}}, Path({str(tmp_path)!r})"
    lines = ["from pathlib import Path", "from mscp_analysis.report.running import kernels"]
    process = subprocess.Popen(
        [sys.executable, "-c", "\n".join([*lines, f"kernels.run({words})"])],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stderr=subprocess.PIPE,
        text=True,
    )
    numbers = tmp_path / "numbers"
    wait_until(numbers.exists, 60)
    yield process, {int(number) for number in numbers.read_text().split()}
    process.kill()
    process.communicate()


def wait_until(so: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not so() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert so()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_of_a_process_that_is_killed_or_interrupted(number, begun):
    process, others = begun
    assert len(others) == 3
    assert all(map(alive, others))
    process.send_signal(number)
    wait_until(lambda: not any(map(alive, others)), 5)
    process.wait(5)


def test_nothing_is_left_of_a_kernel_whose_warm_process_is_killed(tmp_path):
    code = "import os, signal, time\nos.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(60)"
    with pytest.raises(ValueError, match="its kernel stopped"):
        kernels.run(of_code(tmp_path, code), {}, tmp_path)
    assert shown(kernels.run(of_code(tmp_path, "print('again')"), {}, tmp_path)) == "again\n"
