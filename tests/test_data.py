"""Tables are loaded checked, as known at a date, and never filled where a number is withheld."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from mscp_analysis import areas, data
from mscp_analysis.periods import last_day
from mscp_analysis.publishers import catalogue

PUBLISHED = areas.data_folder() / "published"
HEADING = "release,period,area_code,measure,value,marker"


REGISTER = yaml.safe_load((PUBLISHED.parent / "rules" / "releases.yaml").read_text("utf-8"))
RELEASED = {
    name: str(said["published"])
    for name, said in REGISTER["releases"].items()
    if "published" in said
}


@pytest.fixture
def table(tmp_path: Path, monkeypatch):
    """Write a small table of populations and its description, and read the project's areas."""
    folder = tmp_path / "published"
    folder.mkdir()
    for name in ("areas.csv", "areas.resource.yaml"):
        shutil.copy(PUBLISHED / name, folder)
    about = yaml.safe_load((PUBLISHED / "population.resource.yaml").read_text())
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))

    def write(*lines: str, heading: str = HEADING) -> Path:
        text = "\n".join([heading, *lines, ""])
        (folder / "population.csv").write_text(text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        described = yaml.safe_dump({**about, "hash": f"sha256:{digest}"})
        (folder / "population.resource.yaml").write_text(described)
        return folder / "population.csv"

    return write


# Medway's children at mid-2022, as the looked-after releases of 2023 and 2024 and the children in
# need release of 2025 printed them.
@pytest.mark.parametrize(
    ("known_at", "children"),
    [
        ("2023-11-30", 65_289),
        ("2024-11-29", 65_289),
        ("2024-11-30", 64_955),
        (date(2025, 10, 30), 64_955),
        ("2025-10-31", 65_046),
        (None, 65_046),
    ],
)
def test_the_same_figure_as_known_at_three_times(known_at, children: int) -> None:
    fact = data.load("population", known_at).children.at("mid-2022", "Medway")
    assert fact.value == children
    assert fact.status == ("final" if children == 65_289 else "revised")


# Department for Education, looked after releases 2022, 2023 and 2024: Medway.
@pytest.mark.parametrize(
    ("known_at", "year", "count", "rate", "people"),
    [
        ("2022-12-31", "2021-22", 443, 69, 63_760),
        ("2023-12-31", "2021-22", 444, 70, 63_817),
        ("2023-12-31", "2022-23", 465, 71, 65_289),
        ("2024-12-31", "2022-23", 466, 72, 64_955),
        ("2024-12-31", "2023-24", 476, 71, 66_687),
        (None, "2017-18", 414, 65, 63_943),
    ],
)
def test_looked_after_as_printed(known_at, year, count, rate, people) -> None:
    found = data.load("children_looked_after", known_at)
    assert found.at_31_march.at(year, "Medway").value == count
    assert found.at_31_march_rate.at(year, "Medway").value == rate
    assert found.population.at(year, "Medway").value == people


def test_plans_at_31_march_as_printed() -> None:
    plans = data.load("child_protection_plans").at_31_march.of("Medway")
    printed = [200, 358, 475, 539, 313, 344, 355, 463, 134, 219, 288, 281, 299]
    assert plans["value"].tolist() == printed
    assert plans["period"].iloc[[0, -1]].tolist() == ["2012-13", "2024-25"]


def test_count_and_population_stand_side_by_side() -> None:
    known = data.load("child_protection_plans", known_at="2024-12-31")
    count, people = known.at_31_march.rows, known.population.rows
    both = count.merge(people, on=["period", "area_code"], suffixes=("", "_of"))
    assert len(both) == len(count) == len(people)
    for column in ("population_period", "population_release"):
        assert (both[column] == both[f"{column}_of"]).all()
    row = both[(both["area_code"] == "E06000035") & (both["period"] == "2023-24")].iloc[0]
    assert (row["value"], row["value_of"]) == (281, 66_687)
    assert (row["population_period"], row["population_release"]) == ("mid-2023", "cin-2024")
    assert (row["release"], row["release_of"]) == ("cin-2024", "cin-2024")


@pytest.mark.parametrize(
    ("known_at", "year", "people", "mid_year", "release"),
    [
        ("2022-10-31", "2020-21", 65_441, "mid-2020", "cin-2022"),
        ("2022-10-31", "2021-22", 65_441, "mid-2020", "cin-2022"),
        ("2023-10-31", "2022-23", 63_817, "mid-2021", "cin-2023"),
        ("2024-10-31", "2022-23", 64_955, "mid-2022", "cin-2024"),
        (None, "2022-23", 65_046, "mid-2022", "cin-2025"),
    ],
)
def test_population_is_the_one_that_the_release_divided_by(
    known_at, year, people, mid_year, release
) -> None:
    rows = data.load("child_protection_plans", known_at).population.of("Medway")
    row = rows[rows["period"] == year].iloc[0]
    assert row["value"] == people
    assert (row["population_period"], row["population_release"]) == (mid_year, release)


def test_sources_are_those_that_the_rows_came_from() -> None:
    plans = data.load("child_protection_plans", known_at="2024-12-31")
    assert {source.release for source in plans.at_31_march.sources} == {"cin-2024"}
    assert {source.release for source in plans.at_31_march_rate.sources} == {"cin-2022"}
    # Estimates of which only a later copy is held are named by the release that used them.
    assert {source.release for source in plans.population.sources} == {"cla-2023", "cin-2024"}
    source = plans.at_31_march.sources[0]
    assert source.citation == "Department for Education, Children in need, reporting year 2024 " + (
        "(October 2024)"
    )
    assert source.licence == "Open Government Licence v3.0"
    assert len(source.sha256) == 64


def test_every_table_loads_and_every_measure_has_its_meaning() -> None:
    assert len(data.tables()) == 8
    for name in data.tables():
        for key, measure in data.load(name).items():
            assert measure.name == f"{name}.{key}"
            assert measure.title
            assert measure.definition.endswith(".")
            assert measure.sources
            words = f"{measure.title} {measure.definition}".lower().replace("section 47", "")
            assert not any(letter.isdigit() for letter in words)
            assert set(measure.rows["release"]) <= {each.release for each in measure.sources}


def test_factors_are_a_breakdown() -> None:
    found = data.load("assessment_factors", known_at="2024-12-31")
    assert found.assessments_with_factors.at("2023-24", "Medway").value == 4796
    neglect = found.assessments.at("2023-24", "Medway", factor="Neglect")
    parent = found.assessments.at("2023-24", "Medway", factor="Domestic abuse: parent")
    assert (neglect.value, parent.value) == (931, 1526)
    assert found.assessments.at("2023-24", "Medway", factor="Faith-linked abuse").marker == "c"
    assert found.assessments.rows["factor"].nunique() == 39


# What the releases print in place of a number, area by area.
@pytest.mark.parametrize(
    ("table", "measure", "year", "area", "marker"),
    [
        ("children_looked_after", "at_31_march", "2019-20", "Isles of Scilly", "c"),
        ("child_protection_plans", "at_31_march", "2023-24", "City of London", "c"),
        ("children_looked_after", "at_31_march", "2023-24", "Cumbria", "z"),
        ("children_looked_after", "at_31_march", "2022-23", "Cumberland", "z"),
        ("children_looked_after", "population", "2022-23", "Cumberland", "x"),
        ("child_protection_plans", "two_years_or_more", "2023-24", "Medway", "c"),
        ("child_protection_plans", "at_31_march", "2023-24", "Hampshire", "u"),
        ("referrals", "referrals", "2023-24", "Hampshire", "u"),
        ("children_in_need", "at_31_march", "2023-24", "Hampshire", "u"),
    ],
)
def test_withheld_is_not_zero(table, measure, year, area, marker) -> None:
    fact = data.load(table)[measure].at(year, area)
    assert (fact.value, fact.marker) == (None, marker)


@pytest.mark.parametrize("area", ["City of London", "Isles of Scilly"])
def test_the_two_smallest_authorities_say_what_is_withheld(area: str) -> None:
    for name in data.tables():
        for measure in data.load(name).values():
            rows = measure.of(area)
            assert len(rows)
            assert (rows["value"].isna() == (rows["marker"] != "")).all()


def test_a_series_runs_on_through_a_change_of_code() -> None:
    plans = data.load("child_protection_plans").at_31_march
    for name in ("North Yorkshire", "Somerset", "Buckinghamshire", "Gateshead", "Northumberland"):
        assert len(plans.of(name)) == 13
    assert plans.of("E10000009")["period"].tolist()[-1] == "2018-19"
    assert plans.of("Dorset")["period"].tolist()[0] == "2019-20"


def test_nine_regions_make_england_and_london_is_not_counted_twice() -> None:
    for year in ("2012-13", "2024-25"):
        people = data.load("child_protection_plans").population
        regions = sum(people.at(year, area.code).value for area in areas.regions())
        # Regions before the census are rounded to ten, so nine of them may differ by some tens.
        assert regions == pytest.approx(people.at(year, "England").value, abs=50)
        parts = sum(people.at(year, name).value for name in ("Inner London", "Outer London"))
        assert parts == pytest.approx(people.at(year, "London").value, abs=10)


def test_a_newer_marker_stands_before_an_older_number(table) -> None:
    table(
        "cla-2023,mid-2022,E06000035,children,65289,",
        "cla-2024,mid-2022,E06000035,children,,u",
        "cla-2023,mid-2021,E06000035,children,63817,",
    )
    children = data.load("population").children
    assert children.at("mid-2022", "Medway").marker == "u"
    assert children.at("mid-2022", "Medway").status == "revised"
    assert children.at("mid-2021", "Medway").value == 63_817
    assert data.load("population", "2024-01-01").children.at("mid-2022", "Medway").value == 65_289


def test_every_release_of_a_number_side_by_side() -> None:
    history = data.vintages("children_looked_after", "at_31_march").of("Medway")
    year = history[history["period"] == "2022-23"]
    assert year["release"].tolist() == ["cla-2023", "cla-2024"]
    assert year["value"].tolist() == [465, 466]
    assert year["status"].tolist() == ["final", "revised"]
    known = data.vintages("children_looked_after", "at_31_march", "2023-12-31").of("Medway")
    assert set(known["release"]) == {"cla-2022", "cla-2023"}
    with pytest.raises(LookupError, match="first release is known from 30 November 2022"):
        data.vintages("children_looked_after", "at_31_march", "2022-11-29")
    with pytest.raises(LookupError, match="has no measure 'adopted'; it has at_31_march"):
        data.vintages("children_looked_after", "adopted")


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="known_at: 'autumn 2023' is not a date"):
        data.load("population", "autumn 2023")


