"""How a command is laid out, and the options that several commands share."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mscp_analysis.report.parameters import Request

DEFAULT_PARTNERSHIP = "medway"
_WIDTH = 78

Commands = argparse._SubParsersAction
Group = argparse._ArgumentGroup
"""The arguments that stand under one heading in the help."""


def add_command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int | None],
    summary: str,
    description: str,
    examples: str,
    more: str = "",
) -> tuple[Group, Group]:
    """Add a command, laid out like the others: what it does, what it takes, examples.

    Parameters
    ----------
    commands : argparse action
        Those of ``mscp``.
    name : str
    run : callable
        Does what is asked, and gives the exit code; nothing is 0.
    summary : str
        A line in the list of commands.
    description : str
        What it does, in paragraphs.
    examples : str
        A line each; what follows two spaces says what the example is for.
    more : str
        What stands above the examples, as it is.

    Returns
    -------
    tuple of (group, group)
        For what it takes without an option, and for its options.
    """
    command = commands.add_parser(
        name,
        help=summary,
        description="\n\n".join(
            textwrap.fill(" ".join(paragraph.split()), _WIDTH)
            for paragraph in description.split("\n\n")
        ),
        epilog=f"{more}examples:\n{textwrap.indent(textwrap.dedent(examples).strip(), '  ')}\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    command.set_defaults(run=run)
    given = command.add_argument_group("what it takes")
    options = command.add_argument_group("options")
    options.add_argument("-h", "--help", action="help", help="show this and end")
    return given, options


def add_year(given: Group) -> None:
    """The reporting year."""
    given.add_argument("year", metavar="YEAR", help="the reporting year, such as 2023-24")


def add_partnership(
    options: argparse._ActionsContainer, default: str | None = DEFAULT_PARTNERSHIP
) -> None:
    """Whose report or registers."""
    options.add_argument(
        "--partnership",
        metavar="NAME",
        default=default,
        help=f"a folder in data/partnerships (default: {DEFAULT_PARTNERSHIP})",
    )


def add_known_at(options: Group) -> None:
    """As known when."""
    options.add_argument(
        "--known-at",
        metavar="DATE",
        help="use only what was published by that day, such as 2024-12-01",
    )


def add_no_pdf(options: Group) -> None:
    """With or without a PDF."""
    options.add_argument(
        "--no-pdf", action="store_true", help="leave out the PDF, which takes half of the time"
    )


def add_dry_run(options: Group) -> None:
    """Whether only to say what would be done."""
    options.add_argument(
        "--dry-run", action="store_true", help="say what would change, and change nothing"
    )


def add_data(options: Group) -> None:
    """Where the registers lie, if not in the repository."""
    options.add_argument(
        "--data",
        metavar="FOLDER",
        type=Path,
        dest="partnerships",
        help="where the folder partnerships lies, if the registers are kept outside the "
        "repository (default: data, or what MSCP_DATA names)",
    )


def add_build(given: Group, options: Group) -> None:
    """Which report is to be built, and with or without its PDF."""
    add_year(given)
    where = options.add_mutually_exclusive_group()
    add_partnership(where, default=None)
    where.add_argument(
        "--area", metavar="AREA", help="an authority by name or code, instead of a partnership"
    )
    add_known_at(options)
    add_no_pdf(options)
    add_data(options)


def request_of(asked: argparse.Namespace) -> Request:
    """The report that is asked for."""
    from mscp_analysis.report import parameters

    partnership = asked.partnership
    if partnership is None and asked.area is None:
        partnership = DEFAULT_PARTNERSHIP
    return parameters.request(
        asked.year, partnership=partnership, area=asked.area, known_at=asked.known_at
    )
