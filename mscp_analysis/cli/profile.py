"""``mscp profile``."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from mscp_analysis.cli.options import add_build, request_of


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of ``mscp``."""
    command = commands.add_parser(
        "profile",
        help="build a report, throw it away, and print where the time went",
        description="Builds the report anew, of which nothing is kept, and prints what took the "
        "time: each chapter, then the costliest cells and the steps around them. Chapters run "
        "side by side, so that together they take more seconds than pass.",
        allow_abbrev=False,
    )
    add_build(command)
    command.add_argument(
        "--most", metavar="N", type=int, default=30, help="how many lines to print (default: 30)"
    )
    command.add_argument("--csv", metavar="FILE", type=Path, help="write all lines to a file")
    command.set_defaults(run=profile)


def profile(asked: argparse.Namespace) -> None:
    """Build a report and print where the time went."""
    began = time.perf_counter()
    from mscp_analysis.report import profile as profiles

    with profiles.timed() as timed, tempfile.TemporaryDirectory(prefix="mscp-profile-") as folder:
        from mscp_analysis.report.running import warm

        warm.up()
        request = request_of(asked)
        from mscp_analysis.report.build import build

        profiles.lap("imports, and what is asked for")
        build(request, Path(folder) / "report", printed=not asked.no_pdf, fresh=True)
        profiles.lap("putting the report in its place")
    print(profiles.as_table(timed.steps, asked.most))
    print(f"\nThe build took {time.perf_counter() - began:.1f} seconds.")
    if asked.csv:
        asked.csv.write_text(profiles.as_csv(timed.steps), encoding="utf-8")