def test_before_the_first_release_nothing_is_known() -> None:
    with pytest.raises(LookupError, match=r"on 30 October 2022: its first .* 31 October 2022"):
        data.load("population", "2022-10-30")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("populaton", r"did you mean population\?"),
        ("areas", r"There are assessment_factors, child_protection_plans"),
        ("../../etc", "There is no table"),
    ],
)
def test_unknown_table_tells_which_there_are(name: str, said: str) -> None:
    with pytest.raises(LookupError, match=said):
        data.load(name)


def test_a_changed_byte_is_refused_with_both_hashes(table) -> None:
    path = table("cla-2023,mid-2022,E06000035,children,65289,")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_bytes(path.read_bytes().replace(b"65289", b"65288"))
    after = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(ValueError, match=rf"population\.csv.*sha256:{before}.*sha256:{after}"):
        data.load("population")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("cla-2023,mid-2022,E06000035,children,many,", "column 'value': expected a number.*'many'"),
        ("cla-2023,mid-2022,E06000035,children,,", "column 'value'.*came 'neither'"),
        ("cla-2023,mid-2022,E06000035,children,1,c", "column 'value'.*came 'both'"),
        ("cla-2023,mid-2022,E06000035,children,,?", r"column 'marker'.*came '\?'"),
        ("cla-1999,mid-2022,E06000035,children,1,", "column 'release'.*came 'cla-1999'"),
        ("cla-2023,2022,E06000035,children,1,", "column 'period': expected 2023-24"),
        ("cla-2023,mid-2022,E99999999,children,1,", "column 'area_code'.*came 'E99999999'"),
        ("cla-2023,mid-2022,E06000035,adults,1,", "column 'measure'.*came 'adults'"),
        ("cla-2023,mid-2021,E06000035,children,63817,", "expected one row for a number"),
    ],
)
def test_a_bad_cell_is_named(table, line: str, said: str) -> None:
    table("cla-2023,mid-2021,E06000035,children,63817,", line)
    with pytest.raises(ValueError, match=rf"population\.csv, row 3, {said}|row 3.*{said}"):
        data.load("population")


