"""What is said to be above, below or similar, and whether it is where like is held to like."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.findings import POINTS, RIGHT, Finding
from mscp_analysis.claims.numbers import PERCENT
from mscp_analysis.claims.rules import years
from mscp_analysis.claims.rules.held import agrees, is_the_same_document
from mscp_analysis.claims.rules.pairs import Pair, pairs
from mscp_analysis.claims.statement import Statement
from mscp_analysis.comparisons import Verdict, versus
from mscp_analysis.measures import Fact, shown

SIDES = {"above": 1, "slightly above": 1, "below": -1, "slightly below": -1, "similar": 0}
SLIGHT = {"slightly above", "slightly below", "similar"}
WORDS = {1: "above", -1: "below", 0: "level with"}


def as_printed(said: Statement, beside: Beside) -> Iterator[Finding]:
    """What is above, below or slightly so is it by the two numbers that are printed."""
    for pair in pairs(said, beside):
        if said.relation not in SIDES or pair.gap is None:
            continue
        facts: dict[str, object] = {
            "a": pair.first, "b": pair.second, "by": pair.by, "side": WORDS[pair.side],
        }  # fmt: skip
        if said.relation != "similar" and pair.side != SIDES[said.relation]:
            words = "It says {said}; as printed, {a} is {side} the {b} beside it."
            facts |= {"said": WORDS[SIDES[said.relation]]}
            yield Finding(said, "side_reverses", words, facts)
        elif said.relation in SLIGHT and _is_far(pair.percent, beside):
            yield from _not_slight(said, pair)
        elif not said.figure:
            words = "{a} is {side} the {b} beside it" + (", by {by}." if pair.gap else ".")
            yield Finding(said, RIGHT, words, facts)


def like_for_like(said: Statement, beside: Beside) -> Iterator[Finding]:
    """It is on the same side where both figures are of its own date, as known now."""
    for pair in pairs(said, beside):
        both = _alike(pair, beside)
        if both is None or not (said.relation in SIDES or (not said.relation and pair.gap)):
            continue
        own, other = both
        stated = SIDES.get(said.relation, pair.side)
        side = (own.number > other.number) - (own.number < other.number)
        decimals = max(own.decimals, other.decimals)
        side = 0 if shown(own.number, decimals) == shown(other.number, decimals) else side
        unit = POINTS if own.unit in PERCENT else None
        by = said.fact(abs(own.number - other.number), unit, decimals)
        percent = 100 * abs(own.number - other.number) / other.number if other.value else None
        is_far = _is_far(percent, beside)
        facts = {
            "own": own, "other": other, "by": by, "side": WORDS[side], "said": WORDS[stated],
            "printed": pair.by,
        }  # fmt: skip
        like = "like for like, {own.when}, {own.area} has {own} and {other.area} {other}"
        chance = ", though no further than chance would put it" if _by_chance(own, other) else ""
        as_said = pair.gap is not None and pair.side == stated
        if said.relation != "similar" and side != stated:
            if pair.gap is not None and not as_said:
                continue  # What it prints has told of it.
            words = "As printed it is {said}" if as_said else "It says that it is {said}"
            words += " by {printed}" if pair.gap else ""
            words += "; " + like + ", so that it is {side}" + chance + "."
            yield Finding(said, "side_reverses", words, facts)
        elif said.relation in SLIGHT and is_far and not _is_far(pair.percent, beside):
            facts["percent"] = said.fact(percent, "%", 1)
            words = "It is not slight: " + like + ", apart by {by} or {percent}%."
            yield Finding(said, "not_slight", words, facts)
        else:
            yield Finding(said, RIGHT, "It is {side}" + chance + ": " + like + ".", facts)


def of_another_year(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A figure of one area stands beside one of another that is of the same period."""
    for pair in pairs(said, beside):
        if pair.one is said and pair.is_over_areas and pair.one.dated != pair.other.dated:
            facts = {"a": said.fact(), "b": pair.second}
            words = "It is of {a.period} and stands beside {b} of {b.period}."
            yield Finding(said, "beside_another_year", words, facts)


def belongs_to_another_year(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A figure that others are compared with is of the period for which it stands."""
    if said.belongs_to in {"", said.of_period} or not (said.area or said.id in beside.compared):
        return
    facts: dict[str, object] = {"its": said.fact(), "year": said.year}
    if said.when is not None and said.when.period == said.belongs_to:
        words = "The report is of {year}; these figures are of {its.period}, as it says itself."
        yield Finding(said, "another_year_said", words, facts)
        return
    words = "It stands for {year}, and the document itself says that it is of {its.period}."
    number = said.number
    if number is not None:
        more, about = years.like_for_like(said, beside, said.dated, partial(agrees, number))
        words, facts = words + more, facts | about
    yield Finding(said, "comparator_of_another_year", words, facts)


def rounded(said: Statement, beside: Beside) -> Iterator[Finding]:
    """Figures that stand beside each other are rounded alike."""
    for pair in pairs(said, beside):
        numbers = pair.one.number, pair.other.number
        if pair.one is not said or numbers[0] is None or numbers[1] is None or pair.gap is None:
            continue
        plain = all(
            number.style in {"plain", "brackets", "pound sign"} for number in numbers if number
        )
        if numbers[0].decimals != numbers[1].decimals and plain and not numbers[0].bound:
            which = "fewer" if numbers[0].decimals < numbers[1].decimals else "more"
            value = pair.values[0] if pair.values else 0.0
            places = max(numbers[0].decimals, numbers[1].decimals, 0)
            facts = {
                "a": said.fact(), "b": pair.second, "which": which,
                "exact": said.fact(value, decimals=places),
            }  # fmt: skip
            words = "It is given as {a} and stands beside {b}: it has {which} decimal places."
            if said.worked and which == "fewer":
                words += " With as many it is {exact}."
            yield Finding(said, "rounding_mixed", words, facts)


def _not_slight(said: Statement, pair: Pair) -> Iterator[Finding]:
    is_whole = all(float(each).is_integer() for each in pair.values or ())
    decimals = max(pair.by.decimals, 0 if is_whole else 1)
    facts: dict[str, object] = {
        "a": said.fact(pair.values[0] if pair.values else None, decimals=decimals),
        "b": pair.second, "percent": said.fact(pair.percent, "%", 1),
        "by": said.fact(abs(pair.gap or 0.0), pair.by.unit, decimals),
    }  # fmt: skip
    words = "It is called {said} and is not: {a} and {b} are {by} apart, or {percent}%."
    facts |= {"said": "similar" if said.relation == "similar" else "slight"}
    yield Finding(said, "not_slight", words, facts)


def _is_far(percent: float | None, beside: Beside) -> bool:
    return percent is not None and percent > beside.limits.slight_percent


def _alike(pair: Pair, beside: Beside) -> tuple[Fact, Fact] | None:
    """Both figures at the date of the first, as known now; None where one is not held."""
    one, other = pair.one, pair.other
    if not pair.is_over_areas or not one.figure or (one.figure, one.of) != (other.figure, other.of):
        return None
    own, comparator = beside.held(one), beside.held(other, one.dated)
    if own is None or comparator is None or own.value is None or comparator.value is None:
        return None
    return None if is_the_same_document(one, own) else (own, comparator)


def _by_chance(own: Fact, other: Fact) -> bool:
    """Whether chance alone may put a figure where it is, as far as its interval tells."""
    try:
        return own.lower is not None and versus(own, other) == Verdict.SIMILAR
    except ValueError:  # Two figures that may not be set side by side are not judged.
        return False


RULES = (as_printed, like_for_like, of_another_year, belongs_to_another_year, rounded)
