"""What an import did, or would do."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from mscp_analysis.publishers.differences import Difference
from mscp_analysis.publishers.general import Brought


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do.

    Parameters
    ----------
    tables : dict of str to int
        Number of rows of each table of ``data/published`` that was made.
    read : dict of str to str
        Release of each file that was read, by path.
    changes : dict of str to Difference
        What changes in each of these tables.
    statistics : tuple of Brought
        Further statistics, held as imported.
    refused : dict of str to str
        Files that were not imported, with the reason.
    dry_run : bool
        Whether nothing was written.
    changed : bool
        Whether anything differs from what was held.
    """

    tables: dict[str, int]
    read: dict[str, str] = field(repr=False)
    changes: dict[str, Difference] = field(repr=False, default_factory=dict)
    statistics: tuple[Brought, ...] = field(repr=False, default=())
    refused: dict[str, str] = field(repr=False, default_factory=dict)
    dry_run: bool = False
    changed: bool = True

    @property
    def left(self) -> tuple[str, ...]:
        """The files that were left alone."""
        return tuple(self.refused)

    def __str__(self) -> str:
        lines = [f"{Path(path).name}: recognised, release {release}."
                 for path, release in self.read.items()]  # fmt: skip
        lines += [f"{name}: {rows:,} rows. {self.changes.get(name, '')}".rstrip()
                  for name, rows in self.tables.items()
                  if name in self.changes or not self.changes]  # fmt: skip
        lines += map(str, self.statistics)
        lines += [f"Not imported: {reason}" for reason in self.refused.values()]
        done = "All of it is written."
        if self.dry_run:
            done = "Nothing was written: this was a dry run."
        elif not self.changed:
            done = "All of it was held already; nothing was changed."
        number = len(self.read) + len(self.statistics)
        lines.append(f"Files read: {number}. Files left alone: {len(self.refused)}. {done}")
        return "\n".join(lines)
