"""A decision travels: what is withheld as a count is withheld in all that was made of it."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from mscp_analysis.disclosure import Table, protect, settings
from mscp_analysis.disclosure.settings import RULES
from mscp_analysis.measures import Measure
from mscp_analysis.rates import rate


def measure(name: str, values: list[float]) -> Measure:
    rows = pd.DataFrame(
        {
            "period": "2023-24",
            "area_code": ["E06000035", "E10000016", "E92000001"],
            "value": values,
            "marker": "",
        }
    )
    return Measure(rows=rows, name=name, title=name, unit="children", decimals=0, timing="snapshot")


@pytest.fixture
def plans() -> Measure:
    return measure("plans", [4.0, 1310.0, 1314.0])


@pytest.fixture
def decision(plans: Measure):
    sums = {"area_code": {"E92000001": ["E06000035", "E10000016"]}}
    _, found = protect([Table(name="plans", rows=plans.rows, sums=sums)], settings("dfe"))
    return found


def test_the_count_and_what_would_give_it_back_are_withheld(decision, plans) -> None:
    # England is exempt and rounded to 10: 1,305 to 1,315 less 1,310 leaves at most 5, at least
    # 1, so Medway's 4 stays anywhere from 1 to 5.
    assert decision.apply(plans).rows["marker"].tolist() == ["c", "", ""]


def test_a_rate_loses_value_count_population_and_interval(decision, plans) -> None:
    plan_rate = rate(plans, measure("children", [65_289.0, 340_000.0, 12_000_000.0]))
    found = decision.apply(plan_rate, of="plans").rows
    figures = found[["value", "count", "population", "lower", "upper"]].isna().to_numpy()
    assert figures.tolist() == [[True] * 5, [False] * 5, [False] * 5]
    assert found["marker"].tolist() == ["c", "", ""]


def test_a_measure_of_other_counts_stays_as_it_is(decision) -> None:
    other = measure("referrals", [4.0, 8.0, 12.0])
    pd.testing.assert_frame_equal(decision.apply(other).rows, other.rows)


def test_a_share_goes_with_its_denominator(decision) -> None:
    shares = measure("share", [50.0, 10.0, 11.0])
    assert decision.apply(shares, of=("others", "plans")).rows["marker"].tolist() == ["c", "", ""]


def test_ranks_and_further_figures_of_a_frame_go_too(decision, plans) -> None:
    frame = plans.rows.assign(rank=[2, 1, 3], chart_point=[0.1, 0.2, 0.3])
    found = decision.apply(frame, of="plans")
    assert found.loc[0, ["value", "rank", "chart_point"]].isna().all()
    assert found.loc[1, ["value", "rank", "chart_point"]].tolist() == [1310.0, 1.0, 0.2]


def test_a_frame_must_say_what_it_was_computed_from(decision, plans) -> None:
    with pytest.raises(ValueError, match="say which counts"):
        decision.apply(plans.rows)


def test_the_record_can_be_written_beside_the_tables(decision) -> None:
    record = json.loads(json.dumps(decision.record()))
    assert record["rule"]["threshold"] == 5
    assert (record["primary"], record["secondary"], record["exposed"]) == (1, 0, [])


def test_another_release_of_the_same_cell_is_withheld_too(decision, plans) -> None:
    rows = pd.concat([plans.rows.assign(release=r) for r in ("2023", "2024")], ignore_index=True)
    found = decision.apply(plans.with_rows(rows)).rows
    assert np.flatnonzero(found["value"].isna()).tolist() == [0, 3]


@pytest.mark.parametrize("name", sorted(path.stem for path in RULES.glob("*.yaml")))
def test_under_every_rule_the_marker_is_one_that_a_measure_takes(name: str, plans) -> None:
    # Whatever the rule prints in its place, a figure withheld is confidential: c.
    published, found = protect([Table(name="plans", rows=plans.rows)], settings(name))
    rows = published["plans"].rows
    assert rows.loc[0, "marker"] == "c"
    assert plans.with_rows(rows).at("2023-24", "E06000035").marker == "c"
    assert found.apply(plans).rows.loc[0, "marker"] == "c"
    assert found.record()["rule"]["symbol"] == settings(name).symbol
    again, _ = protect(published.values(), settings(name))
    assert again["plans"].rows["marker"].tolist() == rows["marker"].tolist()
