"""Single figures: slips of digits, and the right figure of another date, area, base or release."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from generated import published
from generated.case import Ambiguous, Case, Row, both, printed, rounded, row, transposed
from generated.draw import Draw
from generated.published import COUNTS, PERCENTAGES, RATES, Quantity

ENOUGH = 100
"""Of so many a percentage may be given without more ado."""
EVERY = (*COUNTS, *RATES, *PERCENTAGES)


def said(quantity: Quantity, value: str, id: str = "A", **cells: str) -> Row:
    """A row that gives a published figure."""
    shown = f"{value}%" if quantity.unit == "%" else value
    given = {"printed": shown, "unit": quantity.unit, "figure": quantity.name, **cells}
    return row(id, quantity.words, **given)


def plain(id: str, words: str, value: Fraction | int, unit: str, **cells: str) -> Row:
    """A row that gives a number of no published figure."""
    return row(id, words, printed=printed(value), unit=unit, **cells)


def own(draw: Draw, quantity: Quantity, value: str, year: str = "", **cells: str) -> Row:
    """A row that gives a figure of the authority; a percentage with the count that it is of."""
    base = {}
    if quantity.unit == "%":
        whole = draw.value(published.BASES[quantity.name], year)
        if whole < ENOUGH:
            raise Ambiguous("so few that the share should not be given")
        base = {"base": printed(whole)}
    return said(quantity, value, **base, **cells)


def _case(draw: Draw, quantity: Quantity, wrong: str, *fits: str) -> Case:
    right = printed(draw.value(quantity), quantity.decimals)
    rows = both(lambda value: (own(draw, quantity, value),), right, wrong)
    return Case(draw.code, draw.year, *rows, frozenset(fits))


def only(
    draw: Draw,
    quantity: Quantity,
    wrong: str,
    kind: str,
    also: Collection[str] = (),
    area: str = "",
) -> str:
    """The wrong value, if it can be nothing else than the kind that is wanted."""
    others = draw.meanings(quantity, area).get(wrong, set()) - {kind, *also}
    if others:
        raise Ambiguous(f"the wrong value is also that of {' and of '.join(sorted(others))}")
    return wrong


def digits_transposed(draw: Draw) -> Case:
    """Two digits have changed places."""
    quantity = draw.one(EVERY)
    slips = transposed(printed(draw.value(quantity), quantity.decimals))
    return _case(draw, quantity, only(draw, quantity, draw.one(slips), ""), "differs")


def not_even_about(draw: Draw) -> Case:
    """``About`` a round number that the figure is a sixth or more away from."""
    quantity = draw.one(COUNTS)
    value = draw.value(quantity)
    if value < 1000:
        raise Ambiguous("too small a number to be rounded to hundreds")
    about, word = rounded(value, -2), draw.one(("about", "around", "approximately"))
    off = rounded(value * draw.one((Fraction(5, 6), Fraction(6, 5))), -2)
    right, wrong = (f"{word} {printed(each)}" for each in (about, off))
    rows = both(lambda value: (own(draw, quantity, value),), right, wrong)
    return Case(draw.code, draw.year, *rows, frozenset({"differs"}))


def not_what_more_than_says(draw: Draw) -> Case:
    """``More than`` a number that the figure does not reach."""
    quantity = draw.one(COUNTS)
    value = draw.value(quantity)
    step = 10 ** (len(str(int(value))) - 2) or 1
    less = value // step * step
    if less == value or value < 20:
        raise Ambiguous("the figure is a round number")
    right, wrong = (f"more than {printed(each)}" for each in (less, less + 2 * step))
    rows = both(lambda value: (own(draw, quantity, value),), right, wrong)
    return Case(draw.code, draw.year, *rows, frozenset({"differs"}))


def figure_of_another_year(draw: Draw) -> Case:
    """Last year's figure given for this year's."""
    quantity = draw.one(EVERY)
    value = draw.value(quantity, published.before(draw.year))
    wrong = only(draw, quantity, printed(value, quantity.decimals), "another date")
    return _case(draw, quantity, wrong, "another_date")


def figure_of_another_area(draw: Draw) -> Case:
    """A rate of England, the region or a neighbour given for the authority's own."""
    quantity = draw.one((*RATES, *PERCENTAGES))
    each = [printed(value, quantity.decimals) for _, value in draw.elsewhere(quantity)]
    wrong = only(draw, quantity, draw.one(each), "another area")
    if each.count(wrong) > 1:
        raise Ambiguous("several areas have the wrong value")
    return _case(draw, quantity, wrong, "another_area")


def rate_over_another_mid_year(draw: Draw) -> Case:
    """The right count over an estimate of another mid-year than the official rate's."""
    return _over(draw, {draw.first - 1})


def rate_over_another_edition(draw: Draw) -> Case:
    """The right count over an earlier edition of the very estimate."""
    return _over(draw, {draw.first})


def _over(draw: Draw, mid_years: set[int]) -> Case:
    # The publisher prints rates of children looked after in whole numbers: seldom another one.
    quantity = draw.one([rate for rate in RATES if rate.name != "children_in_need_rate"])
    values = [
        value
        for (mid_year, _), value in draw.over_populations(quantity).items()
        if mid_year in mid_years
    ]
    right = printed(draw.value(quantity), quantity.decimals)
    shown = [each for each in _shown(values, quantity) if each != right]
    wrong = only(draw, quantity, draw.one(shown), "another population")
    return _case(draw, quantity, wrong, "another_population")


def _shown(values: list[Fraction], quantity: Quantity) -> list[str]:
    return sorted({printed(value, quantity.decimals) for value in values})


def superseded_release(draw: Draw) -> Case:
    """What an earlier release gave, and a later one has revised."""
    quantity = draw.one(EVERY)
    values = list(published.releases(quantity, draw.year, draw.code).values())
    right = printed(draw.value(quantity), quantity.decimals)
    shown = [each for each in _shown(values, quantity) if each != right]
    # A rate that was revised with its population is of another release and another population.
    wrong = only(draw, quantity, draw.one(shown), "an earlier release", ["another population"])
    return _case(draw, quantity, wrong, "superseded")
