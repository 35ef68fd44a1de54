"""Run a notebook with papermill in a kernel that Jupyter starts, wherever none can be forked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import papermill.engines
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode

from mscp_analysis.report.running import opened, warm
from mscp_analysis.report.running.private import Place
from mscp_analysis.report.running.stopping import Endless

_LONGEST_SOCKET_PATH = 90


def run(given: NotebookNode, folder: Path, place: Place, seconds: float) -> NotebookNode:
    """Run the cells of a notebook until one fails; see ``forked.run``."""
    with kernel(place) as started:
        try:
            return papermill.engines.papermill_engines.execute_notebook_with_engine(
                None,
                given,
                kernel_name="python3",
                progress_bar=False,
                log_output=False,
                execution_timeout=seconds,
                iopub_timeout=seconds,
                km=started,
                resources={"metadata": {"path": str(folder)}},
            )
        except CellTimeoutError:
            raise Endless(started.clients[-1].asked) from None


@contextmanager
def kernel(place: Place) -> Iterator[_Kernel]:
    """A kernel of this Python that shares nothing with any other, not yet started.

    Its sockets lie in its own folder where that is possible, so no port is open, none can be
    taken by another kernel, and many kernels can start at once. However the block ends, the
    kernel is stopped.

    Parameters
    ----------
    place : Place
        What it has to itself.

    Yields
    ------
    jupyter_client.manager.AsyncKernelManager
    """
    file = str(place.folder / "kernel.json")
    made = _Kernel(connection_file=file, client_factory=_Client)
    made.place, made.clients = place, []
    if os.name == "posix" and len(str(place.folder)) < _LONGEST_SOCKET_PATH:
        made.transport, made.ip = "ipc", str(place.folder / "socket")
    try:
        yield made
    finally:
        for client in made.clients:
            client.stop_channels()
        if made.has_kernel:
            run_sync(made.shutdown_kernel)(now=True)


class _Client(AsyncKernelClient):
    """Jupyter's client, which remembers what it asked last."""

    asked = ""

    def execute(self, code: str, *words: Any, **options: Any) -> str:
        """Ask the kernel to run code."""
        self.asked = code
        return super().execute(code, *words, **options)


class _Kernel(AsyncKernelManager):
    """A kernel of the Python that runs this, whatever kernels the user has registered."""

    place: Place
    clients: list[Any]

    async def _async_launch_kernel(self, kernel_cmd: list[str], **options: Any) -> None:
        with self.place.streams() as (out, error):
            await super()._async_launch_kernel(kernel_cmd, stdout=out, stderr=error, **options)

    def client(self, **options: Any) -> Any:
        """A client, kept so that it can be stopped."""
        self.clients.append(super().client(**options))
        return self.clients[-1]

    @property
    def kernel_spec(self) -> KernelSpec:
        """How it is started."""
        return KernelSpec(
            argv=[sys.executable, "-m", opened.__name__, "-f", "{connection_file}", warm.STREAM],
            display_name="Python 3",
            language="python",
            env=self.place.settings,
        )
