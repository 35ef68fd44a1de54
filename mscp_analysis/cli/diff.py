"""``mscp diff``."""

from __future__ import annotations

import argparse
from pathlib import Path

from mscp_analysis.cli import bar
from mscp_analysis.cli.options import Commands, add_command, add_data, add_partnership

ADDRESS = """\
a report is named by
  FOLDER              a folder that holds a built report: reports/medway/2023-24
  [PLACE/]YEAR[@DATE] a report that is built now and removed again:
                      2023-24             with all that is known now
                      2023-24@2024-11-30  as it was known on that day
                      kent/2023-24        of another partnership or authority
  A folder of that name goes first. PLACE is a folder in data/partnerships, or
  an authority by name or code.

"""


def add(commands: Commands) -> None:
    """Add the command to those of ``mscp``."""
    given, options = add_command(
        commands,
        "diff",
        diff,
        "tell what changed between two reports, and why",
        """Writes a page for reviewers: which numbers changed and why, and which words, tables,
        checks and sources; and beside it a CSV file of the numbers.""",
        """
        mscp diff medway/2022-23 medway/2023-24          beside last year's report
        mscp diff last-draft reports/medway/2023-24      beside the last draft
        mscp diff 2023-24@2024-11-30 2023-24             what was known then, and now
        """,
        ADDRESS,
    )
    given.add_argument("earlier", metavar="EARLIER", help="a report; see below")
    given.add_argument("later", metavar="LATER", help="another report of the same area")
    add_partnership(options)
    options.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help="the page (default: reports/NAME/YEAR-differences.html of the "
        "later report, in the folder that you are in)",
    )
    add_data(options)


def diff(asked: argparse.Namespace) -> None:
    """Write the page of what differs in two reports, and print where it is."""
    from mscp_analysis.report import differences

    if asked.out is not None and asked.out.suffix.lower() != ".html":
        raise ValueError(f"{asked.out}: name a page whose name ends in .html.")
    with bar.shown():
        earlier, later = differences.find([asked.earlier, asked.later], asked.partnership)
    print(differences.publish(earlier, later, asked.out))
