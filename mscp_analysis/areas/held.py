"""The project's own tables of areas: where they are, read once until they change."""

from __future__ import annotations

import csv
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_PROJECT = Path(__file__).resolve().parents[2] / "data"


def data_folder() -> Path:
    """Where the data are: ``data`` beside the package, or what ``MSCP_DATA`` names.

    Examples
    --------
    >>> data_folder().name
    'data'
    """
    return Path(os.environ.get("MSCP_DATA") or _PROJECT)


def shelf(kind: str) -> Path:
    """Where the data of one kind are: a folder of partnerships alone has the project's figures.

    Parameters
    ----------
    kind : str
        ``published`` or ``rules``.

    Examples
    --------
    >>> shelf("published").name
    'published'
    """
    own = os.path.join(os.environ.get("MSCP_DATA") or _PROJECT, kind)
    return _path(own if os.path.isdir(own) else os.path.join(_PROJECT, kind))


@lru_cache(maxsize=64)
def _path(name: str) -> Path:
    """A path, made of text once: the same few are asked for thousands of times in a report."""
    return Path(name)


def read_yaml(path: Path) -> Any:
    """What a file of YAML says, read some eight times as fast as PyYAML does unless it is asked.

    Parameters
    ----------
    path : pathlib.Path
        The file, in UTF-8.

    Returns
    -------
    dict, list or other plain value
        None of an empty file.

    Examples
    --------
    >>> read_yaml(shelf("rules") / "registers" / "audits.yaml")["name"]
    'audits'
    """
    return yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def stamp(table: str) -> tuple[Path, int]:
    """Where a table is, and when it was written last."""
    path = shelf("published") / table
    try:
        return path, path.stat().st_mtime_ns
    except FileNotFoundError:
        raise LookupError(
            f"The table {path} is missing: make it with `mscp import`, or set MSCP_DATA to the "
            "folder that holds published/areas.csv."
        ) from None


@lru_cache(maxsize=8)
def rows(path: Path, _written: int) -> list[dict[str, str]]:
    """The rows of a table, read again when it was written again."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def partnerships() -> list[tuple[Path, Any]]:
    """The description of each partnership that is held: where it is, and what it says."""
    if not data_folder().is_dir():
        raise LookupError(f"There is no data folder {data_folder()}: correct --data or MSCP_DATA.")
    found = sorted((data_folder() / "partnerships").glob("*/partnership.yaml"))
    return [(path, _described(path, path.stat().st_mtime_ns)) for path in found]


def forget_partnerships() -> None:
    """Drop what was read of partnerships, in a process from which kernels will be forked."""
    _described.cache_clear()


@lru_cache(maxsize=64)
def _described(path: Path, _written: int) -> Any:
    return read_yaml(path)
