"""What a number or date of a sentence states: its kind, unit, figure, area and period."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mscp_analysis.areas import Area
from mscp_analysis.claims.drafts import places, subjects
from mscp_analysis.claims.drafts.counted import counted
from mscp_analysis.claims.drafts.mention import Mention
from mscp_analysis.claims.drafts.offers import Offer
from mscp_analysis.claims.drafts.parts import Parts, told
from mscp_analysis.claims.drafts.sentences import Sentence
from mscp_analysis.claims.numbers import When
from mscp_analysis.periods import ReportingYear


@dataclass(frozen=True)
class About:
    """Of what year and area a draft is, and by which words figures and parts are known."""

    year: ReportingYear
    own: Area | None
    figures: Mapping[str, Sequence[str]]
    parts: Parts


def is_used_up(dated: Mention, mention: Mention) -> bool:
    """Whether a date only says when a number was counted, and tells of no event besides."""
    counted = mention.kind in ("number", "fraction")
    return counted and (dated.start > mention.start or dated.start < 12)


def offered(sentence: Sentence, at: int, printed: str, kind: str, **more: Any) -> Offer:
    """An offer without its number, of what stands at a place of a sentence."""
    words = sentence.text or sentence.trouble
    line = sentence.line_at(at)
    return Offer("", sentence.section, line, words, printed, kind, **more)


def of_number(
    mention: Mention,
    sentence: Sentence,
    found: Sequence[Mention],
    counts: Sequence[Mention],
    about: About,
) -> tuple[Offer, Mention | None]:
    """What a number states, and the date that says when it was counted."""
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
    offer = offered(
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


def is_stated(mention: Mention, sentence: Sentence, about: About, counted: bool) -> bool:
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


def of_date(mention: Mention, sentence: Sentence) -> Offer:
    """What a date tells."""
    meant = mention.when
    unit = "" if meant is None else {10: "day", 7: "month"}.get(len(meant.date), "year")
    return offered(
        sentence,
        mention.start,
        mention.text,
        "date",
        unit=unit,
        period=_period(meant) if meant else "",
        when=meant,
        trouble=mention.trouble,
    )
