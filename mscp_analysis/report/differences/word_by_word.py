"""The words of two passages, one by one: what stayed, went and came."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from mscp_analysis.report.differences.passages import Reworded, Word

Kind = Literal["same", "del", "ins"]


class Run(NamedTuple):
    """Words that stayed, went or came together.

    Parameters
    ----------
    kind : {"same", "del", "ins"}
    parts : list of (str, str)
        Words, and the address of the reason why their number differs, if one is told.
    """

    kind: Kind
    parts: list[tuple[str, str]]

    @property
    def text(self) -> str:
        """The words."""
        return "".join(text for text, _ in self.parts)


def runs(pair: Reworded, address: Callable[[str, bool], str] = lambda fact, new: "") -> list[Run]:
    """What stayed, went and came, in the order in which it is read.

    Parameters
    ----------
    pair : Reworded
    address : callable
        From the key of a fact, and whether it is of the later report, to the address of the
        reason why it differs; empty where there is none.

    Returns
    -------
    list of Run

    Examples
    --------
    >>> from mscp_analysis.report.differences.passages import Passage
    >>> def said(text):
    ...     return Passage("", "", tuple(Word(word, "", True) for word in text.split()))
    >>> pair = Reworded(said("Plans fell by 7 ."), said("Plans rose by 7 ."))
    >>> [(run.kind, run.text.strip()) for run in runs(pair)]
    [('same', 'Plans'), ('del', 'fell'), ('ins', 'rose'), ('same', 'by 7 .')]
    """
    old, new = (list(side.words) if side else [] for side in (pair.old, pair.new))
    found = []
    for kind, first, last in _steps(old, new):
        words = (new if kind != "del" else old)[first:last]
        is_new = kind != "del"
        parts = [(" " * word.space + word.text, _led(word, is_new, address)) for word in words]
        found.append(Run(kind, _merged(parts)))
    return found


def _led(word: Word, is_new: bool, address: Callable[[str, bool], str]) -> str:
    return address(word.fact, is_new) if word.fact else ""


def _steps(old: Sequence[Word], new: Sequence[Word]) -> Iterator[tuple[Kind, int, int]]:
    """Stretches of words; marks alone between two changes are part of the change."""
    before, after = ([word.text for word in side] for side in (old, new))
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    gone = [0, 0, 0, 0]
    for place, (kind, _, b, c, d) in enumerate(codes):
        between = 0 < place < len(codes) - 1
        if kind == "equal" and not (between and not any(w.text.isalnum() for w in new[c:d])):
            yield from _change(gone)
            yield "same", c, d
            gone = [b, b, d, d]
        else:
            gone = [gone[0], b, gone[2], d]
    yield from _change(gone)


def _change(stretch: Sequence[int]) -> Iterator[tuple[Kind, int, int]]:
    a, b, c, d = stretch
    if b > a:
        yield "del", a, b
    if d > c:
        yield "ins", c, d


def _merged(parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for text, led in parts:
        if found and found[-1][1] == led == "":
            found[-1] = (found[-1][0] + text, "")
        else:
            found.append((text, led))
    return found
