"""The ``mscp`` command: parse, call, and say in one sentence what went wrong."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import mscp_analysis

DEFAULT_PARTNERSHIP = "medway"


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
    """
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        asked.run(asked)
    except (ValueError, LookupError, OSError) as error:
        print(f"mscp: {_sentence(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("mscp: interrupted; nothing was changed.", file=sys.stderr)
        return 130
    return 0


def report(asked: argparse.Namespace) -> None:
    """Build a report and print where its page is."""
    from mscp_analysis.report import parameters

    partnership = asked.partnership
    if partnership is None and asked.area is None:
        partnership = DEFAULT_PARTNERSHIP
    request = parameters.request(
        asked.year, partnership=partnership, area=asked.area, known_at=asked.known_at
    )
    from mscp_analysis.report.build import build

    print(build(request, asked.out or Path("reports") / request.place))


def import_releases(asked: argparse.Namespace) -> None:
    """Read publishers' files into the published tables."""
    from mscp_analysis.publishers import import_releases as read

    print(read(asked.files, asked.data))


def refresh(asked: argparse.Namespace) -> None:
    """Run notebooks as they stand and keep their outputs in them."""
    from mscp_analysis.report import chapters

    for notebook in asked.notebooks:
        chapters.refresh(notebook)
        print(notebook)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mscp",
        description="Yearly reports of a safeguarding children partnership, "
        "computed from published figures.",
        allow_abbrev=False,
    )
    version = f"%(prog)s {mscp_analysis.__version__}"
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_report(commands)
    _add_import(commands)
    _add_refresh(commands)
    return parser


def _add_report(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "report", help="build a report and print where its page is", allow_abbrev=False
    )
    command.add_argument("year", metavar="YEAR", help="reporting year, for instance 2023-24")
    where = command.add_mutually_exclusive_group()
    where.add_argument(
        "--partnership",
        metavar="NAME",
        help=f"folder in data/partnerships (default: {DEFAULT_PARTNERSHIP})",
    )
    where.add_argument("--area", metavar="NAME-OR-CODE", help="an authority instead")
    command.add_argument(
        "--known-at", metavar="DATE", help="use only what was published by then: 2024-12-01"
    )
    command.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help="a new or empty folder, or a report to replace "
        "(default: reports/PARTNERSHIP-OR-AREA/YEAR[-known-at-DATE])",
    )
    command.set_defaults(run=report)


def _add_import(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "import", help="read publishers' files into the published tables", allow_abbrev=False
    )
    command.add_argument("files", metavar="FILE-OR-FOLDER", nargs="+", type=Path)
    command.add_argument(
        "--data", metavar="DIR", type=Path, help="data folder to write to (default: data)"
    )
    command.set_defaults(run=import_releases)


def _add_refresh(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "refresh", help="run notebooks as they stand and keep their outputs", allow_abbrev=False
    )
    command.add_argument("notebooks", metavar="NOTEBOOK", nargs="+", type=Path)
    command.set_defaults(run=refresh)


def _sentence(error: Exception) -> str:
    """What an error says, in one line: the words of a lookup come in quotation marks."""
    if isinstance(error, KeyError) and error.args:
        return str(error.args[0])
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror}."
    return " ".join(str(error).split())
