"""Days of vacancy by the calendar, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from mscp_analysis import registers
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers import vacancies

YEAR = ReportingYear.parse("2023-24")
OTHER = ReportingYear.parse("2022-23")


@pytest.mark.parametrize(
    ("spells", "year", "days"),
    [
        # 18 to 31 December, January, February of a leap year, March: 14 + 31 + 29 + 31.
        ([(date(2020, 9, 1), date(2023, 12, 17))], YEAR, 105),
        # 12 to 31 October, November, December, 1 to 12 January: 20 + 30 + 31 + 12.
        ([(date(2020, 1, 6), date(2022, 10, 11)), (date(2023, 1, 13), None)], OTHER, 93),
        # The same two spells, the later one written first.
        ([(date(2023, 1, 13), None), (date(2020, 1, 6), date(2022, 10, 11))], OTHER, 93),
        # One takes over while the other is still there: no day is vacant, none counts twice.
        ([(date(2020, 1, 6), date(2023, 9, 30)), (date(2023, 9, 1), None)], YEAR, 0),
        # A short spell within a longer one ends earlier and leaves nothing vacant.
        ([(date(2020, 1, 6), None), (date(2023, 5, 1), date(2023, 6, 1))], YEAR, 0),
        ([], YEAR, 366),
        ([], OTHER, 365),
        ([(date(2024, 4, 15), None)], YEAR, 366),
        ([(date(2019, 1, 1), date(2023, 3, 31))], YEAR, 366),
        ([(date(2024, 3, 31), date(2024, 3, 31))], YEAR, 365),
    ],
)
def test_days_that_no_spell_covers(spells, year, days):
    assert vacancies.vacant(spells, year) == days


def test_a_spell_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="from 2023-06-01 to 2023-05-01: expected a last day"):
        vacancies.vacant([(date(2023, 6, 1), date(2023, 5, 1))], YEAR)


def test_medway_had_two_posts_and_no_day_of_either_is_known():
    posts = registers.open("Medway", "2023-24").scrutineers
    assert vacancies.number(posts).value == 2
    assert vacancies.number(posts.where(held_at_year_end="yes")).value == 1
    days = vacancies.days_vacant(posts)
    assert days.at("2023-24", "Medway", post="Secure estate").marker == "x"
    assert days.at("2023-24", "Medway", post="Arrangements as a whole").marker == "x"
    assert vacancies.post_days(posts).marker == "x"


def test_one_post_that_two_people_held_is_one_post():
    posts = registers.open("Exampleshire", "2022-23").scrutineers
    assert len(posts) == 3
    assert vacancies.number(posts).value == 2
    total = vacancies.days_vacant(posts).rows["value"].sum()
    assert vacancies.post_days(posts).value == total > 0


def test_where_nobody_told_of_any_post_the_facts_say_so():
    posts = registers.open("Kent", "2023-24").scrutineers
    for fact in (vacancies.number(posts), vacancies.post_days(posts)):
        assert fact.absence == "Nothing was supplied for 2023-24 on its independent scrutineers."
    assert vacancies.days_vacant(posts).absence
