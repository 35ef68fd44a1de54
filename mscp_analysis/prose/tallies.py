"""How many of several stand where: what is nought is left out, so that the rest can be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mscp_analysis.measures import Fact
from mscp_analysis.prose.phrases import Phrase

_NEW = "{n:was|were} not in the log yet"


def those(*parts: tuple[str, Fact] | tuple[str, Fact, Phrase], whole: bool = False) -> Phrase:
    """The parts of a whole that are not nought, in a row.

    Parameters
    ----------
    *parts : (str, Fact) or (str, Fact, Phrase)
        What is said of the number, which stands in it as ``{n}``: ``{n} {n:is|are} done``; and
        perhaps what is said of some of these, which follows in brackets unless it is empty.
    whole : bool
        Whether the parts make up a whole, so that the only one left is *all 8* of it, or *both*.

    Returns
    -------
    Phrase
        Empty where every part is nought. Of what does not apply there is none either; a part
        that is withheld or missing is kept, so that a sentence of it says so.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> asked = registers.open("Medway", "2023-24").requests
    >>> numbers = [asked.where(status=status).count() for status in ("open", "answered")]
    >>> those(("{n} {n:is|are} open", numbers[0]), ("{n} {n:is|are} answered", numbers[1]))
    8 are open and 3 are answered
    """
    left = [part for part in parts if part[1].value != 0 and part[1].marker != "z"]
    if not left:
        return Phrase("")
    if whole and len(left) == 1:
        left = [_all_of_it(*left[0])]
    return Phrase("{them}", them=[_one(*part) for part in left])


def _all_of_it(words: str, number: Fact, *some: Phrase) -> tuple[Any, ...]:
    """The only part of a whole: *all 8*, *both*."""
    if number.value == 2:
        return words.replace("{n}", "both", 1), number, *some
    return f"all {words}" if (number.value or 0) > 2 else words, number, *some


def _one(words: str, number: Fact, some: Phrase | None = None) -> Phrase:
    if some is None or not some.template:
        return Phrase(words, n=number)
    return Phrase(f"{words} ({{some}})", n=number, some=some)


def promised(told: Mapping[str, Fact]) -> Phrase:
    """How the commitments of earlier reports stand.

    Parameters
    ----------
    told : mapping of str to Fact
        What ``registers.promises.tally`` and ``left`` give of them.

    Returns
    -------
    Phrase

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> from mscp_analysis.registers import promises
    >>> told = promises.answered_for(registers.open("Exampleshire", "2023-24").commitments)
    >>> repr(promised({**promises.tally(told), **promises.left(told)})).partition(",")[0]
    '1 is done (1 of these late)'
    """
    some = those(("{n} of these late", told["late"]), ("{n} without evidence", told["bare"]))
    return those(
        ("{n} {n:is|are} done", told["done"], some),
        ("{n} {n:is|are} in progress", told["part"]),
        ("{n} {n:is|are} given up", told["over"]),
        ("{n} {n:is|are} open with a word on it or another day", told["spoken"]),
        ("{n} {n:has|have} no word on {n:it|them}", told["silent"]),
        ("{n} {n:is|are} gone from the log of the year unfinished", told["gone"]),
        whole=True,
    )


def asked(told: Mapping[str, Fact]) -> Phrase:
    """How the requests that committees made of earlier reports stand: see ``promised``.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> from mscp_analysis.registers import promises
    >>> own = registers.open("Exampleshire", "2023-24")
    >>> told = promises.answered_for(own.requests)
    >>> asked({**promises.tally(told), **promises.left(told)})
    1 is answered or declined, 1 is in progress and 2 have no answer on record
    """
    some = those(("{n} of these late", told["late"]), ("{n} without saying where", told["bare"]))
    return those(
        ("{n} {n:is|are} answered or declined", told["done"], some),
        ("{n} {n:is|are} in progress", told["part"]),
        ("{n} {n:is|are} given up", told["over"]),
        ("{n} {n:is|are} open with a word on it or another day", told["spoken"]),
        ("{n} {n:has|have} no answer on record", told["silent"]),
        ("{n} {n:is|are} gone from the log of the year unanswered", told["gone"]),
        whole=True,
    )


def acted(told: Mapping[str, Fact]) -> Phrase:
    """How actions stand at one end of two years, as ``registers.two_years.stood`` counts them.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> from mscp_analysis.registers import two_years
    >>> own = registers.open("Exampleshire", "2023-24")
    >>> acted(two_years.stood(two_years.two_years(own.recommendations), "before"))
    6 were still to be done (2 overdue) and 4 were not in the log yet
    """
    outside = [
        (f"{{n}} {words}", told[name])
        for name, words in (("gone", "had left the log unfinished"), ("new", _NEW))
        if name in told
    ]
    return those(
        ("{n} {n:was|were} done", told["done"]),
        ("{n} {n:was|were} said to be done but {n:lacks|lack} evidence", told["claimed"]),
        ("{n} {n:was|were} withdrawn", told["withdrawn"]),
        ("{n} {n:was|were} still to be done", told["left"], those(("{n} overdue", told["late"]))),
        *outside,
        whole=True,
    )


def graded(told: Mapping[str, Fact]) -> Phrase:
    """How actions stand by their grades, as ``registers.actions.standing`` counts them.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> from mscp_analysis.registers import actions
    >>> held = actions.graded(registers.open("Exampleshire", "2023-24").actions)
    >>> repr(graded(actions.standing(held))).partition(",")[0]
    '3 were done with evidence'
    """
    return those(
        ("{n} {n:was|were} done with evidence", told["done"]),
        ("{n} {n:was|were} said to be done but {n:lacks|lack} evidence", told["claimed"]),
        ("{n} {n:was|were} on track", told["track"]),
        ("{n} {n:was|were} overdue", told["late"]),
        ("{n} {n:was|were} without a date", told["undated"]),
        whole=True,
    )
