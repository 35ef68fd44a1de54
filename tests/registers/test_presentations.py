"""How late each step of the yearly report came, and what is still to be answered or done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mscp_analysis import registers, tables
from mscp_analysis.registers import over_time, presentations


@pytest.fixture
def kent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "partnerships" / "kent" / "2023-24"
    folder.mkdir(parents=True)
    said = "name: Kent SCP\nshort_name: KSCP\narea_code: E10000016\n"
    folder.with_name("partnership.yaml").write_text(said)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    return folder


@pytest.mark.parametrize(
    ("year", "days"),
    # 31 March to 18 November 2021, 23 November 2023 and 21 November 2024, counted by hand.
    [("2020-21", "232"), ("2022-23", "237"), ("2023-24", "235")],
)
def test_medways_report_was_presented_so_many_days_after_its_year(year, days):
    steps = registers.open("Medway", year).presentations
    assert presentations.first(steps, "presented").shown == days


def test_days_of_several_years_stand_in_one_series():
    steps = registers.open("Medway", "2023-24").presentations
    series = presentations.over_years(steps, "presented")
    assert list(series.rows["value"]) == [232, 237, 235]
    assert series.find("2023-24", "Medway").sources[0].release == "scrutiny-2023-24"


def test_a_step_without_a_day_is_missing_and_not_none():
    steps = registers.open("Medway", "2023-24").presentations
    assert [fact.shown for fact in presentations.days_after(steps).facts("days")] == [
        "235",
        "[x]",
        "[x]",
    ]
    # The day of the report of 2017-18 is lost: only its month is known.
    assert presentations.first(registers.open("Medway", "2018-19").presentations, "sent").marker


def test_the_first_day_counts_and_that_of_another_report_does_not(kent):
    rows = "event,body,report,date\nsent,A,2023-24,2024-05-10\nsent,B,2023-24,2024-04-30\n"
    (kent / "presentations.csv").write_text(f"{rows}sent,A,2022-23,2024-04-02\n")
    steps = registers.open("Kent", "2023-24").presentations
    assert presentations.first(steps, "sent").value == 30
    assert presentations.first(steps, "sent").unit == "days"


def test_who_supplied_nothing_has_no_series():
    series = presentations.over_years(registers.open("Kent", "2023-24").presentations, "presented")
    assert series.absence.startswith("Nothing was supplied for 2023-24")


def test_requests_carried_over_are_those_of_earlier_reports():
    asked = registers.open("Medway", "2023-24").requests
    # Five decisions and an undertaking of the minutes on the report of 2022-23.
    assert over_time.carried(asked).count().value == 6
    assert over_time.still_open(asked).count().value == 8
    # Of the year before nothing is held, so that nothing can be said of what it left.
    promised = over_time.carried(registers.open("Medway", "2023-24").commitments)
    assert promised.absence.startswith("Nothing was supplied for 2022-23")
    assert asked.where(repeats="R-2023-3").cell("status") == "answered"


def test_overdue_is_what_is_open_after_its_day(kent):
    head = "id,commitment,raised,due,status\n"
    rows = "1,A,2022-23,2023-09-30,done\n2,B,2022-23,2024-03-30,in progress\n"
    rows += "3,C,2022-23,2024-03-31,open\n4,D,2023-24,,open\n"
    (kent / "commitments.csv").write_text(head + rows)
    promised = registers.open("Kent", "2023-24").commitments
    assert list(over_time.overdue(promised).rows["id"]) == ["2"]
    assert list(over_time.overdue(promised, date(2024, 4, 1)).rows["id"]) == ["2", "3"]


def test_a_count_by_status_is_shown_by_standing(kent):
    head = "id,commitment,raised,status\n1,A,2022-23,done\n2,B,2022-23,open\n3,C,2022-23,open\n"
    (kent / "commitments.csv").write_text(head)
    counted = registers.open("Kent", "2023-24").commitments.by("status")
    shown = tables.by(counted, "Kent", "2023-24", "standing")
    assert [(name, cells[0].shown) for name, cells in shown.rows] == [("done", "1"), ("open", "2")]
