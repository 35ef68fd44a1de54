"""Cut, in the kernel, what a cell shows beyond any use, and say so in its place.

A cell that prints for ever would else fill the memory of three processes: its kernel keeps what it
has not sent, what waits is kept between them, and who runs the notebook keeps all.
"""

from __future__ import annotations

import os
import select
import threading
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from ipykernel.iostream import OutStream
from jupyter_client.session import Session, extract_header

LIMIT = 5_000_000
"""Of so many characters that a cell shows the rest is left out; a whole report has fewer."""

NOTICE = f"\n[Cut here: a cell may show no more than {LIMIT:,} characters.]\n"
_OF_A_MESSAGE = 200
_READ_AT_ONCE = 2**16
_TO_READ = 0.001  # seconds
_OF_A_SENTENCE, _OF_A_FRAME = 2_000, 20_000
_SHOWN = {"display_data", "update_display_data", "execute_result"}

_shown_by: Counter[str] = Counter()


def begin() -> None:
    """Cut from now on what this process, a kernel, shows."""
    send = Session.send

    def send_cut(self: Session, stream: Any, message: Any, *words: Any, **said: Any) -> Any:
        if isinstance(message, str) and message in {"error", "execute_reply"}:
            words = tuple(_short(word) for word in words)
            said = {name: _short(word) for name, word in said.items()}
        elif isinstance(message, dict) and message["msg_type"] in _SHOWN:
            message = _message(self, message)
        return send(self, stream, message, *words, **said) if message else None

    # A method is replaced on purpose: Jupyter offers no place at which to cut a message.
    Session.send = send_cut  # type: ignore[method-assign, assignment]


class Stream(OutStream):
    """Standard output or standard error of a kernel."""

    _reading = threading.Lock()

    def write(self, string: str) -> int:
        """Take what a cell prints, while there is room for it; refuse what is no text."""
        size = len(string) if isinstance(string, str) else 0
        room = _room(self.parent_header, size)
        if room >= size:
            super().write(string)
        elif room >= 0:
            super().write(string[:room] + NOTICE)
        return size

    def _watch_pipe_fd(self) -> None:
        """As inherited; but what is cut is not passed on to the terminal either."""
        with suppress(OSError, ValueError):  # the kernel ends
            while self._should_watch and select.select([self._fid], [], [])[0]:
                with self._reading:
                    read = os.read(self._fid, _READ_AT_ONCE)
                    # Not by its own name, under which IPython keeps all that is written.
                    Stream.write(self, read.decode(errors="replace"))
                if _shown_by[_cell(self.parent_header)] <= LIMIT:
                    os.write(self._original_stdstream_copy, read)

    def settle(self) -> None:
        """Wait until what was written below Python is among what is shown."""
        while self._should_watch:
            with self._reading:
                if not select.select([self._fid], [], [], 0)[0]:
                    break
            time.sleep(_TO_READ)
        self.flush()


def _cell(parent: Mapping[str, Any]) -> str:
    return str(parent.get("msg_id", ""))


def _room(parent: Mapping[str, Any], size: int) -> int:
    """For how many of these characters there is room; -1 where the notice was given before."""
    cell = _cell(parent)
    before = _shown_by[cell]
    _shown_by[cell] = before + size
    return LIMIT - before if before <= LIMIT else -1


def _message(session: Session, message: dict[str, Any]) -> dict[str, Any] | None:
    """A message that shows something; a notice in its place, or nothing, where it is too much."""
    content, parent = message["content"], message["parent_header"]
    said = [data for data in content["data"].values() if isinstance(data, str)]
    size = _OF_A_MESSAGE + sum(map(len, said))
    room = _room(parent, size)
    if room >= size:
        return message
    if room < 0:
        return None
    notice = {"name": "stderr", "text": NOTICE.lstrip()}
    return session.msg("stream", notice, parent=extract_header(parent))


def _short(content: Any) -> Any:
    """The content of a message on an error, whose words are shortened."""
    if not isinstance(content, dict) or "evalue" not in content:
        return content
    return content | {
        "evalue": _cut(content["evalue"], _OF_A_SENTENCE),
        "traceback": [_cut(line, _OF_A_FRAME) for line in content.get("traceback", [])],
    }


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most] + " […]"
