"""The year in a few lines: what each says where a figure is known, and where it is not."""

from __future__ import annotations

import pytest

from mscp_analysis import areas, data, prose, registers
from mscp_analysis.data.key_figures import key_figures
from mscp_analysis.registers import missing


def said(area: str, year: str, known_at: str | None = None) -> list[str]:
    with data.protected(areas.find(area)):
        own, counts = registers.open(area, year, known_at), data.own(area, year, known_at)
        figures = key_figures(area, year, known_at)
        return [each.plain for each in prose.in_short(own, counts, figures)]


def test_medways_year_in_short_says_what_is_known_and_what_is_not() -> None:
    """Sums, days and grades by hand from the printed report and the published inspection."""
    apart, deaths, grade, post, shown, money = said("Medway", "2023-24")
    assert money == (
        "In 2023-24 £212,117 came in and £29,600 was drawn from the reserve; how much was spent is "
        "not known."
    )
    assert grade.endswith("Medway Council was graded “Good” (11 September 2023).")
    assert post.startswith("1 of the 2 scrutineer posts was vacant")
    assert "235 days after 31 March 2024" in shown
    assert "are late: the production of the year's child death data was delayed" in deaths
    assert "referrals to children's social care" in apart


def test_a_made_up_year_has_every_line_and_no_rate_beyond_chance() -> None:
    lines = said("Exampleshire", "2024-25")
    assert len(lines) == 6
    assert "no rate or share in the table below differs from England's" in lines[0]
    assert "was spent." in lines[-1]


@pytest.mark.parametrize("area", ["Rutland", "Kent"])
def test_of_an_area_that_handed_nothing_in_only_published_rates_are_told(area: str) -> None:
    assert len(said(area, "2023-24")) == 1
    own = registers.open(area, "2023-24")
    assert missing.of_registers(own, rapid_reviews=own.reviews.over_years()) == {}


def test_nought_is_further_from_england_than_any_number() -> None:
    """The table of the page: none of its assessments found it, where England has 31.7%."""
    (line,) = said("Isles of Scilly", "2023-24")
    assert line == (
        "the Isles of Scilly differs most from England in assessments that found domestic abuse of "
        "a parent: 0.0% of all that recorded any factor in 2023-24, lower than England's 31.7%."
    )


def test_reasons_that_documents_give_are_not_put_into_the_partnerships_mouth() -> None:
    printed = missing.printed(missing.explained(registers.open("Medway", "2023-24")))
    assert [each.plain for each in prose.from_print(printed)] == [
        "What is said of 14 of them for 2023-24 is taken from printed reports and minutes, not "
        "from the partnership."
    ]
