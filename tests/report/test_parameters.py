"""What a report can be asked for, and what is refused before anything runs."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from mscp_analysis.report import chapters, parameters

SHIPPED = Path(__file__).parents[2] / "data"


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder with one partnership and no published table."""
    folder = tmp_path / "partnerships" / "medway"
    folder.mkdir(parents=True)
    facts = "name: Medway Partnership\nshort_name: MP\narea_code: E06000035\n"
    (folder / "partnership.yaml").write_text(facts)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    return tmp_path


def test_defaults_are_read_from_the_notebook(notebook):
    assert chapters.declared(notebook("plain")) == {
        "year": "2023-24",
        "area": "E06000035",
        "known_at": None,
    }


@pytest.mark.parametrize("year", ["2023-25", "23-24", "last year", "", "2024-2023"])
def test_badly_written_year_is_refused(year):
    with pytest.raises(ValueError, match="is not a reporting year"):
        parameters.request(year, area="Medway")


@pytest.mark.parametrize("known_at", ["autumn 2023", "2023-13-01", "01/12/2023", ""])
def test_badly_written_date_is_refused(known_at):
    with pytest.raises(ValueError, match="write it as 2024-12-01"):
        parameters.request("2023-24", area="Medway", known_at=known_at)


def test_date_still_to_come_is_refused():
    today = date.today()
    assert parameters.request("2023-24", area="Medway", known_at=str(today)).known_at == today
    with pytest.raises(ValueError, match=r"is still to come: .* today or an earlier day"):
        parameters.request("2023-24", area="Medway", known_at=str(today + timedelta(days=1)))


def test_partnership_and_area_exclude_each_other():
    for given in ({}, {"partnership": "medway", "area": "Medway"}):
        with pytest.raises(ValueError, match="a partnership or an area, and not both"):
            parameters.request("2023-24", **given)


def test_unknown_partnership_is_told_with_the_nearest_names(data):
    with pytest.raises(LookupError, match=r"no partnership 'medwya': did you mean medway\?"):
        parameters.request("2023-24", partnership="medwya")
    with pytest.raises(LookupError, match=r"no partnership '\.\./medway'"):
        parameters.request("2023-24", partnership="../medway")


@pytest.mark.parametrize(
    "text", ["name: Medway\n", "- a\n- b\n", "name: a\nshortname: b\narea_code: c\n"]
)
def test_partnership_that_lacks_something_is_refused(data, text):
    (data / "partnerships" / "medway" / "partnership.yaml").write_text(text)
    with pytest.raises(ValueError, match="must say area_code, name, short_name; it says"):
        parameters.read_partnership("medway")


@pytest.mark.parametrize(
    ("year", "area", "folder"),
    [
        ("2023-24", "Telford and Wrekin", "telford-and-wrekin"),
        ("2023/24", "E06000035", "medway"),
        ("2017_18", "Northamptonshire", "northamptonshire"),
    ],
)
def test_authority_can_be_named_or_coded(year, area, folder):
    asked = parameters.request(year, area=area, known_at="2024-12-01")
    assert asked.folder == folder
    assert asked.parameters["known_at"] == "2024-12-01"
    assert asked.parameters["area"].startswith("E")


def test_partnership_stands_for_its_authority():
    asked = parameters.request("2024", partnership="medway")
    assert asked.name == "Medway Safeguarding Children Partnership"
    assert asked.parameters == {"year": "2023-24", "area": "E06000035", "known_at": None}


@pytest.mark.parametrize("area", ["Medway", "E06000035", "887", "the Medway Council"])
def test_authority_of_a_partnership_that_is_held_means_the_partnership(area):
    meant = parameters.request("2023-24", partnership="medway")
    assert parameters.request("2023-24", area=area) == meant


def test_partnership_is_found_by_its_authority_and_not_by_the_name_of_its_folder(data):
    (data / "partnerships" / "medway").rename(data / "partnerships" / "mscp")
    shutil.copytree(SHIPPED / "published", data / "published")
    asked = parameters.request("2023-24", area="Medway")
    assert (asked.name, asked.folder) == ("Medway Partnership", "mscp")


def test_report_as_known_then_has_a_place_beside_the_latest():
    latest = parameters.request("2023-24", area="Kent")
    then = parameters.request("2023-24", area="Kent", known_at="2024-12-01")
    assert latest.place == Path("kent/2023-24")
    assert then.place == Path("kent/2023-24-known-at-2024-12-01")


@pytest.mark.parametrize(
    ("area", "sentence"),
    [
        ("Medwya", "Medway"),
        ("South East", "South East is a region: a report is about an authority"),
        ("England", "England is a country"),
        ("Northamptonshire", "did not exist on 31 March 2024, .* closed on 31 March 2021"),
    ],
)
def test_what_is_no_authority_of_the_year_is_refused(area, sentence):
    with pytest.raises(LookupError, match=sentence):
        parameters.request("2023-24", area=area)


@pytest.mark.parametrize("year", ["2030-31", "2010-11"])
def test_year_without_figures_is_refused_with_the_years_there_are(year):
    with pytest.raises(LookupError, match=r"no figures of \d{4}-\d\d: .* from 20\d\d-\d\d to 20"):
        parameters.request(year, partnership="medway")
