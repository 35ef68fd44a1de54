"""Run the notebooks of one report side by side, and give them in their order."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import nbformat
from jupyter_core.utils import ensure_event_loop

from mscp_analysis.report.running import kernels, warm
from mscp_analysis.report.running.stopping import Stop


def run(
    notebooks: Sequence[Path],
    parameters: Mapping[str, Any],
    folder: Path,
    data: Path | None = None,
    at_once: int | None = None,
) -> Generator[nbformat.NotebookNode, None, None]:
    """Run notebooks, some at a time, and give them in their order.

    What one raises is raised when its turn comes, so it is always that of the first of them.
    Those that still run then, or when the iterator is closed, are stopped.

    Parameters
    ----------
    notebooks : sequence of pathlib.Path
        The notebooks, which must have different names.
    parameters, data
        As for ``kernels.run``; the same for all.
    folder : pathlib.Path
        Where the code of each runs, in a folder of its own.
    at_once : int, optional
        How many run at a time; left out, as many as there are cores.

    Yields
    ------
    nbformat.NotebookNode
    """
    if not notebooks:
        return
    warm.up()
    stop = Stop()
    with ThreadPoolExecutor(min(at_once or cores(), len(notebooks)) or 1) as threads:
        try:
            jobs = {}
            for notebook in _short_last(notebooks):
                own = folder / notebook.stem
                own.mkdir()
                work = partial(_in_thread, notebook, parameters, own, data, stop)
                jobs[notebook] = threads.submit(Context().run, work)
            for notebook in notebooks:
                yield jobs[notebook].result()
        finally:
            stop.ask()


def _short_last(notebooks: Sequence[Path]) -> list[Path]:
    """The smaller half after the larger, so that no long one is left to run alone at the end.

    A file holds what it showed when it was saved: the larger, the longer it runs. Within each
    half they keep their order, in which the results are asked for.
    """
    sizes = {each: each.stat().st_size if each.exists() else 0 for each in notebooks}
    return sorted(notebooks, key=lambda notebook: sizes[notebook] < median(sizes.values()))


def _in_thread(*words: Any) -> nbformat.NotebookNode:
    """Run a notebook in a thread, which gets an event loop for as long."""
    loop = ensure_event_loop()
    try:
        return kernels.run(*words)
    finally:
        loop.run_until_complete(asyncio.sleep(0))  # what was cancelled may end
        asyncio.set_event_loop(None)
        loop.close()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
