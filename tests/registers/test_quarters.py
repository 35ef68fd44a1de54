"""Series of quarters: over several years, in sentences, tables and control charts."""

from __future__ import annotations

import pandas as pd
import pytest

from mscp_analysis import charts, prose, registers, tables
from mscp_analysis.measures import Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers import quarters
from mscp_analysis.trends import SpecialCause

YEAR = ReportingYear.parse("2023-24")


@pytest.fixture(scope="module")
def own():
    return registers.open("Exampleshire", "2023-24")


def of(values, unit="records"):
    periods = [label for back in (2, 1, 0) for label in YEAR.previous(back).quarters]
    rows = pd.DataFrame({"period": periods[-len(values) :], "value": values}).assign(
        area_code="E06000035", marker=["" if value == value else "x" for value in values]
    )
    return Measure(
        rows=rows, name="n", title="Forms", unit=unit, decimals=0, timing="quarter",
    )  # fmt: skip


def test_the_rows_of_several_agencies_and_years_are_added_up_by_quarter(own):
    health = quarters.of_kind(own.quarterly_dataset, measure="Referrals from health")
    assert len(health.rows) == 12
    rows = pd.read_csv(registers.open("Exampleshire", "2022-23").folder / "quarterly_dataset.csv")
    chosen = rows[(rows["measure"] == "Referrals from health") & (rows["quarter"] == "Q3")]
    by_hand = pd.to_numeric(chosen["count"]).sum()
    fact = health.at("2022-23 Q3", "Exampleshire")
    assert fact.value == by_hand
    assert (fact.timing, fact.date) == ("quarter", "31 December 2022")


def test_a_quarter_that_was_not_counted_has_no_figure_and_stops_nothing(own):
    toolkits = quarters.of_kind(own.quarterly_dataset, measure="Exploitation toolkits completed")
    assert toolkits.at("2022-23 Q2", "Exampleshire").marker == "x"
    assert quarters.latest(toolkits, "Exampleshire", YEAR).quarters.shown == "11"


def test_the_latest_quarter_stands_beside_the_one_before_and_the_same_a_year_before():
    latest = quarters.latest(of([10, 12, 11, 13, 12, 11, 10, 12, 11, 24]), "Medway", YEAR)
    assert (latest.now.period, latest.now.shown) == ("2023-24 Q4", "24")
    before = latest.since_year.before
    assert latest.since_quarter.before.period == "2023-24 Q3"
    assert (before.period, before.shown) == ("2022-23 Q4", "11")
    # By hand: mean 12.6, average moving range 24/9, upper limit 12.6 + 2.66 x 24/9 = 19.7.
    assert (latest.mean.shown, latest.most.shown) == ("12.6", "19.7")
    assert latest.cause == SpecialCause.ABOVE_LIMIT
    notes = prose.Notes()
    said = notes.say("{n} forms came {n.when}, which is {v}.", n=latest.now,
                     v=prose.variation(latest))  # fmt: skip
    assert repr(said) == (
        "24 forms came in the quarter to 31 March 2024, which is above its upper limit "
        "(mean 12.6, limits 5.5 and 19.7, over 10 quarters)."
    )


def test_few_quarters_make_no_limits():
    latest = quarters.latest(of([3, 4, 5, 4]), "Medway", YEAR)
    assert latest.cause is None
    assert prose.variation(latest).plain.endswith("there are too few of them")


def test_limits_stay_within_what_can_be():
    part = quarters.latest(of([90, 70, 99, 80, 99], unit="%"), "Medway", YEAR)
    assert part.most.value == 100
    low = quarters.latest(of([1, 9, 0, 8, 2]), "Medway", YEAR)
    assert low.fewest.value == 0


def test_a_control_chart_and_its_table_have_a_point_a_quarter(own):
    forms = of([10, 12, 11, 13, 12, 11, 10, 12, 11, 24])
    chart = charts.control(forms, "Medway", YEAR)
    assert "2021-22 Q3 to 2023-24 Q4" in chart.alt
    assert "Special points: 2023-24 Q4 (24, above its upper limit)." in chart.alt
    table = tables.series([forms], "Medway", YEAR, years=24)
    assert (table.stub, len(table.rows)) == ("Quarter", 10)
    before = charts.control(forms, "Medway", "2023-24 Q3")
    assert before.facts[-1].period == "2023-24 Q3"


def test_conferences_in_time_are_a_share_with_its_interval(own):
    held = own.conferences.where(kind="initial conferences in time")
    share = quarters.share(held, "number", "of", "Initial conferences in time")
    row = held.where(quarter="Q4").rows.iloc[0]
    fact = share.at("2023-24 Q4", "Exampleshire")
    assert fact.value == pytest.approx(100 * row["number"] / row["of"])
    assert fact.lower < fact.value < fact.upper


def test_what_nobody_supplied_is_absent_and_says_so():
    kent = registers.open("Kent", "2023-24")
    share = quarters.share(kent.conferences, "number", "of", "Conferences in time")
    assert share.absence.startswith("Nothing was supplied for 2023-24 on the timeliness")
    assert charts.control(share, "Kent", YEAR).absence == share.absence
    assert tables.series([share], "Kent", YEAR).absence == share.absence
    latest = quarters.latest(share, "Kent", YEAR)
    assert latest.now.marker == "s"


def test_one_kind_of_work_may_be_missing_where_others_are_there(own):
    some = own.quarterly_dataset.where(measure="Referrals from health")
    none = quarters.series(some.with_rows(some.rows.iloc[:0]), "count", "Referrals from health")
    assert none.absence == "Nothing was supplied for 2023-24 on referrals from health."


def test_kinds_are_counted_once_each(own):
    assert quarters.kinds(own.quarterly_dataset, "quarter").shown == "4"
    assert quarters.kinds(own.quarterly_dataset, "measure").shown == "5"


def toolkits(own, *counts: int):
    kind = "Exploitation toolkits completed"
    some = own.quarterly_dataset.where(measure=kind)
    first = some.rows.drop_duplicates("quarter").sort_values("quarter")
    rows = first.assign(count=[float(count) for count in counts])
    series = quarters.of_kind(some.with_rows(rows), measure=kind).rows
    return series[series["period"].str.startswith("2023-24")]


def test_a_small_quarter_of_work_on_a_child_hides_the_quarters_of_its_year(own):
    shown = toolkits(own, 6, 7, 0, 8)
    assert (shown["value"].tolist(), set(shown["marker"])) == ([6, 7, 0, 8], {""})
    hidden = toolkits(own, 6, 5, 0, 8)
    assert hidden["value"].isna().all()
    assert set(hidden["marker"]) == {"c"}
    assert toolkits(own, 1, 9, 9, 9)["value"].isna().all()


def test_a_withheld_latest_quarter_is_not_called_one_of_too_few():
    forms = of([10, 12, 11, 13, 12, 11, 10, 12, 11, 24])
    hidden = forms.rows.index == forms.rows.index[-1]
    rows = forms.rows.assign(
        value=forms.rows["value"].mask(hidden), marker=forms.rows["marker"].mask(hidden, "c")
    )
    latest = quarters.latest(forms.with_rows(rows), "Medway", YEAR)
    assert prose.variation(latest).plain.startswith("not to be judged, since the latest of them is")
