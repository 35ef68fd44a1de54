"""Run a notebook from top to bottom in a kernel of its own."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import papermill.execute
import papermill.iorw
import papermill.parameterize
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError

from mscp_analysis.report.running import cell_errors, forked, opened, ordinary, private
from mscp_analysis.report.running.stopping import Endless, Stop

# What goes wrong is raised as one sentence, so it is not printed as a log as well; an interrupted
# run leaves a waiting task behind, of which asyncio would complain while the process ends.
for _name in ("papermill", "asyncio"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

SECONDS_FOR_A_CELL = 300
"""A cell that runs for longer is stopped: it may never end. The longest of a report takes a few."""


def run(
    notebook: Path,
    parameters: Mapping[str, Any],
    folder: Path,
    data: Path | None = None,
    stop: Stop | None = None,
) -> nbformat.NotebookNode:
    """Run a notebook with papermill and give it back with its outputs.

    Nothing is written beside the notebook. The parameters must have been checked against
    the notebook before: papermill itself would only log an unknown one.

    Parameters
    ----------
    notebook : pathlib.Path
        The notebook to run; it stays as it is.
    parameters : mapping
        Values for its ``parameters`` cell: text, numbers or None.
    folder : pathlib.Path
        Where its code runs.
    data : pathlib.Path, optional
        The data folder that its code reads; left out, the one that this process reads.
    stop : Stop, optional
        By which another thread can end the run.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    ValueError
        If a cell raises or does not end, or the kernel dies: the error's own sentence, after the
        notebook and the cell unless it is one on the figures asked for, of which no cell is the
        cause.
    """
    with private.place(data) as place, (stop or Stop()).reaches():
        try:
            executed = _executed(_given(notebook, parameters), folder, place)
            executed.metadata.opened = opened.read(place.folder)
            return executed
        except PapermillExecutionError as error:
            raise ValueError(cell_errors.sentence(notebook, error)) from None
        except Endless as error:
            cell = cell_errors.number(notebook, error.source)
            raise ValueError(
                f"{notebook.name}, cell {cell} was still running after {SECONDS_FOR_A_CELL} s, "
                "and was stopped."
            ) from None
        except (DeadKernelError, RuntimeError) as error:
            said = place.last_words() or str(error)
            raise ValueError(f"{notebook.name}: its kernel stopped ({said}).") from None


def _given(notebook: Path, parameters: Mapping[str, Any]) -> nbformat.NotebookNode:
    """A notebook with its parameters and without outputs, as papermill itself prepares it."""
    given = papermill.iorw.load_notebook_node(str(notebook))
    if parameters:
        given = papermill.parameterize.parameterize_notebook(
            given, dict(parameters), kernel_name="python3", language="python"
        )
    given = papermill.execute.prepare_notebook_metadata(given, str(notebook), None)
    for cell in given.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return papermill.execute.remove_error_markers(given)


def _executed(
    given: nbformat.NotebookNode, folder: Path, place: private.Place
) -> nbformat.NotebookNode:
    """Run a notebook as ``papermill.execute_notebook`` does, by its own functions.

    That one would in the end write it as text to nowhere: a quarter of what this process does.
    """
    try:
        executed = forked.run(given, folder, place, SECONDS_FOR_A_CELL)
    except OSError:  # the ordinary kernel gives the same result, or says what is wrong
        executed = ordinary.run(given, folder, place, SECONDS_FOR_A_CELL)
    papermill.execute.raise_for_execution_errors(executed, None)
    return executed
