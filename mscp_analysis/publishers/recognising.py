"""Tell what a file is from its columns, never from its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from mscp_analysis.publishers import education, geography, neighbours, statistics
from mscp_analysis.publishers.reading import Sheet, peek, read

SUFFIXES = {".csv", ".xlsx"}
EXPECTED = (
    "the columns of a release of the Department for Education (time_period, geographic_level, "
    "new_la_code and those of a layout in data/rules/tables.yaml), of its list of statistical "
    "neighbours (la_num, sn1, snp), of population estimates (code, geography, ages) or of area "
    "codes (new_la_code, date_of_operation)"
)


class Found(NamedTuple):
    """A sheet that is understood."""

    path: Path
    kind: str
    sheet: Sheet


def kind_of(sheet: Sheet) -> str | None:
    """``neighbours``, ``history``, ``names``, ``estimates``, a layout of tables.yaml, or None."""
    if neighbours.is_list(sheet):
        return "neighbours"
    if geography.is_history(sheet):
        return "history"
    if geography.is_names(sheet):
        return "names"
    if statistics.is_estimates(sheet):
        return "estimates"
    return education.layout_of(sheet)


def recognise(given: Sequence[Path]) -> tuple[list[Found], list[str]]:
    """The sheets that are understood, and the files of folders that are not.

    Parameters
    ----------
    given : sequence of Path
        Files, each of which has to be understood, and folders, in which others may lie too.

    Returns
    -------
    (list of Found, list of str)

    Raises
    ------
    ValueError
        If a file given by itself is of no known layout, or one of a known layout is broken; if
        no file at all is of one.
    FileNotFoundError
        If there is no such file or folder.
    """
    found: list[Found] = []
    left: list[str] = []
    for path in given:
        if not path.exists():
            raise FileNotFoundError(f"There is no file or folder {path}.")
        if path.is_file():
            found += _understood(path)
            continue
        for file in sorted(path.rglob("*")):
            if file.suffix.lower() in SUFFIXES:
                known = any(map(kind_of, peek(file)))
                found += _understood(file) if known else []
                left += [] if known else [str(file.relative_to(path))]
    if not found:
        raise ValueError(
            f"Nothing was imported from {', '.join(map(str, given))}: expected .csv or .xlsx files "
            f"with {EXPECTED}; came {f'{len(left)} with other columns' if left else 'none'}."
        )
    return found, left


def _understood(path: Path) -> list[Found]:
    sheets = read(path)
    found = [Found(path, kind, sheet) for sheet in sheets if (kind := kind_of(sheet))]
    if not found:
        came = ", ".join(sheets[0].header[:6]) if sheets else "no heading"
        raise ValueError(f"{path.name}, row 1: expected {EXPECTED}; came {came}.")
    return found
