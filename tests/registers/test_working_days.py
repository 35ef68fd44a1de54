"""Working days, counted by hand on the calendar of England."""

from __future__ import annotations

from datetime import date

import pytest

from mscp_analysis.registers import working_days


@pytest.mark.parametrize(
    ("notified", "due"),
    [
        # Christmas 2023: 25 and 26 December and 1 January are holidays; 28 December is not.
        (date(2023, 12, 15), date(2024, 1, 10)),
        # Easter 2024: Good Friday is 29 March, Easter Monday 1 April.
        (date(2024, 3, 20), date(2024, 4, 12)),
        # May 2023: 1 May, the Coronation on 8 May and 29 May.
        (date(2023, 4, 27), date(2023, 5, 22)),
        # A notification on a Saturday: Monday is the first day.
        (date(2023, 6, 3), date(2023, 6, 23)),
        # Christmas 2021 fell on a weekend: 27 and 28 December and 3 January stand in.
        (date(2021, 12, 17), date(2022, 1, 12)),
    ],
)
def test_fifteen_working_days_after_a_notification(notified, due):
    assert working_days.after(notified, working_days.RAPID_REVIEW) == due
    assert working_days.between(notified, due) == 15


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2023, 5, 8), False),  # the Coronation
        (date(2022, 9, 19), False),  # the funeral of the Queen
        (date(2020, 5, 4), True),  # moved to 8 May in 2020
        (date(2020, 5, 8), False),
        (date(2023, 8, 7), True),  # a holiday in Scotland only
        (date(2023, 12, 27), True),
        (date(2021, 12, 28), False),  # stands in for Boxing Day
        (date(2024, 1, 2), True),
    ],
)
def test_bank_holidays_are_those_of_england(day, works):
    assert working_days.is_working(day) is works


def test_the_same_day_is_no_working_day_later():
    assert working_days.between(date(2024, 1, 3), date(2024, 1, 3)) == 0


def test_days_that_lie_the_wrong_way_round_are_refused():
    with pytest.raises(ValueError, match="2024-01-02 lies before 2024-01-03"):
        working_days.between(date(2024, 1, 3), date(2024, 1, 2))
    with pytest.raises(ValueError, match="expected one or more"):
        working_days.after(date(2024, 1, 3), 0)
