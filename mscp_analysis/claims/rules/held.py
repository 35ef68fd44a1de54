"""A printed figure against the same figure as it is known now, or whatever else it may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import ge, gt, le, lt

from mscp_analysis.claims import units
from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.findings import POINTS, RIGHT, Finding
from mscp_analysis.claims.limits import limits
from mscp_analysis.claims.numbers import PERCENT, Number
from mscp_analysis.claims.rules.explained import EXPLANATIONS
from mscp_analysis.claims.rules.question import Question
from mscp_analysis.claims.rules.unsaid import has
from mscp_analysis.claims.statement import Statement
from mscp_analysis.measures import Fact, shown

BOUNDS = {"at least": ge, "more than": gt, "at most": le, "less than": lt}


def as_known(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A figure is what it is known to be now, or differs: of another date, area, base or release.

    A figure of a register that cites the very document that says it is no second witness: it
    cannot bear the statement out, but the two passages may differ.
    """
    figure, number = beside.figure(said), said.number
    if figure is None or number is None:
        return
    now = beside.held(said)
    if now is None:
        yield Finding(said, "not_held", "No mean of its statistical neighbours can be taken.")
    elif now.value is not None and (one := units.of_statement(said)) not in {
        "",
        units.kind(now.unit),
    }:
        yield _in_another_unit(said, now, one)
    elif is_the_same_document(said, now):
        if now.value is not None and not agrees(number, now.value):
            words = "Elsewhere the same document gives {now}"
            if has(said, beside.limits.explained):
                yield Finding(said, "explained", words + " and says why.", {"now": now})
            else:
                yield Finding(said, "words_differ", words + ".", {"now": now})
    elif now.value is None:
        yield _missing(said, now)
    elif agrees(number, now.value):
        yield Finding(said, RIGHT, "The data held have {now} {now.when}.", {"now": now})
    else:
        question = Question(said, figure, now, beside, lambda value: agrees(number, value))
        is_open = number.bound or number.span  # More than, about and ranges fit too many.
        tried = () if is_open else EXPLANATIONS
        explained = (explain(question) for explain in tried)
        yield next(filter(None, explained), None) or _differs(said, now)


def supplied(said: Statement, beside: Beside) -> Iterator[Finding]:
    """What is said without a number of its own rests on a figure that was supplied."""
    now = beside.held(said) if said.number is None else None
    if now is not None and now.marker == "s":
        yield _missing(said, now)


def agrees(number: Number, value: float) -> bool:
    """Whether a number as printed is what a value is, rounded as it is printed.

    Examples
    --------
    >>> from mscp_analysis.claims.numbers import printed
    >>> agrees(printed("43.2"), 43.17), agrees(printed("44"), 44.5), agrees(printed("500+"), 612)
    (True, False, True)
    >>> agrees(printed("about 80"), 77), agrees(printed("about 80"), 70)
    (True, False)

    A mean that ends on a half may be held as a little less:

    >>> agrees(printed("350.6"), 350.54999999999995)
    True

    What is more than a number is not that number, and a range holds both its ends:

    >>> agrees(printed("more than 281"), 281), agrees(printed("280-290"), 290)
    (False, True)
    """
    said, value = number.value or 0.0, round(value, 9)
    if number.span is not None:
        ends = [shown(end, number.decimals) for end in number.span]
        return number.span[0] <= value <= number.span[1] or shown(value, number.decimals) in ends
    if number.bound in BOUNDS:
        return BOUNDS[number.bound](value, said)
    if number.bound == "about" and 100 * abs(value - said) <= limits().about_percent * abs(value):
        return True
    return shown(value, number.decimals) == shown(said, number.decimals)


def is_the_same_document(said: Statement, held: Fact) -> bool:
    """Whether a figure held was read from the very document that makes the statement."""
    return said.source.release in {source.release for source in held.sources}


def _missing(said: Statement, now: Fact) -> Finding:
    if now.marker == "s":
        words = "The figure that it rests on (“{now.title}”) is {now.why}."
        return Finding(said, "not_supplied", words, {"now": now})
    words = "No figure can be held beside it: “{now.title}” for {now.period} is {now.why}."
    return Finding(said, "not_held", words, {"now": now})


def _in_another_unit(said: Statement, now: Fact, one: str) -> Finding:
    words = "It is {one}, and “{now.title}” is {other}: {now} {now.when}."
    other = units.in_words(units.kind(now.unit))
    other = f"{other} of another size" if other == units.in_words(one) else other
    facts = {"one": units.in_words(one), "other": other, "now": now}
    return Finding(said, "another_unit", words, facts)


def _differs(said: Statement, now: Fact) -> Finding:
    number = said.number
    ends = (number.span or (number.value or 0.0,)) if number else (0.0,)
    apart = min((end - now.number for end in ends), key=abs)
    is_share = now.unit in PERCENT
    decimals = max(now.decimals, number.decimals if number else 0)
    by = said.fact(abs(apart), POINTS if is_share else None, decimals)
    facts = {"now": now, "by": by, "more": "more" if apart > 0 else "less"}
    words = "The data held have {now} {now.when}: it says {by} {more}"
    if now.value and not is_share:
        percent = said.fact(100 * abs(apart) / abs(now.value), "%", 1)
        return Finding(said, "differs", words + ", or {percent}%.", {**facts, "percent": percent})
    return Finding(said, "differs", words + ".", facts)


RULES: tuple[Callable[[Statement, Beside], Iterator[Finding]], ...] = (as_known, supplied)
