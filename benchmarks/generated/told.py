"""What is told in words: events, people counted, lists, agencies, and directions."""

from __future__ import annotations

from datetime import date, timedelta

from generated import published
from generated.case import Ambiguous, Case, Missing, Row, both, printed, row
from generated.draw import NEIGHBOURS, Draw
from generated.published import COUNTS, EVERY_CHILD

NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def event_outside_the_year(draw: Draw) -> Case:
    """An event of just before or just after the year told as one of it."""
    first = date(draw.first, 4, 1)
    days = draw.one((range(0, 365), (0, 364)))
    within = first + timedelta(draw.one(days))
    outside = first + draw.one((-1, 1)) * timedelta(366)
    outside = draw.one((first - timedelta(1), date(draw.first + 1, 4, 1), outside))
    in_days = draw.one((True, False))
    right, wrong = (_event(day, in_days) for day in (within, outside))
    return Case(draw.code, draw.year, right, wrong, frozenset({"outside_year"}))


def _event(day: date, in_days: bool) -> tuple[Row]:
    """An event on a day, or in a month."""
    month = f"{day:%B %Y}"
    if in_days:
        cells = {"printed": f"{day.day} {month}", "unit": "day", "date": f"{day}"}
    else:
        cells = {"printed": month, "unit": "month", "date": f"{day:%Y-%m}"}
    return (row("A", "a conference was held", **cells),)


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


def neighbours_of_another_list(draw: Draw) -> Case:
    """The statistical neighbours listed, one of whom is none."""
    near = list(published.neighbours(draw.code))
    if len(near) < 10:
        raise Missing
    stranger = draw.another()
    if stranger in near:
        raise Ambiguous("the stranger is a neighbour")
    wrong = draw.chance.sample([*near[1:], stranger], len(near))
    right, wrong_rows = (
        (
            row(
                "A",
                "statistical neighbours",
                unit="areas",
                area=NEIGHBOURS,
                listed="; ".join(published.names()[code] for code in codes),
            ),
        )
        for codes in (near, wrong)
    )
    return Case(draw.code, draw.year, right, wrong_rows, frozenset({"list_differs"}))


def _agencies(draw: Draw) -> tuple[str, str]:
    return f"{draw.name} Council", f"{published.names()[draw.another()]} Youth Custody"


def payer_that_is_gone(draw: Draw) -> Case:
    """Money of the next year counted on from a body that has closed."""
    ahead = f"{draw.first + 1}-{(draw.first + 2) % 100:02d}"
    council, closed = _agencies(draw)
    amount = f"£{int(draw.value(COUNTS[3], code=draw.another())):,}"
    rows = both(
        lambda of: (row("A", "contribution", printed=amount, unit="pounds", of=of, period=ahead),),
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
