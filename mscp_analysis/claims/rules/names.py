"""Lists and names: as long as is said, by the names that agencies go by, and still there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from mscp_analysis import areas
from mscp_analysis.claims import units
from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.findings import RIGHT, Finding
from mscp_analysis.claims.rules.held import agrees
from mscp_analysis.claims.statement import Statement
from mscp_analysis.measures import Fact
from mscp_analysis.periods import ReportingYear

_BOTH = ("here", "there")
_PAGES = re.compile(r"(\d+)(?:\s?[-–]\s?(\d+))?")


def as_many_as_said(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A list is as long as is said, or as the register of what it lists."""
    if not said.names or said.unit == "pages" or said.unit in beside.limits.money:
        return
    number, long = said.number, said.fact(float(len(said.names)), "", 0, "Names listed")
    facts = {"long": long, "said": said.fact()}
    if number is not None and number.value is not None:
        if agrees(number, float(len(said.names))):
            yield Finding(said, RIGHT, "It names {long}, as it says.", facts)
        else:
            words = "It says {said} and names {long}."
            yield Finding(said, "list_differs", words, facts)
        return
    now = beside.held(said)
    if now is None or now.value is None or now.value == len(said.names):
        yield Finding(said, RIGHT, "It names {long}.", facts)
    else:
        words = "It names {long}, and the register has {now}."
        yield Finding(said, "list_differs", words, {**facts, "now": now})


def neighbours_of_the_model(said: Statement, _beside: Beside) -> Iterator[Finding]:
    """Statistical neighbours that are named are those of the list in force for the year."""
    if not said.of_neighbours or not said.names:
        return
    try:
        listed = {each.code: each for each in areas.neighbours(said.own, said.year)}
        named = {areas.find(name).code for name in said.names}
    except LookupError:  # No list names the area, or a name is no authority's.
        return
    strange = [areas.find(code) for code in sorted(named - set(listed))]
    lacking = [listed[code].name for code in sorted(set(listed) - named)]
    if strange or lacking:
        words = "They are not those of the list in force for {year}"
        words += ": it has not {strange}" if strange else ""
        words += (" but {lacking}" if strange else ": it has also {lacking}") if lacking else ""
        facts = {"year": said.year, "strange": strange, "lacking": lacking}
        yield Finding(said, "list_differs", words + ".", facts)
    else:
        words = "They are those of the list in force for {year}."
        yield Finding(said, RIGHT, words, {"year": said.year}, by="data")


def by_their_names(said: Statement, beside: Beside) -> Iterator[Finding]:
    """Agencies are called by the names that the list of agencies gives them."""
    for name in dict.fromkeys([said.of, *said.names]):
        known = beside.names.get(name, name)
        if known != name and not _has_digits(name, known):
            words = "It says {name}; the list of agencies has {known}."
            yield Finding(said, "named_otherwise", words, {"name": name, "known": known})


def still_there(said: Statement, beside: Beside) -> Iterator[Finding]:
    """Money is counted on from those that are still there to pay."""
    if said.unit not in beside.limits.money:
        return
    ids = said.formula.ids if said.formula and said.formula.is_sum else ()
    parts = [said, *(beside.statements[each] for each in ids if each in beside.statements)]
    for part in parts:
        name = beside.names.get(part.of, part.of)
        if name in beside.gone and not _has_digits(name):
            why = beside.gone[name]
            ahead = _looks_ahead(said, parts[1:]) or _was_gone(why, said)
            yield _counts_on(said, name, why) if ahead else _pays_no_more(said, name, why)


def follow_each_other(said: Statement, _beside: Beside) -> Iterator[Finding]:
    """Pages that are listed follow on each other."""
    if said.unit != "pages" or not said.names:
        return
    spans = [_PAGES.fullmatch(name) for name in said.names]
    pages = [(int(s[1]), int(s[2] or s[1])) for s in spans if s]
    broken = [after for before, after in pairwise(pages) if after[0] != before[1] + 1]
    if len(pages) < len(said.names):
        return
    if broken:
        first = said.fact(float(broken[0][0]), "page", 0)
        words = "The pages from {first} do not follow on those before them."
        yield Finding(said, "pages_have_gaps", words, {"first": first})
    else:
        yield Finding(said, RIGHT, "The pages follow on each other.")


