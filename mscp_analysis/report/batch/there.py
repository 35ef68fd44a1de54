"""Tell which reports of a batch are there already, and made from what they would be made from now.

What all reports of a batch are made from, tables, rules, chapters, this package and Python, is
looked at once for all of them, when the batch begins.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from mscp_analysis.report.batch.places import Place
from mscp_analysis.report.kept import cache, kept_reports
from mscp_analysis.report.kept.fingerprints import digest, sha256
from mscp_analysis.report.parameters import Request

LIMIT = 4 * 2**20


class There:
    """What is known of the reports in a place.

    Parameters
    ----------
    place : Folder or Remote
        Where the reports are put.
    printed : bool
        Whether they are wanted as PDF as well.
    notebooks : sequence of pathlib.Path or None
        Their chapters, if not those of every report.
    """

    def __init__(self, place: Place, printed: bool, notebooks: Sequence[Path] | None) -> None:
        chapters = [sha256(path) for path in notebooks or ()]
        self._place, self._asked = place, [place.address, printed, chapters]
        self._looked: dict[tuple[str, str], str] = {}

    def has(self, request: Request) -> bool:
        """Whether building it again would change nothing."""
        with suppress(OSError, ValueError, KeyError, TypeError):  # no record, or a damaged one
            kept = json.loads(self._record(request).read_bytes())
            left = self._place.left(request.place.as_posix())
            return bool(left) and kept == {"state": self._state(request), "left": left}
        return False

    def keep(self, request: Request) -> None:
        """Remember a report that was built from what was there when the batch began."""
        left = self._place.left(request.place.as_posix())
        kept = {"state": self._state(request), "left": left}
        with suppress(OSError):  # no room: it is built again the next time
            cache.write(self._record(request), json.dumps(kept).encode())

    def look(self, requests: Sequence[Request]) -> None:
        """Look at what these reports are made from, before any is built."""
        for request in requests:
            self._state(request)

    def trim(self) -> None:
        """Let go of what was not needed for longest."""
        cache.trim(cache.folder("batch"), "*", LIMIT)

    def _record(self, request: Request) -> Path:
        return cache.folder("batch") / digest([*self._asked, request.place.as_posix()])

    def _state(self, request: Request) -> str:
        return digest([self._once(*root) for root in kept_reports.roots(request)])

    def _once(self, folder: str, pattern: str) -> str:
        if (folder, pattern) not in self._looked:
            self._looked[folder, pattern] = kept_reports.state([(folder, pattern)])
        return self._looked[folder, pattern]
