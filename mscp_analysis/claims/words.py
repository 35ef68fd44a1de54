"""The words by which drafts and printed numbers are read, from ``data/rules``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from mscp_analysis import areas

FILE = "wording_of_drafts.yaml"


# Two readings of the file are never the same words: so they can stand for what is worked from them.
@dataclass(frozen=True, eq=False)
class Words:
    """Each part of ``data/rules/wording_of_drafts.yaml``; the file says what each is for."""

    ones: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    scale_marks: Mapping[str, int]
    ordinals: Mapping[str, int]
    fractions: Mapping[str, int]
    bounds_before: Mapping[str, Sequence[str]]
    bounds_after: Mapping[str, Sequence[str]]
    seasons: Mapping[str, Sequence[int]]
    this_year: Sequence[str]
    last_year: Sequence[str]
    numbered_things: Sequence[str]
    titled_by_year: Sequence[str]
    names_with_numbers: Sequence[str]
    abbreviations: Sequence[str]
    contents: Sequence[str]
    only_sources: Sequence[str]
    sentence_openings: Sequence[str]
    kept_hyphens: Sequence[str]
    other_forms: Mapping[str, Sequence[str]]
    nouns: Sequence[str]
    nouns_of_one: Sequence[str]
    not_counted: Sequence[str]
    money: Sequence[str]
    neighbours: Sequence[str]
    national: Sequence[str]
    beyond: Sequence[str]
    beside: Sequence[str]
    relations: Mapping[str, Sequence[str]]
    changes: Mapping[str, Sequence[str]]
    directions: Mapping[str, Sequence[str]]
    levels: Sequence[str]
    frequencies: Mapping[str, int]


def words() -> Words:
    """The words, read once and again when the file changes.

    Raises
    ------
    ValueError
        If the file lacks a part, or holds one that nothing reads.

    Examples
    --------
    >>> words().tens["twenty"], words().seasons["summer"]
    (20, [6, 8])
    """
    path = areas.shelf("rules") / FILE
    return read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def read(path: Path, _written: int = 0) -> Words:
    """The words of one file."""
    held = areas.read_yaml(path) or {}
    known = [field.name for field in fields(Words)]
    for name in [*held, *known]:
        if name not in known:
            raise ValueError(
                f"{path.name}: {name!r} is none of the parts that a draft is read by "
                f"({', '.join(known)}): correct its name, or delete it."
            )
        if name not in held:
            raise ValueError(f"{path.name}: {name!r} is missing: write it back.")
    return Words(**held)


def one_of(names: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return _one_of(tuple(names))


@lru_cache(maxsize=256)
def _one_of(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
