"""How many stand where: nothing is said of nought, and a missing number is not left out."""

from __future__ import annotations

import pytest

from mscp_analysis import prose, registers
from mscp_analysis.registers import promises


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


@pytest.mark.parametrize(
    ("standing", "told"),
    [("open", "all 8 are so"), ("answered", "all 3 are so"), ("declined", "")],
)
def test_the_only_part_of_a_whole_is_all_of_it(asked, standing, told):
    """The eight open and the three answered requests of the minutes, each with nothing beside."""
    beside = ("{n} {n:is|are} declined", count(asked, "declined"))
    one = ("{n} {n:is|are} so", count(asked, standing))
    assert prose.those(one, beside, whole=True).plain == told


def test_two_are_both_and_one_is_one(asked):
    for rows, told in ((2, "both are open"), (1, "1 is open")):
        few = asked.with_rows(asked.rows.iloc[:rows]).count()
        assert prose.those(("{n} {n:is|are} open", few), whole=True).plain == told


def test_a_missing_number_is_kept_so_that_its_sentence_says_why(asked):
    said = prose.those(("{n} {n:is|are} late", asked.missing("Late requests", "x")))
    assert [fact.marker for fact in said.facts] == ["x"]


def test_what_does_not_apply_is_not_told(asked):
    said = prose.those(
        ("{n} {n:is|are} listed", count(asked, "open", "answered")),
        ("{n} {n:is|are} gone", asked.missing("Requests that are gone", "z")),
    )
    assert said.plain == "11 are listed"


def test_commitments_of_which_none_is_left_open_are_told_all_the_same():
    """All five of the made-up register are closed, in hand or given up: nothing else is left."""
    own = registers.open("Exampleshire", "2024-25").commitments
    answered = promises.answered_for(own)
    told = {**promises.tally(answered), **promises.left(answered)}
    assert prose.promised(told).plain == (
        "3 are done (2 of these late), 1 is in progress and 1 is given up"
    )
