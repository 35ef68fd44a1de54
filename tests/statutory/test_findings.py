"""What is missing from a report and not accounted for, and what a reader sees of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import nbformat
import pytest

from mscp_analysis import data, registers, statutory
from mscp_analysis.markup import Links
from mscp_analysis.registers import coverage
from mscp_analysis.report.pages import page
from mscp_analysis.report.pages.reading import read_back
from mscp_analysis.statutory import Element, Evidence, Judged, Need
from mscp_analysis.tables import listing

NEED = Need(
    name="deaths", what="Figures of child deaths", register="child_deaths", section="Child deaths"
)


def element(state: str, confirmed: bool = True, **said) -> Judged:
    about = Element(id="R2", title="Child deaths", asks="How many", basis="readers",
                    confirmed=confirmed, read_in="minutes", needs=(NEED,))  # fmt: skip
    return Judged(element=about, state=state, evidence=(Evidence(NEED, "missing"),), **said)


@pytest.fixture(scope="module")
def asked():
    own, counts = registers.open("Medway", "2023-24"), data.own("Medway", "2023-24")
    found = statutory.judged("2023-24", coverage.filled(own, counts).rows, own, counts)
    return statutory.listed(found, own["elements"])


def test_what_is_missing_needs_a_reason_an_owner_and_a_day():
    told = {"reason": "late", "owner": "the panel", "due": date(2025, 1, 31)}
    assert statutory.findings([element("missing", **told)]) == ()
    assert statutory.findings([element("met")]) == ()
    (bare,) = statutory.findings([element("missing")])
    assert (bare.check, bare.item, bare.key) == ("statutory", "R2", "missing")
    assert (bare.where, bare.severity) == ("Child deaths", "must")
    assert bare.sentence == (
        "“Child deaths” is missing without a reason, an owner and a day: enter it in "
        "child_deaths.csv, or the reason, owner and day in elements.csv as R2."
    )
    (undated,) = statutory.findings([element("missing", **{**told, "due": None})])
    assert undated.sentence.startswith("“Child deaths” is missing without a day: enter it in")
    assert undated.sentence.endswith("child_deaths.csv, or the day in elements.csv as R2.")


def test_what_no_register_holds_is_entered_among_the_elements():
    need = Need(name="judgement", what="The partners' own judgement", stated=True)
    stated = replace(element("missing"), evidence=(Evidence(need, "missing"),))
    (found,) = statutory.findings([stated])
    assert found.sentence.endswith("a day: enter it in elements.csv as R2.")


def test_a_rule_that_nobody_has_read_is_a_finding_of_its_own_kind():
    (found,) = statutory.findings([element("missing", confirmed=False)])
    assert found.key == "missing_unconfirmed"
    assert found.sentence.endswith("The rule is to be confirmed against the guidance.")


def test_what_is_met_in_part_needs_a_reason_only():
    (found,) = statutory.findings([element("in part")])
    assert found.key == "in_part_without_reason"
    assert found.sentence.endswith(
        "no reason is given: Figures of child deaths; enter it in child_deaths.csv, or the reason "
        "in elements.csv as R2."
    )
    assert statutory.findings([element("in part", reason="late")]) == ()


def test_each_element_that_medway_lacks_is_found_until_it_has_a_day(asked):
    own, counts = registers.open("Medway", "2023-24"), data.own("Medway", "2023-24")
    found = statutory.findings(
        statutory.judged("2023-24", coverage.filled(own, counts).rows, own, counts)
    )
    assert {each.item for each in found} == {"E10", "E12", "P1", "P2", "P3", "R2"}
    # Each has a reason and none a day; who will supply it is said of the review of restraint.
    lacks = [asked.where(**{f"no_{what}": "yes"}).count() for what in ("reason", "owner", "day")]
    assert [fact.value for fact in lacks] == [0, 5, 6]
    assert {each.item for each in found if each.key == "missing"} == {"P1", "R2"}


def test_how_an_element_stands_is_said_in_words(asked):
    html = listing(asked, "title", "state", "where").html
    assert html.count("<td") == 2 * len(asked)
    assert '<a href="#in Priorities/How far each priority can be followed to children">' in html
    for word in ("met", "in part", "missing"):
        assert f">{word}</td>" in html


def test_a_rule_that_nobody_has_read_says_so(asked):
    rules = dict(zip(asked.rows["id"], asked.rows["rule"], strict=True))
    assert rules["E3"] == "To be confirmed against the guidance"
    assert rules["1"].startswith("Read in pages of the Cambridgeshire and Peterborough")


def cells(*lines: str) -> list:
    return [nbformat.v4.new_markdown_cell(line) for line in lines]


def rendered(*chapters: list) -> str:
    cover = {"name": "A", "area": "B", "year": "2023-24", "known_at": "c", "status": "draft",
             "notice": "", "real": ""}  # fmt: skip
    return page.render([nbformat.v4.new_notebook(cells=each) for each in chapters], cover)


def test_a_link_leads_to_the_heading_wherever_it_stands():
    links = Links([("Learning & more", "What it cost"), ("Money", "Gone"), ("Not built", "Away")])
    table = nbformat.v4.new_markdown_cell(links.html)
    html = rendered(
        cells("# Money", "## What it cost"), cells("# Learning & more", "## What it cost"), [table]
    )
    # The second heading of that name has an id of its own; a heading that is gone gives its
    # chapter, and a chapter that is not there plain words.
    assert '<a href="#what-it-cost-2">Learning &amp; more: What it cost</a>' in html
    assert '<a href="#money">Money: Gone</a>' in html
    assert "Not built: Away" in html
    assert "#in " not in html
    assert read_back(html).broken_links == []


def test_links_are_words_like_any_other():
    links = Links([("Resources", "The reserve")])
    assert links == "Resources: The reserve"
    assert isinstance(str(links), Links)
    assert Links([]) == ""
