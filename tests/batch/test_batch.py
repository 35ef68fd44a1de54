"""Many reports on this machine: what fails, what is there already, and what ends too early."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from mscp_analysis import cli
from mscp_analysis.report import batch
from mscp_analysis.report.batch import hands, places, running, told
from tests.batch.conftest import AREAS, NAMES, files

REPOSITORY = Path(__file__).parents[2]
FAILS_IN_LEEDS = """
if area == "E08000035":
    raise ValueError("Leeds has no figures.")
"""
WORDS = ["batch", "--areas", AREAS, "--years", "2023-24", "--no-pdf"]


@pytest.fixture
def small(monkeypatch, tmp_path):
    """The command builds reports of the one small chapter."""
    asked = running.run

    def run(requests, out, **said):
        return asked(requests, out, notebooks=[tmp_path / "01_plans.ipynb"], processes=2, **said)

    monkeypatch.setattr(batch, "run", run)


def test_what_fails_is_named_the_rest_goes_on_and_only_that_is_built_again(
    small, chapter, tmp_path, capsys
):
    out = tmp_path / "all of them"
    chapter(FAILS_IN_LEEDS)
    assert cli.main([*WORDS, "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert said.out == f"2 reports built, 0 unchanged.\n{out / 'index.html'}\n"
    assert "mscp: leeds/2023-24 failed: 01_plans.ipynb, cell 3: Leeds has no figures." in said.err
    again = f"mscp batch --areas {AREAS} --years 2023-24 --no-pdf --out '{out}' --only-failed"
    assert said.err.splitlines()[-1] == f"  {again}"
    assert (out / "failed.csv").read_text("utf-8-sig").splitlines() == [
        "report,why",
        'leeds/2023-24,"01_plans.ipynb, cell 3: Leeds has no figures."',
    ]
    before = files(out)
    assert {name.split("/")[0] for name in before} == {"kent", "devon"}
    assert [path.name for path in out.glob("*/.*")] == []
    chapter()
    assert cli.main([*WORDS, "--out", str(out), "--only-failed"]) == 0
    assert capsys.readouterr().out.startswith("1 report built, 0 unchanged.\n")
    assert not (out / "failed.csv").exists()
    after = files(out)
    assert {name: after[name] for name in before} == before
    assert {name.split("/")[0] for name in after} == {"kent", "devon", "leeds"}
    listed = (out / "index.html").read_text("utf-8")
    assert all(f'href="{name}/index.html"' in listed for name in NAMES)
    assert cli.main([*WORDS, "--out", str(out), "--only-failed"]) == 1
    assert "None of these reports is among those that failed" in capsys.readouterr().err


def test_a_report_that_is_there_and_unchanged_is_not_built_again(chapter, tmp_path):
    requests, out = batch.orders("2023-24", places="Kent,Devon"), tmp_path / "out"
    path = chapter()
    assert batch.run(requests, out, notebooks=[path], processes=1).unchanged == []
    inode = (out / "devon" / "2023-24").stat().st_ino
    (out / "kent" / "2023-24" / "ledger.csv").write_text("damaged")
    again = batch.run(requests, out, notebooks=[path], processes=1)
    assert (again.built, again.unchanged) == (["kent/2023-24"], ["devon/2023-24"])
    assert (out / "devon" / "2023-24").stat().st_ino == inode
    there = running.There(places.place(out), False, [path])
    assert all(map(there.has, requests))
    assert not any(map(running.There(places.place(out), True, [path]).has, requests)), "no PDF"
    chapter("another = 1")
    assert not any(map(running.There(places.place(out), False, [path]).has, requests))


def test_a_process_that_is_killed_loses_no_report_and_one_that_always_dies_is_named(
    chapter, tmp_path, monkeypatch
):
    """In the middle of its chapter: the first time that Leeds is built, and always in Devon."""
    doomed, give, killing = tmp_path / "doomed", hands.Hand.give, list[threading.Thread]()
    doomed.mkdir()
    for area in ("E08000035", "E10000008"):
        (doomed / area).touch()

    def given(hand, request) -> None:
        give(hand, request)
        if (doomed / request.area.code).exists():
            words = hand.process.pid, doomed / request.area.code
            killing.append(threading.Thread(target=kill, args=words))
            killing[-1].start()

    def kill(number: int, mark: Path) -> None:
        until(mark.read_text)
        if mark.name == "E08000035":
            mark.unlink()
        else:
            mark.write_text("")
        os.kill(number, signal.SIGKILL)

    monkeypatch.setattr(hands.Hand, "give", given)
    waits = f"""
