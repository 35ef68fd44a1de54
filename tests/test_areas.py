"""Areas are found however they are written, exist when they existed, and have their neighbours."""

from __future__ import annotations

import pytest

from mscp_analysis import areas
from mscp_analysis.periods import ReportingYear


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Medway", "E06000035"),
        ("  medway council ", "E06000035"),
        ("E06000035", "E06000035"),
        ("e06000035", "E06000035"),
        ("887", "E06000035"),
        (887, "E06000035"),
        ("Bedford Borough", "E06000055"),
        ("Durham", "E06000047"),
        ("Durham County Council", "E06000047"),
        ("Herefordshire", "E06000019"),
        ("Herefordshire, County of", "E06000019"),
        ("Kingston Upon Hull, City of", "E06000010"),
        ("kingston upon hull", "E06000010"),
        ("Bristol, City of", "E06000023"),
        ("Bristol City Council", "E06000023"),
        ("City of Bristol", "E06000023"),
        ("St Helens", "E08000013"),
        ("St. Helens", "E08000013"),
        ("Isles Of Scilly", "E06000053"),
        ("Bournemouth, Christchurch & Poole", "E06000058"),
        ("Bournemouth Christchurch and Poole", "E06000058"),
        ("London Borough of Camden", "E09000007"),
        ("Telford & Wrekin", "E06000020"),
        ("Southend on Sea", "E06000033"),
        ("Yorkshire and The Humber", "E12000003"),
        ("Yorkshire and the Humber", "E12000003"),
        ("YORKSHIRE & HUMBER", "E12000003"),
        ("London", "E12000007"),
        ("City of London", "E09000001"),
        ("England", "E92000001"),
    ],
)
def test_found_however_it_is_written(written: str | int, code: str) -> None:
    assert areas.find(written).code == code


@pytest.mark.parametrize(
    ("superseded", "code", "name"),
    [
        ("E10000023", "E06000065", "North Yorkshire"),
        ("E10000027", "E06000066", "Somerset"),
        ("E10000002", "E06000060", "Buckinghamshire"),
        ("E08000020", "E08000037", "Gateshead"),
        ("E06000048", "E06000057", "Northumberland"),
    ],
)
def test_superseded_code_is_the_same_territory(superseded: str, code: str, name: str) -> None:
    assert (areas.find(superseded).code, areas.find(superseded).name) == (code, name)
    # The code changed in the year; the authority was there before and after.
    assert areas.find(code).is_open_in("2012-13")
    assert areas.find(code).is_open_in("2023-24")


def test_the_two_dorsets_are_two_territories() -> None:
    county, authority = areas.find("E10000009"), areas.find("Dorset")
    assert authority.code == "E06000059"
    assert (county.code, county.dfe_code, county.name) == (
        *("E10000009", "835"),
        "Dorset (former county)",
    )
    assert (county.is_open_in("2018-19"), authority.is_open_in("2018-19")) == (True, False)
    assert (county.is_open_in("2019-20"), authority.is_open_in("2019-20")) == (False, True)


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("Medwey", "Medway"),
        ("Telford and Wreckin", "Telford and Wrekin"),
        ("Gatehead", "Gateshead"),
    ],
)
def test_unknown_name_tells_the_nearest(written: str, nearest: str) -> None:
    with pytest.raises(LookupError, match=f"no area '{written}'.*nearest names are.*{nearest}"):
        areas.find(written)


@pytest.mark.parametrize("written", ["", "qqqqqqqqqqqq", "E99999999", "12"])
def test_what_is_like_no_name_is_refused(written: str) -> None:
    with pytest.raises(LookupError, match="There is no area"):
        areas.find(written)


# Counts of upper-tier authorities: 152 until Bournemouth, Christchurch and Poole joined in 2019,
# one more when Northamptonshire was divided in 2021 and Cumbria in 2023.
@pytest.mark.parametrize(
    ("year", "number"),
    [
        *(("2012-13", 152), ("2018-19", 152), ("2019-20", 151), ("2020-21", 151)),
        *(("2021-22", 152), ("2022-23", 152), ("2023-24", 153), ("2024-25", 153)),
    ],
)
def test_authorities_that_existed(year: str, number: int) -> None:
    found = areas.authorities(ReportingYear.parse(year))
    assert len(found) == len({area.code for area in found}) == number
    assert all(area.kind == "authority" for area in found)


