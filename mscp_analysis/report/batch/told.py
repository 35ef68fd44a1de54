"""What a batch says while it runs, and when it ends."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Mapping, Sequence

from mscp_analysis import progress

FAILED = "failed.csv"
_SECONDS_BETWEEN_LINES = 15
_SHOWN = 3


class Progress:
    """What is done and what is running; a line now and then where no bar shows it.

    Parameters
    ----------
    total : int
        How many reports are to be built.
    """

    def __init__(self, total: int) -> None:
        self.total, self.done, self.failed = total, 0, 0
        self._running: list[str] = []
        self._said = time.monotonic()

    def begun(self, place: str) -> None:
        """A report is begun."""
        self.running([*self._running, place])

    def running(self, places: Sequence[str]) -> None:
        """These reports are being built."""
        if [*places] != self._running:
            self._running = [*places]
            self._show()

    def ended(self, place: str, why: str) -> None:
        """A report is there, or has failed; what has is told at once."""
        self.done, self.failed = self.done + 1, self.failed + bool(why)
        self._running = [each for each in self._running if each != place]
        if why:
            progress.say(f"mscp: {place} failed: {why}")
        self._show()

    def _show(self) -> None:
        now = time.monotonic()
        if progress.is_heard():
            said = _building(self._running) or "writing the list of all reports"
            progress.at(said, self.done, self.total)
        elif now - self._said > _SECONDS_BETWEEN_LINES and self.done < self.total:
            self._said = now
            failed = f", {self.failed} failed" if self.failed else ""
            said = "; ".join(filter(None, [f"reports done{failed}", _building(self._running)]))
            progress.say(f"mscp: {self.done} of {self.total} {said}")


def _building(places: Sequence[str]) -> str:
    if not places:
        return ""
    more = len(places) - _SHOWN
    return f"building {', '.join(places[:_SHOWN])}" + (f" and {more} more" if more > 0 else "")


def as_csv(failed: Mapping[str, str]) -> str:
    """The list of what failed and why; nothing where nothing did.

    Examples
    --------
    >>> print(as_csv({"kent/2023-24": "There are no figures."}).strip())
    report,why
    kent/2023-24,There are no figures.
    >>> as_csv({})
    ''
    """
    if not failed:
        return ""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerows([("report", "why"), *sorted(failed.items())])
    return text.getvalue()


def from_csv(text: str) -> dict[str, str]:
    """What such a list says.

    Examples
    --------
    >>> from_csv(as_csv({"kent/2023-24": "There are no figures."}))
    {'kent/2023-24': 'There are no figures.'}
    """
    return {row["report"]: row["why"] for row in csv.DictReader(io.StringIO(text))}
