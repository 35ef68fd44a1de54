"""Percentages and what they are of; numbers and what they are set against."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

import numpy as np

from mscp_analysis import intervals
from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.findings import RIGHT, Finding, places
from mscp_analysis.claims.numbers import PERCENT, Number
from mscp_analysis.claims.rules.held import agrees
from mscp_analysis.claims.rules.unsaid import is_unsourced
from mscp_analysis.claims.statement import Statement
from mscp_analysis.claims.worked import value
from mscp_analysis.measures import Fact

_BETWEEN = "That is {first} to {last} of {base}, as far as its rounding tells."
_POSSIBLE = "It is possible: some whole number of the {base} gives it."


def with_base(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A percentage says of how many it is, and that is printed."""
    beside_it = [beside.statements[each] for each in said.others]
    if not _is_share(said) or any(map(is_change, beside_it)):
        return  # A growth beside another is a growth itself.
    if said.base in beside.statements and not beside.statements[said.base].printed:
        words = "It is a share of {base}, a total that the document does not print."
        whole = beside.whole(said)
        if whole is not None:
            base = beside.statements[said.base].fact(whole, decimals=places(whole))
            yield Finding(said, "base_not_printed", words, {"base": base})
    elif not (said.base or said.figure or said.worked or is_unsourced(said, beside)):
        yield _without_base(said, beside)