def test_regions_are_nine_and_inner_and_outer_london_are_parts_of_one() -> None:
    assert [area.code for area in areas.regions()] == [f"E1200000{i}" for i in range(1, 10)]
    for part in ("Inner London", "Outer London"):
        assert areas.find(part).kind == "part of region"
        assert areas.find(part).region_code == areas.find("London").code
    assert {area.region_code for area in areas.authorities("2023-24")} == {
        area.code for area in areas.regions()
    }


# Department for Education, lists of April 2021 and May 2025; the first are the ten neighbours
# that the partnership's printed report for 2023-24 names.
BEFORE = [
    *("Swindon", "Telford and Wrekin", "Dudley", "Southend-on-Sea", "Kent", "Thurrock"),
    *("West Northamptonshire", "Rotherham", "Havering", "North Northamptonshire"),
]
AFTER = [
    *("Swindon", "Dudley", "Kent", "Bexley", "Norfolk", "Suffolk", "Thurrock"),
    *("Nottinghamshire", "Bury", "Wakefield"),
]


@pytest.mark.parametrize(
    ("year", "model", "names"),
    [
        ("2023-24", None, BEFORE),
        ("2024-25", None, BEFORE),
        ("2025-26", None, AFTER),
        ("2023-24", "May 2025", AFTER),
        ("2025-26", "April 2021", BEFORE),
    ],
)
def test_neighbours_are_of_the_list_that_serves_the_year(
    year: str, model: str | None, names: list[str]
) -> None:
    near = areas.neighbours("Medway", year, model)
    assert [each.name for each in near] == names
    assert [each.rank for each in near] == list(range(1, 11))
    assert {each.closeness for each in near} <= {
        *("extremely close", "very close", "close", "somewhat close", "not close")
    }


def test_neighbours_that_did_not_exist_yet_can_be_told() -> None:
    near = areas.neighbours("Medway", "2020-21")
    missing = [each.name for each in near if not each.is_open_in("2020-21")]
    assert missing == ["West Northamptonshire", "North Northamptonshire"]
    assert all(each.is_open_in("2021-22") for each in near)


@pytest.mark.parametrize("year", ["2021-22", "2022-23", "2023-24", "2024-25", "2025-26"])
def test_every_authority_has_ten_but_those_founded_after_the_list(year: str) -> None:
    without = set()
    for area in areas.authorities(year):
        try:
            assert len({each.code for each in areas.neighbours(area, year)} - {area.code}) == 10
        except LookupError:
            without.add(area.name)
    founded = {"Cumberland", "Westmorland and Furness"}
    assert without == (founded if year in {"2023-24", "2024-25"} else set())


@pytest.mark.parametrize(
    ("area", "year", "said"),
    [
        ("Northamptonshire", "2023-24", "was abolished on 31 March 2021"),
        (
            "E10000009",
            "2018-19",
            r"leaves out Dorset \(former county\), which was abolished on 31 March 2019",
        ),
        ("Cumberland", "2023-24", "April 2021 list .* Cumberland, which opened on 1 April 2023"),
        ("Cumberland", "2022-23", "no neighbours in 2022-23: it opened on 1 April 2023"),
        ("South East", "2023-24", "not an authority"),
        ("England", "2023-24", "not an authority"),
    ],
)
def test_who_has_no_neighbours_is_told_why(area: str, year: str, said: str) -> None:
    with pytest.raises(LookupError, match=said):
        areas.neighbours(area, year)


def test_unknown_list_tells_which_there_are() -> None:
    with pytest.raises(LookupError, match=r"April 2021.*May 2025"):
        areas.neighbours("Medway", "2023-24", "2019")


def test_without_the_tables_the_error_says_what_to_do(monkeypatch, tmp_path) -> None:
    (tmp_path / "published").mkdir()
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    with pytest.raises(LookupError, match=r"areas\.csv is missing: make it with `mscp import`"):
        areas.find("Medway")


def test_a_folder_of_partnerships_alone_has_the_projects_figures(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    assert areas.find("Medway").code == "E06000035"
    assert areas.partnership_of("Medway") is None


def test_a_mistyped_data_folder_is_no_empty_one(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("MSCP_DATA", str(tmp_path / "partnerhsips"))
    with pytest.raises(LookupError, match="There is no data folder"):
        areas.partnership_of("Medway")
