"""``mscp batch``."""

from __future__ import annotations

import argparse
import shlex
import sys
from typing import TYPE_CHECKING

from mscp_analysis.cli.options import add_data

if TYPE_CHECKING:
    from mscp_analysis.report.batch import Outcome


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of ``mscp``."""
    command = commands.add_parser(
        "batch",
        help="build many reports side by side",
        description="Builds reports of areas and partnerships for one year or several, as many "
        "at a time as there are cores, or on the machines of a Dask cluster. What fails is named "
        "and listed in failed.csv, and the rest goes on; what is there and unchanged is left.",
        allow_abbrev=False,
    )
    command.add_argument(
        "--areas",
        metavar="NAMES",
        default="",
        help="authorities between commas, by name or code; region:South East; or all",
    )
    command.add_argument(
        "--partnerships",
        metavar="NAMES",
        default="",
        dest="partnerships_asked",
        help="folders in data/partnerships between commas, or all",
    )
    command.add_argument(
        "--years", metavar="YEARS", required=True, help="2023-24, or 2019-20..2023-24"
    )
    command.add_argument(
        "--known-at", metavar="DATE", help="use only what was published by then: 2024-12-01"
    )
    command.add_argument("--no-pdf", action="store_true", help="leave out the PDFs")
    command.add_argument(
        "--out",
        metavar="FOLDER",
        default="reports",
        help="a folder, or an address that fsspec knows: s3://bucket/reports (default: reports)",
    )
    command.add_argument(
        "--fresh", action="store_true", help="build also what is there and unchanged"
    )
    command.add_argument(
        "--only-failed",
        action="store_true",
        help="of these reports only those that failed.csv in FOLDER lists",
    )
    command.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="of a Dask cluster: tcp://HOST:8786 (default: this machine builds)",
    )
    add_data(command)
    command.set_defaults(run=batch)


def batch(asked: argparse.Namespace) -> int:
    """Build the reports, and say what became of them and how to build those that failed."""
    from mscp_analysis.report import batch

    requests = batch.orders(
        asked.years,
        places=asked.areas,
        partnerships=asked.partnerships_asked,
        known_at=asked.known_at,
    )
    outcome = batch.run(
        requests,
        asked.out,
        printed=not asked.no_pdf,
        fresh=asked.fresh,
        only_failed=asked.only_failed,
        scheduler=asked.scheduler,
    )
    _tell(asked, outcome)
    return 130 if outcome.interrupted else int(bool(outcome.failed))


def _tell(asked: argparse.Namespace, outcome: Outcome) -> None:
    from mscp_analysis.report.files import pdf

    print(f"{_counted(len(outcome.built))} built, {len(outcome.unchanged)} unchanged.")
    if outcome.failed:
        print(f"{_counted(len(outcome.failed))} failed:", file=sys.stderr)
        for name, why in sorted(outcome.failed.items()):
            print(f"  {name}: {why}", file=sys.stderr)
        print(f"To build only what failed:\n  {again(asked)}", file=sys.stderr)
    if outcome.without_pdf:
        print(f"mscp: {pdf.HOW}", file=sys.stderr)
    if outcome.not_listed:
        said = f"mscp: The list of all reports is as it was: {outcome.not_listed}"
        print(said, file=sys.stderr)
    if outcome.interrupted:
        said = "mscp: interrupted; what is in place is whole, and the same command goes on."
        print(said, file=sys.stderr)
    if outcome.page:
        print(outcome.page)


def _counted(number: int) -> str:
    return f"{number} report{'' if number == 1 else 's'}"


def again(asked: argparse.Namespace) -> str:
    """The command that builds only what failed.

    Examples
    --------
    >>> parser = argparse.ArgumentParser()
    >>> add(parser.add_subparsers())
    >>> words = "batch --areas all --years 2023-24 --no-pdf --out".split()
    >>> again(parser.parse_args([*words, "all of them"]))
    "mscp batch --areas all --years 2023-24 --no-pdf --out 'all of them' --only-failed"
    """
    said = ["mscp", "batch"]
    for option, name in _OPTIONS.items():
        value = getattr(asked, name)
        if value:
            said += [option] if value is True else [option, str(value)]
    return shlex.join([*said, "--only-failed"])


_OPTIONS = {
    "--areas": "areas",
    "--partnerships": "partnerships_asked",
    "--years": "years",
    "--known-at": "known_at",
    "--no-pdf": "no_pdf",
    "--out": "out",
    "--scheduler": "scheduler",
    "--data": "partnerships",
}
