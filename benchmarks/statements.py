"""How many wrong statements the rules catch, and how often they raise a false alarm.

Run ``python benchmarks/statements.py [STATEMENTS] [SEED]``. Statements are made of the published
figures of other authorities (see ``generated``); half of them are right, the others have exactly
one fault each. Every rule is held to every statement, and to those that it speaks of.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable

from generated import KINDS, make
from generated.holding import Tally, figures, tally

STATEMENTS, SEED = 3200, 1
HEADS = ("fault", "made", "caught", "named", "missed", "right", "confirmed", "false alarms")


def line(cells: Iterable[object]) -> str:
    """One row of a table."""
    return f"| {' | '.join(map(str, cells))} |"


def counts(found: Tally) -> tuple[int, ...]:
    """What one row tells, in the order of the heads."""
    wrong = (found.made, found.caught, found.named, found.made - found.caught)
    return (*wrong, found.right, found.confirmed, found.alarms)


def told(title: str, verdicts: Iterable[tuple[str, Counter[str]]]) -> None:
    """Which verdicts were given where others fit, or none."""
    for kind, instead in verdicts:
        for verdict, times in sorted(instead.items()):
            print(f"{title}, {kind}: {verdict} ({times})")


def main(statements: int = STATEMENTS, seed: int = SEED) -> None:
    """Print the table, then every verdict that does not fit, then what the draws set aside."""
    begun = time.perf_counter()
    # Kinds come in turn and each alternates: a whole number of both sorts makes the halves equal.
    made = make(-(-statements // (2 * len(KINDS))) * 2 * len(KINDS), seed)
    figures()
    seconds = time.perf_counter() - begun
    begun = time.perf_counter()
    found = tally(made.cases)
    held = time.perf_counter() - begun
    print(line(HEADS), line(["---", *["---:"] * (len(HEADS) - 1)]), sep="\n")
    for kind, each in found.items():
        print(line([kind, *counts(each)]))
    every = [sum(numbers) for numbers in zip(*map(counts, found.values()), strict=True)]
    print(line(["all", *(f"{number:,}" for number in every)]))
    print(f"\nFalse alarms: {every[6] / every[4]:.1%} of right statements. ", end="")
    print(f"Made in {seconds:.1f} s, held in {held:.1f} s.")
    told("Named otherwise", ((kind, each.instead) for kind, each in found.items()))
    told("False alarm", ((kind, each.alarmed) for kind, each in found.items()))
    print(f"\nDraws set aside: {sum(made.set_aside.values()):,}")
    for (kind, reason), times in sorted(made.set_aside.items()):
        print(f"- {kind}: {reason} ({times:,})")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
