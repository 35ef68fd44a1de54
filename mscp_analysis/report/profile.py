"""Where the time of a build went: by chapter and cell, and what came before and after them.

The cells are timed by papermill, which leaves it in the notebooks that it has run; what else a
build does is timed by it saying what it has just done. Nothing of either is published.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

BUILD = "build"
_HEADING = "#"
COLUMNS = ("seconds", "share", "where", "cell", "section", "what")


@dataclass(frozen=True)
class Step:
    """Something that took time.

    Parameters
    ----------
    seconds : float
    where : str
        The chapter, or "build" for what is done once for the whole report.
    what : str
        First line of the cell, or what the build did.
    cell : int, optional
        Number of the cell, as an editor shows it.
    section : str
        The heading that the cell stands under.
    """

    seconds: float
    where: str
    what: str
    cell: int | None = None
    section: str = ""


@dataclass
class Profile:
    """What is timed of one build.

    Parameters
    ----------
    steps : list of Step
    """

    steps: list[Step] = field(default_factory=list)
    _since: float = field(default_factory=time.perf_counter)

    def lap(self, what: str) -> None:
        """Note what was done since the last time that something was noted."""
        now = time.perf_counter()
        self.steps.append(Step(now - self._since, BUILD, what))
        self._since = now


_current: ContextVar[Profile | None] = ContextVar("profile", default=None)


@contextmanager
def timed() -> Iterator[Profile]:
    """Time what is built in the block.

    Examples
    --------
    >>> with timed() as profile:
    ...     lap("nothing")
    >>> [step.what for step in profile.steps]
    ['nothing']
    """
    token = _current.set(Profile())
    try:
        profile = _current.get()
        assert profile is not None
        yield profile
    finally:
        _current.reset(token)


def lap(what: str) -> None:
    """Say what a build has just done; it takes no time where none is timed."""
    profile = _current.get()
    if profile is not None:
        profile.lap(what)


def ran(chapter: str, notebook: Any) -> None:
    """Note how long each cell of a chapter took, as papermill left it in the notebook.

    Parameters
    ----------
    chapter : str
        Its name.
    notebook : nbformat.NotebookNode
        As ``kernels.run`` gave it.
    """
    profile = _current.get()
    if profile is not None:
        profile.steps += _steps(chapter, notebook)


def _steps(chapter: str, notebook: Any) -> Iterator[Step]:
    number, section, in_cells = 0, "", 0.0
    for cell in notebook.cells:
        is_own = "injected-parameters" not in cell.metadata.get("tags", [])
        number += is_own
        seconds = cell.metadata.get("papermill", {}).get("duration") or 0.0
        if cell.cell_type == "markdown":
            section = _heading(cell.source) or section
            continue
        in_cells += seconds
        yield Step(seconds, chapter, _first_line(cell.source), number if is_own else None, section)
    whole = notebook.metadata.get("papermill", {}).get("duration") or in_cells
    yield Step(max(0.0, whole - in_cells), chapter, "start and end of its kernel, messages")


def _heading(markdown: str) -> str:
    lines = [line for line in markdown.splitlines() if line.startswith(_HEADING)]
    return lines[-1].lstrip("# ") if lines else ""


def _first_line(source: str) -> str:
    lines = [line.strip() for line in source.splitlines()]
    return next((line for line in lines if line and not line.startswith("#")), "")


def costliest(steps: Sequence[Step]) -> list[tuple[str, ...]]:
    """The steps as rows of ``COLUMNS``, the costliest first.

    The share is of the time that passed, which is that of the build's own steps: among them is
    the wait for chapters, and those that ran side by side take more than that together.

    Examples
    --------
    >>> costliest([Step(4, "build", "chapters"), Step(3, "01_a.ipynb", "show()", 4, "Plans")])[1]
    ('3.000', '75%', '01_a.ipynb', '4', 'Plans', 'show()')
    """
    whole = sum(step.seconds for step in steps if step.where == BUILD) or 1.0
    return [
        (
            f"{step.seconds:.3f}",
            f"{step.seconds / whole:.0%}",
            step.where,
            str(step.cell or ""),
            step.section,
            step.what,
        )
        for step in sorted(steps, key=lambda step: -step.seconds)
    ]


def as_csv(steps: Sequence[Step]) -> str:
    """All steps as CSV, the costliest first."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *costliest(steps)])
    return text.getvalue()


def as_table(steps: Sequence[Step], most: int) -> str:
    """The costliest steps as a plain table, each chapter in one line before them."""
    places = [(*row[:3], "", "", "all of it") for row in costliest(_by_place(steps))]
    rows = [COLUMNS, *places, ("",) * 6, COLUMNS, *costliest(steps)[:most]]
    short = [tuple(part[:60] for part in row) for row in rows]
    widths = [max(len(row[number]) for row in short) for number in range(len(COLUMNS))]
    return "\n".join(_line(row, widths) for row in short)


def _by_place(steps: Sequence[Step]) -> list[Step]:
    """One step for each chapter and one for all that the build does itself."""
    places = dict.fromkeys(step.where for step in steps)
    return [
        Step(sum(step.seconds for step in steps if step.where == place), place, "all of it")
        for place in places
    ]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    numbers = [part.rjust(width) for part, width in zip(row[:2], widths[:2], strict=True)]
    words = [part.ljust(width) for part, width in zip(row[2:], widths[2:], strict=True)]
    return "  ".join([*numbers, *words]).rstrip()
