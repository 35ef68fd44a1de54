"""How the time for a register grows with its rows.

    python benchmarks/rows.py [ROWS ...]

A register of attendance is filled by counting: every agency of each meeting of each day of the
year, in so many groups that there are as many rows as asked for. It is checked as it is when a
report is built, read, summed by agency, and cut to a table; each step is timed once, in a process
of its own, since what a process has read it keeps. The power is that of the rows by which the time
grew since the line above: one is in proportion, two is the square.
"""

from __future__ import annotations

import csv
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from environment import environment

REPOSITORY = Path(__file__).parents[1]
SIZES = (1_000, 10_000, 100_000, 1_000_000)
STEPS = ("check", "read", "sum", "table")
YEAR = "2023-24"

WORK = f"""
import json, resource, sys, time
from pathlib import Path
from mscp_analysis import registers, tables
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers import attendance
folder, taken = Path(sys.argv[1]), {{}}
def timed(name, work):
    began = time.process_time()
    result = work()
    taken[name] = time.process_time() - began
    return result
year = ReportingYear.parse("{YEAR}")
found = timed("check", lambda: registers.faults(folder, year))
assert not found, found[:3]
own = registers.open("X99000001", year)
kept = timed("read", lambda: own.attendance)
timed("sum", lambda: attendance.shares(kept, "agency", "Places", "Filled", present="yes"))
timed("table", lambda: tables.listing(kept)._repr_mimebundle_())
taken["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(taken))
"""


def data_of(folder: Path, rows: int) -> Path:
    """A copy of the made-up partnership whose register of attendance has so many rows."""
    data = folder / str(rows)
    shutil.copytree(REPOSITORY / "data", data)
    own = data / "partnerships" / "exampleshire" / YEAR / "attendance.csv"
    with own.open(newline="", encoding="utf-8") as file:
        agencies = sorted({row["agency"] for row in csv.DictReader(file)})
    from mscp_analysis.periods import ReportingYear

    days = [ReportingYear.parse(YEAR).start + timedelta(number) for number in range(365)]
    with own.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["group", "date", "agency", "present"])
        for number in range(rows):
            meeting, agency = divmod(number, len(agencies))
            group, day = divmod(meeting, len(days))
            present = "yes" if number % 7 else "no"
            writer.writerow([f"Group {group}", days[day], agencies[agency], present])
    return data


def measured(data: Path) -> dict[str, float]:
    """Seconds of each step, and the memory of the process."""
    folder = data / "partnerships" / "exampleshire"
    given = {"MSCP_DATA": str(data), "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, "-c", WORK, str(folder)],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Measure each size, and print its line."""
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    print(environment() + "\n")
    print("| rows | " + " | ".join(f"{step}, s | power" for step in STEPS) + " | peak, MiB |")
    print("| ---: |" + " ---: | ---: |" * len(STEPS) + " ---: |")
    before: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        for rows in sizes:
            now = measured(data_of(Path(name), rows)) | {"rows": rows}
            cells = [f"{now[step]:.3f} | {power(before, now, step)}" for step in STEPS]
            print(
                f"| {rows:,} | " + " | ".join(cells) + f" | {now['megabytes']:,.0f} |", flush=True
            )
            before = now


def power(before: dict[str, float], now: dict[str, float], step: str) -> str:
    """The power of the rows by which a step grew; nothing where it is too short to tell."""
    if not before or before[step] < 0.01:
        return ""
    return f"{math.log(now[step] / before[step]) / math.log(now['rows'] / before['rows']):.2f}"


if __name__ == "__main__":
    main()
