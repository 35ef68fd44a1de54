"""Case reviews: what Medway printed of them, and their arithmetic by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import exp, factorial

import pytest

from mscp_analysis import data, prose, registers, tables
from mscp_analysis.registers import national, reviews
from mscp_analysis.registers.expectation import expectation
from mscp_analysis.trends import Unusual


@pytest.fixture(scope="module")
def medway():
    return registers.open("Medway", "2023-24")


def of_dates(register, *dates):
    """The register with rapid reviews of these dates: notified, done, and why done is missing."""
    first = register.rows.iloc[[0] * len(dates)].reset_index(drop=True)
    rows = first.assign(
        id=[f"R{place}" for place in range(len(dates))],
        notified=[notified for notified, _, _ in dates],
        done=[done for _, done, _ in dates],
    ).astype({"notified": object, "done": object})
    markers = register.markers.iloc[[0] * len(dates)].reset_index(drop=True)
    markers = markers.assign(notified="", done=[lost for _, _, lost in dates])
    return replace(register, rows=rows, markers=markers)


def test_medway_has_printed_how_many_rapid_reviews_there_were_and_no_date(medway):
    over_years = reviews.rapid_over_years(medway.reviews)
    assert over_years.rows[["period", "value"]].to_numpy().tolist() == [
        ["2021-22", 2.0], ["2022-23", 0.0], ["2023-24", 3.0],
    ]  # fmt: skip
    found = reviews.timeliness(reviews.rapid(medway.reviews))
    assert [fact.value for fact in (found.number, found.known, found.unknown)] == [3, 0, 3]
    assert prose.in_time(found).plain.startswith("whether they were done in time is not known")


def test_other_reviews_are_told_by_kind_and_era(medway):
    others = reviews.timed(medway.reviews.where(type=reviews.OTHER))
    assert others.rows["id"].tolist() == ["Isabel", "Jones family"]
    assert others.rows["published"].tolist() == ["September 2023", "March 2024"]


def test_a_partnership_that_keeps_no_register_has_nothing_to_be_timed():
    kent = registers.open("Kent", "2023-24").reviews
    assert reviews.rapid_over_years(kent).absence == kent.absence
    found = reviews.timeliness(reviews.rapid(kent))
    assert prose.Notes().say("{it}", it=prose.in_time(found)).words == kent.absence


def test_minutes_on_the_boards_reviews_say_nothing_of_rapid_reviews():
    before = registers.open("Medway", "2018-19").reviews
    assert before.where(type="serious case review", era="Board").count().value == 2
    none = reviews.rapid(before)
    assert none.count().marker == "s"
    assert prose.Notes().say("It is told: {it}.", it=prose.in_time(reviews.timeliness(none))).words
    later = registers.open("Medway", "2022-23").reviews
    assert reviews.rapid_over_years(later).periods == ["2021-22", "2022-23"]


def test_three_areas_of_practice_and_eight_changes_followed_from_the_review_isabel(medway):
    chain = reviews.chain(medway.recommendations)
    areas = chain.by("recommendation")
    assert areas.rows["value"].tolist() == [3.0, 3.0, 2.0]
    # The report names the changes, and neither evidence nor an effect: its audit was still to come.
    assert chain.where(state="done without evidence").count().value == 8
    assert chain.where(effect_told="yes").count().value == 0


def test_a_rapid_review_is_due_fifteen_working_days_after_its_notification(medway):
    register = of_dates(
        medway.reviews,
        (date(2023, 12, 14), date(2024, 1, 9), ""),  # on the last day
        (date(2023, 12, 14), date(2024, 1, 10), ""),  # a day late
        (date(2024, 2, 1), None, ""),  # 22 February has passed by 31 March
        (date(2024, 3, 20), None, ""),  # due on 12 April
        (date(2023, 6, 1), None, "l"),  # the date was lost
    )
    timed = reviews.timed(register)
    assert timed.rows["in_time"].tolist() == ["yes", "no", "no", "not due yet", "not known"]
    assert timed.rows["due"].tolist()[:2] == [date(2024, 1, 9)] * 2
    assert timed.rows["days"].tolist()[:2] == [15, 16]
    said = prose.in_time(reviews.timeliness(timed)).plain
    assert said == (
        "1 of the 3 whose dates are known was done in time; the dates of 1 are missing; "
        "1 was not due yet"
    )


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ([], "there was none to be timed"),
        ([(date(2024, 3, 20), None, "")], "none of them was due"),
        ([(None, None, "")], "whether it was done in time is not known"),
    ],
)
def test_reviews_of_which_nothing_can_be_timed_say_so(medway, dates, said):
    found = reviews.timeliness(reviews.timed(of_dates(medway.reviews, *dates)))
    assert prose.in_time(found).plain.startswith(said)


def test_a_date_that_a_review_was_given_of_its_own_is_kept(medway):
    isabel = medway.reviews.where(id="Isabel")
    rows = isabel.rows.assign(
        notified=date(2023, 4, 3), due=date(2023, 9, 1), done=date(2023, 9, 4)
    )
    dated = replace(isabel, markers=isabel.markers.assign(notified="", done=""))
    timed = reviews.timed(dated.with_rows(rows.astype({"due": object})))
    assert timed.rows["in_time"].tolist() == ["no"]


@pytest.fixture(scope="module")
def populations():
    children = data.load("population").children
    return children.at("mid-2023", "Medway"), children.at("mid-2022", "England")


def test_about_two_reviews_a_year_are_expected_of_medway(medway, populations):
    ours, all_children = populations
    held = medway.reviews.where(type="rapid review").count()
    figure = national.figure("serious_incident_notifications")
    found = expectation(held, ours, figure, all_children)
    by_hand = 393 * ours.value / all_children.value
    assert found.expected.value == pytest.approx(by_hand)
    assert 2.0 < by_hand < 2.4
    assert found.verdict == Unusual.AS_EXPECTED
    # By hand: the chance of so many or more, one less the chances of fewer.
    most = int(found.most.value)
    tails = [1 - sum(exp(-by_hand) * by_hand**k / factorial(k) for k in range(n))
             for n in (most, most + 1)]  # fmt: skip
    assert tails[0] >= 0.025 > tails[1]
    assert found.fewest.value == 0


def test_nine_reviews_would_be_unusual_and_a_register_that_is_not_kept_is_not_judged(populations):
    ours, all_children = populations
    figure = national.figure("serious_incident_notifications")
    kent = registers.open("Kent", "2023-24").reviews.count()
    found = expectation(replace(kent, value=9.0, marker=""), ours, figure, all_children)
    assert found.verdict == Unusual.UNUSUALLY_HIGH
    unknown = expectation(kent, ours, figure, all_children)
    assert unknown.verdict == Unusual.NOT_COMPUTED
    assert unknown.expected.shown == "2.2"


def test_a_national_figure_that_is_not_held_is_refused_by_name():
    with pytest.raises(LookupError, match="it has serious_incident_notifications"):
        national.figure("deaths")


def test_a_national_figure_is_not_known_before_it_was_printed(medway, populations):
    ours, all_children = populations
    early = national.figure("serious_incident_notifications", "2023-12-31")
    assert early.marker == "n"
    found = expectation(medway.reviews.count(), ours, early, all_children)
    assert (found.expected.marker, found.verdict) == ("n", Unusual.NOT_COMPUTED)


def test_what_was_not_known_yet_is_no_row_of_a_series():
    early = registers.open("Medway", "2023-24", "2024-06-30").reviews
    found = reviews.rapid_over_years(early)
    assert "2024" in found.absence
    assert tables.series([found], "Medway", "2023-24").absence == found.absence
