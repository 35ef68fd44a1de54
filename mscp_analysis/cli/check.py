"""``mscp check``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mscp_analysis import areas
from mscp_analysis.cli import bar
from mscp_analysis.cli.options import (
    Commands,
    add_command,
    add_data,
    add_known_at,
    add_partnership,
    add_year,
)
from mscp_analysis.cli.told import keep, tell_faults

if TYPE_CHECKING:
    from mscp_analysis.report.review.checks import Outcome

_WHAT = ("registers", "statements", "revisions", "statutory", "promises", "reviews")


def add(commands: Commands) -> None:
    """Add the command to those of ``mscp``."""
    given, options = add_command(
        commands,
        "check",
        check,
        "check a report before it is printed",
        """Looks for faults in the registers, holds the statements of the report against the
        data, and asks whether every element that the guidance wants is there, what became of
        promises, and which comments of reviewers are open. It ends with an error where something
        that must hold does not.""",
        """
        mscp check 2023-24
        mscp check statements 2023-24 --draft draft.md
        mscp check statutory 2023-24 --partnership kent --data ~/kent-data
        """,
    )
    given.add_argument(
        "what",
        metavar="CHECK",
        nargs="?",
        choices=_WHAT,
        help=f"only one of these: {', '.join(_WHAT)} (default: all)",
    )
    add_year(given)
    add_partnership(options)
    options.add_argument(
        "--draft",
        metavar="FILE",
        type=Path,
        help="a draft in Markdown or plain text, whose statements are read and checked too",
    )
    add_known_at(options)
    options.add_argument(
        "--csv",
        metavar="FILE",
        type=Path,
        help="where to write the list (default: reports/NAME/YEAR-checks.csv in the folder "
        "that you are in)",
    )
    add_data(options)


def check(asked: argparse.Namespace) -> int:
    """Check what a report will say before it is built, and keep the list of what was found."""
    from mscp_analysis.report import parameters
    from mscp_analysis.report.review import checks

    request = parameters.request(asked.year, partnership=asked.partnership, known_at=asked.known_at)
    kept = areas.data_folder() / "partnerships" / asked.partnership / request.year.label
    if not kept.is_dir():
        raise LookupError(
            f"{asked.partnership} has handed in nothing for {request.year}: there is no folder "
            f"{kept}; `mscp new` lays it out."
        )
    if asked.draft is not None and asked.what not in (None, "statements"):
        raise ValueError(f"A draft is read by `check statements`, not by `check {asked.what}`.")
    only = None if asked.what is None else [asked.what] if asked.what in checks.CHECKS else []
    with bar.shown():
        outcome = checks.run(request.area, request.year, asked.known_at, only, asked.draft)
    one = f"-{asked.what}" if asked.what else ""
    file = asked.csv or Path("reports") / f"{request.place}-checks{one}.csv"
    if outcome.faults:
        return tell_faults(outcome.faults, file, "put these right first, nothing else was checked")
    print(f"What {asked.partnership} handed in for {request.year} has no fault.")
    return _tell_outcome(outcome, file) if outcome.looked else 0


def _tell_outcome(outcome: Outcome, file: Path) -> int:
    """Print a line a check and what must be put right, and keep the whole list in a file."""
    keep(file, outcome.csv)
    if outcome.offered is not None:
        offered = file.with_name(f"{file.stem}-offered.csv")
        keep(offered, outcome.offered.to_csv(index=False, lineterminator="\n"))
        print(f"What was read from the draft, to be confirmed, is in {offered}")
    for name, looked in outcome.looked.items():
        print(f"  {name:<12}{looked.told}")
    for finding in outcome.failed:
        print(f"  must be put right: {finding.check} {finding.item}: {finding.sentence}")
    print(f"What should be mended or explained, and what is only noted, is in {file}")
    if not outcome.failed:
        return 0
    number = len(outcome.failed)
    words = f"{number} things that must hold do not" if number > 1 else "one thing must be mended"
    print(f"mscp: {words}.", file=sys.stderr)
    return 1
