"""The words of sentences and charts: which a verdict allows; how areas and dates are named."""

from __future__ import annotations

from mscp_analysis.areas import Area
from mscp_analysis.comparisons import FunnelLabel, Verdict
from mscp_analysis.measures import Fact
from mscp_analysis.periods import date_of
from mscp_analysis.trends import Assurance, PointType, SpecialCause, Trend, Unusual

DIRECTIONS = {
    "rose": "up",
    "fell": "down",
    "unchanged": "broadly unchanged",
    "unclear": "no clear change",
    "unknown": "not known to have changed",
}
"""A change's direction, as said beside its size."""

MOVED = {"rose": "rose", "fell": "fell", "unchanged": "no clear change", "unknown": "not known"}
"""A change's direction where a word stands alone, as in a cell of a table."""

VERDICTS = {
    Verdict.HIGHEST: "much higher than",
    Verdict.HIGHER: "higher than",
    Verdict.SIMILAR: "similar to",
    Verdict.LOWER: "lower than",
    Verdict.LOWEST: "much lower than",
    Verdict.BEST: "much better than",
    Verdict.BETTER: "better than",
    Verdict.WORSE: "worse than",
    Verdict.WORST: "much worse than",
    Verdict.NOT_COMPARED: "not comparable with",
}
"""How an area stands beside a comparator."""

FUNNEL_LABELS = {
    FunnelLabel.HIGH_99_8: "far higher than chance would make an area of its size",
    FunnelLabel.HIGH_95: "higher than chance would make most areas of its size",
    FunnelLabel.WITHIN: "within what chance would make of areas of its size",
    FunnelLabel.LOW_95: "lower than chance would make most areas of its size",
    FunnelLabel.LOW_99_8: "far lower than chance would make an area of its size",
    FunnelLabel.NOT_LABELLED: "too few to be judged",
}
"""Where an area lies in a funnel."""

TRENDS = {
    Trend.INCREASING: "increasing",
    Trend.DECREASING: "decreasing",
    Trend.NO_CHANGE: "with no clear change",
    Trend.NOT_COMPUTED: "over too few years to tell",
}
"""What the last five years bear."""

SPECIAL_CAUSES = {
    SpecialCause.COMMON_CAUSE: "within its usual variation",
    SpecialCause.ABOVE_LIMIT: "above its upper limit",
    SpecialCause.BELOW_LIMIT: "below its lower limit",
    SpecialCause.SEVEN_RISING: "one of seven rising in a row",
    SpecialCause.SEVEN_FALLING: "one of seven falling in a row",
    SpecialCause.TWO_IN_THREE_HIGH: "one of two in three close to its upper limit",
    SpecialCause.TWO_IN_THREE_LOW: "one of two in three close to its lower limit",
    SpecialCause.SEVEN_ABOVE: "one of seven above the mean in a row",
    SpecialCause.SEVEN_BELOW: "one of seven below the mean in a row",
}
"""Why a point of a control chart is special."""

POINT_TYPES = {
    PointType.COMMON_CAUSE: "usual variation",
    PointType.IMPROVEMENT: "improvement",
    PointType.CONCERN: "concern",
    PointType.HIGH: "unusually high",
    PointType.LOW: "unusually low",
}
"""What a special point means, by which way is better."""

ASSURANCES = {
    Assurance.CONSISTENT_PASS: "can be expected to meet its target",
    Assurance.CONSISTENT_FAIL: "can be expected to miss its target",
    Assurance.INCONSISTENT: "will meet or miss its target by chance",
}
"""Whether a process meets its target."""

UNUSUAL = {
    Unusual.UNUSUALLY_HIGH: "more than the national rate would lead one to expect",
    Unusual.AS_EXPECTED: "about as many as the national rate would lead one to expect",
    Unusual.UNUSUALLY_LOW: "fewer than the national rate would lead one to expect",
    Unusual.NOT_COMPUTED: "not to be set against the national rate",
}
"""Whether a small count is unusual."""

_WITHOUT_ARTICLE = ("London", "Inner London", "Outer London", "Yorkshire and The Humber")
_WITH_ARTICLE = ("City of London", "Isles of Scilly")


def name(place: Area | str) -> str:
    """An area's name as it stands in a sentence: ``the South East``, ``England``.

    Examples
    --------
    >>> from mscp_analysis import areas
    >>> name(areas.find("South East")), name(areas.find("Medway"))
    ('the South East', 'Medway')
    """
    if isinstance(place, str):
        return place
    regional = place.kind == "region" and place.name not in _WITHOUT_ARTICLE
    return f"the {place.name}" if regional or place.name in _WITH_ARTICLE else place.name


def when(fact: Fact) -> str:
    """When a fact holds: ``on 31 March 2024``, ``in 2023-24``, ``in the quarter to …``.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> when(plans.at("2023-24", "Medway"))
    'on 31 March 2024'
    """
    if fact.timing == "year":
        return f"in {fact.period}"
    if fact.timing == "quarter":
        return f"in the quarter to {fact.date}"
    return f"on {fact.date}" if date_of(fact.period, fact.timing) else ""


def listed(words: list[str]) -> str:
    """Words in a row, with commas and a last *and*.

    Examples
    --------
    >>> listed(["England", "the South East", "Kent"])
    'England, the South East and Kent'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
