"""What is told in words: events, people counted, lists, agencies, and directions."""

from __future__ import annotations

import calendar

from generated import published
from generated.case import Ambiguous, Case, Missing, both, printed, row
from generated.draw import Draw
from generated.published import COUNTS, EVERY_CHILD

NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def event_outside_the_year(draw: Draw) -> Case:
    """An event of another year told as one of this year's."""

    def day(month: int, year: int) -> tuple[str, str]:
        return f"{calendar.month_name[month]} {year}", f"{year}-{month:02d}"

    within = draw.one([(m, draw.first + (m < 4)) for m in range(1, 13)])
    outside = draw.one([(m, draw.first + (m > 3)) for m in range(1, 13)])
    # January to March just before the year, or April to December just after it.
    right, wrong = (
        (row("A", "a conference was held", printed=said, unit="month", date=when),)
        for said, when in (day(*within), day(*outside))
    )
    return Case(draw.code, draw.year, right, wrong, frozenset({"outside_year"}))


def contacts_told_as_people(draw: Draw) -> Case:
    """Contacts counted and children told; the right twin says contacts."""
    value = printed(draw.value(COUNTS[3], code=draw.another()))
    rows = both(
        lambda unit: (row("A", "were reached", printed=value, unit=unit, counted="contacts"),),
        "contacts",
        "children",
    )
    return Case(draw.code, draw.year, *rows, frozenset({"contacts_as_people"}))


def more_children_than_live_there(draw: Draw) -> Case:
    """More children engaged than live in the area."""
    people = draw.value(EVERY_CHILD)
    right = printed(people * draw.chance.randrange(2, 60) / 100)
    wrong = printed(people * draw.chance.randrange(115, 300) / 100)
    rows = both(
        lambda value: (row("A", "children were engaged", printed=value, unit="children"),),
        right,
        wrong,
    )
    fits = {"above_possible", "contacts_as_people"}
    return Case(draw.code, draw.year, *rows, frozenset(fits))


def list_of_another_length(draw: Draw) -> Case:
    """Five named where six are said to be."""
    near = [published.names()[code] for code in published.neighbours(draw.code)]
    if len(near) < 10:
        raise Missing
    many = draw.chance.randrange(3, 9)
    wrong = draw.one([many - 1, many + 1])
    as_words = draw.one((True, False))
    rows = both(
        lambda said: (
            row("A", "neighbours", printed=said, unit="authorities", listed="; ".join(near[:many])),
        ),
        *(NUMBERS[n - 2] if as_words else str(n) for n in (many, wrong)),
    )
    return Case(draw.code, draw.year, *rows, frozenset({"list_differs"}))


def _agencies(draw: Draw) -> tuple[str, str]:
    return f"{draw.name} Council", f"{published.names()[draw.another()]} Youth Custody"


def payer_that_is_gone(draw: Draw) -> Case:
    """Money counted on from a body that has closed."""
    council, closed = _agencies(draw)
    amount = f"£{int(draw.value(COUNTS[3], code=draw.another())):,}"
    rows = both(
        lambda of: (row("A", "contribution", printed=amount, unit="pounds", of=of),),
        council,
        closed,
    )
    names = {council: council, closed: closed}
    return Case(draw.code, draw.year, *rows, frozenset({"payer_gone"}), names, (closed,))


def agency_by_another_name(draw: Draw) -> Case:
    """An agency called otherwise than in the list of agencies."""
    council, other = f"{draw.name} Council", f"{draw.name} Borough"
    amount = f"£{int(draw.value(COUNTS[3], code=draw.another())):,}"
    rows = both(
        lambda of: (row("A", "contribution", printed=amount, unit="pounds", of=of),),
        council,
        other,
    )
    names = {council: council, other: council}
    return Case(draw.code, draw.year, *rows, frozenset({"named_otherwise"}), names)


def direction_without_a_number(draw: Draw) -> Case:
    """An increase told without a figure; the right twin gives it."""
    quantity = draw.one(COUNTS)
    now, before = draw.value(quantity), draw.value(quantity, published.before(draw.year))
    if now == before:
        raise Ambiguous("the figures did not move")
    word = "an increase" if now > before else "a decrease"
    right = {"printed": printed(abs(now - before)), "unit": quantity.unit}
    wrong = {"printed": word, "unit": "words"}
    told = [(row("A", word, claims="direction", **cells),) for cells in (right, wrong)]
    return Case(draw.code, draw.year, told[0], told[1], frozenset({"no_number"}))
