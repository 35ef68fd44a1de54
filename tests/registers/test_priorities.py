"""The priorities: how far each is followed, sums against totals, days online, and rates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mscp_analysis import data, prose, registers
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
    assert reconciled(found).plain.endswith("53 fewer than the total of 1,946 that was given")


def test_parts_above_at_and_without_their_total(medway):
    schools = medway.contextual_assessments
    for engaged, said in (
        (1_892, "1 more than the total of 1,892"),
        (1_893, "to the total of 1,893 that"),
    ):
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


def test_a_figure_said_to_be_missing_is_no_link_of_a_chain():
    own = registers.open("Medway", "2023-24")
    assert priorities.recorded(own.priorities, own.impact, "practice").value == 2
    lost = own.impact.markers.assign(value="x")
    nothing = replace(own.impact, markers=lost)
    assert priorities.recorded(own.priorities, nothing, "practice").value == 0


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (0, "it agrees with the sum of the rows"),
        (12, "it is £12 more than the sum of the rows"),
        (-12, "it is £12 less than the sum of the rows"),
    ],
)
def test_a_printed_total_agrees_with_its_rows_or_is_said_not_to(gap, said):
    total = registers.open("Medway", "2023-24").budget.total("total")
    assert prose.agreement(replace(total, value=float(gap))).plain == said


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (0, "none is left to account for"),
        (12, "£12 is not accounted for"),
        (-12, "that is £12 more than was given"),
    ],
)
def test_what_is_left_of_a_grant_is_said_in_words(rest, said):
    total = registers.open("Medway", "2023-24").grants.total("amount")
    assert prose.accounted(replace(total, value=float(rest))).plain == said


def test_a_share_changed_clearly_where_the_intervals_lie_apart():
    # By hand, after Wilson: 259 of 304 is 80.8 to 88.7%, 230 of 326 is 65.4 to 75.2%.
    base = registers.open("Medway", "2023-24").contextual_assessments.total("staff")
    before, after = (
        measured.share(replace(base, value=part), replace(base, value=whole))
        for part, whole in ((259.0, 304.0), (230.0, 326.0))
    )
    assert (before.lower, before.upper) == pytest.approx((80.8, 88.7), abs=0.1)
    assert (after.lower, after.upper) == pytest.approx((65.4, 75.3), abs=0.1)
    assert prose.clear(before, after).plain == "a clear fall"
    assert prose.clear(before, before).plain == "no clear change"
    few = measured.share(replace(base, value=4.0), replace(base, value=9.0))
    assert few.marker == "u"
