"""The ``mscp`` command: parse, call, and say in one sentence what went wrong."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import mscp_analysis
from mscp_analysis import areas
from mscp_analysis.periods import ReportingYear

if TYPE_CHECKING:
    from mscp_analysis.report.checks import Outcome
    from mscp_analysis.schemas import Fault

DEFAULT_PARTNERSHIP = "medway"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        What stands after ``mscp``; left out, that of the process.

    Returns
    -------
    int
        0 where it did what was asked, 1 where it could not, 130 where it was interrupted. A
        command that is badly written exits with 2, as argparse does.
    """
    asked = _parser().parse_args(arguments)
    if getattr(asked, "partnerships", None):
        os.environ["MSCP_DATA"] = str(asked.partnerships)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return int(asked.run(asked) or 0)
    except (ValueError, LookupError, OSError) as error:
        print(f"mscp: {_sentence(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("mscp: interrupted; nothing was changed.", file=sys.stderr)
        return 130


def report(asked: argparse.Namespace) -> int:
    """Build a report and print where its page is, or every fault of what was handed in."""
    from mscp_analysis.report import warm

    warm.up()  # Its imports go on beside those of this process.
    from mscp_analysis.report import parameters

    partnership = asked.partnership
    if partnership is None and asked.area is None:
        partnership = DEFAULT_PARTNERSHIP
    request = parameters.request(
        asked.year, partnership=partnership, area=asked.area, known_at=asked.known_at
    )
    from mscp_analysis.registers import FaultyRegisters
    from mscp_analysis.report import pdf
    from mscp_analysis.report.build import build

    out = asked.out or Path("reports") / request.place
    try:
        print(build(request, out, printed=not asked.no_pdf))
    except FaultyRegisters as error:
        return _tell_faults(error.faults, out.with_name(f"{out.name}-faults.csv"))
    if not (asked.no_pdf or (out / pdf.NAME).exists()):
        print(f"mscp: {pdf.HOW}", file=sys.stderr)
    return 0


def check(asked: argparse.Namespace) -> int:
    """Check what a report will say before it is built, and keep the list of what was found."""
    from mscp_analysis.report import checks, parameters

    request = parameters.request(asked.year, partnership=asked.partnership, known_at=asked.known_at)
    kept = areas.data_folder() / "partnerships" / asked.partnership / request.year.label
    if not kept.is_dir():
        raise LookupError(
            f"{asked.partnership} has handed in nothing for {request.year}: there is no folder "
            f"{kept}; `mscp new` lays it out."
        )
    if asked.draft is not None and asked.what not in (None, "statements"):
        raise ValueError(f"A draft is read by `check statements`, not by `check {asked.what}`.")
    only = None if asked.what is None else [asked.what] if asked.what in checks.CHECKS else []
    outcome = checks.run(request.area, request.year, asked.known_at, only, asked.draft)
    one = f"-{asked.what}" if asked.what else ""
    file = asked.csv or Path("reports") / f"{request.place}-checks{one}.csv"
    if outcome.faults:
        return _tell_faults(outcome.faults, file, "put these right first, nothing else was checked")
    print(f"What {asked.partnership} handed in for {request.year} has no fault.")
    return _tell_outcome(outcome, file) if outcome.looked else 0


def _tell_outcome(outcome: Outcome, file: Path) -> int:
    """Print a line a check and what must be put right, and keep the whole list in a file."""
    _keep(file, outcome.csv)
    if outcome.offered is not None:
        offered = file.with_name(f"{file.stem}-offered.csv")
        _keep(offered, outcome.offered.to_csv(index=False, lineterminator="\n"))
        print(f"What was read from the draft, to be confirmed, is in {offered}")
    for name, looked in outcome.looked.items():
        print(f"  {name:<12}{looked.told}")
    for finding in outcome.failed:
        print(f"  must be put right: {finding.check} {finding.item}: {finding.sentence}")
    print(f"What should be mended or explained, and what is only noted, is in {file}")
    if not outcome.failed:
        return 0
    number = len(outcome.failed)
    words = f"{number} things that must hold do not" if number > 1 else "one thing must be mended"
    print(f"mscp: {words}.", file=sys.stderr)
    return 1


def new(asked: argparse.Namespace) -> None:
    """Lay out the registers of a new partnership or year and print where they are."""
    from mscp_analysis.registers.laying_out import GUIDE, lay_out
    from mscp_analysis.report import handed_in
    from mscp_analysis.report.parameters import folder_name

    if folder_name(asked.name) != asked.name:
        raise ValueError(
            f"{asked.name!r} cannot be the name of a folder: write it as "
            f"{folder_name(asked.name)!r}."
        )
    year = ReportingYear.parse(asked.year)
    areas.data_folder().mkdir(parents=True, exist_ok=True)
    place = areas.find(asked.area) if asked.area else None
    folder = areas.data_folder() / "partnerships" / asked.name
    carried = lay_out(folder, place, year, date.today(), handed_in.rooms())
    for path in carried:
        print(f"Carried what is open into {path}")
    print(folder / year.label / GUIDE)


def _tell_faults(found: Sequence[Fault], file: Path, left: str = "nothing was published") -> int:
    """Print faults as a table, and keep them in a file that can be sent back."""
    from mscp_analysis.schemas import faults_as_csv

    for fault in found:
        print(f"  {fault.sentence}", file=sys.stderr)
    number = f"{len(found)} faults" if len(found) > 1 else "one fault"
    _keep(file, faults_as_csv(found))
    print(f"mscp: what was handed in has {number}; {left}; the list is in {file}.", file=sys.stderr)
    return 1


def _keep(file: Path, text: str) -> None:
    """Write a list so that a spreadsheet reads its pound signs and quotation marks rightly."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8-sig")


def import_releases(asked: argparse.Namespace) -> None:
    """Read publishers' files into the published tables."""
    from mscp_analysis.publishers import import_releases as read

    print(read(asked.files, asked.data))


def refresh(asked: argparse.Namespace) -> None:
    """Run notebooks as they stand and keep their outputs in them."""
    from mscp_analysis.report import chapters

    for notebook in asked.notebooks:
        chapters.refresh(notebook)
        print(notebook)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mscp",
        description="Yearly reports of a safeguarding children partnership, "
        "computed from published figures.",
        allow_abbrev=False,
    )
    version = f"%(prog)s {mscp_analysis.__version__}"
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_report(commands)
    _add_new(commands)
    _add_check(commands)
    _add_import(commands)
    _add_refresh(commands)
    return parser


