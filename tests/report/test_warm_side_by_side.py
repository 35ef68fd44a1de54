"""The chapters of one report, side by side: their order, their failures, and what is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import nbformat
import pytest

from mscp_analysis.report.running import kernels, side_by_side

REPOSITORY = Path(__file__).parents[2]


def chapter(folder: Path, name: str, code: str) -> Path:
    (folder / "given").mkdir(exist_ok=True)
    cell = nbformat.v4.new_code_cell(code)
    path = folder / "given" / f"{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    return path


def run(folder: Path, *given: Path) -> list[str]:
    """What each notebook printed."""
    with closing(side_by_side.run(given, {}, folder)) as finished:
        return [done.cells[0].outputs[0].text for done in finished]


def test_results_come_in_the_order_of_the_chapters(tmp_path, monkeypatch):
    monkeypatch.setattr(side_by_side, "cores", lambda: 3)
    code = "import os, time\ntime.sleep({})\nprint(os.path.basename(os.getcwd()))"
    given = [
        chapter(tmp_path, name, code.format(wait))
        for name, wait in [("a", 1), ("b", 0.5), ("c", 0)]
    ]
    assert run(tmp_path, *given) == ["a\n", "b\n", "c\n"]


def test_no_more_run_at_a_time_than_there_are_cores(tmp_path, monkeypatch):
    running, most, lock = 0, 0, threading.Lock()

    def counted(notebook, *_):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1
        return nbformat.v4.new_notebook(metadata={"name": notebook.stem})

    monkeypatch.setattr(kernels, "run", counted)
    monkeypatch.setattr(side_by_side, "cores", lambda: 2)
    given = [Path(f"{number}.ipynb") for number in range(8)]
    names = [done.metadata.name for done in side_by_side.run(given, {}, tmp_path)]
    assert names == [path.stem for path in given]
    assert most == 2


def test_cores_are_those_that_this_process_may_use():
    code = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
    code += "from mscp_analysis.report.running import side_by_side; print(side_by_side.cores())"
    if not hasattr(os, "sched_setaffinity"):
        pytest.skip("a process cannot be kept to one core here")
    said = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "1\n"


def test_the_first_chapter_that_fails_is_the_one_that_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(side_by_side, "cores", lambda: 3)
    later = chapter(tmp_path, "a", "import time\ntime.sleep(1)\nraise ValueError('The first.')")
    sooner = chapter(tmp_path, "b", "raise ValueError('The second.')")
    with pytest.raises(ValueError, match=r"^a\.ipynb, cell 1: The first\.$"):
        run(tmp_path, later, sooner)


def test_the_others_are_stopped_at_once_and_none_begins_any_more(tmp_path, monkeypatch):
    monkeypatch.setattr(side_by_side, "cores", lambda: 2)
    number = tmp_path / "number"
    waits = f"import os, time\nopen({str(number)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"
    fails = f"import os, time\nwhile not os.path.exists({str(number)!r}): time.sleep(0.02)\n"
    fails += "time.sleep(0.1)\nraise ValueError('Not so.')"
    third = f"open({str(tmp_path / 'third')!r}, 'w')"
    given = [chapter(tmp_path, "a", fails), chapter(tmp_path, "b", waits)]
    began = time.monotonic()
    with pytest.raises(ValueError, match="Not so"):
        run(tmp_path, *given, chapter(tmp_path, "c", "import time; time.sleep(60)\n" + third))
    assert time.monotonic() - began < 30
    assert not (tmp_path / "third").exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(number.read_text()), 0)


def test_interrupted_report_of_two_chapters_ends_with_all_its_processes(tmp_path):
    code = "import os, time\nopen({!r}, 'w').write(f'{{os.getppid()}} {{os.getpid()}} ')\n"
    code += "time.sleep(60)"
    told = [tmp_path / "one", tmp_path / "two"]
    given = [str(chapter(tmp_path, path.name, code.format(str(path)))) for path in told]
    (tmp_path / "run").mkdir()
    script = f"""
from pathlib import Path
from mscp_analysis.report.running import side_by_side
side_by_side.cores = lambda: 2
print(list(side_by_side.run([Path(name) for name in {given}], {{}}, Path("run"))))
"""
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not all(p.exists() and p.read_text()[-1:] for p in told):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=30)
    assert said == ""
    assert complained.splitlines()[-1] == "KeyboardInterrupt"
    assert "never" not in complained
    for number in {int(number) for path in told for number in path.read_text().split()}:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)
