"""The ``mscp`` command: parse, call, and say in one sentence what went wrong."""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NoReturn

import mscp_analysis
from mscp_analysis.cli import (
    batch,
    check,
    completion,
    diff,
    fetch,
    imports,
    index,
    new,
    profile,
    refresh,
    report,
)
from mscp_analysis.cli.told import sentence

COMMANDS = (
    *[report, batch, index, diff, new, check, imports, fetch, refresh, profile, completion],
)

EXAMPLES = """\
examples:
  mscp report 2023-24                  the report of Medway
  mscp report 2023-24 --area Kent      that of another authority
  mscp check 2023-24                   what to mend before it is printed
  mscp report --help                   all about one command
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        What stands after ``mscp``; left out, that of the process.

    Returns
    -------
    int
        0 where it did what was asked, 1 where it could not, 130 where it was interrupted. A
        command that is badly written exits with 2, as argparse does.

    Examples
    --------
    >>> main(["index", "nowhere"])  # what is wrong is said on the standard error
    1
    """
    parser = _parser()
    if "_ARGCOMPLETE" in os.environ:
        completion.complete(parser)
    asked = parser.parse_args(arguments)
    if getattr(asked, "partnerships", None):
        os.environ["MSCP_DATA"] = str(asked.partnerships)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return int(asked.run(asked) or 0)
    except (ValueError, LookupError, OSError) as error:
        print(f"mscp: {sentence(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("mscp: interrupted; nothing was changed.", file=sys.stderr)
        return 130


class Parser(argparse.ArgumentParser):
    """Says what was meant where a word is none of those that may stand in its place."""

    def error(self, message: str) -> NoReturn:
        """End with how the command is used, and one sentence about what is wrong with it."""
        found = re.fullmatch(
            r"argument (\w+): invalid choice: '(.*)' \(choose from (.*)\)", message
        )
        if found:
            kind, word, words = found.groups()
            known = re.findall(r"[a-z-]+", words)
            close = get_close_matches(word, known, n=1)
            meant = f": did you mean {close[0]}?" if close else "."
            message = f"{word!r} is no {kind.lower()}{meant} There are {', '.join(known)}."
        super().error(message)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="mscp",
        description="Yearly reports of a safeguarding children partnership, computed from\n"
        "published figures and the registers that the partnership keeps.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    version = f"%(prog)s {mscp_analysis.__version__}"
    parser.add_argument("--version", action="version", version=version, help="print the version")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return parser
