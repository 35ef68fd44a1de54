"""Write files in a forked copy of this process, while this one goes on with what it has read."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from mscp_analysis.report.running import collecting, side_by_side, warm

LOOK = 0.2
"""Seconds between two looks whether the process that was copied is still there."""


@contextmanager
def begun(work: Callable[[], None], at_once: int | None = None) -> Iterator[Callable[[], None]]:
    """Begin work of which nothing is asked but the files that it writes.

    The copy has everything that this process has, so nothing is handed over. Where there is one
    core, or no process can be forked, the work is done here, when its end is waited for; and so
    it is, once more, where the copy failed: what went wrong is then raised as it would be.

    Parameters
    ----------
    work : callable
        What is to be done. Done twice, it must leave the same.
    at_once : int, optional
        How many cores may be used; left out, all.

    Yields
    ------
    callable
        Ends it: it comes back when the files are there. Where it was not called when the block
        ends, the work is broken off.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = Path(folder) / "page.html"
    ...     with begun(lambda: page.write_text("whole")) as finish:
    ...         finish()
    ...     page.read_text()
    'whole'
    """
    is_forked = warm.POSSIBLE and (at_once or side_by_side.cores()) > 1
    copies = [_fork(work)] if is_forked else []

    def finish() -> None:
        done = bool(copies) and _succeeded(copies[0])
        copies.clear()
        if not done:
            work()

    try:
        with collecting.paused():
            yield finish
    finally:
        for number in copies:
            with suppress(ProcessLookupError, ChildProcessError):  # it has just ended
                os.kill(number, signal.SIGKILL)
                os.waitpid(number, 0)


def _succeeded(copy: int) -> bool:
    """Wait for a copy and say whether it did its work; nobody knows where children are not told."""
    try:
        return os.waitpid(copy, 0)[1] == 0
    except ChildProcessError:
        return False


def _fork(work: Callable[[], None]) -> int:
    """The number of a copy of this process that does the work and ends, whatever happens."""
    parent = os.getpid()
    with warnings.catch_warnings():
        # Python warns of any thread; those of the messages to kernels have nothing to do now.
        warnings.simplefilter("ignore", DeprecationWarning)
        number = os.fork()
    if number:
        return number
    failed = 1
    try:
        gc.disable()
        threading.Thread(target=_end_with, args=[parent], daemon=True).start()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is for the one it copies
        work()
        failed = 0
    finally:
        os._exit(failed)


def _end_with(parent: int) -> None:
    """End this copy when the process that it copies has been killed: nobody waits for it then."""
    while os.getppid() == parent:
        time.sleep(LOOK)
    os._exit(1)
