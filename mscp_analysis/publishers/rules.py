"""The project's rules for releases, layouts and tables, read from ``data/rules``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mscp_analysis.periods import ReportingYear

FOLDER = Path(__file__).resolve().parents[2] / "data" / "rules"


@cache
def _read(name: str) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=loader)


def layouts() -> dict[str, dict[str, Any]]:
    """Which columns hold which measure, by layout."""
    return _read("tables.yaml")["layouts"]


def tables() -> dict[str, dict[str, Any]]:
    """Title and measures of each published table."""
    return _read("tables.yaml")["tables"]


def families() -> dict[str, Any]:
    """What published files look like: families, statistics, synonyms and symbols."""
    return _read("families.yaml")


def population_measure() -> dict[str, Any]:
    """What the populations that a release divided by are called."""
    return _read("tables.yaml")["populations"]


_stated: ContextVar[dict[str, dict[str, Any]] | None] = ContextVar("stated", default=None)


def releases() -> dict[str, dict[str, Any]]:
    """The register of releases, in the order in which they were published.

    Those that were stated at an import stand among them for as long as it lasts.
    """
    register, stated = _read("releases.yaml")["releases"], _stated.get()
    if not stated:
        return register
    both = {**register, **{name: entry for name, entry in stated.items() if name not in register}}
    return dict(sorted(both.items(), key=lambda each: str(each[1].get("published", ""))))


@contextmanager
def also(stated: dict[str, dict[str, Any]]) -> Iterator[None]:
    """Let releases that the register has not stand among those that it has.

    Parameters
    ----------
    stated : dict of str to dict
        Entries as ``data/rules/releases.yaml`` has them, by name.
    """
    token = _stated.set({**(_stated.get() or {}), **stated})
    try:
        yield
    finally:
        _stated.reset(token)


def source(release: str, file: str, sha256: str) -> dict[str, Any]:
    """What a description says of one file that its table was read from."""
    return source_of(release, releases()[release], file, sha256)


def source_of(release: str, entry: dict[str, Any], file: str, sha256: str) -> dict[str, Any]:
    """The same of a release whose entry is given.

    Examples
    --------
    >>> entry = {"publisher": "ofsted", "title": "Judgements", "published": "2024-08-30"}
    >>> source_of("ofsted-2024", entry, "judgements.ods", "ab")["publisher"]
    'Ofsted'
    """
    register = _read("releases.yaml")
    return {
        "release": release,
        "publisher": register["publishers"].get(entry["publisher"], entry["publisher"]),
        "title": entry["title"],
        **({"published": str(entry["published"])} if "published" in entry else {}),
        **({"path": entry["path"]} if "path" in entry else {}),
        "file": file,
        "sha256": sha256,
    }


def licence() -> dict[str, str]:
    """The licence of every release: Open Government Licence."""
    return _read("releases.yaml")["licence"]


def release_of(family: str, kind: str, newest: str) -> str:
    """The release whose newest period is this one.

    Parameters
    ----------
    family : str
        ``cla``, ``cin`` or ``ons``.
    kind : {"reporting", "mid-year"}
        Kind of period.
    newest : str
        Newest period in the file: ``2023-24`` or ``mid-2023``.

    Returns
    -------
    str

    Raises
    ------
    LookupError
        If the register has none, or more than one.
    """
    found = [
        name
        for name, entry in releases().items()
        if entry["family"] == family and entry.get("newest", {}).get(kind) == newest
    ]
    if len(found) != 1:
        raise LookupError(
            f"the register of releases has {len(found)} of family {family!r} that end with "
            f"{newest}; say which it is with --release NAME --published 2024-11, or write it into "
            "data/rules/releases.yaml with its date of publication"
        )
    return found[0]


def basis(release: str, period: str) -> tuple[str, str] | None:
    """Mid-year and release of the population behind the rates of a release and period.

    Examples
    --------
    >>> basis("cin-2023", "2022-23"), basis("cin-2024", "2022-23")
    (('mid-2021', 'cla-2023'), ('mid-2022', 'cla-2024'))
    """
    for line in releases()[release].get("population", []):
        if line["first"] <= period <= line["last"]:
            before = ReportingYear.parse(period).mid_year
            return before if line["mid_year"] == "before" else line["mid_year"], line["release"]
    return None
