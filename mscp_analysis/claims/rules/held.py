"""A printed figure against the same figure as it is known now, or whatever else it may be."""

from __future__ import annotations

from collections.abc import Iterator

from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.findings import RIGHT, Finding
from mscp_analysis.claims.numbers import Number
from mscp_analysis.claims.statement import Statement
from mscp_analysis.measures import Fact, Figure, shown


def as_known(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A figure is what it is known to be now, or differs: of another date, area, base or release.

    A figure of a register that cites the very document that says it is no second witness, and
    is not held against it.
    """
    figure, number = beside.figure(said), said.number
    if figure is None or number is None or number.value is None:
        return
    now = beside.held(said)
    if now is None or said.source.release in {source.release for source in now.sources}:
        return
    if now.value is None:
        yield Finding(said, "not_supplied", "No figure is held beside it: {now.why}.", {"now": now})
    elif agrees(number, now.value):
        yield Finding(said, RIGHT, "As known now: {now}.", {"now": now})
    else:
        yield _explained(said, figure, now, beside)


def agrees(number: Number, value: float) -> bool:
    """Whether a number as printed is what a value is, rounded as it is printed.

    Examples
    --------
    >>> from mscp_analysis.claims.numbers import printed
    >>> agrees(printed("43.2"), 43.17), agrees(printed("44"), 44.5), agrees(printed("500+"), 612)
    (True, False, True)
    """
    if number.bound in {"at least", "more than"}:
        return value >= (number.value or 0)
    if number.bound in {"at most", "less than"}:
        return value <= (number.value or 0)
    return shown(value, number.decimals) == shown(number.value or 0, number.decimals)


def _explained(said: Statement, figure: Figure, now: Fact, beside: Beside) -> Finding:
    """What a figure that differs may be instead."""
    by = said.fact(abs((said.number.value or 0) - now.number)) if said.number else now
    return Finding(said, "differs", "It is {now} in the data held: {by} apart.",
                   {"now": now, "by": by})  # fmt: skip
