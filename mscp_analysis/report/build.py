"""Build a report: run the chapters, make the page, read it back, publish it whole."""

from __future__ import annotations

import json
import platform
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from nbformat import NotebookNode

from mscp_analysis import areas, data, disclosure, progress, registers
from mscp_analysis.periods import in_words, last_day
from mscp_analysis.report import chapters, ledger, parameters, profile
from mscp_analysis.report.files import annex, pdf, shown
from mscp_analysis.report.kept.kept_chapters import Kept, in_short
from mscp_analysis.report.pages import comments, page, young_people
from mscp_analysis.report.pages.reading import read_back
from mscp_analysis.report.publish import RECORD, whole_folder
from mscp_analysis.report.record import files_of, inputs, packages, sha256
from mscp_analysis.report.review import handed_in, reviews
from mscp_analysis.report.running import aside, side_by_side

NOTICE = "{area} does not exist: everything that is told of it here is made up."
REAL = (
    "Its children, its partnership and its figures were drawn by a generator, to show a report of "
    "which every part is filled. Only the figures of England, regions and other authorities "
    "beside them are as published."
)
Told = Mapping[str, tuple[NotebookNode, list[shown.ShownTable]]]
"""Each chapter by the name of its file: as it was run, and the tables in it."""


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
    with whole_folder(out) as folder, tempfile.TemporaryDirectory(prefix="mscp-run-") as scratch:
        held = Path(scratch) / "data"
        profile.lap("checking what was handed in")
        steps.begin("protecting small numbers")
        data.write_protected(request.area, held)
        profile.lap("protecting small numbers")
        kept = Kept(request.parameters, held, fresh)
        executed = _run(files, request, Path(scratch) / "chapters", kept, tell, at_once, steps)
        with pdf.press() if printed else nullcontext() as press:
            read = inputs(request, files, held, kept.digests)
            _write(folder, request, executed, read, press, steps, at_once)
    return out / "index.html"


def _run(
    files: Sequence[Path],
    request: parameters.Request,
    folder: Path,
    kept: Kept,
    tell: Callable[[str], None] | None,
    at_once: int | None,
    steps: progress.Steps,
) -> Told:
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


def _write(
    folder: Path,
    request: parameters.Request,
    told: Told,
    read: dict[str, str],
    press: pdf.Press | None,
    steps: progress.Steps,
    at_once: int | None,
) -> None:
    steps.begin("making the page")
    executed = {name: notebook for name, (notebook, _) in told.items()}
    kept = {name: one for name, one in executed.items() if name != young_people.NOTEBOOK}
    tables = shown.named_apart(table for name in kept for table in told[name][1])
    known_at = known(request, executed.values())
    above = cover(request, known_at)
    profile.lap("what stands above the page")
    stands = reviews.of(registers.open(request.area, request.year))
    files = partial(_write_files, folder, request, executed, tables, above, known_at)
    with aside.begun(files, at_once) as finish:
        page_for_all = partial(page.render, shown.linked(kept, tables), above)
        named = _write_page(folder, request, executed, page_for_all, above, stands, press)
        steps.begin("writing spreadsheets and CSV files")
        finish()
    profile.lap("waiting for spreadsheets, CSV files and notebooks")
    local = data.local(request.area, request.year)
    if local is not None:
        refuse_disclosure(folder, local)
    profile.lap("looking for a withheld count in all files")
    if press:
        steps.begin("printing the PDF")
        press.finish()
        profile.lap("waiting for the PDF")
    gone = [name for name in named if not (folder / name).is_file()]
    refuse_faults([f"a link to a file that is not beside it: {name}" for name in gone])
    record = {
        "parameters": request.parameters,
        "name": request.name,
        "made_up": request.made_up,
        "area": request.area.name,
        "stage": stands.stage,
        "known_at": known_at.isoformat() if known_at else None,
        "published": stands.published.isoformat() if stands.published else None,
        "open_comments": len(stands.open),
        "python": platform.python_version(),
        "packages": packages(),
        "disclosure": local.decision.record() if local is not None else None,
        "inputs": read,
        "outputs": {path.relative_to(folder).as_posix(): sha256(path) for path in files_of(folder)},
    }
    text = json.dumps(record, indent=2, ensure_ascii=False, sort_keys=True)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")


