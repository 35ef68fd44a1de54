"""``mscp index``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mscp_analysis.cli.options import Commands, add_command


def add(commands: Commands) -> None:
    """Add the command to those of ``mscp``."""
    given, _ = add_command(
        commands,
        "index",
        index,
        "write the list of all reports again",
        """Writes the page that lists all reports in a folder, and prints where it is. Every
        build keeps it in reports/, and in any other folder that has one; this command begins one
        elsewhere, or writes it again where reports were moved or removed.""",
        """
        mscp index
        mscp index /srv/www/reports
        """,
    )
    given.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        type=Path,
        help="where the reports lie, themselves or in a folder of their area (default: reports in "
        "the folder that you are in)",
    )


def index(asked: argparse.Namespace) -> None:
    """Write the list of the reports in a folder and print where it is."""
    from mscp_analysis.report import shelf

    print(shelf.write(asked.folder or shelf.STANDARD))


def keep(out: Path) -> None:
    """Put a report that was built into the list that it belongs in, if there is one.

    The report is there whether or not its list can be written: what keeps it from being written
    is only told.
    """
    from mscp_analysis.cli.told import sentence
    from mscp_analysis.report import shelf

    root = shelf.above(out)
    try:
        if root is not None and out.is_dir():
            shelf.write(root)
    except (ValueError, OSError) as error:
        print(f"mscp: The list of all reports is as it was: {sentence(error)}", file=sys.stderr)
