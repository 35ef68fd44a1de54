"""``mscp import``."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from mscp_analysis.cli import bar
from mscp_analysis.cli.options import Commands, add_command, add_dry_run
from mscp_analysis.cli.told import sentence


def add(commands: Commands) -> None:
    """Add the command to those of ``mscp``."""
    given, options = add_command(
        commands,
        "import",
        import_files,
        "read publishers' files into the published tables",
        """Reads files as publishers issue them, of any year, packed or not. It says what each
        was recognised as and what changes: new years, revised figures. All of it is put in
        place, or nothing.""",
        """
        mscp import --dry-run ~/Downloads/children-in-need-2025.zip
        mscp import ~/Downloads/releases
        mscp import figures.csv --published 2024-11-21 --release cla-2024
        """,
    )
    given.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help="a file, or a folder of files"
    )
    add_dry_run(options)
    options.add_argument(
        "--published",
        metavar="DATE",
        type=_date,
        help="when the release was published, where the file does not say it: 2024-11, "
        "2024-11-21 or '21 November 2024'",
    )
    options.add_argument("--release", metavar="NAME", help="name of the release, such as cla-2025")
    options.add_argument(
        "--period",
        metavar="YEAR",
        type=_year,
        help="the year of the figures, where the file does not say it, such as 2013-14",
    )
    options.add_argument(
        "--sheet", metavar="NAME", help="the worksheet to read, where there are several"
    )
    options.add_argument(
        "--data", metavar="FOLDER", type=Path, help="the folder of the tables (default: data)"
    )


def _date(text: str) -> str:
    from mscp_analysis.publishers.dates import Ambiguous, day_of

    if re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", text, re.ASCII):
        return text
    try:
        day = day_of(text)
    except Ambiguous as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if day is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write it as 2024-11 or 2024-11-21")
    return day.isoformat()


def _year(text: str) -> str:
    from mscp_analysis.periods import ReportingYear

    try:
        return ReportingYear.parse(text).label
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def import_files(asked: argparse.Namespace) -> int:
    """Read publishers' files into the published tables, or say what is wrong with each."""
    from mscp_analysis.publishers import Stated, import_releases
    from mscp_analysis.publishers.faults import FaultyFiles

    stated = Stated(asked.release, asked.published, asked.period, asked.sheet)
    try:
        with bar.shown():
            done = import_releases(asked.files, asked.data, stated=stated, dry_run=asked.dry_run)
    except FaultyFiles as faulty:
        for error in faulty.errors:
            print(f"  {sentence(error)}", file=sys.stderr)
        number = len(faulty.errors)
        print(f"mscp: {number} files cannot be imported; nothing was written.", file=sys.stderr)
        return 1
    print(done)
    return 0
