"""The process that kernels are forked from: ``python -m mscp_analysis.report.running.warm_parent``.

It imports, reads the published tables if it is to, and forks whenever its standard input, a socket,
asks for it. When the process at the other end is gone, however that ended, it ends its kernels and
itself.
"""

from __future__ import annotations

import builtins
import gc
import json
import os
import select
import signal
import socket
import sys
import tempfile
import warnings
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from mscp_analysis.report.running import opened, warm

# Modules that only define things. The backend of the charts is not among them: it looks for a
# running IPython when it is imported, and there is none before the fork.
MODULES = (
    *["ipykernel.kernelapp", "ipykernel.debugger", "tornado.platform.asyncio", "sqlite3"],
    *["IPython.core.completerlib", "IPython.core.debugger", "IPython.core.logger"],
    *["IPython.core.oinspect", "IPython.extensions.storemagic", "IPython.utils.wildcard"],
    *["argcomplete", "faulthandler", "pandas.core.methods.to_dict"],
    *["mscp_analysis.report.running.cut", "mscp_analysis.report.running.in_place"],
    "scipy.special",
    *["matplotlib.pyplot", "matplotlib.backends.backend_svg"],
    *(
        f"mscp_analysis.{room}"
        for room in (
            *["areas", "changes", "charts", "comparisons", "comparisons.standing", "data"],
            *["disclosure", "inputs", "intervals", "measures", "periods", "prose", "rates"],
            *["registers", "claims", "statutory", "sources", "tables", "trends", "wording"],
        )
    ),
)


def main() -> None:
    """Import, then serve; what comes after the fork is a kernel like any other."""
    parent = os.getppid()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    opened.begin()
    gc.disable()  # What is imported stays: to look again and again what of it might go is in vain.
    set_by_imports = _import(sys.argv[1], parent)
    gc.freeze()
    _read_ahead()
    gc.collect()
    gc.freeze()
    gc.enable()
    asked, connection, streams = _Server(socket.socket(fileno=os.dup(0)), parent).serve()
    _become_kernel(asked["environment"] | set_by_imports, asked["folder"], streams)
    import_module("mscp_analysis.report.running.in_place").begin(asked["words"], connection)


def _import(settings: str, parent: int) -> dict[str, str]:
    """Import the modules; gives what they set in the environment, as one of ipykernel's does."""
    with tempfile.TemporaryDirectory(prefix="mscp-") as folder:
        (Path(folder) / "matplotlibrc").write_text(settings)
        os.environ |= {"MATPLOTLIBRC": folder, "JPY_PARENT_PID": str(os.getpid())}
        before = {**os.environ}
        # Pandas asks when it is imported whether frames will be read in a notebook: they will.
        vars(builtins)["get_ipython"] = lambda: SimpleNamespace(kernel=True)
        import_module("pandas")
        del vars(builtins)["get_ipython"]
        for name in MODULES:
            if os.getppid() != parent:
                sys.exit()
            import_module(name)
    tempfile.tempdir = None  # a kernel looks for its own
    return dict(os.environ.items() - before.items())


def _read_ahead() -> None:
    """Read the published tables and what registers are, and hold nothing of a partnership.

    A table that is damaged is left to the chapter that reads it, which says so.
    """
    folder = os.environ.get(warm.READ_AHEAD)
    if not folder:
        return
    os.environ["MSCP_DATA"] = folder
    with opened.unheard(), suppress(ValueError, LookupError, OSError):
        import_module("mscp_analysis.schemas.descriptions").read_ahead()
        import_module("mscp_analysis.data.figures").read_ahead()
    import_module("mscp_analysis.areas.held").forget_partnerships()
    del os.environ["MSCP_DATA"]


Asked = tuple[dict[str, Any], socket.socket, list[int]]
"""What a forked process is to do, the connection to who asked for it, and its streams."""


class _Server:
    """Forks when asked, tells how each kernel ended, ends those that nobody holds any more."""

    def __init__(self, channel: socket.socket, parent: int) -> None:
        self.channel, self.parent = channel, parent
        self.running: dict[int, socket.socket] = {}
        self.woken, self.waking = socket.socketpair()
        for end in (self.woken, self.waking):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.waking.fileno())

    def serve(self) -> Asked:
        """Only a forked process returns from this."""
        try:
            while True:
                forked = self._wait()
                if forked:
                    return forked
        except SystemExit:
            self._end()
            raise

    def _wait(self) -> Asked | None:
        watched = [held for held in self.running.values() if held.fileno() >= 0]
        ready = select.select([self.channel, self.woken, *watched], [], [], 1)[0]
        if os.getppid() != self.parent:
            self._end()
        if self.woken in ready:
            self._reap()
        for number, connection in self.running.items():
            if connection in ready:  # it was closed, since nothing is ever said there
                warm.kill(number)
                connection.close()
        return self._answer() if self.channel in ready else None

    def _answer(self) -> Asked | None:
        request, received, _, _ = socket.recv_fds(self.channel, 1, 3)
        if not request:
            self._end()
        connection, *streams = socket.socket(fileno=received[0]), *received[1:]
        asked = self._fork(connection)
        if asked:
            return asked, connection, streams
        for stream in streams:
            os.close(stream)
        return None

    def _fork(self, connection: socket.socket) -> dict[str, Any] | None:
        """What was asked for, in the forked process; None in this one."""
        with connection.makefile("rb") as file:
            asked = file.readline()
        if not asked.endswith(b"\n"):  # who asked is gone
            connection.close()
            return None
        with warnings.catch_warnings():
            # Python warns of any thread; those of the linear algebra know how to be forked.
            warnings.simplefilter("ignore", DeprecationWarning)
            number = os.fork()
        if number:
            self.running[number] = connection
            _tell(connection, warm.FORKED, number)
            return None
        self._let_go()
        return json.loads(asked)

    def _let_go(self) -> None:
        """In a forked process: nothing of this one is its own."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        for held in (self.channel, self.woken, self.waking, *self.running.values()):
            held.close()

    def _reap(self) -> None:
        self.woken.recv(4096)
        while self.running:
            number, status = os.waitpid(-1, os.WNOHANG)
            if not number:
                break
            with self.running.pop(number) as connection:
                _tell(connection, warm.ENDED, os.waitstatus_to_exitcode(status))

    def _end(self) -> None:
        for number in self.running:
            warm.kill(number)
        os._exit(0)


def _tell(connection: socket.socket, what: str, number: int) -> None:
    with suppress(OSError):  # nobody waits for the answer any more
        connection.send(f"{what} {number}\n".encode())


def _become_kernel(environment: dict[str, str], folder: str, streams: list[int]) -> None:
    """Take on what an ordinary kernel gets from the process that starts it."""
    os.setsid()
    for number, stream in enumerate((os.open(os.devnull, os.O_RDONLY), *streams)):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(environment, JPY_PARENT_PID=str(os.getppid()))
    os.chdir(folder)
    opened.write_to(os.environ["IPYTHONDIR"])
    if not sys.flags.safe_path:
        sys.path[0] = os.getcwd()  # which the launcher takes away, as it does in every kernel
    # Else unseeded random numbers would be the same in each kernel; the standard library's
    # generator is seeded anew by the fork itself.
    import_module("numpy").random.seed()


if __name__ == "__main__":
    main()