def agree(said: Statement, beside: Beside) -> Iterator[Finding]:
    """Two passages that should agree do."""
    if said.relation != "equal":
        return
    for each in said.others:
        if _are_alike(said, beside.statements[each]):
            yield Finding(said, RIGHT, "Both passages say the same.")
        else:
            yield _otherwise(said, beside.statements[each])


def _are_alike(said: Statement, other: Statement) -> bool:
    """Whether two passages say the same: bounds hold of a number, and units are of one kind."""
    if said.number is None or other.number is None:
        return _content(said) == _content(other)
    kinds = {units.of_statement(said), units.of_statement(other)} - {""}
    if len(kinds) > 1:
        return False
    for one, two in ((said.number, other.number), (other.number, said.number)):
        if one.bound and not two.bound and two.value is not None:
            return agrees(one, two.value)
    parts = [(each.value, each.span, each.bound) for each in (said.number, other.number)]
    return parts[0] == parts[1]


def _otherwise(said: Statement, other: Statement) -> Finding:
    """What two passages say that should say the same, in their words where these hold no digit."""
    facts: dict[str, str | Fact] = {
        "section": other.section,
        "here": said.printed,
        "there": other.printed,
    }
    where = "" if _has_digits(other.section) or not other.section else ", in {section},"
    words = "Another passage" + where + " says otherwise."
    numbers = [each.number for each in (said, other)]
    if all(number is not None and not (number.bound or number.span) for number in numbers):
        facts |= {"here": said.fact(), "there": other.fact()}
    said_by_both = [facts[each] for each in _BOTH]
    if not any(isinstance(each, str) and _has_digits(each) for each in said_by_both):
        words = "It says “{here}”, and the other passage" + where + " says “{there}”."
    return Finding(said, "words_differ", words, facts)


def _content(said: Statement) -> object:
    """What a statement says, however it is written."""
    if said.when is not None:
        return (said.when.first, said.when.last)
    if said.number is not None:
        return said.number.value
    return " ".join(said.printed.casefold().split())


def _looks_ahead(said: Statement, parts: Sequence[Statement]) -> bool:
    """Whether it is of money still to come: of a later year, or a sum over several accounts."""
    try:
        later = ReportingYear.parse(said.dated).ends > said.year.ends
    except ValueError:  # Quarters and periods in words.
        later = False
    return later or len({part.figure for part in parts}) > 1


def _was_gone(why: str | date | None, said: Statement) -> bool:
    """Whether a payer was gone before the year began, or nothing says since when it is."""
    return why < said.year.start if isinstance(why, date) else why is None


def _pays_no_more(said: Statement, name: str, why: str | date | None) -> Finding:
    words, facts = "{name} paid in the year and may not pay again", {"name": name}
    if isinstance(why, str) and why and not _has_digits(why):
        facts["why"] = _inside(why)
        return Finding(said, "payer_leaves", words + ": {why}.", facts)
    return Finding(said, "payer_leaves", words + ".", facts)


def _counts_on(said: Statement, name: str, why: str | date | None) -> Finding:
    words, facts = "It counts on {name}, which may not pay again.", {"name": name}
    if isinstance(why, date):
        words = "It counts on {name}, which has been gone since {day}."
        return Finding(said, "payer_gone", words, {"name": name, "day": why})
    if why and not _has_digits(why):
        words = "It counts on {name}, which may not pay again: {why}."
        facts["why"] = _inside(why)
    return Finding(said, "payer_gone", words, facts)


def _inside(sentence: str) -> str:
    """A sentence as it stands after a colon, its first word small unless it is a name."""
    first = sentence.split(" ", 1)[0]
    return sentence[0].lower() + sentence[1:] if first in {"It", "They", "The"} else sentence


def _has_digits(*words: str) -> bool:
    """Whether words hold a digit, so that they cannot stand in a sentence as they are."""
    return any(letter.isdigit() for word in words for letter in word)


RULES = (
    as_many_as_said,
    neighbours_of_the_model,
    by_their_names,
    still_there,
    follow_each_other,
    agree,
)
