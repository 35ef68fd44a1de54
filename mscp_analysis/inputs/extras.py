"""Packages that only the analyst's desk has, imported when something asks for them."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def extra(module: str, package: str, purpose: str) -> Any:
    """A module of a package that not every environment has.

    Parameters
    ----------
    module, package : str
        What is imported, and the package that brings it: ``pyarrow.parquet`` and ``pyarrow``.
    purpose : str
        What needs it, as the beginning of a sentence: ``Writing a Parquet file``.

    Returns
    -------
    module

    Raises
    ------
    ValueError
        If it is not installed; the sentence says how to get it.

    Examples
    --------
    >>> extra("json", "json", "Reading JSON").loads("[1]")
    [1]
    """
    try:
        return import_module(module)
    except ImportError:
        raise ValueError(
            f"{purpose} needs {package}, which the desk's environment has: run `make setup` and "
            "work from .venv/desk, or take a CSV file instead."
        ) from None
