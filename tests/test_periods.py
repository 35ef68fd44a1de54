"""Reporting years as people write them, and the days that figures speak of."""

from __future__ import annotations

from datetime import date

import pytest

from mscp_analysis.periods import ReportingYear, date_of, in_words, label_of, last_day


@pytest.mark.parametrize("written", ["2023-24", "2023/24", "2023_24", "2023-2024", "2024", 2024])
def test_a_reporting_year_is_understood_however_it_is_written(written):
    assert ReportingYear.parse(written).label == "2023-24"


@pytest.mark.parametrize(
    "written", ["2023-25", "2023-2025", "23-24", "year", "", "202324", "1999-01"]
)
def test_what_is_not_a_reporting_year_is_refused_by_name(written):
    with pytest.raises(ValueError, match="is not a reporting year") as refused:
        ReportingYear.parse(written)
    assert repr(written) in str(refused.value)


def test_two_years_that_do_not_follow_are_put_right_in_the_sentence():
    with pytest.raises(ValueError, match="write 2023-24"):
        ReportingYear.parse("2023-25")


def test_a_year_over_the_turn_of_the_century():
    assert ReportingYear.parse("1999-00").label == "1999-00"
    assert ReportingYear.parse("1999-2000").end == date(2000, 3, 31)


def test_years_are_ordered_and_counted_back():
    year = ReportingYear.parse("2023-24")
    assert year.previous(10).label == "2013-14"
    assert year.previous() < year
    assert (year.start, year.end) == (date(2023, 4, 1), date(2024, 3, 31))


def test_a_rate_at_31_march_goes_with_the_mid_year_before_it():
    # DfE: rates at 31 March 2024 are over the mid-2023 estimate.
    assert ReportingYear.parse("2023-24").mid_year == "mid-2023"


def test_days_that_figures_speak_of():
    assert date_of("2023-24", "snapshot") == date(2024, 3, 31)
    assert date_of("mid-2023", "mid-year") == date(2023, 6, 30)
    with pytest.raises(ValueError, match="mid-2023"):
        date_of("2023", "mid-year")
    assert in_words(date(2024, 4, 3)) == "3 April 2024"


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2024-11", date(2024, 11, 30)),
        ("2024-12", date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2024-11-14", date(2024, 11, 14)),
    ],
)
def test_a_release_known_by_its_month_is_certain_at_the_end_of_it(published, day):
    assert last_day(published) == day


def test_quarters_end_when_the_reporting_year_says():
    quarters = ReportingYear.parse("2023-24").quarters
    assert quarters == ("2023-24 Q1", "2023-24 Q2", "2023-24 Q3", "2023-24 Q4")
    ends = [date_of(quarter, "quarter") for quarter in quarters]
    assert ends == [date(2023, 6, 30), date(2023, 9, 30), date(2023, 12, 31), date(2024, 3, 31)]
    assert [*quarters] == sorted(quarters)


@pytest.mark.parametrize("written", ["2023-24 Q5", "Q1", "2023-24", "2023-24 q1", "2023-24  Q1"])
def test_what_is_not_a_quarter_is_refused_by_name(written):
    with pytest.raises(ValueError, match="2023-24 Q1"):
        date_of(written, "quarter")


def test_a_quarter_is_written_in_one_way():
    assert label_of("2023/24 Q2") == "2023-24 Q2"
    with pytest.raises(ValueError, match="is not a reporting year"):
        label_of("2023-25 Q2")
