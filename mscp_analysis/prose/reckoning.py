"""Phrases for what registers give when their figures are set against each other."""

from __future__ import annotations

from collections.abc import Sequence

from mscp_analysis.changes import between
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
    the parts add up to 1,893, which is 53 fewer than the total of 1,946 that was given
    """
    if parts.gap.value is None:
        return Phrase("{gap}", gap=parts.gap)
    if not parts.gap.value:
        return Phrase("the parts add up to the total of {total} that was given", total=parts.total)
    way = "fewer" if parts.gap.value > 0 else "more"
    words = "the parts add up to {sum}, which is {gap.size} {way} than the total of {total} that "
    words += "was given"
    return Phrase(words, sum=parts.sum, gap=parts.gap, way=way, total=parts.total)


def agreement(difference: Fact) -> Phrase:
    """Whether a printed total agrees with the sum of its rows, or by how much it does not.

    Parameters
    ----------
    difference : Fact
        The printed total less the sum, in pounds.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> from mscp_analysis.registers import sums
    >>> own = registers.open("Medway", "2023-24")
    >>> paid, earned = own.contributions.total("amount"), own.other_income.total("amount")
    >>> agreement(sums.less("Difference", own.budget.total("total"), paid, earned))
    it agrees with the sum of the rows
    """
    if difference.value is None:
        return Phrase("{gap}", gap=difference)
    if not difference.value:
        return Phrase("it agrees with the sum of the rows")
    way = "more" if difference.value > 0 else "less"
    return Phrase("it is £{gap.size} {way} than the sum of the rows", gap=difference, way=way)


def accounted(rest: Fact) -> Phrase:
    """Whether all of a sum of money is accounted for.

    Parameters
    ----------
    rest : Fact
        What is not, in pounds; below zero where more was spent than given.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> from mscp_analysis.registers import money
    >>> accounted(money.unaccounted(registers.open("Exampleshire", "2023-24").grants))
    none is left to account for
    """
    if rest.value is None:
        return Phrase("{rest}", rest=rest)
    if not rest.value:
        return Phrase("none is left to account for")
    if rest.value < 0:
        return Phrase("that is £{rest.size} more than was given", rest=rest)
    return Phrase("£{rest} is not accounted for", rest=rest)


def clear(before: Fact, after: Fact) -> Phrase:
    """Whether a share changed by more than chance, by whether the two intervals overlap.

    Parameters
    ----------
    before, after : Fact
        Percentages of one register, each with its interval.

    Examples
    --------
    >>> from mscp_analysis import data, rates
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31")
    >>> rate = rates.rate(plans.at_31_march, plans.population)
    >>> clear(rate.at("2020-21", "Medway"), rate.at("2023-24", "Medway"))
    a clear rise
    """
    if before.value is None or after.value is None:
        return Phrase("{gap}", gap=before if before.value is None else after)
    found = between(before, after).direction
    words = {"rose": "a clear rise", "fell": "a clear fall"}
    return Phrase("{found}", found=words.get(found, "no clear change"))


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
