"""Phrases for what a printed report said and the figures known now do not bear out."""

from __future__ import annotations

from collections.abc import Sequence

from mscp_analysis import areas
from mscp_analysis.comparisons import versus
from mscp_analysis.periods import ReportingYear
from mscp_analysis.prose.phrases import Phrase
from mscp_analysis.registers.printed import Crossing, Reversal, Revision, Revisions
from mscp_analysis.wording import VERDICTS


def corrections(found: Revisions) -> list[Phrase]:
    """What the printed report said that no longer holds: movements, sides, and dates.

    Parameters
    ----------
    found : Revisions
        See ``registers.printed.revisions``.

    Returns
    -------
    list of Phrase
        One sentence each; where no printed report is held, or all of it holds, one that
        says so.
    """
    year = ReportingYear.parse(found.year)
    if not found.rows:
        words = (
            "No printed report of {area} for {year} is held, so there is nothing to set beside "
            "the figures known now."
        )
        return [Phrase(words, area=areas.find(found.area), year=year)]
    sentences = [_turned(each) for each in found.reversals]
    sentences += [_crossed(each) for each in found.crossings]
    sentences += [_misdated(found.misdated)] if found.misdated else []
    words = "Every movement, side and date that the report for {year} printed still holds."
    return sentences or [Phrase(words, year=year)]


def _misdated(found: Sequence[Revision]) -> Phrase:
    """Comparators that were printed beside a figure of another year."""
    beside, belongs = found[0].printed.period, found[0].belongs_to
    each = [Phrase("{it} for {it.area} ({it.title})", it=row.printed) for row in found]
    return Phrase(
        "These comparators, printed beside figures of {year}, are of {belongs}: {each}.",
        year=ReportingYear.parse(beside),
        belongs=ReportingYear.parse(belongs),
        each=each,
    )


def _turned(found: Reversal) -> Phrase:
    rose = found.printed.difference.number > 0
    return Phrase(
        "{now.title}: the report printed {said} {said.when} after {said_before} a year earlier, a "
        "{was} of {by.size}; the figures known now are {now} after {now_before}, a {became} of "
        "{off.size}.",
        said=found.printed.now,
        said_before=found.printed.before,
        by=found.printed.difference,
        now=found.known.now,
        now_before=found.known.before,
        off=found.known.difference,
        was="rise" if rose else "fall",
        became="fall" if rose else "rise",
    )


def _crossed(found: Crossing) -> Phrase:
    own, other = found.own, found.comparator
    was_above = own.printed.number > other.printed.number
    return Phrase(
        "{own.title} {own.when}: the report printed {own.area} at {own}, {was} {other.area} at "
        "{other}; known now are {own_now} and {other_now}: {own.area} is {verdict} them.",
        own=own.printed,
        other=other.printed,
        own_now=own.known,
        other_now=other.known,
        was="above" if was_above else "below",
        verdict=VERDICTS[versus(own.known, other.known)],
    )
