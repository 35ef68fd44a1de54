"""How wide columns are on paper, held against letters that Matplotlib measures and sums by hand."""

from __future__ import annotations

import re

import pytest
from matplotlib import ft2font, get_data_path

from mscp_analysis.report.files import columns, fonts, paper

WORDS = "Conversations-with 1,234 per cent (Öé), £5"


@pytest.mark.parametrize("font", [fonts.REGULAR, fonts.BOLD])
def test_words_are_as_wide_as_matplotlib_draws_them_without_kerning(font):
    face = ft2font.FT2Font(f"{get_data_path()}/fonts/ttf/{font}")
    face.set_size(1000, 72)
    drawn = sum(
        face.load_char(ord(letter), flags=ft2font.LoadFlags.NO_HINTING).linearHoriAdvance
        for letter in WORDS
    )
    assert fonts.across(WORDS, font) == pytest.approx(drawn / 65536 / 1000, rel=1e-4)


@pytest.mark.parametrize(
    ("shares", "least", "widths"),
    [
        ([30, 70], [10, 10], [60, 140]),
        ([50, 40], [10, 10], [200 * 5 / 9, 200 * 4 / 9]),
        # 180 and 60 are asked for, 140 and 0 of them could be given up, of which 40 are.
        ([90, 10], [40, 60], [140, 60]),
        ([90, 10], [140, 60], [140, 60]),
    ],
)
def test_a_width_is_shared_as_asked_and_nobody_gets_less_than_needed(shares, least, widths):
    assert columns.shared(shares, least, 200) == pytest.approx(widths)


def table(*cells: str, shares: str = "50 50") -> str:
    given = "".join(f'<col style="width:{share}%">' for share in shares.split())
    return f"<colgroup>{given}</colgroup><tbody><tr>{''.join(cells)}</tr></tbody>"


def points(html: str) -> list[float]:
    return [float(share) / 100 * 178 / 25.4 * 72 for share in re.findall(r"width:([\d.]+)%", html)]


def test_a_number_stays_in_one_line_and_words_break_at_spaces_and_hyphens():
    number = table("<td>a</td>", '<td class="number">1 2 3</td>', shares="99 1")
    words = table("<td>a</td>", "<td>un-til 3 <b>4</b>&amp;5</td>", shares="99 1")
    # The gap at the end of a row is a quarter of 9 points.
    assert points(columns.given(number, False, False))[1] > 7.5 * fonts.across("1 2 3") + 2.2
    width = points(columns.given(words, False, False))[1]
    assert 7.5 * fonts.across("4&5") + 2.2 < width < 7.5 * fonts.across("un-til")


def test_where_the_words_are_wider_than_the_paper_or_nothing_is_asked_they_are_looked_at():
    long = "<td>" + 80 * "m" + "</td>"
    assert columns.given(table(long, long), False, False) == ""
    assert columns.given(table("<td>a</td>", "<td>b</td>", shares=""), False, False) == ""


def test_the_second_column_of_the_contents_begins_with_the_middle_entry():
    nav = "<nav><ul>" + "".join(f"<li>{letter}</li>" for letter in "abcdef") + "</ul></nav>"
    assert '<li>c</li><li class="second">d</li>' in paper.for_paper(f"<style></style>{nav}")
