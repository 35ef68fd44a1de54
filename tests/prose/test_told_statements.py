"""What was found of statements, as a reader meets it."""

from __future__ import annotations

import pytest

from mscp_analysis import prose, registers, tables
from mscp_analysis.report.review import statements


@pytest.fixture(scope="module")
def checked():
    return statements.held_against_data(registers.open("Medway", "2023-24"))


def test_the_gravest_come_first_and_each_stands_as_it_was_printed(checked):
    told = prose.told(checked, "differs", "to be explained")
    graves = [each.checked.severity for each in told]
    assert graves == sorted(graves, key=["must", "should", "note", ""].index)
    table = tables.statements(told, "Statements")
    cells = dict(table.rows)["Children with a child protection plan at the end of March 2024"]
    assert cells[0] == "290"
    assert cells[1].plain.startswith("The data held have 281 on 31 March 2024")
    assert cells[2] == "C018: Section One, page 5"


def test_a_note_of_the_register_is_told_with_what_was_found(checked):
    found = {each.checked.said.id: each.words.plain for each in prose.told(checked, "differs")}
    assert "counted early" in found["C018"]
    assert found["C022"].endswith("is lost from the printed text.")


def test_what_only_follows_from_others_is_not_shown_as_printed(checked):
    table = tables.statements(prose.told(checked, "differs"), "Statements")
    assert dict(table.rows)["Change in child protection plans within the year"][0] == (
        "follows from others"
    )


def test_words_with_a_digit_may_stand_before_what_was_found(checked):
    # C086 speaks of women aged 16 to 74; its verdict is asked for here to have its words shown.
    said = [phrase.plain for phrase in prose.corrected(checked, "no_base", "unsourced")]
    assert any("aged 16 to 74" in each for each in said)


def test_where_nothing_is_contradicted_it_says_so_and_where_nothing_was_said_nothing(checked):
    right = [each for each in checked if each.state == "right" and not each.wrong]
    (one,) = prose.corrected(right, "direction_reverses")
    assert one.plain.startswith("By the figures known now, none")
    assert prose.corrected([], "direction_reverses") == []
