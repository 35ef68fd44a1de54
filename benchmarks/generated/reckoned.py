"""What follows from other figures: differences, sums, rates, shares, and what they are in."""

from __future__ import annotations

from fractions import Fraction

from generated import published
from generated.case import Ambiguous, Case, Row, both, percent, printed, row, transposed
from generated.draw import Draw
from generated.held import said
from generated.published import COUNTS, Quantity

STARTING = "child_protection_plans_starting"
LONG = Quantity(
    "long_plans", "two years", "children", "child_protection_plans", "two_years_or_more"
)
AGAIN = Quantity("", "started again", "plans", STARTING, "second_or_subsequent")
RE_REFERRED = Quantity("re_referrals", "referred again", "referrals", "referrals", "re_referrals")
PARTS = (
    (LONG, COUNTS[0]),
    (AGAIN, COUNTS[4]),
    (RE_REFERRED, COUNTS[3]),
)
"""A part and the whole that it is counted in."""


ENOUGH = 100
"""Of so many a percentage may be given without more ado."""


def _plain(id: str, words: str, value: Fraction | int, unit: str, **cells: str) -> Row:
    return row(id, words, printed=printed(value), unit=unit, **cells)


def _given(quantity: Quantity, value: Fraction, id: str, **cells: str) -> Row:
    if not quantity.name:
        return _plain(id, quantity.words, value, quantity.unit, **cells)
    return said(quantity, printed(value), id, **cells)


def _part_and_whole(draw: Draw) -> tuple[Quantity, Quantity, Fraction, Fraction]:
    part, whole = draw.one(PARTS)
    some, every = draw.value(part), draw.value(whole)
    if not 0 < some < every:
        raise Ambiguous("the part is nothing or all")
    return part, whole, some, every


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
            row("C", "rate", printed=value, unit=published.PER, worked="rate(A, B)"),
            said(COUNTS[0], printed(count)),
            _plain("B", "population aged under eighteen", people, "children"),
        ),
        rate,
        draw.one(transposed(rate)),
    )
    return Case(draw.code, draw.year, *rows, frozenset({"arithmetic_differs"}))


def share_wrong(draw: Draw) -> Case:
    """A percentage that does not fit its count."""
    part, whole, some, every = _part_and_whole(draw)
    share = percent(some, every)
    slips = [slip for slip in transposed(share) if Fraction(slip.rstrip("%")) < 100]
    rows = both(
        lambda value: (
            row("C", "share", printed=value, unit="%", worked="share(A, B)", base="B"),
            _given(part, some, "A"),
            _given(whole, every, "B"),
        ),
        share,
        draw.one(slips),
    )
    if every < ENOUGH:
        raise Ambiguous("so few that the share should not be given")
    return Case(draw.code, draw.year, *rows, frozenset({"arithmetic_differs", "does_not_fit"}))


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


def part_above_its_whole(draw: Draw) -> Case:
    """A part that is more than what it is a part of."""
    part, whole, some, every = _part_and_whole(draw)
    rows = both(
        lambda value: (
            _plain("A", part.words, 0, part.unit, compared_with="B", relation="part of")
            | {"printed": value},
            _given(whole, every, "B"),
        ),
        printed(some),
        printed(2 * every - some),
    )
    return Case(draw.code, draw.year, *rows, frozenset({"part_above_whole"}))


def percentage_without_base(draw: Draw) -> Case:
    """A percentage of nobody says how many."""
    _, _, some, every = _part_and_whole(draw)
    if every < ENOUGH:
        raise Ambiguous("so few that the share should not be given")
    rows = both(
        lambda base: (row("A", "share", printed=percent(some, every), unit="%", base=base),),
        str(every),
        "",
    )
    return Case(draw.code, draw.year, *rows, frozenset({"no_base"}))


def percentage_that_no_count_gives(draw: Draw) -> Case:
    """A percentage that none of so many gives."""
    base = draw.value(COUNTS[0])
    if not ENOUGH <= base <= 4 * ENOUGH:
        raise Ambiguous("the base is too small for a percentage, or so large that any fits")
    fitting = {percent(count, base) for count in range(int(base) + 1)}
    wrong = [each for tenth in range(50, 950) if (each := f"{tenth / 10}%") not in fitting]
    right = percent(draw.chance.randrange(1, int(base)), base)
    rows = both(
        lambda value: (row("A", "share", printed=value, unit="%", base=str(base)),),
        right,
        draw.one(wrong),
    )
    return Case(draw.code, draw.year, *rows, frozenset({"does_not_fit"}))


def percentage_of_a_few(draw: Draw) -> Case:
    """A percentage of fewer than ten; the right twin has more of them."""
    whole = draw.chance.randrange(3, 9)
    every = draw.value(COUNTS[0])
    if every < ENOUGH:
        raise Ambiguous("so few that the share should not be given")
    some = draw.chance.randrange(1, whole)
    shares = percent(Fraction(some), whole), percent(draw.value(LONG), every)
    right = (row("A", "share", printed=shares[1], unit="%", base=str(every)),)
    wrong = (row("A", "share", printed=shares[0], unit="%", base=str(whole)),)
    return Case(draw.code, draw.year, right, wrong, frozenset({"small_base"}))


def units_mixed(draw: Draw) -> Case:
    """People and courses added up."""
    values = [draw.value(COUNTS[0], code=draw.another()) for _ in range(2)]
    rows = both(
        lambda unit: (
            row("C", "trained", printed=printed(sum(values)), unit="people", worked="A + B"),
            _plain("A", "at taught courses", values[0], "people"),
            _plain("B", "online", values[1], unit),
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
