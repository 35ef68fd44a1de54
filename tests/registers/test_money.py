"""Money: sums, shares on a stated base, the reserve, and what a leaving payer costs."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from mscp_analysis import areas, registers, tables
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers import money, payers, sums


@pytest.fixture(scope="module")
def medway():
    return registers.open("Medway", "2023-24")


@pytest.fixture(scope="module")
def made_up():
    return registers.open("Exampleshire", "2023-24")


def rows(register, **columns):
    """The same register of other rows."""
    return register.with_rows(pd.DataFrame(columns), absence="")


PRINTED = {
    "Medway Council": ("146,799", "69.5"),
    "NHS Kent and Medway Integrated Care Board": ("6,764", "3.2"),
    "Medway NHS Foundation Trust": ("6,764", "3.2"),
    "Kent and Medway NHS and Social Care Partnership Trust": ("6,764", "3.2"),
    "North East London NHS Foundation Trust": ("6,764", "3.2"),
    "Medway Community Healthcare": ("6,764", "3.2"),
    "Kent Police and Crime Commissioner": ("15,434", "7.3"),
    "Probation Service": ("5,235", "2.5"),
    "HM Young Offender Institution Cookham Wood": ("6,996", "3.3"),
    "Kent Fire and Rescue Service": ("2,833", "1.3"),
    "All": ("211,117", "100.0"),
}
"""Amounts and percentages on page 26 of the printed report of 2023-24; their sum by hand."""


def test_each_printed_share_is_of_contributions_alone(medway):
    paid = money.amounts(medway.contributions)
    share = money.shares(paid)
    found = {
        name: tuple(each.at("2023-24", "Medway", agency=name).shown for each in (paid, share))
        for name in paid.rows["agency"]
    }
    assert found == PRINTED


def test_the_five_health_bodies_together_pay_a_sixth(medway):
    sectors = money.amounts(money.by_sector(medway.contributions, medway["agencies"]), "sector")
    # Five times 6,764 is 33,820; over 211,117 that is 16.02 per cent.
    assert sectors.at("2023-24", "Medway", sector="Health").shown == "33,820"
    assert money.shares(sectors).at("2023-24", "Medway", sector="Health").shown == "16.0"
    assert sectors.at("2023-24", "Medway", sector="All").number == 211_117


def test_income_is_the_printed_total_and_with_the_reserve_the_spending_that_it_implies(medway):
    paid, earned = medway.contributions.total("amount"), medway.other_income.total("amount")
    drawn, granted = medway.reserve.total("drawn"), medway.grants.total("amount")
    printed = medway.budget.total("total")
    assert sums.added("Income", paid, earned).number == 212_117 == printed.number
    assert sums.less("Off", printed, paid, earned).number == 0
    assert sums.added("With the reserve", paid, earned, drawn).number == 241_717
    assert sums.added("With the grant", paid, earned, drawn, granted).number == 289_017
    assert sums.as_share(drawn, sums.added("All", paid, earned, drawn)).shown == "12.2"


def test_a_sum_lacks_what_one_part_lacks_and_only_like_is_added(medway):
    paid, opening = medway.contributions.total("amount"), medway.reserve.total("opening")
    unknown = sums.added("Sum", paid, opening)
    assert (unknown.value, unknown.marker) == (None, "x")
    absent = sums.added("Sum", paid, medway.spending.total("actual"))
    assert absent.absence.startswith("Nothing was supplied for 2023-24 on what the partnership")
    with pytest.raises(ValueError, match=r"\(agencies, 2023-24\) cannot be added"):
        sums.added("Sum", paid, medway.contributions.count(unit="agencies"))


def test_a_closed_payer_that_nobody_replaces_raises_the_shortfall(medway):
    ahead = payers.forecast(
        medway.contributions, medway["agencies"], medway.payers_leaving, medway.reserve
    )
    assert [*ahead.leaving.rows["agency"]] == ["HM Young Offender Institution Cookham Wood"]
    assert (ahead.lost.shown, ahead.shortfall.shown) == ("6,996", "29,600")
    assert (ahead.ahead.shown, ahead.ahead.period) == ("36,596", "2024-25")
    assert (ahead.years.marker, ahead.balance.marker) == ("x", "x"), "no balance was printed"


def test_a_payer_leaves_by_its_last_day_unless_another_took_its_place(made_up):
    ahead = payers.forecast(
        made_up.contributions, made_up["agencies"], made_up.payers_leaving, made_up.reserve
    )
    assert [*ahead.leaving.rows["agency"]] == ["Exampleshire Fire and Rescue Service"]
    assert [*ahead.leaving.rows["why"]] == ["It puts its money into safety at home"]
    earlier = registers.open("Exampleshire", "2021-22")
    then = payers.forecast(
        earlier.contributions, earlier["agencies"], earlier.payers_leaving, earlier.reserve
    )
    assert then.leaving.count().value == 0


def test_change_follows_an_agency_that_took_anothers_place():
    own = registers.open("Exampleshire", "2022-23")
    before, now, moved = payers.since_last_year(own.contributions, own["agencies"])
    board = "NHS Exampleshire Integrated Care Board"
    found = [each.at("2022-23", "Exampleshire", agency=board).number for each in (before, now)]
    # In 2021-22 the Clinical Commissioning Group paid 26,000.
    assert found == [26_000, 24_900]
    assert moved.at("2022-23", "Exampleshire", agency=board).number == -1_100


def test_who_pays_anew_has_no_change_and_a_missing_sum_keeps_its_reason(made_up):
    paid = made_up.contributions
    now = rows(paid, agency=["A", "B", "C"], amount=[5.0, 7.0, 9.0]).by("agency", total="amount")
    then = rows(paid, agency=["A", "B"], amount=[4.0, 7.5]).by("agency", total="amount")
    hidden = then.with_rows(then.rows.assign(value=[4.0, float("nan")], marker=["", "x"]))
    found = money.differences(now, hidden, "Change").rows.set_index("agency")
    assert found["value"].fillna(0).to_dict() == {"A": 1.0, "B": 0.0, "C": 0.0}
    assert found["marker"].to_dict() == {"A": "", "B": "x", "C": "z"}


def test_years_left_and_costs_are_plain_divisions(made_up):
    reserve = made_up.reserve
    held = rows(reserve, reserve=["R"], closing=[54_400.0], drawn=[29_600.0])
    assert sums.years_left(held.total("closing"), held.total("drawn")).shown == "1.8"
    none = rows(reserve, reserve=["R"], closing=[54_400.0], drawn=[0.0])
    assert sums.years_left(none.total("closing"), none.total("drawn")).marker == "z"
    each = sums.cost_each(held.total("closing"), made_up.grants.count(), "grant")
    assert (each.shown, each.unit) == ("27,200", "pounds"), "two grants"


def test_grants_that_were_spent_or_returned_are_accounted_for(made_up, medway):
    spent, back = made_up.grants.total("spent").number, made_up.grants.total("returned").number
    assert spent + back == made_up.grants.total("amount").number == 46_000
    assert money.unaccounted(made_up.grants).number == 0
    assert money.unaccounted(medway.grants).marker == "x"


def test_the_made_up_reserve_moves_by_what_income_does_not_cover():
    closing = None
    for year in ("2021-22", "2022-23", "2023-24"):
        own = registers.open("Exampleshire", year)
        held = {name: own.reserve.total(name).number for name in ("opening", "paid_in", "drawn")}
        income = own.contributions.total("amount").number + own.other_income.total("amount").number
        spent = own.spending.total("actual").number
        assert held["drawn"] - held["paid_in"] == spent - income
        assert closing in (None, held["opening"])
        closing = own.reserve.total("closing").number
        assert closing == held["opening"] + held["paid_in"] - held["drawn"]


def test_spending_stands_beside_its_budget(made_up):
    planned, spent, over = money.against_budget(made_up.spending)
    table = tables.by([planned, spent, over], "Exampleshire", "2023-24", "heading")
    by_hand = {head: cells[1].number - cells[0].number for head, cells in table.rows}
    assert {head: cells[2].number for head, cells in table.rows} == by_hand
    assert max(by_hand.values()) > 0 > min(by_hand.values())


def test_who_pays_most_is_named_only_where_every_sum_is_known(medway):
    name, amount, share = money.largest(medway.contributions)
    assert (name, amount.shown, share.shown) == ("Medway Council", "146,799", "69.5")
    early = registers.open("Medway", "2020-21").contributions
    assert [early.count().shown, money.largest(early)[1].marker] == ["6", "x"]


def test_years_of_which_sums_are_held_stand_though_this_year_has_none():
    sums = registers.open("Medway", "2022-23").contributions.over_years("amount")
    assert [*sums.rows["period"]] == ["2020-21"]
    assert sums.absence == ""
    assert sums.sources[0].detail == "item 1.3", "and an item of a paper is no page"


def test_absent_registers_say_so_wherever_they_are_reckoned_with():
    own = registers.open("Kent", "2023-24")
    paid, none = own.contributions, "Nothing was supplied for 2023-24 on what each agency paid."
    assert money.largest(paid)[1].absence == none
    assert money.shares(money.amounts(paid)).absence == none
    ahead = payers.forecast(paid, own["agencies"], own.payers_leaving, own.reserve)
    assert ahead.ahead.absence == "Nothing was supplied for 2023-24 on its reserve."
    before, now, moved = payers.since_last_year(paid, own["agencies"])
    assert before.absence == "Nothing was supplied for 2022-23 on what each agency paid."
    assert (now.absence, moved.absence) == (none, none)


def test_a_table_beside_a_year_that_nobody_supplied_says_so_in_its_place(medway):
    three = payers.since_last_year(medway.contributions, medway["agencies"])
    table = tables.by(three, "Medway", "2023-24", "agency")
    assert table.absence == "Nothing was supplied for 2022-23 on what each agency paid."
    earned = tables.by(medway.other_income.by("source", "amount"), "Medway", "2023-24", "source")
    assert earned.columns == ("Amount in pounds",)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("budget", "212117", "212118", "212,117, the sum of amount in contributions.csv and other"),
        ("budget", "1000,212117", "999,212117", "1,000, the sum of amount in other_income.csv"),
        ("reserve", "[x],[x],29600,[x]", "50000,0,29600,20000", "20,400, which is opening + paid"),
        ("grants", "[x],[x]", "47301,[x]", "at most the 47,300 of amount"),
        ("grant_uses", "guidance,Learning", "guide,Learning", "grants.csv"),
        ("contributions", "146799", "lots", "an amount in pounds such as"),
        ("census", "84.3", "184.3", "a percentage between 0 and 100"),
    ],
)
def test_one_fault_of_money_is_told_with_what_was_expected(tmp_path, file, old, new, said):
    held = areas.partnership_of("Medway")
    year = ReportingYear.parse("2023-24")
    shutil.copytree(held, tmp_path / "medway")
    path = tmp_path / "medway" / "2023-24" / f"{file}.csv"
    text = path.read_text()
    path.write_text(text.replace(old, new, 1))
    assert path.read_text() != text
    found = registers.faults(tmp_path / "medway", year)
    assert any(said in each.sentence and file in each.file for each in found), found
