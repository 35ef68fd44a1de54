"""Options that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path

DEFAULT_PARTNERSHIP = "medway"


def add_data(command: argparse.ArgumentParser) -> None:
    """Where the registers lie, if not in the repository."""
    command.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        dest="partnerships",
        help="a folder with partnerships/NAME in it, so that registers need not lie in the "
        "repository (default: data, or what MSCP_DATA names)",
    )
