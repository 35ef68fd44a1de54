"""Whether two figures may be set side by side, and what is said if they may not.

A figure of another date, over another population, rounded otherwise or of another release makes
a difference between areas that is not there. ``rules`` holds what is asked, this how it is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, groupby

from mscp_analysis.measures.fact import Fact
from mscp_analysis.measures.rules import RULES, Relation, Rule, released, when

_REFUSED = {
    "beside": "cannot be compared",
    "over time": "cannot be read as one series",
    "part": "cannot be part and whole",
    "behind": "do not stand on one count and population",
    "told twice": "are not one figure told twice",
}


def alike(a: Fact, b: Fact, held: Iterable[Fact] = ()) -> None:
    """Refuse two figures of different areas that differ in anything but the areas.

    Parameters
    ----------
    a, b : Fact
        The figures to be set side by side. The mean, median or pooled figure of several areas
        may stand beside that of one, but not beside another kind of summary. Of a figure
        without a value only measure, unit, date and timing are asked.
    held : iterable of Fact, optional
        Figures that could stand in the place of ``b``, to name the one that would match.

    Raises
    ------
    ValueError
        Saying which two, in what they differ, and what would match.

    Examples
    --------
    >>> from mscp_analysis import data, rates
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31")
    >>> rate = rates.rate(plans.at_31_march, plans.population)
    >>> alike(rate.at("2023-24", "Medway"), rate.at("2023-24", "England"))
    >>> alike(rate.at("2023-24", "Medway"), rate.at("2022-23", "England"))
    Traceback (most recent call last):
    ValueError: 42.1 of Medway and 42.7 of England (Child protection plans per 10,000 children) ...
    """
    require(a, b, "beside", held)


def require(a: Fact, b: Fact, relation: Relation, held: Iterable[Fact] = ()) -> None:
    """Refuse two figures that differ in what their relation to each other asks to be alike.

    Parameters
    ----------
    a, b : Fact
        Over time the later one first; of a part and its whole the part.
    relation : {"beside", "over time", "part", "behind", "told twice"}
        See ``RULES`` for what each asks. Over time a change of definition or of the census
        behind a population is not refused: see ``is_broken``.
    held : iterable of Fact, optional
        As for ``alike``.

    Raises
    ------
    ValueError
        As for ``alike``.
    """
    found = [rule for rule in RULES if rule.differs(a, b, relation)]
    found = [rule for rule in found if not (rule.breaks and relation == "over time")]
    if found:
        match = _match(a, b, found, relation, list(held))
        raise ValueError(
            f"{_both(a, b)} {_REFUSED[relation]}: they differ in {_listed(a, b, found)}; {match}."
        )


def side_by_side(facts: Iterable[Fact]) -> None:
    """Refuse figures to be shown beside each other unless each is like the first with a value.

    Raises
    ------
    ValueError
        As for ``alike``.
    """
    known = [fact for fact in facts if fact.value is not None]
    for fact in known[1:]:
        alike(known[0], fact)


def at_each_date(*series: Iterable[Fact]) -> None:
    """Refuse series to be shown together where figures of one date are not alike.

    Raises
    ------
    ValueError
        As for ``alike``.
    """
    dated: dict[str, list[Fact]] = {}
    for fact in chain(*series):
        dated.setdefault(fact.period, []).append(fact)
    for facts in dated.values():
        side_by_side(facts)


def is_broken(before: Fact, now: Fact) -> bool:
    """Whether a series breaks between two of its figures: another definition or census.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> then = data.load("population", known_at="2023-12-01").children
    >>> is_broken(then.at("mid-2017", "Medway"), then.at("mid-2022", "Medway"))
    True
    """
    return any(rule.breaks and rule.differs(now, before, "over time") for rule in RULES)


def runs(facts: Iterable[Fact]) -> list[list[Fact]]:
    """A series in the parts that may be joined: each of one definition and one census."""
    breaking = [rule.attribute for rule in RULES if rule.breaks]
    by_part = groupby(facts, key=lambda fact: [getattr(fact, name) for name in breaking])
    return [[*run] for _, run in by_part]


def _both(a: Fact, b: Fact) -> str:
    if a.title == b.title:
        return f"{_named(a)} and {_named(b)} ({a.title})"
    return f"{_named(a)} ({a.title}) and {_named(b)} ({b.title})"


def _named(fact: Fact) -> str:
    return f"{'the figure' if fact.value is None else fact.shown} of {fact.area}"


def _listed(a: Fact, b: Fact, rules: list[Rule]) -> str:
    parts = [f"{rule.said} ({' against '.join(_told(rule, a, b))})" for rule in rules]
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def _told(rule: Rule, a: Fact, b: Fact) -> tuple[str, str]:
    """The words for both, or what stands behind them where the words alone are the same."""
    said = rule.told(a), rule.told(b)
    if said[0] == said[1]:
        said = str(getattr(a, rule.attribute)), str(getattr(b, rule.attribute))
    return said[0] or "none told", said[1] or "none told"


def _match(a: Fact, b: Fact, rules: list[Rule], relation: Relation, held: list[Fact]) -> str:
    own = [fact for fact in held if fact.area == b.area and fact.value is not None]
    if own:
        fits = (f for f in own if not any(rule.differs(a, f, relation) for rule in RULES))
        found = next(fits, None)
        return _with_basis(found) if found else f"nothing held of {b.area} would match"
    differ = {rule.attribute for rule in rules}
    place = (a if differ & {"area", "summary"} else b).area
    lead = f"a figure of {place} for {when(a if 'period' in differ else b)}"
    said = [rule.match.format(_told(rule, a, b)[0]) for rule in rules if rule.match]
    return f"{', '.join([lead, *said])}, would match" if said else f"{lead} would match"


def _with_basis(fact: Fact) -> str:
    over = f" over {fact.base}" if fact.base else ""
    source = f", in {released(fact, fact.release)}," if fact.release else ""
    return f"{fact.shown} of {fact.area} for {when(fact)}{over}{source} would match"
