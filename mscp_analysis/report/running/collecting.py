"""Look for nothing to drop where there is nothing, or where to look is dear."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Let Python not look in the block for objects that nothing holds any more.

    It looks the more often the more is made, and goes through all there is. While modules are
    imported that is in vain, since they stay; and in a forked process each object that is
    touched is copied in fact.

    Examples
    --------
    >>> before = gc.isenabled()
    >>> with paused():
    ...     gc.isenabled()
    False
    >>> gc.isenabled() == before
    True
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
