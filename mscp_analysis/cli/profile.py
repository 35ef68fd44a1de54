"""``mscp profile``."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from mscp_analysis.cli import bar
from mscp_analysis.cli.options import Commands, add_build, add_command, request_of


def add(commands: Commands) -> None:
    """Add the command to those of ``mscp``."""
    given, options = add_command(
        commands,
        "profile",
        profile,
        "build a report, throw it away, and print where the time went",
        """Builds the whole report, keeps nothing of it, and prints what took the time: each
        chapter, then the costliest cells and the steps around them. Chapters run side by side,
        so their seconds add up to more than the build took.""",
        """
        mscp profile 2023-24 --no-pdf
        mscp profile 2023-24 --area Kent --most 10 --csv profile.csv
        """,
    )
    add_build(given, options)
    options.add_argument(
        "--most", metavar="N", type=_lines, default=30, help="how many lines to print (default: 30)"
    )
    options.add_argument("--csv", metavar="FILE", type=Path, help="write all lines to a file")


def _lines(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of lines: write it as 30")
    return int(text)


def profile(asked: argparse.Namespace) -> None:
    """Build a report and print where the time went."""
    began = time.perf_counter()
    from mscp_analysis.report import profile as profiles

    with profiles.timed() as timed, tempfile.TemporaryDirectory(prefix="mscp-profile-") as folder:
        from mscp_analysis.areas import data_folder
        from mscp_analysis.report.running import collecting, warm

        warm.up(data_folder())
        request = request_of(asked)
        with collecting.paused():
            from mscp_analysis.report.build import build

        profiles.lap("imports, and what is asked for")
        with bar.shown():
            build(request, Path(folder) / "report", printed=not asked.no_pdf, fresh=True)
        profiles.lap("putting the report in its place")
    print(profiles.as_table(timed.steps, asked.most))
    print(f"\nThe build took {time.perf_counter() - began:.1f} seconds.")
    if asked.csv:
        asked.csv.write_text(profiles.as_csv(timed.steps), encoding="utf-8")
