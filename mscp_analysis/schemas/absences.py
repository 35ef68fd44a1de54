"""Why a register is not there, in one honest sentence."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from mscp_analysis.periods import in_words
from mscp_analysis.schemas.descriptions import Description
from mscp_analysis.schemas.files import read

STATES = {
    "late": "Figures for {year} on {subject} are late{reason}.{due}",
    "not collected": "For {year} nothing was collected on {subject}{reason}.{due}",
    "not supplied": "Nothing was supplied for {year} on {subject}{reason}.{due}",
    "nil": "For {year} there was nothing to enter on {subject}{reason}.",
}
"""What is said of a register by the state that the register ``returns`` gives it."""


def absence(
    folder: Path | None, about: Description, year: str, unknown_at: date | None = None
) -> str:
    """What to say of a register that has no row; nothing where there was nothing to enter.

    Parameters
    ----------
    folder : pathlib.Path or None
        The partnership's folder of the year; None where there is none.
    about : Description
        The register.
    year : str
        The reporting year's label.
    unknown_at : datetime.date, optional
        The day at which its rows were not known yet, where it has some.

    Returns
    -------
    str
        A sentence; empty where the partnership says in its register ``returns`` that nothing
        happened, so that the answer is none. Of counts of children that, too, is a sentence,
        since no label is there of which there were none.

    Examples
    --------
    >>> from mscp_analysis.schemas import description
    >>> absence(None, description("documents"), "2023-24")
    'Nothing was supplied for 2023-24 on the documents that rows are taken from.'
    """
    if unknown_at is not None:
        return f"On {in_words(unknown_at)} nothing was known for {year} on {about.subject}."
    said = said_of(folder, about.name)
    state = said.get("state", "not supplied")
    if state == "nil" and not about.of_children and not about.always:
        return ""
    state = "not supplied" if state == "nil" and about.always else state
    reason = f": {said['reason'].rstrip('.')}" if said.get("reason") else ""
    due = ""
    if said.get("due"):
        owner = f" from {said['owner']}" if said.get("owner") else ""
        due = f" They are due on {in_words(date.fromisoformat(said['due']))}{owner}."
    words = STATES.get(state, STATES["not supplied"])
    return words.format(year=year, subject=about.subject, reason=reason, due=due)


def said_of(folder: Path | None, name: str) -> dict[str, str]:
    """The row of the register ``returns`` on a register; empty where it has none."""
    path = folder / "returns.csv" if folder is not None else None
    if path is None or not path.is_file():
        return {}
    return _returned(path, path.stat().st_mtime_ns).get(name, {})


@lru_cache(maxsize=64)
def _returned(path: Path, _written: int) -> dict[str, dict[str, str]]:
    """The rows of a register ``returns`` by the register that each is of: the first, if many."""
    sheet = read(path)
    rows = [dict(zip(sheet.heads, cells, strict=True)) for _, cells in reversed(sheet.rows)]
    return {row.get("register", ""): row for row in rows}