def _add_report(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "report", help="build a report and print where its page is", allow_abbrev=False
    )
    command.add_argument("year", metavar="YEAR", help="reporting year, for instance 2023-24")
    where = command.add_mutually_exclusive_group()
    where.add_argument(
        "--partnership",
        metavar="NAME",
        help=f"folder in data/partnerships (default: {DEFAULT_PARTNERSHIP})",
    )
    where.add_argument("--area", metavar="NAME-OR-CODE", help="an authority instead")
    command.add_argument(
        "--known-at", metavar="DATE", help="use only what was published by then: 2024-12-01"
    )
    command.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help="a new or empty folder, or a report to replace "
        "(default: reports/PARTNERSHIP-OR-AREA/YEAR[-known-at-DATE])",
    )
    command.add_argument(
        "--no-pdf", action="store_true", help="leave out the PDF, which takes half of the time"
    )
    _add_data(command)
    command.set_defaults(run=report)


def _add_new(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "new",
        help="lay out the registers of a new partnership, or of its next year",
        description="Writes an empty file for each register and a guide to their columns; what "
        "is still open in the year before is carried over.",
        allow_abbrev=False,
    )
    command.add_argument("name", metavar="NAME", help="name of the folder, for instance kent")
    command.add_argument("--area", metavar="NAME-OR-CODE", help="the authority, if it is new")
    command.add_argument("--year", metavar="YEAR", required=True, help="reporting year: 2024-25")
    _add_data(command)
    command.set_defaults(run=new)


def _add_check(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "check",
        help="check a report before it is printed",
        description="Looks for faults in the registers, holds the statements of the report "
        "against the data, asks whether each element that it must hold is there, and what became "
        "of promises. Fails where something that must hold does not.",
        allow_abbrev=False,
    )
    command.add_argument(
        "what",
        metavar="WHAT",
        nargs="?",
        choices=["registers", "statements", "revisions", "statutory", "promises"],
        help="registers, statements, revisions, statutory or promises; left out, all of them",
    )
    command.add_argument("year", metavar="YEAR", help="reporting year, for instance 2023-24")
    command.add_argument(
        "--partnership",
        metavar="NAME",
        default=DEFAULT_PARTNERSHIP,
        help=f"folder in data/partnerships (default: {DEFAULT_PARTNERSHIP})",
    )
    command.add_argument(
        "--draft",
        metavar="FILE",
        type=Path,
        help="a draft in Markdown or plain text, whose statements are read and offered",
    )
    command.add_argument(
        "--known-at", metavar="DATE", help="hold it against what was published by then: 2024-12-01"
    )
    command.add_argument(
        "--csv",
        metavar="FILE",
        type=Path,
        help="where to write the list (default: reports/PARTNERSHIP/YEAR-checks.csv)",
    )
    _add_data(command)
    command.set_defaults(run=check)


def _add_data(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        dest="partnerships",
        help="a folder with partnerships/NAME in it, so that registers need not lie in the "
        "repository (default: data, or what MSCP_DATA names)",
    )


def _add_import(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "import", help="read publishers' files into the published tables", allow_abbrev=False
    )
    command.add_argument("files", metavar="FILE-OR-FOLDER", nargs="+", type=Path)
    command.add_argument(
        "--data", metavar="DIR", type=Path, help="data folder to write to (default: data)"
    )
    command.set_defaults(run=import_releases)


def _add_refresh(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "refresh", help="run notebooks as they stand and keep their outputs", allow_abbrev=False
    )
    command.add_argument("notebooks", metavar="NOTEBOOK", nargs="+", type=Path)
    command.set_defaults(run=refresh)


def _sentence(error: Exception) -> str:
    """What an error says, in one line: the words of a lookup come in quotation marks."""
    if isinstance(error, KeyError) and error.args:
        return str(error.args[0])
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror}."
    return " ".join(str(error).split())
