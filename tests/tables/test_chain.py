"""Tables of a priority, of a funnel, and of two breakdowns."""

from __future__ import annotations

import pytest

from mscp_analysis import data, registers, tables
from mscp_analysis.registers import funnels
from mscp_analysis.tables.chain import BLANK, LINKS


@pytest.fixture(scope="module")
def medway() -> registers.Registers:
    return registers.open("Medway", "2023-24")


def test_a_chain_shows_each_link_and_hides_no_blank_one(medway):
    table = tables.chain(medway.impact, medway.priorities, "early help")
    assert [heading for heading, _ in table.rows] == [*LINKS.values()]
    assert [cells[0] for _, cells in table.rows[1:]] == [BLANK] * 3
    assert table.caption == "From activity to children: Effective early help, 2023-24"


def test_a_chain_without_any_entry_is_told_in_a_sentence(medway):
    assert tables.chain(medway.impact, medway.priorities, "domestic abuse").absence == (
        "On domestic abuse nothing is recorded for 2023-24 of what was done, whom it reached, or "
        "what changed in practice or for children."
    )


def test_figures_stand_in_their_own_unit_beside_base_and_earlier_figure(medway):
    table = tables.chain(medway.impact, medway.priorities, "neglect")
    rows = {cells[0]: dict(zip(table.columns, cells, strict=True)) for _, cells in table.rows}
    reviewed = rows[
        "Implementation of the Graded Care Profile as the NSPCC reviewed it (April 2024)"
    ]
    assert (reviewed["Figure"].shown, reviewed["Figure"].unit) == ("75", "%")
    assert reviewed["Earlier"].shown == "49"
    assert "Earlier figure of 2022." in reviewed["To know"]
    assert rows["New trainers who have delivered training"]["Of how many"].value == 3
    assert rows["Quality of police referrals since AWARE"]["Figure"] == "No figure given"
    assert "Aimed at" not in table.columns, "nothing was aimed at"


def test_a_topic_without_a_priority_says_so(medway):
    few = medway.priorities.where(topic=["neglect"])
    said = "No priority of 2023-24 was about early help."
    assert tables.chain(medway.impact, few, "early help").absence == said
    other = tables.chain(medway.impact, medway.priorities, "other").absence
    assert other == "There was no further priority in 2023-24."


def test_priorities_that_nobody_supplied_are_said_to_be_missing():
    own = registers.open("Kent", "2023-24")
    said = "Nothing was supplied for 2023-24 on its priorities."
    assert tables.chain(own.impact, own.priorities, "neglect").absence == said


def test_steps_stand_with_both_shares():
    own = registers.open("Exampleshire", "2023-24").gcp2
    found = funnels.funnel(own, "trained", "in_post", "used", "completed", "rescored")
    table = tables.stages(found, "Tool")
    assert table.caption == "Tool, Exampleshire, 2023-24"
    heading, (number, of_before, of_first) = table.rows[2]
    trained, in_post = (step.number.number for step in found.steps[:2])
    assert heading == "Used it in the year"
    assert of_before.value == pytest.approx(100 * number.value / in_post)
    assert of_first.value == pytest.approx(100 * number.value / trained)


def test_each_pair_of_two_breakdowns_is_shown():
    contacts = data.own("Exampleshire", "2023-24").thresholds.contacts
    table = tables.crossed(contacts, "Exampleshire", "2023-24", "source", "outcome")
    assert [heading for heading, _ in table.rows] == [
        "Schools",
        "Police",
        "Health",
        "Others",
        "All",
    ]
    *parts, total = (fact.value for fact in table.rows[-1][1])
    assert sum(parts) == total
    absent = data.own("Kent", "2023-24").thresholds.contacts
    assert tables.crossed(absent, "Kent", "2023-24", "source", "outcome").absence
