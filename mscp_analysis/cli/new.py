"""``mscp new``."""

from __future__ import annotations

import argparse
import shlex
import sys
from datetime import date

from mscp_analysis import areas
from mscp_analysis.cli.options import Commands, add_command, add_data
from mscp_analysis.periods import ReportingYear


def add(commands: Commands) -> None:
    """Add the command to those of ``mscp``."""
    given, options = add_command(
        commands,
        "new",
        new,
        "lay out the registers of a new partnership, or of its next year",
        """Writes an empty file for each register, and a guide to their columns. What is still
        open in the year before is carried over. A year that is there is left as it is.""",
        """
        mscp new kent --area Kent --year 2023-24 --data ~/kent-data
        mscp new kent --year 2024-25 --data ~/kent-data
        """,
    )
    given.add_argument("name", metavar="NAME", help="name of the partnership's folder: kent")
    options.add_argument(
        "--area", metavar="AREA", help="its authority by name or code, if the partnership is new"
    )
    options.add_argument(
        "--year", metavar="YEAR", required=True, help="the reporting year, such as 2024-25"
    )
    add_data(options)


def new(asked: argparse.Namespace) -> None:
    """Lay out the registers of a new partnership or year and print where they are."""
    from mscp_analysis.registers.laying_out import GUIDE, lay_out
    from mscp_analysis.report.parameters import folder_name
    from mscp_analysis.report.review import handed_in

    if folder_name(asked.name) != asked.name:
        raise ValueError(
            f"{asked.name!r} cannot be the name of a folder: write it as "
            f"{folder_name(asked.name)!r}."
        )
    year = ReportingYear.parse(asked.year)
    areas.data_folder().mkdir(parents=True, exist_ok=True)
    place = areas.find(asked.area) if asked.area else None
    folder = areas.data_folder() / "partnerships" / asked.name
    carried = lay_out(folder, place, year, date.today(), handed_in.rooms())
    for path in carried:
        print(f"Carried what is open into {path}")
    print(folder / year.label / GUIDE)
    told = f"Next: read that guide, begin with agencies.csv, then look for faults: {_check(asked)}"
    print(told, file=sys.stderr)


def _check(asked: argparse.Namespace) -> str:
    """The command that looks through what was laid out, as it is typed."""
    typed = ["mscp", "check", "registers", asked.year, "--partnership", asked.name]
    return shlex.join(
        [*typed, *(["--data", str(asked.partnerships)] if asked.partnerships else [])]
    )
