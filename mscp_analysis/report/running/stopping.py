"""End notebooks that run in other threads."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from jupyter_core.utils import ensure_event_loop


class Endless(Exception):
    """A cell took longer than one may.

    Parameters
    ----------
    source : str
        Its code.
    """

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.source = source


class Stop:
    """Ends runs of notebooks from another thread, and lets none begin any more."""

    def __init__(self) -> None:
        self._asked = False
        self._running: set[asyncio.AbstractEventLoop] = set()

    def ask(self) -> None:
        """End the runs, without waiting for their kernels to be gone."""
        self._asked = True
        for loop in [*self._running]:
            with suppress(RuntimeError):  # it has just ended
                loop.call_soon_threadsafe(self._cancel, loop)

    def _cancel(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called in the thread of the run, and not while its kernel is being stopped."""
        if loop in self._running:
            for task in asyncio.all_tasks(loop):
                task.cancel()

    @contextmanager
    def reaches(self) -> Iterator[None]:
        """What runs in the block, in this thread's event loop, can be ended."""
        loop = ensure_event_loop()
        self._running.add(loop)
        try:
            if self._asked:
                raise asyncio.CancelledError
            yield
        finally:
            self._running.remove(loop)