def test_a_table_whose_file_is_gone_is_missing_though_it_is_described(table) -> None:
    table("cin-2025,mid-2023,E06000035,children,67048,").unlink()
    with pytest.raises(LookupError, match=r"is missing, though its description is there"):
        data.load("population")


def test_a_missing_column_is_named(table) -> None:
    heading = HEADING.replace(",marker", ",sign")
    table("cla-2023,mid-2021,E06000035,children,63817,", heading=heading)
    with pytest.raises(ValueError, match="row 1, column 'marker': expected a column of that name"):
        data.load("population")


def test_measures_show_themselves() -> None:
    found = data.load("referrals", known_at="2024-12-31")
    assert repr(found).startswith("<Measures referrals: Referrals to children's social care, as")
    assert "<caption>" in found._repr_html_()
    assert "re_referrals" in dir(found)
    assert dict(found).keys() == set(found)
    with pytest.raises(AttributeError, match="referrals has no measure 'referral'; it has"):
        _ = found.referral
    with pytest.raises(KeyError, match="no measure 'referral'"):
        found["referral"]


@pytest.mark.parametrize("name", ["values", "items", "keys", "get"])
def test_a_measure_with_the_name_of_a_method_is_the_measure(name: str) -> None:
    one = data.load("referrals").referrals
    found = data.Measures("imported", "Imported", {name: one, "number": one})
    assert getattr(found, name) is found[name] is one
    assert name in repr(found)
    assert name in found._repr_html_()
    assert found._ipython_key_completions_() == [name, "number"] == list(found)


