"""Draw everything that is made up about Exampleshire, the same each time.

Run as ``python data/partnerships/exampleshire/generator``, with another folder behind it to write
there. Each module beside this one that has a function ``registers(year, draw)`` gives the
registers of a year: a frame for each name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import published

YEARS = ("2021-22", "2022-23", "2023-24", "2024-25")
HERE = Path(__file__).resolve().parent


def files() -> Iterator[tuple[str, bytes]]:
    """Name and content of each file, within the partnership's folder."""
    for name, content in published.files(published.stream()).items():
        yield f"published/{name}", content
    names = sorted(path.stem for path in HERE.glob("*.py") if path.stem != "__main__")
    for name in names:
        module = import_module(name)
        for year in YEARS if hasattr(module, "registers") else ():
            draw = published.stream(name, year)
            for register, frame in module.registers(year, draw).items():
                text = frame.to_csv(index=False, lineterminator="\n")
                yield f"{year}/{register}.csv", text.encode("utf-8")


def write(out: Path) -> None:
    """Write every file below a folder.

    Raises
    ------
    ValueError
        If two modules give one file.
    """
    written = set()
    for name, content in files():
        if name in written:
            raise ValueError(f"{name}: two modules of {HERE} give this file; name one otherwise.")
        written.add(name)
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent)
