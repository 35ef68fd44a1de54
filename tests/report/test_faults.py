"""What goes wrong in a build, and that it does no harm to anything but that build."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import nbformat
import pytest

from mscp_analysis.report import chapters, publish
from mscp_analysis.report.running import cut, explored, kernels

REPOSITORY = Path(__file__).parents[2]
NOTEBOOKS = Path(__file__).parent / "notebooks"
HERE = "MSCP_TEST_HERE"
"""Names a file to write when a build has come to where it is to be disturbed."""


def of_code(folder: Path, *cells: str) -> Path:
    made = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=made), folder / "asked.ipynb")
    return folder / "asked.ipynb"


@pytest.mark.parametrize("run", [lambda it: kernels.run(it, {}, it.parent), explored.refresh])
def test_a_cell_that_does_not_end_is_stopped_and_named(run, tmp_path, monkeypatch):
    monkeypatch.setattr(kernels, "SECONDS_FOR_A_CELL", 1)
    number = tmp_path / "number"
    starts = f"import os\nopen({str(number)!r}, 'w').write(str(os.getpid()))"
    deaf = "while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt: pass"
    with pytest.raises(ValueError, match=r"^asked\.ipynb, cell 2 was still running after 1 s"):
        run(of_code(tmp_path, starts, deaf, "print('never')"))
    with pytest.raises(ProcessLookupError):
        os.kill(int(number.read_text()), 0)


def test_a_gigabyte_of_output_is_cut_and_the_next_cell_runs(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # it stops kernels from catching what C prints
    grown = "getrusage(RUSAGE_SELF).ru_maxrss / 1024"
    notebook = of_code(
        tmp_path,
        f"import os\nfrom resource import *\nmegabyte, before = 'x' * 10**6, {grown}",
        "for _ in range(1000): print(megabyte)",
        "for _ in range(300): os.write(1, megabyte.encode())",
        f"print('goes on;', round({grown} - before))",
        "from IPython.display import HTML\nHTML(megabyte * 9)",
        "raise ValueError(megabyte * 9)",
    )
    with pytest.raises(ValueError, match=r"^asked\.ipynb, cell 6: x+ \[…\]$") as raised:
        kernels.run(notebook, {}, tmp_path)
    assert len(str(raised.value)) < 3000
    read = nbformat.read(notebook, as_version=4)
    nbformat.write(nbformat.v4.new_notebook(cells=read.cells[:-1]), notebook)
    _, printed, below, after, shown = kernels.run(notebook, {}, tmp_path).cells
    for cell in (printed, below):
        said = "".join(output.text for output in cell.outputs)
        assert len(said) == cut.LIMIT + len(cut.NOTICE)
        assert said.endswith("[Cut here: a cell may show no more than 5,000,000 characters.]\n")
    went_on, megabytes = after.outputs[0].text.split(";")
    assert went_on == "goes on"
    assert int(megabytes) < 100
    assert [output.text for output in shown.outputs] == [cut.NOTICE.lstrip()]


def test_small_outputs_without_end_are_cut_as_well(tmp_path):
    code = (
        "from IPython.display import HTML, display\nfor _ in range(60): display(HTML('x' * 10**5))"
    )
    cell = kernels.run(of_code(tmp_path, code), {}, tmp_path).cells[0]
    *whole, notice = cell.outputs
    assert len(whole) == 49  # of 5,000,000 characters each takes 100,000, and some for its message
    assert {len(output.data["text/html"]) for output in whole} == {100_000}
    assert notice.text == cut.NOTICE.lstrip()


def test_a_chapter_that_printed_without_end_is_refused_in_a_short_sentence():
    output = nbformat.v4.new_output("stream", text="x" * cut.LIMIT + cut.NOTICE)
    cell = nbformat.v4.new_code_cell(outputs=[output])
    with pytest.raises(ValueError, match=r"^a\.ipynb, cell 1 printed instead of") as raised:
        chapters.check_outputs("a.ipynb", nbformat.v4.new_notebook(cells=[cell]))
    assert len(str(raised.value)) < 500


class Command:
    """``mscp report`` of fixture notebooks, in a process that leaves its mark on all it starts."""

    def __init__(self, folder: Path, *notebooks: str, before: str = "") -> None:
        self.out, self.here = folder / "reports" / "2022-23", folder / "here"
        given = [str(NOTEBOOKS / f"{name}.ipynb") for name in notebooks]
        code = f"""
import os, signal, sys, time
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
from mscp_analysis import cli
from mscp_analysis.report import build
from mscp_analysis.report.files import annex
def waits(*_):
    Path(os.environ[{HERE!r}]).touch()
    time.sleep(60)
