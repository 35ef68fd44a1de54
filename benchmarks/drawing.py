"""Where the time of a chart goes, and what drawing it as notebooks usually do would take.

    python benchmarks/drawing.py [ROUNDS]

One chart of a rate over years beside three others is drawn again and again in one process. Its
steps are timed in each round, and in the same round the same figure is saved as a notebook's
inline backend saves it: cut to what is drawn, for which all of it is drawn twice.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from environment import environment

from mscp_analysis import data
from mscp_analysis.charts import style, svg, trend

ROUNDS = 15
BESIDE = ("England", "South East", "Kent")


def timed(taken: dict[str, list[float]], name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The same work, whose seconds are noted."""

    def noted(*words: Any, **options: Any) -> Any:
        began = time.process_time()
        result = work(*words, **options)
        taken[name].append(time.process_time() - began)
        return result

    return noted


def saved_as_usual(figure: Any) -> None:
    """As ``%matplotlib inline`` saves a figure as SVG."""
    figure.savefig(io.StringIO(), format="svg", bbox_inches="tight")


def main() -> None:
    """Draw, and print the steps by what they take."""
    taken: dict[str, list[float]] = defaultdict(list)
    plans = data.load("child_protection_plans").at_31_march
    drawn, slim = svg._drawn, svg.slim

    def both(figure: Any) -> str:
        timed(taken, "(saved as usual, instead)", saved_as_usual)(figure)
        return timed(taken, "laid out and written", drawn)(figure)

    svg._drawn, svg.slim = both, timed(taken, "made slim", slim)
    style.mpl.rcdefaults = timed(taken, "settings put back", style.mpl.rcdefaults)
    for _ in range(int(sys.argv[1]) if sys.argv[1:] else ROUNDS):
        timed(taken, "all", trend)(plans, "Medway", "2023-24", beside=BESIDE)
    usual = taken["(saved as usual, instead)"]
    taken["all"] = [one - other for one, other in zip(taken["all"], usual, strict=True)]
    steps = [taken[name] for name in taken if name != "all" and taken[name] is not usual]
    rest = [one - sum(others) for one, *others in zip(taken["all"], *steps, strict=False)]
    taken["figures looked up, axes and marks made"] = rest
    print(environment() + "\n\n| step | milliseconds | share |\n| --- | ---: | ---: |")
    whole = statistics.median(taken["all"])
    for name, seconds in sorted(taken.items(), key=lambda item: -statistics.median(item[1])):
        middle = statistics.median(seconds)
        print(f"| {name} | {middle * 1000:.0f} | {middle / whole:.0%} |")


if __name__ == "__main__":
    main()
