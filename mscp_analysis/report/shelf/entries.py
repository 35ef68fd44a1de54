"""The reports in a folder, as the records that their builds left tell of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from mscp_analysis.periods import ReportingYear
from mscp_analysis.report.publish import RECORD
from mscp_analysis.report.review.reviews import STATUSES

_FILES = {
    "annual-report.pdf": "PDF",
    "tables.xlsx": "Excel",
    "young-people.html": "Young people's page",
}
"""What a list leads to beside a report's page, which itself leads to everything."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One report, as its record tells of it.

    Parameters
    ----------
    place : str
        Its folder within that of all reports: ``medway/2023-24``.
    area, name : str
        The authority, and who reports.
    year : ReportingYear
    stage : str
        A key of ``sign_off.STATUSES``.
    known_at, published : datetime.date or None
        The day as at which its figures are known, and the day on which it came out.
    asked : bool
        Whether that day was asked for, so that it is a report as it would have been then.
    made_up : bool
        Whether its area does not exist.
    open : int
        How many comments of reviewers are open.
    files : tuple of str
        Those of the files in other forms that lie beside its page.
    """

    place: str
    area: str
    name: str
    year: ReportingYear
    stage: str
    known_at: date | None
    published: date | None
    asked: bool
    made_up: bool
    open: int
    files: tuple[str, ...]

    @property
    def address(self) -> str:
        """Its folder as part of a link."""
        return quote(self.place)

    @property
    def beside(self) -> list[tuple[str, str]]:
        """Name and words of each file beside its page."""
        return [(name, _FILES[name]) for name in self.files]


def read(root: Path) -> tuple[list[Entry], list[tuple[str, str]]]:
    """The reports in a folder, and what could not be read as one.

    Parameters
    ----------
    root : pathlib.Path

    Returns
    -------
    tuple of (list of Entry, list of (str, str))
        The reports, and folder and reason of each that is broken.
    """
    entries, broken = [], []
    for folder in folders(root):
        place = folder.relative_to(root).as_posix()
        try:
            entries.append(_entry(folder, place))
        except (OSError, ValueError) as error:
            broken.append((place, _reason(error)))
    return entries, broken


def folders(root: Path) -> Iterator[Path]:
    """Where there is a report or what is left of one, one folder deep or two.

    Yields
    ------
    pathlib.Path
        In the order of their names.
    """
    found = {path.parent for deep in ("*", "*/*") for name in (RECORD, "ledger.csv")
             for path in root.glob(f"{deep}/{name}")}  # fmt: skip
    for folder in sorted(found):
        if not any(part.startswith(".") for part in folder.relative_to(root).parts):
            yield folder


def _entry(folder: Path, place: str) -> Entry:
    record = json.loads((folder / RECORD).read_text("utf-8"))
    if not isinstance(record, dict):
        raise ValueError(f"its {RECORD} is no record of a build")
    asked = _said(record, "parameters", dict)
    stage = _said(record, "stage", str)
    if stage not in STATUSES:
        raise ValueError(f"its {RECORD} says the unknown status {stage!r}")
    if not (folder / "index.html").is_file():
        raise ValueError("it has no page")
    return Entry(
        place=place,
        area=_said(record, "area", str),
        name=_said(record, "name", str),
        year=ReportingYear.parse(_said(asked, "year", str)),
        stage=stage,
        known_at=_day(record, "known_at"),
        published=_day(record, "published"),
        asked=asked.get("known_at") is not None,
        made_up=_said(record, "made_up", bool),
        open=_said(record, "open_comments", int),
        files=tuple(name for name in _FILES if (folder / name).is_file()),
    )


def _said(record: dict[str, Any], key: str, kind: type) -> Any:
    if not isinstance(record.get(key), kind):
        raise ValueError(f"its {RECORD} does not say {key!r} as builds do now: build it again")
    return record[key]


def _day(record: dict[str, Any], key: str) -> date | None:
    if record.get(key) is None:
        return None
    try:
        return date.fromisoformat(_said(record, key, str))
    except ValueError:
        raise ValueError(f"its {RECORD} says no day as {key!r}: {record[key]!r}") from None


def _reason(error: OSError | ValueError) -> str:
    """Why a record cannot be read, in words that can follow a colon."""
    if isinstance(error, FileNotFoundError):
        return f"it has no {RECORD}, so its build did not end or was taken apart"
    if isinstance(error, (OSError, json.JSONDecodeError, UnicodeDecodeError)):
        return f"its {RECORD} cannot be read"
    return str(error).rstrip(".")
