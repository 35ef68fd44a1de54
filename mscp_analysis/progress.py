"""What long work is doing, said to whoever listens: a command draws it as a bar.

Whoever works says it in passing and need not know whether anybody hears it. Nothing is said to
where nobody listens: not in a notebook, not in a pipe, not in the log of a server.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Listener(Protocol):
    """What hears how far work has come.

    Examples
    --------
    >>> class Ear:
    ...     def at(self, what, done, of):
    ...         print(f"{done} of {of}: {what}")
    ...
    ...     def say(self, line):
    ...         print(line)
    >>> with heard_by(Ear()):
    ...     say("mscp: one file is left out.")
    mscp: one file is left out.
    """

    def at(self, what: str, done: int, of: int) -> None:
        """What is begun now, and how much of the whole is done."""

    def say(self, line: str) -> None:
        """A line to be read, also when the work is done."""


_listening: ContextVar[Listener | None] = ContextVar("listening", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Let someone hear what the work in the block is doing.

    Parameters
    ----------
    listener : Listener

    Examples
    --------
    >>> class Ear:
    ...     def at(self, what, done, of):
    ...         print(f"{done} of {of}: {what}")
    >>> with heard_by(Ear()):
    ...     at("reading a.csv", 0, 2)
    0 of 2: reading a.csv
    >>> at("reading b.csv", 1, 2)
    """
    token = _listening.set(listener)
    try:
        yield
    finally:
        _listening.reset(token)


def is_heard() -> bool:
    """Whether anybody listens, so that nothing else need be printed meanwhile.

    Examples
    --------
    >>> is_heard()
    False
    """
    return _listening.get() is not None


def at(what: str, done: int, of: int) -> None:
    """Say what is begun now.

    Parameters
    ----------
    what : str
        A few words: ``reading education.csv``.
    done, of : int
        How many steps of the work are done, of how many; 0 of 0 where that is as it was, or
        nobody can know.

    Examples
    --------
    >>> at("checking what was handed in", 0, 14)
    """
    listener = _listening.get()
    if listener is not None:
        listener.at(what, done, of)


def say(line: str) -> None:
    """Print a line beside the results of a command, above the bar where there is one.

    Parameters
    ----------
    line : str

    Examples
    --------
    >>> say("mscp: all chapters are as they were.")  # on the standard error
    """
    listener = _listening.get()
    if listener is not None:
        listener.say(line)
    else:
        print(line, file=sys.stderr, flush=True)


class Steps:
    """The steps of one piece of work, each of which is said when it begins.

    Parameters
    ----------
    of : int
        How many there are.

    Examples
    --------
    >>> steps = Steps(of=3)
    >>> steps.begin("checking")
    >>> steps.skip(1)
    >>> steps.done
    1
    """

    def __init__(self, of: int) -> None:
        self.of = of
        self._begun, self._skipped = 0, 0

    @property
    def done(self) -> int:
        """How many are behind: all that were begun but the last, and those that were left out."""
        return max(0, self._begun - 1) + self._skipped

    def begin(self, what: str) -> None:
        """Say what is begun now; the step before it is done."""
        self._begun += 1
        at(what, self.done, self.of)

    def skip(self, number: int) -> None:
        """Count steps that need not be taken."""
        self._skipped += number
