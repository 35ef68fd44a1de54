"""``mscp new``."""

from __future__ import annotations

import argparse
from datetime import date

from mscp_analysis import areas
from mscp_analysis.cli.options import add_data
from mscp_analysis.periods import ReportingYear


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of ``mscp``."""
    command = commands.add_parser(
        "new",
        help="lay out the registers of a new partnership, or of its next year",
        description="Writes an empty file for each register and a guide to their columns; what "
        "is still open in the year before is carried over.",
        allow_abbrev=False,
    )
    command.add_argument("name", metavar="NAME", help="name of the folder, for instance kent")
    command.add_argument("--area", metavar="NAME-OR-CODE", help="the authority, if it is new")
    command.add_argument("--year", metavar="YEAR", required=True, help="reporting year: 2024-25")
    add_data(command)
    command.set_defaults(run=new)


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
