"""What is said to have risen or fallen, and whether it did on the figures known now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mscp_analysis import changes
from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.dates import when
from mscp_analysis.claims.findings import POINTS, RIGHT, Finding
from mscp_analysis.claims.numbers import PERCENT
from mscp_analysis.claims.rules.held import is_the_same_document
from mscp_analysis.claims.rules.pairs import Pair, pairs
from mscp_analysis.claims.statement import Statement
from mscp_analysis.measures import Fact, shown
from mscp_analysis.periods import ReportingYear

SIGNS = {"rise": 1, "fall": -1, "unchanged": 0}
WORDS = {1: "rose", -1: "fell", 0: "stayed as it was"}
OWN = {1: "rise", -1: "fall", 0: "stay as they were"}
TOLD = {"rose": 1, "fell": -1, "unchanged": 0}


def as_printed(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A rise or fall is one by the two numbers that are printed."""
    for pair in map(in_time, pairs(said, beside)):
        if said.relation not in SIGNS or pair.gap is None:
            continue
        facts = {"a": pair.first, "b": pair.second, "by": pair.by, "moved": WORDS[pair.side]}
        facts |= {"relation": said.relation, "own": OWN[pair.side]}
        is_held = _is_held(pair, beside)
        if said.relation == "unchanged":
            is_small = (pair.percent or 0.0) <= beside.limits.slight_percent
            if not is_held and not is_small:
                words = "By its own figures it {moved} by {by}, from {b} to {a}."
                yield Finding(said, "direction_reverses", words, facts)
            elif not is_held:
                yield Finding(said, RIGHT, "It hardly moved: from {b} to {a}.", facts)
        elif pair.side != SIGNS[said.relation]:
            words = "It says a {relation}; its own figures {own}, from {b} to {a}."
            yield Finding(said, "direction_reverses", words, facts)
        elif not is_held:
            yield Finding(said, RIGHT, "It {moved} by {by}, from {b} to {a}.", facts)


def as_known(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A rise or fall is one on the figures that are known now."""
    for pair in map(in_time, pairs(said, beside)):
        if not pair.is_over_time:
            continue
        stated = SIGNS.get(said.relation, pair.side if pair.gap is not None else None)
        both = _held(pair, beside)
        if both is not None and stated is not None:
            yield from _held_to(said, pair, *both, stated)
    if said.relation in SIGNS and said.figure and not (said.others or said.worked):
        yield from _since_last_year(said, beside)


def _held_to(
    said: Statement, pair: Pair, now: Fact, before: Fact, stated: int
) -> Iterator[Finding]:
    moved = changes.between(before, now)
    if moved.direction == "unknown":
        return
    side = (now.number > before.number) - (now.number < before.number)
    if stated == 0:
        side = 0 if _rounds_alike(pair, now, before) else TOLD[moved.direction]
    facts = {
        "a": now, "b": before, "by": moved.difference, "percent": moved.percent,
        "moved": WORDS[side], "said": WORDS[stated],
    }  # fmt: skip
    as_said = pair.gap is not None and pair.side == stated
    known = "from {b} to {a}" + (", by {by.size}" if before.value else "")
    if now.unit in PERCENT:  # What per cent a percentage moved by only confuses.
        measure = f"{moved.difference.measure}.points"
        facts["by"] = replace(moved.difference, unit=POINTS, measure=measure)
    elif before.value:
        known += " or {percent.size}%"
    if side and _is_chance(moved):
        known += ", no more than chance would make it"
    facts |= {"printed": pair.by} if pair.gap and as_said else {}
    if side == stated:
        printed = " As printed, by {printed}." if "printed" in facts else ""
        words = "On the figures known now it {moved}, " + known + "." + printed
        yield Finding(said, RIGHT, words, facts)
    elif pair.gap is None or as_said or stated == 0:  # Else its own figures have told of it.
        words = "As printed it {said}" if as_said else "It says that it {said}"
        words += " by {printed}" if "printed" in facts else ""
        words += "; on the figures known now it {moved}, " + known + "."
        yield Finding(said, "direction_reverses", words, facts)


def _since_last_year(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A figure that is said to have risen or fallen, without the one that it is set against."""
    try:
        before = ReportingYear.parse(said.dated).previous().label
    except ValueError:  # Quarters and mid-years are not set against anything that is not named.
        return
    now, then = beside.held(said), beside.held(said, before)
    if now is None or then is None or now.value is None or then.value is None:
        return
    if not is_the_same_document(said, now):
        yield from _held_to(said, Pair(said, said, None), now, then, SIGNS[said.relation])


def in_time(pair: Pair) -> Pair:
    """Two statements of one place, the later of the two first, whichever is told of."""
    try:
        first, second = (when(each.dated).last for each in (pair.one, pair.other))
    except ValueError:  # Periods in words have no order.
        return pair
    if pair.is_over_areas or first >= second:
        return pair
    return Pair(pair.other, pair.one, pair.values and (pair.values[1], pair.values[0]))


def _is_chance(moved: changes.Change) -> bool:
    """Whether a count or a figure with an interval moved no further than chance would make it."""
    now = moved.now
    is_tested = now.lower is not None or (now.decimals == 0 and now.unit not in PERCENT)
    return moved.direction == "unchanged" and is_tested and now.timing != "mid-year"


def _rounds_alike(pair: Pair, now: Fact, before: Fact) -> bool:
    """Whether two figures are the same number as the statements round them."""
    numbers = [number for number in (pair.one.number, pair.other.number) if number is not None]
    if len(numbers) < 2 or pair.one is pair.other:
        return False
    decimals = max(number.decimals for number in numbers)
    return shown(now.number, decimals) == shown(before.number, decimals)


def _is_held(pair: Pair, beside: Beside) -> bool:
    return pair.is_over_time and _held(pair, beside) is not None


def _held(pair: Pair, beside: Beside) -> tuple[Fact, Fact] | None:
    """Both figures as they are known now; None where one is not, or is this document's own."""
    now, before = beside.held(pair.one), beside.held(pair.other)
    if now is None or before is None or now.value is None or before.value is None:
        return None
    if is_the_same_document(pair.one, now) or now.area != before.area:
        return None
    return now, before


RULES = (as_printed, as_known)