import pathlib, time
mark = pathlib.Path({str(doomed)!r}, area)
if mark.exists():
    mark.write_text("begun")
    time.sleep(600)
"""
    requests = batch.orders("2023-24", places=AREAS)
    outcome = batch.run(requests, tmp_path / "out", notebooks=[chapter(waits)], processes=2)
    for thread in killing:
        thread.join()
    assert len(killing) == 1 + hands.TRIES
    assert sorted(outcome.built) == ["kent/2023-24", "leeds/2023-24"]
    died = "The process that built it ended 2 times (by signal 9)."
    assert outcome.failed == {"devon/2023-24": died}


def test_two_batches_into_one_folder_at_once_leave_each_report_whole(chapter, tmp_path):
    requests, path = batch.orders("2023-24", places="Kent,Leeds"), chapter()
    both: list[batch.Outcome] = []

    def one() -> None:
        both.append(batch.run(requests, tmp_path / "out", notebooks=[path], processes=1))

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert [outcome.failed for outcome in both] == [{}, {}]
    assert {len(outcome.built) + len(outcome.unchanged) for outcome in both} == {2}
    found = files(tmp_path / "out")
    for name in ("kent", "leeds"):
        assert f"{name}/2023-24/index.html" in found
        assert [p.name for p in (tmp_path / "out" / name).iterdir() if p.is_dir()] == ["2023-24"]


def begun(tmp_path: Path, path: Path, out: Path) -> tuple[subprocess.Popen[str], Path]:
    """A batch of another process whose kernels run."""
    code = f"""
import sys
sys.path.insert(0, {str(REPOSITORY)!r})
from pathlib import Path
from functools import partial
from mscp_analysis import cli
from mscp_analysis.report import batch
if __name__ == "__main__":
    batch.run = partial(batch.run, notebooks=[Path({str(path)!r})], processes=2)
    sys.exit(cli.main({[*WORDS, "--out", str(out)]!r}))
"""
    program = tmp_path / "program.py"
    program.write_text(code)
    temporary = Path(tempfile.mkdtemp())  # a short path, as sockets need
    process = subprocess.Popen(
        [sys.executable, str(program)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    until(lambda: len([*tmp_path.glob("kernel-*")]) == 2)
    return process, temporary


def until(true, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert true()


def family(number: int) -> set[int]:
    """A process, and all that it and those that it started have started."""
    found = {number}
    for task in Path(f"/proc/{number}/task").glob("*/children"):
        found.update(*(family(int(child)) for child in task.read_text().split()))
    return found


def lives(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")")[-1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="tells processes by /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_batch_leaves_no_process_and_nothing_in_part(
    number, chapter, slowness, tmp_path
):
    waits = f"""
import os, pathlib, time
pathlib.Path({str(tmp_path)!r}, f"kernel-{{os.getpid()}}").touch()
time.sleep(600)
"""
    out = tmp_path / "out"
    process, temporary = begun(tmp_path, chapter(waits), out)
    numbers = family(process.pid)
    assert numbers > {int(path.name.removeprefix("kernel-")) for path in tmp_path.glob("kernel-*")}
    assert len(numbers) >= 7  # also two that build, one that each kind is forked from, the command
    asked = time.monotonic()
    process.send_signal(number)
    said = process.communicate(timeout=60)
    took = time.monotonic() - asked
    until(lambda: not any(map(lives, numbers)), 5 * slowness())
    if number == signal.SIGKILL:
        return
    assert process.returncode == 130
    assert took < 2 * slowness()
    assert said[0] == f"0 reports built, 0 unchanged.\n{out / 'index.html'}\n"
    assert said[1].endswith(
        "interrupted; what is in place is whole, and the same command goes on.\n"
    )
    assert files(out) == {}
    assert [*temporary.iterdir()] == []


def test_a_line_now_and_then_tells_how_far_it_is_where_there_is_no_terminal(capsys, monkeypatch):
    now = iter([0, 1, 2, 20, 21])
    monkeypatch.setattr(told.time, "monotonic", lambda: next(now))
    progress = told.Progress(5)
    progress.begun("kent/2023-24")
    progress.ended("kent/2023-24", "")
    progress.running([f"{name}/2023-24" for name in "abcd"])
    progress.ended("a/2023-24", "There are no figures.")
    assert capsys.readouterr().err.splitlines() == [
        "mscp: 1 of 5 reports done; building a/2023-24, b/2023-24, c/2023-24 and 1 more",
        "mscp: a/2023-24 failed: There are no figures.",
    ]