def test_a_partnership_that_is_not_held_is_told() -> None:
    found = data.own("Kent", "2023-24")
    assert "Kent, 2023-24: no partnership of Kent is held, so every register is" in repr(found)
    for told in (found.child_deaths, found.child_deaths.deaths):
        assert "Nothing was supplied for 2023-24 on child deaths." in repr(told)
        assert "Nothing was supplied for 2023-24 on child deaths.<" in told._repr_html_()
    assert "keeps nothing of 1999-00" in repr(data.own("Medway", "1999-00"))


def test_the_readme_lists_what_there_is() -> None:
    readme = (PUBLISHED.parent / "README.md").read_text(encoding="utf-8")
    held = {path.name: path.read_bytes() for path in PUBLISHED.glob("*.resource.yaml")}
    assert catalogue.refreshed(readme, held) == readme
    assert "| `referrals` | `re_referrals` |" in readme


@pytest.mark.parametrize("known_at", ["2022-12-31", "2023-10-31", "2024-04-03", "2024-12-31"])
@pytest.mark.parametrize("name", data.tables())
def test_nothing_is_dated_later_than_the_day_at_which_it_is_known(name: str, known_at: str) -> None:
    for measure in data.load(name, known_at).values():
        days = [*measure.rows["as_of"], *(source.published for source in measure.sources)]
        assert max(last_day(day).isoformat() for day in set(days)) <= known_at
        behind = set(measure.rows.get("population_release", [])) - {""}
        assert all(last_day(RELEASED[each]).isoformat() <= known_at for each in behind)
