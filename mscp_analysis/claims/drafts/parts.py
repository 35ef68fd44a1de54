"""Which part of a figure a number is of: one agency's contribution, or all of them together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mscp_analysis.claims.drafts.mention import Mention
from mscp_analysis.claims.drafts.sentences import Sentence
from mscp_analysis.measures import Figure

Parts = Mapping[str, Mapping[str, Sequence[str]]]
"""For each figure that has parts, the names of each part; of the whole, under no name, none."""

_WHOLE = re.compile(r"\b(?:totals?|totall?ed|altogether|together|in all|overall|all)\b", re.I)
_NEAR = 60
"""How many letters may lie between a number and the part that it is of."""


def parts(figures: Mapping[str, Figure], names: Mapping[str, str]) -> Parts:
    """What drafts may call the parts of each figure.

    Parameters
    ----------
    figures : mapping of str to Figure
        Every figure by its name.
    names : mapping of str to str
        The name that each agency goes by now, by each of its names.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24")
    >>> parts(registers.figures(own), own.agencies)["contributions"]["Probation Service"]
    ['Probation Service', 'National Probation Service']
    """
    return {
        name: {
            part: [part, *(other for other, now in names.items() if now == part != other)]
            for part in map(str, figure.measure.rows[figure.of].unique())
        }
        for name, figure in figures.items()
        if figure.of and figure.of in figure.measure.rows
    }


def told(
    figure: str,
    mention: Mention,
    sentence: Sentence,
    known: Parts,
    others: Sequence[Mention] = (),
) -> tuple[str, str]:
    """The figure of a number, and the part that words say it is of.

    Where a figure has parts and words name none, it is the whole only if they say so: else it
    could be any, and no figure is given.
    """
    if not figure or figure not in known:
        return figure, ""
    each = known[figure]
    if len(others) > 1 and len({part for _, part in _all(sentence.text, each)}) > 1:
        return _in_turn(figure, mention, sentence.text, each, others)
    near, named = _nearest(mention, sentence.text, each)
    if near is not None:
        return (figure, near) if named else ("", "")
    if "" in each and _WHOLE.search(sentence.text):
        return figure, ""
    for said in (sentence.context, sentence.section):
        found = {part for _, part in _all(said, each)}
        if found:
            return (figure, found.pop()) if len(found) == 1 else ("", "")
    return "", ""


def _in_turn(
    figure: str,
    mention: Mention,
    text: str,
    each: Mapping[str, Sequence[str]],
    others: Sequence[Mention],
) -> tuple[str, str]:
    """The part of one number of several: named before each of them, or behind each of them.

    *The council paid £9, the police £5, in all £14* or *£9 came from the council, £5 from the
    police*: what stands first in the sentence shows which.
    """
    before = max([one.end for one in others if one.end <= mention.start], default=0)
    after = min([one.start for one in others if one.start >= mention.end], default=len(text))
    places = sorted(_all(text, each))
    leads = places[0][0][0] < others[0].start
    first, last = (before, mention.start) if leads else (mention.end, after)
    own = [part for (start, end), part in places if first <= start and end <= last]
    if own:
        return figure, own[-1] if leads else own[0]
    whole = "" in each and _WHOLE.search(text[before : mention.start])
    return (figure, "") if whole else ("", "")


def _nearest(
    mention: Mention, text: str, each: Mapping[str, Sequence[str]]
) -> tuple[str | None, bool]:
    """The part whose name stands nearest to a number, and whether it is near enough."""
    gaps: list[tuple[int, str]] = []
    for (start, end), part in _all(text, each):
        between = text[mention.end : start] or text[end : mention.start]
        gaps.append((len(re.sub(r"[\d.,%£()]+%?", "", between)), part))
    gap, part = min(gaps, default=(0, ""))
    return (part, gap <= _NEAR) if gaps else (None, False)


def _all(text: str, each: Mapping[str, Sequence[str]]) -> list[tuple[tuple[int, int], str]]:
    """Where a text names parts: of names within names, the longer ones."""
    found = [
        (said.span(), part)
        for part, names in each.items()
        for name in names
        if name
        for said in re.finditer(_pattern(name), text, re.I)
    ]
    return [one for one in found if not any(_within(one[0], other[0]) for other in found)]


def _pattern(name: str) -> str:
    """A name with hyphens or spaces, an ``and`` or its sign, and as one or as several."""
    words = [re.escape(word) for word in re.split(r"[\s-]+", name)]
    spelt = [r"(?:and|&)" if word.lower() in ("and", r"\&", "&") else word for word in words]
    return rf"(?<!\w){'[ -]'.join(spelt)}s?(?!\w)"


def _within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]
