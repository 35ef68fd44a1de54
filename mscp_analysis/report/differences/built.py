"""A report that was built: what is read of it to set it beside another."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from mscp_analysis import markup
from mscp_analysis.periods import in_words, last_day
from mscp_analysis.report.files import shown
from mscp_analysis.report.ledger import COLUMNS, Row
from mscp_analysis.report.publish import RECORD

_COVER = re.compile(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", re.S)
_WANTED = (RECORD, "ledger.csv", "index.html", "notebooks")


@dataclass(frozen=True, kw_only=True)
class Built:
    """A report as it lies in its folder.

    Parameters
    ----------
    record : mapping
        What ``build.json`` says.
    ledger : tuple of dict
        A row a number, with every column that a ledger has today.
    lacking : frozenset of str
        Columns that its ledger does not have, since an earlier version wrote it.
    chapters : mapping of str to nbformat.NotebookNode
        By the names of their files, in order.
    cover : mapping of str to str
        What stands above its page, by its label: ``Status``.
    """

    record: Mapping[str, Any]
    ledger: tuple[Row, ...]
    lacking: frozenset[str]
    chapters: Mapping[str, NotebookNode]
    cover: Mapping[str, str]

    @property
    def area_code(self) -> str:
        """Code of the area that it is about."""
        return str(self.record["parameters"]["area"])

    @property
    def year(self) -> str:
        """Its reporting year."""
        return str(self.record["parameters"]["year"])

    @property
    def asked_at(self) -> str:
        """The day that it was asked to be known at, as a date; empty where none was."""
        return str(self.record["parameters"].get("known_at") or "")

    @property
    def known_at(self) -> str:
        """The day that its figures are known at, as its page says it."""
        days = [last_day(row["as_of"]) for row in self.ledger if row["as_of"]]
        found = in_words(max(days)) if days else "no figures"
        return self.cover.get("Figures as known at", found)

    @property
    def label(self) -> str:
        """Its year, and the day if it was asked for one, as a part of the name of a file."""
        return self.year + (f"-known-at-{self.asked_at}" if self.asked_at else "")

    @property
    def inputs(self) -> Mapping[str, str]:
        """SHA-256 of each file that it was built from."""
        return dict(self.record["inputs"])

    @cached_property
    def by_key(self) -> dict[str, Row]:
        """The rows of its ledger by their keys."""
        return {row["key"]: row for row in self.ledger}

    @cached_property
    def tables(self) -> list[shown.ShownTable]:
        """The tables of its page, in their order."""
        return shown.read(self.chapters)


def read(folder: Path) -> Built:
    """Read a report from the folder that it was built into.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    Built

    Raises
    ------
    ValueError
        If it holds no report, or one that cannot be read.
    """
    gone = [name for name in _WANTED if not (folder / name).exists()]
    if gone:
        raise ValueError(
            f"{folder} holds no report, since there is no {gone[0]} in it: name a folder that "
            "`mscp report` has built, or a year such as 2023-24."
        )
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        lacking = {"parameters", "inputs"} - set(record)
        if lacking or not {"area", "year"} <= set(record["parameters"]):
            raise ValueError("it does not say of which area and year it is, and from what")
        ledger, columns = _ledger(folder / "ledger.csv")
        paths = sorted((folder / "notebooks").glob("*.ipynb"))
        chapters = {path.name: nbformat.read(path, as_version=4) for path in paths}
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(
            f"{folder / RECORD}, the ledger or a chapter beside it cannot be read as those of a "
            f"report ({str(error).rstrip('.')}): build the report anew."
        ) from None
    page = (folder / "index.html").read_text(encoding="utf-8")
    cover = {markup.plain(name): markup.plain(said) for name, said in _COVER.findall(page)}
    missing = frozenset(COLUMNS) - columns
    return Built(record=record, ledger=ledger, lacking=missing, chapters=chapters, cover=cover)


def _ledger(path: Path) -> tuple[tuple[Row, ...], set[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = tuple({name: row.get(name) or "" for name in COLUMNS} for row in reader)
        return rows, set(reader.fieldnames or ())
