"""Verdicts, ranks, bands and funnels: what they say and what they refuse."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscp_analysis import comparisons, rates
from mscp_analysis.comparisons import FunnelLabel, Verdict, versus
from mscp_analysis.measures import Fact, Measure

AREA = pd.DataFrame({"value": [2.6], "lower": [2.5], "upper": [2.7]}, index=["Medway"])


@pytest.mark.parametrize(
    ("comparator", "neither", "lower", "higher"),
    [
        (2.8, "lower", "better", "worse"),
        (2.4, "higher", "worse", "better"),
        (2.6, "similar", "similar", "similar"),
        (2.5, "similar", "similar", "similar"),
        (2.7, "similar", "similar", "similar"),
        (np.nan, "not_compared", "not_compared", "not_compared"),
    ],
)
def test_one_interval_with_its_bounds_included(comparator, neither, lower, higher):
    said = [versus(AREA, comparator, polarity=p)["Medway"] for p in (None, "lower", "higher")]
    assert said == [neither, lower, higher]


def test_two_levels_without_a_polarity_do_not_judge():
    area = rates.rate([300], [10_000], confidence=[0.95, 0.998])
    beside = [100, 266, 300, 337, 900]
    said = [versus(area, value, "two_levels")[0] for value in beside]
    assert said == ["highest", "higher", "similar", "lower", "lowest"]


def test_each_row_has_its_own_comparator():
    area = rates.rate(pd.Series([300, 300], index=["a", "b"]), [10_000, 10_000])
    assert versus(area, pd.Series([100, 900], index=["a", "b"])).tolist() == ["higher", "lower"]
    with pytest.raises(ValueError, match="not of the same rows"):
        versus(area, pd.Series([100, 900], index=["b", "a"]))


def test_verdicts_are_of_the_closed_list():
    area = rates.rate(np.arange(0, 400, 7), np.full(58, 10_000))
    assert set(versus(area, 150, polarity="higher")) <= {str(verdict) for verdict in Verdict}


def measure(**changes):
    rows = pd.DataFrame(
        {
            "period": ["2022-23", "2022-23", "2023-24", "2023-24"],
            "area_code": ["E92000001", "E06000035"] * 2,
            "value": [40.0, 50.0, 60.0, 50.0],
            "lower": [39.0, 45.0, 59.0, 45.0],
            "upper": [41.0, 55.0, 61.0, 55.0],
            "marker": "",
        }
    ).assign(**changes)
    said = {"name": "plans_rate", "title": "Plans, rate", "unit": "per 10,000 children"}
    return Measure(rows=rows, **said, decimals=1, timing="snapshot", polarity="lower")


def test_a_measure_is_compared_year_by_year_by_its_own_polarity():
    said = versus(measure(), "E92000001")
    assert said["verdict"].tolist() == ["not_compared", "worse", "not_compared", "better"]
    with pytest.raises(ValueError, match="has no rows of 'E12000008'"):
        versus(measure(), "E12000008")
    mixed = measure(population_period=["mid-2021", "mid-2022", "mid-2023", "mid-2023"])
    with pytest.raises(ValueError, match=r"population year \(mid-2021 against mid-2022\)"):
        versus(mixed, "E92000001")


def fact(value, area="E06000035", period="2023-24", **limits):
    said = {"measure": "plans_rate", "title": "Plans", "unit": "per 10,000", "decimals": 1}
    place = {"area": area, "area_code": area, "period": period, "timing": "snapshot"}
    marker = "" if value is not None else "c"
    return Fact(value=value, marker=marker, **said, **place, **limits)


def test_facts():
    medway = fact(44.0, lower=39.0, upper=49.0)
    assert versus(medway, fact(36.0, "E92000001")) is Verdict.HIGHER
    assert versus(medway, fact(None, "E92000001")) is Verdict.NOT_COMPARED
    assert versus(medway, medway) is Verdict.NOT_COMPARED
    with pytest.raises(ValueError, match=r"differ in date \(31 March 2024 against 31 March 2023\)"):
        versus(medway, fact(36.0, "E92000001", "2022-23"))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: versus(AREA, 2, "three_intervals"), "method 'three_intervals'"),
        (lambda: versus(AREA, 2, polarity="low"), "polarity 'low'"),
        (lambda: versus(AREA, 2, "two_levels"), "area: this comparison needs .* 'lower_95'"),
        (lambda: versus(AREA, 2, "two_intervals"), "comparator: .* needs the column 'lower'"),
        (lambda: versus(AREA, 2, "control_limits"), "population: .* got nothing"),
        (lambda: versus(AREA, "England"), "comparator: .* is 'England'"),
        (
            lambda: versus(AREA, 2, "control_limits", population=[9], kind="mean"),
            "kind: 'mean' is neither",
        ),
    ],
)
def test_versus_refuses(call, said):
    with pytest.raises(ValueError, match=said):
        call()


def test_ties_share_the_lowest_rank_and_the_next_is_skipped():
    values = pd.Series([5, 5, 7, np.nan, 1], index=list("abcde"))
    assert comparisons.rank(values, "higher").tolist() == [2, 2, 1, pd.NA, 4]
    assert comparisons.rank(values).isna().all()


def test_a_measure_is_ranked_among_its_authorities_year_by_year():
    rows = pd.DataFrame(
        {
            "period": ["2022-23"] * 4 + ["2023-24"] * 2,
            "area_code": [
                *("E92000001", "E06000035", "E10000016", "E06000032"),
                *("E06000035", "E10000016"),
            ],
            "value": [1.0, 50.0, 40.0, 60.0, 30.0, 45.0],
            "marker": "",
        }
    )
    held = measure().with_rows(rows)
    mixed = held.with_rows(rows.assign(release=["a"] * 5 + ["b"]))
    with pytest.raises(ValueError, match=r"they differ in release \(a against b\)"):
        comparisons.rank(mixed)
    ranks = comparisons.rank(held)
    assert "E92000001" not in set(ranks["area_code"])
    assert ranks["rank"].tolist() == [2, 1, 3, 1, 2]
    assert comparisons.rank(held, "higher")["rank"].tolist() == [2, 3, 1, 2, 1]
    two = comparisons.rank(held, among=["Medway", "E06000032"])
    assert two["rank"].tolist() == [1, 2, 1]
    unjudged = held.with_rows(held.rows, polarity=None)
    with pytest.raises(ValueError, match="say which is to be 1: polarity='lower' or"):
        comparisons.rank(unjudged)
    assert comparisons.rank(unjudged, "lower").equals(ranks)
    with pytest.raises(ValueError, match="among: names of areas go with a measure"):
        comparisons.rank([1.0], "lower", ["Medway"])
    assert comparisons.quartile_bands(held)["band"].tolist() == ["B", "A", "D", "A", "D"]
    assert comparisons.quintiles(held)["quintile"].isna().all()


def test_bands_without_a_polarity_or_a_value():
    assert comparisons.quartile_bands([1, 2, 3]).isna().all()
    assert comparisons.quartile_bands([1, None], "lower", [1, 2, 3]).isna().tolist() == [
        False,
        True,
    ]
    assert comparisons.quintiles([1, 2, 3, 4]).isna().all()
    assert comparisons.quintiles([1, 2, 3, 4, 5]).tolist() == [1, 2, 3, 4, 5]


def test_bands_of_all_authorities_hold_a_quarter_each():
    bands = comparisons.quartile_bands(range(1, 101), "higher")
    assert bands.value_counts().to_dict() == {"A": 25, "B": 25, "C": 25, "D": 25}
    assert bands.iloc[[0, -1]].tolist() == ["D", "A"]


def test_quantiles_are_ranked_within_their_group():
    got = comparisons.quantile([1, 2, 30, 10, 20], 2, group=["a", "a", "b", "b", "b"])
    assert got.tolist() == [1, 2, 2, 1, 1]


@pytest.mark.parametrize(
    "call",
    [
        lambda: comparisons.rank([1], "up"),
        lambda: comparisons.quartile_bands([1], "up"),
        lambda: comparisons.quintiles([1], "up"),
        lambda: comparisons.quantile([1], 1),
        lambda: comparisons.quantile_bounds(["c"], 4),
        lambda: comparisons.funnel_limits([1], 1.5),
        lambda: comparisons.funnel_limits([1], 0.5, "mean"),
        lambda: comparisons.funnel_labels([1], [2], 0.5, "mean"),
        lambda: comparisons.funnel_labels([3], [2], 0.5),
        lambda: comparisons.funnel_overdispersion([1, 2], [3, 4], trim=0.5),
        lambda: comparisons.funnel_overdispersion([0, 2], [3, 4]),
        lambda: comparisons.funnel_overdispersion([1, 2], [3, 4], "mean"),
        lambda: comparisons.funnel_overdispersion([5, 2], [3, 4], "proportion"),
    ],
)
def test_bands_and_funnels_refuse(call):
    with pytest.raises(ValueError, match=r"\w+: .+"):
        call()


def test_a_missing_figure_is_not_labelled():
    got = comparisons.funnel_labels([1, None, 90], [100, 100, 100], 0.5)
    assert got.tolist() == ["low_99_8", "not_labelled", "high_99_8"]
    assert set(got) <= {str(label) for label in FunnelLabel}


def test_a_limit_is_still_within():
    # One of one is not above all, where the limit is capped, nor none of one below none.
    assert comparisons.funnel_labels([1, 0], [1, 1], 0.5).tolist() == ["within", "within"]


def test_few_events_are_not_shown_where_rates_are_standardised():
    points = comparisons.funnel_points([9, 10], [5.0, 5.0], years=1, fewest=10)
    assert points["value"].isna().tolist() == [True, False]
    labels = comparisons.funnel_labels([9, 10], [1e4, 1e4], 1e-4, "rate", fewest=10)
    assert labels.tolist()[0] == "not_labelled"


def test_expected_deaths_are_rounded_before_they_are_transformed():
    # 12 against 10.004 is taken as 12 against 10: z = sqrt(10) ln 1.2.
    found = comparisons.funnel_overdispersion([12, 9, 10, 11], [10.004, 10, 10, 10], trim=0.1)
    assert found.rows["z"][0] == pytest.approx(np.sqrt(10) * np.log(1.2), rel=1e-12)


values = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40)


@given(values)
def test_ranks_count_those_that_are_better(held):
    # Rank is one more than the number of strictly better areas: the definition, counted.
    ranks = comparisons.rank(held, "lower")
    assert ranks.tolist() == [1 + sum(other < own for other in held) for own in held]


@given(values, st.sampled_from(["lower", "higher"]))
def test_bands_follow_the_order_of_the_values(held, polarity):
    bands = comparisons.quartile_bands(held, polarity)
    ordered = bands.iloc[np.argsort(held, kind="stable")].tolist()
    assert ordered == sorted(ordered, reverse=polarity == "higher")


@given(st.floats(0.001, 0.999), st.floats(1, 1e7))
def test_funnels_hold_their_line_and_narrow(line, size):
    near, far = comparisons.funnel_limits([size, size * 2], line, per=1).itertuples(index=False)
    for row in (near, far):
        assert 0 <= row.lower_99_8 <= row.lower_95 <= line <= row.upper_95 <= row.upper_99_8 <= 1
    assert far.upper_95 - far.lower_95 <= near.upper_95 - near.lower_95 + 1e-12


@given(st.integers(0, 500), st.integers(1, 10_000), st.floats(0, 1e4))
def test_lower_is_better_mirrors_higher_is_better(count, population, beside):
    area = rates.rate([count], [population])
    mirror = {"better": "worse", "worse": "better", "similar": "similar"}
    assert (
        versus(area, beside, polarity="higher")[0]
        == mirror[versus(area, beside, polarity="lower")[0]]
    )
