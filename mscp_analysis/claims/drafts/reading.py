"""Read a draft into the statements that it makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mscp_analysis import areas
from mscp_analysis.areas import Area
from mscp_analysis.claims.drafts import subjects
from mscp_analysis.claims.drafts.found import Mention, mentions
from mscp_analysis.claims.drafts.offers import Offer
from mscp_analysis.claims.drafts.opening import checked, text_of
from mscp_analysis.claims.drafts.relations import INVERSE, links, told_without_figures
from mscp_analysis.claims.drafts.sentences import Sentence, sentences
from mscp_analysis.claims.numbers import When
from mscp_analysis.periods import ReportingYear

_BESIDE = {"rise": "above", "fall": "below", "unchanged": "equal"}


def read(
    draft: Path | str,
    year: str | ReportingYear,
    area: str | Area | None = None,
    figures: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Offer, ...]:
    """Read a draft in Markdown or plain text into the statements that it makes.

    Nothing that it returns is certain: each is offered to somebody who knows what was meant.

    Parameters
    ----------
    draft : pathlib.Path or str
        The path of a file in UTF-8, or the text itself.
    year : str or ReportingYear
        The reporting year of the draft, which a number is of unless words say another.
    area : str or Area, optional
        The partnership's area, whose name need not be repeated.
    figures : mapping of str to sequence of str, optional
        The words by which prose names each figure of the catalogue.

    Returns
    -------
    tuple of Offer
        In the order of the draft.

    Raises
    ------
    ValueError
        If the file is not text in UTF-8, or empty.
    LookupError
        If there is no such file, or no such area.

    Examples
    --------
    >>> said = "290 children were on a plan in March 2024, compared with 288 in March 2023."
    >>> for each in read(said, "2023-24", figures={"plans": ["on a plan"]}):
    ...     print(each.printed, each.unit, each.figure, each.period, each.relation)
    290 children plans 2023-24 rise
    288 children plans 2022-23
    """
    text = text_of(draft) if isinstance(draft, Path) else checked(draft)
    about = _About(
        ReportingYear.parse(year), areas.find(area) if area is not None else None, figures or {}
    )
    offers: list[Offer] = []
    for sentence in sentences(text):
        offers += _of_sentence(sentence, about, offers)
    return tuple(offers)


@dataclass(frozen=True)
class _About:
    year: ReportingYear
    own: Area | None
    figures: Mapping[str, Sequence[str]]


def _of_sentence(sentence: Sentence, about: _About, before: Sequence[Offer]) -> list[Offer]:
    """What one sentence states, numbered on from what was stated before it."""
    if sentence.trouble:
        offers = [_offer(sentence, 0, sentence.trouble, "unread", trouble=sentence.trouble)]
        return _numbered(offers, len(before))
    found = mentions(sentence.text, about.year)
    numbers = [each for each in found if each.kind not in ("date", "year")]
    counts = [each for each in numbers if each.kind not in ("age", "frequency")]
    offers, taken = [], set()
    for mention in numbers:
        offer, dated = _of_number(mention, sentence, found, counts, about)
        if _within(mention, sentence):
            offers.append(offer)
            if dated is not None and mention.kind != "words":
                taken.add(dated.start)
    offers = _numbered(_alike(offers), len(before))
    if sentence.span is None:
        offers = _linked(offers, [numbers.index(each) for each in counts], sentence, counts, before)
        dates = [each for each in found if each.kind == "date" and each.start not in taken]
        more = [
            _of_date(each, sentence)
            for each in dates
            if _is_stated(each, sentence, about, bool(counts))
        ]
        if not counts:
            more += _without_figures(sentence, about)
        offers += _numbered(more, len(before) + len(offers))
    return offers


def _without_figures(sentence: Sentence, about: _About) -> list[Offer]:
    offers = []
    for said, kind, relation in told_without_figures(sentence.text):
        place = sentence.text.find(said)
        figure = subjects.figure_beside(sentence.text, place, place + len(said), about.figures)
        offers.append(
            _offer(
                sentence,
                place,
                said,
                kind,
                relation=relation,
                figure=figure,
                period=about.year.label,
            )
        )
    return offers


def _offer(sentence: Sentence, at: int, printed: str, kind: str, **more: object) -> Offer:
    words = sentence.text or sentence.trouble
    line = sentence.line_at(at)
    return Offer("", sentence.section, line, words, printed, kind, **more)  # type: ignore[arg-type]


def _numbered(offers: Iterable[Offer], before: int) -> list[Offer]:
    return [replace(each, id=f"D{n:03d}") for n, each in enumerate(offers, before + 1)]


def _within(mention: Mention, sentence: Sentence) -> bool:
    """Whether a number stands in the cell itself, not in the heads of its row and column."""
    return sentence.span is None or sentence.span[0] <= mention.start < sentence.span[1]


def _of_number(
    mention: Mention,
    sentence: Sentence,
    found: Sequence[Mention],
    counts: Sequence[Mention],
    about: _About,
) -> tuple[Offer, Mention | None]:
    kind, unit = _kind(mention, sentence)
    meant, dated = subjects.when_of(mention, sentence, found, about.year)
    printed, number = mention.text, mention.number
    if kind != "money" and number is not None and number.style == "brackets":
        # In running text brackets are no part of the number.
        printed, number = printed.strip("()"), replace(number, text=number.text.strip("()"))
        number = replace(number, style="plain")
    plain = kind not in ("age", "frequency", "rank")
    offer = _offer(
        sentence,
        mention.start,
        printed,
        kind,
        value=number.value if number else None,
        unit=unit,
        figure=subjects.figure_of(mention, sentence, about.figures) if plain else "",
        area=subjects.area_of(mention, sentence, counts or [mention], about.own) if plain else "",
        period=_period(meant),
        number=number,
        trouble=mention.trouble,
    )
    return offer, dated


def _kind(mention: Mention, sentence: Sentence) -> tuple[str, str]:
    """What kind of number it is, and what it is in."""
    unit = mention.number.unit if mention.number else ""
    if mention.kind in ("age", "frequency", "rank"):
        return mention.kind, {"age": "years", "frequency": "per year", "rank": "place"}[
            mention.kind
        ]
    if unit.startswith("per 1"):
        return "rate", f"{unit} {mention.noun}".strip()
    if unit == "£" or subjects.is_money(mention, sentence):
        return "money", "pounds"
    if mention.kind == "fraction":
        return "share", "per cent"
    if unit == "%":
        return "percentage", "per cent"
    if unit == "percentage points":
        return "change", unit
    return "count in words" if mention.kind == "words" else "figure", mention.noun


def _period(meant: When) -> str:
    if meant.period:
        return meant.period
    whole = (meant.first.month, meant.last.month) == (1, 12)
    if whole and meant.first.year != meant.last.year:
        return meant.text
    return str(meant.last.year) if whole else meant.reporting_year.label


def _alike(offers: list[Offer]) -> list[Offer]:
    """Numbers beside a rate are rates: *44 per 10,000, above the average of 43.2 children*."""
    rates = [each for each in offers if each.kind == "rate"]
    if not rates:
        return offers
    noun = next((each.unit.partition("000 ")[2] for each in rates if "000 " in each.unit), "")
    figure = next((each.figure for each in rates if each.figure), "")
    made = []
    for each in offers:
        if each.kind == "figure" and each.unit in ("", noun) and _is_beside(each, rates):
            each = replace(each, kind="rate", unit=rates[0].unit, figure=figure)
        made.append(each)
    return made


def _is_beside(offer: Offer, rates: Sequence[Offer]) -> bool:
    """Whether a number is of the size of a rate in the same sentence."""
    values = [each.value for each in rates if each.value]
    near = offer.value is not None and any(v / 4 <= offer.value <= v * 4 for v in values)
    return near and (bool(offer.area) or any(each.area for each in rates))


def _linked(
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
            other = offers[at[link.other]]
            one_before = _alike_before(other, before)
            if link.one is None and one_before is None:
                continue
            if link.one is None or offers[at[link.one]].compared_with:
                # The first of the two has its comparison already, or stands in a sentence before.
                first = one_before if link.one is None else offers[at[link.one]]
                relation = INVERSE.get(link.relation, link.relation)
                offers[at[link.other]] = _beside(other, first, relation)
            else:
                first = offers[at[link.one]]
                offers[at[link.one]] = _beside(first, other, link.relation)
    return offers


def _beside(one: Offer, other: Offer | None, relation: str) -> Offer:
    """One offer set beside another; a rise from one area to another is none."""
    if other is None or one.id == other.id:
        return one
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


def _is_stated(mention: Mention, sentence: Sentence, about: _About, counted: bool) -> bool:
    """Whether a date is told, rather than the year of the draft or the label of a paragraph."""
    if mention.trouble:
        return True
    if mention.when is None or mention.when.period == about.year.label:
        return False
    if counted and re.fullmatch(r"\d{4}", mention.text):
        return False  # a year beside a number is when that was counted
    label = re.match(r"(?:[A-Z]\w+ (?:for |in )?)?$", sentence.text[: mention.start])
    return not (label and sentence.text[mention.end :].startswith(":"))


def _of_date(mention: Mention, sentence: Sentence) -> Offer:
    meant = mention.when
    unit = "" if meant is None else {10: "day", 7: "month"}.get(len(meant.date), "year")
    return _offer(
        sentence,
        mention.start,
        mention.text,
        "date",
        unit=unit,
        period=_period(meant) if meant else "",
        when=meant,
        trouble=mention.trouble,
    )
