"""Two figures beside each other: sides, directions, sizes of a gap, years and rounding."""

from __future__ import annotations

from fractions import Fraction

from generated import published
from generated.case import Ambiguous, Case, Row, both, printed, rounded
from generated.draw import NEIGHBOURS, Draw
from generated.held import only, own, said
from generated.published import COUNTS, PERCENTAGES, RATES, Quantity

WORDS = ("rise", "fall")
SLIGHT, NOT_SLIGHT = Fraction(3, 100), Fraction(15, 100)
"""A gap that anybody calls slight, and one that nobody does; nothing between is generated."""
EVERY = (*RATES, *PERCENTAGES)


def _side(draw: Draw, quantity: Quantity, other: Fraction, decimals: int | None = None) -> str:
    places = quantity.decimals if decimals is None else decimals
    gap = rounded(draw.value(quantity), places) - rounded(other, places)
    if gap == 0:
        raise Ambiguous("both are printed as the same number")
    return "above" if gap > 0 else "below"


def _beside(
    draw: Draw, quantity: Quantity, relation: str, area: str, other: Fraction, **cells: str
) -> tuple[Row, Row]:
    """The authority's own figure, set beside one of another area."""
    value = printed(draw.value(quantity), quantity.decimals)
    return (
        own(draw, quantity, value, compared_with="B", relation=relation),
        said(quantity, printed(other, quantity.decimals), "B", area=area, **cells),
    )


def side_reversed(draw: Draw) -> Case:
    """``Above`` where the figures say below, or the other way."""
    quantity = draw.one(EVERY)
    area, other = draw.beside(quantity)
    side = _side(draw, quantity, other)
    rows = both(
        lambda relation: _beside(draw, quantity, relation, area, other),
        side,
        "below" if side == "above" else "above",
    )
    return Case(draw.code, draw.year, *rows, frozenset({"side_reverses"}))


def slightly_that_is_not(draw: Draw) -> Case:
    """``Slightly above`` of a large gap; the right twin drops the word."""
    quantity = draw.one(EVERY)
    area, other = draw.beside(quantity)
    side = _side(draw, quantity, other)
    if abs(draw.value(quantity) - other) / other < NOT_SLIGHT:
        raise Ambiguous("the gap may be called slight")
    rows = both(
        lambda relation: _beside(draw, quantity, relation, area, other), side, f"slightly {side}"
    )
    return Case(draw.code, draw.year, *rows, frozenset({"not_slight"}))


def slightly_on_the_other_side(draw: Draw) -> Case:
    """``Slightly above`` of a small gap the other way; the right twin has the right side."""
    quantity = draw.one(EVERY)
    area, other = draw.beside(quantity)
    side = _side(draw, quantity, other)
    if abs(draw.value(quantity) - other) / other > SLIGHT:
        raise Ambiguous("the gap may not be called slight")
    rows = both(
        lambda relation: _beside(draw, quantity, f"slightly {relation}", area, other),
        side,
        "below" if side == "above" else "above",
    )
    return Case(draw.code, draw.year, *rows, frozenset({"side_reverses"}))


def similar_that_is_not(draw: Draw) -> Case:
    """``Similar`` to what lies far away; the right twin stands beside one that is near."""
    quantity = draw.one(EVERY)
    each = [draw.beside(quantity) for _ in range(6)]
    value = draw.value(quantity)
    gaps = sorted((abs(value - other) / other, area, other) for area, other in each)
    if gaps[0][0] > SLIGHT or gaps[-1][0] < NOT_SLIGHT:
        raise Ambiguous("no two areas are one near and one far")
    right, wrong = (_beside(draw, quantity, "similar", *gap[1:]) for gap in (gaps[0], gaps[-1]))
    return Case(draw.code, draw.year, right, wrong, frozenset({"not_slight"}))


def comparator_of_another_year(draw: Draw) -> Case:
    """Set beside a figure of the year before, and said to be so."""
    quantity = draw.one(EVERY)
    last = published.before(draw.year)
    area, other = draw.beside(quantity)
    earlier = _of(draw, quantity, area, last)
    right = _beside(draw, quantity, _side(draw, quantity, other), area, other)
    side = _side(draw, quantity, earlier)
    if side != right[0]["relation"]:
        raise Ambiguous("the side of the comparison changes with the year, which is two faults")
    period = draw.one(({"period": last}, {"belongs_to": last}))
    wrong = _beside(draw, quantity, side, area, earlier, **period)
    return Case(
        draw.code,
        draw.year,
        right,
        wrong,
        frozenset({"comparator_of_another_year", "beside_another_year"}),
    )


