"""``mscp fetch``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mscp_analysis.cli import bar
from mscp_analysis.cli.options import (
    Commands,
    add_command,
    add_data,
    add_dry_run,
    add_partnership,
)
from mscp_analysis.cli.told import tell_faults


def add(commands: Commands) -> None:
    """Add the command to those of ``mscp``."""
    _, options = add_command(
        commands,
        "fetch",
        fetch,
        "fetch the quarterly dataset from a file or a database",
        """Reads the quarterly dataset from where the file quarterly.yaml in a partnership's
        folder says that it is kept: a CSV, Excel or Parquet file, or a table of a database. It
        checks every row, says what changes, and writes the register of each year, or nothing.""",
        """
        mscp fetch --partnership kent --data ~/kent-data --dry-run
        mscp fetch --partnership kent --data ~/kent-data
        """,
    )
    add_partnership(options)
    add_dry_run(options)
    add_data(options)


def fetch(asked: argparse.Namespace) -> int:
    """Fetch the quarterly dataset, or say each fault of it."""
    from mscp_analysis import areas, registers
    from mscp_analysis.registers.power_bi import REGISTER

    folder = areas.data_folder() / "partnerships" / asked.partnership
    if not folder.is_dir():
        raise LookupError(f"There is no folder {folder}; `mscp new` lays it out.")
    try:
        with bar.shown():
            fetched = registers.fetch(folder, dry_run=asked.dry_run)
    except registers.FaultyRegisters as refused:
        file = Path("reports") / f"{asked.partnership}-quarterly-faults.csv"
        return tell_faults(refused.faults, file, "nothing was written")
    print(fetched)
    if asked.dry_run:
        print("Nothing was written.", file=sys.stderr)
    for year in () if asked.dry_run else fetched.years:
        print(f"Written: {folder / year / f'{REGISTER}.csv'}")
    return 0
