"""Run a notebook in a process forked from the warm one, which runs its cells in place."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import nbformat
from jupyter_core.utils import run_sync
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from mscp_analysis.report.running import warm
from mscp_analysis.report.running.private import Place
from mscp_analysis.report.running.stopping import Endless

_LONGEST_SOCKET_PATH = 90
_NO_HISTORY = "--HistoryManager.hist_file=:memory:"  # as nbclient says to any kernel


def run(given: NotebookNode, folder: Path, place: Place, seconds: float) -> NotebookNode:
    """Run the cells of a notebook until one fails.

    Parameters
    ----------
    given : nbformat.NotebookNode
        The notebook, with its parameters.
    folder : pathlib.Path
        Where its code runs.
    place : Place
        What its kernel has to itself.
    seconds : float
        How long a cell may take.

    Returns
    -------
    nbformat.NotebookNode
        With its outputs, an error's among them.

    Raises
    ------
    OSError
        If no process can be forked here.
    Endless
        If a cell takes longer.
    nbclient.exceptions.DeadKernelError
        If the process ends before it is done.
    """
    if not warm.POSSIBLE or len(str(place.folder)) > _LONGEST_SOCKET_PATH:
        raise OSError("No kernel can be forked here.")
    (place.folder / warm.GIVEN).write_text(json.dumps(given))
    environment = {**os.environ, **place.settings}
    words = ["-f", str(place.folder / "kernel.json"), warm.STREAM, _NO_HISTORY]
    with place.streams() as streams:
        fork = warm.Fork(words, environment, folder.absolute(), streams)
    try:
        run_sync(_until_done)(fork, given, seconds)
    finally:
        run_sync(fork.end)()
    return nbformat.from_dict(json.loads((place.folder / warm.DONE).read_text()))


async def _until_done(fork: warm.Fork, given: NotebookNode, seconds: float) -> None:
    word, of = await fork.tells()
    if word != warm.FORKED:
        raise ConnectionError("The process that kernels are forked from has ended.")
    number = None
    while word != warm.DONE:
        try:
            async with asyncio.timeout(None if number is None else seconds):
                word, of = await fork.tells()
        except TimeoutError:
            raise Endless(given.cells[number].source) from None
        if word == warm.CELL:
            number = int(of)
        elif word != warm.DONE:
            raise DeadKernelError(of if word == warm.FAILED else "Kernel died")
