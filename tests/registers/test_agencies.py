"""Agencies under all their names, and which of them there were in a year."""

from __future__ import annotations

from mscp_analysis import registers
from mscp_analysis.registers import over_time


def of(year: str, area: str = "Medway", **wanted: str):
    return over_time.in_year(registers.open(area, year)["agencies"], **wanted)


def test_twenty_five_relevant_agencies_by_sector_as_in_appendix_one():
    relevant = of("2023-24").where(partner="relevant agency")
    assert relevant.count().value == 25
    rows = relevant.by("sector").rows
    assert dict(zip(rows["sector"], rows["value"], strict=True)) == {
        "Probation": 1,
        "Health": 8,
        "Education": 5,
        "Secure estate": 1,
        "Voluntary sector": 2,
        "Other agencies": 8,
    }


def test_names_of_the_money_table_and_of_the_list_are_one_agency():
    known = registers.open("Medway", "2023-24").agencies
    assert known["KMPT"] == known["Kent & Medway NHS & Social Care Partnership"]
    assert known["National Probation Service"] == "Probation Service"
    assert known["HMYOI Cookham Wood"] == known["HM Young Offender Institution Cookham Wood"]
    assert known["NELFT"] == "North East London NHS Foundation Trust"


def test_no_name_belongs_to_two_agencies():
    for area in ("Medway", "Exampleshire"):
        rows = registers.open(area, "2023-24")["agencies"].rows
        names = [*rows["name"], *(each for said in rows["aliases"] for each in said.split("; "))]
        assert len(names) - names.count("") == len(set(names) - {""})


def test_the_integrated_care_board_took_the_place_of_the_commissioning_group():
    now = of("2023-24").where(partner="safeguarding partner")
    before = of("2021-22").where(partner="safeguarding partner")
    assert now.count().value == before.count().value == 3
    board = "NHS Kent and Medway Integrated Care Board"
    assert now.where(name=board).cell("successor_of") in set(before.rows["name"])
    assert board not in set(before.rows["name"])


def test_the_partnership_took_the_place_of_the_board_on_2_september_2019():
    bodies = of("2019-20").where(partner="partnership")
    assert list(bodies.rows["to"].dropna().map(str)) == ["2019-09-01"]
    assert list(bodies.rows["from"].dropna().map(str)) == ["2019-09-02"]
    assert of("2018-19").where(partner="partnership").count().value == 1


def test_a_payer_that_leaves_on_no_known_day_has_no_last_day_and_is_still_named():
    own = registers.open("Medway", "2023-24")
    ended = {row.name for row in of("2023-24").rows.dropna(subset="to").itertuples(index=False)}
    assert not ended & set(own.contributions.rows["agency"])
    leaving = set(own.payers_leaving.rows["agency"]) & set(own.contributions.rows["agency"])
    assert leaving == {"HM Young Offender Institution Cookham Wood"}


def test_a_list_of_one_year_is_none_of_another_and_says_so():
    assert of("2022-23").where(partner="relevant agency").count().value == 0
    assert of("2022-23", partner="relevant agency").absence == (
        "Nothing was supplied for 2022-23 on its safeguarding partners and relevant agencies."
    )
    assert not of("2023-24", "Kent").is_supplied


def test_a_log_is_as_late_as_its_last_document_and_judged_at_that_day():
    own = registers.open("Medway", "2023-24")
    # Both logs hold rows from what came out on 21 November 2024, after the year.
    assert over_time.drawn_up(own.commitments).isoformat() == "2024-11-21"
    assert over_time.late(own.requests, "Overdue").value == 0, "the only day set is in 2025"
    assert over_time.late(own.commitments, "Overdue").marker == "x", "no day is set for any"
    assert over_time.late(registers.open("Kent", "2023-24").requests, "Overdue").absence


def test_earlier_plans_and_steps_stand_once_with_their_first_year():
    own = registers.open("Exampleshire", "2023-24")
    plans = over_time.history(own.plans)
    rows = plans.rows[["covers", "number", "year"]].itertuples(index=False)
    assert [tuple(row) for row in rows][2:5] == [
        ("2020-22", "3", "2021-22"),
        ("2022-25", "1", "2022-23"),
        ("2022-25", "2", "2022-23"),
    ]
    steps = over_time.history(registers.open("Medway", "2023-24").arrangements)
    assert steps.where(kind="change").cell("date").isoformat() == "2019-09-02"
    assert not over_time.history(registers.open("Kent", "2023-24").plans).is_supplied
