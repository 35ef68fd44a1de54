"""Neighbours and whether measures may be compared."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mscp_analysis import comparisons, rates
from mscp_analysis.measures import Measure

MEDWAY = "E06000035"
TEN = [f"E090000{number}" for number in range(10, 20)]


def measure(values, *, codes=TEN, period="2023-24", markers=None, columns=None, **changes):
    rows = pd.DataFrame(
        {
            "period": period,
            "area_code": list(codes),
            "value": np.array(values, dtype=float),
            "marker": markers or np.where(pd.isna(np.array(values, dtype=float)), "x", ""),
        }
    ).assign(**(columns or {}))
    said = {"name": "plans_rate", "title": "Plans, rate", "unit": "per 10,000 children"}
    return Measure(rows=rows, **{**said, "decimals": 1, "timing": "snapshot", **changes})


def test_mean_of_ten_by_hand():
    # The sum of 1 to 10 is 55.
    found = comparisons.neighbours(measure(range(1, 11)), MEDWAY, TEN, "2023-24")
    assert (found.value, found.low, found.high) == (5.5, 1, 10)
    assert (found.asked, found.existed, found.valued, found.method) == (10, 10, 10, "mean")
    assert np.isnan([found.lower, found.upper]).all()


def test_median_is_named_as_such():
    found = comparisons.neighbours(measure([1] * 9 + [100]), MEDWAY, TEN, "2023-24", "median")
    assert (found.value, found.method) == (1, "median")


def test_neighbours_not_yet_there_and_those_without_a_value_are_told_apart():
    values = [10, 20, np.nan, np.nan]
    held = measure(values, codes=TEN[:4], markers=["", "", "c", "z"])
    found = comparisons.neighbours(held, MEDWAY, TEN, "2023-24")
    assert (found.value, found.asked, found.existed, found.valued) == (15, 10, 3, 2)
    assert found.rows["marker"].tolist() == ["", "", "c"]


def test_rows_come_in_the_order_of_the_list():
    found = comparisons.neighbours(measure(range(10)), MEDWAY, TEN[::-1], "2023-24")
    assert found.rows["area_code"].tolist() == TEN[::-1]


def test_no_neighbour_with_a_value_gives_none():
    found = comparisons.neighbours(measure([np.nan] * 10), MEDWAY, TEN, "2023-24")
    assert np.isnan([found.value, found.low, found.high]).all()
    assert found.valued == 0


def test_pooled_is_the_rate_of_all_together():
    count = measure([30, 70], codes=TEN[:2], name="plans", unit="children")
    people = measure([1_000, 4_000], codes=TEN[:2], name="population", unit="children")
    found = comparisons.neighbours(rates.rate(count, people), MEDWAY, TEN[:2], "2023-24", "pooled")
    together = rates.rate([100], [5_000]).loc[0]
    assert [found.value, found.lower, found.upper] == pytest.approx(together.tolist())
    share = comparisons.neighbours(
        rates.proportion(count, people), MEDWAY, TEN[:2], "2023-24", "pooled"
    )
    whole = rates.proportion([100], [5_000]).loc[0]
    assert [share.value, share.lower, share.upper] == pytest.approx(whole.tolist())


def test_pooled_needs_counts():
    with pytest.raises(ValueError, match="cannot be pooled: that needs a rate or a percentage"):
        comparisons.neighbours(measure(range(10)), MEDWAY, TEN, "2023-24", "pooled")


REFUSED = {
    "period": (measure(range(10)), {"period": "2022-23"}, "no figures for 2022-23; it has 2023-24"),
    "method": (measure(range(10)), {"method": "mode"}, "'mode' is none of mean, median, pooled"),
    "itself": (measure(range(10)), {"area_code": TEN[0]}, "E09000010 is the area itself"),
    "twice": (measure(range(10)), {"neighbour_codes": TEN[:2] * 2}, "E09000010 is there twice"),
    "breakdown": (measure([1], codes=TEN[:1], columns={"sex": "girls"}), {}, r"\.where\(sex="),
    "two rows": (measure([1, 2], codes=[TEN[0]] * 2), {}, "has E09000010 twice in 2023-24"),
    "population": (
        measure([1, 2], codes=TEN[:2], columns={"population_period": ["mid-2022", "mid-2023"]}),
        {},
        r"^1\.0 of Enfield and 2\.0 of Greenwich .* population year \(mid-2022 against mid-2023\)",
    ),
    "release": (
        measure([1, 2], codes=TEN[:2], columns={"release": ["cla-2023", "cla-2024"]}),
        {},
        r"release \(cla-2023 against cla-2024\)",
    ),
}


@pytest.mark.parametrize(("held", "asked", "said"), REFUSED.values(), ids=REFUSED)
def test_neighbours_refuses(held, asked, said):
    usual = {"area_code": MEDWAY, "neighbour_codes": TEN, "period": "2023-24"}
    with pytest.raises(ValueError, match=said):
        comparisons.neighbours(held, **{**usual, **asked})


def test_unlike_measures_are_refused_as_their_figures_are():
    basis = {"population_period": "mid-2023", "release": "cla-2024"}
    a = measure(range(10), columns=basis)
    comparisons.comparable(a, measure(range(10), columns=basis))
    said = (
        r"^0\.0 of Enfield and 0\.0 of Enfield \(Plans, rate\) cannot be compared: they differ in "
        r"release \(cla-2024 against cla-2023\); nothing held of Enfield would match\.$"
    )
    with pytest.raises(ValueError, match=said):
        comparisons.comparable(a, measure(range(10), columns={**basis, "release": "cla-2023"}))
    with pytest.raises(ValueError, match="not of the same date: the first has 2023-24, the second"):
        comparisons.comparable(a, measure(range(10), period="2022-23", columns=basis))


def test_like_measures_pass_over_the_periods_that_they_share():
    a = measure([1, 2], codes=TEN[:2], period=["2022-23", "2023-24"])
    comparisons.comparable(a, measure(range(10)))
    with pytest.raises(ValueError, match="they share 2023-24"):
        comparisons.comparable(a, measure(range(10)), period="2022-23")