def _write_page(
    folder: Path,
    request: parameters.Request,
    executed: dict[str, NotebookNode],
    render: Callable[[Sequence[str]], str],
    above: dict[str, str],
    stands: reviews.Reviews,
    press: pdf.Press | None,
) -> list[str]:
    """Write the pages and the ledger, if they are right; gives the files that the pages name."""
    can_print = bool(press and press.is_ready)
    side = young_people.side(executed.get(young_people.NOTEBOOK), above, request, can_print)
    beside = [*[pdf.NAME] * can_print, *annex.SPREADSHEETS, *[young_people.NAME] * bool(side.html)]
    profile.lap("page for young people")
    html = comments.beside(render(beside), stands.shown)
    profile.lap("page")
    seen = read_back(html)
    both = replace(seen, numbers=[*seen.numbers, *side.page.numbers])
    rows = ledger.rows({name: chapters.facts(told) for name, told in executed.items()}, both)
    refuse_faults([*ledger.faults(seen, rows), *side.faults(rows)])
    rows = marked(rows) if request.made_up else rows
    profile.lap("reading the page back, ledger")
    (folder / "index.html").write_text(html, encoding="utf-8")
    if press:
        press.start(folder / "index.html", folder / pdf.NAME)
    side.write(folder, press)
    (folder / "ledger.csv").write_text(ledger.as_csv(rows), encoding="utf-8")
    profile.lap("writing page and ledger")
    return [*seen.files, *side.page.files]


def _write_files(
    folder: Path,
    request: parameters.Request,
    executed: dict[str, NotebookNode],
    tables: Sequence[shown.ShownTable],
    above: dict[str, str],
    known_at: date | None,
) -> None:
    """Write what stands beside the pages: the notebooks, and the tables for who reckons on."""
    (folder / "notebooks").mkdir(exist_ok=True)
    for name, notebook in executed.items():
        chapters.write(page.noticed(notebook, above["notice"]), folder / "notebooks" / name)
    day = known_at or request.year.end
    annex.write(tables, folder, above, day, marked if request.made_up else list)


def marked(rows: Sequence[ledger.Row]) -> list[ledger.Row]:
    """The ledger of a made-up report: what is not a real area's own figure says so as its status.

    Examples
    --------
    >>> rows = [{"area_code": code, "status": "final"} for code in ("E06000035", "X99000001", "")]
    >>> [row["status"] for row in marked(rows)]
    ['final', 'made up, final', 'made up, final']
    """
    real = {area.code for area in areas.register().areas}
    return [
        row if row["area_code"] in real
        else {**row, "status": ", ".join(filter(None, ["made up", row["status"]]))}
        for row in rows
    ]  # fmt: skip


def known(request: parameters.Request, notebooks: Iterable[NotebookNode]) -> date | None:
    """The day as at which the figures are known; None where there are no figures.

    Where no date was asked for, it is the day of the newest release that the page uses, and not
    the day of the build: the same figures give the same page.
    """
    days = [fact["as_of"] for notebook in notebooks for fact in chapters.facts(notebook)]
    return request.known_at or max((last_day(day) for day in days if day), default=None)


def cover(request: parameters.Request, known_at: date | None) -> dict[str, str]:
    """What stands above the page: who, where, which year, as known when, and who agreed to it."""
    stands = reviews.of(registers.open(request.area, request.year))
    notice = NOTICE.format(area=request.area.name) if request.made_up else ""
    return {
        "notice": notice,
        "real": REAL if notice else "",
        "name": request.name,
        "area": request.area.name,
        "year": request.year.label,
        "known_at": in_words(known_at) if known_at else "no figures",
        "status": stands.status,
        "comments": comments.counted(stands),
        "signed": comments.signed(stands),
    }


def refuse_faults(faults: Sequence[str]) -> None:
    """Stop a build whose page is not right.

    Raises
    ------
    ValueError
        If there is a fault; the sentence gives the first and counts the rest.
    """
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise ValueError(f"The page is not published, since it has {faults[0]}{more}.")


def refuse_disclosure(folder: Path, local: data.Local) -> None:
    """Stop a build whose files give back a count that the partnership withholds.

    Parameters
    ----------
    folder : pathlib.Path
        The files that are about to be published.
    local : Local
        The partnership's own tables, and which of their cells are withheld.

    Raises
    ------
    ValueError
        Naming the cell, but not its value, and how it is given back.
    """
    found = disclosure.attack_files(
        folder, local.decision.settings, sums=local.sums, decision=local.decision, cells=local.cells
    )
    own = found[found["measure"].isin([*local.sums])]
    if len(own):
        first, more = own.iloc[0], f" (and {len(own) - 1} more)" if len(own) > 1 else ""
        raise ValueError(
            f"The report is not published, since it gives back {first['cell']}, which is "
            f"withheld: {first['why']}{more}."
        )
