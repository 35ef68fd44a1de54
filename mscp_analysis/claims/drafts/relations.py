"""What a sentence says of two figures, and what it says without any."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from mscp_analysis.claims.drafts.mention import Mention
from mscp_analysis.claims.numbers import one_of
from mscp_analysis.claims.words import Words, words

INVERSE = {
    "rise": "fall",
    "fall": "rise",
    "above": "below",
    "below": "above",
    "slightly above": "slightly below",
    "slightly below": "slightly above",
}
_MOVES = ("rise", "fall", "unchanged")
_FROM = re.compile(r"[^,;.]{0,40}\bfrom (?:the )?(?:(?:previous|last) (?:year|figure)['’]?s? )?")
_PLANNED = re.compile(r"\b(?:to|will|should|could|would|may|might|must|can|if|aims?|any)\s+$", re.I)


@dataclass(frozen=True)
class Link:
    """What is said of two numbers of a sentence, by their places in it.

    Parameters
    ----------
    one : int or None
        The number of which it is said; None where it is one of the sentence before.
    other : int or None
        The number beside which it is set; None where there is none.
    relation : str
        As the register of statements words it; nothing where the two are only set side by side.
    is_change : bool
        Whether the first number is itself the size of a change.
    """

    one: int | None
    other: int | None
    relation: str
    is_change: bool = False


@lru_cache(maxsize=4)
def _phrases(known: Words) -> tuple[re.Pattern[str], dict[str, str]]:
    each = {said: name for name, phrases in known.relations.items() for said in phrases}
    each |= dict.fromkeys(known.beside, "beside")
    return re.compile(rf"(?<![\w-])(?:{one_of(each)})(?![\w-])", re.I), each


def cut(text: str, start: int, end: int) -> int:
    """Where, between two places of a sentence, a comparison begins; the end if none does."""
    found = _phrases(words())[0].search(text, start, end)
    return found.start() if found else end


def links(text: str, found: Sequence[Mention]) -> list[Link]:
    """What a sentence says of its numbers.

    Parameters
    ----------
    text : str
        The sentence.
    found : sequence of Mention
        Its numbers, in their order.

    Examples
    --------
    >>> from mscp_analysis.claims.drafts.found import mentions
    >>> from mscp_analysis.periods import ReportingYear
    >>> said = "The rate rose from 41 to 44, slightly above the national average of 43.2."
    >>> for link in links(said, mentions(said, ReportingYear.parse("2023-24"))):
    ...     print(link.one, link.other, link.relation)
    1 0 rise
    1 2 slightly above
    """
    pattern, names = _phrases(words())
    said: list[Link] = []
    last_name = ""
    for at, mention in enumerate(found):
        begin = found[at - 1].end if at else 0
        phrases = [*pattern.finditer(text, begin, mention.start + len(mention.text))]
        phrases = [each for each in phrases if each.start() <= mention.start]
        behind = _change(text[mention.end :])
        if behind:
            said += [Link(at, None, behind, is_change=True)]
        elif phrases:
            last = phrases[-1]
            gap, last_name = text[last.end() : mention.start], names[last[0].lower()]
            said += _link(last[0].lower(), last_name, at, gap, found, text, said)
        elif at and _FROM.fullmatch(text[begin : mention.start]) and _moved(said):
            said += _from(at, mention, found, text, said)
        elif at and text[begin : mention.start] == " (" and _is_size(said, at - 1):
            said += [Link(at, None, said[-1].relation, is_change=True)]
        elif at and re.fullmatch(r" of (?:the )?", text[begin : mention.start]):
            said += [Link(at - 1, at, "part of")]
        elif at and _in_brackets(text[begin : mention.start], text[mention.end :]):
            said += [Link(at - 1, at, _implied(at - 1, at, found))]
        elif at and re.fullmatch(
            r"[^.;]{0,60}\b(?:and|or)\b[^.;]{0,60}", text[begin : mention.start]
        ):
            said += _again(at, said, found, last_name)
    return said


def _link(
    phrase: str,
    name: str,
    at: int,
    gap: str,
    found: Sequence[Mention],
    text: str,
    said: Sequence[Link],
) -> list[Link]:
    sizes = {link.one for link in said if link.is_change}
    earlier = _main(at, found, {link.other for link in said} | sizes)
    if name in _MOVES and phrase.endswith("from"):
        return [Link(_goal(at, found, text) or earlier, at, name)]
    if name in _MOVES and phrase.endswith(" on"):
        return [Link(earlier, at, name)] if len(gap) < 30 and not re.search("[,;]", gap) else []
    if name in _MOVES and not phrase.endswith((" to", " at", " in", "year")):
        near = not gap.strip() if phrase == "up" else len(gap) < 12
        return [Link(at, None, name, is_change=True)] if near else []
    if name in _MOVES:
        return [Link(at, None, name)] if len(gap) < 30 else []
    if name == "beside":
        return [Link(earlier, at, _implied(earlier, at, found))]
    return [Link(earlier, at, name)] if name != "in line with what is expected" else []


def _goal(at: int, found: Sequence[Mention], text: str) -> int | None:
    """The number to which it moved from another: *from 12 to 15*; 0 is never one."""
    after = found[at + 1] if at + 1 < len(found) else None
    leads = after and re.search(r"^[^,;]{0,40}\bto $", text[found[at].end : after.start])
    return at + 1 if leads else None


def _moved(said: Sequence[Link]) -> bool:
    return bool(said) and said[-1].relation in _MOVES


def _from(
    at: int, mention: Mention, found: Sequence[Mention], text: str, said: Sequence[Link]
) -> list[Link]:
    """From what a number moved that stands before it: *rose to 15 from 12*."""
    goal, last = _goal(at, found, text), said[-1]
    if goal is not None:
        return [Link(goal, at, last.relation)]
    is_size = last.is_change and last.one == at - 1
    same = _unit(found[at - 1]) in ("", _unit(mention)) or not _unit(mention)
    return [Link(at - 1, at, last.relation)] if same and not is_size else []


def _main(at: int, found: Sequence[Mention], comparators: Set[int | None]) -> int | None:
    """The number before that is in the same unit, the nearest that is no comparator itself."""
    unit = _unit(found[at])
    for earlier in range(at - 1, -1, -1):
        if earlier in comparators:
            continue
        same = _unit(found[earlier]) == unit or "" in (unit, _unit(found[earlier]))
        if same and ("%" in (unit, _unit(found[earlier]))) == (
            unit == _unit(found[earlier]) == "%"
        ):
            return earlier
    return None


def _unit(mention: Mention) -> str:
    return mention.number.unit if mention.number else ""


def _implied(one: int | None, other: int, found: Sequence[Mention]) -> str:
    """What two numbers show that are set beside each other without a word."""
    if one is None:
        return ""
    first, second = found[one].number, found[other].number
    if first is None or second is None or first.value is None or second.value is None:
        return ""
    if first.value == second.value:
        return "unchanged"
    return "rise" if first.value > second.value else "fall"


def _change(after: str) -> str:
    """Whether a number is itself the size of a change: *12% lower than in the year before*."""
    for name, phrases in words().changes.items():
        if re.match(rf"(?: \w+)? (?:{one_of(phrases)})\b", after, re.I):
            return name
    return ""


def _is_size(said: Sequence[Link], at: int) -> bool:
    """Whether the last that was said is that a number is the size of a change."""
    return bool(said) and said[-1].is_change and said[-1].one == at


def _in_brackets(before: str, after: str) -> bool:
    """Whether a number stands in brackets with its year: *672 (610 in 2021-22)*."""
    return before.endswith("(") and re.match(r" in (?:19|20)\d\d[-/\d]*\)", after) is not None


def _again(at: int, said: list[Link], found: Sequence[Mention], last_name: str) -> list[Link]:
    """A comparison that goes on: *higher than the average of 43 and neighbours at 41*."""
    last = said[-1] if said else None
    if last is not None and last.other == at - 1 and last_name == "beside":
        return [Link(last.one, at, _implied(last.one, at, found))]
    if last is None or last.other != at - 1 or last.relation in (*_MOVES, "", "part of"):
        return []
    return [Link(at, last.one, INVERSE.get(last.relation, last.relation))]


def told_without_figures(text: str) -> list[tuple[str, str, str]]:
    """Directions and levels that are said without a number.

    Returns
    -------
    list of tuple of str
        The words, ``direction`` or ``level``, and the relation that they claim.

    Examples
    --------
    >>> told_without_figures("There was an increase in referrals, from a low number of agencies.")
    [('increase in', 'direction', 'rise'), ('low number', 'level', '')]
    """
    known, found = words(), []
    for name, phrases in known.directions.items():
        found += [(said, "direction", name) for said in _said(text, phrases)[:1]]
    found += [(said, "level", "") for said in _said(text, known.levels)[:1]]
    expected = known.relations["in line with what is expected"]
    found += [(said, "result", "in line with what is expected") for said in _said(text, expected)]
    return found


def _said(text: str, phrases: Sequence[str]) -> list[str]:
    found = re.finditer(rf"\b(?:{one_of(phrases)})\b", text, re.I)
    return [
        each[0]
        for each in found
        if not _PLANNED.search(text[: each.start()])
        and not re.match(r"if\b", text, re.I)
        and not re.match(r" (?:under|within|into|short|on|to)\b", text[each.end() :])
    ]
