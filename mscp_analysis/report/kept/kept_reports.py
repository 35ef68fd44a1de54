"""Tell that a report is there already, whole and made from the same, before much is imported.

What a report is made from is looked at as a whole: the published tables, the rules, all that its
partnership has handed in, the chapters, this package, Python and what is installed. A digest of
all of it, and one of all that the build left, are kept by the words that asked for the report.
They are in a folder of this user's alone: the first is of a partnership's own counts themselves.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mscp_analysis.report.kept import cache
from mscp_analysis.report.kept.fingerprints import digest, environment, files_of, sha256

if TYPE_CHECKING:
    from mscp_analysis.report.parameters import Request

LIMIT = 2**20
_PACKAGE = Path(__file__).resolve().parents[2]

Roots = Sequence[tuple[str, str]]


def roots(request: Request) -> Roots:
    """The folders, and patterns of names in them, that a report is made from.

    Parameters
    ----------
    request : Request
        The report that is asked for.

    Returns
    -------
    sequence of (str, str)
    """
    from mscp_analysis import areas

    partnerships = areas.data_folder() / "partnerships"
    found = [(_PACKAGE, "**/*"), (_PACKAGE.parent / "notebooks" / "report", "*.ipynb")]
    found += [(areas.shelf("published"), "**/*"), (areas.shelf("rules"), "**/*")]
    found += [(partnerships, "*/partnership.yaml"), (partnerships / request.folder, "**/*")]
    return [(str(folder.absolute()), pattern) for folder, pattern in found]


def state(roots: Roots) -> str:
    """A digest of everything that a report is made from.

    Examples
    --------
    >>> state([("nowhere", "*")]) == state([("nowhere", "*")])
    True
    """
    named = [
        [str(path), sha256(path) if path.is_file() else ""]
        for folder, pattern in roots
        for path in sorted(Path(folder).glob(pattern))
        if "__pycache__" not in path.parts
    ]
    return digest([environment(), named])


def find(words: Sequence[str | None]) -> Path | None:
    """The page of a report that these words would only build again.

    Parameters
    ----------
    words : sequence of str or None
        How it is asked for.

    Returns
    -------
    pathlib.Path or None
        None where it was not built before, or anything has changed since, also of what was left.
    """
    with suppress(OSError, ValueError, KeyError, TypeError):  # no record, or a damaged one
        kept = json.loads(_place(words).read_bytes())
        page = Path(kept["page"])
        if page.is_file() and kept["left"] == _left(page) and kept["state"] == state(kept["roots"]):
            return page
    return None


def keep(words: Sequence[str | None], roots: Roots, before: str, page: Path) -> None:
    """Remember a report that was built.

    Parameters
    ----------
    words : sequence of str or None
        How it was asked for.
    roots : sequence of (str, str)
        What it was made from, and all that a later build would read.
    before : str
        The ``state`` of that before the build began; what has changed since is then found.
    page : pathlib.Path
        The page, in the folder of all that the build left.
    """
    kept = {"page": str(page), "left": _left(page), "state": before, "roots": roots}
    with suppress(OSError):  # no room: the next build is not spared
        cache.write(_place(words), json.dumps(kept).encode())
        cache.trim(cache.folder("reports"), "*", LIMIT)


def _place(words: Sequence[str | None]) -> Path:
    return cache.folder("reports") / digest([*words, os.getcwd(), os.environ.get("MSCP_DATA")])


def _left(page: Path) -> str:
    folder = page.parent
    return digest([[str(path), sha256(path)] for path in files_of(folder)])
