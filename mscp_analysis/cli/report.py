"""``mscp report``."""

from __future__ import annotations

import argparse
from pathlib import Path

from mscp_analysis import progress
from mscp_analysis.cli import bar
from mscp_analysis.cli.index import keep
from mscp_analysis.cli.options import Commands, add_build, add_command, request_of
from mscp_analysis.cli.told import tell_faults


def add(commands: Commands) -> None:
    """Add the command to those of ``mscp``."""
    given, options = add_command(
        commands,
        "report",
        report,
        "build a report and print where its page is",
        """Builds the yearly report of a partnership or of an authority: a page, a PDF,
        spreadsheets, CSV files and the notebooks they come from. Nothing is put in place unless
        everything handed in is free of faults and every number on the page is right. Where
        nothing has changed since it was built, it only says so.""",
        """
        mscp report 2023-24
        mscp report 2023-24 --partnership kent --data ~/kent-data
        mscp report 2023-24 --area "Telford and Wrekin" --no-pdf
        mscp report 2023-24 --known-at 2024-12-01
        """,
    )
    add_build(given, options)
    options.add_argument(
        "--out",
        metavar="FOLDER",
        type=Path,
        help="a new or empty folder, or a report to replace (default: reports/NAME/YEAR in the "
        "folder that you are in, with -known-at-DATE where a date is given)",
    )
    options.add_argument(
        "--fresh", action="store_true", help="build everything again, also what has not changed"
    )


def report(asked: argparse.Namespace) -> int:
    """Build a report and print where its page is, or every fault of what was handed in."""
    from mscp_analysis.report.kept import kept_reports

    page = None if asked.fresh else kept_reports.find(_words(asked))
    if page is None:
        return _build(asked)
    _tell("nothing has changed since it was built.")
    print(page)
    return 0


def _build(asked: argparse.Namespace) -> int:
    from mscp_analysis.areas import data_folder
    from mscp_analysis.report.kept import kept_reports
    from mscp_analysis.report.running import collecting, warm

    # Its imports go on beside those of this process, and its tables are read while what was
    # handed in is checked here.
    warm.up(data_folder())
    request = request_of(asked)
    with collecting.paused():
        from mscp_analysis.registers import FaultyRegisters
        from mscp_analysis.report.build import build
        from mscp_analysis.report.files import pdf

    out, made_from = asked.out or Path("reports") / request.place, kept_reports.roots(request)
    before, listed = kept_reports.state(made_from), out.with_name(f"{out.name}-faults.csv")
    try:
        with bar.shown():
            page = build(request, out, printed=not asked.no_pdf, fresh=asked.fresh, tell=_tell)
    except FaultyRegisters as error:
        return tell_faults(error.faults, listed)
    listed.unlink(missing_ok=True)  # of an earlier run: what it tells of has been mended
    print(page)
    keep(out)
    if asked.no_pdf or (out / pdf.NAME).exists():
        kept_reports.keep(_words(asked), made_from, before, page)
    else:
        _tell(pdf.HOW)
    return 0


def _words(asked: argparse.Namespace) -> list[str]:
    """How a report was asked for, whatever options there are."""
    said = sorted(vars(asked).items())
    return [f"{name}={value}" for name, value in said if name not in ("run", "fresh")]


def _tell(said: str) -> None:
    progress.say(f"mscp: {said}")
