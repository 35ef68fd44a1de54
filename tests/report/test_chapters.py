"""The real chapters, built for every authority and year, and read back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mscp_analysis import areas
from mscp_analysis.report import chapters, ledger, parameters
from mscp_analysis.report.build import build
from mscp_analysis.report.reading import read_back

YEARS = [f"{year}-{(year + 1) % 100:02d}" for year in range(2018, 2024)]


def built(folder: Path, **asked) -> Path:
    """The page of a report; building it refuses a warning, a fault and a loose digit."""
    return build(parameters.request(**asked), folder / "report")


def check(page: Path) -> str:
    html = page.read_text(encoding="utf-8")
    seen = read_back(html)
    with page.with_name("ledger.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert ledger.faults(seen, rows) == []
    assert len(seen.numbers) >= 20
    assert all(number.key for number in seen.numbers)
    return html


@pytest.mark.parametrize("year", YEARS)
def test_report_of_every_year_of_medway(year, tmp_path, here):
    html = check(built(tmp_path, year=year, partnership="medway"))
    assert "Medway Safeguarding Children Partnership" in html
    assert f'<time datetime="{int(year[:4]) + 1}">{year}</time>' in html


def with_figures(place, folder: Path, *chapter: str) -> None:
    """Build chapters that tell published figures of each authority, not its registers alone."""
    told = [path for path in chapters.find() if path.name.startswith(chapter)]
    html = check(build(parameters.request(year="2023-24", area=place.code), folder, told))
    assert place.name.replace("'", "&#x27;") in html or place.name in html


@pytest.mark.parametrize("place", areas.authorities("2023-24"), ids=lambda place: place.name)
def test_figures_of_every_authority(place, tmp_path, here):
    with_figures(place, tmp_path / "report", "01_")


@pytest.mark.parametrize("place", areas.authorities("2023-24")[::9], ids=lambda place: place.name)
def test_figures_of_the_further_chapters(place, tmp_path, here):
    with_figures(place, tmp_path / "report", "05_", "06_")


@pytest.mark.parametrize("region", areas.regions(), ids=lambda region: region.name)
def test_whole_report_of_an_authority_without_registers_in_each_region(region, tmp_path, here):
    held = [each for each in areas.authorities("2023-24") if each.region_code == region.code]
    place = held[-1]
    html = check(built(tmp_path, year="2023-24", area=place.code))
    assert html.count('class="absence"') >= 50
    assert place.name.replace("'", "&#x27;") in html or place.name in html


@pytest.mark.parametrize("name", ["City of London", "Isles of Scilly"])
def test_smallest_authorities_say_what_is_withheld(name, tmp_path, here):
    html = check(built(tmp_path, year="2023-24", area=name))
    assert "withheld to protect confidentiality" in html


@pytest.mark.parametrize(
    ("known_at", "population"),
    [("2023-12-01", "65,289"), ("2024-12-01", "64,955"), (None, "65,046")],
)
def test_population_is_the_one_known_at_the_date(known_at, population, tmp_path, here):
    page = built(tmp_path, year="2022-23", partnership="medway", known_at=known_at)
    html = check(page)
    assert f">{population}</data>" in html


def test_same_request_gives_the_same_bytes(tmp_path):
    for folder in ("one", "two"):
        built(tmp_path / folder, year="2023-24", partnership="medway")
    one, two = (
        {path.relative_to(tmp_path / folder): path.read_bytes() for path in files}
        for folder in ("one", "two")
        for files in [[p for p in (tmp_path / folder).rglob("*") if p.is_file()]]
    )
    assert one == two
