"""``mscp import``."""

from __future__ import annotations

import argparse
import re
from pathlib import Path


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of ``mscp``."""
    command = commands.add_parser(
        "import",
        help="read publishers' files into the published tables",
        description="Read publishers' files, say what they were recognised as and what changes, "
        "and put all of it in place or nothing.",
        allow_abbrev=False,
    )
    command.add_argument("files", metavar="FILE-OR-FOLDER", nargs="+", type=Path)
    command.add_argument(
        "--dry-run", action="store_true", help="say what would change, and change nothing"
    )
    command.add_argument(
        "--published", metavar="DATE", type=_date,
        help="when the release was published, where the file does not say it: 2024-11, "
        "2024-11-21 or '21 November 2024'",
    )  # fmt: skip
    command.add_argument("--release", metavar="NAME", help="name of the release, such as cla-2025")
    command.add_argument(
        "--period", metavar="YEAR", type=_year,
        help="the year of figures that do not say it: 2013-14",
    )  # fmt: skip
    command.add_argument("--sheet", metavar="NAME", help="the worksheet to read, of several")
    command.add_argument(
        "--data", metavar="DIR", type=Path, help="data folder to write to (default: data)"
    )
    command.set_defaults(run=import_files)


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


def import_files(asked: argparse.Namespace) -> None:
    """Read publishers' files into the published tables."""
    from mscp_analysis.publishers import Stated, import_releases

    stated = Stated(asked.release, asked.published, asked.period, asked.sheet)
    print(import_releases(asked.files, asked.data, stated=stated, dry_run=asked.dry_run))
