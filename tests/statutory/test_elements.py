"""The elements of the guidance in force, and how far a report holds each of them."""

from __future__ import annotations

import json
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from mscp_analysis import areas, data, registers, statutory
from mscp_analysis.registers import coverage
from mscp_analysis.statutory import listing, reading

REPOSITORY = Path(__file__).parents[2]
NOTEBOOKS = REPOSITORY / "notebooks" / "report"


@cache
def judged(area: str, year: str) -> dict[str, statutory.Judged]:
    own, counts = registers.open(area, year), data.own(area, year)
    found = statutory.judged(year, coverage.filled(own, counts).rows, own, counts)
    return {each.element.id: each for each in found}


def states(area: str, year: str) -> dict[str, str]:
    return {id: each.state for id, each in judged(area, year).items()}


@pytest.mark.parametrize(
    ("year", "edition", "used"),
    [
        ("2018-19", "2015", ""),
        ("2019-20", "2018", ""),
        ("2022-23", "2018", ""),
        ("2023-24", "2023", ""),
        ("2024-25", "2023", ""),
        ("2025-26", "2026", "2023"),
    ],
)
def test_the_guidance_is_the_one_in_force_for_the_year(year, edition, used):
    found = statutory.guidance(year)
    assert found is not None
    assert found.title == f"Working Together to Safeguard Children ({edition})"
    assert found.used[-5:-1] == used
    assert found.elements


def test_a_year_before_the_first_version_has_no_elements_and_says_so():
    assert statutory.guidance("2013-14") is None
    own = registers.open("Medway", "2013-14")
    listed = statutory.listed(statutory.judged("2013-14", {}, own, {}), own["elements"])
    assert listed.absence.startswith("For this year no version of the guidance")


def test_the_edition_that_is_not_transcribed_says_what_is_used_meanwhile():
    assert "not transcribed" in statutory.note("2025-26")
    assert "for which those of Working Together to Safeguard Children (2023) stand" in (
        statutory.called("2025-26")
    )
    assert statutory.elements("2025-26") == statutory.elements("2024-25")


# What a person who read the printed report said of it, element by element: met, part, weak or
# missing. What is judged here is the report that this project builds from the registers.
PRINTED = {
    "1": "met", "2": "part", "E1": "part", "E2": "part", "E3": "weak", "E4": "part", "E5": "part",
    "E6": "part", "E7": "weak", "E8": "part", "E9": "weak", "E10": "missing", "E11": "part",
    "b": "part", "R1": "part", "R2": "missing",
}  # fmt: skip
AS_JUDGED = {"met": "met", "part": "in part", "weak": "in part", "missing": "missing"}


def test_medways_report_holds_what_a_reader_found_in_it():
    found = states("Medway", "2023-24")
    assert {id: found[id] for id in PRINTED} == {id: AS_JUDGED[s] for id, s in PRINTED.items()}
    # The reader did not judge these; of the last three the documents at hand tell nothing.
    assert {id: found[id] for id in set(found) - set(PRINTED)} == dict.fromkeys(
        ["E12", "P1", "P2", "P3"], "missing"
    )


def test_medways_impact_lacks_what_changed_for_children_and_through_training():
    impact = judged("Medway", "2023-24")["E3"]
    assert impact.state != "met"
    assert impact.lacking == (
        "A change for children, measured",
        "What training changed, asked of the same people before and after",
    )
    # Of nineteen rows one has a figure in practice with an earlier one: the profile's use.
    assert [each.found for each in impact.found] == ["1 change in practice"]
    assert impact.places == (
        ("05_priorities", "How far each priority can be followed to children"),
    )


def test_reasons_come_from_returns_where_the_register_of_elements_says_nothing():
    restraint, deaths = (judged("Medway", "2023-24")[id] for id in ("E10", "R2"))
    assert restraint.reason == (
        "Restraint in the secure estate: the yearly review was still being written when the annual "
        "report was published"
    )
    assert restraint.owner.startswith("independent scrutineer")
    assert (restraint.document, restraint.page) == ("annual-report-2023-24", "10")
    assert "the production of the year's child death data was delayed" in deaths.reason
    assert deaths.due is None


