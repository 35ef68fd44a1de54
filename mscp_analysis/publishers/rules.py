"""The project's rules for releases, layouts and tables, read from ``data/rules``."""

from __future__ import annotations

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


def population_measure() -> dict[str, Any]:
    """What the populations that a release divided by are called."""
    return _read("tables.yaml")["populations"]


def releases() -> dict[str, dict[str, Any]]:
    """The register of releases, in the order in which they were published."""
    return _read("releases.yaml")["releases"]


def source(release: str, file: str, sha256: str) -> dict[str, Any]:
    """What a description says of one file that its table was read from."""
    entry, register = releases()[release], _read("releases.yaml")
    return {
        "release": release,
        "publisher": register["publishers"][entry["publisher"]],
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
            f"{newest}; name the release (releases={{file: release}}), and write a new one into "
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
