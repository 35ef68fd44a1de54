"""The real chapters, built for authorities of every kind and all years, and read back.

``MSCP_EVERY_AUTHORITY=1`` asks for the figures and the whole report of each authority, and for
those of every earlier year, rather than of those below, and for the further chapters of more.
"""

from __future__ import annotations

import csv
import os
from datetime import date
from html import escape
from pathlib import Path

import pandas as pd
import pytest

from mscp_analysis import areas, data
from mscp_analysis.report import chapters, ledger, parameters
from mscp_analysis.report.build import build
from mscp_analysis.report.cover import cover, known
from mscp_analysis.report.files import shown
from mscp_analysis.report.kept.fingerprints import files_of
from mscp_analysis.report.pages import page
from mscp_analysis.report.pages.reading import read_back

LATEST_POPULATION = "65,046"
THIS_YEAR = "2023-24"
EARLIER = [f"{year}-{(year + 1) % 100:02d}" for year in range(2018, 2023)]
SMALLEST = {"City of London", "Isles of Scilly"}
ODD = {"Rutland", "Bristol", "Westminster", "Hampshire", "Herefordshire"}
ORDINARY = {"Kingston upon Hull", "Norfolk", "Sunderland"}
"""Of the regions and ways of marking of which there is none among the others."""
CHAPTERS_TABLES = (
    *("population", "child_protection_plans", "child_protection_plans_starting"),
    *("children_looked_after", "children_in_need", "referrals", "section_47_enquiries"),
    "assessment_factors",
)
EVERY = os.environ.get("MSCP_EVERY_AUTHORITY") == "1"


def is_special(place: areas.Area) -> bool:
    """One whose figures lack what others' have, whose area was another, or with registers."""
    is_new = place.opened is not None and place.opened > date(2013, 3, 31)
    is_odd = place.name in SMALLEST | ODD | ORDINARY
    return is_odd or is_new or areas.partnership_of(place) is not None


def tried() -> list[areas.Area]:
    """All that are special, among them some of each region."""
    return [each for each in areas.authorities(THIS_YEAR) if EVERY or is_special(each)]


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


def check_medways(page: Path, year: str) -> None:
    html = check(page)
    assert "Medway Safeguarding Children Partnership" in html
    assert f'<time datetime="{int(year[:4]) + 1}">{year}</time>' in html
    assert year != "2022-23" or f">{LATEST_POPULATION}</data>" in html


@pytest.mark.parametrize("year", EARLIER)
def test_report_of_every_earlier_year_of_medway(year, tmp_path, here):
    """The first whole, and the last below, as known in its time; of all what is most of figures."""
    is_whole = EVERY or year == EARLIER[0]
    told = [path for path in chapters.find() if path.name.startswith(("00_", "01_"))]
    asked = parameters.request(year, partnership="medway")
    check_medways(build(asked, tmp_path / "report", None if is_whole else told), year)


def test_report_of_this_year_of_medway(whole):
    check_medways(whole("medway", THIS_YEAR) / "index.html", THIS_YEAR)


def test_authorities_of_every_region_and_all_that_are_new_or_small_are_tried():
    """Those that local government's reorganisations since 2013 made, by name."""
    found = tried()
    assert {each.region_code for each in found} == {each.code for each in areas.regions()}
    new = {"Bournemouth, Christchurch and Poole", "Dorset", "North Northamptonshire"}
    new |= {"West Northamptonshire", "Cumberland", "Westmorland and Furness"}
    assert {each.name for each in found} >= SMALLEST | new | {"Medway"}
    assert len(found) == len(areas.authorities(THIS_YEAR)) if EVERY else len(found) >= 17


def test_every_way_in_which_figures_are_marked_is_tried():
    """Which figures are withheld, not available or low, this year and the last, is of 14 kinds."""
    rows = pd.concat(
        measure.rows.assign(measure=f"{table} {name}")
        for table in CHAPTERS_TABLES
        for name, measure in data.load(table).items()
    )
    rows = rows[rows["period"].isin([EARLIER[-1], THIS_YEAR])]
    marked = (rows["measure"] + rows["marker"]).groupby(rows["area_code"]).agg(frozenset)
    kinds = {marked[each.code] for each in areas.authorities(THIS_YEAR)}
    assert len(kinds) >= 14
    assert kinds == {marked[each.code] for each in tried()}


