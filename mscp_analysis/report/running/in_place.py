"""Run the cells of a notebook in the kernel's own process, and keep what they show.

A kernel and who runs a notebook elsewhere tell each other five messages a cell, each through
sockets, threads and checks on both sides. Here the kernel is what it would be, but nobody is
connected to it: cells are handed to it, and what it would send is kept as a client would keep it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from socket import socket
from typing import Any

import nbformat
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.connect import write_connection_file
from jupyter_client.session import Session
from nbclient import NotebookClient
from nbformat import NotebookNode
from tornado.ioloop import IOLoop

from mscp_analysis.report.running import cut, warm

_PARTS = ("content", "metadata")

# What outputs are checked by is compiled when the first is made: here, for all kernels forked.
nbformat.v4.new_output("display_data")


def begin(words: Sequence[str], connection: socket) -> None:
    """Become a kernel that runs the notebook of its private folder; to be killed afterwards.

    Parameters
    ----------
    words : sequence of str
        Those of ``ipykernel_launcher``.
    connection : socket.socket
        To tell how far it is.
    """
    launcher = find_spec("ipykernel_launcher")
    sys.argv = [str(launcher and launcher.origin), *words]
    if not sys.flags.safe_path:
        del sys.path[0]  # as the launcher does; the kernel itself adds it again
    folder = Path(os.environ["IPYTHONDIR"])
    # Sockets that nobody is at the other end of, and that nobody else can reach.
    key, at = token_hex().encode(), str(folder / "socket")
    write_connection_file(words[1], transport="ipc", ip=at, key=key)
    heard = _Heard()
    heard.begin()
    cut.begin()
    app = IPKernelApp.instance()
    app.initialize()
    heard.relay(app.iopub_thread, app.session)

    def tell(what: str, of: object = "") -> None:
        connection.sendall(f"{what} {of}".strip().encode() + b"\n")

    IOLoop.current().add_callback(_run, app.kernel, folder, heard, tell)
    app.start()


async def _run(
    kernel: IPythonKernel, folder: Path, heard: _Heard, tell: Callable[..., None]
) -> None:
    try:
        notebook = nbformat.from_dict(json.loads((folder / warm.GIVEN).read_text()))
        await _cells(kernel, notebook, heard, tell)
        (folder / warm.DONE).write_text(json.dumps(notebook))
        tell(warm.DONE)
    except Exception as error:
        tell(warm.FAILED, f"{type(error).__name__}: {' '.join(str(error).split())}")


async def _cells(
    kernel: IPythonKernel, notebook: NotebookNode, heard: _Heard, tell: Callable[..., None]
) -> None:
    """Run the cells in their order until one fails, as papermill does."""
    began = time.perf_counter()
    # It keeps what messages say as it does elsewhere, but is connected to nothing.
    client = NotebookClient(notebook, record_timing=False)
    client.reset_execution_trackers()
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and cell.source.strip():
            tell(warm.CELL, number)
            since, client.clear_before_next_output = time.perf_counter(), False
            failed = False
            for message in await _said(kernel, cell.source, heard):
                if message["msg_type"] == "execute_reply":
                    failed = message["content"]["status"] == "error"
                else:
                    client.process_message(message, cell, number)
            seconds = time.perf_counter() - since
            cell.metadata.papermill = {"duration": seconds, "exception": failed}
            if failed:
                break
    client.set_widgets_metadata()
    notebook.metadata.language_info = kernel.language_info
    notebook.metadata.papermill.duration = time.perf_counter() - began


async def _said(kernel: IPythonKernel, code: str, heard: _Heard) -> list[dict[str, Any]]:
    """What a kernel says of code, which it runs as one that it was sent."""
    content = {"code": code, "allow_stdin": False, "stop_on_error": False}
    session: Session = kernel.session  # type: ignore[assignment]
    request = session.msg("execute_request", content)
    kernel.set_parent([], request)
    kernel.pre_handler_hook()
    try:
        await kernel.execute_request(None, [], request)
    finally:
        kernel.post_handler_hook()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, cut.Stream):
            stream.settle()
    return heard.of(request["header"]["msg_id"])


class _Heard:
    """What this kernel would send."""

    def __init__(self) -> None:
        self._own = os.getpid()
        self._messages: deque[dict[str, Any]] = deque()

    def of(self, request: str) -> list[dict[str, Any]]:
        """What was said since this was called last, as far as it is of a request."""
        said = [self._messages.popleft() for _ in range(len(self._messages))]
        return [one for one in said if one["parent_header"].get("msg_id") == request]

    def begin(self) -> None:
        """Keep from now on what this process would send, as it would arrive."""
        send = Session.send

        def keep(
            session: Session,
            stream: Any,
            said: Any,
            content: Any = None,
            parent: Any = None,
            ident: Any = None,
            buffers: Any = None,
            track: bool = False,
            header: Any = None,
            metadata: Any = None,
        ) -> Any:
            whole = said
            if not isinstance(said, dict):
                whole = session.msg(said, content, parent, header, metadata)
            if os.getpid() != self._own:  # forked by a cell; it sends to this one, which passes on
                return send(session, stream, whole, ident=ident, buffers=buffers)
            arrives = {part: session.unpack(session.pack(whole[part])) for part in _PARTS}
            buffers = [memoryview(each) for each in buffers or whole.get("buffers", [])]
            self._messages.append({**whole, **arrives, "buffers": buffers})
            return whole

        # A method is replaced on purpose: nothing is to be sent that nobody receives.
        Session.send = keep  # type: ignore[method-assign, assignment]

    def relay(self, thread: Any, session: Session) -> None:
        """Keep also what processes say that a cell forks, which comes to the kernel as it is."""
        send = thread.send_multipart

        def keep(frames: Any, *words: Any, **options: Any) -> None:
            if os.getpid() != self._own:
                send(frames, *words, **options)
                return
            self._messages.append(session.deserialize(session.feed_identities(frames)[1]))

        thread.send_multipart = keep
