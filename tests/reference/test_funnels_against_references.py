"""Funnels against figures that other programs print."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mscp_analysis import intervals
from mscp_analysis.comparisons import (
    funnel_baseline,
    funnel_labels,
    funnel_limits,
    funnel_overdispersion,
    funnel_points,
)

SIGMA = {"lower_95": "lower_2s", "upper_95": "upper_2s", "lower_99_8": "lower_3s"}
SIGMA |= {"upper_99_8": "upper_3s"}
LABELS = {
    "high_99_8": "High (0.001)",
    "high_95": "High (0.025)",
    "within": "Not significant",
    "low_95": "Low (0.025)",
    "low_99_8": "Low (0.001)",
}
LIMITS = {"lower_95": "lower95", "upper_95": "upper95"}
LIMITS |= {"lower_99_8": "lower99_8", "upper_99_8": "upper99_8"}
# Found by bisection in the source, with its error; the closed form is held to 1e-9.
BISECTED = 1e-4


def test_limits_of_proportions(table, agree):
    for (line, per), rows in table("funnel_proportion_limits").groupby(
        ["baseline_proportion", "multiplier"]
    ):
        got = funnel_limits(rows["population"], line, per=per)
        agree(got, rows, {**SIGMA, "baseline": "baseline"})


def test_limits_of_ratios(table, agree):
    stated = table("funnel_ratio_limits")
    got = funnel_limits(stated["observed_events"], kind="ratio", per=100)
    agree(
        got, stated, {f"at_{ours}": f"exact_{theirs}_exp_events" for ours, theirs in SIGMA.items()}
    )
    agree(got, stated, {ours: f"{theirs}_isr" for ours, theirs in SIGMA.items()}, rtol=BISECTED)
    agree(got, stated, {f"at_{o}": f"{t}_exp_events" for o, t in SIGMA.items()}, rtol=BISECTED)
    # Their counts are the ratios less one, near nothing where the ratio is near one.
    less = {ours: got[ours] / 100 - 1 for ours in SIGMA}
    counts = {ours: f"{theirs}_count" for ours, theirs in SIGMA.items()}
    agree(less, stated, counts, rtol=BISECTED, atol=BISECTED)


def test_limits_of_rates(table, agree):
    keys = ["multiplier", "years_of_data", "baseline_rate_per_person"]
    for (per, years, line), rows in table("funnel_rate_limits").groupby(keys):
        got = funnel_limits(rows["events"], line, "rate", per=per, years=years)
        exact = {ours: f"exact_{theirs}_limit" for ours, theirs in SIGMA.items()}
        agree(got, rows, {**exact, "baseline": "baseline"})
        near = {ours: f"{theirs}_limit" for ours, theirs in SIGMA.items()}
        near |= {f"at_{ours}": f"{theirs}_population_1_year" for ours, theirs in SIGMA.items()}
        agree(got, rows, near, rtol=BISECTED)


def labels_agree(got, rows, record_property):
    assert got.map(LABELS).tolist() == rows["significance"].tolist()
    record_property("rows", len(rows))


def test_labels_of_proportions(table, record_property):
    for line, rows in table("funnel_proportion_significance").groupby("baseline_proportion"):
        got = funnel_labels(rows["numerator"], rows["denominator"], line, fractional=True)
        labels_agree(got, rows, record_property)


def test_labels_of_ratios(table, record_property):
    rows = table("funnel_ratio_significance")
    got = funnel_labels(rows["observed"], rows["expected"], kind="ratio")
    labels_agree(got, rows, record_property)


def test_labels_of_rates(table, record_property):
    keys = ["rate_type", "multiplier", "baseline_rate_per_person"]
    for (rate_type, per, line), rows in table("funnel_rate_significance").groupby(keys):
        fewest = 10 if rate_type == "dsr" else 0
        points = funnel_points(
            rows["count"], rows["rate"], rows["population"], years=1, per=per, fewest=fewest
        )
        got = funnel_labels(rows["count"], points["population"], line, "rate", fewest=fewest)
        labels_agree(got, rows, record_property)


def test_points(table, agree):
    for (per, years), rows in table("funnel_points").groupby(["multiplier", "years_of_data"]):
        got = funnel_points(rows["events"], rows["rate"], rows["population"], years=years, per=per)
        columns = {"value": "expected_rate_chart"}
        agree(got, rows, {**columns, "population_1_year": "expected_denominator_per_year"})


def test_lines_of_the_sources_own_funnels(full_table):
    areas = full_table("funnel_proportion_inputs")
    stated = (
        full_table("funnel_proportion_limits").groupby("dataset")["baseline_proportion"].first()
    )
    small = areas[areas["denominator"] < 31_000]
    for rows, name in ((areas, "upstream_all"), (small, "upstream_denominator_lt_31000")):
        line = funnel_baseline(rows["numerator"], rows["denominator"], fractional=True)
        assert line == pytest.approx(stated[name], rel=1e-9)
    lines = full_table("funnel_rate_limits").groupby("dataset")["baseline_rate_per_person"].first()
    for name, rows in full_table("funnel_rate_inputs").groupby("dataset"):
        fewest = 10 if name.endswith("dsr") else 0
        points = funnel_points(
            rows["events"],
            rows["rate_per_100000"],
            rows["population"],
            years=3,
            per=100_000,
            fewest=fewest,
        )
        line = funnel_baseline(rows["events"], points["population"])
        assert line == pytest.approx(lines[name], rel=1e-9)


def test_poisson_limits_of_a_ratio_of_one(table, agree):
    stated = table("funnel_poisson_limits_sr")
    expected = stated["expected"].to_numpy(float)
    for level, end in ((0.95, "95"), (0.998, "99_8")):
        lower, upper = (limit / expected for limit in intervals.exact(expected, level))
        agree({"l": lower, "u": upper}, stated, {"l": f"lower{end}", "u": f"upper{end}"})


KINDS = {"SR": "ratio", "PR": "proportion", "RC": "counts"}


def test_overdispersion(table, agree):
    stated = table("funnel_overdispersion_expected")
    for case in table("funnel_overdispersion_parameters").itertuples():
        rows = stated[stated["dataset"] == case.dataset]
        transform = case.sr_method.lower() if isinstance(case.sr_method, str) else "shmi"
        found = funnel_overdispersion(
            rows["numerator"],
            rows["denominator"],
            KINDS[case.data_type],
            transform=transform,
            trim=case.trim_by,
            per=case.multiplier,
            adjusted=case.draw_adjusted,
        )
        np.testing.assert_allclose([found.phi, found.tau2], [case.phi, case.tau2], rtol=1e-9)
        got = found.rows.assign(ratio=found.rows["value"] / case.multiplier)
        agree(got, rows, {"ratio": "ratio", "z": "z_unadjusted"})
        # Quantiles rounded to six places there.
        agree(got, rows, {f"adjusted_{o}": f"od_{t}" for o, t in LIMITS.items()}, rtol=1e-6)
        agree(got, rows, LIMITS, rtol=1e-6)
        assert got["outlier"].tolist() == rows["outlier95"].astype(bool).tolist()
        if case.draw_adjusted:
            agree(got, rows, {"z_kept": "z_trimmed_or_winsorised"})


def test_a_few_points_of_every_kind_are_compared(table):
    kinds = pd.Index(table("funnel_overdispersion_parameters")["data_type"]).unique()
    assert set(kinds) == set(KINDS)
