"""Processes of this machine that build reports, one report after the other each."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from mscp_analysis import areas
from mscp_analysis.report.batch.work import Done, Job, work
from mscp_analysis.report.parameters import Request
from mscp_analysis.report.running import warm

REPORTS_A_PROCESS = 50
"""After so many a process gives way to a new one, so that none grows for ever."""
TRIES = 2
_SECONDS_TO_END = 1.2


class Hand:
    """A process that builds reports for this one, and ends with it.

    Parameters
    ----------
    job : Job
        How it builds them.
    scratch : pathlib.Path
        Where its temporary files lie, of which nothing remains when the batch ends.
    shared : object or None
        The process that kernels are forked from, one for all: see ``warm.share``.
    """

    def __init__(self, job: Job, scratch: Path, shared: Any) -> None:
        context = _context()
        self.connection, theirs = context.Pipe()
        settings = {**os.environ}, str(scratch), shared
        self.process: Any = context.Process(
            target=_serve, args=(theirs, job, *settings), daemon=True
        )
        self.process.start()
        theirs.close()
        self.request: Request | None = None
        self.built = 0

    def give(self, request: Request) -> None:
        """Let it build a report."""
        self.request = request
        self.connection.send(request)

    def take(self) -> Done | None:
        """The report that it has built; None where its process ended instead."""
        try:
            done = self.connection.recv()
        except (EOFError, OSError):
            return None
        self.request, self.built = None, self.built + 1
        return done

    def let_go(self) -> None:
        """Let it end by itself, since nothing more is asked of it."""
        self.connection.close()

    def end(self, seconds: float = _SECONDS_TO_END) -> None:
        """End it, also in the middle of a report, with the kernels that it has started."""
        self.process.terminate()
        self.process.join(seconds)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.connection.close()


def build(
    requests: Sequence[Request], job: Job, hands: int, begun: Callable[[Request], None]
) -> Generator[Done, None, None]:
    """Build reports in so many processes, and give each when it is done.

    A process that ends before its report is done loses none: another builds that report, and
    only where that ends as well it is told as one that failed.

    Parameters
    ----------
    requests : sequence of Request
        The reports.
    job : Job
        How they are built.
    hands : int
        How many processes; never more than there are reports.
    begun : callable
        Is told of each report that is begun.

    Yields
    ------
    Done
        In the order in which they come.
    """
    waiting, tries = deque(requests), dict[str, int]()
    with _scratch() as scratch:
        begin = partial(Hand, job, Path(scratch), warm.up(areas.data_folder()))
        idle = [begin() for _ in range(min(hands, len(requests)))]
        busy: list[Hand] = []
        try:
            while idle or busy:
                while idle and waiting:
                    busy.append(_next(idle.pop(), waiting.popleft(), begin, begun))
                while idle and not waiting:
                    idle.pop().let_go()
                for hand in _ready(busy):
                    busy.remove(hand)
                    asked, done = hand.request, hand.take()
                    if done is None and asked is not None:
                        done = _once_more(asked, waiting, tries, _how_ended(hand))
                        hand = begin()
                    idle.append(hand)
                    if done is not None:
                        yield done
        finally:
            _end([*idle, *busy])


@contextmanager
def _scratch() -> Iterator[str]:
    """A folder that goes at the end; the kernels of a worker that was killed end a moment later."""
    scratch = tempfile.mkdtemp(prefix="mscp-")
    try:
        yield scratch
    finally:
        for _ in range(20):
            shutil.rmtree(scratch, ignore_errors=True)
            if not os.path.exists(scratch):
                break
            time.sleep(0.05)


def _ready(busy: Sequence[Hand]) -> list[Hand]:
    """Those that have an answer, of which there is one at least unless none was asked."""
    found = wait([each.connection for each in busy]) if busy else []
    return [each for each in busy if each.connection in found]


def _next(
    hand: Hand, request: Request, begin: Callable[[], Hand], begun: Callable[[Request], None]
) -> Hand:
    if hand.built >= REPORTS_A_PROCESS:
        hand.let_go()
        hand = begin()
    begun(request)
    try:
        hand.give(request)
    except OSError:  # it has ended, which is noticed when its answer is taken
        hand.request = request
    return hand


def _once_more(
    request: Request, waiting: deque[Request], tries: dict[str, int], how: str
) -> Done | None:
    """Put a report back, or tell that it failed where it was tried often enough."""
    place = str(request.place)
    tries[place] = tries.get(place, 0) + 1
    if tries[place] < TRIES:
        waiting.append(request)
        return None
    return Done(request, why=f"The process that built it ended {TRIES} times ({how}).")


def _how_ended(hand: Hand) -> str:
    hand.end()
    code = hand.process.exitcode
    return f"by signal {-code}" if code is not None and code < 0 else f"with {code}"


def _end(hands: Sequence[Hand]) -> None:
    """End all at once, and do not come back before they are gone."""
    for hand in hands:
        hand.process.terminate()
    for hand in hands:
        hand.end()


def _context() -> Any:
    """Processes forked from one that has imported everything, where forking is safe.

    They then share that memory, and a new one starts at once.
    """
    if not warm.POSSIBLE or "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["mscp_analysis.report.build", work.__module__])
    return context


def _serve(
    connection: Connection, job: Job, environment: dict[str, str], scratch: str, shared: Any
) -> None:
    """Build what comes, until nothing can come any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal: it is for the command
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = os.environ["TMPDIR"] = scratch
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        warm.share(shared)
        while True:
            connection.send(work(connection.recv(), job))
    except (EOFError, OSError, KeyboardInterrupt):
        sys.exit()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
