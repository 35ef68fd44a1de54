"""Rates, proportions and means against figures that other programs print."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mscp_analysis import intervals, rates

PAIR = (0.95, 0.998)
LIMITS = {
    "lower_95": "lower95",
    "upper_95": "upper95",
    "lower_99_8": "lower99_8",
    "upper_99_8": "upper99_8",
}


def by_multiplier(table, statistic, **options):
    """Each multiplier's rows worked on at once, in the order of the table."""
    parts = [
        statistic(rows["numerator"], rows["denominator"], per, PAIR, **options)
        for per, rows in table.groupby("multiplier")
    ]
    return pd.concat(parts).loc[table.index]


def agree_where_stated(agree, got, stated, origin="upstream_spreadsheet_grouped"):
    """Rows of that origin state no second level: an empty cell there says nothing."""
    grouped = stated["origin"] == origin
    first = {"value": "value", **dict(list(LIMITS.items())[:2])}
    agree(got[grouped], stated[grouped], first)
    agree(got[~grouped], stated[~grouped], {"value": "value", **LIMITS})


def test_rates(table, agree):
    stated = table("phe_rate")
    agree_where_stated(agree, by_multiplier(stated, rates.rate, fractional=True), stated)


def test_rates_at_other_levels(table, agree):
    stated = table("phe_rate_confidence_levels")
    for level, rows in stated.groupby("confidence"):
        got = rates.rate(rows["numerator"], rows["denominator"], 10_000, level)
        agree(got, rows, ["value", "lower", "upper"])


def test_proportions(table, agree):
    stated = table("phe_proportion")
    agree_where_stated(agree, by_multiplier(stated, rates.proportion), stated)


def test_a_thousand_rates_and_percentages(table, agree):
    stated = table("bulk_rate_proportion")
    x, n = stated["numerator"], stated["denominator"]
    for got, kind, value in (
        (rates.rate(x, n, confidence=PAIR), "rate", "rate_per_10000"),
        (rates.proportion(x, n, confidence=PAIR), "pct", "percentage"),
    ):
        columns = {ours: f"{kind}_{theirs}" for ours, theirs in LIMITS.items()}
        agree(got, stated, {"value": value, **columns})


def test_bare_limits(table):
    # Where Byar's lower limit would be negative both say that there is none.
    for case in table("byars_wilson_limits").itertuples():
        x = np.array([case.x])
        if case.function_name == "byars_limits":
            got = intervals.byar(x, case.confidence)
        else:
            got = intervals.wilson(x, np.array([case.n]), case.confidence)
        np.testing.assert_allclose(np.ravel(got), [case.lower, case.upper], rtol=1e-9)


def test_means(table, agree):
    values, stated = table("phe_mean_inputs"), table("phe_mean_expected").set_index("group")
    got = rates.mean(values["value"], PAIR, group=values["group"]).loc[stated.index]
    agree(got, stated, {"value": "value", "count": "value_count", "deviation": "stdev", **LIMITS})


def _standardise(inputs, stated, statistic, **options):
    """The groups of each multiplier at once, in the order of the stated rows."""
    parts = []
    for per, rows in stated.groupby("multiplier"):
        got = statistic(inputs[inputs["group"].isin(rows["group"])], per, **options)
        parts.append(got.loc[rows["group"]].set_axis(rows.index))
    return pd.concat(parts).loc[stated.index]


def _direct(rows, per):
    return rates.directly_standardised(
        *(rows[column] for column in ("x", "n", "stdpop")),
        per,
        PAIR,
        group=rows["group"],
        missing="zero",
    )


def _direct_repeated(rows, per):
    return rates.directly_standardised(
        *(rows[column] for column in ("x", "n", "stdpop")),
        per,
        PAIR,
        group=rows["group"],
        events=rows["eventfreq"],
        age=rows["ageband"],
        missing="zero",
    )


def test_directly_standardised_rates(table, agree):
    stated = table("dsr_expected")
    stated = stated[stated["independent_events"]]
    got = _standardise(table("dsr_inputs"), stated, _direct)
    columns = {"value": "value", "count": "total_count", "population": "total_pop", **LIMITS}
    agree(got, stated, columns)


def test_directly_standardised_rates_of_repeated_events(table, agree):
    stated = table("dsr_expected")
    stated = stated[~stated["independent_events"]]
    got = _standardise(table("dsr_nonindependent_inputs"), stated, _direct_repeated)
    columns = {"value": "value", "count": "total_count", "population": "total_pop", **LIMITS}
    agree(got, stated, columns)


@pytest.mark.parametrize("kind", ["rate", "ratio"])
def test_indirectly_standardised(table, agree, kind):
    def statistic(rows, per):
        figures = (rows[column] for column in ("x", "n", "x_ref", "n_ref"))
        return rates.indirectly_standardised(
            *figures, per, PAIR, kind=kind, group=rows["group"], missing="zero"
        )

    stated = table("isr_expected")
    stated = stated[stated["statistic"] == f"is_{kind}"]
    got = _standardise(table("isr_inputs"), stated, statistic)
    agree(got, stated, {"observed": "observed", "expected": "expected", **LIMITS})
    # The table leaves the ratio itself empty: it is observed over expected.
    value = stated["multiplier"] * stated["observed"] / stated["expected"]
    agree(got, stated.assign(value=stated["value"].fillna(value)), ["value"])
