"""How fast rates are, beside the least that any program would have to do.

Run ``python benchmarks/rates.py``; nothing here runs in the tests. Every line is the best of
several runs in this process, beside a baseline of the same run, because machines differ and
their ratio does less.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import chdtri

from mscp_analysis import rates

ROWS = 1_000_000
GROUPS, AGES = 10_000, 19
RUNS = 9


def seconds(work: Callable[[], Any]) -> float:
    """The best of several runs."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def peak(work: Callable[[], pd.DataFrame]) -> int:
    """Most memory held while working, what is given back included, in bytes."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    work()
    most = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    return most


def arithmetic(count: np.ndarray, population: np.ndarray) -> np.ndarray:
    """Baseline of rates: Byar's limits for every row, without checks, labels or exact limits."""
    held = np.empty((3, len(count)))
    x = count.astype(float)
    held[0] = x / population * 1e4
    for row, z, events in ((1, -1.959964, x), (2, 1.959964, x + 1)):
        with np.errstate(divide="ignore", invalid="ignore"):
            part = 1 - 1 / (9 * events) + z / (3 * np.sqrt(events))
            held[row] = events * part * part * part / population * 1e4
    return held


def score(count: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Baseline of proportions: Wilson's limits for every row, without checks or labels."""
    z = 1.959964
    half = z * np.sqrt(z * z + 4 * count * (1 - count / total))
    middle, scale = 2 * count + z * z, 50 / (total + z * z)
    return np.array([100 * count / total, (middle - half) * scale, (middle + half) * scale])


def weighted(count: np.ndarray, population: np.ndarray, standard: np.ndarray) -> np.ndarray:
    """Baseline of standardised rates: the weighted sums alone, of a ready table."""
    share = standard / population
    return np.array([(share * count).sum(axis=1), (share * share * count).sum(axis=1)])


def chi_square(count: np.ndarray) -> np.ndarray:
    """What evaluating chi-square on every row would cost, instead of Byar's approximation."""
    return np.array([chdtri(2 * count + 1e-9, 0.975), chdtri(2 * count + 2, 0.025)]) / 2


def main() -> None:
    """Print the table."""
    random = np.random.default_rng(20240331)
    n = pd.Series(random.integers(1_000, 300_000, ROWS))
    x = pd.Series(random.poisson(random.choice([3, 12, 60, 400], ROWS)))
    people = random.integers(100, 30_000, GROUPS * AGES)
    events = random.poisson(20, GROUPS * AGES)
    standard = np.tile(random.integers(1_000, 7_000, AGES), GROUPS)
    group = pd.Series(np.repeat([f"E{number:08d}" for number in range(GROUPS)], AGES))
    shape = (GROUPS, AGES)

    def rate() -> pd.DataFrame:
        return rates.rate(x, n)

    def proportion() -> pd.DataFrame:
        return rates.proportion(x, n)

    def direct() -> pd.DataFrame:
        return rates.directly_standardised(events, people, standard, group=group)

    # A standardised table is a nineteenth as long as what it is made from, so its memory is
    # measured by the columns handed in; that of the others by the frame given back.
    table = sum(array.nbytes for array in (events, people, standard, group.to_numpy()))
    raw = (x.to_numpy(), n.to_numpy())
    tables = [array.reshape(shape) for array in (events, people, standard)]
    lines = [
        ("rate, 1,000,000 rows", rate, lambda: arithmetic(*raw), 0.06, 24e6),
        ("proportion, 1,000,000 rows", proportion, lambda: score(*raw), 0.04, 24e6),
        (
            "directly_standardised, 10,000 groups of 19",
            direct,
            lambda: weighted(*tables),
            0.01,
            table,
        ),
    ]
    print(f"Python {sys.version.split()[0]}, numpy {np.__version__}, pandas {pd.__version__}\n")
    print("| what | seconds | at most | baseline | ratio | peak memory |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, work, baseline, allowed, measured_by in lines:
        taken, least = seconds(work), seconds(baseline)
        print(
            f"| {name} | {taken:.4f} | {allowed:.2f} | {least:.4f} "
            f"| {taken / least:.2f} | {peak(work) / measured_by:.2f} |"
        )
    slow = seconds(lambda: chi_square(raw[0][: ROWS // 10])) * 10
    print(f"\nChi-square on every row instead (a tenth of them, times ten): {slow:.2f} s")


if __name__ == "__main__":
    main()
