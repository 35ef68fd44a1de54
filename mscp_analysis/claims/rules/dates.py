"""Dates: whether an event is of the report's year, in its order, and kept by its deadline."""

from __future__ import annotations

from collections.abc import Iterator

from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.dates import When
from mscp_analysis.claims.findings import RIGHT, Finding
from mscp_analysis.claims.spans import days, of_register
from mscp_analysis.claims.statement import Statement
from mscp_analysis.periods import ReportingYear


def within_year(said: Statement, _beside: Beside) -> Iterator[Finding]:
    """What is told of the year was in it."""
    if not said.date:
        return
    when, year = of_register(said.date), said.year
    facts = {"year": year, "other": _year_of(when, year)}
    if when.last < year.start or when.first > year.end:
        words = "It was in {other}, and the report is of {year}"
        says_so = {said.period, said.belongs_to} & {facts["other"].label}
        words += ", as it says itself." if says_so else "."
        yield Finding(said, "outside_year_said" if says_so else "outside_year", words, facts)
    elif _is_long(when) or (when.first >= year.start and when.last <= year.end):
        yield Finding(said, RIGHT, "It was in {year}, the year of the report.", facts)
    else:
        words = "It may have been in {other}, and the report is of {year}."
        yield Finding(said, "outside_year", words, facts)


def in_order(said: Statement, beside: Beside) -> Iterator[Finding]:
    """Dates are in the order that is said, and deadlines were kept."""
    one = _when(said)
    for other in (beside.statements[each] for each in said.others):
        two = _when(other)
        if one is None or two is None or said.relation not in {"before", "after", "at most"}:
            continue
        if _may_be_either(one, two) and said.relation != "at most":
            continue  # Such as a day and the month that it is in: nothing tells their order.
        apart = said.fact(days(one, two), "days", 0, "Days between")
        late = one.first > two.last if said.relation != "after" else one.last < two.first
        facts = {"days": apart, "relation": said.relation}
        if said.relation == "at most":
            words = "The deadline was {kept} by {days} {days:day|days}."
            facts["kept"] = "missed" if late else "kept"
            yield Finding(said, "deadline_missed" if late else RIGHT, words, facts)
        elif late or one == two:
            words = (
                "It is not {relation} what it is said to be: {days} {days:day|days} lie between."
            )
            yield Finding(said, "wrong_order", words, facts)
        else:
            words = "It is {relation} it, by {days} {days:day|days}."
            yield Finding(said, RIGHT, words, facts)


def apart(said: Statement, beside: Beside) -> Iterator[Finding]:
    """How far a date lies from the one beside it, where nothing is said of the two."""
    one = said.when
    for other in (beside.statements[each] for each in said.others if not said.relation):
        if one is not None and other.when is not None:
            facts = {"days": said.fact(days(one, other.when), "days", 0, "Days between")}
            yield Finding(
                said, RIGHT, "It is {days} {days:day|days} from the date beside it.", facts
            )


def _may_be_either(one: When, two: When) -> bool:
    """Whether two dates that are not the same share a day, so that either may come first."""
    return one.first <= two.last and two.first <= one.last and (one.first, one.last) != (
        two.first, two.last,
    )  # fmt: skip


def _when(said: Statement) -> When | None:
    return said.when or (of_register(said.date) if said.date else None)


def _year_of(when: When, year: ReportingYear) -> ReportingYear:
    """The reporting year in which a date falls that is not of the report's year, or may not be."""
    day = when.last if when.last > year.end else when.first
    return ReportingYear(day.year + (day.month > 3))


def _is_long(when: When) -> bool:
    """Whether only a year is known, which tells nothing of the months."""
    return (when.last - when.first).days > 300


RULES = (within_year, in_order, apart)
