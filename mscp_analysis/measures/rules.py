"""In what two figures must be alike before one is set beside the other: one table of rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from mscp_analysis.areas.made_up import PREFIX
from mscp_analysis.measures.fact import Fact

Relation = Literal["beside", "over time", "part", "behind", "told twice"]
"""One area beside another; one area at two dates; a part and its whole; a printed rate and the
count and population behind it; one figure told again."""

EVERY = frozenset({"beside", "over time", "part", "behind", "told twice"})
LASTING = frozenset({"beside", "over time"})
BASIS = frozenset({"beside", "behind"})

_TIMINGS = {
    "snapshot": "on one day",
    "year": "over the whole year",
    "mid-year": "at the middle of the year",
    "quarter": "over a quarter",
}
_PLACES = ("whole numbers", "one decimal place", "two decimal places")
_METHODS = {"": "as published", "computed": "computed here"}


def when(fact: Fact) -> str:
    """The day or the period of a figure in words: ``31 March 2024``, ``2023-24``."""
    return fact.moment


def released(fact: Fact, name: str) -> str:
    """A release of a figure in words: ``the release of October 2024``."""
    said = (source.published_in_words for source in fact.sources if source.release == name)
    return f"the release of {found}" if (found := next(said, "")) else name


def _beside(value: Any) -> Any:
    """What a figure stands on; one that is made up, on what the real one beside it does."""
    return value.removeprefix(PREFIX) if isinstance(value, str) else value


def _one_is_missing(a: Fact, b: Fact) -> bool:
    return a.value is None or b.value is None


def _is_rounded_otherwise_by_right(a: Fact, b: Fact) -> bool:
    """A mean is shown to more places than what it is of; print is checked, not refused."""
    one_is_a_summary = bool(a.summary) != bool(b.summary)
    return _one_is_missing(a, b) or one_is_a_summary or "printed" in (a.status, b.status)


def _is_defined_by_its_method(a: Fact, b: Fact) -> bool:
    """What is computed is defined by that, so that its method says all; some tell nothing."""
    return a.method != b.method or not (a.definition and b.definition)


def _is_told_by_one(attribute: str) -> Callable[[Fact, Fact], bool]:
    return lambda a, b: not (getattr(a, attribute) and getattr(b, attribute))


@dataclass(frozen=True)
class Rule:
    """One thing in which two figures must be alike.

    Parameters
    ----------
    attribute : str
        Of a ``Fact``.
    said : str
        What a reader calls it.
    match : str
        How a figure that would match is told of, with the words for it in place of ``{}``.
    relations : frozenset of str
        The relations that ask for it.
    words : callable, optional
        How a reader is told it; without it, as it is.
    unless : callable, optional
        When two figures are not asked for it.
    breaks : bool
        Whether a difference over time is not refused but said: a break in the series.
    """

    attribute: str
    said: str
    match: str
    relations: frozenset[str]
    words: Callable[[Fact], str] | None = None
    unless: Callable[[Fact, Fact], bool] | None = None
    breaks: bool = False

    def told(self, fact: Fact) -> str:
        """What a figure has, in words."""
        return self.words(fact) if self.words else str(getattr(fact, self.attribute))

    def differs(self, a: Fact, b: Fact, relation: Relation) -> bool:
        """Whether the rule is asked of two figures, and they differ in it."""
        if relation not in self.relations or (self.unless and self.unless(a, b)):
            return False
        return _beside(getattr(a, self.attribute)) != _beside(getattr(b, self.attribute))


RULES = (
    Rule(
        "measure", "what is counted", "of {}", EVERY - {"part", "behind"},
        words=lambda fact: fact.title,
    ),
    Rule(
        "breakdown", "the part that is counted", "for {}", LASTING,
        words=lambda fact: ", ".join(value for _, value in fact.breakdown) or "all",
        unless=_one_is_missing,
    ),
    Rule("area", "area", "", EVERY - {"beside", "part"}),
    Rule("unit", "unit", "in the unit {}", EVERY),
    Rule("period", "date", "", EVERY - {"over time"}, words=when),
    Rule(
        "timing", "timing", "counted {}", EVERY,
        words=lambda fact: _TIMINGS[fact.timing],
    ),
    Rule("base", "population year", "over {}", BASIS, unless=_one_is_missing),
    Rule(
        "base_release", "release of the population", "with the population of {}", BASIS,
        words=lambda fact: released(fact, fact.base_release),
        unless=_one_is_missing,
    ),
    Rule(
        "census", "census behind the population", "over a population estimated from {}",
        EVERY - {"told twice"},
        words=lambda fact: f"the {fact.census} Census",
        unless=_is_told_by_one("census"),
        breaks=True,
    ),
    Rule(
        "release", "release", "from {}", BASIS,
        words=lambda fact: released(fact, fact.release),
        unless=_one_is_missing,
    ),
    Rule(
        "decimals", "rounding", "rounded to {}", LASTING,
        words=lambda fact: _PLACES[fact.decimals] if fact.decimals < 3 else str(fact.decimals),
        unless=_is_rounded_otherwise_by_right,
    ),
    Rule(
        "method", "method", "{}", LASTING,
        words=lambda fact: _METHODS.get(fact.method, fact.method),
        unless=_one_is_missing,
    ),
    Rule("summary", "way of summing up", "", LASTING, unless=_is_told_by_one("summary")),
    Rule(
        "definition", "definition", "defined as: {}", LASTING,
        words=lambda fact: fact.definition.rstrip("."),
        unless=_is_defined_by_its_method,
        breaks=True,
    ),
)  # fmt: skip
"""Everything in which figures must be alike, in the order in which a reader is told of it."""
