"""Trends, control charts and expected counts: what they say and what they refuse."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mscp_analysis import rates
from mscp_analysis.measures import Measure
from mscp_analysis.trends import (
    PointType,
    SpecialCause,
    Trend,
    expected_count,
    recent_trend,
    rules,
    xmr,
)

COUNTS = [100, 150, 200, 260, 330]


def interval(counts, population=10_000):
    frame = rates.rate(counts, [population] * len(counts))
    return frame["value"], frame["lower"], frame["upper"]


def test_the_last_five_points_count():
    flat_then_rising = [900, *COUNTS]
    assert recent_trend(*interval(flat_then_rising)).equals(recent_trend(*interval(COUNTS)))
    assert recent_trend(*interval(COUNTS[1:]))["trend"].tolist() == ["not_computed"]


def test_one_odd_year_makes_no_trend():
    # Chi-square is far beyond chance, but without the last year the slope turns.
    odd = recent_trend(*interval([200, 190, 180, 170, 900])).loc[0]
    assert odd["chi_square"] > 9.55
    assert (odd["stable"], odd["trend"]) == (False, "no_change")


def test_a_missing_point_is_not_bridged():
    value, lower, upper = interval(COUNTS)
    assert recent_trend(value.mask(value.index == 2), lower, upper)["trend"][0] == "not_computed"


def test_all_or_none_has_no_odds():
    got = recent_trend(count=[1, 2, 3, 4, 10], total=[10] * 5)
    assert got["trend"].tolist() == ["not_computed"]


def test_series_are_told_apart_by_their_label():
    value, lower, upper = interval(COUNTS + COUNTS[::-1])
    group = pd.Series(["up"] * 5 + ["down"] * 5, name="series")
    got = recent_trend(value, lower, upper, group=group)
    assert got["trend"].to_dict() == {"up": "increasing", "down": "decreasing"}


def measure(periods, counts):
    value, lower, upper = interval(counts)
    limits = {"value": value, "lower": lower, "upper": upper, "marker": ""}
    rows = pd.DataFrame({"period": periods, "area_code": "E06000035", **limits})
    said = {"name": "plans_rate", "title": "Plans, rate", "unit": "per 10,000 children"}
    return Measure(rows=rows, **said, decimals=1, timing="snapshot")


def test_a_measure_is_tested_over_its_own_years():
    years = ["2019-20", "2020-21", "2021-22", "2022-23", "2023-24"]
    # The order of rows is nothing: the years are.
    got = recent_trend(measure(years[::-1], COUNTS[::-1]))
    assert got[["area_code", "trend"]].iloc[0].tolist() == ["E06000035", "increasing"]
    gap = recent_trend(measure(["2018-19", *years[1:]], COUNTS))
    assert gap["trend"].tolist() == ["not_computed"]
    bare = measure(years, COUNTS)
    with pytest.raises(ValueError, match="has no intervals"):
        recent_trend(bare.with_rows(bare.rows.drop(columns="lower")))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: recent_trend([1], [3], [2]), "lower: .* is 3; it is above its upper limit"),
        (lambda: recent_trend(count=[5], total=[4]), "count: .* is 5; it is above its total"),
        (lambda: recent_trend([1, 2], [1], [3]), "value has 2 rows and lower has 1"),
        (lambda: recent_trend([1], [1], [3], group=[None]), "group: .* needs the label"),
        (lambda: xmr([1, "c"]), "values: .* is 'c'"),
        (lambda: xmr([1, 2], rebase=[9]), "rebase: 9 is not the label"),
        (lambda: xmr([1, 2], "up"), "polarity: 'up'"),
        (lambda: xmr([1, 2], dates=[2020, 2021]), "dates: .* is 2020; it must be a date"),
        (lambda: xmr([1, 2], dates=["2024-05-01", "2024-04-01"]), "dates: row 1 .* later than"),
        (lambda: expected_count([-1], [9], 1, 9), "count: .* is -1"),
        (lambda: expected_count([1], [0], 1, 9), "population: .* is 0"),
        (lambda: expected_count([1], [9], 1, 0), "reference_population: .* is 0"),
        (lambda: expected_count([1] * 3, [9] * 3, [1, 1], [9, 9]), "reference_count has 2 rows"),
    ],
)
def test_refused(call, said):
    with pytest.raises(ValueError, match=said):
        call()


def test_a_chart_by_hand():
    # Moving ranges 1 2 1 2: average 1.5; mean 11; limits 11 -/+ 3.99.
    chart = xmr(pd.Series([10, 11, 13, 12, 10, 11], index=list("abcdef")))
    ranges = np.abs(np.diff([10, 11, 13, 12, 10, 11])).mean()
    assert chart["lower"].tolist() == pytest.approx([67 / 6 - 2.66 * ranges] * 6)
    assert chart.index.tolist() == list("abcdef")
    assert set(chart["special_cause"]) == {"common_cause"}
    assert chart["trial"].all()


def test_a_peak_between_two_trends_goes_with_the_fall():
    # Seven rising to 7, then seven falling from it: the 7 belongs to both.
    way = rules.trend_direction([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1])
    assert way.tolist() == [1] * 6 + [-1] * 7


def test_rebasing_starts_new_limits_and_new_runs():
    values = [10, 12] * 8 + [30, 32] * 8
    whole, rebased = xmr(values, "lower"), xmr(values, "lower", rebase=[16])
    assert set(whole["special_cause"]) != {"common_cause"}
    assert set(rebased["special_cause"]) == {"common_cause"}
    assert rebased.groupby("segment")["mean"].first().tolist() == [11, 31]


def test_missing_values_stay_missing_and_stand_in_no_limit():
    gap = xmr([10, 12, None, 11, 13, 12])
    plain = xmr([10, 12, 11, 13, 12])
    assert gap.loc[2].drop(["segment"]).isna().all()
    assert gap["upper"].dropna().tolist() == plain["upper"].tolist()
    assert xmr([None, None])["mean"].isna().all()
    assert len(xmr([])) == 0


def test_a_constant_series_has_no_special_cause():
    for screened in (False, True):
        chart = xmr([7] * 20, screen_outliers=screened)
        assert set(chart["special_cause"]) == {"common_cause"}
        assert (chart["lower"] == 7).all()
        assert not chart["outside"].any()


def test_limits_of_twelve_points_are_on_trial():
    assert [xmr(range(points))["trial"].all() for points in (12, 13)] == [True, False]


def test_codes_are_of_the_closed_lists():
    chart = xmr(np.random.default_rng(1).normal(size=300).cumsum(), "higher")
    assert set(chart["special_cause"]) <= {str(cause) for cause in SpecialCause}
    assert set(chart["point_type"]) <= {str(kind) for kind in PointType}
    assert {str(trend) for trend in Trend} >= {"increasing", "no_change"}


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=40), st.floats(-1e3, 1e3))
def test_moving_a_series_moves_its_limits(values, by):
    one, other = xmr(values), xmr([value + by for value in values])
    np.testing.assert_allclose(other["upper"], one["upper"] + by, atol=1e-9)


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=40))
def test_turning_a_series_over_swaps_improvement_and_concern(values):
    swap = {"improvement": "concern", "concern": "improvement", "common_cause": "common_cause"}
    turned = xmr([-value for value in values], "higher")["point_type"]
    assert turned.tolist() == xmr(values, "lower")["point_type"].tolist()
    assert turned.map(swap).tolist() == xmr(values, "higher")["point_type"].tolist()


def test_three_rapid_reviews_in_a_year():
    assert expected_count([3], [65_000], 400, 12_000_000)["verdict"].tolist() == ["as_expected"]
    assert expected_count([9], [65_000], 400, 12_000_000)["verdict"].tolist() == ["unusually_high"]
    assert expected_count([0], [650_000], 400, 12_000_000)["verdict"].tolist() == ["unusually_low"]
    unknown = expected_count([None], [65_000], 400, 12_000_000)
    assert unknown["verdict"].tolist() == ["not_computed"]
    assert unknown["expected"].notna().all()


@given(st.integers(0, 300), st.floats(0.05, 300), st.sampled_from([0.9, 0.95, 0.998]))
def test_chances_are_those_of_the_distribution(count, mean, level):
    # Another route: scipy's own Poisson distribution.
    got = expected_count([count], [mean * 1e4], 1, 1e4, level).loc[0]
    chance, tail = stats.poisson(got["expected"]), (1 - level) / 2
    assert got["at_least"] == pytest.approx(chance.sf(count - 1), rel=1e-6, abs=1e-12)
    assert got["at_most"] == pytest.approx(chance.cdf(count), rel=1e-6, abs=1e-12)
    inside = got["lower"] <= count <= got["upper"]
    assert (got["verdict"] == "as_expected") == inside
    assert chance.cdf(got["lower"]) >= tail > chance.cdf(got["lower"] - 1)
    assert chance.sf(got["upper"] - 1) >= tail > chance.sf(got["upper"])
