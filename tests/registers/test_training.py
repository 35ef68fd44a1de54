"""Training: units kept apart, places not taken up, and changes of the same people's answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from scipy import stats

from mscp_analysis import registers
from mscp_analysis.registers import evaluation, training

HEAD = "course,mode,agency,priority,counted,capacity,booked,attended,at_least,evaluated\n"
EARLIER = "All,e-learning,,,courses,,,100,,\n"
ROWS = """Neglect,in person,Kent Police,Neglect,places,20,15,12,no,6
Neglect,in person,Kent Scouts,Neglect,places,10,9,6,no,6
Neglect,virtual,Kent Police,Neglect,places,[x],8,8,yes,
Online,e-learning,Kent Police,Neglect,courses,,,60,no,
"""
CHANGED = """course,stage,item,answered,mean,pairs,difference,sd
Neglect,before,Confident,30,5.0,,,
Neglect,after,Confident,25,6.6,25,1.6,2.0
Neglect,three months,Confident,16,5.2,16,0.2,2.0
Neglect,after,Recording,9,7.0,9,3.0,1.0
"""
AGENCIES = "name,sector\nKent Police,Police\nKent Scouts,Voluntary sector\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for year, rows in (("2021-22", EARLIER), ("2023-24", ROWS)):
        folder = tmp_path / "partnerships" / "kent" / year
        folder.mkdir(parents=True)
        (folder / "training.csv").write_text(HEAD + rows)
    (folder / "training_evaluation.csv").write_text(CHANGED)
    said = "name: Kent SCP\nshort_name: KSCP\narea_code: E10000016\n"
    (folder.parent / "partnership.yaml").write_text(said)
    (folder.parent / "agencies.csv").write_text(AGENCIES)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    return registers.open("Kent", "2023-24")


def test_places_and_courses_are_never_added(own):
    assert training.taken(own.training, mode=["in person", "virtual"]).value == 26
    with pytest.raises(ValueError, match="counts places and courses, which cannot be added"):
        training.taken(own.training)


def test_a_mode_of_which_nothing_is_told_is_not_nought(own):
    assert training.taken(own.training, mode="conference").marker == "x"


def test_booked_of_offered_where_both_are_known(own):
    found = training.booked(own.training)
    # Fifteen and nine of twenty and ten; how many were offered online is not known.
    assert (found.number.value, found.base.value, found.percent.value) == (24, 30, 80)


def test_places_not_taken_up(own):
    found = training.missed(own.training)
    # (15 - 12) + (9 - 6) + (8 - 8) of 32.
    assert (found.number.value, found.base.value, found.percent.value) == (6, 32, 18.75)
    assert found.number.unit == "places"
    by_agency = training.not_taken_up(own.training, "agency")
    assert by_agency.find("2023-24", "Kent", agency="Kent Scouts").marker == "u"


def test_what_the_voluntary_sector_took(own):
    found = training.uptake(own.training, own["agencies"])
    assert (found.number.value, found.base.value) == (6, 26)
    assert found.percent.value == pytest.approx(100 * 6 / 26)


def test_evaluated_of_places_taken(own):
    found = training.evaluations(own.training, "in person")
    assert (found.number.value, found.base.value) == (12, 18)


def test_a_figure_printed_as_so_many_or_more_says_so(own):
    assert training.more(own.training, mode="virtual") == " or more"
    assert training.more(own.training, mode="in person") == ""
    assert (
        training.over_years(own.training, "virtual").title
        == "Virtual (places, at least in 2023-24)"
    )


def test_figures_less_than_twice_apart_are_one_series(own):
    found = training.since(own.training, "e-learning")
    assert (found.before.period, found.percent.value) == ("2021-22", -40)
    assert found.reading == "can be read as one series"


def test_medways_training_as_printed():
    # Annual report of 2023-24, page 24; minutes on the report of 2021-22: over 45,000.
    own = registers.open("Medway", "2023-24").training
    assert training.taken(own, mode="in person").value == 290
    assert training.taken(own, mode="virtual").value == 222
    assert training.taken(own, mode="conference").value == 450
    assert training.more(own, mode="conference") == " or more"
    online = training.since(own, "e-learning")
    assert (online.now.value, online.before.value, online.more_before) == (7197, 45000, " or more")
    # 100 (7,197 - 45,000) / 45,000.
    assert online.percent.value == pytest.approx(-84.0067, abs=1e-4)
    assert online.reading.startswith("cannot be read as one series")
    evaluated = training.evaluations(own, "in person").percent
    assert (evaluated.value, evaluated.lower) == (100, None)


def test_medways_impact_is_lost_and_stays_lost():
    own = registers.open("Medway", "2023-24").training_evaluation
    assert set(own.markers["percent"]) == {"l"}
    assert "not stated how the same people answered" in evaluation.gains(own).absence


def test_a_paired_change_has_the_interval_of_students_t():
    # t(24) leaves 2.5% above 2.0639; 2.0639 * 2 / 5 = 0.8256.
    low, high = evaluation.paired_change(1.6, 2.0, 25)
    assert (low, high) == (pytest.approx(0.7744, abs=1e-4), pytest.approx(2.4256, abs=1e-4))


def test_the_interval_is_that_of_a_paired_test_on_the_answers_themselves():
    before, after = [4, 5, 6, 5, 7, 3, 6, 5, 4, 6], [6, 7, 6, 8, 7, 5, 8, 6, 7, 7]
    changes = [b - a for a, b in zip(before, after, strict=True)]
    expected = stats.ttest_rel(after, before).confidence_interval()
    mean, sd = sum(changes) / 10, float(stats.tstd(changes))
    assert evaluation.paired_change(mean, sd, 10) == pytest.approx(tuple(expected))


@pytest.mark.parametrize(("sd", "pairs"), [(1.0, 1), (-0.1, 20)])
def test_a_change_of_one_person_or_a_negative_deviation_is_refused(sd, pairs):
    with pytest.raises(ValueError, match="needs two people or more and a standard deviation"):
        evaluation.paired_change(1.0, sd, pairs)


def test_changes_are_judged_by_their_interval_and_few_people_are_left_out(own):
    gains = evaluation.gains(own.training_evaluation)
    few = gains.find("2023-24", "Kent", question="Neglect: Recording, at the end")
    assert few.marker == "u"
    after = evaluation.judged(own.training_evaluation, "after")
    assert (after.number.value, after.rose.value, after.unclear.value) == (1, 1, 0)
    later = evaluation.judged(own.training_evaluation, "three months")
    # 0.2 -/+ 2.1314 * 2 / 4 holds nought.
    assert (later.rose.value, later.unclear.value) == (0, 1)


def test_what_nobody_supplied_has_a_reason():
    own = registers.open("Surrey", "2023-24")
    why = "Nothing was supplied for 2023-24 on the training that it offered."
    assert training.taken(own.training).absence == why
    assert training.since(own.training, "e-learning").percent.absence == why
    assert training.by(own.training, "agency").absence == why
    assert training.over_years(own.training, "virtual").absence == why
    assert training.uptake(own.training, own["agencies"]).number.absence == why
    assert evaluation.judged(own.training_evaluation, "after").number.absence


def test_what_is_printed_as_so_many_or_more_is_marked_on_its_own_mode(own):
    found = training.by(own.training, "mode")
    assert list(found.rows["mode"]) == ["in person", "virtual, at least"]
    assert found.title == "Training, places taken"


def test_runs_of_which_a_figure_is_missing_are_counted(own):
    # Of the courses in person and online one has no number of places offered.
    missing, every = training.gaps(own.training)
    assert (missing.value, every.value, every.unit) == (1, 2, "runs")


def test_scores_of_too_few_people_are_counted_and_not_judged(own):
    found = evaluation.judged(own.training_evaluation, "after")
    assert (found.number.value, found.too_few.value) == (1, 1)