@pytest.mark.parametrize("place", tried(), ids=lambda place: place.name)
def test_figures_of_an_authority(place, protected, ran, monkeypatch):
    """The chapter and its page, run, checked, rendered and read back as by a build.

    Of those that are special; of all of them on request.
    The files beside a page are written for some of them, below.
    """
    monkeypatch.setenv("MSCP_DATA", str(protected(place)))
    (path,) = (each for each in chapters.find() if each.name.startswith("01_"))
    asked = parameters.request(year=THIS_YEAR, area=place.code)
    chapters.check_parameters(path, asked.parameters)
    chapter = ran(path, asked.parameters)
    chapters.check_outputs(path.name, chapter)
    told = {path.name: chapters.normalised(chapter)}
    above = cover(asked, known(asked, told.values()))
    html = page.render(shown.linked(told, shown.read(told)), above)
    seen = read_back(html)
    facts = {path.name: chapters.facts(told[path.name])}
    assert ledger.faults(seen, ledger.rows(facts, seen)) == []
    assert len(seen.numbers) >= 20
    assert all(number.key for number in seen.numbers)
    assert escape(place.name) in html


FURTHER = areas.authorities(THIS_YEAR)[:: 9 if EVERY else 51]


@pytest.mark.parametrize("place", FURTHER, ids=lambda place: place.name)
def test_figures_of_the_further_chapters(place, tmp_path, here):
    """Of three authorities besides those whose whole reports are built below."""
    told = [path for path in chapters.find() if path.name.startswith(("05_", "06_"))]
    asked = parameters.request(year=THIS_YEAR, area=place.code)
    assert escape(place.name) in check(build(asked, tmp_path / "report", told))


def test_a_share_that_is_withheld_is_the_same_printed_and_worked_out(tmp_path, here):
    """One chapter tells it as printed, another works it out: both are withheld."""
    told = [path for path in chapters.find() if path.name.startswith(("00_", "05_"))]
    asked = parameters.request("2023-24", area="City of London")
    assert "Re-referrals" in check(build(asked, tmp_path / "report", told))


WHOLE = [
    each
    for each in areas.authorities(THIS_YEAR)
    if each.name in SMALLEST | {"Westmorland and Furness", "Norfolk"}
    or (EVERY and areas.partnership_of(each) is None)
]
"""The smallest, a new one, of which there are no earlier figures, and one like most others."""


@pytest.mark.parametrize("place", WHOLE, ids=lambda place: place.name)
def test_whole_report_of_an_authority_without_registers(place, tmp_path, here):
    """With all chapters and files; the smallest authorities' say what is withheld."""
    html = check(built(tmp_path, year=THIS_YEAR, area=place.code))
    assert html.count('class="absence"') >= 50
    assert escape(place.name) in html
    assert place.name not in SMALLEST or "withheld to protect confidentiality" in html


def test_four_authorities_of_four_regions_have_their_whole_reports_built():
    assert {each.name for each in WHOLE} >= SMALLEST
    assert len({each.region_code for each in WHOLE}) == (len(areas.regions()) if EVERY else 4)


@pytest.mark.parametrize(
    ("known_at", "population", "told"),
    [("2023-12-01", "65,289", ""), ("2024-12-01", "64,955", "01_")],
    ids=["the whole report", "a chapter"],
)
def test_population_is_the_one_known_at_the_date(known_at, population, told, tmp_path, here):
    asked = parameters.request(year="2022-23", partnership="medway", known_at=known_at)
    some = [path for path in chapters.find() if path.name.startswith(told)]
    html = check(build(asked, tmp_path / "report", some if told else None))
    assert f">{population}</data>" in html


def test_chapters_run_anew_give_the_same_bytes_as_those_that_are_kept(tmp_path):
    """Of two chapters; ``test_bytes`` holds two whole reports run anew against each other."""
    asked = parameters.request(THIS_YEAR, partnership="medway")
    told = [path for path in chapters.find() if path.name.startswith(("02_", "06_"))]
    for folder, fresh in (("kept", False), ("anew", True)):
        build(asked, tmp_path / folder, told, fresh=fresh)
    one, two = (
        {path.relative_to(folder): path.read_bytes() for path in files_of(folder)}
        for folder in (tmp_path / "kept", tmp_path / "anew")
    )
    assert one == two
