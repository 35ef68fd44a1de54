"""Keep the list of all reports beside them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mscp_analysis.report.publish import RECORD
from mscp_analysis.report.shelf.entries import folders, read
from mscp_analysis.report.shelf.pages import MARK, ORDERS, page

STANDARD = Path("reports")
"""Where reports are built if nobody says otherwise; their list is always kept."""


def above(out: Path) -> Path | None:
    """The folder in whose list a report belongs; None where there is none.

    Parameters
    ----------
    out : pathlib.Path
        The report's folder.

    Returns
    -------
    pathlib.Path or None
        The standard folder if the report lies in it, or one that has a list already: no list
        is begun where someone else keeps their files.
    """
    here = Path(os.path.realpath(out))
    standard = Path(os.path.realpath(STANDARD))
    near = (here.parent, here.parent.parent)
    return next((each for each in near if each == standard or _is_list(each / "index.html")), None)


def write(root: Path) -> Path:
    """Write the list of all reports in a folder.

    Builds that end at the same time may all call this: whoever has written looks once more
    whether any report has changed meanwhile, so the last list written has them all.

    Parameters
    ----------
    root : pathlib.Path
        The folder of all reports; they lie in it, or in a folder of their area.

    Returns
    -------
    pathlib.Path
        The list by area, ``index.html``.

    Raises
    ------
    ValueError
        If there is no such folder, or it holds another page of that name.
    OSError
        If it cannot be written; each page is then as it was or new, and none is in part.
    """
    if not root.is_dir():
        raise ValueError(f"There is no folder {root} whose reports could be listed.")
    for order in ORDERS:
        path = root / order.file
        if path.exists() and not _is_list(path):
            raise ValueError(
                f"{path} is no list of reports that this command wrote: move it away, or name "
                "another folder."
            )
    before = None
    while (now := [*_stamps(root)]) != before:
        before = now
        entries, broken = read(root)
        for order in ORDERS:
            _put(root / order.file, page(entries, broken, order))
    return root / ORDERS[0].file


def _stamps(root: Path) -> Iterator[tuple[str, int, int]]:
    """By what a report that was replaced is known from the one before."""
    for folder in folders(root):
        try:
            about = (folder / RECORD).stat()
        except OSError:
            continue
        yield str(folder), about.st_mtime_ns, about.st_ino


def _is_list(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as file:
            return MARK in file.read(1000)
    except (OSError, UnicodeDecodeError):
        return False


def _put(path: Path, text: str) -> None:
    """Put a page in place whole."""
    number, name = tempfile.mkstemp(prefix=".index-", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        new.chmod(0o644)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