def fits(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A percentage is one that some whole number of its base gives (Brown and Heathers' test)."""
    whole, number = beside.whole(said), said.number
    if not _is_share(said) or said.figure or said.worked or number is None or number.value is None:
        return
    if not whole or not float(whole).is_integer() or number.bound or number.style == "fraction":
        return
    base, near = said.fact(whole, "", 0), _that_give(number, whole)
    if near:
        first, last = (said.fact(float(count), "", 0) for count in (near[0], near[-1]))
        words = "It is {last} of {base}." if near[0] == near[-1] else _BETWEEN
        words = words if whole < beside.limits.few_enough_to_tell else _POSSIBLE
        yield Finding(said, RIGHT, words, {"first": first, "last": last, "base": base})
        return
    below, above = (_fact(said, 100 * count / whole) for count in _around(number, whole))
    words = "No whole number of {base} is {said}: the nearest are {below} and {above}."
    facts = {"base": base, "said": said.fact(), "below": below, "above": above}
    yield Finding(said, "does_not_fit", words, facts)


def of_enough(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A percentage is of enough to bear one."""
    whole, number = beside.whole(said), said.number
    if not _is_share(said) or not whole or number is None or number.value is None:
        return
    if whole >= beside.limits.few_for_percentage or not 0 <= number.value <= 100:
        return
    yield _of_few(said, beside, number.value / 100, whole, "It is a percentage of only {base}")


def sampled(said: Statement, beside: Beside) -> Iterator[Finding]:
    """What is drawn as a sample is large enough to bear a conclusion."""
    number = value(said, beside) if said.unit in beside.limits.samples else None
    if number and number < beside.limits.few_for_percentage:
        yield _of_few(said, beside, 0.5, number, "It is a sample of only {base}")


def set_against(said: Statement, beside: Beside) -> Iterator[Finding]:
    """What a number comes to beside the one that it is set against."""
    number, whole = value(said, beside), beside.whole(said)
    if said.is_percentage or said.unit in PERCENT or not number or not whole:
        return
    base, named = _base(said, beside, whole), _unit_of_base(said, beside)
    if said.base in beside.statements and beside.statements[said.base].unit == said.unit:
        if number > whole:  # Whether there can be so many is another rule's matter.
            return
        share = said.fact(100 * number / whole, "%", 1)
        yield Finding(said, RIGHT, "It is {share} of {base}.", {"share": share, "base": base})
        return
    if not named or (whole > number and not said.unit):
        return  # So many for each of what, nobody could tell.
    more = max(number / whole, whole / number)
    ratio = said.fact(more, "", 0 if more >= 100 else places(round(more, 9)))
    facts = {"ratio": ratio, "base": base, "one": said.fact(), "things": said.unit, "named": named}
    words = "It is {ratio} for each of the {base} {named}."
    if whole == 1:
        words = "It is {ratio} for {base} {named}."
    elif whole > number:
        words = "{base} {named} among {one} {things} come to {ratio} for each."
    yield Finding(said, RIGHT, words, facts)


def _unit_of_base(said: Statement, beside: Beside) -> str:
    """What a base counts, in words; nothing where nobody says."""
    other = beside.statements.get(said.base)
    unit = other.unit if other is not None else said.base.partition(" ")[2]
    return "" if unit in PERCENT or any(letter.isdigit() for letter in unit) else unit


def _is_share(said: Statement) -> bool:
    """Whether it prints a percentage of something, and not how far something moved."""
    return said.is_percentage and not is_change(said)


def is_change(said: Statement) -> bool:
    """Whether a percentage is how far something moved: it fell by so many per cent."""
    called = said.formula.called if said.formula else ""
    return called in {"change", "points"} or (
        said.relation in {"rise", "fall"} and not said.others and not said.figure
    )


def _without_base(said: Statement, beside: Beside) -> Finding:
    """That a percentage has no base; and what it would be of the count that stands beside it."""
    words, number = "It is a percentage, and the document does not say of what number.", said.number
    for each in said.others:
        other = beside.statements[each]
        whole = value(other, beside)
        if other.is_percentage or number is None or not whole or not whole.is_integer():
            continue
        for count in _that_give(number, whole)[:1]:
            facts = {
                "count": said.fact(float(count), "", 0), "whole": other.fact(),
                "percent": _fact(said, 100 * count / whole),
            }  # fmt: skip
            words += " Were it of the {whole} beside it, {count} of them would be {percent}."
            return Finding(said, "no_base", words, facts)
    return Finding(said, "no_base", words)


def _around(number: Number, whole: float) -> tuple[int, int]:
    """The whole numbers on either side of what a percentage makes of its base."""
    below = floor((number.value or 0.0) * whole / 100)
    return below, below + 1


def _that_give(number: Number, whole: float) -> list[int]:
    """The fewest and the most of a base that give a percentage as it is rounded."""
    step = 0.5 * 10.0**-number.decimals * whole / 100
    exact = (number.value or 0.0) * whole / 100
    ends = range(max(ceil(exact - step) - 1, 0), floor(exact + step) + 2)
    tried = [*ends[:3], *ends[-3:], *_around(number, whole)]
    found = {count for count in tried if agrees(number, 100 * count / whole)}
    return sorted(count for count in found if count <= whole or exact > whole)


def _of_few(said: Statement, beside: Beside, share: float, whole: float, words: str) -> Finding:
    count = np.array([round(share * whole)], dtype=float)
    low, high = (ends[0] for ends in intervals.wilson(count, np.array([whole]), 0.95))
    facts = {
        "base": said.fact(whole, "", 0), "step": said.fact(100 / whole, "%", 1),
        "low": said.fact(100 * low, "%", 0), "high": said.fact(100 * high, "%", 0),
        "percent": said.fact(100 * share, "%", 0),
    }  # fmt: skip
    if whole < beside.limits.fewest_for_percentage:
        words += ", of which each is {step}"
    words += ": {percent} of them may stand for {low} to {high} of all such cases."
    return Finding(said, "small_base", words, facts)


def _base(said: Statement, beside: Beside, whole: float) -> Fact:
    other = beside.statements.get(said.base)
    return (other or said).fact(whole, decimals=places(whole))


def _fact(said: Statement, percent: float) -> Fact:
    decimals = said.number.decimals if said.number is not None else 0
    return said.fact(percent, "%", max(decimals + 1, 1))


RULES = (with_base, fits, of_enough, sampled, set_against)
