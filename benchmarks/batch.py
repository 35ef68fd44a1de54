"""How fast many reports are built: beside one process, as their number grows, and with Dask.

    python benchmarks/batch.py [--years 10] [--areas 150] [--far 8] [--rounds 3] [--commands]

The ten years stand beside the plain script of ``speed.py``, run for each year in one process; with
``--commands`` also beside papermill and nbconvert, called for each notebook of each year. The
areas are built in one batch, whose first ten reports and last ten are compared, and whose
processes' memory is added up ten times a minute, what they share counted once. Dask's scheduler
and its workers run on the loopback. Ratios are of one turn: what else runs on the machine slows
both. No kept chapter is used, and no PDF is made.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import nbformat
from environment import environment
from speed import CHAPTERS, REPOSITORY, SHOW, shown
from table import Line, report

from mscp_analysis.periods import ReportingYear
from mscp_analysis.report import batch
from mscp_analysis.report.parameters import Request

YEAR, ENDS = "2023-24", 10
LOOPBACK = "127.0.0.1"


def script(years: Sequence[str]) -> str:
    """All chapters for each year, as one plain script."""
    parts = [SHOW]
    for year in years:
        for path in CHAPTERS:
            code = "\n".join(_cells(path, year))
            parts.append(f"exec(compile({code!r}, {path.name!r}, 'exec'), {{'_show': _show}})")
            parts.append("__import__('matplotlib.pyplot').pyplot.close('all')")
    return "\n".join(parts)


def _cells(path: Path, year: str) -> Iterator[str]:
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            yield shown(cell.source)
            if "parameters" in cell.metadata.get("tags", []):
                yield f"year = {year!r}"


def timed(command: Sequence[str], folder: Path) -> float:
    """Seconds that a command takes."""
    began = time.perf_counter()
    given = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONHASHSEED": "0"}
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{command[:4]} failed: {done.stderr[-500:]}")
    return time.perf_counter() - began


def in_one_process(years: Sequence[str], folder: Path) -> float:
    """Seconds of the plain script."""
    (folder / "script.py").write_text(script(years), encoding="utf-8")
    return timed([sys.executable, str(folder / "script.py")], folder)


def by_commands(years: Sequence[str], folder: Path) -> float:
    """Seconds of papermill and nbconvert, called for each notebook of each year."""
    seconds = 0.0
    for year in years:
        for path in CHAPTERS:
            ran = folder / path.name
            run = ["papermill", str(path), str(ran), "-p", "year", year]
            page = ["nbconvert", "--to", "html", str(ran)]
            seconds += sum(timed([sys.executable, "-m", *each], folder) for each in (run, page))
    return seconds


def by_batch(requests: Sequence[Request], folder: Path, scheduler: str | None = None) -> float:
    """Seconds of a batch in a process of its own, as the command starts it."""
    years = sorted({each.year.label for each in requests})
    places = ",".join(dict.fromkeys(each.area.code for each in requests))
    out = folder / "out"
    words = ["--areas", places, "--years", ",".join(years), "--no-pdf", "--fresh"]
    words += ["--scheduler", scheduler] if scheduler else []
    try:
        return timed(
            [sys.executable, "-m", "mscp_analysis", "batch", *words, "--out", str(out)], folder
        )
    finally:
        shutil.rmtree(out, ignore_errors=True)


def ten_years(number: int, rounds: int, commands: bool, folder: Path) -> list[Line]:
    """One partnership's years, beside the plain script and beside the commands."""
    last = ReportingYear.parse(YEAR)
    years = [last.previous(back).label for back in range(number)]
    requests = batch.orders(",".join(years), places="Medway")
    what = f"3 {number} years"
    pairs = [(in_one_process(years, folder), by_batch(requests, folder)) for _ in range(rounds)]
    lines = [Line.of_pairs(pairs).named(what, "the plain script, one process", at_most="0.58")]
    if commands:
        pair = (by_commands(years, folder), by_batch(requests, folder))
        beside = "papermill and nbconvert, called in a loop"
        lines.append(Line.of_pairs([pair]).named(what, beside, at_most="0.167"))
    return lines


