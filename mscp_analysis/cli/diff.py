"""``mscp diff``."""

from __future__ import annotations

import argparse
from pathlib import Path

from mscp_analysis.cli.options import DEFAULT_PARTNERSHIP, add_data

ADDRESS = """\
A report is named by
  FOLDER                a folder that holds a built report: reports/medway/2023-24
  [PLACE/]YEAR[@DATE]   a report that is built for the occasion and removed again:
                        2023-24                 with all that is known now
                        2023-24@2024-11-30      as it was known on that day
                        kent/2023-24            of another partnership or authority
A folder of that name goes first; PLACE is the name of a folder in data/partnerships, or an
authority by name or code.

Set beside last year's report:      mscp diff medway/2022-23 medway/2023-24
beside the last draft:              mscp diff last-draft reports/medway/2023-24
beside what was published:          mscp diff published/2023-24 2023-24
"""


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of ``mscp``."""
    command = commands.add_parser(
        "diff",
        help="tell what changed between two reports, and why",
        description="Writes a page for reviewers: which numbers changed and why, which words, "
        "tables, checks and sources; and beside it a CSV of the numbers.",
        epilog=ADDRESS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_argument("earlier", metavar="EARLIER", help="a report; see below")
    command.add_argument("later", metavar="LATER", help="another report of the same area")
    command.add_argument(
        "--partnership",
        metavar="NAME",
        default=DEFAULT_PARTNERSHIP,
        help=f"the place where an address names none (default: {DEFAULT_PARTNERSHIP})",
    )
    command.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help="the page (default: reports/PLACE/YEAR-differences.html of the later report)",
    )
    add_data(command)
    command.set_defaults(run=diff)


def diff(asked: argparse.Namespace) -> None:
    """Write the page of what differs in two reports, and print where it is."""
    from mscp_analysis.report import differences

    if asked.out is not None and asked.out.suffix.lower() != ".html":
        raise ValueError(f"{asked.out}: name a page whose name ends in .html.")
    earlier, later = differences.find([asked.earlier, asked.later], asked.partnership)
    print(differences.publish(earlier, later, asked.out))
