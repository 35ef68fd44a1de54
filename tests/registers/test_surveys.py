"""Surveys: each percentage with its base and interval, or as it was printed and without both."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscp_analysis import registers
from mscp_analysis.registers import measured, surveys

ROWS = """survey,sent,answered,item,agreed,percent
Reviews,200,50,Aware,40,
Reviews,200,48,Changed practice,12,
Champions,20,9,Told the team,3,
Health,[x],[x],Knew whom to ask,[x],73
"""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "partnerships" / "kent" / "2023-24"
    folder.mkdir(parents=True)
    said = "name: Kent SCP\nshort_name: KSCP\narea_code: E10000016\n"
    folder.with_name("partnership.yaml").write_text(said)
    (folder / "surveys.csv").write_text(ROWS)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    return registers.open("Kent", "2023-24").surveys


def test_medways_three_percentages_stand_as_printed_and_without_an_interval():
    # Annual report of 2023-24, page 22: 90%, 52% and 40%, without the number of respondents.
    found = surveys.answers(registers.open("Medway", "2023-24").surveys)
    assert list(found.rows["value"]) == [90, 52, 40]
    assert "lower" not in found.rows
    assert surveys.without_base(registers.open("Medway", "2023-24").surveys).value == 3


def test_a_known_base_gives_a_percentage_with_its_interval(asked):
    fact = surveys.answers(asked).find("2023-24", "Kent", question="Reviews: Aware")
    # Forty of fifty, by Wilson: (80 + 3.8415 -/+ 1.96 sqrt(3.8415 + 160 * 0.2)) / 107.683.
    assert fact.value == 80
    assert fact.lower == pytest.approx(66.96, abs=0.01)
    assert fact.upper == pytest.approx(88.76, abs=0.01)


def test_under_a_base_of_ten_there_is_no_percentage(asked):
    fact = surveys.answers(asked).find("2023-24", "Kent", question="Champions: Told the team")
    assert (fact.value, fact.marker) == (None, "u")


def test_response_is_of_those_asked_and_the_most_answered_question_counts(asked):
    found = surveys.response(asked)
    assert found.find("2023-24", "Kent", survey="Reviews").value == 25
    assert found.find("2023-24", "Kent", survey="Health").marker == "x"


def test_highest_and_lowest_answers_carry_their_question_and_base(asked):
    most, least = surveys.extremes(asked)
    assert (most.percent.title, most.base.value) == ("Aware", 50)
    assert (least.percent.title, least.percent.value) == ("Changed practice", 25)


def test_questions_of_one_survey_are_one_survey(asked):
    assert surveys.made(asked).value == 3


def test_what_nobody_supplied_has_a_reason():
    own = registers.open("Surrey", "2023-24").surveys
    assert surveys.answers(own).absence == surveys.response(own).absence
    assert surveys.made(own).marker == "s"
    assert surveys.extremes(own)[0].percent.absence


def test_a_sum_over_rows_leaves_out_those_that_lack_either_count(asked):
    found = measured.part(asked, "agreed", "answered", "All")
    # 40 + 12 + 3 of 50 + 48 + 9; the row of health staff has neither.
    assert (found.number.value, found.base.value) == (55, 107)


def test_printed_percentages_are_never_added_up():
    own = registers.open("Medway", "2023-24").surveys
    found = measured.part(own, "agreed", "answered", "All three", printed="percent")
    assert (found.percent.value, found.percent.marker) == (None, "x")
