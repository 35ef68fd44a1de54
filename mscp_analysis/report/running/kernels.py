"""Run a notebook from top to bottom in a kernel of its own."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.metadata import EntryPoint
from pathlib import Path
from queue import Empty
from typing import Any

import nbformat
import papermill.engines
import papermill.execute
import papermill.iorw
import papermill.parameterize
import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from mscp_analysis.report.running import cell_errors, opened, warm
from mscp_analysis.report.running.stopping import Stop

# What goes wrong is raised as one sentence, so it is not printed as a log as well; an interrupted
# run leaves a waiting task behind, of which asyncio would complain while the process ends.
for _name in ("papermill", "asyncio"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

SECONDS_FOR_A_CELL = 300
"""A cell that runs for longer is stopped: it may never end. The longest of a report takes a few."""

_LONGEST_SOCKET_PATH = 90
_MILLISECONDS_TO_KNOCK_AGAIN = 10
_PROVISIONER = "mscp-warm"


def run(
    notebook: Path,
    parameters: Mapping[str, Any],
    folder: Path,
    data: Path | None = None,
    stop: Stop | None = None,
) -> nbformat.NotebookNode:
    """Run a notebook with papermill and give it back with its outputs.

    Nothing is written beside the notebook. The parameters must have been checked against
    the notebook before: papermill itself would only log an unknown one.

    Parameters
    ----------
    notebook : pathlib.Path
        The notebook to run; it stays as it is.
    parameters : mapping
        Values for its ``parameters`` cell: text, numbers or None.
    folder : pathlib.Path
        Where its code runs.
    data : pathlib.Path, optional
        The data folder that its code reads; left out, the one that this process reads.
    stop : Stop, optional
        By which another thread can end the run.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    ValueError
        If a cell raises or does not end, or the kernel dies: the error's own sentence, after the
        notebook and the cell unless it is one on the figures asked for, of which no cell is the
        cause.
    """
    with private_kernel(data) as kernel, (stop or Stop()).reaches():
        try:
            executed = _executed(notebook, parameters, folder, kernel)
            executed.metadata.opened = opened.read(kernel.folder)
            return executed
        except PapermillExecutionError as error:
            raise ValueError(cell_errors.sentence(notebook, error)) from None
        except CellTimeoutError:
            cell = cell_errors.number(notebook, kernel.clients[-1].asked)
            raise ValueError(
                f"{notebook.name}, cell {cell} was still running after {SECONDS_FOR_A_CELL} s, "
                "and was stopped."
            ) from None
        except (DeadKernelError, RuntimeError) as error:
            said = kernel.last_words() or str(error)
            raise ValueError(f"{notebook.name}: its kernel stopped ({said}).") from None


def _executed(
    notebook: Path, parameters: Mapping[str, Any], folder: Path, kernel: _Kernel
) -> nbformat.NotebookNode:
    """Run a notebook as ``papermill.execute_notebook`` does, by its own functions.

    That one would in the end write it as text to nowhere: a quarter of what this process does.
    """
    given = papermill.iorw.load_notebook_node(str(notebook))
    if parameters:
        given = papermill.parameterize.parameterize_notebook(
            given, dict(parameters), kernel_name="python3", language="python"
        )
    given = papermill.execute.prepare_notebook_metadata(given, str(notebook), None)
    executed = papermill.engines.papermill_engines.execute_notebook_with_engine(
        None,
        papermill.execute.remove_error_markers(given),
        kernel_name="python3",
        progress_bar=False,
        log_output=False,
        execution_timeout=SECONDS_FOR_A_CELL,
        iopub_timeout=SECONDS_FOR_A_CELL,
        km=kernel,
        resources={"metadata": {"path": str(folder)}},
    )
    papermill.execute.raise_for_execution_errors(executed, None)
    return executed


@contextmanager
def private_kernel(data: Path | None = None) -> Iterator[_Kernel]:
    """A kernel of this Python that shares nothing with any other, not yet started.

    Its sockets lie in a folder that only this user can enter, so no port is open, none can be
    taken by another kernel, and many kernels can start at once. Settings of the user's IPython
    and Matplotlib do not reach it. However the block ends, the kernel is stopped.

    Parameters
    ----------
    data : pathlib.Path, optional
        The data folder of the kernel, if it is another than that of this process.

    Yields
    ------
    jupyter_client.manager.AsyncKernelManager
    """
    with tempfile.TemporaryDirectory(prefix="mscp-") as name:
        folder = Path(name)
        (folder / "matplotlibrc").write_text(warm.SETTINGS)
        kernel = _Kernel(connection_file=str(folder / "kernel.json"), client_factory=_Client)
        kernel.folder, kernel.clients, kernel.data = folder, [], data
        if os.name == "posix" and len(name) < _LONGEST_SOCKET_PATH:
            kernel.transport, kernel.ip = "ipc", str(folder / "socket")
        try:
            yield kernel
        finally:
            for client in kernel.clients:
                client.stop_channels()
            if kernel.has_kernel:
                run_sync(kernel.shutdown_kernel)(now=True)


class _Client(AsyncKernelClient):
    """Jupyter's client, which waits no longer for a kernel than that takes to answer."""

    asked = ""

    def execute(self, code: str, *words: Any, **options: Any) -> str:
        """Ask the kernel to run code, and remember which it was."""
        self.asked = code
        return super().execute(code, *words, **options)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and is heard.

        Jupyter's own would then listen for another 0.2 s whether anything more comes. What is
        said of no cell is passed over while cells run, so there is no need.
        """
        self.kernel_info()
        with suppress(Empty):
            answer = await self.shell_channel.get_msg(timeout=1)
            await self.iopub_channel.get_msg(timeout=0.2)
            self._handle_kernel_info_reply(answer)
            return
        await super().wait_for_ready(timeout)


class _Kernel(AsyncKernelManager):
    """A kernel of the Python that runs this, whatever kernels the user has registered."""

    folder: Path
    clients: list[Any]
    data: Path | None

    async def _async_launch_kernel(self, kernel_cmd: list[str], **options: Any) -> None:
        with (self.folder / "stderr").open("w") as said, open(os.devnull, "w") as nowhere:
            # What a cell writes below Python would else be among what the command prints.
            await super()._async_launch_kernel(kernel_cmd, stdout=nowhere, stderr=said, **options)

    def last_words(self) -> str:
        """The last line that the kernel's process wrote about itself, if any."""
        said = self.folder / "stderr"
        return ((said.read_text().strip() if said.exists() else "").splitlines() or [""])[-1]

    def client(self, **options: Any) -> Any:
        client = super().client(**options)
        client.context.setsockopt(zmq.RECONNECT_IVL, _MILLISECONDS_TO_KNOCK_AGAIN)
        self.clients.append(client)
        return client

    @property
    def kernel_spec(self) -> KernelSpec:
        register = KernelProvisionerFactory.instance(parent=self.parent).provisioners
        register[_PROVISIONER] = EntryPoint(
            _PROVISIONER,
            "mscp_analysis.report.running.warm_provisioner:WarmProvisioner",
            KernelProvisionerFactory.GROUP_NAME,
        )
        return KernelSpec(
            argv=[
                *[sys.executable, "-m", opened.__name__, "-f", "{connection_file}"],
                f"--IPKernelApp.outstream_class={opened.__package__}.cut.Stream",
            ],
            display_name="Python 3",
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": _PROVISIONER}},
            env={
                **warm.settings_at_start(),
                "IPYTHONDIR": str(self.folder),
                "MATPLOTLIBRC": str(self.folder),
                **({"MSCP_DATA": str(self.data)} if self.data else {}),
            },
        )
