"""What was counted, and whether there can be so many."""

from __future__ import annotations

from collections.abc import Iterator

from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.findings import Finding
from mscp_analysis.claims.statement import Statement
from mscp_analysis.claims.worked import value
from mscp_analysis.measures import Fact

PEOPLE = {"people", "children", "families"}


def people(said: Statement, beside: Beside) -> Iterator[Finding]:
    """People are told of only where people were counted."""
    if said.counted and said.counted not in PEOPLE and said.unit in beside.limits.people:
        words = (
            "It tells of {unit}, and {counted} were counted: the same person may be in it twice."
        )
        facts = {"unit": said.unit, "counted": said.counted}
        yield Finding(said, "contacts_as_people", words, facts)


def possible(said: Statement, beside: Beside) -> Iterator[Finding]:
    """There are no more children than live there."""
    number = value(said, beside)
    if number is None or said.figure == "population":
        return
    if not (said.unit in beside.limits.children or _counts_children(said, beside)):
        return
    whole, known = beside.whole(said), beside.children(said)
    children = known if whole is None else said.fact(whole, "", 0)
    if children is None or not children.value or number <= children.value:
        return
    facts = {"percent": _percent(said, number, children), "children": children}
    words = "It is {percent}% of the {children} children who live there."
    if said.base in beside.statements:
        words = "It is {percent}% of the {children} children that the report itself counts"
        if known is not None and known.value != whole and number > known.number:
            facts |= {"now": _percent(said, number, known), "known": known}
            words += ", and {now}% of the {known} known now"
        words += "."
    yield Finding(said, "above_possible", words, facts)


def below_all(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A share is no more than all of its base, and a rate no more than all of its population."""
    number = value(said, beside)
    if number is None:
        return
    called = said.formula.called if said.formula else ""
    is_share = said.is_percentage and (bool(said.base) or called == "share")
    moved = said.relation in {"rise", "fall"} or called in {"change", "points"}
    if is_share and not moved and number > 100:
        yield Finding(said, "above_possible", "It is {said}, more than all of its base.",
                      {"said": said.fact(number, decimals=1)})  # fmt: skip
    elif said.unit.startswith("per 10,000") and number > 10_000:
        words = "It is a rate of {said}, more than one for each of its population."
        yield Finding(said, "above_possible", words, {"said": said.fact(number, decimals=0)})


def _percent(said: Statement, number: float, whole: Fact) -> Fact:
    return said.fact(100 * number / whole.number, "%", 1)


def _counts_children(said: Statement, beside: Beside) -> bool:
    figure = beside.figure(said)
    return figure is not None and figure.people == "children" and not said.worked


RULES = (people, possible, below_all)