def test_what_no_register_holds_is_cited_from_its_document():
    reforms = judged("Medway", "2023-24")["E11"]
    assert reforms.state == "in part"
    assert "page 13)" in reforms.found[0].found
    assert reforms.lacking == ("What was difficult in them",)


def test_every_row_or_one_alone():
    medway = judged("Medway", "2023-24")
    # Two of six priorities say what did not improve; one of two posts was held at the year's end.
    assert medway["b"].found[0].found == "2 of 6 priorities"
    assert medway["R1"].found[0].found == "1 of 2 posts"


def test_a_filled_report_meets_most_and_a_late_copy_is_no_copy_in_time(monkeypatch):
    found = states("Exampleshire", "2023-24")
    met = {id for id, state in found.items() if state == "met"}
    # Published on 14 June 2024 and sent four days later.
    assert met >= {"1", "2", "E1", "E2", "E3", "E5", "E6", "E7", "E9", "P1", "P2", "P3", "R2"}
    assert set(found.values()) == {"met", "in part"}
    own = registers.open("Exampleshire", "2023-24")
    sent = own.presentations.rows.copy()
    sent.loc[sent["event"] == "sent", "date"] = date(2024, 6, 22)
    sent.loc[sent["event"] == "published", "date"] = date(2024, 6, 14)
    monkeypatch.setitem(own._read, "presentations", own.presentations.with_rows(sent))
    counts = data.own("Exampleshire", "2023-24")
    again = statutory.judged("2023-24", coverage.filled(own, counts).rows, own, counts)
    assert {each.element.id: each.state for each in again}["P3"] == "missing"


def test_counts_of_children_are_never_told_by_how_many_rows_there_are():
    for year in ("2022-23", "2023-24"):
        deaths = judged("Exampleshire", year)["R2"]
        assert [each.found for each in deaths.found] == ["supplied", "supplied"]


def test_of_an_authority_that_handed_nothing_in_nobody_can_say_what_its_report_holds():
    assert judged("Kent", "2023-24") == {}
    register = registers.open("Kent", "2023-24")["elements"]
    assert statutory.listed([], register).absence.startswith("Nothing was handed in for 2023-24")
    asked = statutory.rules(register)
    assert [*asked.rows["id"]] == [each.id for each in statutory.elements("2023-24")]
    assert (asked.absence, asked.sources) == ("", ())


def test_what_a_list_that_nobody_keeps_cites_are_documents_alone():
    own = registers.open("Medway", "2023-24")
    listed = statutory.listed([*judged("Medway", "2023-24").values()], own["elements"])
    assert {each.release for each in listed.sources} == {
        "annual-report-2023-24",
        "scrutiny-2023-24",
    }
    assert statutory.not_yet(own["elements"]).sources == ()
    assert statutory.not_yet(own["elements"]).count().sources == ()


def test_what_does_not_apply_is_neither_met_nor_missing(tmp_path, monkeypatch):
    year = tmp_path / "partnerships" / "kent" / "2023-24"
    year.mkdir(parents=True)
    text = "name: Kent SCP\nshort_name: KSCP\narea_code: E10000016\n"
    year.with_name("partnership.yaml").write_text(text)
    (year / "returns.csv").write_text("register,state\nsites,nil\n")
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    own, counts = registers.open("Kent", "2023-24"), data.own("Kent", "2023-24")
    found = statutory.judged("2023-24", coverage.filled(own, counts).rows, own, counts)
    assert {each.element.id: each.state for each in found}["E10"] == "does not apply"


def test_each_place_is_a_heading_of_its_chapter():
    titles = {path.stem: markdown(path)[0] for path in NOTEBOOKS.glob("*.ipynb")}
    asked = [element for each in statutory.versions() for element in each.elements]
    for need in [need for element in asked for need in element.needs]:
        if need.stated:
            continue
        assert titles[need.chapter] == f"# {listing.chapter_title(need.chapter)}"
        heads = markdown(NOTEBOOKS / f"{need.chapter}.ipynb")
        assert {f"## {need.section}", f"### {need.section}"} & set(heads), need.name


def markdown(path: Path) -> list[str]:
    told = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in told if cell["cell_type"] == "markdown"]


def needs_of(*elements: statutory.Element) -> set[str]:
    return {need.name for element in elements for need in element.needs}


