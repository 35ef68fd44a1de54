"""Totals at the end of a list or of the column of a table, with the parts above them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mscp_analysis.claims.drafts.following import summed
from mscp_analysis.claims.drafts.offers import Offer
from mscp_analysis.claims.drafts.sentences import Sentence

_TOTAL = re.compile(
    r"(?:the )?(?:grand |overall )?total\b(?! of)|in (?:all|total)\b|altogether\b", re.I
)
_WITHIN = re.compile(r"(?:of (?:which|whom|these)|including|sub-?total)\b", re.I)
_NO_SUM = re.compile(
    r"\b(?:rates?|average|mean|median|ratio|per|percentage|unique|different|index|score)\b|%", re.I
)


class Totals:
    """Remembers the numbers of each list and column until their total comes."""

    def __init__(self) -> None:
        self._parts: dict[tuple[int, int], list[Offer]] = {}

    def read(self, sentence: Sentence, offers: list[Offer]) -> list[Offer]:
        """The offers of a line or cell; a total with the parts that it must add up to.

        It is left alone where a line above it states no number or several, or only a part of
        another line: nobody could tell then what was added up.
        """
        if sentence.group is None:
            return offers
        above = self._parts.setdefault(sentence.group, [])
        numbers = [each for each in offers if each.value is not None and each.kind != "age"]
        if _TOTAL.match(sentence.text) and len(numbers) == 1:
            if len(above) == sentence.place and not _is_no_sum(sentence, above):
                offers = [summed(each, above) if each in numbers else each for each in offers]
            self._parts[sentence.group] = []
        elif len(numbers) == 1 and not _WITHIN.match(sentence.text):
            above += numbers
        return offers


def _is_no_sum(sentence: Sentence, parts: Sequence[Offer]) -> bool:
    """Whether numbers are of several kinds, or rates, averages and other numbers of no sum."""
    kinds = {each.kind for each in parts} - {"count in words"}
    broken = any(each.kind != "money" and not float(each.value or 0).is_integer() for each in parts)
    return len(kinds) > 1 or broken or _NO_SUM.search(sentence.text) is not None
