"""Build a report: run the chapters, make the page, read it back, publish it whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from mscp_analysis import data, progress
from mscp_analysis.report import chapters, parameters, profile
from mscp_analysis.report.files import pdf, shown
from mscp_analysis.report.kept.kept_chapters import Kept, in_short
from mscp_analysis.report.pages import young_people
from mscp_analysis.report.publish import scratch_folder, whole_folder
from mscp_analysis.report.record import inputs
from mscp_analysis.report.review import handed_in
from mscp_analysis.report.running import side_by_side

if TYPE_CHECKING:
    from mscp_analysis.report import writing

_WRITING = "mscp_analysis.report.writing"
"""Imports what makes pages, nbconvert among it: that takes place while the chapters run."""


def build(
    request: parameters.Request,
    out: Path,
    notebooks: Sequence[Path] | None = None,
    printed: bool = False,
    fresh: bool = False,
    tell: Callable[[str], None] | None = None,
    at_once: int | None = None,
) -> Path:
    """Build one report and put it in place whole, or leave everything as it was.

    Parameters
    ----------
    request : Request
        Of which year, where, and as known when; see ``parameters.request``.
    out : pathlib.Path
        The folder of this report, for instance ``reports/medway/2023-24``. A report in it is
        replaced; anything else in it is refused before a chapter runs.
    notebooks : sequence of pathlib.Path, optional
        The chapters; left out, those of ``notebooks/report``, and the page for young people.
    printed : bool
        Whether to make the PDF as well, which takes some seconds, and Pango; where that is
        absent there is none, and everything else.
    fresh : bool
        Whether to run also the chapters that were run before on the same.
    tell : callable, optional
        Is told in a sentence which chapters were run, where some were not.
    at_once : int, optional
        How many chapters run side by side; left out, as many as there are cores.

    Returns
    -------
    pathlib.Path
        The page, ``index.html``.

    Raises
    ------
    FaultyRegisters
        If anything that the partnership handed in is wrong; it holds every fault.
    ValueError
        If a chapter does not have the parameters, raises, warns, or shows what does not belong
        on a page, if the page read back is not right, or if ``out`` holds what is no report.
    LookupError
        If there are no chapters.
    OSError
        If the folder cannot be written.
    """
    files = list(notebooks) if notebooks is not None else young_people.beside(chapters.find())
    for file in files:
        chapters.check_parameters(file, request.parameters)
    steps = progress.Steps(of=len(files) + 4 + printed)
    steps.begin("checking what was handed in")
    handed_in.refuse_faults(request.area, request.year)
    with whole_folder(out) as folder, scratch_folder() as scratch:
        held = scratch / "data"
        profile.lap("checking what was handed in")
        steps.begin("protecting small numbers")
        data.write_protected(request.area, held)
        profile.lap("protecting small numbers")
        kept = Kept(request.parameters, held, fresh)
        Thread(target=import_module, args=[_WRITING]).start()
        executed = _run(files, request, scratch / "chapters", kept, tell, at_once, steps)
        from mscp_analysis.report import writing

        with pdf.press() if printed else nullcontext() as press:
            ran = writing.Ran(request, executed, inputs(request, files, held, kept.digests))
            writing.write(ran, folder, press, steps, at_once)
    return out / "index.html"


def _run(
    files: Sequence[Path],
    request: parameters.Request,
    folder: Path,
    kept: Kept,
    tell: Callable[[str], None] | None,
    at_once: int | None,
    steps: progress.Steps,
) -> writing.Told:
    """Run the chapters where nothing unprotected can be read and nothing written is published."""
    folder.mkdir()
    finished = {file: kept.find(file) for file in files}
    rest = [file for file, found in finished.items() if found is None]
    tables: dict[str, list[shown.ShownTable]] = {}
    if tell and len(rest) < len(files):
        tell(in_short(files, rest))
    steps.skip(len(files) - len(rest))
    given = (request.parameters, folder, kept.data, at_once)
    profile.lap("looking for chapters that were run before")
    with closing(side_by_side.run(rest, *given)) as running:
        for file in rest:
            steps.begin(chapters.called(file, files))
            notebook = next(running)
            profile.ran(file.name, notebook)
            chapters.check_outputs(file.name, notebook)
            finished[file] = notebook = kept.keep(file, notebook, folder)
            tables[file.name] = shown.of_chapter(file.name, notebook)  # while the next one runs
    kept.trim()
    profile.lap("running the chapters, side by side")
    return {
        file.name: (notebook, tables.get(file.name) or shown.of_chapter(file.name, notebook))
        for file, notebook in finished.items()
        if notebook is not None
    }