build.chapters.find = lambda: [Path(name) for name in {given}]
{before}
sys.exit(cli.main(["report", "2022-23", "--no-pdf", "--fresh", "--out", {str(self.out)!r}]))
"""
        environment = {**os.environ, HERE: str(self.here), "PYTHONPATH": str(REPOSITORY)}
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
        )

    def left(self) -> list[int]:
        """The processes that it has started, and itself, as far as they still run."""
        found, mark = [], f"{HERE}={self.here}".encode()
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if mark in (process / "environ").read_bytes().split(b"\0"):
                    found.append(int(process.name))
        return found


@pytest.fixture
def command(tmp_path) -> Iterator[Callable[..., Command]]:
    if not Path("/proc/self/environ").exists():
        pytest.skip("no list of processes can be read here")
    begun = []

    def begin(*words: str, **options: str) -> Command:
        begun.append(Command(tmp_path, *words, **options))
        return begun[-1]

    yield begin
    for each in begun:
        for number in each.left():
            os.kill(number, signal.SIGKILL)
        each.process.communicate()


def wait_until(so: Callable[[], object], seconds: float) -> float:
    """How long it takes until it is so."""
    began = time.monotonic()
    while not so() and time.monotonic() < began + seconds:
        time.sleep(0.02)
    assert so()
    return time.monotonic() - began


# A chapter runs in a kernel; the page is made and a copy of the process writes its tables.
WAITING = [("waits", ""), ("plain", "annex.write = waits")]


@pytest.mark.parametrize(("notebook", "before"), WAITING, ids=["in a chapter", "in the files"])
def test_an_interrupted_build_ends_at_once_and_leaves_nothing(notebook, before, command, slowness):
    running = command(notebook, before=before)
    wait_until(running.here.exists, 60)
    assert len(running.left()) > 1, "the process that kernels are forked from, at least"
    running.process.send_signal(signal.SIGINT)
    assert wait_until(lambda: running.process.poll() is not None, 60) < 2 * slowness()
    wait_until(lambda: not running.left(), 2 * slowness())
    assert running.process.returncode == 130
    assert running.process.stderr.read() == "mscp: interrupted; nothing was changed.\n"
    assert not [*running.out.parent.iterdir()]


@pytest.mark.parametrize(("notebook", "before"), WAITING, ids=["in a chapter", "in the files"])
def test_a_killed_build_leaves_no_process_and_the_next_one_tidies_up(
    notebook, before, command, slowness
):
    running = command(notebook, before=before)
    wait_until(running.here.exists, 60)
    running.process.kill()
    wait_until(lambda: not running.left(), 5 * slowness())
    (half,) = running.out.parent.iterdir()
    assert half.name.startswith(".2022-23.new-")

    record = dict.fromkeys(["name", "packages", "inputs"], "")

    def tidied() -> bool:
        with publish.whole_folder(running.out) as new:
            (new / "build.json").write_text(json.dumps(record | {"parameters": {}, "outputs": {}}))
        return [path.name for path in running.out.parent.iterdir()] == ["2022-23"]

    wait_until(tidied, 5 * slowness())  # a process that ends gives up its memory, then its locks


def test_what_a_killed_build_had_copied_goes_with_the_next_one(tmp_path, monkeypatch):
    pytest.importorskip("fcntl", reason="no folder can be held here, so that none is cleared")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, just_begun = tmp_path / "mscp-run-left", tmp_path / "mscp-run-begun"
    for folder in (left, just_begun):
        folder.mkdir()
        (folder / "audits.csv").write_text("agency\n")
    os.utime(left, (0, 0))
    with publish.scratch_folder() as in_use:
        os.utime(in_use, (0, 0))
        with publish.scratch_folder():
            assert {*tmp_path.iterdir()} > {in_use, just_begun}
    assert [*tmp_path.iterdir()] == [just_begun]


def test_where_there_is_no_room_for_a_file_nothing_is_published(command, slowness):
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"
    running = command("plain", before=limit)
    said = running.process.communicate(timeout=120)[1]
    assert running.process.returncode == 1
    assert "File too large" in said
    assert said.startswith("mscp: ")
    assert said.count("\n") == 1
    assert not [*running.out.parent.iterdir()]
    wait_until(lambda: not running.left(), 5 * slowness())


def test_of_two_builds_at_once_each_is_whole_in_its_turn(command):
    two = [command("plain"), command("plain", "second")]
    for running in two:
        running.process.communicate(timeout=120)
        assert running.process.returncode == 0
    out = two[0].out
    assert [path.name for path in out.parent.iterdir()] == ["2022-23"]
    written = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert written - {"build.json"} == {*json.loads((out / "build.json").read_text())["outputs"]}


def publish_often(target: Path, name: str) -> None:
    record = dict.fromkeys(["name", "packages", "inputs"], "") | {"parameters": {}}
    record["outputs"] = dict.fromkeys(["a", "b"], "")
    for _ in range(150):
        with publish.whole_folder(target) as new:
            for file in ("a", "b"):
                (new / file).write_text(name)
            (new / "build.json").write_text(json.dumps(record))


def test_many_builds_of_the_same_report_neither_fail_nor_mix(tmp_path):
    target = tmp_path / "2022-23"
    many = [
        get_context("fork").Process(target=publish_often, args=(target, name)) for name in "xyz"
    ]
    for process in many:
        process.start()
    for process in many:
        process.join(120)
    assert [process.exitcode for process in many] == [0, 0, 0]
    assert (target / "a").read_text() == (target / "b").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["2022-23"]
