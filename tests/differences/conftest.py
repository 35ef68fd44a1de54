"""Pairs of reports: made-up ones of a few lines, and Medway's as then known and as known now."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from mscp_analysis.measures import Fact
from mscp_analysis.report import chapters, ledger
from mscp_analysis.report.differences import built, publish
from mscp_analysis.report.pages.reading import read_back
from mscp_analysis.sources import Source

PLANS = Source("Department for Education", "Children in need", "cin-2023", "2023-10")
REGISTER = Source("Medway SCP", "Register of training", "training-2022-23", "2023-07-01")
OWN = Source("Medway SCP", "Child deaths", "local-child_deaths-2023-07-01", "2023-07-01")
COVER = (
    "<dl><div><dt>Area</dt><dd>Medway</dd></div><div><dt>Status</dt><dd>{status}</dd></div></dl>"
)


def fact(value: float | None, source: Source = PLANS, **said: Any) -> Fact:
    """A figure of Medway."""
    about: dict[str, Any] = {"measure": "child_protection_plans.at_31_march", "title": "Plans"}
    about |= {"unit": "children", "decimals": 0, "period": "2022-23", "timing": "snapshot"}
    about |= {"area_code": "E06000035", "area": "Medway", "status": "final"}
    about |= {"release": source.release, "as_of": source.published, "sources": (source,)}
    return Fact(value=value, **about | {"marker": "" if value is not None else "c"} | said)


def chapter(*shown: Any, title: str = "Plans", section: str = "How many") -> nbformat.NotebookNode:
    """A chapter that shows these, words as markdown, and each anything else as its output."""
    cells = [nbformat.v4.new_markdown_cell(f"# {title}\n\n## {section}")]
    for each in shown:
        if isinstance(each, str):
            cells.append(nbformat.v4.new_markdown_cell(each))
            continue
        data, metadata = each if isinstance(each, tuple) else each._repr_mimebundle_()
        output = nbformat.v4.new_output("display_data", data=data, metadata=metadata)
        cells.append(nbformat.v4.new_code_cell("shown", outputs=[output]))
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    return nbformat.v4.new_notebook(cells=cells)


Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a report of these chapters into a folder, as a build leaves it."""

    def made(
        name: str,
        told: Sequence[nbformat.NotebookNode],
        inputs: Mapping[str, str] | None = None,
        status: str = "Draft",
        **asked: Any,
    ) -> Path:
        folder = tmp_path / name
        (folder / "notebooks").mkdir(parents=True)
        by_name = {f"{place:02}_chapter.ipynb": each for place, each in enumerate(told, 1)}
        for file, each in by_name.items():
            nbformat.write(each, folder / "notebooks" / file)
        facts = {file: list(chapters.facts(each)) for file, each in by_name.items()}
        rows = ledger.rows(facts, read_back(""))
        (folder / "ledger.csv").write_text(ledger.as_csv(rows), encoding="utf-8")
        (folder / "index.html").write_text(COVER.format(status=status), encoding="utf-8")
        given = {"area": "E06000035", "year": "2022-23", "known_at": None} | asked
        record = {"parameters": given, "name": "Medway SCP", "inputs": dict(inputs or {})}
        (folder / "build.json").write_text(json.dumps(record), encoding="utf-8")
        return folder

    return made


class Published:
    """The page of differences and the list of numbers beside it."""

    def __init__(self, page: Path, old: built.Built, new: built.Built) -> None:
        self.old, self.new = old, new
        self.html = page.read_text(encoding="utf-8")
        self.csv = pd.read_csv(page.with_suffix(".csv"), dtype=str, keep_default_na=False)
        self.page = page


@pytest.fixture
def compare(tmp_path: Path) -> Callable[[Path, Path], Published]:
    """Compare the reports of two folders."""

    def compared(old: Path, new: Path) -> Published:
        out = tmp_path / f"{old.name}-{new.name}.html"
        both = built.read(old), built.read(new)
        return Published(publish(*both, out), *both)

    return compared


@pytest.fixture(scope="session")
def medway(tmp_path_factory: pytest.TempPathFactory, whole: Callable[..., Path]) -> Published:
    """Medway's 2022-23 as known at the end of October 2023, and as known now: one chapter."""
    asked = "medway", "2022-23", "01_"
    both = built.read(whole(*asked, known_at="2023-10-31")), built.read(whole(*asked))
    return Published(publish(*both, tmp_path_factory.mktemp("medway") / "differences.html"), *both)
