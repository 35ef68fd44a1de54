"""How many of several stand where: what is nought is left out, so that the rest can be read."""

from __future__ import annotations

from mscp_analysis.measures import Fact
from mscp_analysis.prose.phrases import Phrase


def those(*parts: tuple[str, Fact] | tuple[str, Fact, Phrase]) -> Phrase:
    """The parts of a whole that are not nought, in a row.

    Parameters
    ----------
    *parts : (str, Fact) or (str, Fact, Phrase)
        What is said of the number, which stands in it as ``{n}``: ``{n} {n:is|are} done``; and
        perhaps what is said of some of these, which follows in brackets unless it is empty.

    Returns
    -------
    Phrase
        Empty where every part is nought. A part that is withheld or missing is kept, so that a
        sentence of it says so.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> asked = registers.open("Medway", "2023-24").requests
    >>> numbers = [asked.where(status=status).count() for status in ("open", "answered")]
    >>> those(("{n} {n:is|are} open", numbers[0]), ("{n} {n:is|are} answered", numbers[1]))
    8 are open and 3 are answered
    """
    said = [_one(*part) for part in parts if part[1].value != 0]
    return Phrase("{them}", them=said) if said else Phrase("")


def _one(words: str, number: Fact, some: Phrase | None = None) -> Phrase:
    if some is None or not some.template:
        return Phrase(words, n=number)
    return Phrase(f"{words} ({{some}})", n=number, some=some)
