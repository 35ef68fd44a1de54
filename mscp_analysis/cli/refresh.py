"""``mscp refresh``."""

from __future__ import annotations

import argparse
from pathlib import Path

from mscp_analysis import progress
from mscp_analysis.cli import bar
from mscp_analysis.cli.options import Commands, add_command


def add(commands: Commands) -> None:
    """Add the command to those of ``mscp``."""
    given, _ = add_command(
        commands,
        "refresh",
        refresh,
        "run notebooks as they stand and keep their outputs",
        """Runs each notebook from top to bottom and keeps its outputs in it. One in which a cell
        fails, warns or does not end is left as it was; so is a chapter of a report in which one
        prints, since there everything shown stands on the page.""",
        """
        mscp refresh notebooks/explore/00_start_here.ipynb
        mscp refresh notebooks/report/*.ipynb
        """,
    )
    given.add_argument(
        "notebooks", metavar="NOTEBOOK", nargs="+", type=Path, help="a notebook to run"
    )


def refresh(asked: argparse.Namespace) -> None:
    """Run notebooks as they stand and keep their outputs in them."""
    from mscp_analysis.report import chapters
    from mscp_analysis.report.running import explored

    for notebook in asked.notebooks:
        if notebook.suffix != ".ipynb":
            raise ValueError(f"{notebook} is no notebook: name files that end in .ipynb.")
    for number, notebook in enumerate(asked.notebooks):
        of_desk = explored.is_explored(notebook)
        with bar.shown():
            progress.at(f"running {notebook.name}", number, len(asked.notebooks))
            (explored if of_desk else chapters).refresh(notebook)
        print(notebook)
