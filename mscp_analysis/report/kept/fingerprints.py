"""Tell whether files, packages and Python are what they were, without importing any of them."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_NOT_PART = {"MSCP_CACHE", "MSCP_DATA", "PYTHONDONTWRITEBYTECODE"}
_PART = ("LANG", "LC_", "MSCP_", "PYTHON", "TZ")


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files_of(folder: Path) -> list[Path]:
    """Every file below a folder, in the order of their names."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def digest(said: Any) -> str:
    """One SHA-256 for lists, mappings, text and numbers.

    Examples
    --------
    >>> digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1})
    True
    """
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def environment() -> dict[str, Any]:
    """Python, the machine, every distribution installed, and the settings that speak to them.

    A distribution is known by the name of its folder of metadata, which holds its version: an
    upgrade of any, also of one that this project does not name itself, is another environment.

    Returns
    -------
    dict
        To be compared, or to make a digest of.
    """
    settings = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(_PART) and name not in _NOT_PART
    }
    return {
        "python": [sys.version, platform.machine(), sys.prefix],
        "distributions": sorted(_distributions(sys.path)),
        "settings": settings,
    }


def _distributions(path: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for folder in path:
        if os.path.isdir(folder):
            names = os.listdir(folder)
            found |= {name for name in names if name.endswith((".dist-info", ".egg-info"))}
    return found
