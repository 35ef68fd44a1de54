"""Reports of tiny fixture notebooks, one a situation, on an authority that needs no tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mscp_analysis.areas import Area
from mscp_analysis.periods import ReportingYear
from mscp_analysis.report.build import build
from mscp_analysis.report.parameters import Request

NOTEBOOKS = Path(__file__).parent / "notebooks"
MEDWAY = Area("E06000035", "Medway", "authority", "E12000008", "887", None, None)


@pytest.fixture(scope="session")
def notebook() -> Callable[[str], Path]:
    """The fixture notebook of that name."""
    return lambda name: NOTEBOOKS / f"{name}.ipynb"


@pytest.fixture(scope="session")
def asked() -> Request:
    return Request(
        year=ReportingYear.parse("2022-23"),
        area=MEDWAY,
        known_at=None,
        name="Medway Safeguarding Children Partnership",
        folder="medway",
    )


@pytest.fixture
def build_of(asked, notebook, tmp_path: Path) -> Callable[..., Path]:
    """Build the fixture notebooks of these names into ``tmp_path / "2022-23"``."""

    def built(*names: str) -> Path:
        return build(asked, tmp_path / "2022-23", [notebook(name) for name in names])

    return built


@pytest.fixture(scope="session")
def built(asked, notebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a report of two chapters; only to be read."""
    out = tmp_path_factory.mktemp("reports") / "medway" / "2022-23"
    build(asked, out, [notebook("plain"), notebook("second")])
    return out
