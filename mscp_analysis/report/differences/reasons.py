"""Why a figure is not the same in two reports, as far as what they recorded says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath

from mscp_analysis.measures.fact import MARKERS
from mscp_analysis.periods import in_words, last_day
from mscp_analysis.report.differences import populations
from mscp_analysis.report.differences.built import Built
from mscp_analysis.report.differences.figures import Pair, same
from mscp_analysis.report.ledger import Row

KINDS = {
    "withheld": "Now withheld",
    "not withheld": "No longer withheld",
    "register": "Corrected register",
    "revised": "Revised data",
    "population": "Another population",
    "both": "Revised data and another population",
    "earlier": "Told from an earlier release",
    "table": "Corrected table of published figures",
    "paper": "Told from another paper",
    "method": "Reckoned or rounded in another way",
    "unknown": "Why is not recorded",
    "published": "Published since",
    "missing": "No longer available",
    "new": "Newly told",
    "gone": "No longer told",
}
"""Each kind of reason in words, the one that a reviewer should look at first before the others."""

_TABLES = re.compile(r"([a-z0-9_]+)\.[a-zA-Z]")


@dataclass(frozen=True)
class Reason:
    """A kind of reason, and the sentence that says what was found.

    Parameters
    ----------
    kind : str
        A key of ``KINDS``.
    words : str
    """

    kind: str
    words: str


@dataclass(frozen=True)
class Reasons:
    """What two reports recorded, to be asked why a figure differs.

    Parameters
    ----------
    old, new : Built
        The earlier and the later report.
    """

    old: Built
    new: Built

    def of(self, pair: Pair) -> Reason:
        """Why the two sides of a pair differ."""
        if not pair.old or not pair.new:
            return self._of_one_side(pair)
        markers = [{row["marker"] for row in rows} for rows in (pair.old, pair.new)]
        if "c" in markers[1] - markers[0]:
            return Reason("withheld", "It is withheld now, so neither number is shown here.")
        if "c" in markers[0] - markers[1]:
            return Reason("not withheld", "It was withheld before, so neither is shown here.")
        if len(pair.old) > 1 or len(pair.new) > 1:
            words = "Several figures have this name, and nothing recorded tells them apart."
            return Reason("unknown", words)
        return self._of_both(pair.old[0], pair.new[0])

    def _of_both(self, old: Row, new: Row) -> Reason:
        if not old["value"] and not new["value"]:
            return Reason("missing", f"Before: {MARKERS[old['marker']]}; now: "
                          f"{MARKERS[new['marker']]}.")  # fmt: skip
        if not new["value"]:
            return Reason("missing", f"Now {MARKERS[new['marker']]}.")
        if same(old, new):
            return Reason("method", "The same number, rounded to other decimals.")
        if not old["value"]:
            return self._since(new) or self._corrected(old, new) or self._moved(old, new)
        return self._moved(old, new)

    def _moved(self, old: Row, new: Row) -> Reason:
        is_later = old["release"] != new["release"] or old["sources"] != new["sources"]
        corrected = self._corrected(old, new)
        if corrected is not None and (corrected.kind == "register" or not is_later):
            return corrected
        if is_later and self._is_published(new):
            return self._of_releases(old, new)
        if is_later and old["sources"] and new["sources"]:
            also, before = _added(old, new), _added(new, old)
            words = f"It stands also on {also}." if not before else f"It stood on {before}."
            return Reason("paper", words if not (also and before) else f"{words} Now on {also}.")
        if not self.differing and self.old.asked_at == self.new.asked_at:
            words = "All data read are the same, byte for byte: it is reckoned in another way."
            return Reason("method", words)
        return Reason("unknown", "It is not recorded, figure by figure, what it is reckoned from.")

    def _of_releases(self, old: Row, new: Row) -> Reason:
        out = [populations.when(row["as_of"]) for row in (new, old)]
        if new["as_of"] < old["as_of"]:
            words = f"Told as it was published {out[0]}; before as published {out[1]}."
            return Reason("earlier", words)
        words = f"Published anew {out[0]}; before {out[1]}."
        if old["as_of"] == new["as_of"]:
            words = f"Reckoned from {new['sources']}; before from {old['sources']}."
        if not populations.PER.match(new["unit"]) or ", change from " in new["title"]:
            return Reason("revised", words)
        kind, also = populations.changed(self.old, old, self.new, new)
        return Reason(kind, f"{words} {also}".strip())

    def _of_one_side(self, pair: Pair) -> Reason:
        """Why only one of the reports has a figure."""
        row, is_new = pair.row, not pair.old
        if is_new and (since := self._since(row)):
            return since
        files = self._files(row, self.differing)
        if files:
            return Reason("register" if not self._is_published(row) else "table", _not_as(files))
        words = "The earlier report does not tell it." if is_new else "It is not told any more."
        if is_new and row["period"] > self.old.year and row["period"][:2].isdigit():
            words = f"It is of {row['period']}, after the year of the earlier report."
        return Reason("new" if is_new else "gone", words)

    def _since(self, new: Row) -> Reason | None:
        """That a figure came out only after the day of the earlier report."""
        day = self.old.asked_at
        if not (day and new["as_of"]) or last_day(new["as_of"]) <= date.fromisoformat(day):
            return None
        known = in_words(date.fromisoformat(day))
        return Reason("published", f"It came out {populations.when(new['as_of'])}, after {known}.")

    def _corrected(self, old: Row, new: Row) -> Reason | None:
        files = self._files(new, self.differing) or self._files(old, self.differing)
        if not files:
            return None
        is_register = any("/published/" not in name for name in files)
        return Reason("register" if is_register else "table", _not_as(files))

    def _is_published(self, row: Row) -> bool:
        """Whether it is read from a release; what a partnership keeps or printed has no such."""
        return row["status"].removeprefix("made up, ") in {"final", "revised", "provisional"}

    def _files(self, row: Row, among: Iterable[str]) -> list[str]:
        """The files that a figure is read from, by the name of its measure and its period."""
        names = {*_TABLES.findall(row["measure"])}
        years = {self.old.year, self.new.year, row["period"], "published"}
        paths = map(PurePosixPath, sorted(among))
        return [
            str(path)
            for path in paths
            if path.suffix == ".csv" and path.stem in names and path.parent.name in years
        ]

    @cached_property
    def differing(self) -> list[str]:
        """Files of data that were not the same when the two reports were built."""
        old, new = self.old.inputs, self.new.inputs
        found = {name for name in {*old, *new} if old.get(name) != new.get(name)}
        return sorted(name for name in found if name.startswith("data/"))


def _added(old: Row, new: Row) -> str:
    """What only the second of two figures cites, the first of it named."""
    before = {*old["sources"].split("; ")}
    found = [source for source in new["sources"].split("; ") if source not in before]
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return f"{found[0]}{more}" if found else ""


def _not_as(files: Sequence[str]) -> str:
    names = ", ".join(name.removeprefix("data/") for name in files)
    return f"{names} {'is' if len(files) == 1 else 'are'} not as before."
