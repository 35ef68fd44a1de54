"""Two reports set beside each other, and the page and the list of numbers that say how."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from mscp_analysis import areas
from mscp_analysis.report.differences import figures, numbers, page, passages, withheld
from mscp_analysis.report.differences.built import Built
from mscp_analysis.report.differences.reasons import Reasons
from mscp_analysis.report.parameters import folder_name


def publish(old: Built, new: Built, out: Path | None = None) -> Path:
    """Write the page that says what differs, and beside it the numbers as a CSV.

    Parameters
    ----------
    old, new : Built
        The earlier and the later report, of one area.
    out : pathlib.Path, optional
        The page; left out, ``reports/PLACE/YEAR-differences.html`` of the later report.

    Returns
    -------
    pathlib.Path
        The page.

    Raises
    ------
    ValueError
        If they are of different areas, or the differences would give back a withheld count.
    OSError
        If a file cannot be written; what was there before is then as it was.
    """
    found = compared(old, new)
    target = out if out is not None else _place(new)
    if target.suffix.lower() != ".html":
        raise ValueError(f"{target}: name a page whose name ends in .html.")
    listed = target.with_suffix(".csv")
    html = page.render(found, listed.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    _put(listed, numbers.as_csv(found.numbers))
    _put(target, html)
    return target


def compared(old: Built, new: Built) -> page.Differences:
    """Everything that differs in two reports.

    Parameters
    ----------
    old, new : Built
        The earlier and the later report.

    Returns
    -------
    Differences

    Raises
    ------
    ValueError
        If they are of different areas, or the differences would give back a withheld count.
    """
    if old.area_code != new.area_code:
        names = [areas.find(report.area_code).name for report in (old, new)]
        raise ValueError(f"The reports are of {names[0]} and of {names[1]}: name two of one area.")
    pairs = figures.paired(old.ledger, new.ledger)
    reasons, guard = Reasons(old, new), withheld.guard(old, new, pairs)
    told = numbers.told([(pair, reasons.of(pair)) for pair in pairs], guard)
    words, moved = passages.reworded(passages.read(old), passages.read(new))
    return page.Differences(old, new, told, words, moved, guard)


def _place(report: Built) -> Path:
    """Where the page lies if nobody says: beside the folder of the later report."""
    held = areas.partnership_of(areas.find(report.area_code))
    place = held.name if held else folder_name(areas.find(report.area_code).name)
    return Path("reports") / place / f"{report.label}-differences.html"


def _put(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.new-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
