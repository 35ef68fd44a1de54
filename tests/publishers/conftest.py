"""Release files in the publisher's layout, written from the shipped table, to be read again."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mscp_analysis import areas

SHARED = Path(os.environ.get("MSCP_SHARED") or Path(__file__).resolve().parents[3] / "shared")
PUBLISHED = areas.data_folder() / "published"

WHENS = {
    "at_31_march": "Children looked after at 31 March each year",
    "starting": "Children starting to be looked after each year",
    "ceasing": "Children ceasing to be looked after each year",
}
HEADING = [
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name"),
    *("region_code", "region_name", "old_la_code", "la_name", "new_la_code"),
    *("population_count", "population_estimate", "number", "rate_per_10000"),
]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The publishers' own files."""
    if not (SHARED / "published").is_dir():
        pytest.skip("the publishers' files are not here; set MSCP_SHARED to the folder of them")
    return SHARED / "published"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that knows the areas and holds no figures."""
    (tmp_path / "data" / "published").mkdir(parents=True)
    for name in ("areas.csv", "areas.resource.yaml"):
        shutil.copy(PUBLISHED / name, tmp_path / "data" / "published")
    return tmp_path / "data"


@pytest.fixture(scope="session")
def looked_after_rows() -> list[dict[str, str]]:
    """The looked-after release of 2024 as the publisher lays it out, from the shipped table."""
    held: dict[tuple[str, str], dict[str, str]] = {}
    with (PUBLISHED / "children_looked_after.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["release"] == "cla-2024":
                key = row["period"], row["area_code"]
                held.setdefault(key, {})[row["measure"]] = row["value"] or row["marker"]
    rows = []
    for (period, code), said in held.items():
        for measure, when in WHENS.items():
            numbers = [said["population"], said[measure], said[f"{measure}_rate"]]
            place = where(areas.find(code))
            year = str(int(period[:4]) + 1)
            cells = [year, "Reporting year", *place, when, *numbers]
            rows.append(dict(zip(HEADING, cells, strict=True)))
    return rows


def where(area: areas.Area) -> list[str]:
    """Level and names of an area as the publisher's columns hold them."""
    country = ["E92000001", "England"]
    if area.kind == "country":
        return ["National", *country, "", "", "", "", ""]
    if area.kind != "authority":
        return ["Regional", *country, area.code, area.name, "", "", ""]
    region = areas.find(area.region_code)
    return [
        *("Local authority", *country, region.code, region.name),
        *(area.dfe_code, area.name, area.code),
    ]


@pytest.fixture
def release(tmp_path: Path, looked_after_rows) -> Callable[..., Path]:
    """Write the release to a file, changed as a test asks."""

    def write(
        name: str = "cla.csv",
        rows: list[dict[str, str]] | None = None,
        heading: list[str] = HEADING,
        names: dict[str, str] | None = None,
        ends: str = "\n",
        encoding: str = "utf-8",
    ) -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, lineterminator=ends)
            writer.writerow([(names or {}).get(column, column) for column in heading])
            for row in looked_after_rows if rows is None else rows:
                writer.writerow([row[column] for column in heading])
        return path

    return write
