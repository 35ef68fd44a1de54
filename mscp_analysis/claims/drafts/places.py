"""Of which area a number is, by the names around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mscp_analysis import areas
from mscp_analysis.areas import Area
from mscp_analysis.claims.drafts.mention import Mention
from mscp_analysis.claims.drafts.relations import cut
from mscp_analysis.claims.drafts.sentences import Sentence
from mscp_analysis.claims.numbers import one_of
from mscp_analysis.claims.words import words

NEIGHBOURS = "statistical neighbours"
_LEADS_UP = re.compile(
    r"\W*(?:(?:which|that|is|was|are|were|had|has|have|of|at|with|stood|stands|average|averages|rate|"
    r"rates|figure|mean|a|an|the|by|to|up|for|it|from|in|over|about)\W+)*",
    re.I,
)


@dataclass(frozen=True)
class Named:
    """An area that is named in a sentence."""

    start: int
    end: int
    name: str


def areas_named(text: str) -> list[Named]:
    """The areas that a sentence names, without those in the names of organisations.

    Examples
    --------
    >>> [each.name for each in areas_named("Kent Police found 12 in Kent and 9 in the Southeast.")]
    ['Kent', 'South East']
    """
    known = words()
    found = [
        *_named(text, one_of(known.beyond), ""),
        *_named(text, one_of(known.neighbours), NEIGHBOURS),
        *_named(text, one_of(known.national), "England"),
    ]
    names, places = _places(id(areas.register()))
    for place in re.finditer(rf"\b(?:{names})\b(?!['’]?s? [A-Z]|,? (?:and|&) [A-Z])", text):
        name = places[re.sub(r"\W", "", place[0].lower())]
        if not any(each.start <= place.start() < each.end for each in found):
            found.append(Named(*place.span(), name))
    return sorted(found, key=lambda each: each.start)


def _named(text: str, pattern: str, name: str) -> list[Named]:
    # The longest phrase counts: England and Wales is not England.
    each = re.finditer(rf"\b(?:{pattern})\b", text, 0 if not name else re.I)
    return [Named(*found.span(), name or found[0]) for found in each]


@lru_cache(maxsize=2)
def _places(_read: int) -> tuple[str, dict[str, str]]:
    """A pattern of the names of all areas, and the area of each."""
    names = [area.name for area in areas.register().areas]
    pattern = "|".join(
        re.escape(name).replace(r"\ ", " ?") for name in sorted(names, key=len)[::-1]
    )
    pattern = re.sub(r" \?(\w)", lambda found: f" ?[{found[1].upper()}{found[1].lower()}]", pattern)
    return pattern, {re.sub(r"\W", "", name.lower()): name for name in names}


def area_of(
    mention: Mention, sentence: Sentence, others: Sequence[Mention], own: Area | None
) -> str:
    """The area that a number is of; nothing for the partnership's own.

    Parameters
    ----------
    mention : Mention
        The number.
    sentence : Sentence
        Where it stands.
    others : sequence of Mention
        All numbers of the sentence.
    own : Area, optional
        The partnership's area.
    """
    text = sentence.text
    before = max([other.end for other in others if other.end <= mention.start], default=0)
    after = min([other.start for other in others if other.start >= mention.end], default=len(text))
    named = areas_named(text)
    ahead = [each for each in named if before <= each.start and each.end <= mention.start]
    led = [each for each in ahead if _leads(text[each.end : mention.start])]
    if not before and not led:
        led = [each for each in ahead if _is_lead(text, each)]
    behind = text[mention.end : cut(text, mention.end, after)]
    later = [each for each in named if mention.end <= each.start < mention.end + len(behind)]
    later = [each for each in later if after == len(text) or not _leads(text[each.end : after])]
    # A rate is of those behind its base: 41.4 plans per 10,000 children in England.
    unit = mention.number.unit if mention.number else ""
    own_base = r"(?: [a-z]+){0,3} (?:in|across) (?:the )?"
    based = [each for each in later if re.fullmatch(own_base, text[mention.end : each.start])]
    chosen = (based[:1] if unit.startswith("per 1") else []) or led[-1:] or later[:1]
    if not chosen:
        chosen = [each for each in named if each.end <= others[0].start and _is_lead(text, each)][
            :1
        ]
    name = chosen[0].name if chosen else ""
    return "" if own is not None and name == own.name else name


def _leads(between: str) -> bool:
    return _LEADS_UP.fullmatch(between) is not None


def _is_lead(text: str, named: Named) -> bool:
    """Whether a sentence begins with an area, such as *National data shows that*."""
    begins = re.match(r"\W*(?:in|for|across)?\W*$", text[: named.start], re.I)
    return bool(begins or re.search(r"\b(?:in|for|across|of) (?:the )?$", text[: named.start]))
