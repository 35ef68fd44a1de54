"""The real chapters, built for every authority and year, and read back."""

from __future__ import annotations

import csv
from pathlib import Path

import nbformat
import pytest

from mscp_analysis import areas
from mscp_analysis.report import chapters, ledger, parameters
from mscp_analysis.report.build import build
from mscp_analysis.report.fingerprints import files_of
from mscp_analysis.report.reading import read_back

LATEST_POPULATION = "65,046"
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
    assert year != "2022-23" or f">{LATEST_POPULATION}</data>" in html


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
    [("2023-12-01", "65,289"), ("2024-12-01", "64,955")],
)
def test_population_is_the_one_known_at_the_date(known_at, population, tmp_path, here):
    page = built(tmp_path, year="2022-23", partnership="medway", known_at=known_at)
    html = check(page)
    assert f">{population}</data>" in html


def test_chapters_run_anew_give_the_same_bytes_as_those_that_are_kept(tmp_path):
    asked = parameters.request("2023-24", partnership="medway")
    for folder, fresh in (("kept", False), ("anew", True)):
        build(asked, tmp_path / folder, fresh=fresh)
    one, two = (
        {path.relative_to(folder): path.read_bytes() for path in files_of(folder)}
        for folder in (tmp_path / "kept", tmp_path / "anew")
    )
    assert one == two


def shows(html: str, facts: list[dict]) -> nbformat.NotebookNode:
    """A chapter of which one cell shows a table."""
    about = {"mscp": {"kind": "table", "facts": facts}}
    shown = nbformat.v4.new_output("display_data", {"text/html": html}, metadata=about)
    cell = nbformat.v4.new_code_cell("show(table)", outputs=[shown])
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Plans"), cell])


@pytest.mark.parametrize(
    ("caption", "sources", "wrong"),
    [
        ("", ["DfE"], "without a caption"),
        ('<caption id="t"> </caption>', ["DfE"], "without a caption"),
        ("<caption><b></b></caption>", ["DfE"], "without a caption"),
        ("<caption>Plans</caption>", [], r"a figure of no source \(Plans, number\)"),
    ],
)
def test_table_without_its_caption_or_source_stops_the_build(caption, sources, wrong):
    fact = {"title": "Plans, number", "value": 4.0, "sources": sources}
    with pytest.raises(ValueError, match=rf"^01_plans.ipynb, cell 2 shows a table.*{wrong}"):
        chapters.check_outputs("01_plans.ipynb", shows(f"<table>{caption}</table>", [fact]))


def test_a_figure_that_nobody_gave_needs_no_source_and_a_caption_may_be_marked_up():
    gone = {"title": "Plans, number", "value": None, "sources": []}
    html = "<table><caption><time>2023-24</time></caption></table>"
    chapters.check_outputs("01_plans.ipynb", shows(html, [gone]))
