"""The limits and words by which statements are held against the data, from ``data/rules``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from mscp_analysis import areas

FILE = "statements.yaml"


@dataclass(frozen=True)
class Limits:
    """Each part of ``data/rules/statements.yaml``; the file says what each is for."""

    slight_percent: float
    about_percent: float
    years_around: int
    fewest_for_percentage: int
    few_for_percentage: int
    few_enough_to_tell: int
    people: tuple[str, ...]
    children: tuple[str, ...]
    samples: tuple[str, ...]
    money: tuple[str, ...]
    expected: Mapping[str, str]
    lost: tuple[str, ...]
    unsourced: tuple[str, ...]
    not_supplied: tuple[str, ...]
    explained: tuple[str, ...]


def limits() -> Limits:
    """The limits, read once and again when the file changes.

    Raises
    ------
    ValueError
        If the file lacks a part, or holds one that nothing reads.

    Examples
    --------
    >>> limits().slight_percent, limits().fewest_for_percentage
    (5, 10)
    """
    return areas.read_rules(FILE, _limits)


def _limits(path: Path, held: Mapping[str, Any] | None) -> Limits:
    said = held or {}
    known = {field.name for field in fields(Limits)}
    for name in sorted(known ^ set(said)):
        do = "write it back" if name in known else "correct its name, or delete it"
        raise ValueError(f"{path.name}: expected {', '.join(sorted(known))}; {name!r}: {do}.")
    parts: dict[str, Any] = {
        name: tuple(part) if isinstance(part, list) else part for name, part in said.items()
    }
    return Limits(**parts)