class Memory:
    """What a process and all that it has started hold, in MiB, what they share counted once."""

    def __init__(self) -> None:
        self.most, self.ended = 0.0, threading.Event()

    def watch(self) -> None:
        """Look now and then until it is over."""
        while not self.ended.wait(6):
            self.most = max(self.most, sum(map(_share, _tree(os.getpid()))) / 1024)


def _tree(number: int) -> list[int]:
    found = [number]
    with suppress(OSError):  # It has just ended.
        for task in Path(f"/proc/{number}/task").glob("*/children"):
            for child in task.read_text().split():
                found += _tree(int(child))
    return found


def _share(number: int) -> int:
    try:
        text = Path(f"/proc/{number}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(next(line for line in text.splitlines() if line.startswith("Pss:")).split()[1])


def many_areas(number: int, folder: Path) -> list[Line]:
    """One year of so many areas: whether the last take longer than the first, and the memory."""
    requests = batch.orders(YEAR, places="all")[:number]
    memory = Memory()
    watching = threading.Thread(target=memory.watch)
    watching.start()
    began = time.perf_counter()
    try:
        outcome = batch.run(requests, folder / "areas", fresh=True)
    finally:
        memory.ended.set()
        watching.join()
    took = (time.perf_counter() - began) / number
    each = [*outcome.seconds.values()]
    ends = min(ENDS, len(each) // 2)
    pair = (statistics.median(each[1:ends]), statistics.median(each[-ends:]))
    note = f"{took:.2f} s a report in all, {len(outcome.failed)} failed, "
    note += f"at most {memory.most:.0f} MiB of memory (1,200 wanted)"
    what = f"4 a report, the last {ends} of {number}"
    return [Line.of_pairs([pair]).named(what, f"the first {ends}", at_most="1.1", note=note)]


@contextmanager
def cluster(workers: int, folder: Path) -> Iterator[str]:
    """A scheduler and workers of one thread on the loopback, and the scheduler's address."""
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = free.getsockname()[1]
    address = f"tcp://{LOOPBACK}:{port}"
    here = ["--host", LOOPBACK, "--no-dashboard"]
    far = [["worker", address, "--nthreads", "1", *here] for _ in range(workers)]
    given = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "dask", *words],
            cwd=folder, stderr=subprocess.DEVNULL, env=given,
        )
        for words in [["scheduler", "--port", str(port), *here], *far]
    ]  # fmt: skip
    try:
        from distributed import Client

        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)
        yield address
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            process.wait()


def far_away(number: int, rounds: int, folder: Path) -> list[Line]:
    """A first batch warms the workers, as the second of a cluster that stays finds them."""
    requests = batch.orders(YEAR, places="all")[:number]
    ones, twos, here = [], [], []
    for _ in range(rounds):
        for workers, seconds in ((1, ones), (2, twos)):
            with cluster(workers, folder) as address:
                by_batch(requests[:workers], folder, address)
                seconds.append(by_batch(requests, folder, address))
        here.append(by_batch(requests, folder))
    what = f"5 {number} reports by Dask, two workers"
    wanted = {"at_most": f"{1 / 1.8:.3f}"}
    return [
        Line.of_pairs([*zip(ones, twos, strict=True)]).named(what, "one worker", **wanted),
        Line.of_pairs([*zip(here, twos, strict=True)]).named(
            what, "two processes of this machine", at_most="1.1"
        ),
    ]


def main() -> None:
    """Measure what is asked for, print the table and write it to a file."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--years", type=int, default=10, help="0 leaves it out")
    asked.add_argument("--areas", type=int, default=150, help="0 leaves it out")
    asked.add_argument("--far", type=int, default=8, help="reports by Dask; 0 leaves it out")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--commands", action="store_true", help="papermill and nbconvert as well")
    asked.add_argument("--csv", type=Path, default=REPOSITORY / "reports" / "benchmarks-batch.csv")
    given = asked.parse_args()
    print(environment())
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["MSCP_CACHE"] = str(folder / "cache")
        if given.years:
            lines += ten_years(given.years, given.rounds, given.commands, folder)
        if given.areas:
            lines += many_areas(given.areas, folder)
        if given.far:
            lines += far_away(given.far, given.rounds, folder)
    report(lines, given.csv)


if __name__ == "__main__":
    main()
