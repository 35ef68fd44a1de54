"""How long the desk takes to begin, beside pandas, and to load each shipped table.

Run ``python benchmarks/desk.py``; nothing here runs in the tests. Seconds are of the processor
and the median of several runs, each in a process of its own, the two that are compared in turn.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from mscp_analysis import data

REPOSITORY = Path(__file__).parents[1]
RUNS = 3
IMPORTS = (
    ("import mscp_analysis", "import pandas, mscp_analysis"),
    ("load, Measure and Fact", "import pandas; from mscp_analysis import Fact, Measure, load"),
    ("load and rates", "import pandas; from mscp_analysis import load, rates"),
    (
        "desk, with its charts and lists",
        "import pandas, ipywidgets; from mscp_analysis import desk",
    ),
)
TIMED = "import time; start = time.process_time(); {}; print(time.process_time() - start)"
LOADED = "from mscp_analysis import load; load('{}'); " + TIMED
BEFORE = {"population": "referrals"}
"""Which table is loaded first, so that what every table needs is there: of it, another."""


def seconds(code: str) -> float:
    """Processor time that the code says it took."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(said.stdout)


def main() -> None:
    """Print both tables."""
    print("| import | pandas, s | with it, s | more, s | at most |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, code in IMPORTS:
        turns = [(seconds(TIMED.format("import pandas")), seconds(TIMED.format(code)))
                 for _ in range(RUNS)]  # fmt: skip
        alone, both = (median(each) for each in zip(*turns, strict=True))
        most = "" if name.startswith("desk") else "0.15"
        print(f"| {name} | {alone:.2f} | {both:.2f} | {both - alone:.2f} | {most} |")
    print("\n| table | MB | load, s | at most |\n| --- | ---: | ---: | ---: |")
    for table in data.tables():
        code = LOADED.format(BEFORE.get(table, "population"), f"load({table!r})")
        size = (REPOSITORY / "data" / "published" / f"{table}.csv").stat().st_size / 1e6
        print(f"| {table} | {size:.1f} | {median(seconds(code) for _ in range(RUNS)):.3f} | 0.1 |")


if __name__ == "__main__":
    main()
