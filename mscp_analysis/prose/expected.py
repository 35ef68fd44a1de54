"""Phrases for whether a figure is usual: among its own quarters, or by the national rate."""

from __future__ import annotations

from mscp_analysis.prose.phrases import Phrase
from mscp_analysis.registers.expectation import Expectation
from mscp_analysis.registers.quarters import Latest
from mscp_analysis.registers.reviews import Timeliness
from mscp_analysis.wording import SPECIAL_CAUSES, UNUSUAL


def variation(latest: Latest) -> Phrase:
    """Whether the latest quarter is within what earlier ones would lead one to expect.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> from mscp_analysis.periods import ReportingYear
    >>> from mscp_analysis.registers import quarters
    >>> nothing = quarters.series(registers.open("Kent", "2023-24").conferences, "number")
    >>> variation(quarters.latest(nothing, "Kent", ReportingYear(2024)))
    not to be judged, since the latest of them is not supplied by the partnership
    """
    if latest.now.marker:
        return Phrase("not to be judged, since the latest of them is {now.why}", now=latest.now)
    if latest.cause is None:
        return Phrase("not to be judged, since there are too few of them")
    words = "{cause} (mean {mean}, limits {fewest} and {most}, over {n} quarters)"
    return Phrase(
        words,
        cause=SPECIAL_CAUSES[latest.cause],
        mean=latest.mean,
        fewest=latest.fewest,
        most=latest.most,
        n=latest.quarters,
    )


def unusual(found: Expectation) -> Phrase:
    """Whether a year's small number is unusual by the national rate.

    Examples
    --------
    >>> from mscp_analysis import data, registers
    >>> from mscp_analysis.registers import expectation, national
    >>> children = data.load("population", known_at="2024-12-31").children
    >>> held = registers.open("Medway", "2023-24").reviews.where(type="rapid review").count()
    >>> found = expectation.expectation(
    ...     held, children.at("mid-2023", "Medway"),
    ...     national.figure("serious_incident_notifications"), children.at("mid-2022", "England"),
    ... )
    >>> unusual(found)
    about as many as the national rate would lead one to expect (from 0 to 6 would be usual)
    """
    words = "{verdict} (from {fewest} to {most} would be usual)"
    return Phrase(words, verdict=UNUSUAL[found.verdict], fewest=found.fewest, most=found.most)


def in_time(found: Timeliness) -> Phrase:
    """How many rapid reviews were in time, of those whose dates are known.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> from mscp_analysis.registers import reviews
    >>> rapid = registers.open("Medway", "2023-24").reviews.where(type="rapid review")
    >>> in_time(reviews.timeliness(reviews.timed(rapid)))
    whether they were done in time is not known, since the dates of all 3 are missing
    """
    if found.number.absence:
        return Phrase("{n}", n=found.number)
    parts = {name: getattr(found, name) for name in ("kept", "known", "unknown", "waiting")}
    if not found.known.value and not found.unknown.value:
        words = "none of them was due" if found.waiting.value else "there was none to be timed"
    elif not found.known.value:
        words = (
            "whether {unknown:it was|they were} done in time is not known, since the dates of "
            "{unknown:the|all} {unknown} are missing"
        )
    else:
        words = "{kept} of the {known} whose dates are known {kept:was|were} done in time"
        words += "; the dates of {unknown} are missing" * bool(found.unknown.value)
        words += "; {waiting} {waiting:was|were} not due yet" * bool(found.waiting.value)
    return Phrase(words, **parts)
