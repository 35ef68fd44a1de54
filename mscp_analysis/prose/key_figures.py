"""Phrases for the key figures of a year: what clearly changed, and what did not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mscp_analysis.data.key_figures import KeyFigure
from mscp_analysis.measures import MARKERS
from mscp_analysis.periods import ReportingYear
from mscp_analysis.prose.movements import movement
from mscp_analysis.prose.phrases import Phrase

_ORDER = ("worse", "", "better")


def changed(figures: Sequence[KeyFigure], year: str | ReportingYear) -> list[Phrase]:
    """What clearly changed since the year before, what is worse first; then what did not.

    A figure is called worse or better only where its table says which way is better.

    Parameters
    ----------
    figures : sequence of KeyFigure
        As ``data.key_figures`` gives them.
    year : str or ReportingYear
        The reporting year.

    Returns
    -------
    list of Phrase
        One sentence each.

    Examples
    --------
    >>> from mscp_analysis.data.key_figures import key_figures
    >>> found = changed(key_figures("Medway", "2023-24", "2024-12-31"), "2023-24")
    >>> print(found[0])  # doctest: +NORMALIZE_WHITESPACE
    referrals that came within a year of an earlier one: 1,263 in 2023-24, up 26.7% from 997 in
    2022-23 (266 more); that is 23.9% of all referrals, up from 21.1% in 2022-23
    (2.8 percentage points higher), which is worse.
    """
    label = ReportingYear.parse(year)
    moved = [each for each in figures if _has_moved(each)]
    moved.sort(key=lambda each: _ORDER.index(each.judged))
    told = [each for each in figures if each.change.direction != "unknown"]
    still = [each for each in told if each not in moved]
    found = [_moved(each) for each in moved]
    if still:
        words = "There was no clear change between {before} and {year} in {names}."
        found.append(Phrase(words, before=label.previous(), year=label, names=_names(still)))
    return found + _unknown(figures)


def _has_moved(figure: KeyFigure) -> bool:
    """Whether the number rose or fell or, where that can be told at all, its rate or share did."""
    moves = [figure.change.direction, figure.rate.direction if figure.rate else "unchanged"]
    told = moves[:1] if figure.decides == "number" else moves
    return moves[0] != "unknown" and bool({"rose", "fell"} & {*told})


def _moved(figure: KeyFigure) -> Phrase:
    """The number, and the rate or share where it is one or does not go the number's way."""
    words = "{name}: {now} {now.when}, {movement}"
    parts: dict[str, Any] = {"now": figure.change.now, "movement": _movement(figure, "number")}
    rate = figure.rate
    if rate is not None and (figure.of or rate.direction != figure.change.direction):
        words += "; that is {rate}% of {of}, " if figure.of else "; that is {rate} {rate.unit}, "
        words += "{of_rate}" + (f", which is {figure.judged}" if figure.judged else "")
        parts |= {"rate": rate.now, "of": figure.of, "of_rate": _movement(figure, "share")}
    return Phrase(words + ".", name=figure.name, **parts)


def _movement(figure: KeyFigure, which: str) -> Phrase:
    """How one of the two moved; of the one that is not judged only what it was before."""
    moved = figure.change if which == "number" or figure.rate is None else figure.rate
    if figure.decides in (which, "both"):
        return movement(moved)
    sign = "%" if moved.now.unit == "%" else ""
    return Phrase("after {before}" + sign + " {before.when}", before=moved.before)


def _unknown(figures: Sequence[KeyFigure]) -> list[Phrase]:
    """Of which figures a change cannot be told: a sentence for each reason."""
    reasons: dict[str, list[KeyFigure]] = {}
    for each in figures:
        if each.change.direction == "unknown":
            reasons.setdefault(each.change.difference.marker, []).append(each)
    words = "Whether these changed cannot be told, since a figure is {why}: {names}."
    return [
        Phrase(words, names=_names(each), why=MARKERS[marker]) for marker, each in reasons.items()
    ]


def _names(figures: Sequence[KeyFigure]) -> list[str]:
    return [each.name for each in figures]
