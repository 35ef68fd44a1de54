"""Actions are graded by rules that are data: each rule by an action of its own."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from mscp_analysis import areas, registers
from mscp_analysis.registers import actions, cycles, reckoned

DAY = date(2024, 3, 31)


@pytest.fixture(scope="module")
def medway():
    return registers.open("Medway", "2023-24").actions


def of(register, *rows):
    """The register with actions of: set, due, done, status, evidence."""
    names = ["set", "due", "done", "status", "evidence"]
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    whole = register.rows.iloc[[0] * len(rows)].reset_index(drop=True)
    whole = whole.assign(**frame, id=[str(n) for n in range(len(rows))])
    return register.with_rows(whole)


@pytest.mark.parametrize(
    ("row", "state", "colour"),
    [
        ((None, date(2024, 1, 1), date(2023, 12, 1), "done", "audit"), "done", "green"),
        ((None, None, None, "done", "audit"), "done", "green"),
        ((None, None, date(2023, 12, 1), "done", ""), "done without evidence", "amber"),
        ((None, date(2024, 3, 30), None, "in progress", ""), "overdue", "red"),
        ((None, date(2024, 3, 31), None, "open", ""), "on track", "amber"),
        ((None, None, None, "open", "a plan"), "without a date", "not graded"),
        ((None, date(2024, 1, 1), None, "withdrawn", ""), "withdrawn", "grey"),
        # What was done after the day is not done on it.
        ((None, date(2024, 3, 1), date(2024, 4, 2), "done", "audit"), "overdue", "red"),
    ],
)
def test_each_rule_grades_an_action(medway, row, state, colour):
    stands = actions.graded(of(medway, row), DAY)
    assert stands.rows[["state", "colour"]].to_numpy().tolist() == [[state, colour]]


def test_nobody_grades_their_own_green(medway):
    green = [rule for rule in actions.rules() if rule.colour == "green"]
    assert green
    assert all(("evidence", "given") in rule.when for rule in green)


def test_ages_and_days_overdue_are_counted_to_the_day(medway):
    begun = date(2024, 3, 1)
    stands = actions.graded(
        of(
            medway,
            (begun, date(2024, 3, 21), None, "open", ""),  # 30 days old, 10 overdue
            (begun, None, date(2024, 3, 6), "done", "minutes"),  # done after 5
            (None, date(2024, 5, 1), None, "open", ""),
        ),
        DAY,
    )
    assert stands.rows["age"].tolist()[:2] == [30, 5]
    assert stands.rows["late"].tolist()[0] == 10
    assert stands.markers["late"].tolist() == ["", "z", "z"]
    assert actions.oldest(stands).shown == "30"
    assert actions.standing(stands)["late"].shown == "1"


def test_no_age_is_made_up_where_no_date_was_given(medway):
    assert actions.oldest(actions.graded(medway)).marker == "x"


def test_a_rule_that_asks_for_something_unknown_is_refused(tmp_path, monkeypatch):
    (tmp_path / "rules").mkdir()
    for folder in ("published", "partnerships"):
        (tmp_path / folder).symlink_to(areas.data_folder() / folder)
    rules = "rules:\n- {state: good, colour: green, when: {feeling: good}, words: It is good}\n"
    (tmp_path / "rules" / "rag.yaml").write_text(rules)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    with pytest.raises(ValueError, match=r"rag\.yaml, the rule 'good'.*came feeling: good"):
        actions.rules()


@pytest.fixture(scope="module")
def exampleshire():
    return registers.open("Exampleshire", "2023-24")


def test_every_state_is_counted_once(exampleshire):
    stands = actions.graded(exampleshire.actions)
    crossed = reckoned.crossed(stands, "plan", "state")
    assert [measure.title for measure in crossed][:2] == ["Withdrawn", "Done"]
    assert sum(measure.rows["value"].sum() for measure in crossed) == len(stands)


def test_a_column_without_choices_is_not_counted_by(exampleshire):
    with pytest.raises(LookupError, match="'owner' holds no choices"):
        reckoned.crossed(exampleshire.actions, "plan", "owner")


def test_returns_are_in_time_late_or_missing(exampleshire):
    answered = cycles.answered(exampleshire.section_11)
    rows = answered.rows
    for answer, row in zip(rows["answer"], rows.to_dict("records"), strict=True):
        expected = "not returned" if row["returned"] is None else "in time"
        if expected == "in time" and row["returned"] > row["due"]:
            expected = "late"
        assert answer == expected
    assert set(rows["answer"]) == set(cycles.ANSWERS)


def test_grades_are_set_beside_those_of_the_round_before(exampleshire):
    moved = cycles.moved(exampleshire.section_11_standards)
    order = ["not met", "partly met", "met"]
    before = {
        (row["agency"], row["standard"]): row["grade"]
        for row in registers.open("Exampleshire", "2022-23")
        .section_11_standards.rows.to_dict("records")
    }  # fmt: skip
    worse = 0
    for row in moved.rows.to_dict("records"):
        old, new = before[row["agency"], row["standard"]], row["grade"]
        worse += old in order and new in order and order.index(new) < order.index(old)
    assert moved.where(moved="worse").count().value == worse > 0


def test_a_first_round_has_nothing_to_be_set_beside():
    first = registers.open("Exampleshire", "2021-22").section_11_standards
    assert set(cycles.moved(first).rows["moved"]) == {"not graded in both rounds"}
