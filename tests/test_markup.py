"""Dates, units and numbers as HTML elements."""

from __future__ import annotations

import pytest

from mscp_analysis import markup


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("on 31 March 2024", 'on <time datetime="2024-03-31">31 March 2024</time>'),
        ("November 2024", '<time datetime="2024-11">November 2024</time>'),
        ("at 31 March", 'at <time datetime="03-31">31 March</time>'),
        (
            "2013-14 to 2023-24",
            '<time datetime="2014">2013-14</time> to <time datetime="2024">2023-24</time>',
        ),
        ("Plan of 2023-25", 'Plan of <span class="unit">2023-25</span>'),
        ("mid-2023 estimate", '<time datetime="2023-06-30">mid-2023</time> estimate'),
        ("per 10,000 children", '<span class="unit">per 10,000 children</span>'),
        ("aged under 18", '<span class="unit">aged under 18</span>'),
        ("Bournemouth & Poole <b>", "Bournemouth &amp; Poole &lt;b&gt;"),
    ],
)
def test_each_digit_of_trusted_words_stands_in_an_element_that_says_what_it_is(words, html):
    assert markup.text(words) == html


def test_a_number_carries_its_unrounded_value_and_the_key_of_its_fact():
    assert (
        markup.number(44.2772, "44.3", "f1") == '<data value="44.2772" data-fact="f1">44.3</data>'
    )


def test_plain_words_come_back():
    words = "Children & plans at 31 March 2024, per 10,000 children, 2023-24"
    assert markup.plain(markup.text(words)) == words
