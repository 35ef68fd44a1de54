"""How fast linked tables are protected, how that grows, and how many cells it costs.

Run ``python benchmarks/disclosure.py [AREAS ...]``; nothing here runs in the tests. One table a
line: areas by 12 categories by 4 quarters, with totals in every direction, so that every cell
hangs together with every other. The baseline of the same run is one linear problem over all
withheld cells, the least that any proof of one cell takes; the attack checks the result.
"""

from __future__ import annotations

import itertools
import sys
import time

import numpy as np
import pandas as pd

from mscp_analysis.disclosure import Table, attack, protect, settings
from mscp_analysis.disclosure.cells import collect
from mscp_analysis.disclosure.problem import Problem

AREAS = (10, 20, 40, 80, 150)
CATEGORIES, QUARTERS = 12, 4
RULE = settings("partnership")


def table(areas: int) -> Table:
    """Counts of areas of all sizes and categories common and rare; about a third 1 to 5."""
    generator = np.random.default_rng(1)
    size = generator.gamma(2, 0.5, size=(areas, 1, 1))
    common = generator.gamma(0.7, 12, size=(1, CATEGORIES, 1))
    counts = generator.poisson(size * common * np.ones((1, 1, QUARTERS)))
    for axis in range(3):
        counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
    columns = {"area": areas, "category": CATEGORIES, "quarter": QUARTERS}
    labels = [[*(f"{c}{n}" for n in range(many)), "Total"] for c, many in columns.items()]
    rows = pd.DataFrame(itertools.product(*labels), columns=list(columns))
    rows["value"] = counts.ravel().astype(float)
    return Table(name="benchmark", rows=rows, sums=dict.fromkeys(columns, "Total"))


def one_problem(published: Table) -> float:
    """Baseline: one point that fits all that is published, in seconds."""
    problem = Problem(collect([published], RULE), RULE, 60)
    region = problem.region(problem.hidden)
    weights = np.where(problem.hidden, np.random.default_rng(0).normal(size=len(region.least)), 0)
    start = time.perf_counter()
    region.best(weights, region.least, region.most, whole=False)
    return time.perf_counter() - start


def line(areas: int) -> str:
    """One row of the table."""
    given = table(areas)
    start = time.perf_counter()
    published, decision = protect([given], RULE)
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    found = attack(published.values(), RULE)
    attacking = time.perf_counter() - start
    least = one_problem(published["benchmark"])
    kinds = decision.hidden["kind"].value_counts()
    cells = (
        f"{areas} × {CATEGORIES} × {QUARTERS}",
        f"{len(given.rows):,}",
        f"{kinds['primary']:,}",
        f"{kinds['secondary']:,}",
        f"{seconds:.1f}",
        f"{least:.2f}",
        f"{seconds / least:.0f}",
        f"{attacking:.1f}",
        f"{len(found)}",
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the table."""
    heads = ["table", "cells", "primary", "secondary", "protect, s", "baseline, s", "ratio"]
    heads += ["attack, s", "found"]
    print(f"| {' | '.join(heads)} |")
    print("| --- |" + " ---: |" * (len(heads) - 1))
    for areas in [int(given) for given in sys.argv[1:]] or AREAS:
        print(line(areas), flush=True)


if __name__ == "__main__":
    main()
