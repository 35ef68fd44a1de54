"""Numbers and dates as people print them, read by what a reader would say they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mscp_analysis.claims import words
from mscp_analysis.claims.numbers import printed, when

READ = [
    # as printed, value, decimal places, bound, unit, style
    ("43.2", 43.2, 1, "", "", "plain"),
    ("6.0%", 6.0, 1, "", "%", "plain"),
    ("12 per cent", 12, 0, "", "%", "plain"),
    ("7,197", 7197, 0, "", "", "plain"),
    ("7\N{NO-BREAK SPACE}197", 7197, 0, "", "", "plain"),
    ("8399", 8399, 0, "", "", "plain"),
    ("1,234,567.5", 1234567.5, 1, "", "", "plain"),
    ("(6,764)", 6764, 0, "", "", "brackets"),
    ("(69.5%)", 69.5, 1, "", "%", "brackets"),
    ("£29,600", 29600, 0, "", "£", "pound sign"),
    ("£47300", 47300, 0, "", "£", "pound sign"),
    ("£1.2m", 1.2e6, -5, "", "£", "pound sign"),
    ("-£3k", -3000, -3, "", "£", "pound sign"),
    ("3 million", 3e6, -6, "", "", "plain"),
    ("500+", 500, 0, "at least", "", "plain"),
    ("500+ practitioners", 500, 0, "at least", "practitioners", "plain"),
    ("12 or fewer", 12, 0, "at most", "", "plain"),
    ("over 27%", 27, 0, "more than", "%", "plain"),
    (">27%", 27, 0, "more than", "%", "plain"),
    ("fewer than 5", 5, 0, "less than", "", "plain"),
    ("up to 40 places", 40, 0, "at most", "places", "plain"),
    ("about 80", 80, 0, "about", "", "plain"),
    ("approximately 3,500", 3500, 0, "about", "", "plain"),
    ("1 in 4", 25, 0, "", "%", "fraction"),
    ("one in five", 20, 0, "", "%", "fraction"),
    ("two out of every three", 200 / 3, 0, "", "%", "fraction"),
    ("a quarter", 25, 0, "", "%", "fraction"),
    ("nearly half", 50, 0, "about", "%", "fraction"),
    ("two-thirds", 200 / 3, 0, "", "%", "fraction"),
    ("¾", 75, 0, "", "%", "fraction"),
    ("no", 0, 0, "", "", "words"),
    ("Two", 2, 0, "", "", "words"),
    ("twenty-one", 21, 0, "", "", "words"),
    ("one hundred and five", 105, 0, "", "", "words"),
    ("three thousand five hundred", 3500, 0, "", "", "words"),
    ("1st", 1, 0, "", "", "ordinal"),
    ("second", 2, 0, "", "", "ordinal"),
    ("the top twenty", 20, 0, "at most", "", "rank"),
    ("-3", -3, 0, "", "", "plain"),
    ("−3", -3, 0, "", "", "plain"),
    ("+417", 417, 0, "", "", "plain"),
    ("+0.8 percentage points", 0.8, 1, "", "percentage points", "plain"),
    ("44 per 10,000", 44, 0, "", "per 10,000", "plain"),
    ("44 children per 10,000", 44, 0, "", "per 10,000", "plain"),
    ("34 days", 34, 0, "", "days", "plain"),
    ("2024", 2024, 0, "", "", "plain"),
]


@pytest.mark.parametrize("case", READ, ids=lambda case: case[0])
def test_number_as_printed(case):
    text, value, *rest = case
    found = printed(text)
    assert found.value == pytest.approx(value)
    assert [found.decimals, found.bound, found.unit, found.style] == rest
    assert found.text == text
    assert found.span is None


@pytest.mark.parametrize(
    ("text", "span", "unit"),
    [
        ("16-74", (16, 74), ""),
        ("16 to 74", (16, 74), ""),
        ("2–3 minutes", (2, 3), "minutes"),
        ("10-15%", (10, 15), "%"),
        ("between 5 and 9 schools", (5, 9), "schools"),
    ],
)
def test_range_has_ends_and_no_value(text, span, unit):
    found = printed(text)
    assert (found.value, found.span, found.unit, found.style) == (None, span, unit, "range")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "'' is not a number: write it in digits or words"),
        ("c", "'c' is not a number"),
        ("April 2024", "'April 2024' is not a number"),
        ("two two", "'two two' is not a number"),
        ("1,23,456", "'1,23,456' is not a number"),
        ("7 out of 6", "'7 out of 6' is not a number"),
        ("1e5", "'1e5' is not a number"),
        ("2,02", "'2,02' can be read as 2.02 or as 202: write the one that is meant."),
        ("1.234,5", "'1.234,5' can be read as 1234.5 or as 12345"),
        ("0,5", "'0,5' can be read as 0.5 or as 5"),
        ("20 to 10", "'20 to 10' runs backwards: write the smaller number first."),
    ],
)
def test_what_is_no_number_is_refused_in_one_sentence(text, why):
    with pytest.raises(ValueError) as said:  # noqa: PT011
        printed(text)
    assert str(said.value).startswith(why)
    assert "\n" not in str(said.value)


def test_a_number_that_may_be_a_year_has_two_readings():
    assert printed("2,024").readings == ("the number 2,024", "the year 2024")
    assert printed("2 024").readings == ("the number 2,024", "the year 2024")
    for certain in ("2024", "2,024 children", "£2,024", "3,024", "20,240"):
        assert printed(certain).readings == (), certain


DATES = [
    ("3 April 2024", "2024-04-03", "2024-04-03", "", "2024-25"),
    ("3rd of April 2024", "2024-04-03", "2024-04-03", "", "2024-25"),
    ("31/03/24", "2024-03-31", "2024-03-31", "", "2023-24"),
    ("1/4/2024", "2024-04-01", "2024-04-01", "", "2024-25"),
    ("April 2024", "2024-04-01", "2024-04-30", "", "2024-25"),
    ("Sept 2023", "2023-09-01", "2023-09-30", "", "2023-24"),
    ("end of March 2024", "2024-03-31", "2024-03-31", "", "2023-24"),
    ("the end of 2023", "2023-12-01", "2023-12-31", "", "2023-24"),
    ("summer of 2024", "2024-06-01", "2024-08-31", "", "2024-25"),
    ("winter 2023", "2023-12-01", "2024-02-29", "", "2023-24"),
    ("2024", "2024-01-01", "2024-12-31", "", "2024-25"),
    ("mid-2022", "2022-06-30", "2022-06-30", "mid-2022", "2022-23"),
    ("2023-24", "2023-04-01", "2024-03-31", "2023-24", "2023-24"),
    ("2023/24", "2023-04-01", "2024-03-31", "2023-24", "2023-24"),
    ("2023 – 2024", "2023-04-01", "2024-03-31", "2023-24", "2023-24"),
    ("23-24", "2023-04-01", "2024-03-31", "2023-24", "2023-24"),
    ("1999-00", "1999-04-01", "2000-03-31", "1999-00", "1999-00"),
    ("2024-07", "2024-07-01", "2024-07-31", "", "2024-25"),
    ("2024-03-31", "2024-03-31", "2024-03-31", "", "2023-24"),
    ("2021-24", "2021-01-01", "2024-12-31", "", "2024-25"),
    ("Q3 2023-24", "2023-10-01", "2023-12-31", "2023-24 Q3", "2023-24"),
    ("2023/24 Q4", "2024-01-01", "2024-03-31", "2023-24 Q4", "2023-24"),
    ("April 2023 to March 2024", "2023-04-01", "2024-03-31", "2023-24", "2023-24"),
    ("April 2023 to June 2024", "2023-04-01", "2024-06-30", "", "2024-25"),
]


@pytest.mark.parametrize("case", DATES, ids=lambda case: case[0])
def test_date_as_printed(case):
    text, first, last, period, year = case
    found = when(text)
    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert (found.period, found.reporting_year.label) == (period, year)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2,024", "'2,024' is not a date: write it as 3 April 2024"),
        ("20241", "'20241' is not a date"),
        ("31 February 2024", "'31 February 2024' is in no calendar"),
        ("2024-13-01", "'01 13 2024' is in no calendar"),
        ("03/31/24", "'03 31 2024' is in no calendar"),
        ("2024-23", "'2024-23' ends before it begins"),
        ("Q3 2021-24", "'2021-24' is not a reporting year"),
    ],
)
def test_what_is_no_date_is_refused_in_one_sentence(text, why):
    with pytest.raises(ValueError) as said:  # noqa: PT011
        when(text)
    assert str(said.value).startswith(why)


def test_a_part_of_the_words_that_nothing_reads_is_refused(tmp_path):
    held = Path(words.__file__).parents[2] / "data" / "rules" / words.FILE
    for number, (more, why) in enumerate(
        [("dozens: {dozen: 12}\n", "'dozens' is none of the parts"), ("", "'seasons' is missing")]
    ):
        path = tmp_path / f"{number}.yaml"
        text = held.read_text("utf-8")
        path.write_text(text + more if more else text.replace("seasons:", "# "), "utf-8")
        with pytest.raises(ValueError, match=why):
            words.read(path)
