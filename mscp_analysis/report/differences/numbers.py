"""The numbers that differ, as a reviewer is told of them: old, new, and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from mscp_analysis.report.differences.figures import Pair, edition
from mscp_analysis.report.differences.reasons import KINDS, Reason
from mscp_analysis.report.differences.withheld import Guard
from mscp_analysis.report.files.csvs import harmless
from mscp_analysis.report.ledger import Row

KEPT_BACK = "not shown here"
"""What stands in the place of a number that the page does not show."""

_ABOUT = ("measure", "title", "area", "area_code", "period", "breakdown", "unit")
_OF_SIDE = ("value", "shown", "marker", "release", "as_of", "base", "base_release", "method")
COLUMNS = (
    *_ABOUT,
    *[f"{side}_{name}" for name in _OF_SIDE for side in ("old", "new")],
    *["kind", "reason", "chapter"],
)
_PUBLISHED = {"published", "new"}
_GONE = {"missing", "gone"}


@dataclass(frozen=True)
class Told:
    """One figure that differs.

    Parameters
    ----------
    pair : Pair
    reason : Reason
    old, new : str
        As they are read; words in their place where they are not shown; empty where the report
        does not have the figure.
    name : str
        Of its row on the page, for links to it.
    """

    pair: Pair
    reason: Reason
    old: str
    new: str
    name: str

    @property
    def part(self) -> str:
        """``changed``, ``there``, ``gone``, or ``unseen`` where what is read is the same."""
        if self.reason.kind in _PUBLISHED:
            return "there"
        if not self.pair.new or self.reason.kind in _GONE:
            return "gone"
        if not self.pair.old:
            return "there"
        return "unseen" if self.pair.is_alike else "changed"

    @property
    def kind(self) -> str:
        """The kind of its reason, in words."""
        return KINDS[self.reason.kind]


def told(found: Sequence[tuple[Pair, Reason]], guard: Guard) -> list[Told]:
    """What is told of each figure that differs, without what must not be shown.

    Parameters
    ----------
    found : sequence of (Pair, Reason)
    guard : Guard

    Returns
    -------
    list of Told
        In the order of the reasons, and of the report for each of them.
    """
    order = [*KINDS]
    ordered = sorted(found, key=lambda each: order.index(each[1].kind))
    return [_one(pair, reason, guard, f"number-{n}") for n, (pair, reason) in enumerate(ordered, 1)]


def _one(pair: Pair, reason: Reason, guard: Guard, name: str) -> Told:
    hidden = [any(map(guard.hides_old, pair.old)), any(map(guard.hides_new, pair.new))]
    if any(hidden) and reason.kind not in {"withheld", "not withheld"}:
        reason = Reason(reason.kind, "Not both are shown: they could give back a withheld count.")
    old, new = (
        _read(rows, hidden=is_hidden)
        for rows, is_hidden in zip((pair.old, pair.new), hidden, strict=True)
    )
    return Told(pair, reason, old, new, name)


def addresses(numbers: Sequence[Told]) -> dict[tuple[bool, tuple[str, ...]], str]:
    """The row of each figure on the page, by whether it is the later report's, and its edition."""
    return {
        (is_new, edition(row)): number.name
        for number in numbers
        if number.part != "unseen"
        for is_new, rows in ((False, number.pair.old), (True, number.pair.new))
        for row in rows
    }


def as_csv(numbers: Sequence[Told]) -> str:
    """The numbers that differ as the text of a CSV, nothing in which is a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for number in numbers:
        row = {name: number.pair.row[name] for name in (*_ABOUT, "chapter")}
        row |= {"kind": number.kind, "reason": number.reason.words}
        row |= _side("old", number.pair.old, number.old) | _side("new", number.pair.new, number.new)
        writer.writerow({name: harmless(said) for name, said in row.items()})
    return text.getvalue()


def _side(side: str, rows: Sequence[Row], read: str) -> dict[str, str]:
    """What one report has of a figure; of one that is kept back nothing but that it is."""
    if read == KEPT_BACK:
        return {f"{side}_shown": KEPT_BACK}
    return {f"{side}_{name}": "; ".join(row[name] for row in rows) for name in _OF_SIDE} | {
        f"{side}_shown": read
    }


def _read(rows: Sequence[Row], *, hidden: bool) -> str:
    if hidden:
        return KEPT_BACK
    return "; ".join(_longest(row["shown"]) for row in rows)


def _longest(shown: str) -> str:
    """One way of reading a figure that is shown in several: that with its sign, if one has."""
    return max(shown.split(" | "), key=len)
