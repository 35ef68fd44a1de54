"""Write a report that was run: its pages and ledger, the files beside them, and its record."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from mscp_analysis import areas, data, disclosure, progress, registers
from mscp_analysis.report import chapters, ledger, parameters, profile
from mscp_analysis.report.cover import cover, known
from mscp_analysis.report.files import annex, pdf, shown
from mscp_analysis.report.pages import comments, page, young_people
from mscp_analysis.report.pages.reading import read_back
from mscp_analysis.report.publish import RECORD
from mscp_analysis.report.record import files_of, packages, sha256
from mscp_analysis.report.review import reviews
from mscp_analysis.report.running import aside

Told = Mapping[str, tuple[NotebookNode, list[shown.ShownTable]]]
"""Each chapter by the name of its file: as it was run, and the tables in it."""


@dataclass(frozen=True)
class Ran:
    """A report whose chapters were run, and which is still to be written.

    Parameters
    ----------
    request : Request
        What was asked for.
    told : mapping of str to tuple
        The chapters as they were run, and their tables.
    read : mapping of str to str
        SHA-256 of every file that was read.
    """

    request: parameters.Request
    told: Told
    read: Mapping[str, str]

    @cached_property
    def executed(self) -> dict[str, NotebookNode]:
        """The chapters, and with them the notebook of the page for young people."""
        return {name: notebook for name, (notebook, _) in self.told.items()}

    @cached_property
    def chapters(self) -> dict[str, NotebookNode]:
        """Those of the page for all."""
        return {name: one for name, one in self.executed.items() if name != young_people.NOTEBOOK}

    @cached_property
    def tables(self) -> list[shown.ShownTable]:
        """The tables of the page for all, each by a name of its own."""
        return shown.named_apart(table for name in self.chapters for table in self.told[name][1])

    @cached_property
    def known_at(self) -> date | None:
        """The day as at which its figures are known."""
        return known(self.request, self.executed.values())

    @cached_property
    def above(self) -> dict[str, str]:
        """What stands above its pages."""
        return cover(self.request, self.known_at)

    @cached_property
    def stands(self) -> reviews.Reviews:
        """Who agreed to it, and what they said."""
        return reviews.of(registers.open(self.request.area, self.request.year))


def write(
    ran: Ran, folder: Path, press: pdf.Press | None, steps: progress.Steps, at_once: int | None
) -> None:
    """Write all files of a report into a folder, if its pages are right.

    Parameters
    ----------
    ran : Ran
        The report.
    folder : pathlib.Path
        An empty one.
    press : Press, optional
        Prints the pages as PDF.
    steps : Steps
        Are told how far it is.
    at_once : int, optional
        How many cores may be used; left out, all.

    Raises
    ------
    ValueError
        If a page read back is not right, or a file gives back a count that is withheld.
    """
    steps.begin("making the page")
    tables, above = ran.tables, ran.above  # Before the copy is made that writes files.
    profile.lap("what stands above the page")
    with aside.begun(partial(_write_files, ran, folder), at_once) as finish:
        render = partial(page.render, shown.linked(ran.chapters, tables), above)
        named = _write_page(ran, folder, render, press)
        steps.begin("writing spreadsheets and CSV files")
        finish()
    profile.lap("waiting for spreadsheets, CSV files and notebooks")
    local = data.local(ran.request.area, ran.request.year)
    if local is not None:
        refuse_disclosure(folder, local)
    profile.lap("looking for a withheld count in all files")
    if press:
        steps.begin("printing the PDF")
        press.finish()
        profile.lap("waiting for the PDF")
    gone = [name for name in named if not (folder / name).is_file()]
    refuse_faults([f"a link to a file that is not beside it: {name}" for name in gone])
    disclosed = local.decision.record() if local is not None else None
    record = {**_recorded(ran), "disclosure": disclosed, "outputs": _digests(folder)}
    text = json.dumps(record, indent=2, ensure_ascii=False, sort_keys=True)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")


def _recorded(ran: Ran) -> dict[str, Any]:
    """What is written down of a report besides its files."""
    request, known_at, stands = ran.request, ran.known_at, ran.stands
    return {
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
        "inputs": ran.read,
    }


def _digests(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): sha256(path) for path in files_of(folder)}


def _write_page(
    ran: Ran, folder: Path, render: Callable[[Sequence[str]], str], press: pdf.Press | None
) -> list[str]:
    """Write the pages and the ledger, if they are right; gives the files that the pages name."""
    request, executed = ran.request, ran.executed
    can_print = bool(press and press.is_ready)
    side = young_people.side(executed.get(young_people.NOTEBOOK), ran.above, request, can_print)
    beside = [*[pdf.NAME] * can_print, *annex.SPREADSHEETS, *[young_people.NAME] * bool(side.html)]
    profile.lap("page for young people")
    html = comments.beside(render(beside), ran.stands.shown)
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


def _write_files(ran: Ran, folder: Path) -> None:
    """Write what stands beside the pages: the notebooks, and the tables for who reckons on."""
    (folder / "notebooks").mkdir(exist_ok=True)
    for name, notebook in ran.executed.items():
        noticed = page.noticed(notebook, ran.above["notice"])
        chapters.write(noticed, folder / "notebooks" / name)
    day = ran.known_at or ran.request.year.end
    annex.write(ran.tables, folder, ran.above, day, marked if ran.request.made_up else list)


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
