"""``mscp fetch``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mscp_analysis.cli.options import DEFAULT_PARTNERSHIP, add_data
from mscp_analysis.cli.told import tell_faults


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of ``mscp``."""
    command = commands.add_parser(
        "fetch",
        help="fetch the quarterly dataset from a file or a database",
        description="Reads the quarterly dataset from where quarterly.yaml in a partnership's "
        "folder says that it is kept: a CSV, an Excel or Parquet file, or a table of a database. "
        "Checks every row, says what changes, and writes the register of each year, or nothing.",
        allow_abbrev=False,
    )
    command.add_argument(
        "--partnership",
        metavar="NAME",
        default=DEFAULT_PARTNERSHIP,
        help=f"folder in data/partnerships (default: {DEFAULT_PARTNERSHIP})",
    )
    command.add_argument(
        "--dry-run", action="store_true", help="say what would change, and change nothing"
    )
    add_data(command)
    command.set_defaults(run=fetch)


def fetch(asked: argparse.Namespace) -> int:
    """Fetch the quarterly dataset, or say each fault of it."""
    from mscp_analysis import areas, registers

    folder = areas.data_folder() / "partnerships" / asked.partnership
    if not folder.is_dir():
        raise LookupError(f"There is no folder {folder}; `mscp new` lays it out.")
    try:
        print(registers.fetch(folder, dry_run=asked.dry_run))
    except registers.FaultyRegisters as refused:
        file = Path("reports") / f"{asked.partnership}-quarterly-faults.csv"
        return tell_faults(refused.faults, file, "nothing was written")
    if asked.dry_run:
        print("Nothing was written.", file=sys.stderr)
    return 0
