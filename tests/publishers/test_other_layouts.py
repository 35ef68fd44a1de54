"""The publications that are not of the statistics service: estimates, codes, neighbours."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from mscp_analysis import areas
from mscp_analysis.publishers import geography, neighbours, statistics
from mscp_analysis.publishers.reading import read


@pytest.fixture
def estimates(tmp_path: Path):
    """A workbook in the layout of the mid-year estimates, with one child an age and area."""

    def write(title: str = "MYE2: Persons, mid-2023", rows: list | None = None, sheet: str = ""):
        book = openpyxl.Workbook()
        book.active.title = sheet or "MYE2 - Persons"
        book.active.append([title])
        book.active.append(["Code", "Name", "Geography", "All ages", *map(str, range(90)), "90+"])
        for code, name in rows or [("E06000035", "Medway"), ("E07000105", "Ashford")]:
            book.active.append([code, name, "Somewhere", 91, *range(91)])
        book.save(tmp_path / "estimates.xlsx")
        return read(tmp_path / "estimates.xlsx")[0]

    return write


def test_children_are_the_ages_0_to_17_of_areas_that_are_known(estimates) -> None:
    rows = statistics.tidy(estimates(), areas.register())
    # 0 + 1 + ... + 17; the district is part of a county and is left out.
    assert [(row.area_code, row.value) for row in rows] == [("E06000035", "153")]
    assert (rows[0].release, rows[0].period) == ("ons-mid-2023", "mid-2023")


def test_only_the_sheet_of_persons_is_read(estimates) -> None:
    assert statistics.is_estimates(estimates())
    assert not statistics.is_estimates(estimates(sheet="MYE2 - Females"))


def test_estimates_of_an_unknown_year_are_refused(estimates) -> None:
    with pytest.raises(LookupError, match=r"estimates\.xlsx: .*'ons' that end with mid-2030"):
        statistics.tidy(estimates("MYE2: Persons, mid-2030"), areas.register())
    with pytest.raises(ValueError, match="expected a title that names the mid-year"):
        statistics.tidy(estimates("MYE2: Persons"), areas.register())


def test_estimates_held_are_those_of_the_workbook(shared) -> None:
    # Office for National Statistics, mid-2023: Medway's ages 0 to 17 sum to 66,687.
    sheets = read(shared / "ons-population" / "mye23tablesew.xlsx")
    sheet = next(each for each in sheets if statistics.is_estimates(each))
    rows = statistics.tidy(sheet, areas.register())
    assert {row.area_code: row.value for row in rows}["E06000035"] == "66687"
    assert len(rows) == 153 + 9 + 1  # authorities, regions and England


@pytest.fixture
def history(tmp_path: Path):
    """A history of codes in the publisher's layout."""

    def write(*lines: str):
        path = tmp_path / "las.csv"
        heading = "new_la_code,la_name,date_of_operation,date_of_termination,"
        heading += "parent_geography_code,entity_code,entity_description,status,old_la_code"
        path.write_text("\n".join([heading, *lines, ""]))
        return read(path)[0]

    return write


def test_an_authority_is_one_under_its_newest_code(history) -> None:
    sheet = history(
        'E06000023,"Bristol, City of",01/01/2009,,E12000009,E06,Unitary,live,801',
        "E10000027,Somerset,01/01/2009,31/03/2023,E12000009,E10,County,terminated,933",
        "E06000066,Somerset,01/04/2023,,E12000009,E06,Unitary,live,933",
        "E10000001,Bedfordshire,01/01/2009,31/03/2009,E12000006,E10,County,terminated,x",
        "E06000061 / E06000062,North / West,01/04/2021,,E12000004,E06,Both,live,940 / 941",
    )
    rows = geography.areas(sheet, [("801", "Bristol City")], {"E12000009": "South West"})
    assert [(row["code"], row["name"], row["aliases"]) for row in rows] == [
        ("E06000023", "Bristol", "Bristol City; Bristol, City of"),
        ("E06000066", "Somerset", ""),
        ("E12000009", "South West", ""),
    ]
    assert (rows[1]["opened"], rows[1]["closed"]) == ("2009-01-01", "")
    assert rows[1]["superseded_codes"] == "E10000027"


