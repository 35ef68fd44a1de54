"""Reports built on a Dask cluster: a real scheduler and two real workers on the loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mscp_analysis.report import batch
from mscp_analysis.report.batch import places
from tests.batch.conftest import files

pytest.importorskip("distributed", reason="several machines need the extra `cluster`")

HERE = "127.0.0.1"
REPOSITORY = Path(__file__).parents[2]
AREAS = "Kent,Leeds,Devon,Bristol,Essex,Surrey"
SETTINGS = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "3"}
TAKES_A_SECOND = "import time; time.sleep(1)"


class Cluster:
    """A scheduler and two workers of one thread, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.running = folder, list[subprocess.Popen[bytes]]()
        with socket.socket() as free:
            free.bind((HERE, 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://{HERE}:{self.port}"

    def start(self) -> None:
        """Start all of it."""
        self.run("scheduler", "--port", str(self.port))
        for number in range(2):
            own = ["--local-directory", str(self.folder / f"worker-{number}")]
            self.run("worker", self.address, "--nthreads", "1", *own)

    def run(self, *words: str) -> None:
        command = [sys.executable, "-m", "dask", *words, "--host", HERE, "--no-dashboard"]
        log = self.folder / f"log-{len(self.running)}"
        own = {"TMPDIR": str(self.folder), "PYTHONPATH": str(REPOSITORY)}
        with log.open("wb") as said:
            process = subprocess.Popen(
                command, stdout=said, stderr=said, cwd=self.folder,
                env={**os.environ, **SETTINGS, **own}, start_new_session=True,
            )  # fmt: skip
        self.running.append(process)

    def kill(self) -> None:
        """End all of it at once, and what each has started: to take leave takes them seconds."""
        for process in self.running:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.running.clear()


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    # A short path, as sockets need; a kernel ends a moment after the process it is forked from.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        one = Cluster(Path(folder))
        one.start()
        yield one
        one.kill()


@pytest.fixture
def put(monkeypatch) -> list[str]:
    """The names of the reports that were put in place, each time."""
    names: list[str] = []
    before = places.Folder.put

    def counted(self, name: str, content: bytes) -> None:
        before(self, name, content)
        names.append(name)

    monkeypatch.setattr(places.Folder, "put", counted)
    return names


def in_the_middle(put: list[str], number: int, act: Callable[[], None]) -> threading.Thread:
    """Do something as soon as so many reports are there."""

    def wait() -> None:
        deadline = time.monotonic() + 120
        while len(put) < number and time.monotonic() < deadline:
            time.sleep(0.02)
        act()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def kill_a_worker(address: str) -> None:
    from distributed import Client

    with Client(address, timeout=30, set_as_default=False) as client:
        numbers = client.run(os.getpid)
    os.kill(next(iter(numbers.values())), signal.SIGKILL)


def test_what_workers_and_schedulers_that_end_had_is_built_by_others_once_and_the_same(
    cluster, put, chapter, tmp_path
):
    """A worker is killed after the first report, and the scheduler with all others later."""
    requests, path = batch.orders("2023-24", places=AREAS), chapter(TAKES_A_SECOND)

    def begin_again() -> None:
        cluster.kill()
        cluster.start()

    killing = in_the_middle(put, 1, lambda: kill_a_worker(cluster.address))
    ending = in_the_middle(put, 3, begin_again)
    far = batch.run(requests, tmp_path / "far", notebooks=[path], scheduler=cluster.address)
    killing.join()
    ending.join()
    assert far.failed == {}
    assert sorted(put) == sorted(each.place.as_posix() for each in requests)
    there = files(tmp_path / "far")
    near = batch.run(requests[:2], tmp_path / "near", notebooks=[path], processes=2)
    assert len(near.built) == 2
    here = files(tmp_path / "near")
    assert len(here) > 10
    assert {name: there[name] for name in here} == here
    again = batch.run(requests, tmp_path / "far", notebooks=[path], scheduler=cluster.address)
    assert (again.built, len(again.unchanged)) == ([], len(requests))


def test_a_scheduler_that_never_answered_is_told_at_once(chapter, tmp_path, monkeypatch):
    monkeypatch.setattr("mscp_analysis.report.batch.cluster._SECONDS_TO_ANSWER", 1)
    requests = batch.orders("2023-24", places="Kent")
    with pytest.raises(ValueError, match=r"No scheduler answers at tcp://127.0.0.1:9"):
        batch.run(requests, tmp_path / "out", notebooks=[chapter()], scheduler=f"tcp://{HERE}:9")
