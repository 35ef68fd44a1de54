"""How long an import takes, beside the least that reading the file takes with its markers kept.

Run ``python benchmarks/imports.py [ROWS]``; nothing here runs in the tests. It writes a release
in the layout of the statistics service, of 30 columns with markers among the numbers, and reads
it with duckdb, polars and pyarrow, each to a table in memory with all cells as text. The import
reads and understands every cell, works out the hash, and puts the figures in place. All run in
turn, and the best of each counts, because machines differ and their ratio does less. Each is a
process of its own, so that the most memory held is its own too.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from mscp_analysis import areas

ROWS, RUNS, COLUMNS = 2_000_000, 5, 17
READERS = ("pyarrow", "polars", "duckdb", "import")
HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,la_name,new_la_code,age,activity,number"
)


def write(path: Path, rows: int) -> None:
    """A release of the given number of rows: counts and percentages, one cell in ten a marker."""
    rng = np.random.default_rng(20)
    places = [area for area in areas.register().areas if area.kind == "authority"][:100]
    years, done = range(2015, 2025), 0
    with path.open("w") as file:
        names = [f"count_{i}" if i % 2 else f"percentage_{i}" for i in range(COLUMNS)]
        file.write(",".join([HEAD.replace("number", "number,percentage"), *names[1:]]) + "\n")
        while done < rows:
            size = min(50_000, rows - done)
            cells = np.empty((size, COLUMNS + 1), object)
            cells[:, ::2] = rng.integers(0, 5_000, cells[:, ::2].shape).astype(str)
            cells[:, 1::2] = np.round(rng.random(cells[:, 1::2].shape) * 100, 1).astype(str)
            marked = rng.random(cells.shape) < 0.1
            cells[marked] = rng.choice(["c", "z", "x", "k"], marked.sum())
            for number, texts in enumerate(cells, start=done):
                place, group = places[number % 100], number // 1_000
                name = place.name.replace(",", "")
                file.write(
                    f"{years[number // 100 % 10]},Reporting year,Local authority,E92000001,England,"
                    f"{place.region_code},South East,{place.dfe_code},{name},"
                    f"{place.code},Aged {group % 8},Activity {group // 8},{','.join(texts)}\n"
                )
            done += size


def run(reader: str, path: Path) -> None:
    """Read the file in one of the ways, and say how long it took and how much memory it held."""
    if reader == "import":
        _import(path)
        return
    if reader == "pyarrow":
        import pyarrow as pa
        from pyarrow import csv

        start = _now()
        names = csv.open_csv(path).schema.names
        texts = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
        held = csv.read_csv(path, convert_options=texts)
    elif reader == "polars":
        import polars

        start = _now()
        held = polars.read_csv(path, infer_schema=False)
    else:
        import duckdb

        start = _now()
        held = duckdb.sql(f"select * from read_csv('{path}', all_varchar=true)").to_arrow_table()
    _say(start)
    assert held is not None


def _import(path: Path) -> None:
    import pyarrow.csv  # noqa: F401  What the others load before they start, it loads too.

    from mscp_analysis.publishers import import_releases

    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        published = Path(folder) / "published"
        published.mkdir()
        shutil.copy(areas.data_folder() / "published" / "areas.csv", published)
        start = _now()
        import_releases(path, folder)
        _say(start)


def _now() -> tuple[float, float]:
    """Time on the clock and time of the processors, which other work does not lengthen as much."""
    return time.perf_counter(), time.process_time()


def _say(start: tuple[float, float]) -> None:
    passed = (end - begin for begin, end in zip(start, _now(), strict=True))
    print(*passed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Print the best of each, and what the import takes beside the fastest of the others."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    parser.add_argument("--reader", choices=READERS)
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    if asked.reader:
        run(asked.reader, asked.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "release.csv"
        write(path, asked.rows)
        print(f"{asked.rows:,} rows, 30 columns, {path.stat().st_size / 1e6:,.0f} MB")
        best: dict[str, float] = {}
        work: dict[str, float] = {}
        most: dict[str, float] = {}
        for _ in range(RUNS):
            for reader in READERS:
                command = [sys.executable, __file__, "--reader", reader, "--file", str(path)]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode:
                    print(f"{reader}: {done.stderr.strip().splitlines()[-1]}")
                    continue
                seconds, worked, memory = map(float, done.stdout.split())
                best[reader] = min(seconds, best.get(reader, seconds))
                work[reader] = min(worked, work.get(reader, worked))
                most[reader] = max(memory, most.get(reader, memory))
    for reader, seconds in best.items():
        of = f"of the processors {work[reader]:6.2f} s"
        print(f"{reader:8} {seconds:6.2f} s, {of}, at most {most[reader]:6,.0f} MB")
    for what, taken in (("time", best), ("time of the processors", work)):
        fastest = min(taken[reader] for reader in taken if reader != "import")
        print(f"import takes {taken['import'] / fastest:.2f} times the {what} of the fastest")


if __name__ == "__main__":
    main()
