"""Read a draft into the statements that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mscp_analysis import areas
from mscp_analysis.areas import Area
from mscp_analysis.claims.drafts import subjects
from mscp_analysis.claims.drafts.following import followed
from mscp_analysis.claims.drafts.found import mentions
from mscp_analysis.claims.drafts.linking import alike, linked
from mscp_analysis.claims.drafts.mention import Mention
from mscp_analysis.claims.drafts.offers import Offer
from mscp_analysis.claims.drafts.opening import checked, text_of
from mscp_analysis.claims.drafts.parts import Parts
from mscp_analysis.claims.drafts.relations import told_without_figures
from mscp_analysis.claims.drafts.sentences import Sentence, sentences
from mscp_analysis.claims.drafts.stated import (
    About,
    is_stated,
    is_used_up,
    of_date,
    of_number,
    offered,
)
from mscp_analysis.claims.drafts.totals import Totals
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
    about = About(ReportingYear.parse(year), own, named, parts or {})
    offers: list[Offer] = []
    totals = Totals()
    for sentence in sentences(text):
        offers += totals.read(sentence, _of_sentence(sentence, about, offers))
    return tuple(offers)


def _of_sentence(sentence: Sentence, about: About, before: Sequence[Offer]) -> list[Offer]:
    """What one sentence states, numbered on from what was stated before it."""
    if sentence.trouble:
        offers = [offered(sentence, 0, sentence.trouble, "unread", trouble=sentence.trouble)]
        return _numbered(offers, len(before))
    found = mentions(sentence.text, about.year)
    found = [each for each in found if not subjects.is_in_name(each, sentence.text, about.figures)]
    numbers = [each for each in found if each.kind not in ("date", "year")]
    counts = [each for each in numbers if each.kind not in ("age", "frequency")]
    offers, taken = [], set()
    for mention in numbers:
        offer, dated = of_number(mention, sentence, found, counts, about)
        if _within(mention, sentence):
            offers.append(offer)
            if dated is not None and is_used_up(dated, mention):
                taken.add(dated.start)
    offers = _numbered(alike(offers), len(before))
    if sentence.span is None:
        at = [numbers.index(each) for each in counts]
        offers = linked(offers, at, sentence, counts, before)
        offers = followed(offers, at, sentence, counts, before)
        dates = [each for each in found if each.kind == "date" and each.start not in taken]
        more = [
            of_date(each, sentence)
            for each in dates
            if is_stated(each, sentence, about, bool(counts))
        ]
        if not counts:
            more += _without_figures(sentence, about)
        offers += _numbered(more, len(before) + len(offers))
    return offers


def _without_figures(sentence: Sentence, about: About) -> list[Offer]:
    offers = []
    for said, kind, relation in told_without_figures(sentence.text):
        place = sentence.text.find(said)
        figure = subjects.figure_beside(sentence.text, place, place + len(said), about.figures)
        offers.append(
            offered(
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


def _numbered(offers: Iterable[Offer], before: int) -> list[Offer]:
    return [replace(each, id=f"D{n:03d}") for n, each in enumerate(offers, before + 1)]


def _within(mention: Mention, sentence: Sentence) -> bool:
    """Whether a number stands in the cell itself, not in the heads of its row and column."""
    return sentence.span is None or sentence.span[0] <= mention.start < sentence.span[1]
