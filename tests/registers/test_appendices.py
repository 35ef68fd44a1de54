"""What stands in the appendices: who put in what, what is dated outside the year, the census."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from mscp_analysis import registers, schemas
from mscp_analysis.measures import MARKERS
from mscp_analysis.prose import appendices
from mscp_analysis.registers import census, coverage, dated
from mscp_analysis.registers.taking_part import taking_part


@pytest.fixture(scope="module")
def medway():
    return registers.open("Medway", "2023-24")


def put_in(own):
    given = [own[name] for name in ("contributions", "attendance", "section_11", "returns")]
    return taking_part(own["agencies"], *given)


def test_each_agency_stands_with_what_it_paid_and_why_a_figure_is_missing(medway):
    found = put_in(medway)
    fire = found.where(name="Kent Fire and Rescue Service")
    assert (fire.total("paid").shown, fire.total("came").marker) == ("2,833", "s")
    assert found.where(name="Faith Groups").total("paid").marker == "z", "in no list of payers"
    assert found.total("paid").value is None
    # All ten payers of the printed report are agencies by one of their names.
    assert found.rows["paid"].sum() == 211_117


def test_meetings_and_the_audit_are_counted_by_agency():
    own = registers.open("Exampleshire", "2023-24")
    found = put_in(own)
    rows, name = own.attendance.rows, "Exampleshire Probation Service"
    mine = rows[rows["agency"] == name]
    one = found.where(name=name)
    assert one.total("places").number == len(mine)
    assert one.total("came").number == (mine["present"] == "yes").sum() < len(mine)
    audited = dict(zip(found.rows["name"], found.rows["audited"], strict=True))
    assert audited["Exampleshire Youth Voice"] == "asked, not returned"
    assert audited["Exampleshire Council"] == "returned"


def test_an_audit_that_was_not_due_is_not_called_missing():
    own = registers.open("Medway", "2023-24")
    given = [own[name] for name in ("contributions", "attendance", "section_11", "returns")]
    found = taking_part(own["agencies"], *given)
    assert {*found.rows["audited"]} == {"not collected this year"}


def test_an_amount_that_is_not_known_is_not_taken_for_none():
    found = put_in(registers.open("Medway", "2020-21"))
    assert found.where(name="Medway Council").total("paid").marker == "x"


def test_what_happened_outside_the_year_is_named_with_its_side(medway):
    voice = medway.voice_changes
    rows = pd.DataFrame({"said_by": ["A", "B", "C", "D"], "said": ["a", "b", "c", "d"]})
    days = [date(2023, 3, 31), date(2023, 4, 1), date(2024, 3, 31), date(2024, 4, 1)]
    other = voice.with_rows(rows.assign(acted_on=days))
    found = dated.outside({"voice_changes": other, "returns": medway.returns})
    assert [*found.rows["side"]] == ["before", "after"]
    assert [*found.rows["when"]] == [days[0], days[3]]


def test_a_month_in_words_and_a_last_day_are_found_too(medway):
    # The views of both videos were counted in April 2024, which is after 31 March 2024.
    views = dated.outside(medway).where(register=medway.media.title)
    assert [*views.rows["step"]] == ["Counted", "Counted"]
    assert {*views.rows["when"]} == {date(2024, 4, 1)}
    ended = medway["agencies"].rows.head(1).assign(to=date(2024, 5, 1))
    other = medway["agencies"].with_rows(ended)
    assert [*dated.outside({"agencies": other, "returns": medway.returns}).rows["step"]] == [
        "Until"
    ]


def test_registers_of_history_name_only_what_came_later(medway):
    found = dated.outside(medway).where(register=medway.sites.title)
    assert {*found.rows["side"]} <= {"after"}
    assert "Oasis Restore" in {*found.rows["what"]}, "the first children came in July 2024"


def test_growth_and_shares_of_the_census_are_those_printed(medway):
    here, south_east, england = (
        census.growth(medway.census, area) for area in ("Medway", "South East", "England")
    )
    # 279,800 over 263,900 is 1.0602; the other two are printed as percentages alone.
    assert [each.percent.shown for each in (here, south_east, england)] == ["6.0", "7.5", "6.6"]
    assert here.percent.number == pytest.approx(100 * (279_800 / 263_900 - 1))
    assert (here.day, here.day_before) == (date(2021, 3, 21), date(2011, 3, 27))
    newest, before = census.groups(medway.census, "Medway")
    of_white = [m.at("2023-24", "Medway", group="White").shown for m in (newest, before)]
    assert of_white == ["84.3", "89.6"]


def test_shares_that_are_not_printed_are_told_as_a_gap(medway):
    # 100 less 5.9, 5.6 and 84.3.
    assert census.untold(medway.census, "Medway").shown == "4.2"
    assert census.untold(medway.census, "Kent").value is None
    none = registers.open("Kent", "2023-24").census
    assert census.untold(none, "Kent").absence.startswith("Nothing was supplied")
    assert census.growth(none, "Kent").now.absence == census.untold(none, "Kent").absence


def test_every_marker_register_and_rule_has_its_words():
    assert [*appendices.markers().terms] == [f"[{mark}]" for mark in MARKERS]
    titles = {about.title for about in schemas.descriptions().values() if about.feeds}
    assert {*appendices.registers().terms} == titles
    assert {"Interval", "Rate", "As known at", "Working days"} <= {*appendices.method().terms}


def test_the_rules_of_small_numbers_are_told_as_their_files_have_them():
    own, dfe = appendices.protection("partnership", "dfe").terms.values()
    assert own.startswith("Counts from 1 to 5 are withheld. True zeros are shown. Further")
    assert dfe.endswith("Counts of larger areas are rounded to the nearest 10.")
    assert "rounded" not in own


def test_registers_that_say_why_they_are_empty_stand_under_their_titles(medway):
    told = coverage.explained(medway.returns).rows
    assert "What was spent" in {*told["register"]}
    assert "spending" not in {*told["register"]}
    earlier = registers.open("Exampleshire", "2022-23").returns
    assert {*coverage.explained(earlier).rows["state"]} == {"nothing to enter"}
