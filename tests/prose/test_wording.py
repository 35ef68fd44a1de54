"""Each verdict has its words, in one table, and no two verdicts of a kind share them."""

from __future__ import annotations

import pytest

from mscp_analysis import areas, wording
from mscp_analysis.comparisons import FunnelLabel, Verdict
from mscp_analysis.trends import Assurance, PointType, SpecialCause, Trend, Unusual


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (Verdict, wording.VERDICTS),
        (FunnelLabel, wording.FUNNEL_LABELS),
        (Trend, wording.TRENDS),
        (SpecialCause, wording.SPECIAL_CAUSES),
        (PointType, wording.POINT_TYPES),
        (Assurance, wording.ASSURANCES),
        (Unusual, wording.UNUSUAL),
    ],
)
def test_every_verdict_has_words_of_its_own(codes, words):
    assert set(words) == set(codes)
    assert len(set(words.values())) == len(words)
    assert not any(letter.isdigit() for said in words.values() for letter in said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("South East", "the South East"),
        ("London", "London"),
        ("England", "England"),
        ("Isles of Scilly", "the Isles of Scilly"),
        ("Medway", "Medway"),
        ("East of England", "the East of England"),
    ],
)
def test_regions_take_an_article_and_authorities_do_not(name, said):
    assert wording.name(areas.find(name)) == said
