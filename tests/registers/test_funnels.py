"""Funnels: each step as a share of the one before, and of the first."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from mscp_analysis import registers
from mscp_analysis.registers import funnels

STEPS = ("trained", "in_post", "used", "completed", "rescored")


@pytest.fixture(scope="module")
def tool() -> registers.Register:
    return registers.open("Exampleshire", "2023-24").gcp2


def of(tool: registers.Register, *rows: tuple[float | None, ...]) -> registers.Register:
    """The register with other agencies; a figure that is None was not told."""
    numbers = pd.DataFrame([*rows], columns=[*STEPS], dtype=float)
    numbers["reporting"] = numbers["rescored"].notna().astype(float)
    blank = tool.rows.iloc[[0] * len(rows)].reset_index(drop=True)
    return tool.with_rows(blank.assign(**numbers, agencies=1.0))


def test_shares_are_of_the_step_before_and_of_the_first(tool):
    found = funnels.funnel(of(tool, (200, 150, 60, 30, 12)), *STEPS)
    assert [step.of_before.value for step in found.steps] == [None, 75.0, 40.0, 50.0, 40.0]
    assert [step.of_first.value for step in found.steps] == [None, 75.0, 30.0, 15.0, 6.0]
    assert found.steps[0].of_first.marker == "z"
    assert found.facts[1].title == "Licensed and in post"


def test_agencies_that_tell_only_of_training_are_left_out_and_said(tool):
    """Over all, 200 trained and 30 used would look like 15%; among those who told it is 30%."""
    found = funnels.funnel(of(tool, (100, 80, 30, 20, 5), (100, 90, None, None, None)), *STEPS)
    assert [fact.value for fact in found.facts] == [100, 80, 30, 20, 5]
    assert [fact.value for fact in found.coverage] == [1, 2]


def test_a_step_above_one_before_is_a_fault(tool):
    with pytest.raises(ValueError, match=r"31 cannot be a part of 30 .*correct one of the two"):
        funnels.funnel(of(tool, (100, 80, 30, 31, 5)), *STEPS)
    first = tool.total("trained")
    missing = replace(first, value=None, marker="x")
    with pytest.raises(ValueError, match="cannot be a part of"):
        funnels.steps([first, missing, replace(first, value=first.number + 1)])


def test_what_nobody_told_is_missing_and_no_share_is_made_of_it():
    found = funnels.funnel(registers.open("Medway", "2023-24").gcp2, *STEPS)
    assert {fact.marker for fact in found.facts} == {"x"}
    assert {step.of_before.marker for step in found.steps[1:]} == {"x"}
    assert (found.reporting.value, found.agencies.marker) == (2, "x")


def test_a_register_that_nobody_supplied_says_so():
    found = funnels.funnel(registers.open("Kent", "2023-24").gcp2, *STEPS)
    assert all(fact.absence for fact in (*found.facts, *found.coverage))
    assert found.steps[0].of_before.absence
