"""A comparator of another year: what the area itself had then, and what it has now."""

from __future__ import annotations

from collections.abc import Callable

from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.statement import Statement
from mscp_analysis.measures import Fact, Figure


def is_comparator(said: Statement, beside: Beside) -> bool:
    """Whether a figure of another area is one that others are compared with."""
    return bool(said.area) and said.id in beside.compared


def like_for_like(
    said: Statement, beside: Beside, period: str, fits: Callable[[float], bool]
) -> tuple[str, dict[str, object]]:
    """The area's own figure of the year that a comparator is of, and the comparator's of now.

    Parameters
    ----------
    said : Statement
        The comparator.
    beside : Beside
        The figures held.
    period : str
        The period that it is of.
    fits : callable
        Whether a value is the one that was printed.

    Returns
    -------
    tuple of str and dict
        A sentence and what it names; both empty where one of the figures is not held.
    """
    figure = beside.figure(said)
    facts = _of_both(figure, said, beside, period, fits) if figure and said.area else {}
    if not facts:
        return "", {}
    words = " Like for like, {own.area} had {own} {own.when}, beside {then};"
    words += " {now.when} {now.area} had {now}"
    return words + (", at first {first}." if "first" in facts else "."), facts


def _of_both(
    figure: Figure, said: Statement, beside: Beside, period: str, fits: Callable[[float], bool]
) -> dict[str, object]:
    try:
        now = beside.held(said, said.of_period)
    except ValueError:  # The period for which it stands is given in words.
        now = None
    if now is None or now.value is None:
        return {}
    part = {figure.of: beside.part(figure, said)} if figure.of else {}
    for edition in (*beside.editions(figure), figure.measure):
        try:
            then = beside.of(figure, said, period, edition)
        except ValueError:  # Neighbours on several releases have no mean.
            continue
        own = edition.find(then.period, said.own.code, **part)
        if then.value is not None and fits(then.value) and own.value is not None:
            return {"own": own, "then": then, "now": now, **_at_first(figure, said, now, beside)}
    return {}


def _at_first(figure: Figure, said: Statement, now: Fact, beside: Beside) -> dict[str, Fact]:
    """What the first release had that told of a period, if it was another figure than now."""
    for edition in beside.editions(figure):
        try:
            found = beside.of(figure, said, said.of_period, edition)
        except ValueError:
            continue
        if found.value is not None:
            return {"first": found} if found.shown != now.shown else {}
    return {}
