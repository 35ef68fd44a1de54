"""What a measurement was taken on: a figure without it cannot be set beside another."""

from __future__ import annotations

import importlib.util
import os
import platform
from importlib.metadata import distributions, version
from pathlib import Path

PACKAGES = ("pandas", "numpy", "matplotlib", "papermill", "nbclient", "ipykernel")


def environment() -> str:
    """One paragraph on the machine, Python and the packages."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    found = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    beside = len({item.metadata["Name"] for item in distributions()})
    return (
        f"{platform.system()} {platform.machine()}, {cores} cores{busy}, "
        f"Python {platform.python_version()}, {beside} packages, "
        f"{'' if is_compiled() else 'not '}byte-compiled: {found}."
    )


def is_compiled() -> bool:
    """Whether the packages lie there compiled; each start is else twice as slow."""
    found = importlib.util.find_spec("pandas")
    if found is None or found.origin is None:
        return False
    return Path(importlib.util.cache_from_source(found.origin)).exists()
