"""Two statements beside each other: one compared with another, or one less another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.findings import POINTS, places
from mscp_analysis.claims.statement import Statement
from mscp_analysis.claims.worked import reckoned, value
from mscp_analysis.measures import Fact, shown


@dataclass(frozen=True)
class Pair:
    """Two statements, and what lies between the numbers that they give.

    Parameters
    ----------
    one, other : Statement
        The one that is told of, and what it is set beside.
    values : tuple of float, optional
        Their numbers, not rounded where they follow from others; None where one gives none.
    """

    one: Statement
    other: Statement
    values: tuple[float, float] | None

    @property
    def gap(self) -> float | None:
        """The one number less the other; None where one is missing or is in another unit."""
        if self.values is None or not _is_in_one_unit(self.one, self.other):
            return None
        return self.values[0] - self.values[1]

    @property
    def side(self) -> int:
        """1 where the first is above as printed, -1 where it is below, 0 where they are equal."""
        if self.values is None:
            return 0
        both = (self.one.number, self.other.number)
        printed = [each.value for each in both if each is not None and each.value is not None]
        gap = printed[0] - printed[1] if len(printed) == len(both) else self.gap or 0.0
        return (gap > 1e-9) - (gap < -1e-9)

    @property
    def first(self) -> Fact:
        """The number of the one."""
        return _fact(self.one, self.values[0] if self.values else None)

    @property
    def second(self) -> Fact:
        """The number of the other."""
        return _fact(self.other, self.values[1] if self.values else None)

    @property
    def by(self) -> Fact:
        """How far they lie apart, whichever way."""
        first, second = self.first, self.second
        decimals = max(first.decimals, second.decimals)
        unit = POINTS if "%" in (first.unit, second.unit) else None
        return self.one.fact(abs(self.gap or 0.0), unit, decimals, "Difference")

    @property
    def percent(self) -> float | None:
        """How far they lie apart as a percentage of the other; None of nothing."""
        if self.gap is None or self.values is None or not self.values[1]:
            return None
        return 100 * abs(self.gap) / abs(self.values[1])

    @property
    def is_over_time(self) -> bool:
        """Whether both are of one figure and area, at two dates."""
        return _is_one_figure(self) and _place(self.one) == _place(self.other) and (
            self.one.dated != self.other.dated
        )  # fmt: skip

    @property
    def is_over_areas(self) -> bool:
        """Whether they are of two areas."""
        return _place(self.one) != _place(self.other)


def pairs(said: Statement, beside: Beside) -> Iterator[Pair]:
    """The two statements that a statement speaks of: itself and others, or a difference of two."""
    two = said.formula.pair if said.formula else None
    if two is not None and all(each in beside.statements for each in two):
        found = [(beside.statements[two[0]], beside.statements[two[1]])]
    else:
        found = [(said, beside.statements[each]) for each in said.others]
    for one, other in found:
        values = exact(one, beside), exact(other, beside)
        known = None if None in values else (values[0] or 0.0, values[1] or 0.0)
        yield Pair(one, other, known)


def exact(said: Statement, beside: Beside) -> float | None:
    """The number of a statement, unrounded where it is worked out from others and agrees."""
    number = said.number
    if number is None or number.value is None or not said.worked:
        return value(said, beside)
    found = reckoned(said, beside)
    whole = float(found.value) if found and isinstance(found.value, float) else number.value
    fits = shown(whole, number.decimals) == shown(number.value, number.decimals)
    return whole if fits else number.value


def _fact(said: Statement, number: float | None) -> Fact:
    if said.number is not None:
        return said.fact()
    return said.fact(number, decimals=places(number or 0.0))


def _place(said: Statement) -> tuple[bool, str]:
    return said.of_neighbours, said.area if said.of_neighbours else said.place.code or said.area


def _is_one_figure(pair: Pair) -> bool:
    one, other = pair.one, pair.other
    return bool(one.figure) and (one.figure, one.of) == (other.figure, other.of)


def _is_in_one_unit(one: Statement, other: Statement) -> bool:
    if one.is_percentage or other.is_percentage:
        return one.is_percentage == other.is_percentage or not (one.printed and other.printed)
    return one.unit == other.unit or not (one.unit and other.unit)
