"""Audits: shares of cases with their interval, moderation, and a theme audited again."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscp_analysis import registers
from mscp_analysis.registers import audits

HEAD = "theme,cycle,cases,agency,moderated,grade,count\n"
FIRST = """Neglect,first,20,,yes,good,4
Neglect,first,20,,yes,inadequate,16
"""
SECOND = """Neglect,repeat,20,,yes,outstanding,2
Neglect,repeat,20,,yes,good,14
Neglect,repeat,20,,yes,inadequate,4
Neglect,repeat,20,Kent Police,no,good,18
Neglect,repeat,20,Kent Police,no,inadequate,2
Neglect,repeat,20,Kent Police,yes,good,11
Neglect,repeat,20,Kent Police,yes,inadequate,9
Exploitation,first,6,,yes,good,3
Exploitation,first,6,,yes,inadequate,3
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for year, rows in (("2021-22", FIRST), ("2023-24", SECOND)):
        folder = tmp_path / "partnerships" / "kent" / year
        folder.mkdir(parents=True)
        (folder / "audits.csv").write_text(HEAD + rows)
    said = "name: Kent SCP\nshort_name: KSCP\narea_code: E10000016\n"
    (folder.parent / "partnership.yaml").write_text(said)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    return registers.open("Kent", "2023-24").audits


def test_an_audit_is_counted_once_with_its_cases(own):
    themes = audits.themes(own)
    assert themes.count().value == 2
    assert themes.total("cases").value == 26


def test_good_or_better_is_of_cases_and_of_moderated_grades_only(own):
    fact = audits.good_or_better(own).find("2023-24", "Kent", theme="Neglect")
    # Sixteen of twenty, by Wilson: (32 + 3.8415 -/+ 1.96 sqrt(3.8415 + 64 * 0.2)) / 47.683.
    assert fact.value == 80
    assert fact.lower == pytest.approx(58.40, abs=0.01)
    assert fact.upper == pytest.approx(91.93, abs=0.01)


def test_six_cases_bear_no_percentage(own):
    assert audits.good_or_better(own).find("2023-24", "Kent", theme="Exploitation").marker == "u"


def test_what_moderation_took_away(own):
    before, after = audits.graded(own, "no"), audits.graded(own, "yes")
    assert (before.number.value, before.base.value) == (18, 20)
    assert (after.number.value, after.base.value) == (11, 20)


def test_grades_of_an_agency_are_those_after_moderation_with_noughts(own):
    found = {m.title: m.find("2023-24", "Kent", agency="Kent Police") for m in audits.grades(own)}
    assert {title: fact.value for title, fact in found.items()} == {
        "Outstanding": 0,
        "Good": 11,
        "Requires improvement": 0,
        "Inadequate": 9,
    }


def test_a_repeat_is_clear_where_the_intervals_do_not_overlap(own):
    moved = audits.again(own)
    # Four of twenty (8.1 to 41.6) and sixteen of twenty (58.4 to 91.9).
    assert (moved.before.value, moved.before.period) == (20, "2021-22")
    assert moved.before.upper == pytest.approx(41.60, abs=0.01)
    assert (moved.difference.value, moved.direction) == (60, "rose")
    assert audits.repeats(own).rows["theme"].tolist() == ["Neglect"]
    again = audits.over_years(own)
    assert again.find("2021-22", "Kent", theme="Neglect").value == 20


def test_exampleshires_repeat_is_no_more_than_chance_bears():
    moved = audits.again(registers.open("Exampleshire", "2023-24").audits)
    assert moved.direction == "unchanged"
    assert moved.now.title == "Children with a child in need plan"


def test_medways_three_themes_have_neither_cases_nor_grades():
    # Annual report of 2023-24, page 22: three themes, no number of cases.
    own = registers.open("Medway", "2023-24").audits
    assert audits.themes(own).count().value == 3
    assert audits.themes(own).total("cases").marker == "x"
    assert audits.good_or_better(own).absence.endswith("not stated how the cases were graded.")
    assert audits.graded(own, "yes").number.marker == "x"
    assert audits.again(own).direction == "unknown"


def test_the_six_cases_of_2018_19():
    own = registers.open("Medway", "2018-19").audits
    assert audits.themes(own).total("cases").value == 6


def test_what_nobody_supplied_has_a_reason():
    own = registers.open("Surrey", "2023-24").audits
    why = "Nothing was supplied for 2023-24 on multi-agency audits of practice."
    assert audits.good_or_better(own).absence == audits.over_years(own).absence == why
    assert audits.graded(own, "no").percent.absence == why
    assert audits.again(own).now.absence == why
    assert {each.absence for each in audits.grades(own)} == {why}
