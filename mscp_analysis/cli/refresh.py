"""``mscp refresh``."""

from __future__ import annotations

import argparse
from pathlib import Path


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of ``mscp``."""
    command = commands.add_parser(
        "refresh", help="run notebooks as they stand and keep their outputs", allow_abbrev=False
    )
    command.add_argument("notebooks", metavar="NOTEBOOK", nargs="+", type=Path)
    command.set_defaults(run=refresh)


def refresh(asked: argparse.Namespace) -> None:
    """Run notebooks as they stand and keep their outputs in them."""
    from mscp_analysis.report import chapters
    from mscp_analysis.report.running import explored

    for notebook in asked.notebooks:
        of_desk = explored.is_explored(notebook)
        (explored if of_desk else chapters).refresh(notebook)
        print(notebook)
