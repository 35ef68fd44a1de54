"""What went wrong in a cell, in one sentence."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from papermill.exceptions import PapermillExecutionError

from mscp_analysis.report.running import warm

_OWN_WORDS = {"ValueError", "LookupError"}
_WHAT_A_CELL_SHOWS = {"prose", "tables", "charts", "markup.py"}


def sentence(notebook: Path, error: PapermillExecutionError) -> str:
    """What a cell's error says, in one line; an error that is no sentence is named.

    Parameters
    ----------
    notebook : pathlib.Path
        The notebook that was run.
    error : PapermillExecutionError

    Returns
    -------
    str
        After the notebook and the cell, unless it is one on the figures asked for.
    """
    said = " ".join(error.evalue.split())
    said = said if error.ename in _OWN_WORDS else f"{error.ename}: {said}"
    cell = number(notebook, error.source)
    return said if _is_of_figures(error) else f"{notebook.name}, cell {cell}: {said}"


def number(notebook: Path, source: str) -> int | str:
    """Which cell of the file holds this code, counted from one as an editor shows them."""
    cells = nbformat.read(notebook, as_version=4).cells
    return next((number for number, cell in enumerate(cells, 1) if cell.source == source), "?")


def _is_of_figures(error: PapermillExecutionError) -> bool:
    """Whether the library refused what was asked of its figures, in a sentence of its own.

    What the rooms that write for a page refuse is the wording of a cell, so they do not count.
    """
    plain = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(error.traceback))
    files = [Path(name).expanduser() for name in re.findall(r"^File (.+?):\d+", plain, re.M)]
    package = warm.PACKAGE_ROOT / "mscp_analysis"
    if error.ename not in _OWN_WORDS or not files or not files[-1].is_relative_to(package):
        return False
    return files[-1].relative_to(package).parts[0] not in _WHAT_A_CELL_SHOWS
