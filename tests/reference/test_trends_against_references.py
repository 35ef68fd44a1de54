"""Trends and control charts against figures that other programs print."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mscp_analysis.trends import assurance, recent_trend, rules, xmr

CAUSES = {
    "common_cause": "Common Cause",
    "above_limit": "Above UCL",
    "below_limit": "Below LCL",
    "seven_rising": "7 Point Trend (Increasing)",
    "seven_falling": "7 Point Trend (Decreasing)",
    "two_in_three_high": "2 in 3 Above CL",
    "two_in_three_low": "2 in 3 Below CL",
    "seven_above": "7 Points Above CL",
    "seven_below": "7 Points Below CL",
}
TYPES = {
    "common_cause": "common_cause",
    "improvement": "special_cause_improvement",
    "concern": "special_cause_concern",
    "high": "special_cause_neutral_high",
    "low": "special_cause_neutral_low",
}
DIRECTIONS = {"increase_is_good": "higher", "decrease_is_good": "lower", "neutral": None}


def test_recent_trends(table, agree):
    points, stated = table("trend_inputs"), table("trend_expected").set_index("series")
    for method, rows in stated.groupby("method"):
        held = points[points["series"].isin(rows.index)]
        if method == "ci_weighted":
            ends = (held[name] for name in ("value", "lower95", "upper95"))
            got = recent_trend(*ends, group=held["series"])
        else:
            got = recent_trend(count=held["count"], total=held["denominator"], group=held["series"])
        got = got.loc[rows.index]
        agree(got, rows, ["slope", "chi_square"])
        assert got["trend"].tolist() == rows["expected_trend"].tolist()
        kept = rows["slope_sign_stable_when_each_point_removed"]
        assert got["stable"].tolist() == kept.tolist()


def chart(parameters, values, polarity):
    fixed = parameters.fix_after_n_points
    points = values.set_index("point")["value"]
    return xmr(
        points,
        polarity,
        rebase=[] if np.isnan(parameters.rebase_at_point) else [parameters.rebase_at_point],
        fix_after=None if np.isnan(fixed) else int(fixed),
        screen_outliers=parameters.screen_outliers,
    )


def test_control_charts(table, agree):
    values, stated = table("spc_series_inputs"), table("spc_series_expected")
    for parameters in table("spc_series_parameters").itertuples():
        rows = stated[stated["series"] == parameters.series]
        for direction, polarity in DIRECTIONS.items():
            got = chart(parameters, values[values["series"] == parameters.series], polarity)
            expected = rows[f"point_type_{direction}"].tolist()
            assert got["point_type"].map(TYPES).tolist() == expected, parameters.series
        limits = {"mean": "mean", "lower": "lower_process_limit", "upper": "upper_process_limit"}
        agree(got, rows, {**limits, "segment": "segment", "side": "relative_to_mean"})
        assert got["special_cause"].map(CAUSES).tolist() == rows["special_cause_type"].tolist()
        assert got["trial"].tolist() == rows["trial_limits_warning"].tolist()
        # A segment of one point has no limits to be outside of.
        told = rows["outside_limits"].notna().to_numpy()
        for ours, theirs in (("outside", "outside_limits"), ("near", "close_to_limits")):
            assert got.loc[told, ours].tolist() == rows.loc[told, theirs].astype(bool).tolist()


RULES = {
    "run_of_seven_one_side": rules.run_of_seven,
    "trend_of_seven": rules.trend_of_seven,
    "member_of_seven": rules.member_of_seven,
    "two_in_three": rules.two_in_three,
    "member_of_two_in_three": rules.member_of_two_in_three,
}


def test_each_rule(table):
    cases = table("spc_rule_vectors")
    assert set(cases["rule"]) == set(RULES)
    for case in cases.itertuples():
        given = [[int(part) for part in case.input.split()]]
        if isinstance(case.side_of_mean, str):
            given.append([int(part) for part in case.side_of_mean.split()])
        expected = [int(part) for part in case.expected.split()]
        assert RULES[case.rule](*given).tolist() == expected, case.case_id


def test_assurance(table):
    directions = {"increase": "higher", "decrease": "lower", "neutral": None}
    for case in table("spc_assurance").itertuples():
        limits = (case.lower_process_limit, case.upper_process_limit, case.target)
        got = assurance(*limits, directions[case.improvement_direction])
        assert (got or "") == (case.expected_assurance if pd.notna(case.expected_assurance) else "")


def test_stated_chi_squares(table):
    # To the places that the sources' own tests assert.
    points = table("trend_inputs").set_index("series")
    first = points.loc["upstream_set1_ci"]
    weighted = recent_trend(first["value"], first["lower95"], first["upper95"], group=first.index)
    assert weighted["chi_square"].iloc[0] == pytest.approx(46.77, abs=0.005)
    second = points.loc["upstream_set1_proportion"]
    tested = recent_trend(count=second["count"], total=second["denominator"])
    assert tested["chi_square"].iloc[0] == pytest.approx(47.9, abs=0.05)
