"""How many stand where: nothing is said of nought, and a missing number is not left out."""

from __future__ import annotations

import pytest

from mscp_analysis import prose, registers


@pytest.fixture(scope="module")
def asked() -> registers.Register:
    return registers.open("Medway", "2023-24").requests


def count(asked, *states):
    return asked.where(status=[*states]).count()


def test_what_is_nought_is_not_told_and_what_is_empty_takes_no_brackets(asked):
    nought, both = count(asked, "declined"), count(asked, "open", "answered")
    said = prose.those(
        ("{n} {n:is|are} declined", nought),
        ("{n} {n:is|are} listed", both, prose.those(("{n} of these declined", nought))),
    )
    assert said.plain == "11 are listed"
    assert said.facts == (both,)


def test_some_of_a_part_stand_in_brackets(asked):
    some = prose.those(("{n} of these open", count(asked, "open")))
    both = count(asked, "open", "answered")
    assert (
        prose.those(("{n} {n:is|are} listed", both, some)).plain
        == "11 are listed (8 of these open)"
    )


def test_a_missing_number_is_kept_so_that_its_sentence_says_why(asked):
    said = prose.those(("{n} {n:is|are} late", asked.missing("Late requests", "x")))
    assert [fact.marker for fact in said.facts] == ["x"]
