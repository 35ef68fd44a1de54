"""What reports of earlier years told and withheld, and what follows from it for this year's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from mscp_analysis.disclosure import Decision, Table
from mscp_analysis.disclosure.tables import Key


@dataclass(frozen=True)
class Edition:
    """The tables of an earlier year as counted and as shown, and what was withheld of them."""

    label: str
    tables: tuple[Table, ...]
    shown: tuple[Table, ...]
    decision: Decision


def withheld_again(table: Table, withheld: set[Key], symbol: str) -> Table:
    """What an earlier report withheld stays withheld, whatever its size or neighbours now.

    A count that has been revised to nothing is a new figure.
    """
    keys = table.keys()
    again = np.array([key in withheld for key in keys], dtype=bool) & (table.figures > 0)
    return replace(table, rows=table.rows.assign(marker=np.where(again, symbol, table.markers)))


def withheld_before(editions: list[Edition], there: set[Key]) -> Iterator[Table]:
    """Counts that earlier reports withheld and this year's tables do not hold.

    They are not printed, but figures of this year must not give them back. Of a count that was
    revised the newest value is kept.
    """
    there = set(there)
    for edition in editions:
        for table in edition.tables:
            keys = table.keys()
            kept = [key in edition.decision.keys and key not in there for key in keys]
            rows = table.rows[np.array(kept, dtype=bool) & (table.figures > 0)]
            there.update(keys)
            if len(rows):
                name = f"{table.name}, withheld in {edition.label}"
                yield replace(table, name=name, rows=rows.assign(marker=""), sums={},
                              printed=False, displays=(), part_of="")  # fmt: skip
