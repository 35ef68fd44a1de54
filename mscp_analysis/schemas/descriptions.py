"""What each register holds, as ``data/rules/registers`` describes it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from mscp_analysis.areas import read_yaml, shelf
from mscp_analysis.schemas.columns import Column

SOURCE = (
    Column("document", of="documents.id", meaning="Where the row was printed already, if it was",
           example="annual-report-2023-24"),
    Column("page", meaning="Page of that document, or item of the minutes", example="26"),
    Column("note", meaning="Anything a reader must know of the row", example=""),
)  # fmt: skip
"""Columns that every register may have."""

OF_A_PARTNERSHIP = {"documents", "agencies"}
"""Registers that are kept once for all years, beside ``partnership.yaml``."""

_KEYS = {
    *{"name", "title", "subject", "row", "unit", "feeds", "key", "columns", "checks"},
    *{"measures", "disclosure", "open", "always"},
}


@dataclass(frozen=True)
class Description:
    """What a register holds.

    Parameters
    ----------
    name : str
        Name of its file, without the ending.
    title : str
        What it is called above a table: ``Meetings of the groups``.
    subject : str
        The same within a sentence: ``the meetings of its groups``.
    row : str
        What one row is, in words.
    unit : str
        What its rows are counted in: ``meetings``.
    feeds : tuple of str
        The parts of the report that it fills, as ``data/rules/coverage.yaml`` numbers them; none
        for what is said of the report itself.
    columns : mapping of str to Column
        Its own columns, in order.
    key : tuple of str
        Columns that together tell one row from another.
    checks : tuple of mapping
        Rules between cells; see ``registers.checking``.
    measures : mapping
        For a register of counts of children: what each name in its column ``measure`` counts.
        Empty for a register of anything else.
    disclosure : mapping
        For counts of children: the rule that protects them.
    open : mapping
        Column and the words in it that mean that a row is still to be done; such rows are
        carried into the next year.
    always : bool
        Whether there is something to enter each year, so that nothing cannot be the answer.
    derived : bool
        Whether its rows are worked out here and kept by nobody, so that only documents that
        they cite are their sources.

    Examples
    --------
    >>> [*description("audits").columns][:3]
    ['theme', 'month', 'cycle']
    """

    name: str
    title: str
    subject: str
    row: str
    unit: str
    feeds: tuple[str, ...]
    columns: Mapping[str, Column]
    key: tuple[str, ...] = ()
    checks: tuple[Mapping[str, Any], ...] = ()
    measures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    disclosure: Mapping[str, Any] = field(default_factory=dict)
    open: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    always: bool = False
    derived: bool = False

    @property
    def of_children(self) -> bool:
        """Whether it holds counts of children, which are never shown without protection."""
        return bool(self.measures)

    @cached_property
    def known(self) -> dict[str, Column]:
        """Every column that its file may have: its own, and those of all registers."""
        return {**self.columns, **{column.name: column for column in SOURCE}}


def descriptions() -> dict[str, Description]:
    """Every register that a partnership may keep, by name.

    Returns
    -------
    dict of str to Description

    Raises
    ------
    ValueError
        If a description lacks something or says something unknown.

    Examples
    --------
    >>> descriptions()["documents"].key
    ('id',)
    """
    return _heard(_files(os.fspath(shelf("rules") / "registers")))


def read_ahead() -> None:
    """Read every description; it counts as read for whoever asks for one.

    A process from which others are forked does so for all of them.
    """
    _read_once(_files(os.path.realpath(shelf("rules") / "registers")))


def description(name: str) -> Description:
    """The description of one register.

    Raises
    ------
    LookupError
        If there is none of that name.

    Examples
    --------
    >>> description("audits").title
    'Multi-agency audits'
    """
    known = descriptions()
    if name not in known:
        raise LookupError(f"There is no register {name!r}: there are {', '.join(known)}.")
    return known[name]


def _files(folder: str) -> tuple[tuple[str, int], ...]:
    with os.scandir(folder) as found:  # asked hundreds of times: a tenth of what globbing takes
        return tuple(sorted((f.path, f.stat().st_mtime_ns) for f in found if _is_yaml(f.name)))


@lru_cache(maxsize=4)
def _heard(files: tuple[tuple[str, int], ...]) -> dict[str, Description]:
    for path, _ in files:
        # Whoever listens for what is opened must hear of them also where they were read before.
        sys.audit("open", path, "r", 0)
    return _read_once(tuple((os.path.realpath(path), written) for path, written in files))


@lru_cache(maxsize=4)
def _read_once(files: tuple[tuple[str, int], ...]) -> dict[str, Description]:
    return {path.stem: _described(path) for path in (Path(name) for name, _ in files)}


def _is_yaml(name: str) -> bool:
    return name.endswith(".yaml") and not name.startswith(".")


def _described(path: Path) -> Description:
    said = read_yaml(path)
    if not isinstance(said, dict) or set(said) - _KEYS or said.get("name") != path.stem:
        strange = ", ".join(map(str, set(said) - _KEYS)) if isinstance(said, dict) else str(said)
        raise ValueError(
            f"{path}: expected name: {path.stem} and keys of {', '.join(sorted(_KEYS))}; "
            f"came {strange or said.get('name')!r}."
        )
    columns = [_column(path, each) for each in said["columns"]]
    if said.get("measures"):
        columns += [
            Column("measure", choices=tuple(said["measures"]), required=True,
                   meaning="What was counted", example=next(iter(said["measures"]))),
            Column("value", "count", required=True, meaning="How many", example="12"),
        ]  # fmt: skip
    return Description(
        columns={column.name: column for column in columns},
        key=tuple(said.get("key", ())) + (("measure",) if said.get("measures") else ()),
        feeds=tuple(map(str, said["feeds"])),
        checks=tuple(said.get("checks", ())),
        measures=said.get("measures", {}),
        disclosure=said.get("disclosure", {}),
        always=said.get("always", False),
        open={column: tuple(words) for column, words in said.get("open", {}).items()},
        **{name: said[name] for name in ("name", "title", "subject", "row", "unit")},
    )


def _column(path: Path, said: Mapping[str, Any]) -> Column:
    known = {each.name for each in fields(Column)}
    for key in said:
        if key not in known:
            raise ValueError(
                f"{path}, column {said.get('name')!r}: {key!r} is none of "
                f"{', '.join(sorted(known))}; set words that hold a comma in quotation marks."
            )
    words = {key: value for key, value in said.items() if key != "choices"}
    return Column(choices=tuple(map(str, said.get("choices", ()))), **words)
