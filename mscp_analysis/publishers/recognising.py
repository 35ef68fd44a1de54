"""Tell what a file is from its columns, never from its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from mscp_analysis import progress
from mscp_analysis.publishers import education, geography, neighbours, statistics
from mscp_analysis.publishers.faults import Faults
from mscp_analysis.publishers.reading import Sheet, peek, read


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


class Other(NamedTuple):
    """A file of no layout that the pages of a report stand on.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        How it is called: without its folder, or from the folder that was given.
    named : bool
        Whether it was given by itself, and so has to be understood.
    """

    path: Path
    name: str
    named: bool


def recognise(given: Sequence[Path], faults: Faults) -> tuple[list[Found], list[Other]]:
    """The sheets that the pages of a report stand on, and the other files.

    Parameters
    ----------
    given : sequence of Path
        Files, each of which has to be understood, and folders, in which others may lie too.
    faults : Faults
        Where files are put that are not there, or of a known layout and broken.

    Returns
    -------
    (list of Found, list of Other)

    Raises
    ------
    ValueError
        If there is no file at all.
    """
    found: list[Found] = []
    others: list[Other] = []
    for path in given:
        if not path.exists():
            faults.errors.append(FileNotFoundError(f"There is no file or folder {path}."))
            continue
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
        for number, file in enumerate(files):
            progress.at(f"looking at {file.name}", number, len(files))
            sheets: list[Found] | None = None
            with faults.collected():
                sheets = _understood(file)
            found += sheets or []
            if sheets == []:
                name = file.name if file is path else str(file.relative_to(path))
                others.append(Other(file, name, file is path))
    if not found and not others and not faults.errors:
        raise ValueError(
            f"Nothing was imported from {', '.join(map(str, given))}: expected files; came none."
        )
    return found, others


def _understood(path: Path) -> list[Found]:
    if not any(map(kind_of, peek(path))):
        return []
    return [Found(path, kind, sheet) for sheet in read(path) if (kind := kind_of(sheet))]
