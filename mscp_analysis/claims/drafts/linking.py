"""Offers of one sentence set beside each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mscp_analysis.claims.drafts.mention import Mention
from mscp_analysis.claims.drafts.offers import Offer
from mscp_analysis.claims.drafts.relations import INVERSE, links
from mscp_analysis.claims.drafts.sentences import Sentence
from mscp_analysis.periods import ReportingYear

_BESIDE = {"rise": "above", "fall": "below", "unchanged": "equal"}


def alike(offers: list[Offer]) -> list[Offer]:
    """Numbers beside a rate are rates: *44 per 10,000, above the average of 43.2 children*."""
    rates = [each for each in offers if each.kind == "rate"]
    if not rates:
        return offers
    noun = next((each.unit.partition("000 ")[2] for each in rates if "000 " in each.unit), "")
    figure = next((each.figure for each in rates if each.figure), "")
    if not noun and figure:
        noun = "children"  # every rate of the catalogue is one of children
    made = []
    for each in offers:
        if each.kind == "figure" and each.unit in ("", noun) and _is_beside(each, rates):
            each = replace(each, kind="rate", unit=rates[0].unit, figure=figure)
        if each.kind == "rate" and each.unit.endswith("000"):
            # One thing is told in one unit: per 10,000 children, also where a number says less.
            each = replace(each, unit=f"{each.unit} {noun}".strip())
        made.append(each)
    return made


def _is_beside(offer: Offer, rates: Sequence[Offer]) -> bool:
    """Whether a number is of the size of a rate in the same sentence."""
    values = [each.value for each in rates if each.value]
    near = offer.value is not None and any(v / 4 <= offer.value <= v * 4 for v in values)
    return near and (bool(offer.area) or any(each.area for each in rates))


def linked(
    offers: list[Offer],
    at: Sequence[int],
    sentence: Sentence,
    counts: Sequence[Mention],
    before: Sequence[Offer],
) -> list[Offer]:
    """The offers with what the sentence says of them; ``at`` says which offer a number became."""
    for link in links(sentence.text, counts):
        if link.is_change and link.one is not None:
            one = at[link.one]
            offers[one] = replace(offers[one], kind="change", relation=link.relation, figure="")
        elif link.other is None and link.one is not None:
            offers[at[link.one]] = replace(offers[at[link.one]], relation=link.relation)
        elif link.other is not None:
            first = offers[at[link.one]] if link.one is not None else None
            other = offers[at[link.other]]
            first = first or _alike_before(other, before)
            if first is None:
                continue
            offers[at[link.other]] = other = _completed(other, first, link.relation)
            if link.one is not None and not first.compared_with:
                offers[at[link.one]] = _beside(first, other, link.relation)
            else:
                # The first has its comparison already, or stands in the sentence before.
                relation = INVERSE.get(link.relation, link.relation)
                offers[at[link.other]] = _beside(other, first, relation)
    return offers


def _completed(other: Offer, first: Offer, relation: str) -> Offer:
    """A number that is set beside another, with what only that one says."""
    if not other.unit and other.kind == first.kind:
        other = replace(other, unit=first.unit, trouble="")
    moved = relation in ("rise", "fall", "unchanged") and other.area == first.area
    if moved and other.period == first.period and re.fullmatch(r"\d{4}-\d\d", other.period):
        # It rose from 24 to 28: what is compared without its year is of the year before.
        before = ReportingYear.parse(other.period).previous().label
        other = replace(other, period=before)
    return other


def _beside(one: Offer, other: Offer, relation: str) -> Offer:
    """One offer set beside another; a rise from one area to another is none."""
    if relation in _BESIDE and one.area != other.area:
        relation = _BESIDE[relation]
    elif relation == "unchanged" and one.period == other.period:
        relation = "equal"
    return replace(one, relation=relation, compared_with=other.id)


def _alike_before(offer: Offer, before: Sequence[Offer]) -> Offer | None:
    """The number of the sentence before, if it is in the same unit."""
    last = next((each for each in reversed(before) if each.value is not None), None)
    # Of several numbers of that sentence, the first in this unit is what it is about.
    said = [each for each in before if last and each.sentence == last.sentence]
    return next((each for each in said if each.unit == offer.unit), None)
