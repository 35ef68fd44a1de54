"""The files of ``data/rules``, each read once until it is written again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from mscp_analysis.areas.held import read_yaml, shelf

T = TypeVar("T")


def read_rules(name: str, make: Callable[[Path, Any], T]) -> T:
    """What a function makes of a file of rules, made again only when the file was written again.

    Parameters
    ----------
    name : str
        The file in ``data/rules``, such as ``rag.yaml``.
    make : callable
        Takes where the file is, for what it says of errors, and what the file says.

    Returns
    -------
    object
        What ``make`` gave: the same object each time, not to be changed.

    Examples
    --------
    >>> read_rules("national.yaml", lambda path, said: path.name)
    'national.yaml'
    """
    path = shelf("rules") / name
    made: T = _made(path, path.stat().st_mtime_ns, make)
    return made


@lru_cache(maxsize=64)
def _made(path: Path, _written: int, make: Callable[[Path, Any], Any]) -> Any:
    return make(path, read_yaml(path))
