"""What follows from other figures: differences, sums, rates, shares, and what they are in."""

from __future__ import annotations

from generated import published
from generated.case import Ambiguous, Case, both, percent, printed, row, transposed
from generated.draw import Draw
from generated.held import ENOUGH, plain, said
from generated.published import COUNTS, PER, RATES, Quantity


def difference_wrong(draw: Draw) -> Case:
    """A change that is not the one between its two figures."""
    quantity = draw.one(COUNTS)
    last = published.before(draw.year)
    now, before = draw.value(quantity), draw.value(quantity, last)
    change = printed(abs(now - before))
    worked = "A - B" if now > before else "B - A"
    rows = both(
        lambda value: (
            row("C", "change", printed=value, unit=quantity.unit, worked=worked),
            said(quantity, printed(now)),
            said(quantity, printed(before), "B", period=last),
        ),
        change,
        draw.one([*transposed(change), printed(abs(now - before) + draw.one((1, 10, 100)))]),
    )
    return Case(draw.code, draw.year, *rows, frozenset({"arithmetic_differs"}))


def difference_of_rates_wrong(draw: Draw) -> Case:
    """How far two rates lie apart, from the unrounded ones; the wrong one is some points off."""
    rate = RATES[0]
    last = published.before(draw.year)
    now, before = draw.value(rate), draw.value(rate, last)
    worked = "A - B" if now > before else "B - A"
    gap = abs(now - before)
    rows = both(
        lambda value: (
            row("C", "change", printed=value, unit=PER, worked=worked),
            said(rate, printed(now, 1)),
            said(rate, printed(before, 1), "B", period=last),
        ),
        printed(gap, 1),
        printed(gap + draw.one((1, 2, 5)), 1),
    )
    return Case(draw.code, draw.year, *rows, frozenset({"arithmetic_differs"}))


def change_over_the_wrong_base(draw: Draw) -> Case:
    """A change given as a percentage of this year's figure, not of last year's."""
    quantity = draw.one(COUNTS)
    last = published.before(draw.year)
    now, before = draw.value(quantity), draw.value(quantity, last)
    if min(now, before) < ENOUGH:
        raise Ambiguous("so few that the share should not be given")
    rows = both(
        lambda value: (
            row("C", "change", printed=value, unit="%", worked="change(A, B)", base="B"),
            said(quantity, printed(now)),
            said(quantity, printed(before), "B", period=last),
        ),
        percent(now - before, before),
        percent(now - before, now),
    )
    return Case(draw.code, draw.year, *rows, frozenset({"arithmetic_differs"}))


def rate_wrong(draw: Draw) -> Case:
    """A rate that is not the one of its count and its population."""
    count = draw.value(COUNTS[0])
    people = draw.value(Quantity("", "", "", "child_protection_plans", "population"))
    rate = printed(count / people * 10000, 1)
    rows = both(
        lambda value: (
            row("C", "rate", printed=value, unit=PER, worked="rate(A, B)"),
            said(COUNTS[0], printed(count)),
            plain("B", "population aged under eighteen", people, "children"),
        ),
        rate,
        draw.one(transposed(rate)),
    )
    return Case(draw.code, draw.year, *rows, frozenset({"arithmetic_differs"}))


def parts_that_do_not_sum(draw: Draw) -> Case:
    """Three areas told together whose figures come to something else."""
    quantity = draw.one(COUNTS)
    codes = [draw.code, *draw.chance.sample(sorted(published.authorities()), 2)]
    if len(set(codes)) < len(codes):
        raise Ambiguous("an area is drawn twice")
    values = [draw.value(quantity, code=code) for code in codes]
    total = printed(sum(values))
    parts = tuple(
        said(quantity, printed(value), id, area="" if code == draw.code else area)
        for id, code, value in zip("ABC", codes, values, strict=True)
        for area in [published.names()[code]]
    )
    rows = both(
        lambda value: (
            row("D", "together", printed=value, unit=quantity.unit, worked="A + B + C"),
            *parts,
        ),
        total,
        draw.one([*transposed(total), printed(sum(values) + draw.one((1, -1, 8, 53)))]),
    )
    return Case(draw.code, draw.year, *rows, frozenset({"parts_do_not_sum"}))


def units_mixed(draw: Draw) -> Case:
    """People and courses added up."""
    values = [draw.value(COUNTS[0], code=draw.another()) for _ in range(2)]
    rows = both(
        lambda unit: (
            row("C", "trained", printed=printed(sum(values)), unit="people", worked="A + B"),
            plain("A", "at taught courses", values[0], "people"),
            plain("B", "online", values[1], unit),
        ),
        "people",
        draw.one(("courses", "forms", "contacts")),
    )
    return Case(draw.code, draw.year, *rows, frozenset({"units_mixed"}))


def formats_mixed(draw: Draw) -> Case:
    """Amounts in brackets, or bare, beside amounts with a pound sign."""
    amounts = [int(draw.value(COUNTS[3], code=draw.another())) for _ in range(3)]
    rows = both(
        lambda form: (row("A", "sums of money", unit="pounds", listed=_amounts(form, amounts)),),
        "£{:,}",
        draw.one(("({:,})", "{:,}")),
    )
    return Case(draw.code, draw.year, *rows, frozenset({"formats_mixed"}))


def _amounts(form: str, amounts: list[int]) -> str:
    """Several amounts, the first in one form and the others with a pound sign."""
    return "; ".join([form.format(amounts[0]), *(f"£{amount:,}" for amount in amounts[1:])])
