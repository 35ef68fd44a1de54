"""From nothing to registers that explain themselves; from one year to the next."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from mscp_analysis import areas, registers
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers.laying_out import lay_out
from mscp_analysis.schemas import descriptions

FIRST, NEXT = ReportingYear.parse("2023-24"), ReportingYear.parse("2024-25")
TODAY = date(2024, 6, 30)


@pytest.fixture
def kent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    folder = tmp_path / "partnerships" / "kent"
    lay_out(folder, areas.find("Kent"), FIRST, TODAY)
    return folder


def test_a_new_partnership_can_be_read_at_once_and_has_no_fault(kent):
    assert areas.partnership_of("Kent") == kent
    assert registers.faults(kent, FIRST) == []
    own = registers.open("Kent", FIRST)
    assert own.as_of == "2024-06-30"
    assert own.meetings.absence == "Nothing was supplied for 2023-24 on the meetings of its groups."


def test_every_register_is_laid_out_and_each_of_its_columns_explained(kent):
    guide = (kent / "2023-24" / "README.md").read_text()
    for name, about in descriptions().items():
        places = [
            folder for folder in (kent, kent / "2023-24") if (folder / f"{name}.csv").exists()
        ]
        assert len(places) == 1, name
        section = guide.split(f"## `{name}.csv`")[1].split("\n## ")[0]
        for column in about.columns.values():
            assert f"| `{column.name}` | {column.meaning} |" in section, name


def test_what_is_open_is_carried_and_what_is_done_is_not(kent):
    head = "plan,id,what,set,due,done,status,evidence"
    rows = ["Plan,A1,Write it,2023-05-01,2023-09-01,2023-08-01,done,the paper",
            "Plan,A2,Read it,2023-05-01,2024-09-01,,open,"]  # fmt: skip
    (kent / "2023-24" / "actions.csv").write_text("\n".join([head, *rows]) + "\n")
    carried = lay_out(kent, None, NEXT, date(2025, 6, 30))
    assert carried == [kent / "2024-25" / "actions.csv"]
    with carried[0].open() as file:
        assert [row["id"] for row in csv.DictReader(file)] == ["A2"]
    assert registers.faults(kent, NEXT) == []


def test_a_year_that_is_there_is_left_as_it_is(kent):
    before = {path: path.read_bytes() for path in kent.rglob("*") if path.is_file()}
    with pytest.raises(ValueError, match="is there already; nothing was changed"):
        lay_out(kent, None, FIRST, TODAY)
    assert {path: path.read_bytes() for path in kent.rglob("*") if path.is_file()} == before


def test_another_area_under_the_same_name_is_refused(kent):
    with pytest.raises(ValueError, match="is of Kent, not of Medway"):
        lay_out(kent, areas.find("Medway"), NEXT, TODAY)


def test_a_new_partnership_needs_its_area(tmp_path):
    with pytest.raises(ValueError, match="say for which authority, with --area"):
        lay_out(tmp_path / "surrey", None, FIRST, TODAY)
    assert not (tmp_path / "surrey").exists()
