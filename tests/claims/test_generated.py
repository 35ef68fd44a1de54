"""Statements generated from other authorities' figures: wrong ones caught, right ones passed."""

from __future__ import annotations

from collections import Counter

import pytest
from generated import KINDS, Case, make
from generated.case import percent, printed, transposed
from generated.holding import tally, verdicts

OF_EACH = 8
"""Statements of each kind in the run that is held together: half of them right."""


@pytest.fixture(scope="module")
def made():
    return make(OF_EACH * len(KINDS), seed=7)


@pytest.fixture(scope="module")
def one_of_each(made):
    return dict(reversed(made.cases))


def wrong_in(case: Case, rows: tuple) -> set[str]:
    return {verdict for _, verdict in verdicts(case, rows)} - {"right"}


def test_there_are_faults_enough():
    assert len(KINDS) >= 18


def test_a_seed_gives_the_same_statements(made):
    again = make(len(KINDS), seed=7)
    assert again.cases == made.cases[: len(KINDS)]
    assert make(len(KINDS), seed=8).cases != again.cases


def test_draws_set_aside_are_counted_by_reason(made):
    reasons = Counter(reason for _, reason in made.set_aside.elements())
    assert reasons["a figure of it is withheld or not published"] > 0
    assert any(reason.startswith("the wrong value is also that of") for reason in reasons)


def test_no_authority_is_medway_and_every_year_is_drawn(made):
    assert "E06000035" not in {case.code for _, case in made.cases}
    assert len({case.year for _, case in made.cases}) == 7


def test_right_and_wrong_differ_in_one_row_alone(made):
    for kind, case in made.cases:
        pairs = zip(case.right, case.wrong, strict=True)
        assert sum(right != wrong for right, wrong in pairs) == 1, kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_statement_is_caught_by_its_name(kind, one_of_each):
    case = one_of_each[kind]
    assert wrong_in(case, case.wrong) & case.fits


@pytest.mark.parametrize("kind", KINDS)
def test_its_right_twin_passes(kind, one_of_each):
    case = one_of_each[kind]
    assert wrong_in(case, case.right) == set()


def test_hundreds_of_statements_are_told_apart(made):
    found = tally(made.cases)
    for kind, each in found.items():
        assert min(each.caught, each.named) >= 0.95 * each.made, (kind, each.instead)
    alarms = {kind: each.alarmed for kind, each in found.items() if each.alarms}
    total = sum(each.right for each in found.values())
    assert sum(each.alarms for each in found.values()) < 0.02 * total, alarms


def test_numbers_are_printed_as_publishers_do():
    assert [printed(1233), printed(0), percent(1, 3)] == ["1,233", "0", "33.3%"]
    assert transposed("1,233") == ["2,133", "1,323"]
