"""A bar of how far a command has come and what it is doing, where somebody sits at a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mscp_analysis import progress

_AS = "{percentage:3.0f}% |{bar:20}| {n_fmt} of {total_fmt}, {elapsed}  {desc}"
_AS_OPEN = "{elapsed}  {desc}"


class Bar:
    r"""Draws what it is told, and goes when all is done, so that no half of it stays.

    Parameters
    ----------
    terminal : file

    Examples
    --------
    >>> import io
    >>> terminal = io.StringIO()
    >>> bar = Bar(terminal)
    >>> bar.at("running 04_voice", 6, 12)
    >>> bar.close()
    >>> "50% |" in terminal.getvalue(), terminal.getvalue().split("\r")[-1]
    (True, '')
    """

    def __init__(self, terminal: Any) -> None:
        self._terminal = terminal
        self._drawn: Any = None

    def at(self, what: str, done: int, of: int) -> None:
        """Show what is begun now, and how much of the whole is done."""
        if self._drawn is None:
            from tqdm import tqdm

            about = {"leave": False, "dynamic_ncols": True, "bar_format": _AS_OPEN, "desc": what}
            self._drawn = tqdm(file=self._terminal, **about)
        if of:
            self._drawn.bar_format, self._drawn.n, self._drawn.total = _AS, done, of
        self._drawn.set_description_str(what)

    def say(self, line: str) -> None:
        """Print a line above the bar."""
        if self._drawn is None:
            print(line, file=self._terminal, flush=True)
        else:
            self._drawn.write(line, file=self._terminal)

    def close(self) -> None:
        """Clear the line."""
        if self._drawn is not None:
            self._drawn.close()


@contextmanager
def shown() -> Iterator[None]:
    """Draw what the work in the block says that it is doing; nothing but on a terminal.

    Examples
    --------
    >>> with shown():
    ...     progress.at("reading a file", 0, 1)
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    bar = Bar(sys.stderr)
    try:
        with progress.heard_by(bar):
            yield
    finally:
        bar.close()
