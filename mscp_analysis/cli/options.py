"""Options that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mscp_analysis.report.parameters import Request

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


def add_build(command: argparse.ArgumentParser) -> None:
    """Which report is to be built, and with or without its PDF."""
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
        "--no-pdf", action="store_true", help="leave out the PDF, which takes half of the time"
    )
    add_data(command)


def request_of(asked: argparse.Namespace) -> Request:
    """The report that is asked for."""
    from mscp_analysis.report import parameters

    partnership = asked.partnership
    if partnership is None and asked.area is None:
        partnership = DEFAULT_PARTNERSHIP
    return parameters.request(
        asked.year, partnership=partnership, area=asked.area, known_at=asked.known_at
    )
