"""Fork kernels from a process that has imported what chapters need, and nothing else.

The process is this project's own and not the forkserver of ``multiprocessing``. That one would
run the caller's main module a second time, could not be given an environment of its own (the
hash seed of a kernel is settled before it starts), and makes processes of which a notebook could
see that they are no kernels: they may have no children.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import struct
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
PACKAGE_ROOT = Path(__file__).resolve().parents[3]
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
    """A kernel's process, forked from the warm one, with what is asked of a ``Popen``.

    The process lives no longer than its ``connection`` is open.

    Parameters
    ----------
    command : sequence of str
        How an ordinary kernel would be started: ``python -m ipykernel_launcher`` and its words.
    environment : mapping of str to str
        The environment that it sees.
    folder : str or pathlib.Path
        Where its code runs.
    streams : sequence of int
        The file descriptors of its standard output and standard error.
    """

    stdin = stdout = stderr = None
    pid: int

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        folder: str | Path,
        streams: Sequence[int],
    ) -> None:
        self.returncode: int | None = None
        self._parent = _parent(environment)  # which lives at least as long as this
        asked = {"command": [*command], "environment": {**environment}, "folder": str(folder)}
        self.connection, theirs = socket.socketpair()
        try:
            with theirs:
                self._parent.ask(theirs, streams)
            self.connection.sendall(json.dumps(asked).encode() + b"\n")
            self.connection.setblocking(False)
        except OSError:
            self.connection.close()
            raise

    def begun(self, answer: bytes) -> None:
        """Take the first answer on the connection, which is the number of the process.

        Raises
        ------
        OSError
            If the warm process ended instead of answering.
        """
        if not answer:
            raise OSError("The process that kernels are forked from has ended.")
        (self.pid,) = struct.unpack("q", answer)

    def poll(self) -> int | None:
        """How the process ended: None while it runs, negative where a signal ended it."""
        if self.returncode is None:
            with suppress(BlockingIOError):
                answer = self.connection.recv(8)
                (self.returncode,) = struct.unpack("q", answer) if answer else (-signal.SIGKILL,)
                self.connection.close()
        return self.returncode

    def wait(self, seconds: float | None = None) -> int | None:
        """Wait until the process has ended, but no longer than so many seconds, and say how."""
        if self.returncode is None:
            select.select([self.connection], [], [], seconds)
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send the process a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the process."""
        self.send_signal(signal.SIGKILL)


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
