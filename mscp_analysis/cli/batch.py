"""``mscp batch``."""

from __future__ import annotations

import argparse
import shlex
import sys
from typing import TYPE_CHECKING

from mscp_analysis.cli import bar
from mscp_analysis.cli.options import Commands, add_command, add_data, add_known_at, add_no_pdf

if TYPE_CHECKING:
    from mscp_analysis.report.batch import Outcome


def add(commands: Commands) -> None:
    """Add the command to those of ``mscp``."""
    _, options = add_command(
        commands,
        "batch",
        batch,
        "build many reports side by side",
        """Builds the reports of many areas and partnerships, for one year or several: as many at
        a time as there are cores, or on the machines of a Dask cluster. A report that fails is
        named and listed in failed.csv, and the others go on. What is there and unchanged is left
        as it is.""",
        """
        mscp batch --areas all --years 2023-24 --no-pdf
        mscp batch --areas "Kent, Medway" --years 2019-20..2023-24
        mscp batch --areas "region:South East" --years 2023-24 --only-failed
        mscp batch --partnerships all --years 2023-24 --out s3://bucket/reports
        """,
    )
    options.add_argument(
        "--areas",
        metavar="AREAS",
        default="",
        help='authorities by name or code, with commas between them; "region:South East"; or all',
    )
    options.add_argument(
        "--partnerships",
        metavar="NAMES",
        default="",
        dest="partnerships_asked",
        help="folders in data/partnerships, with commas between them; or all",
    )
    options.add_argument(
        "--years",
        metavar="YEARS",
        required=True,
        help="a reporting year, several with commas between them, or a span: 2019-20..2023-24",
    )
    add_known_at(options)
    add_no_pdf(options)
    options.add_argument(
        "--out",
        metavar="FOLDER",
        default="reports",
        help="a folder, or an address that fsspec understands (default: reports in the "
        "folder that you are in)",
    )
    options.add_argument(
        "--fresh", action="store_true", help="build everything again, also what has not changed"
    )
    options.add_argument(
        "--only-failed",
        action="store_true",
        help="build only those that failed.csv in the folder lists",
    )
    options.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="of a Dask cluster, such as tcp://HOST:8786 (default: this machine builds)",
    )
    add_data(options)


def batch(asked: argparse.Namespace) -> int:
    """Build the reports, and say what became of them and how to build those that failed."""
    from mscp_analysis.report import batch

    requests = batch.orders(
        asked.years,
        places=asked.areas,
        partnerships=asked.partnerships_asked,
        known_at=asked.known_at,
    )
    with bar.shown():
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
