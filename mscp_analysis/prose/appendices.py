"""What stands at the end of a report: terms, method, markers, and how small numbers are kept."""

from __future__ import annotations

from collections.abc import Mapping

from mscp_analysis import disclosure, schemas
from mscp_analysis.measures import MARKERS, Measure
from mscp_analysis.prose.definitions import METHOD, Terms, meanings

FURTHER = {
    "Year": (
        "A reporting year runs from 1 April to 31 March. A snapshot is of 31 March; any other "
        "count is of the whole year unless its sentence names a day."
    ),
    "Rate": (
        "How many for each 10,000 children, unless another number is named: the count divided by "
        "the population that the publisher used for it. A rate is worked out from the unrounded "
        "figures and rounded once, when it is shown."
    ),
    "As known at": (
        "The same figure has several truths: it is extracted early, published provisionally, made "
        "final and sometimes revised. Each figure here is the newest that was out on the day named "
        "at the head of the report; a report can be built again as it was known on any other day."
    ),
    "Change of money": (
        "Sums of money are compared as they are. They are no counts of events, so that no rule of "
        "chance applies to them, and they are not corrected for rising prices."
    ),
    "Percentage of few": (
        "The number that a percentage stands on is always told. Of fewer than 10 no percentage of "
        "attendance is shown, since it would say more than the numbers do."
    ),
    "Control chart": (
        "The mean of a series and, above and below it, limits at 2.66 times the average step from "
        "one point to the next. A point is special where it lies beyond a limit, is one of seven "
        "in a row on one side of the mean or in one direction, or one of two in three close to a "
        "limit. Everything else is the usual variation of the process."
    ),
    "More or fewer than expected": (
        "A small count is set against what the national rate leads one to expect for an area of "
        "this size. It is unusual where chance alone would give such a count in fewer than one "
        "year in 40."
    ),
    "Working days": (
        "Days that are neither of a weekend nor a bank holiday in England, counted from the day "
        "after the event."
    ),
    "Printed figure": (
        "A figure taken from a report or minutes cites its document and page and is shown as it "
        "was printed there. What is missing there is left missing."
    ),
    "Own words": (
        "Passages that people of the partnership have written are set apart. A figure typed into "
        "one is tied to its source, or is listed beneath it as unchecked."
    ),
}
"""Rules of this project beyond those of counts and comparisons."""


def terms(counts: Mapping[str, Mapping[str, Measure]], *tables: Mapping[str, Measure]) -> Terms:
    """What each figure of a report counts: those of published tables, then the partnership's own.

    Parameters
    ----------
    counts : mapping of str to mapping of str to Measure
        The partnership's own counts, as ``data.own`` gives.
    *tables : mapping of str to Measure
        Published tables, as ``data.load`` gives.

    Returns
    -------
    Terms
    """
    published = [measure for table in tables for measure in table.values()]
    own = [measure for register in counts.values() for measure in register.values()]
    found = meanings([*published, *own])
    return Terms(dict(sorted(found.items())))


def method() -> Terms:
    """How the figures are reckoned and by which rules the words beside them are chosen."""
    return Terms(METHOD | FURTHER)


def markers() -> Terms:
    """What stands where a figure is missing, and what each mark means.

    Examples
    --------
    >>> markers().terms["[c]"]
    'Withheld to protect confidentiality.'
    """
    return Terms({f"[{mark}]": _sentence(words) for mark, words in MARKERS.items()})


def protection(*names: str) -> Terms:
    """The rules by which small numbers of children are withheld, in words.

    Parameters
    ----------
    *names : str
        Names of rules in ``data/rules/disclosure``.

    Returns
    -------
    Terms

    Examples
    --------
    >>> protection("partnership").terms["A partnership's own registers"][:44]
    'Counts from 1 to 5 are withheld. True zeros '
    """
    return Terms({rule.title: _rule(rule) for rule in map(disclosure.settings, names)})


def _rule(rule: disclosure.Settings) -> str:
    zeros = "are shown" if rule.zeros == "shown" else "are withheld with them"
    words = [f"Counts from 1 to {rule.threshold} are withheld. True zeros {zeros}."]
    if rule.secondary:
        words.append(
            "Further counts are withheld where a sum, a difference or another table would give "
            "one of these back."
        )
    if rule.base:
        words.append(f"Counts of larger areas are rounded to the nearest {rule.base}.")
    return " ".join(words)


def registers() -> Terms:
    """What each register that the report is made from holds: one row of it, in words."""
    return Terms(
        {
            about.title: _sentence(f"Each row is {about.row}")
            for about in sorted(schemas.descriptions().values(), key=lambda each: each.title)
            if about.feeds
        }
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
