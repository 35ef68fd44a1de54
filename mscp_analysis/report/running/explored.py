"""The notebooks of the desk: run as they stand, and kept so that they read without a kernel."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from mscp_analysis.report import chapters
from mscp_analysis.report.running import kernels

_WIDGET = "application/vnd.jupyter.widget-view+json"


def is_explored(path: Path) -> bool:
    """Whether a notebook is one of the desk, which a report gives no parameters."""
    cells = nbformat.read(path, as_version=4).cells
    return not any("parameters" in cell.metadata.get("tags", []) for cell in cells)


def refresh(path: Path) -> None:
    """Run a notebook of the desk and keep its outputs in it.

    Of a widget, what it shows is kept and not the lists, which only live while a kernel runs.

    Parameters
    ----------
    path : pathlib.Path
        The notebook; it is left as it was if it cannot be run whole.

    Raises
    ------
    ValueError
        If a cell raises, warns or does not end, or the kernel dies.
    """
    executed = kernels.run(path, {}, path.parent)
    for number, cell in enumerate(executed.cells, 1):
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                raise ValueError(f"{path.name}, cell {number} warned: {output.text.strip()}")
            without_widget(output)
    beside = path.with_suffix(".ipynb.new")
    chapters.write(executed, beside)
    beside.replace(path)


def without_widget(output: NotebookNode) -> None:
    """Leave out of an output the name of a widget that is gone when the kernel is."""
    output.get("data", {}).pop(_WIDGET, None)
