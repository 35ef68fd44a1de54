"""Phrases for what changed, how a series swings, and on which side of others an area stands."""

from __future__ import annotations

from mscp_analysis.changes import MISLEADS, Change, Range
from mscp_analysis.comparisons import Standing, Verdict
from mscp_analysis.measures import Fact
from mscp_analysis.prose.phrases import Phrase
from mscp_analysis.wording import DIRECTIONS, VERDICTS

BROADLY = 5
"""Per cent below which a change within chance is "broadly unchanged"; above, it is unclear."""


def movement(change: Change) -> Phrase:
    """How a figure moved since an earlier one, in words that the two figures bear.

    Examples
    --------
    >>> from mscp_analysis import changes, data
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> movement(changes.change(plans, "Medway", "2023-24"))
    broadly unchanged from 288 on 31 March 2023 (7 fewer)
    >>> movement(changes.change(plans, "Medway", "2015-16"))
    up 13.5% from 475 on 31 March 2015 (64 more)
    """
    parts: dict[str, Fact | str] = {
        "before": change.before,
        "by": change.difference,
        "share": change.percent,
    }
    if change.now.marker:
        return Phrase("{now}", now=change.now)
    if change.before.marker:
        return Phrase("not comparable (the figure {f.when} is {f.why})", f=change.before)
    if change.direction == "unknown":
        return Phrase("{by.why} since {before.date}", by=change.difference, before=change.before)
    if change.difference.value == 0:
        return Phrase("the same as {before.when}", **parts)
    small = abs(change.percent.number) < BROADLY  # Of nought no share can be told.
    found = "unclear" if change.direction == "unchanged" and not small else change.direction
    parts |= {"direction": DIRECTIONS[found], "more": _more_or_fewer(change)}
    if change.now.unit == "%":
        points = "({by.size} {by:percentage point|percentage points} {more})"
        return Phrase("{direction} from {before}% {before.when} " + points, **parts)
    clear = change.direction != "unchanged" and change.percent.value is not None
    lead = "{direction} {share.size}%" if clear else "{direction}"
    return Phrase(lead + " from {before} {before.when} ({by.size} {more})", **parts)


def _more_or_fewer(change: Change) -> str:
    if change.now.unit == "%" or change.now.unit.startswith("per"):
        return "higher" if change.difference.number > 0 else "lower"
    return "more" if change.difference.number > 0 else "fewer"


def swing(series: Range) -> Phrase:
    """How far a series has swung, so that two years alone mislead no one.

    Examples
    --------
    >>> from mscp_analysis import changes, data
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> swing(changes.span(plans, "Medway", "2023-24"))
    between 134 (31 March 2021) and 539 (31 March 2016), so that two years alone would mislead
    """
    low, high = series.lowest, series.highest
    at = "period" if low.timing == "year" else "date"
    parts = {"low": low, "high": high, "last": series.last, "gap": series.missing or low}
    if series.number == 1:
        words = "{low}, its only figure, {low.when}"
    elif low.value == high.value:
        words = f"{{low}} throughout, to {{last.{at}}}"
    else:
        words = f"between {{low}} ({{low.{at}}}) and {{high}} ({{high.{at}}})"
    if series.missing is not None and series.number:
        words += "; other years are {gap.why}, so that this says little"
        words = words.replace(" throughout", " in each year that may be shown")
    elif high.number > MISLEADS * low.number:
        words += ", so that two years alone would mislead"
    return Phrase(words, **parts)


def side(standing: Standing) -> Phrase:
    """On which side of England, the region and the neighbours' mean an area stands.

    The verdict is by the interval of the area's own figure: *similar* where the comparator
    lies within it, bounds included.

    Examples
    --------
    >>> from mscp_analysis import areas, comparisons, data, rates
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31")
    >>> rate = rates.rate(plans.at_31_march, plans.population)
    >>> side(comparisons.standing(rate, "Medway", "2023-24"))  # doctest: +NORMALIZE_WHITESPACE
    similar to England (41.6) and the South East (37.8),
    and higher than the mean of 10 statistical neighbours (36.1)
    """
    if standing.fact.value is None:
        return Phrase("{fact}", fact=standing.fact)
    groups: dict[Verdict, list[Phrase]] = {}
    for fact in standing.comparators:
        if fact.value is not None:
            groups.setdefault(standing.verdict(fact), []).append(_named(standing, fact))
    parts = [
        Phrase("{verdict} {them}", verdict=VERDICTS[verdict], them=them)
        for verdict, them in groups.items()
    ]
    if not parts:
        return Phrase("there is nothing to compare it with")
    words = "{last}" if len(parts) == 1 else "{first}, and {last}"
    return Phrase(words, first=parts[:-1], last=parts[-1])


def _named(standing: Standing, fact: Fact) -> Phrase:
    if fact is standing.mean:
        words = "the mean of {n} statistical neighbours ({fact})"
        return Phrase(words, n=standing.number, fact=fact)
    return Phrase("{fact.area} ({fact})", fact=fact)
