"""Parts and the whole that they are of: shares, their bases, and what they come to."""

from __future__ import annotations

from fractions import Fraction

from generated.case import Ambiguous, Case, Row, both, percent, printed, row, transposed
from generated.draw import Draw
from generated.held import ENOUGH, plain, said
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


def _given(quantity: Quantity, value: Fraction, id: str, **cells: str) -> Row:
    if not quantity.name:
        return plain(id, quantity.words, value, quantity.unit, **cells)
    return said(quantity, printed(value), id, **cells)


def _part_and_whole(draw: Draw) -> tuple[Quantity, Quantity, Fraction, Fraction]:
    part, whole = draw.one(PARTS)
    some, every = draw.value(part), draw.value(whole)
    if not 0 < some < every:
        raise Ambiguous("the part is nothing or all")
    return part, whole, some, every


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


def shares_that_do_not_sum(draw: Draw) -> Case:
    """Shares of a whole told to be all of it; rounding leaves the right ones within a point."""
    quantity = draw.one(COUNTS)
    codes = (draw.code, draw.another(), draw.another())
    values = [draw.value(quantity, code=code) for code in codes]
    whole = sum(values, Fraction(0))
    if min(values) / whole < Fraction(1, 10):
        raise Ambiguous("a share is too small to be mistaken")
    shares = [percent(value, whole) for value in values]
    slip = percent(values[0] - whole / 20, whole)
    rows = both(
        lambda first: (
            row("D", "together", printed="100%", unit="%", worked="A + B + C", base="E"),
            *(
                row(id, "share", printed=share, unit="%", base="E")
                for id, share in zip("ABC", (first, *shares[1:]), strict=True)
            ),
            plain("E", "all three", whole, quantity.unit),
        ),
        shares[0],
        slip,
    )
    return Case(draw.code, draw.year, *rows, frozenset({"parts_do_not_sum"}))


def part_above_its_whole(draw: Draw) -> Case:
    """A part that is more than what it is a part of."""
    part, whole, some, every = _part_and_whole(draw)
    rows = both(
        lambda value: (
            plain("A", part.words, 0, part.unit, compared_with="B", relation="part of")
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
