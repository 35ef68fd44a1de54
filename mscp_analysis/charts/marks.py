"""What charts share beside their style: the frame of a series, names at ends, values at points."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes

from mscp_analysis.charts.style import INK, PALETTE
from mscp_analysis.measures import Fact

LINE = 0.08
"""What part of the height of a drawing one line of words takes."""

LETTERS = 16
"""How many letters of a name stand on one line."""

YEARS, QUARTERS = 4, 3
"""At most how many years, or quarters, are named beneath a series: their names are wide."""


def over_years(axes: Axes, decimals: int = 0) -> None:
    """The frame of every chart of a series: nothing but the values' own grid lines."""
    axes.grid(visible=False, axis="x")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.{decimals}f}")


def ticks(axes: Axes, periods: Sequence[str], timing: str) -> None:
    """A mark for every period, and below some of them, the last among them, its name."""
    step = -(-len(periods) // (QUARTERS if timing == "quarter" else YEARS))
    last = len(periods) - 1
    names = [name if (last - at) % step == 0 else "" for at, name in enumerate(periods)]
    axes.set_xticks(range(len(periods)), names)


def wrapped(words: str) -> str:
    """A name on as many lines as it needs, so that it leaves room for the drawing."""
    return "\n".join(textwrap.wrap(words, LETTERS, break_long_words=False))


def capital(unit: str) -> str:
    """A unit as the title of an axis."""
    return unit[:1].upper() + unit[1:]


class Ending(NamedTuple):
    """What is written at the end of a line: where, in what words and colour, and how heavy."""

    value: float
    words: str
    colour: str = INK
    weight: str = "normal"


def at_end(axes: Axes, place: float, endings: Iterable[Ending]) -> None:
    """Name lines at their ends, pushed apart where two names would overlap."""
    low, top = axes.get_ylim()
    line, free = (top - low) * LINE, low - top
    for ending in sorted(endings, key=lambda each: each.value):
        words = wrapped(ending.words)
        half = line * (words.count("\n") + 1) / 2
        at = max(ending.value, free + half)
        free = at + half
        axes.annotate(
            words,
            (place, at),
            va="center",
            color=INK if ending.colour == PALETTE["second"] else ending.colour,
            fontweight=ending.weight,
            annotation_clip=False,
        )


def tell(axes: Axes, place: int, fact: Fact, beneath: bool, side: str = "center") -> None:
    """Write a value at its point, above the line or beneath it."""
    axes.annotate(
        fact.shown,
        (place, fact.number),
        xytext=(0, -8 if beneath else 8),
        textcoords="offset points",
        ha=side,
        va="top" if beneath else "bottom",
        color=PALETTE["main"],
        fontweight="bold",
    )
