"""Statements as reports print them, right and with one fault, made from published figures.

Every authority but Medway and every year from 2018-19 to 2024-25 can be drawn. Values are read
straight from ``data/published`` and rounded exactly, by another road than the package's own. A
draw whose wrong value would happen to be right, or could be called by another name, is counted
and not used.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from generated import compared, held, reckoned, shares, told
from generated.case import Ambiguous, Case
from generated.draw import Draw

__all__ = ["KINDS", "Case", "Made", "make"]

Kind = Callable[[Draw], Case]

_ALL: tuple[Kind, ...] = (
    held.digits_transposed,
    held.not_what_more_than_says,
    held.not_even_about,
    held.figure_of_another_year,
    held.figure_of_another_area,
    held.rate_over_another_mid_year,
    held.rate_over_another_edition,
    held.superseded_release,
    compared.comparator_of_another_year,
    compared.comparator_taken_from_another_year,
    compared.direction_reversed,
    compared.direction_reversed_by_the_data,
    compared.unchanged_that_moved,
    compared.unchanged_told_as_moved,
    compared.side_reversed,
    compared.slightly_on_the_other_side,
    compared.slightly_that_is_not,
    compared.similar_that_is_not,
    compared.rounding_mixed,
    reckoned.difference_wrong,
    reckoned.change_over_the_wrong_base,
    reckoned.rate_wrong,
    shares.share_wrong,
    reckoned.difference_of_rates_wrong,
    reckoned.parts_that_do_not_sum,
    shares.shares_that_do_not_sum,
    shares.part_above_its_whole,
    shares.percentage_without_base,
    shares.percentage_that_no_count_gives,
    shares.percentage_of_a_few,
    reckoned.units_mixed,
    reckoned.formats_mixed,
    told.event_outside_the_year,
    told.contacts_told_as_people,
    told.more_children_than_live_there,
    told.list_of_another_length,
    told.neighbours_of_another_list,
    told.payer_that_is_gone,
    told.agency_by_another_name,
    told.direction_without_a_number,
)
KINDS: Mapping[str, Kind] = {kind.__name__.replace("_", " "): kind for kind in _ALL}
"""Every kind of fault, by what it is called in words."""


@dataclass
class Made:
    """A run of generated statements.

    Parameters
    ----------
    cases : list of (str, Case)
        The kind of each, and the statement right and wrong.
    set_aside : Counter of (str, str)
        How often a draw was not used, by kind and reason.
    """

    cases: list[tuple[str, Case]] = field(default_factory=list)
    set_aside: Counter[tuple[str, str]] = field(default_factory=Counter)


def make(pairs: int, seed: int = 1) -> Made:
    """So many statements, each right and wrong, the kinds in turn; the same from the same seed."""
    chance, made = random.Random(seed), Made()
    for _, kind in zip(range(pairs), _in_turn(), strict=False):
        made.cases.append((kind, _drawn(kind, chance, made)))
    return made


def _in_turn() -> Iterator[str]:
    while True:
        yield from KINDS


def _drawn(kind: str, chance: random.Random, made: Made) -> Case:
    while True:
        try:
            return KINDS[kind](Draw(chance))
        except Ambiguous as reason:
            made.set_aside[kind, str(reason)] += 1