def test_every_need_is_asked_by_some_element():
    asked = needs_of(*(element for each in statutory.versions() for element in each.elements))
    said = reading._load(areas.shelf("rules") / "statutory" / "needs.yaml")
    assert set(said) == asked


# Faults -----------------------------------------------------------------------------------------


@pytest.fixture
def rules(tmp_path, monkeypatch):
    """A copy of the rules in which a word can be replaced by another."""
    shutil.copytree(REPOSITORY / "data" / "rules", tmp_path / "rules")
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))

    def replaced(file: str, old: str, new: str) -> None:
        path = tmp_path / "rules" / "statutory" / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replaced


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("working_together_2023.yaml", "    asks:", "    ask:",
         r"statutory/working_together_2023\.yaml, element 1: 'ask' is no key that there is; write "
         r"'asks'\."),
        ("working_together_2023.yaml", "reviews_of_cases]", "reviews_of_case]",
         r"element 1: 'reviews_of_case' is no need that there is; write 'reviews_of_cases'\."),
        ("working_together_2023.yaml", "basis: law", "basis: lore", r"'lore' is no basis"),
        ("working_together_2023.yaml", "id: E2", "id: E1", r"element E1: expected each id once"),
        ("working_together_2023.yaml", "applies: sites", "applies: site",
         r"element E10: 'site' is no register that there is; write 'sites'\."),
        ("working_together_2023.yaml", "    confirmed: no", "    confirmed: yes",
         r"element E1: expected confirmed: no, or yes with read_in"),
        ("working_together_2026.yaml", "working_together_2023", "working_together_2032",
         r"expected elements, or uses: one of .* came 'working_together_2032'\."),
        ("working_together_2023.yaml", "from: 2023-24", "from: 2022-23",
         r"two versions are for 2022-23, .*\(2018\) and .*\(2023\); correct from and to"),
        ("needs.yaml", "register: impact,", "register: impacts,",
         r"needs\.yaml, need activity_of_priorities: 'impacts' is no register"),
        ("needs.yaml", 'part: "8.1"', 'part: "8.9"', r"money_of_partners: '8\.9' is no part"),
        ("needs.yaml", "filled: [notified, done]", "filled: [notified, donne]",
         r"'donne' is no column of reviews"),
        ("needs.yaml", "type: [rapid review]", "type: [rapid revue]",
         r"'rapid revue' is no word in type that there is; write 'rapid review'\."),
    ],
)  # fmt: skip
def test_a_fault_in_the_rules_is_one_sentence(rules, file, old, new, sentence):
    rules(file, old, new)
    with pytest.raises(ValueError, match=sentence):
        statutory.guidance("2022-23")


def test_every_row_of_no_element_is_a_fault_at_once_with_its_line():
    rows = [
        (2, {"element": "E1", "need": "", "reason": "late"}),
        (3, {"element": "E99", "need": "", "reason": "late"}),
        (5, {"element": "E1", "need": "reforms_done"}),
        (6, {"element": "E11", "need": "reform_done"}),
        (7, {"element": "", "need": "nothing"}),
    ]
    found = statutory.faults(rows, "2023-24")
    assert [(each.file, each.row, each.column, each.found) for each in found] == [
        ("2023-24/elements.csv", 3, "element", "E99"),
        ("2023-24/elements.csv", 5, "need", "reforms_done"),
        ("2023-24/elements.csv", 6, "need", "reform_done"),
    ]
    assert found[0].expected == "an element of the guidance for 2023-24"
    assert found[2].do == "write 'reforms_done'"


def test_a_row_of_no_element_never_stops_what_is_judged(tmp_path, monkeypatch):
    year = tmp_path / "partnerships" / "kent" / "2023-24"
    year.mkdir(parents=True)
    text = "name: Kent SCP\nshort_name: KSCP\narea_code: E10000016\n"
    year.with_name("partnership.yaml").write_text(text)
    (year / "elements.csv").write_text("element,need,found,reason,owner,due\nE99,,,late,,\n")
    (tmp_path / "rules").symlink_to(REPOSITORY / "data" / "rules", target_is_directory=True)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    own = registers.open("Kent", "2023-24")
    counts = data.own("Kent", "2023-24")
    states = coverage.filled(own, counts).rows
    assert statutory.judged("2023-24", states, own, counts)
