"""Read a draft into the statements that it makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mscp_analysis import areas
from mscp_analysis.areas import Area
from mscp_analysis.claims.drafts import places, subjects
from mscp_analysis.claims.drafts.counted import counted
from mscp_analysis.claims.drafts.following import followed
from mscp_analysis.claims.drafts.found import mentions
from mscp_analysis.claims.drafts.linking import alike, linked
from mscp_analysis.claims.drafts.mention import Mention
from mscp_analysis.claims.drafts.offers import Offer
from mscp_analysis.claims.drafts.opening import checked, text_of
from mscp_analysis.claims.drafts.parts import Parts, told
from mscp_analysis.claims.drafts.relations import told_without_figures
from mscp_analysis.claims.drafts.sentences import Sentence, sentences
from mscp_analysis.claims.drafts.totals import Totals
from mscp_analysis.claims.numbers import When
from mscp_analysis.periods import ReportingYear


def read(
    draft: Path | str,
    year: str | ReportingYear,
    area: str | Area | None = None,
    figures: Mapping[str, Sequence[str]] | None = None,
    parts: Parts | None = None,
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
    parts : mapping, optional
        Of the figures that have parts, the names of each; see ``drafts.parts``.

    Returns
    -------
    tuple of Offer
        In the order of the draft; none where it states nothing that can be recognised.

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
    ...     print(each.id, each.printed, each.unit, each.figure, each.period)
    D001 290 children plans 2023-24
    D002 288 children plans 2022-23
    """
    text = text_of(draft) if isinstance(draft, Path) else checked(draft)
    own = areas.find(area) if area is not None else None
    named = subjects.with_other_forms(figures or {})
    about = _About(ReportingYear.parse(year), own, named, parts or {})
    offers: list[Offer] = []
    totals = Totals()
    for sentence in sentences(text):
        offers += totals.read(sentence, _of_sentence(sentence, about, offers))
    return tuple(offers)


@dataclass(frozen=True)
class _About:
    year: ReportingYear
    own: Area | None
    figures: Mapping[str, Sequence[str]]
    parts: Parts


def _of_sentence(sentence: Sentence, about: _About, before: Sequence[Offer]) -> list[Offer]:
    """What one sentence states, numbered on from what was stated before it."""
    if sentence.trouble:
        offers = [_offer(sentence, 0, sentence.trouble, "unread", trouble=sentence.trouble)]
        return _numbered(offers, len(before))
    found = mentions(sentence.text, about.year)
    found = [each for each in found if not subjects.is_in_name(each, sentence.text, about.figures)]
    numbers = [each for each in found if each.kind not in ("date", "year")]
    counts = [each for each in numbers if each.kind not in ("age", "frequency")]
    offers, taken = [], set()
    for mention in numbers:
        offer, dated = _of_number(mention, sentence, found, counts, about)
        if _within(mention, sentence):
            offers.append(offer)
            if dated is not None and _is_used_up(dated, mention):
                taken.add(dated.start)
    offers = _numbered(alike(offers), len(before))
    if sentence.span is None:
        at = [numbers.index(each) for each in counts]
        offers = linked(offers, at, sentence, counts, before)
        offers = followed(offers, at, sentence, counts, before)
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


def _is_used_up(dated: Mention, mention: Mention) -> bool:
    """Whether a date only says when a number was counted, and tells of no event besides."""
    counted = mention.kind in ("number", "fraction")
    return counted and (dated.start > mention.start or dated.start < 12)


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
    if kind == "rate" and (bare := _of_things(mention)) and number is not None:
        printed, number = bare, replace(number, text=bare)
    plain = kind not in ("age", "frequency", "rank")
    figure = subjects.figure_of(mention, sentence, about.figures) if plain else ""
    figure, part = told(figure, mention, sentence, about.parts, counts)
    offer = _offer(
        sentence,
        mention.start,
        printed,
        kind,
        value=number.value if number else None,
        unit=unit,
        figure=figure,
        of=part,
        area=places.area_of(mention, sentence, counts or [mention], about.own) if plain else "",
        period=_period(meant),
        number=number,
        trouble=mention.trouble,
    )
    return offer, dated


def _of_things(mention: Mention) -> str:
    """The number alone of *41.4 plans per 10,000*, which is still a rate of people."""
    inner = re.match(r"(\S+) ([a-z ]+) per 1", mention.text)
    people = ("children", "young people", "people", "population", "")
    return inner[1] if inner and counted(f" {inner[2]}") not in people else ""


def _kind(mention: Mention, sentence: Sentence) -> tuple[str, str]:
    """What kind of number it is, and what it is in."""
    unit = mention.number.unit if mention.number else ""
    if mention.kind in ("age", "frequency", "rank"):
        return mention.kind, {"age": "years", "frequency": "per year", "rank": "place"}[
            mention.kind
        ]
    if unit.startswith("per 1"):
        return (
            "rate",
            f"{unit} {'' if _of_things(mention) == mention.text else mention.noun}".strip(),
        )
    if unit == "£" or subjects.is_money(mention, sentence):
        return "money", "pounds"
    if mention.kind == "fraction":
        return "share", "per cent"
    if unit == "%":
        # From 24 to 22%: the sign stands behind the second number alone.
        return "percentage", "per cent" if re.search(r"%|cent", mention.text) else "%"
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


def _is_stated(mention: Mention, sentence: Sentence, about: _About, counted: bool) -> bool:
    """Whether a date is told, rather than the year of the draft or the label of a paragraph."""
    if mention.trouble:
        return True
    if _is_end_of_year(mention) and (counted or sentence.kind == "note"):
        return False  # when the figures were counted
    if mention.when is None or mention.when.period == about.year.label:
        return False
    if counted and (mention.when.period or re.fullmatch(r"\d{4}", mention.text)):
        return False  # a year beside a number is when that was counted
    if sentence.text.endswith(":"):
        return False  # the lead of a list says of what period the list is
    label = re.match(r"(?:[A-Z]\w+ (?:for |in )?)?$", sentence.text[: mention.start])
    return not (label and sentence.text[mention.end :].startswith(":"))


def _is_end_of_year(mention: Mention) -> bool:
    """Whether it is the 31 March on which figures are counted."""
    meant = mention.when
    return meant is not None and meant.first == meant.last == meant.reporting_year.end


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
