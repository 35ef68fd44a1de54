"""Phrases for what registers give when their figures are set against each other."""

from __future__ import annotations

from collections.abc import Sequence

from mscp_analysis.measures import Fact
from mscp_analysis.prose.phrases import Phrase
from mscp_analysis.registers.priorities import Parts
from mscp_analysis.registers.voice import Heard


def reconciled(parts: Parts) -> Phrase:
    """Whether the parts that were told add up to the total that was told.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> from mscp_analysis.registers.priorities import parts
    >>> schools = registers.open("Medway", "2023-24").contextual_assessments
    >>> reconciled(parts(schools, "engaged", "lessons", "surveys", "mapping"))
    the parts add up to 1,893, which is 53 fewer than the 1,946 that were told
    """
    if parts.gap.value is None:
        return Phrase("{gap}", gap=parts.gap)
    if not parts.gap.value:
        return Phrase("the parts add up to the {total} that were told", total=parts.total)
    way = "fewer" if parts.gap.value > 0 else "more"
    words = "the parts add up to {sum}, which is {gap.size} {way} than the {total} that were told"
    return Phrase(words, sum=parts.sum, gap=parts.gap, way=way, total=parts.total)


def heard(figures: Sequence[Heard], children: Fact, all_of_them: Fact) -> list[Phrase]:
    """Which figures given as people cannot be people, or that all of them can be.

    Parameters
    ----------
    figures : sequence of Heard
        See ``registers.voice.impossible``.
    children : Fact
        How many children live in the area.
    all_of_them : Fact
        How many activities there were.

    Examples
    --------
    >>> from mscp_analysis import data, registers
    >>> from mscp_analysis.registers.voice import impossible
    >>> children = data.load("population").children.at("mid-2023", "Medway")
    >>> voice = registers.open("Medway", "2023-24").voice
    >>> heard(impossible(voice, children), children, voice.count())[0].plain[:64]
    'Child Friendly Medway in 2023-24: 90,000 were given as people, w'
    """
    if all_of_them.value is None:
        return [Phrase("{n}", n=all_of_them)]
    if not figures:
        words = (
            "no figure of people heard {n.when} is above the {children} children who lived in "
            "{children.area} {children.when}."
        )
        return [Phrase(words, n=all_of_them, children=children)]
    words = (
        "{n.title} {n.when}: {n} were given as people, which is {percent}% of the {children} "
        "children who lived in {children.area} {children.when}. So many children cannot have been "
        "heard, so they are called contacts here."
    )
    return [
        Phrase(words, n=each.number, percent=each.percent, children=each.children)
        for each in figures
    ]
