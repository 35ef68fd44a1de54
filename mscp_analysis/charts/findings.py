"""What a chart finds, in words without a number: its headline.

The words and the rules are those of the sentences: ``changes.between`` for what rose or fell,
``comparisons.versus`` for higher or lower, ``wording`` for how either is said. What is withheld or
missing is said and never judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mscp_analysis.areas import find
from mscp_analysis.changes import MISLEADS, Change, between
from mscp_analysis.comparisons import Verdict, versus
from mscp_analysis.comparisons.standing import Standing
from mscp_analysis.measures import MARKERS, Fact
from mscp_analysis.measures.likeness import runs
from mscp_analysis.wording import DIRECTIONS, VERDICTS, listed, name, when

_SINCE = {
    "rose": "is higher than {}",
    "fell": "is lower than {}",
    "unchanged": "shows no clear change since {}",
}
_NOUNS = {"%": "percentage", "per cent": "percentage", "pounds": "sum"}


def over_time(facts: Sequence[Fact], beside: Sequence[Fact] = ()) -> str:
    """How the last figure of a series stands to the first shown, and to other areas.

    Parameters
    ----------
    facts : sequence of Fact
        The series, earliest first. What lies before a break in it is not looked at.
    beside : sequence of Fact
        The figures of other areas at the last date.

    Returns
    -------
    str
        It tells of wide swings where the highest figure of the years between is more than
        half as high again as the lowest, and clearly so.

    Examples
    --------
    >>> from mscp_analysis import data, rates
    >>> plans = data.load("child_protection_plans")
    >>> rate = rates.rate(plans.at_31_march, plans.population)
    >>> over_time([rate.at(year, "Medway") for year in ("2015-16", "2023-24")])
    'Child protection plans: in Medway the rate is lower than on 31 March 2016'
    """
    now = facts[-1]
    if now.value is None:
        return f"{_subject(now)} {when(now)} is {MARKERS[now.marker]}"
    known = [fact for fact in runs(facts)[-1] if fact.value is not None]
    verdicts = _verdicts(now, beside)
    return f"{_subject(now)} {_since(known)}{f', and {verdicts}' if verdicts else ''}"


def among(standing: Standing) -> str:
    """How an area stands to England and to the mean of its neighbours.

    Examples
    --------
    >>> from mscp_analysis import data, rates
    >>> from mscp_analysis.comparisons.standing import standing
    >>> plans = data.load("child_protection_plans")
    >>> rate = rates.rate(plans.at_31_march, plans.population)
    >>> among(standing(rate, "Medway", "2023-24"))[27:]
    'Medway the rate is similar to England and higher than the mean of its statistical neighbours'
    """
    now = standing.fact
    if now.value is None:
        return f"{_subject(now)} {when(now)} is {MARKERS[now.marker]}"
    others = {"the mean of its statistical neighbours": standing.mean}
    said = _verdicts(now, [standing.england], others)
    return f"{_subject(now)} {said or 'has nothing to be compared with'}"


def in_third(now: Fact, third: str) -> str:
    """Among which third of the authorities of England an area's figure is.

    Parameters
    ----------
    now : Fact
        The area's figure.
    third : str
        ``lowest third``, ``middle third`` or ``highest third``; see ``comparisons.thirds``.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> in_third(plans.at("2023-24", "Medway"), "highest third")
    'Child protection plans: in Medway the number is among the highest third of authorities'
    """
    if now.value is None:
        return f"{_subject(now)} {when(now)} is {MARKERS[now.marker]}"
    return f"{_subject(now)} is among the {third} of authorities"


def of_parts(title: str, series: Sequence[tuple[str, Sequence[Fact]]]) -> str:
    """Which parts rose, fell or did neither since the first figure that is shown of each."""
    groups: dict[str, list[str]] = {word: [] for word in ("rose", "fell", "unchanged", "unknown")}
    for part, facts in series:
        known = [fact for fact in facts if fact.value is not None]
        comparable = known[1:] and facts[-1] is known[-1]
        moved = between(known[0], known[-1]).direction if comparable else "unknown"
        groups[moved].append(quoted(part))
    words = DIRECTIONS | {"unchanged": DIRECTIONS["unclear"]}
    said = [
        f"{words[each]} for {'any' if len(parts) == len(series) > 1 else listed(parts)}"
        for each, parts in groups.items()
        if parts
    ]
    return f"{title}, since the first year shown: {'; '.join(said)}"


def highest(title: str, facts: Sequence[tuple[str, Fact]], words: str = "") -> str:
    """Which part has the highest figure, so far as their intervals let one say.

    Parameters
    ----------
    title : str
        What is measured.
    facts : sequence of (str, Fact)
        Each part, highest first.
    words : str
        How it is said of figures without intervals, with ``{most}`` for the parts: ``{most}
        paid the most``.

    Returns
    -------
    str
        Of figures with intervals the highest is set against the lowest, where the two
        intervals do not overlap; else there is no clear difference.
    """
    known = [(exact(part), fact) for part, fact in facts if fact.value is not None]
    sure = [(part, fact) for part, fact in known if fact.lower is not None]
    if len(known) == 1:
        return f"{title}: known for {known[0][0]} only"
    if sure:
        (top, most), (bottom, least) = sure[0], sure[-1]
        if (most.lower or 0.0) > (least.upper or 0.0):
            return f"{title}: clearly higher for {quoted(top)} than for {quoted(bottom)}"
        return f"{title}: no clear difference between those shown"
    if known[0][1].value == known[-1][1].value:
        return f"{title}: the same for each that is shown"
    tops = [quoted(part) for part, fact in known if fact.value == known[0][1].value]
    lower = [part for part, fact in facts if fact.value not in (None, known[0][1].value)]
    if any(part != exact(part) for part in lower):
        return f"{title}: which is highest cannot be told, as some may be more than is shown"
    said = words or title + ": highest for {most}"
    return said.replace("{most}", listed(tops)) + _of_those(len(known) < len(facts))


def steepest(title: str, facts: Sequence[Fact], coverage: Sequence[Fact] = ()) -> str:
    """Between which two steps the number falls most, where all who take part told of them."""
    told = [fact.value for fact in coverage]
    if len(told) > 1 and told[0] != told[1]:
        return f"{title}: some agencies told nothing, so that a step may be longer than drawn"
    known = [fact for fact in facts if fact.value is not None]
    falls = [(a.number - b.number, a.title, b.title) for a, b in pairwise(known)]
    if not falls or len(known) < len(facts):
        return f"{title}: not every step is known"
    fall, above, beneath = max(falls)
    if fall <= 0:
        return f"{title}: no step is shorter than the one before"
    return f"{title}: the number falls most between “{above}” and “{beneath}”"


def _subject(fact: Fact) -> str:
    noun = _NOUNS.get(fact.unit, "rate" if fact.unit.startswith("per ") else "number")
    return f"{subject(fact)}: in {name(fact.place)} the {noun}"


def subject(fact: Fact) -> str:
    """What is measured, without its unit."""
    return re.sub(", percentage( as printed)?$", "", fact.title.removesuffix(f" {fact.unit}"))


def quoted(part: str) -> str:
    """The name of a part; between quotation marks where it has a stop that would mislead."""
    return f"“{part}”" if re.search("[:;,?]", part) else part


def exact(part: str) -> str:
    """The name of a part without what its figure is: ``conference, at least``."""
    return part.removesuffix(", at least")


def _since(known: Sequence[Fact]) -> str:
    first, now = known[0], known[-1]
    if first is now:
        return "can be set beside no earlier one"
    moved = between(first, now)
    said = _SINCE[moved.direction].format(when(first) if _stands(moved) else _day(first))
    return said + (", with wide swings between" if _swings(known) else "")


def _stands(moved: Change) -> bool:
    """Whether *in 2013-14* or *on 31 March* follows, and not a bare date."""
    return moved.direction in ("rose", "fell")


def _day(fact: Fact) -> str:
    return when(fact).removeprefix("on ").removeprefix("in ")


def _swings(known: Sequence[Fact]) -> bool:
    low = min(known, key=lambda fact: fact.number)
    high = max(known, key=lambda fact: fact.number)
    within = any(fact not in (known[0], known[-1]) for fact in (low, high))
    wide = high.number > MISLEADS * low.number
    return within and wide and between(low, high).direction == "rose"


def _verdicts(now: Fact, areas: Sequence[Fact], others: dict[str, Fact] | None = None) -> str:
    """How a figure stands to each of some others, those with one verdict together."""
    beside = {name(find(fact.area_code)): fact for fact in areas} | (others or {})
    groups: dict[Verdict, list[str]] = {}
    for words, fact in beside.items():
        if fact.value is not None:
            groups.setdefault(versus(now, fact), []).append(words)
    groups.pop(Verdict.NOT_COMPARED, None)
    said = [f"{VERDICTS[verdict]} {listed(words)}" for verdict, words in groups.items()]
    return f"is {listed(said)}" if said else ""


def _of_those(some_missing: bool) -> str:
    return ", of those with a figure" if some_missing else ""
