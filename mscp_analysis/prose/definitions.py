"""What each figure counts, and by which rules the words beside it were chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mscp_analysis import markup
from mscp_analysis.measures import Measure

METHOD = {
    "Interval": (
        "The range that a rate or percentage could well have had by chance alone, at the level "
        "of 95%: for a rate by Byar's method, exact below 10; for a percentage by Wilson's."
    ),
    "Higher than, lower than, similar to": (
        "A comparator is similar where it lies within the interval of the area's own figure. "
        "Every comparator is of the same date, and based on the population of the same mid-year."
    ),
    "Up, down, broadly unchanged, no clear change": (
        "A count is up or down where the two counts differ by more than chance would make them "
        "differ in 19 pairs of years out of 20. A smaller change is broadly unchanged where it is "
        "under 5%, and no clear change where it is more. A rate or percentage is up or down where "
        "the intervals of the two years do not overlap. Where there is no interval, and for "
        "estimated populations, a figure is up or down where it moved by at least half of one per "
        "cent."
    ),
    "Break in the series of populations": (
        "The estimates of mid-2012 to mid-2020 were rebased to the 2021 Census in September 2023. "
        "An estimate from before that is not compared with one from after it."
    ),
    "Mean of statistical neighbours": (
        "Each neighbour's figure counts once, whatever its size. Neighbours that did not yet "
        "exist, or whose figure is withheld, are left out, and the number of those that count "
        "is stated."
    ),
    "Rounding": (
        "The Department for Education rounds the counts of England and the regions to the "
        "nearest 10, those of authorities not at all, and withholds counts of 1 to 5."
    ),
}
"""The rules of this project, in words that a reader can hold it to."""


class Terms:
    """A list of terms, each with what it means.

    Parameters
    ----------
    terms : mapping of str to str
        Trusted words, in the order in which they are shown.
    """

    facts = ()

    def __init__(self, terms: Mapping[str, str]) -> None:
        self.terms = dict(terms)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        rows = "".join(
            f"<dt>{markup.text(term)}</dt><dd>{markup.text(words)}</dd>"
            for term, words in self.terms.items()
        )
        html = f'<dl class="definitions">{rows}</dl>'
        return {"text/html": html, "text/plain": repr(self)}, {
            "mscp": {"kind": "sentence", "facts": []}
        }

    def __repr__(self) -> str:
        return "\n".join(f"{term}: {words}" for term, words in self.terms.items())


class Definitions(Terms):
    """What the measures of a page count, and the rules behind its words.

    Parameters
    ----------
    *measures : Measure
        In the order in which the page shows them; each title is defined once.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> repr(Definitions(data.load("child_protection_plans").at_31_march)).partition(":")[0]
    'Child protection plans'
    """

    def __init__(self, *measures: Measure) -> None:
        super().__init__(meanings(measures) | METHOD)


def meanings(measures: Iterable[Measure]) -> dict[str, str]:
    """What each measure counts, by its title, of those that say so."""
    return {measure.title: measure.definition for measure in measures if measure.definition}
