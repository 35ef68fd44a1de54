"""Run the notebooks of one report side by side, and give them in their order."""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import Context
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import nbformat
from jupyter_core.utils import ensure_event_loop

from mscp_analysis.report.running import kernels, warm
from mscp_analysis.report.running.cores import cores
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
        How many run at a time; left out, as many as there are cores. Where it is one, it takes
        turns with whoever asks for them.

    Yields
    ------
    nbformat.NotebookNode
    """
    if not notebooks:
        return
    warm.up()
    stop = Stop()
    at_a_time = min(at_once or cores(), len(notebooks))
    with ThreadPoolExecutor(at_a_time) as threads:

        def begin(notebook: Path) -> Future[nbformat.NotebookNode]:
            own = folder / notebook.stem
            own.mkdir()
            work = partial(_in_thread, notebook, parameters, own, data, stop)
            return threads.submit(Context().run, work)

        try:
            # With one core none is begun before it is asked for: who asks needs the core as well.
            ahead = _short_last(notebooks) if at_a_time > 1 else []
            jobs = {notebook: begin(notebook) for notebook in ahead}
            for notebook in notebooks:
                yield (jobs.get(notebook) or begin(notebook)).result()
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
