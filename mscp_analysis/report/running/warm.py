"""Fork kernels from a process that has imported what chapters need, and nothing else.

The process is this project's own and not the forkserver of ``multiprocessing``. That one would
run the caller's main module a second time, could not be given an environment of its own (the
hash seed of a kernel is settled before it starts), and makes processes of which a notebook could
see that they are no kernels: they may have no children.
"""

from __future__ import annotations

import asyncio
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

# A process forked from one that has loaded Apple's frameworks may crash in them.
POSSIBLE = hasattr(os, "fork") and hasattr(socket, "send_fds") and sys.platform != "darwin"
READ_AHEAD = "MSCP_READ_AHEAD"
"""Names to the warm process the data folder whose published tables it is to read."""
SETTINGS = "svg.hashsalt: mscp_analysis\n"
FORKED, ENDED = "forked", "ended"
"""What the warm process tells of a kernel: its number, and that it is no more."""
CELL, FAILED, DONE = "cell", "failed", "done"
"""What the kernel itself tells: which cell begins, that it cannot go on, that all is done."""
GIVEN = "given"
"""A file of a kernel's private folder, like ``DONE``: the notebook that it is to run."""
STREAM = "--IPKernelApp.outstream_class=mscp_analysis.report.running.cut.Stream"
PACKAGE_ROOT = Path(__file__).resolve().parents[3]
_SECONDS_TO_DIE = 1
# What differs from kernel to kernel; of the others imports read nothing, and each test has its own.
_OF_ONE_KERNEL = {
    *["IPYTHONDIR", "MATPLOTLIBRC", "MSCP_CACHE", "MSCP_DATA", "PYTEST_CURRENT_TEST", "TMPDIR"]
}


def settings_at_start() -> dict[str, str]:
    """What a kernel's environment must hold before its Python starts and imports."""
    path = [str(PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONPATH": os.pathsep.join(path),
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": "0",
    }


def up(ahead: Path | None = None) -> _Parent | None:
    """Let the process start that kernels are forked from, without waiting until it is warm.

    To be called as early as a command knows that notebooks will run: its imports then take
    place beside the command's own. Where processes cannot be forked, nothing happens.

    Parameters
    ----------
    ahead : pathlib.Path, optional
        The data folder whose published tables it reads for all its kernels, where many chapters
        are to come. It holds nothing of a partnership.

    Returns
    -------
    object or None
        What a process of ``multiprocessing`` may be given, to ``share``; None where there is none.
    """
    if not POSSIBLE:
        return None
    return _parent({**os.environ, **settings_at_start()}, str(ahead.absolute()) if ahead else "")


def share(other: _Parent | None) -> None:
    """Let the kernels of this process be forked from the warm process of another.

    Parameters
    ----------
    other : object or None
        What ``up`` gave there. Where it has ended since, or would now read or import something
        else, this process starts one of its own.
    """
    global _current
    _current = other


class Fork:
    """A process forked from the warm one, to run a notebook in, and what it tells.

    The process lives no longer than this is open.

    Parameters
    ----------
    words : sequence of str
        What stands after the name of the program that a kernel is.
    environment : mapping of str to str
        The environment that it sees.
    folder : str or pathlib.Path
        Where its code runs.
    streams : sequence of int
        The file descriptors of its standard output and standard error.
    """

    def __init__(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        folder: str | Path,
        streams: Sequence[int],
    ) -> None:
        self._number: int | None = None
        self._heard = b""
        parent = _parent(environment)
        self._parent: _Parent | None = parent  # it lives until this has ended, at least
        asked = {"words": [*words], "environment": {**environment}, "folder": str(folder)}
        self._connection, theirs = socket.socketpair()
        try:
            with theirs:
                parent.ask(theirs, streams)
            self._connection.sendall(json.dumps(asked).encode() + b"\n")
            self._connection.setblocking(False)
        except OSError:
            self._connection.close()
            raise

    async def tells(self) -> tuple[str, str]:
        """The next that it tells, and of what; nothing when it has ended."""
        while b"\n" not in self._heard:
            more = await asyncio.get_running_loop().sock_recv(self._connection, 2**16)
            if not more:
                self._number = None
                return "", ""
            self._heard += more
        line, _, self._heard = self._heard.partition(b"\n")
        word, _, of = line.decode().partition(" ")
        if word in {FORKED, ENDED}:
            self._number = int(of) if word == FORKED else None
        return word, of

    async def end(self) -> None:
        """End the process, and come back when it has ended, which takes a moment."""
        if self._number is not None:
            kill(self._number)
            with suppress(TimeoutError):
                async with asyncio.timeout(_SECONDS_TO_DIE):
                    while self._number is not None:
                        await self.tells()
        self._connection.close()  # which ends one of which nothing is known yet
        self._parent = None


def kill(number: int) -> None:
    """Kill a kernel with what it has started; one that has only just begun leads no group yet."""
    for how in (os.killpg, os.kill):
        with suppress(ProcessLookupError):
            how(number, signal.SIGKILL)


class _Parent:
    """The warm process. It ends with this object or with this process, and so do its kernels.

    A copy in another process, which ``multiprocessing`` makes, is another end of the channel only.
    """

    def __init__(self, environment: dict[str, str], ahead: str) -> None:
        self._environment, self._source, self._ahead = environment, _source(), ahead
        self._channel, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-m", "mscp_analysis.report.running.warm_parent", SETTINGS],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=PACKAGE_ROOT,
                env={**environment, READ_AHEAD: ahead, "TMPDIR": tempfile.gettempdir()},
                start_new_session=True,  # Ctrl-C is for the command, which then ends its kernels
            )
        weakref.finalize(self, _end, self._channel, process, os.getpid())

    def serves(self, environment: dict[str, str], ahead: str) -> bool:
        """Whether it lives, and a process that starts now would read and import the same."""
        same = self._environment == environment and ahead in {"", self._ahead}
        same = same and self._source == _source()
        return same and not select.select([self._channel], [], [], 0)[0]  # it never says a word

    def ask(self, connection: socket.socket, streams: Sequence[int]) -> None:
        """Hand over the other end of a kernel's connection, and its standard streams."""
        with _lock:
            socket.send_fds(self._channel, [b"f"], [connection.fileno(), *streams])


def _source() -> dict[str, tuple[int, int]]:
    """The modules of this package, and when each was written last."""
    found = {}
    for folder, _, names in os.walk(PACKAGE_ROOT / "mscp_analysis"):
        for name in names:
            if name.endswith(".py"):
                said = os.stat(os.path.join(folder, name))
                found[os.path.join(folder, name)] = (said.st_mtime_ns, said.st_size)
    return found


def _end(channel: socket.socket, process: subprocess.Popen[bytes], owner: int) -> None:
    """End the warm process; in a forked copy of its owner, only let go of it."""
    channel.close()
    if os.getpid() == owner:
        process.terminate()
    process.wait()


_lock = threading.Lock()
_current: _Parent | None = None


def _parent(environment: Mapping[str, str], ahead: str = "") -> _Parent:
    """The warm process; another one if what it read when it started would now be different.

    What names the data folder of a kernel is kept from it: a kernel inherits its memory.
    """
    global _current
    kept = {name: value for name, value in environment.items() if name not in _OF_ONE_KERNEL}
    with _lock:
        if _current is None or not _current.serves(kept, ahead):
            _current = _Parent(kept, ahead)
        return _current


def _forget() -> None:
    """In a forked copy of this process: its kernels are to be forked from one of its own."""
    global _current, _lock
    _current, _lock = None, threading.Lock()


if POSSIBLE:
    os.register_at_fork(after_in_child=_forget)
