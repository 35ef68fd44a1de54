"""Meetings held of those planned, and places filled at those that were held."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from mscp_analysis import registers, tables
from mscp_analysis.registers import attendance

HELD = [("Executive", "yes", 9), ("Executive", "no", 3), ("Learning", "yes", 4), ("Audit", "no", 1)]


@pytest.fixture
def meetings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "partnerships" / "kent" / "2023-24"
    folder.mkdir(parents=True)
    said = "name: Kent SCP\nshort_name: KSCP\narea_code: E10000016\n"
    folder.with_name("partnership.yaml").write_text(said)
    rows = [(group, held) for group, held, times in HELD for _ in range(times)]
    pd.DataFrame(rows, columns=["group", "held"]).to_csv(folder / "meetings.csv", index=False)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    return registers.open("Kent", "2023-24").meetings


def test_share_held_of_those_planned_with_its_base_and_interval(meetings):
    planned, held, share = attendance.shares(meetings, "group", "Planned", "Held", held="yes")
    assert dict(zip(planned.rows["group"], planned.rows["value"], strict=True)) == {
        "Executive": 12,
        "Learning": 4,
        "Audit": 1,
    }
    assert list(held.rows["value"]) == [9, 4, 0]
    fact = share.find("2023-24", "Kent", group="Executive")
    # Nine of twelve, by Wilson: (18 + 3.8415 -/+ 1.96 sqrt(3.8415 + 36/4)) / (2 (12 + 3.8415)).
    assert fact.value == 75
    assert fact.lower == pytest.approx(46.77, abs=0.01)
    assert fact.upper == pytest.approx(91.11, abs=0.01)


def test_a_percentage_of_fewer_than_ten_is_not_shown(meetings):
    *_, share = attendance.shares(meetings, "group", "Planned", "Held", held="yes")
    fact = share.find("2023-24", "Kent", group="Learning")
    assert (fact.value, fact.marker, fact.lower) == (None, "u", None)


def test_a_count_and_its_percentage_are_named_once_in_a_caption(meetings):
    shares = attendance.shares(meetings, "group", "Planned", "Held", held="yes")
    shown = tables.by(shares, "Kent", "2023-24", "group")
    assert shown.caption == "Planned and held, by group, 2023-24"
    assert shown.columns == ("Planned", "Held", "Held, percentage", "Interval")


def test_what_nobody_supplied_has_no_share():
    met = registers.open("Medway", "2023-24").attendance
    for measure in attendance.shares(met, "agency", "Places", "Filled", present="yes"):
        assert measure.absence == (
            "Nothing was supplied for 2023-24 on who attended the meetings of its groups."
        )


def test_exampleshires_places_are_of_meetings_that_were_held():
    own = registers.open("Exampleshire", "2023-24")
    held = own.meetings.where(held="yes").rows
    met = set(zip(held["group"], held["date"], strict=True))
    sat = set(zip(own.attendance.rows["group"], own.attendance.rows["date"], strict=True))
    assert sat == met
    assert set(own.attendance.rows["agency"]) <= set(own.agencies.values())