def test_a_date_that_is_none_is_refused(history) -> None:
    sheet = history("E06000066,Somerset,Spring 2023,,E12000009,E06,Unitary,live,933")
    with pytest.raises(
        ValueError, match=r"las\.csv, row 2, column 'date_of_operation'.*Spring 2023"
    ):
        geography.areas(sheet, [], {})


@pytest.fixture
def groups(tmp_path: Path):
    """The list of April 2021 in its publisher's layout, from the shipped table."""
    codes = {area.code: area.dfe_code for area in areas.register().areas}
    with (areas.data_folder() / "published" / "statistical_neighbours.csv").open() as file:
        held = [row for row in csv.DictReader(file) if row["model"] == "April 2021"]
    listed: dict[str, list[str]] = {}
    for row in held:
        cells = [codes[row["neighbour_code"]], row["closeness"].title()]
        listed.setdefault(codes[row["area_code"]], []).extend(cells)
    heading = ["LA num", "LA Name", "LA number", "GOInd", "GOReg"]
    heading += [name for i in range(1, 11) for name in (f"SN{i}", "SNP")]
    lines = [[code, "", code, "1", "", *cells] for code, cells in listed.items()]

    def write(change=lambda lines: None):
        change(lines)
        with (tmp_path / "groups.csv").open("w", newline="") as file:
            csv.writer(file).writerows([heading, *lines])
        return read(tmp_path / "groups.csv")[0]

    return write


def test_a_list_is_told_by_the_authorities_that_it_covers(groups) -> None:
    release, near = neighbours.tidy(groups(), areas.register())
    assert release == "sn-2021"
    assert len(near) == 152 * 10
    assert {each.model for each in near} == {"April 2021"}


def test_authorities_abolished_before_the_list_are_left_out(groups) -> None:
    def add(lines) -> None:
        lines.append(["", "Old SNs:", *[""] * 23])
        lines.append(["928", "Northamptonshire", *lines[0][2:]])

    _, near = neighbours.tidy(groups(add), areas.register())
    assert len(near) == 152 * 10


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines.pop(), "its 151 authorities are those of no list"),
        (lambda lines: lines.append(lines[3]), "row 154, column 'LA num': expected each authority"),
        (lambda lines: lines[3].__setitem__(5, "999"), "row 5, column 'SN1'.*came '999'"),
        (lambda lines: lines[3].__setitem__(5, lines[3][7]), "row 5.*ten other authorities"),
    ],
)
def test_a_broken_list_is_refused(groups, change, said) -> None:
    with pytest.raises(ValueError, match=said):
        neighbours.tidy(groups(change), areas.register())


def test_dates_that_may_be_read_in_two_ways_are_told_by_the_others(history) -> None:
    first = "E06000035,Medway,01/04/2009,,E12000008,E06,Unitary,live,887"
    known = "E06000009,Blackpool,01/04/2009,31/03/2023,E12000002,E06,Unitary,terminated,890"
    rows = {row["name"]: row for row in geography.areas(history(first, known), [], {})}
    assert rows["Medway"]["opened"] == "2009-04-01"
    assert rows["Blackpool"]["closed"] == "2023-03-31"
    with pytest.raises(ValueError, match=r"row 2.*1 April 2009 or 4 January 2009"):
        geography.areas(history(first), [], {})
    american = known.replace("31/03/2023", "03/31/2023")
    rows = {row["name"]: row for row in geography.areas(history(first, american), [], {})}
    assert rows["Medway"]["opened"] == "2009-01-04"
    with pytest.raises(ValueError, match="1 April 2009 or 4 January 2009"):
        geography.areas(history(first, known, american.replace("890", "891")), [], {})
