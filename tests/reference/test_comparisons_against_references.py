"""Verdicts, bands and quantiles against figures that other programs print."""

from __future__ import annotations

import pandas as pd
import pytest

from mscp_analysis.comparisons import quantile, quantile_bounds, quartile_bands, quintiles, versus

BETTER = {"low_is_good": "lower", "high_is_good": "higher", "low": "lower", "high": "higher"}


def verdict(case):
    """One stated case, by the method that it names."""
    ends = {"lower": case.lower95, "upper": case.upper95}
    levels = {"lower_95": case.lower95, "upper_95": case.upper95}
    levels |= {"lower_99_8": case.lower99_8, "upper_99_8": case.upper99_8}
    area = pd.DataFrame([{"value": case.value, **ends, **levels}], dtype=float)
    polarity = BETTER[case.polarity]
    if case.method == "single_ci_two_levels":
        return versus(area, case.comparator_value, "two_levels", polarity)
    if case.method == "double_ci_overlap":
        beside = {"value": case.comparator_value}
        beside |= {"lower": case.comparator_lower95, "upper": case.comparator_upper95}
        return versus(area, pd.DataFrame([beside], dtype=float), "two_intervals", polarity)
    return versus(
        area,
        case.comparator_value,
        "control_limits",
        polarity,
        population=[case.denominator],
        per=case.multiplier,
        kind="proportion" if "proportion" in case.method else "rate",
        confidence=0.998 if case.method.endswith("99_8") else 0.95,
    )


def test_verdicts(table, record_property):
    stated = table("benchmark_comparison_cases")
    assert [verdict(case).iloc[0] for case in stated.itertuples()] == stated["expected"].tolist()
    record_property("rows", len(stated))


def among(text):
    if ".." in text:
        first, last = text.split("..")
        return range(int(first), int(last) + 1)
    return [float(part) for part in text.removeprefix("bounds ").split(";")]


def test_quartile_bands_and_quintiles(table):
    for case in table("quantile_band_cases").itertuples():
        reference, polarity = among(case.reference_values), BETTER.get(case.polarity)
        if case.scheme == "lait_quartile_band":
            got = quartile_bands([case.value], polarity, reference).iloc[0]
        elif case.scheme == "fingertips_quintile":
            got = str(quintiles([case.value], polarity, reference).iloc[0])
        else:
            bound = quantile_bounds(reference, 5)[int(case.value) - 1]
            assert bound == pytest.approx(float(case.expected), rel=1e-9)
            continue
        assert got == case.expected, case.case_id


def test_quantiles(table, record_property):
    stated = table("phe_quantile")
    for bands, rows in stated.groupby("nquantiles"):
        got = quantile(rows["value"], bands, invert=rows["invert"], group=rows["group"])
        expected = rows["expected_quantile"].astype("Int64")
        pd.testing.assert_series_equal(got, expected, check_names=False)
    record_property("rows", len(stated))
