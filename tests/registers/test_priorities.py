"""The priorities: how far each is followed, sums against totals, days online, and rates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mscp_analysis import data, registers
from mscp_analysis.prose import reconciled
from mscp_analysis.registers import measured, priorities

ENGAGED = ("engaged", "lessons", "surveys", "mapping")


@pytest.fixture(scope="module")
def medway() -> registers.Registers:
    return registers.open("Medway", "2023-24")


def test_no_priority_of_medway_records_what_changed_for_children(medway):
    links = ("activity", "reach", "practice", "child")
    found = [priorities.recorded(medway.priorities, medway.impact, link) for link in links]
    assert [fact.value for fact in found] == [5, 2, 2, 0]
    assert medway.priorities.count().value == 6


def test_priorities_that_nobody_supplied_record_nothing():
    own = registers.open("Kent", "2023-24")
    assert priorities.recorded(own.priorities, own.impact, "child").absence


def test_the_printed_parts_of_1946_add_up_to_1893(medway):
    """1,333 + 256 + 304 = 1,893; 1,946 - 1,893 = 53."""
    found = priorities.parts(medway.contextual_assessments, *ENGAGED)
    assert (found.total.value, found.sum.value, found.gap.value) == (1_946, 1_893, 53)
    assert reconciled(found).plain.endswith("53 fewer than the 1,946 that were told")


def test_parts_above_at_and_without_their_total(medway):
    schools = medway.contextual_assessments
    for engaged, said in ((1_892, "1 more than the 1,892"), (1_893, "add up to the 1,893 that")):
        changed = schools.with_rows(schools.rows.assign(engaged=float(engaged)))
        assert said in reconciled(priorities.parts(changed, *ENGAGED)).plain
    lost = schools.with_rows(schools.rows.assign(surveys=float("nan")))
    found = priorities.parts(lost, *ENGAGED)
    assert (found.sum.marker, found.gap.marker) == ("x", "x")


def test_days_online_lie_between_what_the_months_allow(medway):
    """Published in March and counted in April 2024: 31 March to 1 April is one day, at most 60."""
    found = priorities.days_online(medway.media)
    assert [*found.rows["views"]] == [140, 38]
    assert [*found.rows["fewest_days"]] == [184, 1]
    assert [*found.rows["most_days"]] == [242, 60]
    dated = medway.media.with_rows(
        medway.media.rows.assign(published="14 September 2023", counted="31 March 2024")
    )
    assert {*priorities.days_online(dated).rows["most_days"]} == {199.0}


@pytest.mark.parametrize(
    ("published", "said"),
    [("Sept 23", "found 'Sept 23'"), ("May 2024", "before it was published in May 2024")],
)
def test_views_that_cannot_be_dated_are_refused(medway, published, said):
    wrong = medway.media.with_rows(medway.media.rows.assign(published=published))
    with pytest.raises(ValueError, match=said):
        priorities.days_online(wrong)


def test_a_count_over_the_children_of_the_area(medway):
    children = data.load("population").children.at("mid-2023", "Medway")
    fifty = replace(medway.champions.total("members"), value=50.0, unit="submissions")
    found = priorities.per_children(fifty, children)
    # 50 / 67,048 * 10,000; Byar's limits of 50 are 37.11 and 65.92.
    assert found.value == pytest.approx(7.4574, abs=1e-4)
    assert (found.lower, found.upper) == (
        pytest.approx(5.535, abs=0.01),
        pytest.approx(9.832, abs=0.01),
    )
    assert (found.unit, found.base) == ("per 10,000 children", "mid-2023")
    withheld = replace(fifty, value=None, marker="x")
    assert priorities.per_children(withheld, children).marker == "x"


def test_98_per_cent_excellent_is_printed_without_its_base(medway):
    found = measured.part(
        medway.trauma_training, "excellent", "responded", "Excellent", printed="printed_share"
    )
    assert (found.percent.value, found.percent.lower, found.base.marker) == (98, None, "x")
    assert medway.trauma_training.total("trained").value == 182


def test_every_national_figure_of_medway_lacks_its_survey_and_a_local_one(medway):
    own = medway.prevalence
    assert own.count().value == own.where(origin="").count().value == 6
    assert own.where(local=None).count().value == 6


def test_the_three_counts_of_temporary_accommodation_stand_apart():
    found = data.own("Medway", "2023-24").temporary_accommodation
    of = {place: found.children.find("2023-24", "Medway", counted=place) for place in
          ("In the area", "In the wider area", "In the area by official statistics")}  # fmt: skip
    assert [fact.value for fact in of.values()] == [990, 3_500, 918]
    assert found.households.find("2023-24", "Medway", counted="In the area").value == 422
    cited = {source.publisher for source in of["In the area by official statistics"].sources}
    assert cited == {"Greatest Hits Radio"}
