"""The floors of the library, as the test that holds them says, with what each room is for."""

from __future__ import annotations

import ast
from pathlib import Path

from dictionary import table
from reference import rooms, summary

TEST = Path(__file__).parents[1] / "tests" / "test_project.py"


def floors() -> list[list[str]]:
    """The rooms of each floor, the lowest first.

    Raises
    ------
    LookupError
        If the test does not say them.
    """
    for node in ast.parse(TEST.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "FLOORS":
            return [sorted(floor) for floor in ast.literal_eval(node.value)]
    raise LookupError(f"{TEST} has no FLOORS.")


def write(path: Path) -> None:
    """Write the floors as a table, the highest first.

    Parameters
    ----------
    path : pathlib.Path
    """
    known = rooms()
    rows = [
        [number, f"[`{name}`](reference/{name}.rst)", summary(known[name])]
        for number, names in reversed(list(enumerate(floors(), 1)))
        for name in names
        if name in known
    ]
    path.write_text(table(["floor", "room", "what it is for"], rows) + "\n", "utf-8")
