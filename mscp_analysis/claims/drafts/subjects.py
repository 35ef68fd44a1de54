"""Of which period and of which figure a number is, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from mscp_analysis.claims.drafts.mention import Mention
from mscp_analysis.claims.drafts.relations import cut
from mscp_analysis.claims.drafts.sentences import LEANING, OF_WHICH, Sentence
from mscp_analysis.claims.numbers import When, one_of, when
from mscp_analysis.claims.words import Words, words
from mscp_analysis.periods import ReportingYear

_APART = "(?:up|down|rise|increase|growth|fall|decrease|reduction|improvement)"
"""What stands before a year with which a number is compared: *up on last year*."""


def when_of(
    mention: Mention, sentence: Sentence, found: Sequence[Mention], year: ReportingYear
) -> tuple[When, Mention | None]:
    """The period or day that a number is of, and the words that say so.

    A date behind the number counts first, up to the next number or comparison; then one before
    it, up to the number before; then the one that the sentence, the lead of its list or its
    heading begins with; and at last the year of the draft.
    """
    text = sentence.text
    # The years of a plan or strategy, such as 2021-24, are not the period of a number.
    dated = [each for each in found if each.when is not None and _is_period(each.when)]
    numbers = [each for each in found if each.when is None and each.kind != "age"]
    after = min([each.start for each in numbers if each.start >= mention.end], default=len(text))
    before = max([each.end for each in numbers if each.end <= mention.start], default=0)
    until = cut(text, mention.end, after)
    behind = [each for each in dated if mention.end <= each.start < until]
    ahead = [each for each in dated if before <= each.start and each.end <= mention.start]
    # Q1: 12, Q2: 15: a label counts before anything behind the number.
    label = [each for each in ahead if re.fullmatch(r" ?[:=]? ?", text[each.end : mention.start])]
    # Compared with 89.6% in 2011, while 5.9%: the date belongs to the number before it.
    ahead = [each for each in ahead if not before or re.search("[,;]", text[before : each.start])]
    first = [each for each in dated if each.end <= numbers[0].start] if numbers else []
    for each in [*label, *behind[:1], *ahead[-1:], *first[-1:]]:
        if each.when is not None and not re.search(
            rf"\b(?:since|from|than(?: in)?|{_APART} on) $", text[: each.start], re.I
        ):
            return each.when, each
    return _told_before(sentence) or when(year.label), None


def _is_period(meant: When) -> bool:
    return (meant.last - meant.first).days <= 366


def _told_before(sentence: Sentence) -> When | None:
    """The reporting year in the lead of a list or in the heading, if there is just one."""
    leads = [sentence.context] if sentence.context.endswith(":") or sentence.span else []
    for said in [*leads, sentence.section]:
        years = re.findall(r"\b(20\d\d ?[-–/] ?(?:20)?\d\d)(?!\d)", said)
        if len(set(years)) == 1 and when(years[0]).period:
            return when(years[0])
    return None


def figure_of(mention: Mention, sentence: Sentence, figures: Mapping[str, Sequence[str]]) -> str:
    """The figure of the catalogue that a number states; nothing where no words say so.

    Parameters
    ----------
    mention : Mention
        The number.
    sentence : Sentence
        Where it stands.
    figures : mapping of str to sequence of str
        The words by which prose names each figure.
    """
    unit = mention.number.unit if mention.number else ""
    figures = _in_unit(figures, unit, unit == "£" or is_money(mention, sentence))
    name, gap = _nearest(mention, _own_side(mention, sentence.text), figures)
    fragment = sentence.span is not None or not sentence.text.endswith(".")
    # Of these, 40% were boys: the whole stood before, but not what share of it is told.
    leaning = LEANING.match(sentence.text) and not (
        unit == "%" and sentence.text[:2].lower() == "of"
    )
    if not name and (fragment or leaning):
        place = len(sentence.context)
        name, _ = _nearest(Mention(place, place, "", ""), sentence.context, figures)
        name = name or _nearest(Mention(0, 0, "", ""), sentence.section, figures)[0]
        gap = 0
    totals = re.match(r"total\b", sentence.text, re.I) and len(_all(sentence.text, figures)) > 1
    if not name or totals or not _fits(mention, " ".join(figures[name]), gap):
        return ""
    ending = _ENDINGS.get(unit, "")
    return name if name.endswith(ending) else name + ending


def _own_side(mention: Mention, text: str) -> str:
    """What a sentence says of a whole or of its parts, whichever a number is: *of which*."""
    for found in OF_WHICH.finditer(text):
        if mention.end <= found.start():
            return text[: found.start()]
        text = " " * found.start() + text[found.start() :]
    return text


def with_other_forms(figures: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """The words of each figure, with the other ways to say them.

    Examples
    --------
    >>> with_other_forms({"paid": ["contributions"]})
    {'paid': ['contributions', 'contributed', 'contributing']}
    """
    more = words().other_forms
    return {
        name: [*each, *(form for said in each for form in more.get(said, ()))]
        for name, each in figures.items()
    }


def is_in_name(mention: Mention, text: str, figures: Mapping[str, Sequence[str]]) -> bool:
    """Whether a number is part of a figure's name: *plans open for two years or more*."""
    if mention.kind not in ("number", "words"):
        return False
    spans = [span for span, _ in _all(text, figures)]
    return any(start <= mention.start and mention.end <= end for start, end in spans)


