"""Every part of the yearly report has a place, registers that feed it, and a known state."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path

import pytest

from mscp_analysis import data, registers
from mscp_analysis.registers import coverage, parts
from mscp_analysis.schemas import descriptions

REPOSITORY = Path(__file__).parents[2]
NOTEBOOKS = REPOSITORY / "notebooks" / "report"
COUNTS = {1: 8, 2: 9, 3: 8, 4: 4, 5: 15, 6: 12, 7: 3, 8: 6, 9: 1, 10: 5}
IDS = [f"{section}.{part + 1}" for section, number in COUNTS.items() for part in range(number)]
"""The parts that the design of the project numbers; its section 9 has one part."""


def report(area: str, year: str):
    return registers.open(area, year), data.own(area, year)


@pytest.fixture(scope="module")
def reports():
    return {
        "Medway 2023-24": report("Medway", "2023-24"),
        "Exampleshire 2023-24": report("Exampleshire", "2023-24"),
    }


@pytest.fixture(scope="module")
def medway(reports):
    return coverage.filled(*reports["Medway 2023-24"])


def state(found, part: str) -> tuple[str, str]:
    row = found.where(part=part).rows.iloc[0]
    return row["state"], row["why"]


def test_each_part_is_listed_once_in_order():
    assert [part.id for part in parts.parts()] == IDS


def test_the_parts_are_those_of_the_design():
    shared = Path(os.environ.get("MSCP_SHARED", REPOSITORY.parent / "shared"))
    path = shared / "design" / "systems.md"
    if not path.is_file():
        pytest.skip(f"the design of the project is not beside the repository: no {path.name}")
    numbered = re.findall(r"^\| (\d+\.\d+) \|", path.read_text("utf-8"), re.M)
    assert sorted(numbered) == sorted(set(IDS) - {"9.1"})


@cache
def cells(chapter: str, kind: str) -> str:
    """The source of all cells of a kind in a chapter."""
    notebook = json.loads((NOTEBOOKS / f"{chapter}.ipynb").read_text("utf-8"))
    found = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == kind]
    return "\n".join("".join(source) for source in found)


@pytest.mark.parametrize("part", parts.parts(), ids=lambda part: part.id)
def test_each_part_has_its_heading_and_its_registers_in_a_chapter(part):
    headings = {f"## {part.section}", f"### {part.section}"}
    assert headings & set(cells(part.chapter, "markdown").splitlines()), part.section
    chapters = [part.chapter, *part.also]
    source = "\n".join(cells(chapter, "code") for chapter in chapters)
    for name in part.registers:
        assert re.search(rf'\.{name}\b|"{name}"', source), f"{name} feeds no cell of {chapters}"


def test_each_register_feeds_a_part_but_what_is_said_of_the_report_itself():
    fed = {name for part in parts.parts() for name in part.registers}
    assert sorted(set(descriptions()) - fed) == ["reviews_of_report"]


def test_published_tables_and_rules_that_parts_name_are_there():
    for part in parts.parts():
        for table in part.tables:
            assert (REPOSITORY / "data" / "published" / f"{table}.csv").is_file(), part.id
        for rule in part.rules:
            folder = REPOSITORY / "data" / "rules"
            assert (folder / rule).is_dir() or (folder / f"{rule}.yaml").is_file(), part.id


def test_a_part_is_filled_in_part_or_not_by_what_its_registers_hold(medway):
    assert state(medway, "8.1") == ("filled", "")
    assert state(medway, "1.3") == ("filled", ""), "published for every authority"
    # The reserve's balance was not printed, what was spent not at all, child deaths came late.
    assert state(medway, "8.3")[0] == "partly filled"
    assert "The reserve" in state(medway, "8.3")[1]
    assert state(medway, "8.5")[0] == "not supplied" or "What was spent" in state(medway, "8.5")[1]
    late = "Child deaths: the production of the year's child death data was delayed."
    assert state(medway, "6.11")[0] == "not supplied"
    assert late in state(medway, "6.11")[1], "as the register of returns says"


def test_rows_of_earlier_years_fill_a_history_and_gaps_in_print_are_told(medway):
    # The Board's end stands in the registers of 2018-19 and 2020-21.
    assert state(medway, "2.8") == ("filled", "")
    told = "Not given: the ethnic groups Mixed, Other."
    assert state(medway, "1.2") == ("partly filled", told), "three of the five groups are printed"
    assert state(medway, "4.2")[0] == "partly filled"
    assert "and so the turnout" in state(medway, "4.2")[1]


def test_nothing_to_enter_counts_as_supplied():
    earlier = coverage.filled(*report("Exampleshire", "2022-23"))
    assert state(earlier, "8.4") == ("filled", "")


def test_an_authority_without_registers_has_what_is_published_and_the_rules():
    found = coverage.filled(*report("Kent", "2023-24")).rows
    filled = set(found.loc[found["state"] == "filled", "part"])
    assert filled == {"1.3", "1.4", "1.5", "1.6", "1.7", "10.3", "10.4"}


def test_every_part_is_supplied_for_the_made_up_partnership(reports):
    found = coverage.filled(*reports["Exampleshire 2023-24"]).rows
    assert set(found["state"]) <= {"filled", "partly filled"}


def test_what_the_made_up_partnership_has_late_is_all_that_its_last_year_lacks():
    found = coverage.filled(*report("Exampleshire", "2024-25"))
    assert list(found.where(state="not supplied").rows["part"]) == ["6.2"]
    assert "asked a term later" in state(found, "6.2")[1]
    assert "the panel meets again in September" in state(found, "6.11")[1]


def test_the_readme_holds_the_table_as_it_is(reports, tmp_path):
    readme = REPOSITORY / "data" / "README.md"
    copy = tmp_path / "README.md"
    copy.write_text(readme.read_text("utf-8"), encoding="utf-8")
    coverage.write(copy, reports)
    again = "registers.coverage.write(data/README.md, the two reports that this test opens)"
    assert copy.read_text("utf-8") == readme.read_text("utf-8"), f"write it again: {again}"


def test_a_file_without_a_place_for_the_table_is_refused(tmp_path):
    path = tmp_path / "README.md"
    path.write_text("No place.\n")
    with pytest.raises(ValueError, match=r"README\.md must hold the lines <!-- coverage"):
        coverage.write(path, {})


def test_a_part_that_says_something_unknown_is_refused(tmp_path):
    path = tmp_path / "coverage.yaml"
    path.write_text('- {id: "1.1", title: A, chapter: c, section: s, registres: [census]}\n')
    with pytest.raises(ValueError, match=r"part 1\.1: 'registres' is none of id, title"):
        parts._read_once(path, 0, ())
    path.write_text('- {id: "1.1", title: A, chapter: c, section: s}\n')
    with pytest.raises(ValueError, match=r"census\.yaml: it feeds the part '1\.2', which"):
        parts._read_once(path, 0, (("census", ("1.1", "1.2")),))
