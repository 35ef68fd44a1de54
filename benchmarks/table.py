"""What was measured, as a table to read and a file to keep."""

from __future__ import annotations

import csv
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

COLUMNS = ("what", "seconds", "spread", "beside", "its seconds", "ratio", "spread of it", "wanted",
           "is", "note")  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One thing that was measured, beside its baseline where it has one."""

    baseline: list[float]
    seconds: list[float]
    what: str = ""
    beside: str = ""
    wanted: dict[str, str] = field(default_factory=dict)
    note: str = ""

    @classmethod
    def of_pairs(cls, pairs: Sequence[tuple[float, float]]) -> Line:
        """Seconds of the baseline and of the other, of each turn."""
        return cls([one for one, _ in pairs], [other for _, other in pairs])

    def named(self, what: str, beside: str, note: str = "", **wanted: str) -> Line:
        """The same with words; ``at_most`` is for the ratio, ``difference`` for the seconds."""
        wanted = {name: value for name, value in wanted.items() if value}
        return replace(self, what=what, beside=beside, wanted=wanted, note=note)

    def row(self) -> dict[str, str]:
        """The line as text by ``COLUMNS``."""
        ratios = [
            one / base for base, one in zip(self.baseline, self.seconds, strict=bool(self.baseline))
        ]
        return dict(
            zip(
                COLUMNS,
                [
                    self.what,
                    f"{statistics.median(self.seconds):.2f}",
                    _spread(self.seconds),
                    self.beside,
                    f"{statistics.median(self.baseline):.2f}" if self.baseline else "",
                    f"{statistics.median(ratios):.2f}" if ratios else "",
                    _spread(ratios),
                    self._wanted(),
                    self._verdict(ratios),
                    self.note,
                ],
                strict=True,
            )
        )

    def _wanted(self) -> str:
        if "difference" in self.wanted:
            return f"at most {self.wanted['difference']} s more"
        return f"at most {self.wanted['at_most']}" if "at_most" in self.wanted else ""

    def _verdict(self, ratios: Sequence[float]) -> str:
        if "difference" in self.wanted:
            more = statistics.median(
                one - base for base, one in zip(self.baseline, self.seconds, strict=True)
            )
            return "reached" if more <= float(self.wanted["difference"]) else f"{more:.2f} s more"
        if "at_most" in self.wanted:
            limit = float(self.wanted["at_most"])
            return "reached" if statistics.median(ratios) <= limit else "not reached"
        return ""


def _spread(values: Sequence[float]) -> str:
    return f"{min(values):.2f}-{max(values):.2f}" if values else ""


def report(lines: Sequence[Line], file: Path) -> None:
    """Print the table, and write it where it can be set beside that of another day."""
    rows = [line.row() for line in lines]
    print("\n| " + " | ".join(COLUMNS) + " |\n|" + " --- |" * len(COLUMNS))
    for row in rows:
        print("| " + " | ".join(row.values()) + " |")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    print(f"\nAlso in {file}.")
