"""Who was heard: what may be called people, and how a ballot moved."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from mscp_analysis import data, registers
from mscp_analysis.prose import heard
from mscp_analysis.registers import voice


@pytest.fixture(scope="module")
def medway() -> registers.Registers:
    return registers.open("Medway", "2023-24")


@pytest.fixture(scope="module")
def children():
    return data.load("population").children.at("mid-2023", "Medway")


def heard_as(own: registers.Register, rows: list[tuple[str, str, float, str]]):
    """The register with other activities: name, unit, number, and whether one may repeat."""
    frame = pd.DataFrame(rows, columns=["activity", "unit", "n", "may_repeat"])
    blank = own.rows.iloc[[0] * len(rows)].reset_index(drop=True)
    return own.with_rows(blank.assign(**frame))


def test_ninety_thousand_is_138_per_cent_of_the_children_whom_the_report_divided_by(medway):
    """The report's own base was 65,289: 90,000 / 65,289 = 1.3785."""
    base = data.load("population", known_at="2024-06-30").children.at("mid-2022", "Medway")
    assert base.value == 65_289
    (found,) = voice.impossible(medway.voice, base)
    assert (found.number.value, found.percent.value) == (90_000, pytest.approx(137.85, abs=0.005))
    assert replace(found.percent, decimals=0).shown == "138"


def test_more_people_than_children_are_called_contacts_with_the_reason(medway, children):
    found = voice.counted(medway.voice, children)
    assert [*found.where(unit="people").rows["activity"]] == [
        "Assessments of schools and places",
        "Survey of the Parent and Carer Forum",
    ]
    assert [*found.where(unit="contacts").rows["why"]] == [voice.TOO_MANY]
    assert medway.voice.where(unit="contacts").rows.empty, "what was supplied stays as it was"


def test_the_boundary_and_those_counted_twice(medway, children):
    people = children.number
    own = heard_as(
        medway.voice,
        [
            ("as many as there are", "people", people, ""),
            ("one more", "people", people + 1, "yes"),
            ("counted twice", "people", 5, "yes"),
            ("families counted twice", "families", people + 1, "yes"),
        ],
    )
    rows = voice.counted(own, children).rows.set_index("activity")
    assert rows["unit"].to_dict() == {
        "as many as there are": "people",
        "one more": "contacts",
        "counted twice": "contacts",
        "families counted twice": "families",
    }
    assert rows.loc["one more", "why"] == voice.TOO_MANY
    assert rows.loc["counted twice", "why"] == voice.TWICE
    assert [found.number.title for found in voice.impossible(own, children)] == ["one more"]


def test_where_the_children_are_not_known_no_figure_is_above_them(medway, children):
    unknown = replace(children, value=None, marker="n")
    assert voice.impossible(medway.voice, unknown) == []
    assert [*voice.counted(medway.voice, unknown).rows["why"].unique()] == [""]


def test_the_ballot_of_2023_24_had_417_more_than_that_of_2022(medway):
    moved = voice.since_last(medway.ballots, "Make Your Mark")
    assert (moved.before.value, moved.now.value) == (7_982, 8_399)
    assert (moved.difference.value, moved.percent.shown) == (417, "+5.2")
    # 417 is above 1.96 times the square root of 16,381, which is 250.9.
    assert moved.direction == "rose"


def test_one_ballot_is_compared_with_none(medway):
    alone = medway.ballots.where(held="2022")
    assert voice.since_last(alone, "Make Your Mark").direction == "unknown"
    assert voice.since_last(alone, "Another").now.marker == "x"
    absent = registers.open("Kent", "2023-24").ballots
    assert voice.since_last(absent, "Make Your Mark").now.absence


def test_each_figure_that_cannot_be_people_is_told_with_its_base(medway, children):
    figures = voice.impossible(medway.voice, children)
    (said,) = heard(figures, children, medway.voice.count())
    assert "90,000 were given as people, which is 134.2% of the 67,048 children" in said.plain
    (none,) = heard([], children, medway.voice.count())
    assert none.plain.startswith("no figure of people heard in 2023-24 is above the 67,048")
