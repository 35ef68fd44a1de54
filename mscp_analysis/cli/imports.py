"""``mscp import``."""

from __future__ import annotations

import argparse
from pathlib import Path


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of ``mscp``."""
    command = commands.add_parser(
        "import", help="read publishers' files into the published tables", allow_abbrev=False
    )
    command.add_argument("files", metavar="FILE-OR-FOLDER", nargs="+", type=Path)
    command.add_argument(
        "--data", metavar="DIR", type=Path, help="data folder to write to (default: data)"
    )
    command.set_defaults(run=import_files)


def import_files(asked: argparse.Namespace) -> None:
    """Read publishers' files into the published tables."""
    from mscp_analysis.publishers import import_releases as read

    print(read(asked.files, asked.data))
