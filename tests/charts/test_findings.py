"""Headlines: from made-up series, each with the words worked out by hand."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from mscp_analysis import charts, registers
from mscp_analysis.charts import findings
from mscp_analysis.comparisons.standing import standing
from mscp_analysis.measures import Fact, Measure

MEDWAY, ENGLAND = "E06000035", "E92000001"
YEARS = ["2019-20", "2020-21", "2021-22", "2022-23", "2023-24"]


def series(
    *values: float | None, half: float = 2.0, code: str = MEDWAY, unit: str = "%"
) -> Measure:
    """A yearly percentage with an interval that reaches so far to either side."""
    rows = pd.DataFrame({"period": YEARS[-len(values) :], "area_code": code, "value": values})
    rows["value"] = rows["value"].astype(float)
    rows["marker"] = ["c" if value is None else "" for value in values]
    rows["lower"], rows["upper"] = rows["value"] - half, rows["value"] + half
    about = {"name": "m", "title": "Visits in time", "unit": unit, "decimals": 1}
    return Measure(rows=rows, timing="year", **about)


def told(*values: float | None, beside: float | None = None, **about: object) -> str:
    measure = series(*values, **about)
    facts = [measure.at(year, "Medway") for year in measure.periods]
    others = [series(beside, code=ENGLAND).at("2023-24", "England")] if beside is not None else []
    return findings.over_time(facts, others).removeprefix("Visits in time: in Medway the ")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        # Intervals of 48 to 52 and 53 to 57 are apart; of 48 to 52 and 51 to 55 they overlap.
        ((50.0, 55.0), "percentage is higher than in 2022-23"),
        ((55.0, 50.0), "percentage is lower than in 2022-23"),
        ((50.0, 53.0), "percentage shows no clear change since 2022-23"),
        # 90 is more than one and a half times 50, and far outside its interval.
        (
            (50.0, 90.0, 51.0),
            "percentage shows no clear change since 2021-22, with wide swings between",
        ),
        ((50.0, 60.0, 51.0), "percentage shows no clear change since 2021-22"),
        # The highest is the last itself: it rose, and nothing swung between.
        ((50.0, 60.0, 90.0), "percentage is higher than in 2021-22"),
        ((50.0,), "percentage can be set beside no earlier one"),
        ((50.0, None), "percentage in 2023-24 is withheld to protect confidentiality"),
        ((None, 50.0, 55.0), "percentage is higher than in 2022-23"),
    ],
)
def test_series_is_said_to_rise_or_fall_only_where_its_intervals_are_apart(values, said):
    assert told(*values) == said


def test_intervals_as_wide_as_the_swing_leave_nothing_to_be_said_of_it():
    # From 4 to 9 is more than half as much again, and 0 to 8 overlaps 5 to 13.
    assert told(5.0, 4.0, 9.0, 5.0, half=4.0).endswith("no clear change since 2020-21")


@pytest.mark.parametrize(
    ("england", "side"),
    [(52.0, "similar to"), (52.1, "lower than"), (47.9, "higher than"), (48.0, "similar to")],
)
def test_comparator_within_the_interval_is_similar_bounds_included(england, side):
    assert told(50.0, 50.0, beside=england).endswith(f", and is {side} England")


def test_rates_numbers_and_sums_are_called_what_they_are():
    for unit, noun in [("per 10,000 children", "rate"), ("children", "number"), ("pounds", "sum")]:
        assert told(50.0, 50.0, unit=unit).startswith(f"{noun} shows")


def test_counts_of_a_part_move_where_chance_would_not_make_them():
    # |10 - 30| = 20 is above 1.96 * sqrt(40) = 12.4; |40 - 50| = 10 below 1.96 * sqrt(90) = 18.6.
    def part(*values: float | None) -> list[Fact]:
        measure = series(*values, unit="assessments")
        rows = measure.rows.drop(columns=["lower", "upper"])
        plain = measure.with_rows(rows, decimals=0)
        return [plain.at(year, "Medway") for year in plain.periods]

    found = findings.of_parts(
        "Found",
        [
            ("Neglect", part(10.0, 30.0)),
            ("Abuse: child", part(30.0, 10.0)),
            ("Gangs", part(40.0, 50.0)),
            ("Missing", part(40.0, None)),
        ],
    )
    assert found == (
        "Found, since the first year shown: up for Neglect; down for “Abuse: child”; "
        "no clear change for Gangs; not known to have changed for Missing"
    )
    same = findings.of_parts("Found", [("A", part(4.0, 4.0)), ("B", part(5.0, 5.0))])
    assert same == "Found, since the first year shown: no clear change for any"


def part(value: float | None, half: float | None = None) -> Fact:
    fact = series(1.0, unit="children").at("2023-24", "Medway")
    limits = {"lower": None, "upper": None}
    if value is not None and half is not None:
        limits = {"lower": value - half, "upper": value + half}
    return replace(fact, value=value, marker="c" if value is None else "", **limits)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ([("A", part(9.0)), ("B", part(4.0))], "Paid: highest for A"),
        ([("A", part(9.0)), ("B", part(9.0)), ("C", part(1.0))], "Paid: highest for A and B"),
        ([("A", part(9.0)), ("B", part(9.0))], "Paid: the same for each that is shown"),
        (
            [("A", part(9.0)), ("B", part(4.0)), ("C", part(None))],
            "Paid: highest for A, of those with a figure",
        ),
        ([("A", part(9.0)), ("C", part(None))], "Paid: known for A only"),
        # A least figure is the highest all the more; below another it might be higher after all.
        ([("A, at least", part(9.0)), ("B", part(4.0))], "Paid: highest for A"),
        (
            [("A", part(9.0)), ("B, at least", part(4.0))],
            "Paid: which is highest cannot be told, as some may be more than is shown",
        ),
        ([("A", part(9.0, 2.0)), ("B", part(4.0, 2.0))], "Paid: clearly higher for A than for B"),
        (
            [("A", part(9.0, 2.5)), ("B", part(4.0, 2.5))],
            "Paid: no clear difference between those shown",
        ),
    ],
)
def test_highest_is_named_only_where_the_figures_bear_it(facts, said):
    assert findings.highest("Paid", facts) == said


def test_words_of_ones_own_take_the_names_of_the_highest():
    facts = [("A", part(9.0)), ("B", part(9.0)), ("C", part(1.0))]
    assert findings.highest("Paid", facts, "{most} paid the most") == "A and B paid the most"


def test_steps_are_judged_only_where_everyone_told_and_each_is_known():
    steps = [replace(part(n), title=name) for name, n in [("A", 100.0), ("B", 90.0), ("C", 30.0)]]
    assert findings.steepest("Use", steps) == "Use: the number falls most between “B” and “C”"
    some, all_of = part(3.0), part(5.0)
    assert "some agencies told nothing" in findings.steepest("Use", steps, [some, all_of])
    assert "falls most" in findings.steepest("Use", steps, [all_of, all_of])
    unknown = [*steps[:2], replace(part(None), title="C")]
    assert findings.steepest("Use", unknown) == "Use: not every step is known"


def test_neighbours_are_told_of_in_the_words_of_the_sentences():
    # Of four to six; England's 5.5 lies within, and there is no neighbour with a figure.
    both = pd.concat([series(5.0, half=1.0).rows, series(5.5, code=ENGLAND).rows])
    beside = standing(series(5.0).with_rows(both), "Medway", "2023-24")
    assert findings.among(beside) == (
        "Visits in time: in Medway the percentage is similar to England"
    )


def test_headlines_hold_no_number_but_dates():
    own = registers.open("Exampleshire", "2023-24")
    paid = own.contributions.by("agency", total="amount")
    drawn = charts.bars(paid, "Exampleshire", "2023-24", found="{most} paid the most")
    assert drawn.headline == "Exampleshire Council paid the most"
    assert not re.search(r"\d", drawn.headline)
    assert drawn.subtitle.startswith(
        "Contributions of the agencies, amount in pounds, Exampleshire"
    )
    assert drawn.subtitle.endswith(", 2023-24, as of 19 July 2024.")


def test_control_chart_is_headed_by_its_latest_figure():
    # As in the chart's own test: nine of about ten, and one of 24 above the limit of 19.7.
    years = [f"{year}-{(year + 1) % 100:02d}" for year in range(2012, 2022)]
    rows = {"period": years, "area_code": MEDWAY, "marker": ""}

    def headline(*values: float) -> str:
        frame = pd.DataFrame({**rows, "value": [float(value) for value in values]})
        counts = series(1.0, unit="plans").with_rows(frame, decimals=0)
        return charts.control(counts, "Medway", "2021-22").headline

    assert headline(10, 12, 11, 13, 12, 11, 10, 12, 11, 24) == (
        "Visits in time: the latest figure is above its upper limit"
    )
    assert headline(10, 12, 11, 13, 12, 11, 10, 12, 11, 12) == (
        "Visits in time: the latest figure is within its usual variation"
    )
    assert headline(10, 12, 11, 13, 24, 11, 10, 12, 11, 12) == (
        "Visits in time: the latest figure is within its usual variation; some earlier ones are not"
    )