def figure_beside(text: str, start: int, end: int, figures: Mapping[str, Sequence[str]]) -> str:
    """The figure named next to some words, with nothing but *the number of* between.

    Examples
    --------
    >>> said = "an increase in the number of plans"
    >>> figure_beside(said, 0, 14, {"plans": ["plans"]})
    'plans'
    >>> figure_beside("an increase in the quality of plans", 0, 14, {"plans": ["plans"]})
    ''
    """
    small = (
        r"\W*(?:(?:the|a|all|total|overall|number|numbers|rate|rates|level|levels|of|has|have)\W+)*"
    )
    for (first, last), name in _all(text, figures):
        between = text[end:first] if first >= end else text[last:start]
        if (first >= end or last <= start) and re.fullmatch(small, between, re.I):
            return name
    return ""


_ENDINGS = {"%": "_percent", "per 10,000": "_rate"}


def _in_unit(
    figures: Mapping[str, Sequence[str]], unit: str, money: bool
) -> Mapping[str, Sequence[str]]:
    """The figures that can be in a unit: a rate is never a count, nor people an amount."""
    ending = _ENDINGS.get(unit, "")
    pattern = _money(words())
    kept = {}
    for name, each in figures.items():
        fits = not ending or name.endswith(ending) or name + ending in figures
        others = not ending and name.endswith(tuple(_ENDINGS.values()))
        if fits and not others and bool(pattern.search(" ".join(each))) == money:
            kept[name] = each
    return kept


def _nearest(mention: Mention, text: str, figures: Mapping[str, Sequence[str]]) -> tuple[str, int]:
    """The figure whose words stand nearest to a number, and how many letters lie between."""
    gaps = []
    for (start, end), name in _all(text, figures):
        between = text[mention.end : start] or text[end : mention.start]
        # Words behind another number are rather those of that number.
        gaps.append((len(between) + 60 * bool(re.search(r"\d", between)), name))
    gap, name = min(gaps, default=(0, ""))
    return name, gap


def _all(text: str, figures: Mapping[str, Sequence[str]]) -> list[tuple[tuple[int, int], str]]:
    """Where a text names figures: of words within words, the longer ones."""
    found = [
        (said.span(), name)
        for name, each in figures.items()
        for said in (re.finditer(rf"\b(?:{one_of(each)})\b", text, re.I) if each else ())
    ]
    return [one for one in found if not any(_within(one[0], other[0]) for other in found)]


def _within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]


def _fits(mention: Mention, said: str, gap: int) -> bool:
    """Whether a number counts what the figure does: 15 working days are no reviews."""
    if mention.number is not None and mention.kind == "words" and not mention.noun:
        return False
    if not mention.noun or (mention.number and mention.number.unit in ("%", "£", "per 10,000")):
        return True
    people = gap < 60 and mention.noun in ("children", "young people", "people")
    return people or (gap < 25 and mention.kind == "number") or mention.noun in said.lower()


@lru_cache(maxsize=4)
def _money(known: Words) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{one_of(known.money)})\b", re.I)


def is_money(mention: Mention, sentence: Sentence) -> bool:
    """Whether an amount in brackets without a pound sign stands in an account."""
    if mention.number is None or mention.number.style != "brackets" or mention.number.unit:
        return False
    fragment = sentence.span is not None or not sentence.text.endswith(".")
    said = " ".join([sentence.text, sentence.context, sentence.section])
    return fragment and _money(words()).search(said) is not None
