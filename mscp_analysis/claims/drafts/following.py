"""What a number of a sentence follows from: its whole, its parts, or how far two numbers lie apart.

What a sentence says in words such as *of whom*, *a total of* or *a rise of* becomes the columns
``base`` and ``worked`` of the register, so that its arithmetic can be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mscp_analysis.claims.drafts.mention import Mention
from mscp_analysis.claims.drafts.offers import Offer
from mscp_analysis.claims.drafts.sentences import OF_WHICH, Sentence

_COUNTS = ("figure", "count in words", "money")
_SHARES = ("percentage", "share")
_OF = re.compile(r"(?:^|[;:] |, )of (?:the |our |all |those |these )*$", re.I)
_PART_OF = re.compile(r"(\))? of (?:the |our |all |these |those )*", re.I)
_TOTAL = re.compile(
    r"(?:\b(?:total(?: of| was| is|:)?|in total,?|in all,?|altogether,?|together,?"
    r"|totall?ing|totals)|,? making)(?: up)?:? $",
    re.I,
)
_TOTAL_BEHIND = re.compile(r"(?: [a-z]+){0,2} (?:in total|in all|altogether|all told)\b", re.I)
_BREAK = re.compile(r"[;.]|\b(?:while|whereas|but|although)\b", re.I)
_LEANING = re.compile(r"(?:that|this|it|which) (?:is|was|represents|means|equates|amounts)\b", re.I)


def followed(
    offers: list[Offer],
    at: Sequence[int],
    sentence: Sentence,
    counts: Sequence[Mention],
    before: Sequence[Offer],
) -> list[Offer]:
    """The offers with what each follows from; ``at`` says which offer a number became."""
    text = sentence.text
    for place, mention in enumerate(counts):
        one = offers[at[place]]
        base = _base(place, counts, [offers[each] for each in at], text, before)
        if base is not None and base.id != one.id:
            offers[at[place]] = _part(one, base)
        elif _says_total(place, counts, text):
            offers[at[place]] = summed(one, [offers[each] for each in at[:place]])
        if one.kind == "change":
            offers[at[place]] = _moved(place, counts, offers, at, sentence, before)
        if (share := _share(place, mention, counts, text)) is not None:
            part, whole = (offers[at[each]].id for each in share)
            worked = f"share({part}, {whole})"
            offers[at[place]] = replace(_alone(one), base=whole, worked=worked)
    return _without_figure(_listed(offers, at, counts, text), before)


def _alone(one: Offer) -> Offer:
    """An offer that is set beside no other."""
    return replace(one, relation="", compared_with="")


def summed(total: Offer, parts: Sequence[Offer]) -> Offer:
    """A total with the parts that it must add up to, where all are of one kind and unit."""
    same = [each for each in parts if _are_alike(each, total)]
    if any(
        each.value is None or each.trouble or (total.area and each.area != total.area)
        for each in same
    ):
        return total
    units = {each.unit for each in [*same, total]} - {""}
    told = any(each.relation or each.compared_with or each.worked for each in same)
    compared = {each.compared_with for each in parts}
    told = told or any(each.id in compared for each in same)
    if len(same) < 2 or len(units) > 1 or told or total.worked:
        return total
    return replace(total, worked=" + ".join(each.id for each in same))


def _without_figure(offers: Sequence[Offer], above: Sequence[Offer]) -> list[Offer]:
    """The offers without the figure of those that are parts of a number that states it.

    Of 810 referrals 200 came from schools: the 200 are not all referrals of the year.
    """
    every = {each.id: each for each in [*above, *offers]}
    parts = {
        part: each.figure
        for each in offers
        if re.fullmatch(r"D\d+(?: \+ D\d+)+", each.worked)
        for part in each.worked.split(" + ")
    }
    for each in offers:
        if each.relation == "part of" and each.compared_with in every:
            parts[each.id] = every[each.compared_with].figure
    return [
        replace(each, figure="")
        if each.figure and each.figure == parts.get(each.id) and not each.of
        else each
        for each in offers
    ]


def _are_alike(part: Offer, whole: Offer) -> bool:
    counts = ("figure", "count in words")
    kind = part.kind == whole.kind or (part.kind in counts and whole.kind in counts)
    return kind and whole.kind in _COUNTS


def _base(
    place: int,
    counts: Sequence[Mention],
    each: Sequence[Offer],
    text: str,
    before: Sequence[Offer],
) -> Offer | None:
    """What a number is a part of, by *of which*, *of 340 children* or *25% of 340*."""
    mention, one = counts[place], each[place]
    if one.kind in _SHARES and place + 1 < len(counts):
        between = text[mention.end : counts[place + 1].start]
        if _PART_OF.fullmatch(between) and _is_whole(each[place + 1], one):
            return each[place + 1]
    begins = [found for found in OF_WHICH.finditer(text) if found.end() <= mention.start]
    if begins and not re.search("[;.]", text[begins[-1].end() : mention.start]):
        ahead = [o for m, o in zip(counts, each, strict=True) if m.end <= begins[-1].start()]
        ahead = ahead or (_sentence_before(before) if begins[-1].start() < 3 else [])
        wholes = [o for o in ahead if _is_whole(o, one)]
        return wholes[-1] if wholes else None
    shared = one.kind in _SHARES or (place == 1 and one.unit in ("", each[0].unit))
    if shared and place and _OF.search(text[: counts[0].start]):
        return each[0] if _is_whole(each[0], one) else None
    return None


def _is_whole(whole: Offer, part: Offer) -> bool:
    """Whether a number can be what another is a part of."""
    if whole.kind not in _COUNTS or whole.value is None or part.area != whole.area:
        return False
    if part.period != whole.period:
        return False
    return part.kind in _SHARES or (part.kind == "money") == (whole.kind == "money")


def _sentence_before(before: Sequence[Offer]) -> list[Offer]:
    last = next((each for each in reversed(before) if each.value is not None), None)
    return [each for each in before if last is not None and each.sentence == last.sentence]


def _part(one: Offer, base: Offer) -> Offer:
    """A share gets its base; a count is set beside its whole."""
    if one.kind in _SHARES:
        return replace(_alone(one) if one.relation == "part of" else one, base=base.id)
    if one.kind in _COUNTS and not one.relation and not one.compared_with:
        return replace(one, relation="part of", compared_with=base.id)
    return one


def _share(
    place: int, mention: Mention, counts: Sequence[Mention], text: str
) -> tuple[int, int] | None:
    """The part and the whole of a percentage in brackets: *45 of 60 (75%)*, *45 (75%) of 60*."""
    if not re.search(r"\([^()]*%$", text[: mention.end].removesuffix(")")) or not place:
        return None
    behind = text[mention.end : counts[place + 1].start] if place + 1 < len(counts) else ""
    if _PART_OF.fullmatch(behind) and text[counts[place - 1].end : mention.start] == " (":
        return place - 1, place + 1
    if place < 2 or re.search(r"[,.;]", text[counts[place - 1].end : mention.start]):
        return None
    between = text[counts[place - 2].end : counts[place - 1].start]
    if place == 2 and _OF.search(text[: counts[0].start]):
        return place - 1, place - 2
    return (place - 2, place - 1) if _PART_OF.fullmatch(between) else None


def _says_total(place: int, counts: Sequence[Mention], text: str) -> bool:
    """Whether words say that a number is what those before it come to together."""
    if place < 2:
        return False
    between = text[counts[place - 1].end : counts[place].start]
    behind = _TOTAL_BEHIND.match(text[counts[place].end :])
    return bool(_TOTAL.search(between) or ("," in between and behind))


def _moved(
    place: int,
    counts: Sequence[Mention],
    offers: Sequence[Offer],
    at: Sequence[int],
    sentence: Sentence,
    before: Sequence[Offer],
) -> Offer:
    """The size of a change with the two numbers that it lies between."""
    one, text = offers[at[place]], sentence.text
    pair = _pair(place, counts, [offers[each] for each in at], text)
    if len(counts) == 1 and _LEANING.match(text):
        pair = _sentence_before(before)
    if len(pair) != 2 or not _is_pair(*pair):
        return one
    then, now = sorted(pair, key=lambda each: each.period)
    if one.unit == "per cent" and now.kind not in _SHARES:
        return replace(one, worked=f"change({now.id}, {then.id})")
    if one.unit == "percentage points" and now.kind in _SHARES:
        return replace(one, worked=f"points({now.id}, {then.id})")
    if now.kind in ("figure", "money") and one.unit in ("", now.unit):
        return replace(one, worked=f"{now.id} - {then.id}")
    return one


_PLACES = ((-2, -1), (1, 2), (-1, 1), (-3, -2))
"""Where the two may stand: *from 4 to 6, by 2 (50%)*, *by 2 from 4 to 6*, *6, 2 more than 4*."""


def _pair(
    place: int, counts: Sequence[Mention], each: Sequence[Offer], text: str
) -> Sequence[Offer]:
    """The two numbers next to the size of a change that are set beside each other."""
    for one, other in ((place + first, place + second) for first, second in _PLACES):
        if min(one, place) < 0 or max(other, place) >= len(counts):
            continue
        between = text[counts[min(one, place)].start : counts[max(other, place)].start]
        if not _BREAK.search(between) and _is_pair(each[one], each[other]):
            return each[one], each[other]
    return ()


def _is_pair(one: Offer, other: Offer) -> bool:
    """Whether two numbers are one thing in two years, set beside each other."""
    beside = one.compared_with == other.id or other.compared_with == one.id
    same = (one.kind, one.area, one.figure) == (other.kind, other.area, other.figure)
    return beside and same and one.period != other.period


def _listed(
    offers: list[Offer], at: Sequence[int], counts: Sequence[Mention], text: str
) -> list[Offer]:
    """A whole whose three or more parts follow at once: *of these 120, 60 and 70*."""
    for begins in OF_WHICH.finditer(text):
        ahead = [n for n, each in enumerate(counts) if each.end <= begins.start()]
        run: list[int] = []
        for place in range(len(ahead), len(counts)):
            end = counts[place - 1].end if run else begins.end()
            if not re.fullmatch(r",? ?(?:and )?", text[end : counts[place].start]):
                break
            run.append(place)
        if ahead and len(run) > 2:
            whole, parts = offers[at[ahead[-1]]], [offers[at[each]] for each in run]
            bare = [_alone(each) for each in parts]
            offers[at[ahead[-1]]] = summed(whole, bare) if not whole.relation else whole
    return offers
