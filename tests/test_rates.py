"""Rates and proportions: what goes in, what comes out, what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscp_analysis import rates
from mscp_analysis.data import load
from mscp_analysis.measures import Measure
from mscp_analysis.sources import Source

COUNTS = Source("Department for Education", "Children looked after", "cla-2024", "2024-11")
PEOPLE = Source("Office for National Statistics", "Estimates", "ons-mid-2023", "2024-07")


def measure(values, *, markers=None, periods=None, areas=None, source=COUNTS, **changes):
    rows = pd.DataFrame(
        {
            "period": periods or ["2023-24"] * len(values),
            "area_code": areas or [f"E0600003{number}" for number in range(len(values))],
            "value": np.array(values, dtype=float),
            "marker": markers or [""] * len(values),
            "release": source.release,
        }
    )
    extra = changes.pop("columns", {})
    said = {"name": "plans", "title": "Child protection plans", "unit": "children"}
    kept = {"decimals": 0, "timing": "snapshot", "sources": (source,), **said, **changes}
    return Measure(rows=rows.assign(**extra), **kept)


def people(values, **changes):
    said = {"name": "population", "title": "Children in the population", "source": PEOPLE}
    return measure(values, **{**said, **changes})


def test_rate_of_medway_by_hand():
    # 281 plans among 65,289 children: 281 / 65,289 x 10,000 = 43.03941
    frame = rates.rate([281], [65_289])
    assert frame.columns.tolist() == ["value", "lower", "upper"]
    assert frame.loc[0, "value"] == pytest.approx(43.03941, abs=5e-6)
    assert frame.loc[0, "lower"] < frame.loc[0, "value"] < frame.loc[0, "upper"]


def test_index_of_a_series_is_kept():
    codes = pd.Index(["E06000035", "E10000016"], name="area_code")
    frame = rates.rate(pd.Series([281, 900], index=codes), pd.Series([65_289, 3e5], index=codes))
    assert frame.index.equals(codes)


def test_missing_in_gives_missing_out():
    count = pd.Series([10, pd.NA, 12], dtype="Int64")
    assert rates.rate(count, [100, 100, np.nan])["value"].isna().tolist() == [False, True, True]
    assert rates.rate(count, [100, 100, np.nan]).loc[[1, 2]].isna().all(axis=None)
    assert rates.proportion(count, [100, 100, None]).loc[[1, 2]].isna().all(axis=None)


def test_two_levels_at_once_are_those_of_each():
    both = rates.rate([7, 80], [900, 900], confidence=[0.95, 0.998])
    for level, end in ((0.95, "95"), (0.998, "99_8")):
        one = rates.rate([7, 80], [900, 900], confidence=level)
        assert both[f"lower_{end}"].equals(one["lower"].rename(f"lower_{end}"))
        assert both[f"upper_{end}"].equals(one["upper"].rename(f"upper_{end}"))


@pytest.mark.parametrize("dtype", ["int8", "uint16", "float32", "Int64", "Float64", object])
def test_every_kind_of_number_gives_the_same(dtype):
    count = pd.Series([3, 12, 100]).astype(dtype)
    assert rates.rate(count, [500, 600, 700]).equals(rates.rate([3, 12, 100], [500, 600, 700]))


def test_nothing_in_gives_nothing_out():
    assert rates.rate([], []).shape == (0, 3)


def test_long_columns_are_worked_on_in_blocks_without_a_seam():
    count = np.arange(40_000)
    whole = rates.rate(count, count + 5)
    ends = rates.rate(count[16_380:16_390], count[16_380:16_390] + 5)
    assert np.array_equal(whole.to_numpy()[16_380:16_390], ends.to_numpy())


REFUSED = {
    "negative": (([5, -65], [100, 100]), r"count: row 1 \(counting from 0\) is -65; a count ca"),
    "fractional": (([2.5], [100]), r"count: row 0 .* is 2.5; a count must be a whole number"),
    "no population": (([5], [0]), r"population: row 0 .* is 0; it must be above zero"),
    "negative population": (([80], [-100]), r"population: row 0 .* is -100; it must be above z"),
    "nothing": (([5], None), r"population: expected one column of numbers, got nothing"),
    "text": (([5, "c"], [9, 9]), r"count: row 1 .* is 'c'; it must be a number, or missing"),
    "truth": (([True], [9]), r"count: row 0 .* is True; it must be a number"),
    "infinite": (([5], [np.inf]), r"population: row 0 .* is inf; it must be finite"),
    "lengths": (([5, 6], [9]), r"count has 2 rows and population has 1"),
    "a table": ((np.ones((2, 2)), np.ones((2, 2))), r"count: .* got 2 dimensions"),
    "lists in a list": (([[1, 2], [3]], [9, 9]), r"count: expected one column of numbers, got 2"),
    "a frame": ((pd.DataFrame({"a": [1], "b": [2]}), [1]), r"count: .* got a frame"),
    "a measure and numbers": ((people([1]), [1]), r"population: a measure goes with a measure"),
}


@pytest.mark.parametrize(("given_", "said"), REFUSED.values(), ids=REFUSED)
def test_rate_refuses(given_, said):
    with pytest.raises(ValueError, match=said):
        rates.rate(*given_)


def test_the_row_is_named_as_the_index_names_it():
    count = pd.Series([5, -1], index=["Kent", "Medway"])
    with pytest.raises(ValueError, match="count: row 'Medway' is -1; a count cannot be negative"):
        rates.rate(count, [10, 10])


def test_indexes_in_another_order_are_refused():
    count = pd.Series([5, 6], index=["Kent", "Medway"])
    with pytest.raises(ValueError, match=r"row 0 .* is 'Kent' in count and 'Medway' in population"):
        rates.rate(count, count[::-1])


def test_proportion_refuses_a_part_above_its_whole():
    with pytest.raises(ValueError, match=r"count: row 0 .* is 101; it is above its total"):
        rates.proportion([101], [100])


@pytest.mark.parametrize("confidence", [95, 0.5, 14, 1, 0, -0.95, np.nan, "0.95", True, None])
def test_confidence_that_cannot_be_meant(confidence):
    with pytest.raises(ValueError, match="confidence: "):
        rates.rate([5], [100], confidence=confidence)


@pytest.mark.parametrize("confidence", [[], [0.95, 0.98], [0.95, 0.998, 1.0]])
def test_levels_at_once_are_the_pair(confidence):
    with pytest.raises(ValueError, match="confidence: "):
        rates.proportion([5], [100], confidence=confidence)


@pytest.mark.parametrize("per", [0, -1, np.inf, np.nan, "10000"])
def test_multiplier_that_cannot_be_meant(per):
    with pytest.raises(ValueError, match=r"per: .* is not a multiplier"):
        rates.rate([5], [100], per=per)


def test_fractional_events_are_counted_where_asked():
    # Limits of 2.25 events as printed for 2.25 in 114 by an independent implementation.
    frame = rates.rate([2.25], [114], per=1, fractional=True)
    assert frame.loc[0].tolist() == pytest.approx([0.019737, 2.848178e-3, 0.066828], rel=1e-4)


def test_measures_give_a_measure():
    rate = rates.rate(measure([281, 40]), people([65_289, 9_000]))
    assert rate.name == "plans_rate"
    assert rate.unit == "per 10,000 children"
    assert rate.decimals == 1
    assert rate.sources == (COUNTS, PEOPLE)
    wanted = ["period", "area_code", "value", "lower", "upper", "count", "population", "marker"]
    assert rate.rows.columns.tolist() == [*wanted, "release", "population_release"]
    plain = rates.rate([281, 40], [65_289, 9_000])
    assert np.array_equal(rate.rows[["value", "lower", "upper"]], plain)


def test_percentages_of_measures():
    percent = rates.proportion(measure([12]), people([48]))
    assert (percent.name, percent.unit) == ("plans_percent", "%")
    assert percent.rows["value"].tolist() == [25.0]


def test_a_gap_keeps_its_reason():
    # The count's own reason comes first; the population's only where the count is there.
    count = measure([np.nan, 12, np.nan, 5], markers=["c", "", "z", ""])
    population = people([100, np.nan, np.nan, 70], markers=["", "x", "u", ""])
    rate = rates.rate(count, population)
    assert rate.rows["marker"].tolist() == ["c", "x", "z", ""]
    assert rate.rows["value"].isna().tolist() == [True, True, True, False]


def test_rows_are_matched_by_period_and_area_not_by_order():
    places = ["E06000035", "E10000016"]
    rate = rates.rate(measure([281, 900], areas=places), people([3e5, 65_289], areas=places[::-1]))
    assert rate.rows["population"].tolist() == [65_289, 3e5]


def test_a_population_serves_each_breakdown_of_the_count():
    place = ["E06000035"]
    count = measure([5, 7], areas=place * 2, columns={"sex": ["girls", "boys"]})
    rate = rates.rate(count, people([1_000], areas=place))
    assert rate.breakdowns == ["sex"]
    assert rate.rows["value"].tolist() == [50, 70]
    with pytest.raises(ValueError, match=r"population: .* is broken down by sex .*where\(sex="):
        rates.rate(people([5], areas=place), count)


def test_a_mid_year_estimate_is_never_guessed():
    mid = people([65_289], periods=["mid-2023"], timing="mid-year")
    with pytest.raises(ValueError, match="does not say which one it goes with"):
        rates.rate(measure([281]), mid)
    rate = rates.rate(measure([281], columns={"population_period": ["mid-2023"]}), mid)
    assert rate.rows[["period", "population_period"]].iloc[0].tolist() == ["2023-24", "mid-2023"]


def test_a_population_dated_like_the_count_is_joined_by_its_date():
    # A release prints its population beside the count, in the count's own period.
    year = {"population_period": ["mid-2023"]}
    beside = people([65_289], timing="mid-year", columns=year)
    assert len(rates.rate(measure([281], columns=year), beside).rows) == 1
    with pytest.raises(ValueError, match="share no row"):
        rates.rate(measure([281], columns={"population_period": ["mid-2022"]}), beside)


def test_a_population_given_as_the_count_is_told_so():
    with pytest.raises(ValueError, match=r"plans is none: the count comes first, then"):
        rates.rate(people([65_289], timing="mid-year"), measure([281]))


def test_measures_of_other_periods_share_nothing():
    with pytest.raises(ValueError, match="share no row: plans has 2023-24 to 2023-24"):
        rates.rate(measure([281]), people([65_289], periods=["2022-23"]))


def test_two_populations_of_one_area_are_refused():
    twice = people([1, 2], areas=["E06000030"] * 2)
    with pytest.raises(ValueError, match="several rows for 2023-24, E06000030"):
        rates.rate(measure([1]), twice)


def test_what_is_wrong_in_a_measure_is_named_by_period_and_area():
    with pytest.raises(ValueError, match=r"population: row \('2023-24', 'E06000030'\) is 0.0"):
        rates.rate(measure([1]), people([0]))


def test_means_by_group():
    # 1, 2, 3: mean 2, deviation 1, t(0.975, 2) = 4.302653.
    got = rates.mean([1, 2, 3, 5], group=pd.Series(["a", "a", "a", "b"], name="team"))
    assert got.index.name == "team"
    assert got.loc["a", "upper"] == pytest.approx(2 + 4.302653 / np.sqrt(3), rel=1e-6)
    assert got.loc["b", ["value", "count"]].tolist() == [5, 1]
    assert got.loc["b", ["lower", "upper"]].isna().all()
    assert rates.mean([1, None]).loc[0, ["value", "lower"]].isna().all()


BANDS = {"count": [6, 14], "population": [1000, 2000], "standard": [3, 1]}


def test_a_standard_of_the_same_shape_gives_the_crude_rate():
    # Weights in proportion to the populations leave the crude rate as it is.
    got = rates.directly_standardised([6, 14], [1000, 2000], [1, 2], per=1000)
    assert got.loc[0, "value"] == pytest.approx(20 / 3)
    ratio = rates.indirectly_standardised([6, 14], [1000, 2000], [6, 14], [1000, 2000])
    assert ratio.loc[0, ["value", "expected"]].tolist() == pytest.approx([100, 20])


def test_one_event_each_is_the_same_as_independent_events():
    plain = rates.directly_standardised(**BANDS)
    got = rates.directly_standardised(**BANDS, events=[1, 1], age=["0-9", "10-17"])
    pd.testing.assert_frame_equal(got, plain)


def test_under_ten_events_there_is_no_standardised_rate():
    few = rates.directly_standardised(**{**BANDS, "count": [4, 5]})
    assert few[["value", "lower", "upper"]].isna().all(axis=None)
    assert few.loc[0, "count"] == 9


def test_a_missing_count_is_no_zero_unless_it_is_said_to_be():
    gap = {**BANDS, "count": [None, 14]}
    assert rates.directly_standardised(**gap).loc[0, "value":"count"].isna().all()
    read = rates.directly_standardised(**gap, missing="zero")
    pd.testing.assert_frame_equal(read, rates.directly_standardised(**{**BANDS, "count": [0, 14]}))
    with pytest.raises(ValueError, match="missing: 'none' is neither"):
        rates.directly_standardised(**gap, missing="none")


def test_where_none_are_expected_there_is_no_ratio():
    got = rates.indirectly_standardised([1], [10], [0], [1000]).loc[0]
    assert got[["value", "lower", "upper"]].isna().all()
    assert got["expected"] == 0


def test_groups_need_not_stand_together():
    apart = rates.directly_standardised(
        [20, 30, 14, 6], [100] * 4, [1, 1, 3, 3], group=["a", "b", "a", "b"]
    )
    together = rates.directly_standardised(
        [20, 14, 30, 6], [100] * 4, [1, 3, 1, 3], group=["a", "a", "b", "b"]
    )
    pd.testing.assert_frame_equal(apart, together)


def test_groups_may_be_labelled_by_several_columns():
    labels = pd.MultiIndex.from_tuples([("Medway", "girls"), ("Medway", "boys")], names=["a", "s"])
    got = rates.directly_standardised([20, 30], [100, 100], [1, 1], group=labels)
    assert got.index.names == ["a", "s"]
    assert got["value"].tolist() == [2000, 3000]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: rates.directly_standardised(**BANDS, events=[1, 1]), "events and age go together"),
        (lambda: rates.directly_standardised([1], [9], [1, 2]), "count has 1 rows and standard"),
        (lambda: rates.directly_standardised(**BANDS, group=["a", None]), "group: row 1 .* label"),
        (lambda: rates.directly_standardised(**{**BANDS, "standard": [0, 0]}), "group 0 is nobody"),
        (lambda: rates.indirectly_standardised([1], [-1], [1], [9]), "population: .* negative"),
        (lambda: rates.indirectly_standardised([1], [1], [1], [9], kind="mean"), "kind: 'mean'"),
    ],
)
def test_standardisation_refuses(call, said):
    with pytest.raises(ValueError, match=said):
        call()


whole = st.integers(0, 10**7)
level = st.floats(0.9, 0.9999)


@given(x=whole, n=st.integers(1, 10**9), confidence=level, per=st.floats(0.01, 1e7))
def test_limits_of_a_rate_contain_it_and_scale(x, n, confidence, per):
    one = rates.rate([x], [n], 1, confidence).loc[0]
    assert one["lower"] <= one["value"] <= one["upper"]
    np.testing.assert_allclose(rates.rate([x], [n], per, confidence).loc[0], one * per, rtol=1e-12)


@given(x=whole, rest=whole, confidence=level)
def test_limits_of_a_proportion_contain_it_and_stay_within_all(x, rest, confidence):
    # All of them, none of them, and some.
    total = x + rest + 1
    part = rates.proportion([x, 0, total], [total] * 3, 100, confidence)
    assert (part["lower"] >= 0).all()
    assert (part["lower"] <= part["value"]).all()
    assert (part["value"] <= part["upper"]).all()
    assert (part["upper"] <= 100).all()


@given(x=st.integers(1, 10**5), n=st.integers(10**5, 10**7), times=st.integers(2, 50))
def test_intervals_narrow_as_counts_grow(x, n, times):
    for statistic in (rates.rate, rates.proportion):
        small, large = statistic([x], [n]).loc[0], statistic([x * times], [n * times]).loc[0]
        assert large["upper"] - large["lower"] < small["upper"] - small["lower"]


@given(x=whole, n=st.integers(1, 10**9), confidence=st.floats(0.9, 0.99))
def test_more_confidence_is_a_wider_interval(x, n, confidence):
    narrow, wide = (rates.rate([x], [n], 1e4, c).loc[0] for c in (confidence, confidence + 0.009))
    assert wide["upper"] > narrow["upper"]
    assert wide["lower"] < narrow["lower"] or x == 0


bands = st.lists(
    st.tuples(st.integers(5, 500), st.integers(500, 50_000), st.integers(1, 9_000)),
    min_size=2,
    max_size=19,
)


@given(bands, st.floats(0.1, 1e6))
def test_standardised_rates_lie_between_those_of_the_bands_and_scale(rows, per):
    x, n, w = (np.array(column) for column in zip(*rows, strict=True))
    one = rates.directly_standardised(x, n, w, 1).loc[0]
    assert (x / n).min() <= one["value"] * (1 + 1e-12)
    assert one["value"] <= (x / n).max() * (1 + 1e-12)
    assert one["lower"] <= one["value"] <= one["upper"]
    scaled = rates.directly_standardised(x, n, w, per).loc[0]
    limits = ["value", "lower", "upper"]
    np.testing.assert_allclose(scaled[limits], one[limits] * per, rtol=1e-9)


@given(bands, bands)
def test_indirect_ratios_contain_their_value(rows, reference):
    size = min(len(rows), len(reference))
    x, n, _ = (np.array(column) for column in zip(*rows[:size], strict=True))
    x_ref, n_ref, _ = (np.array(column) for column in zip(*reference[:size], strict=True))
    got = rates.indirectly_standardised(x, n, x_ref, n_ref).loc[0]
    assert got["lower"] <= got["value"] <= got["upper"]
    # Expected events, added up one by one.
    expected = sum(a * b / c for a, b, c in zip(n, x_ref, n_ref, strict=True))
    assert got["expected"] == pytest.approx(expected)


def test_a_share_of_none_is_not_applicable():
    plans = load("child_protection_plans")
    share = rates.proportion(plans.two_years_or_more, plans.at_31_march)
    # The Isles of Scilly had no plan on 31 March 2014; Medway 27 of 539 on 31 March 2016: 5.0%.
    assert share.at("2013-14", "Isles of Scilly").marker == "z"
    assert share.at("2015-16", "Medway").shown == "5.0"