def comparator_taken_from_another_year(draw: Draw) -> Case:
    """Set beside last year's figure as if it were this year's."""
    quantity = draw.one(EVERY)
    area, other = draw.beside(quantity)
    earlier = _of(draw, quantity, area, published.before(draw.year))
    side = _side(draw, quantity, other)
    if _side(draw, quantity, earlier) != side:
        raise Ambiguous("the side of the comparison changes with the year, which is two faults")
    right, wrong = (printed(each, quantity.decimals) for each in (other, earlier))
    only(draw, quantity, wrong, "another date", area=area)
    value = printed(draw.value(quantity), quantity.decimals)
    rows = both(
        lambda beside: (
            own(draw, quantity, value, compared_with="B", relation=side),
            said(quantity, beside, "B", area=area),
        ),
        right,
        wrong,
    )
    fits = {"another_date", "comparator_of_another_year"}
    return Case(draw.code, draw.year, *rows, frozenset(fits))


def _of(draw: Draw, quantity: Quantity, area: str, year: str) -> Fraction:
    """The value of another area, as the column ``area`` calls it."""
    if area == NEIGHBOURS:
        return draw.neighbours(quantity, year)
    return draw.value(quantity, year, published.codes()[area])


def rounding_mixed(draw: Draw) -> Case:
    """A whole number beside one with a decimal place."""
    quantity = draw.one([each for each in EVERY if each.decimals])
    area, other = draw.beside(quantity)
    side = _side(draw, quantity, other)
    if _side(draw, quantity, other, 0) != side:
        raise Ambiguous("the side of the comparison changes with the rounding, which is two faults")
    right, wrong = (printed(draw.value(quantity), places) for places in (quantity.decimals, 0))
    rows = both(
        lambda value: (
            own(draw, quantity, value, compared_with="B", relation=side),
            said(quantity, printed(other, quantity.decimals), "B", area=area),
        ),
        right,
        wrong,
    )
    return Case(draw.code, draw.year, *rows, frozenset({"rounding_mixed"}))


def _moved(
    draw: Draw, quantity: Quantity, now: str, before: str, relation: str = ""
) -> tuple[Row, Row]:
    last = published.before(draw.year)
    return (
        own(draw, quantity, now, compared_with="B", relation=relation),
        own(draw, quantity, before, last, id="B", period=last),
    )


def direction_reversed(draw: Draw) -> Case:
    """``Rise`` of figures that fall, or the other way."""
    quantity = draw.one((*COUNTS, *EVERY))
    last = published.before(draw.year)
    now, before = draw.value(quantity), draw.value(quantity, last)
    shown = printed(now, quantity.decimals), printed(before, quantity.decimals)
    if shown[0] == shown[1]:
        raise Ambiguous("both are printed as the same number")
    right, wrong = WORDS if now > before else WORDS[::-1]
    rows = both(lambda relation: _moved(draw, quantity, *shown, relation), right, wrong)
    return Case(draw.code, draw.year, *rows, frozenset({"direction_reverses"}))


def unchanged_that_moved(draw: Draw) -> Case:
    """``Unchanged`` of figures further apart than chance has them."""
    quantity = draw.one(COUNTS)
    now, before = draw.value(quantity), draw.value(quantity, published.before(draw.year))
    # Three times the spread of the difference of two counts, which is the root of their sum.
    if (now - before) ** 2 < 9 * (now + before):
        raise Ambiguous("the figures may have moved by chance")
    rows = both(
        lambda relation: _moved(draw, quantity, printed(now), printed(before), relation),
        WORDS[now < before],
        "unchanged",
    )
    return Case(draw.code, draw.year, *rows, frozenset({"direction_reverses"}))


def unchanged_told_as_moved(draw: Draw) -> Case:
    """``Rise`` or ``fall`` of two figures that are printed as the same number."""
    quantity = draw.one((*RATES, *PERCENTAGES))
    last = published.before(draw.year)
    places = draw.one((0, quantity.decimals))
    now, before = (printed(draw.value(quantity, year), places) for year in (draw.year, last))
    if now != before:
        raise Ambiguous("the figures moved")
    rows = both(
        lambda relation: _moved(draw, quantity, now, before, relation),
        "unchanged",
        draw.one(WORDS),
    )
    return Case(draw.code, draw.year, *rows, frozenset({"direction_reverses"}))


def direction_reversed_by_the_data(draw: Draw) -> Case:
    """Figures that move one way as printed and the other way as known, without a word for it."""
    quantity = draw.one(COUNTS)
    last = published.before(draw.year)
    now, before = draw.value(quantity), draw.value(quantity, last)
    if now == before or before < 50:
        raise Ambiguous("the figures did not move, or are too small")
    right, wrong = (
        _moved(draw, quantity, printed(value), printed(before)) for value in (now, 2 * before - now)
    )
    return Case(draw.code, draw.year, right, wrong, frozenset({"direction_reverses"}))
