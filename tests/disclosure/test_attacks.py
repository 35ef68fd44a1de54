"""Each way of working a count back succeeds against naive suppression, and fails after protect.

The expected values are worked out by hand in each test.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from mscp_analysis import intervals
from mscp_analysis.disclosure import (
    Display,
    Relation,
    Settings,
    Table,
    attack,
    cell,
    protect,
    settings,
)

RULE = settings("partnership")


def table(name: str, column: str, values: dict[str, float], **kept: object) -> Table:
    """One column of labels and counts."""
    rows = pd.DataFrame({column: list(values), "value": [float(v) for v in values.values()]})
    return Table(name=name, rows=rows, **kept)  # type: ignore[arg-type]


def naive(found: Table, *more: int, rule: Settings = RULE, beside: bool = True) -> Table:
    """Only the small counts withheld (and further rows), each with what stands beside it."""
    rows = found.rows.copy()
    small = rows["value"].between(1, rule.threshold).to_numpy(copy=True)
    small[list(more)] = True
    rows["value"] = rows["value"].mask(small)
    rows["marker"] = np.where(small, rule.symbol, "")
    for display in found.displays if beside else ():
        rows[display.column] = rows[display.column].mask(small)
    return replace(found, rows=rows)


def found_in(tables: list[Table], rule: Settings = RULE, **kept: object) -> dict[str, tuple]:
    findings = attack(tables, rule, **kept)  # type: ignore[arg-type]
    return {row.cell: (row.lowest, row.highest) for row in findings.itertuples(index=False)}


def safe(tables: list[Table], known: tuple = (), relations: tuple = (), rule: Settings = RULE):
    """After protect the attacker finds nothing; gives the decision."""
    published, decision = protect(tables, rule, known, relations)
    kept = [relation for relation in relations if relation.why not in decision.left_out]
    assert found_in([*published.values(), *known], rule, relations=kept) == {}
    assert decision.exposed.empty
    return decision


def test_a_total_less_the_shown_cells_gives_the_withheld_one_back() -> None:
    # 41 - 30 - 8 = 3.
    need = table("plans", "need", {"a": 3, "b": 30, "c": 8, "Total": 41}, sums={"need": "Total"})
    assert found_in([naive(need)]) == {"plans: need a": (3, 3)}
    decision = safe([need])
    # 3 + 8 = 11 leaves a anywhere from 1 to 10; the 8 costs least to withhold.
    assert decision.hidden["cell"].tolist() == ["plans: need a", "plans: need c"]


@pytest.mark.parametrize(("both", "total"), [(1, 2), (5, 10)])
def test_the_published_rule_bounds_two_withheld_cells(both: int, total: int) -> None:
    # Of two counts from 1 to 5 that make 2 both are 1; of two that make 10 both are 5.
    values = {"a": both, "b": both, "c": 20, "Total": total + 20}
    need = table("plans", "need", values, sums={"need": "Total"})
    primary_only = replace(RULE, secondary=False)
    expected = {"plans: need a": (both, both), "plans: need b": (both, both)}
    assert found_in([naive(need)], primary_only) == expected
    small = [cell("plans", need="a"), cell("plans", need="b")]
    published, _ = protect([need], RULE)
    assert found_in(list(published.values()), small=small) == {}


def test_a_rate_among_a_known_population_gives_the_count_back() -> None:
    # 0.6 per 10,000 of 65,289: between 0.55 * 6.5289 = 3.59 and 0.65 * 6.5289 = 4.24, so 4.
    shown = Display(column="rate", kind="rate", base="children", per=10_000)
    plans = table("plans", "area_code", {"A": 4, "B": 31}, displays=(shown,))
    rows = plans.rows.assign(children=[65289.0, 44000.0], rate=[0.6, 7.0])
    plans = replace(plans, rows=rows)
    assert found_in([naive(plans, beside=False)]) == {"plans: area_code A": (4, 4)}
    published, _ = protect([plans], RULE)
    assert published["plans"].rows["rate"].isna().tolist() == [True, False]
    safe([plans])


@pytest.mark.parametrize("method", ["byar", "exact", "poisson", "wilson"])
@pytest.mark.parametrize("kind", ["lower", "upper"])
def test_a_limit_gives_the_count_back(method: str, kind: str) -> None:
    # 5 of 400: each limit is one-to-one in the count, so the limit of 5 is that of no other.
    five, all_of = np.array([5.0]), np.array([400.0])
    side = kind == "upper"
    if method == "wilson":
        limit = float(intervals.wilson(five, all_of, 0.95)[side][0] * 100)
    else:
        limit = float(getattr(intervals, method)(five, 0.95)[side][0] / 400 * 100)
    shown = Display(column="limit", kind=kind, base="of", limits=method, decimals=2)  # type: ignore[arg-type]
    shares = table("shares", "need", {"a": 5, "b": 80}, displays=(shown,))
    shares = replace(shares, rows=shares.rows.assign(of=400.0, limit=[round(limit, 2), np.nan]))
    assert found_in([naive(shares, beside=False)]) == {"shares: need a": (5, 5)}
    safe([shares])


def test_a_whole_percentage_of_a_small_whole_gives_the_count_back() -> None:
    # 8% of 38: between 2.85 and 3.23, so 3; what is left of the whole, 35, is no secret.
    shown = Display(column="percent", kind="percentage", base="starting", decimals=0)
    starting = table("starting", "sex", {"f": 38, "m": 51})
    second = table("second", "sex", {"f": 3, "m": 20}, displays=(shown,), part_of="starting")
    second = replace(second, rows=second.rows.assign(percent=[8.0, 39.0]))
    assert found_in([starting, naive(second, beside=False)]) == {"second: sex f": (3, 3)}
    safe([starting, second])


def test_what_is_left_of_a_whole_is_protected_although_it_is_never_printed() -> None:
    # 49 of 51 leaves 2.
    starting = table("starting", "sex", {"m": 51})
    second = table("second", "sex", {"m": 49}, part_of="starting")
    expected = {"starting less second: sex m": (2, 2)}
    assert found_in([starting, second]) == expected
    decision = safe([starting, second])
    assert decision.hidden["kind"].tolist() == ["secondary"]


def test_a_percentage_goes_with_its_denominator() -> None:
    # 12 shown as 40%: between 12 / 0.405 = 29.6 and 12 / 0.395 = 30.4, so 30 in all, and
    # 30 - 26 = 4 of the other need.
    shown = Display(column="percent", kind="percentage", base="starting", decimals=0)
    starting = table("starting", "need", {"a": 26, "b": 4, "Total": 30}, sums={"need": "Total"})
    second = Table(
        name="second",
        rows=pd.DataFrame({"need": ["Total"], "value": [12.0], "percent": [40.0]}),
        sums={"need": "Total"},
        displays=(shown,),
    )
    expected = {"starting: need b": (4, 4), "starting: total": (30, 30)}
    assert found_in([naive(starting, 2), second]) == expected
    safe([starting, second])


def test_a_year_less_nine_months_gives_the_last_quarter_back() -> None:
    # 26 - 22 = 4 in the last quarter; of the others only 9 + 6 + 7 = 22 is printed.
    quarters = ["Q1", "Q2", "Q3", "Q4"]
    sums = {"period": {"Q1-Q3": quarters[:3], "year": quarters}}
    values = {"Q1": 9, "Q2": 6, "Q3": 7, "Q4": 4, "Q1-Q3": 22, "year": 26}
    plans = table("plans", "period", values, sums=sums)
    assert found_in([naive(plans)]) == {"plans: period Q4": (4, 4)}
    safe([plans])


def test_a_quarter_that_is_never_printed_is_protected_from_two_totals() -> None:
    # The year's 26 and nine months' 22 leave 4, although no quarter is printed.
    quarters = ["Q1", "Q2", "Q3", "Q4"]
    sums = {"period": {"Q1-Q3": quarters[:3], "year": ["Q1-Q3", "Q4"]}}
    plans = table("plans", "period", {"Q1-Q3": 22, "year": 26}, sums=sums)
    assert found_in([plans]) == {"plans: period Q4": (4, 4)}
    assert len(safe([plans]).hidden) == 1


def test_overlapping_rolling_years_give_a_quarter_back() -> None:
    # Years from Q1 and from Q2 share three quarters: 30 - 33 + 5 = 2, with Q5 = 5 + ... shown
    # as 8: Q1 = Q5 - (33 - 30) = 8 - 3 = 5.
    first = ["Q1", "Q2", "Q3", "Q4"]
    sums = {"period": {"to Q4": first, "to Q5": [*first[1:], "Q5"]}}
    values = {"Q1": 5, "Q5": 8, "to Q4": 30, "to Q5": 33}
    plans = table("plans", "period", values, sums=sums)
    assert found_in([naive(plans)]) == {"plans: period Q1": (5, 5)}
    safe([plans])


def test_last_years_edition_gives_a_secondary_choice_away() -> None:
    # This year 3 and 9 of 40 are withheld; last year's edition shows the 9: 40 - 28 - 9 = 3.
    values = {"a": 3, "b": 9, "c": 28, "Total": 40}
    need = table("plans", "need", values, sums={"need": "Total"})
    last = table("last edition", "need", {"b": 9}, measure="plans")
    expected = {"plans: need a": (3, 3), "plans: need b": (9, 9)}
    assert found_in([naive(need, 1), last]) == expected
    hidden = set(safe([need], known=(last,)).hidden["cell"])
    assert hidden in ({"plans: need a", "plans: need c"}, {"plans: need a", "plans: total"})


def test_a_figure_revised_since_still_bounds_its_cell() -> None:
    # Last edition said 10 where it is 9 now: a is 2 or 3, too narrow, so another cell goes.
    values = {"a": 3, "b": 9, "c": 28, "Total": 40}
    need = table("plans", "need", values, sums={"need": "Total"})
    last = table("last edition", "need", {"b": 10}, measure="plans")
    hidden = set(safe([need], known=(last,)).hidden["cell"])
    assert hidden in ({"plans: need a", "plans: need c"}, {"plans: need a", "plans: total"})


def test_a_partnership_less_the_other_authorities_gives_one_back() -> None:
    # 60 - 35 - 21 = 4.
    values = {"A": 4, "B": 35, "C": 21, "all": 60}
    plans = table("plans", "area_code", values, sums={"area_code": {"all": ["A", "B", "C"]}})
    assert found_in([naive(plans)]) == {"plans: area_code A": (4, 4)}
    safe([plans])


def test_ten_times_a_mean_less_nine_neighbours_gives_the_tenth_back() -> None:
    # Nine neighbours of 20 each and a mean of 18.3: 183 - 180 = 3.
    areas = {f"A{place}": 20 for place in range(9)} | {"A9": 3}
    plans = table("plans", "area_code", areas)
    weights = {cell("plans", area_code=area): 0.1 for area in areas}
    mean = Relation(weights, 18.25, 18.35, "mean of ten neighbours, 18.3", True)
    # 182.5 - 180 = 2.5 to 183.5 - 180 = 3.5: only 3 is whole.
    assert found_in([naive(plans)], relations=[mean]) == {"plans: area_code A9": (3, 3)}
    decision = safe([plans], relations=(mean,))
    assert decision.left_out == (mean.why,) or len(decision.hidden) > 1


def test_a_publishers_total_gives_a_cell_back_that_the_report_hides_with_its_total() -> None:
    # The report withholds its own total; the publisher prints it: 33 - 30 = 3.
    need = table("plans", "need", {"a": 3, "b": 30, "Total": 33}, sums={"need": "Total"})
    theirs = Table(name="DfE", measure="plans", rows=pd.DataFrame({"value": [33.0]}))
    expected = {"plans: need a": (3, 3), "plans: total": (33, 33)}
    assert found_in([naive(need, 2), theirs]) == expected
    # Only the 30 is left to withhold with it.
    assert set(safe([need], known=(theirs,)).hidden["cell"]) == {"plans: need a", "plans: need b"}


def test_different_choices_in_linked_tables_give_a_cell_back() -> None:
    # By sex the 3 girls go with the total of their age; by need nothing is small, so that
    # total stays: 12 - 9 = 3.
    sums = {"sex": "Total", "need": "Total"}
    labels = pd.DataFrame({"age": ["1", "1", "1", "2", "2", "2"]})
    by_sex = labels.assign(sex=["f", "m", "Total"] * 2, value=[3.0, 9, 12, 27, 20, 47])
    by_need = labels.assign(need=["a", "b", "Total"] * 2, value=[6.0, 6, 12, 30, 17, 47])
    tables = [
        Table(name=f"by {column}", measure="plans", rows=rows, sums={column: sums[column]})
        for column, rows in (("sex", by_sex), ("need", by_need))
    ]
    assert found_in([naive(tables[0], 2)]) == {}
    expected = {"plans: age 1, sex f": (3, 3), "plans: age 1": (12, 12)}
    assert found_in([naive(tables[0], 2), naive(tables[1])]) == expected
    safe(tables)


def test_rounded_marginals_meet_in_one_value() -> None:
    # Rounded to 10 the region is 20 (15 to 25), and 10 + 11 are shown unrounded: between
    # 15 - 21 and 25 - 21 = 4 is left, so 1 to 4, too narrow under a rule from 1 to 5.
    rule = settings("dfe")
    rows = pd.DataFrame({"area_code": ["E06000035", "E10000016", "E06000049", "E12000008"]})
    rows["value"] = [3.0, 10.0, 11.0, 24.0]
    region = {"E12000008": rows["area_code"].tolist()[:3]}
    plans = Table(name="plans", rows=rows, sums={"area_code": region})
    published = naive(plans)
    published = replace(published, rows=published.rows.assign(value=[np.nan, 10.0, 11.0, 20.0]))
    assert found_in([published], rule) == {"plans: area_code E06000035": (1, 4)}
    safe([plans], rule=rule)


def test_a_rate_from_the_unrounded_count_undoes_the_rounding() -> None:
    # England less the others: 1,240 (to 10: 1,235 to 1,245) would leave the area 1 to 9; its
    # rate of 12.40 per 10,000 among 1,000,000 says 1,239.5 to 1,240.5, so 1,240 - 1,236 = 4.
    rule = settings("dfe")
    shown = Display(column="rate", kind="rate", base="children", per=10_000, decimals=2)
    rows = pd.DataFrame({"area_code": ["E06000035", "E10000016", "E92000001"]})
    rows["value"], rows["rate"] = [4.0, 1236.0, 1240.0], [np.nan, np.nan, 12.40]
    rows["children"] = [60_000.0, 400_000.0, 1_000_000.0]
    sums = {"area_code": {"E92000001": ["E06000035", "E10000016"]}}
    plans = Table(name="plans", rows=rows, sums=sums, displays=(shown,))
    assert found_in([naive(plans)], rule) == {"plans: area_code E06000035": (4, 4)}
    safe([plans], rule=rule)


def test_a_cell_withheld_here_and_printed_there_is_found() -> None:
    here = naive(table("here", "need", {"a": 3, "b": 30}, measure="plans"))
    there = table("there", "need", {"a": 3}, measure="plans")
    assert found_in([here, there]) == {"plans: need a": (3, 3)}


def test_the_finding_names_the_relations_used() -> None:
    need = table("plans", "need", {"a": 3, "b": 30, "Total": 33}, sums={"need": "Total"})
    (why,) = attack([naive(need)], RULE)["why"]
    assert why == "plans: need Total is the sum of its parts"


def test_a_mean_of_very_few_children_gives_their_number_back() -> None:
    # Printed: 36 days in care proceedings in all, 12.0 on average. 36 / 12.0 = 3 children.
    children = table("children", "placement", {"Secure": 3, "Foster": 30, "Home": 12, "All": 45},
                     sums={"placement": "All"})  # fmt: skip
    # days = mean x children; the mean lies in 11.95 to 12.05, so children in 2.988 to 3.013.
    mean = Relation({cell("children", placement="Secure"): 1.0}, 36 / 12.05, 36 / 11.95,
                    "36 days in all, 12.0 on average", True)  # fmt: skip
    # And with that the second cell, hidden to protect the first: 45 - 3 - 12 = 30.
    assert found_in([naive(children, 1)], relations=[mean]) == {
        "children: placement Secure": (3, 3),
        "children: placement Foster": (30, 30),
    }
    assert safe([children], relations=(mean,)).left_out == (mean.why,)


def test_a_median_beside_a_small_count_is_withheld_with_it() -> None:
    rows = pd.DataFrame(
        {
            "placement": ["Secure", "Foster", "Home", "All"],
            "value": [3.0, 30.0, 12.0, 45.0],
            "median_age": [15.0, 9.0, 11.0, 10.0],
        }
    )
    children = Table(
        name="children",
        rows=rows,
        sums={"placement": "All"},
        displays=(Display(column="median_age"),),
    )
    published, decision = protect([children], RULE)
    shown = published["children"].rows
    withheld = shown["value"].isna()
    assert withheld.sum() == len(decision.hidden) == 2
    assert shown.loc[withheld, "median_age"].isna().all()
    assert shown.loc[~withheld, "median_age"].notna().all()


AGENCIES = {"P": 40, "H": 31, "E": 12, "V": 3}


def by_agency(values: dict[str, float]) -> Table:
    """Agencies without their total, which the table nevertheless declares."""
    return table("by agency", "agency", values, measure="plans", sums={"agency": "All"})


def test_a_total_printed_in_another_table_only_gives_a_cell_back() -> None:
    # 86 - 40 - 31 - 12 = 3.
    ages = {"0": 32, "1": 54, "All": 86}
    by_age = table("by age", "age", ages, measure="plans", sums={"age": "All"})
    agencies = by_agency(AGENCIES)
    assert found_in([naive(agencies), by_age]) == {"plans: agency V": (3, 3)}
    assert found_in([naive(agencies)]) == {}
    hidden = safe([agencies, by_age]).hidden["cell"].tolist()
    assert hidden == ["plans: agency E", "plans: agency V"]


def test_a_total_that_nobody_prints_costs_no_further_cell() -> None:
    assert safe([by_agency(AGENCIES)]).hidden["cell"].tolist() == ["plans: agency V"]


@pytest.mark.parametrize("sums", [{}, {"agency": "All"}])
def test_a_total_that_an_edition_printed_gives_a_cell_back(sums: dict[str, str]) -> None:
    # The edition printed 40, 31 and 86 in all: with the 12 of now 86 - 40 - 31 - 12 = 3.
    last = table("last edition", "agency", {"P": 40, "H": 31, "All": 86}, measure="plans")
    agencies = by_agency(AGENCIES)
    expected = {"plans: agency V": (3, 3)}
    if not sums:
        assert found_in([naive(agencies), last]) == expected
    hidden = safe([agencies], known=(replace(last, sums=sums),)).hidden["cell"].tolist()
    assert hidden == ["plans: agency E", "plans: agency V"]


def test_a_grand_total_elsewhere_gives_an_inner_cell_back() -> None:
    # No margin is printed: 70 - 20 - 30 - 17 = 3.
    rows = pd.DataFrame({"sex": list("ffmm"), "need": list("abab"), "value": [3.0, 20, 30, 17]})
    inner = Table(name="inner", measure="plans", rows=rows, sums={"sex": "All", "need": "All"})
    whole = Table(name="whole", measure="plans", rows=pd.DataFrame({"value": [70.0]}))
    assert found_in([naive(inner), whole]) == {"plans: need a, sex f": (3, 3)}
    assert len(safe([inner, whole]).hidden) == 2
