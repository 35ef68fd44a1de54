"""Reports of one small chapter, which fails or waits for whom it is told to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from mscp_analysis.report.kept import cache

AREAS = "Kent,Leeds,Devon"
NAMES = [f"{name}/2023-24" for name in ("kent", "leeds", "devon")]
_SETUP = """
fact = {"key": "f1", "measure": "plans", "title": "Plans", "area": area, "period": year}
fact |= {"value": 44.2772, "shown": "44.3", "unit": "per 10,000 children", "as_of": "2024-10"}
fact |= {"area_code": area, "release": "cin-2024", "status": "final", "sources": ["DfE (2024)"]}
facts = {"mscp": {"kind": "sentence", "facts": [fact]}}
number = '<data value="44.2772" data-fact="f1">44.3</data>'
"""
_SHOWN = """
from IPython.display import publish_display_data
html = f'<p>In the <time datetime="2024">year</time> the rate was {number}.</p>'
publish_display_data({"text/html": html, "text/plain": "The rate."}, metadata=facts)
"""


@pytest.fixture
def chapter(tmp_path: Path) -> Callable[..., Path]:
    """Write a chapter in whose setup some further code runs."""

    def written(further: str = "") -> Path:
        first = nbformat.v4.new_code_cell('year = "2023-24"\narea = "E06000035"\nknown_at = None')
        first.metadata.tags = ["parameters"]
        setup = nbformat.v4.new_code_cell(_SETUP + further)
        setup.metadata.tags = ["setup"]
        cells = [nbformat.v4.new_markdown_cell("# Plans"), first, setup]
        cells += [nbformat.v4.new_markdown_cell("## Rate"), nbformat.v4.new_code_cell(_SHOWN)]
        for number, cell in enumerate(cells):
            cell.id = f"cell-{number}"
        path = tmp_path / "01_plans.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
        return path

    return written


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds what another has built."""
    monkeypatch.setenv(cache.NAMED, str(tmp_path / "kept"))


def files(folder: Path) -> dict[str, bytes]:
    """Every file of the reports in a folder, without their lists."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.parent != folder)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
