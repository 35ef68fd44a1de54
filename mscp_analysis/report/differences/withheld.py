"""What a page of differences must not show, so that it gives no small count back."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mscp_analysis import areas, data, disclosure
from mscp_analysis.report.differences.built import Built
from mscp_analysis.report.differences.figures import Pair, what
from mscp_analysis.report.ledger import COLUMNS, Row

_TABLES = re.compile(r"([a-z0-9_]+)\.[a-zA-Z]")
_OWN = "local-"
"""How the releases of a partnership's own counts begin."""


@dataclass(frozen=True)
class Guard:
    """What of two reports is not told side by side.

    Parameters
    ----------
    withheld : frozenset
        Figures that either report withholds: neither side of them is told.
    tables : frozenset of str
        Tables of the partnership's own counts in which either report withholds anything: the
        earlier report's figures of them are not told, since with the later one's they could
        give back what is withheld.
    """

    withheld: frozenset[tuple[str, ...]]
    tables: frozenset[str]

    def hides_old(self, row: Row) -> bool:
        """Whether a figure of the earlier report is not told."""
        return what(row) in self.withheld or bool(self.tables & tables_of(row))

    def hides_new(self, row: Row) -> bool:
        """Whether a figure of the later report is not told."""
        return what(row) in self.withheld


def guard(old: Built, new: Built, pairs: Sequence[Pair]) -> Guard:
    """Decide what is not told, and try to work withheld counts back from what is.

    Parameters
    ----------
    old, new : Built
        The earlier and the later report.
    pairs : sequence of Pair
        What differs.

    Returns
    -------
    Guard

    Raises
    ------
    ValueError
        If a withheld count can be worked back even where no earlier count is told.
    """
    rows = [*old.ledger, *new.ledger]
    own = {name for row in rows if row["release"].startswith(_OWN) for name in tables_of(row)}
    hidden = [row for row in rows if row["marker"] == "c"]
    local = data.local(new.area_code, new.year) if _is_held(new) else None
    decided = [{"measure": name} for name in local.decision.hidden["measure"]] if local else []
    some = {name for row in [*hidden, *decided] for name in tables_of(row)} & own
    withheld = frozenset(map(what, hidden))
    if not some:
        return Guard(withheld, frozenset())
    for tables in (some, own):
        found = Guard(withheld, frozenset(tables))
        told = [row for pair in pairs for row in pair.old if not found.hides_old(row)]
        mine = [row for row in told if tables_of(row) & own]
        before = [row for row in hidden if row in old.ledger]
        if not mine or _given_back(new, local, mine) <= _given_back(new, local, before):
            return found
    raise ValueError(
        "The differences are not told, since together with the later report they would give back "
        "a count that is withheld."
    )


def tables_of(row: Mapping[str, str]) -> set[str]:
    """The tables that a figure is read or reckoned from, by the name of its measure.

    Examples
    --------
    >>> sorted(tables_of({"measure": "sum of lado.referrals, training.attended"}))
    ['lado', 'training']
    """
    return {*_TABLES.findall(row["measure"])}


def _given_back(
    new: Built, local: data.Local | None, beside: Sequence[Row]
) -> set[tuple[object, ...]]:
    """Counts that a reader can work out of the later report's ledger and these rows."""
    measures = {row["measure"] for row in new.ledger if row["release"].startswith(_OWN)}
    with tempfile.TemporaryDirectory(prefix="mscp-diff-") as scratch:
        for name, rows in {"later": new.ledger, "earlier": beside}.items():
            _write(Path(scratch) / f"{name}.csv", rows)
        found = disclosure.attack_files(
            Path(scratch),
            disclosure.settings(_rule(new)),
            sums=local.sums if local else {name: {} for name in sorted(measures)},
            decision=local.decision if local else None,
            cells=local.cells if local else (),
        )
    return {*zip(found["measure"], found["labels"], strict=True)}


def _is_held(new: Built) -> bool:
    held = areas.partnership_of(areas.find(new.area_code))
    return held is not None and (held / new.year).is_dir()


def _rule(new: Built) -> str:
    """The rule by which the later report withholds; that for partnerships if it says none."""
    return str(((new.record.get("disclosure") or {}).get("rule") or {}).get("name", "partnership"))


def _write(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
