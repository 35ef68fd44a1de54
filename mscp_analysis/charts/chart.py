"""A chart: what it finds, what it measures, and what it says to someone who cannot see it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mscp_analysis import markup
from mscp_analysis.charts.rules import Palette
from mscp_analysis.charts.svg import INK, alone
from mscp_analysis.measures import Fact
from mscp_analysis.sources import Source, join

PALETTE = Palette()
"""The Government Analysis Function's colours for charts, each with its part to play."""

WIDTH = 4.7
"""Inches. At this width words of eleven points are ten pixels high on the narrowest phone, where
a page leaves 308 pixels: 11 * 308 / (4.7 * 72)."""

LINE = 0.08
"""What part of the height of a drawing one line of words takes."""

LETTERS = 16
"""How many letters of a name stand on one line."""

YEARS, QUARTERS = 4, 3
"""At most how many years, or quarters, are named beneath a series: their names are wide."""

_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "mscp_analysis",
    # DejaVu Sans comes with Matplotlib, so that text takes the same room on every machine;
    # the drawing then names no font, and is read in that of the page.
    "font.family": ["DejaVu Sans"],
    "font.size": 11,
    **dict.fromkeys(["axes.labelsize", "xtick.labelsize", "ytick.labelsize"], 11),
    **dict.fromkeys(["xtick.major.width", "ytick.major.width", "axes.linewidth"], 1.0),
    "patch.linewidth": 0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#8888884d",
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "text.parse_math": False,
}


@contextmanager
def drawing(height: float = 3.2) -> Iterator[Figure]:
    """A figure in the house style, away from whatever the notebook has set."""
    with mpl.rc_context():
        mpl.rcdefaults()
        sns.set_theme(context="notebook", style="ticks", rc=_STYLE)
        yield Figure(figsize=(WIDTH, height), layout="constrained")


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawn chart.

    Parameters
    ----------
    svg : str
        The drawing; its text is text, and takes the page's font and colour.
    headline : str
        What it finds, in words without a number; see ``findings``.
    title : str
        What is measured, of where and when, and in what unit.
    note : str
        How to read it: what is drawn besides the figures, and what is not.
    alt : str
        What the chart shows, computed from the rows that it was drawn from.
    facts : tuple of Fact
        The figures drawn.

    Examples
    --------
    >>> from mscp_analysis import charts, data
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31").at_31_march
    >>> charts.trend(plans, "Medway", "2023-24", years=2).headline
    'Child protection plans: in Medway the number shows no clear change since 31 March 2023'
    """

    svg: str
    headline: str
    title: str
    alt: str
    facts: tuple[Fact, ...]
    note: str = ""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source that its facts were read from."""
        return join(*(fact.sources for fact in self.facts))

    @property
    def subtitle(self) -> str:
        """What is measured, as known when, and how to read it."""
        latest = max(self.sources, key=lambda source: source.published, default=None)
        known = f", as of {latest.published_in_words}" if latest else ""
        return " ".join(filter(None, [f"{self.title}{known}.", self.note]))

    def save(self, path: str | Path) -> Path:
        """Write the drawing as a file that Word, PowerPoint and a browser show.

        Parameters
        ----------
        path : str or Path
            The file, whose name ends in ``.svg``; one that is there already is replaced.

        Returns
        -------
        pathlib.Path
            The file. It holds the drawing and its alternative text; headline and sources are
            those of the chart.

        Raises
        ------
        ValueError
            If the name does not end in ``.svg``, or there is no such folder.

        Examples
        --------
        >>> import tempfile
        >>> from mscp_analysis import charts, data
        >>> plans = data.load("child_protection_plans").at_31_march
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     charts.trend(plans, "Medway", "2023-24").save(f"{folder}/plans.svg").name
        'plans.svg'
        """
        path = Path(path)
        if path.suffix.lower() != ".svg":
            raise ValueError(
                f"{path.name}: expected a name that ends in .svg, which Word and PowerPoint take "
                "as a picture that stays sharp."
            )
        if not path.parent.is_dir():
            raise ValueError(f"{path.parent}: there is no such folder; make it first.")
        path.write_text(alone(self.svg, self.alt), encoding="utf-8")
        return path

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        said = {
            "headline": self.headline,
            "title": self.subtitle,
            "alt": self.alt,
            "sources": len(self.sources),
        }
        about = {"kind": "chart", "facts": []}
        return {"image/svg+xml": self.svg, "text/plain": repr(self)}, {
            "image/svg+xml": said,
            "mscp": about,
        }

    def __repr__(self) -> str:
        return f"<Chart: {self.alt}>"


@dataclass(frozen=True)
class Absent:
    """What stands in a chart's place where no figure may be shown.

    Parameters
    ----------
    title : str
        What would have been drawn.
    why : str
        Why it is not.
    absence : str
        Where nobody supplied any figure: the sentence that says so, which a page shows instead.

    Examples
    --------
    >>> Absent("Children in custody, Medway, 2023-24")
    Children in custody, Medway, 2023-24: no figure that may be shown, so there is no chart.
    """

    title: str
    why: str = "no figure that may be shown"
    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
    absence: str = ""

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        html = f"<p>{markup.text(repr(self))}</p>"
        return {"text/html": html, "text/plain": repr(self)}, {
            "mscp": {"kind": "sentence", "facts": []}
        }

    def __repr__(self) -> str:
        return f"{self.title}: {self.why}, so there is no chart."


def over_years(axes: Axes, decimals: int = 0) -> None:
    """The frame of every chart of a series: nothing but the values' own grid lines."""
    axes.grid(visible=False, axis="x")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.{decimals}f}")


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


def span(periods: Sequence[str]) -> str:
    """``2013-14 to 2023-24``, or the only year there is."""
    return " to ".join(dict.fromkeys([periods[0], periods[-1]]))


def ticks(axes: Axes, periods: Sequence[str], timing: str) -> None:
    """A mark for every period, and below some of them, the last among them, its name."""
    step = -(-len(periods) // (QUARTERS if timing == "quarter" else YEARS))
    last = len(periods) - 1
    names = [name if (last - at) % step == 0 else "" for at, name in enumerate(periods)]
    axes.set_xticks(range(len(periods)), names)


def withheld(facts: Sequence[Fact]) -> str:
    """How many years or quarters have no figure: what a gap does not say."""
    gaps = [fact for fact in facts if fact.value is None]
    if not gaps:
        return ""
    what = "period" if "Q" in gaps[-1].period else "year"
    have = f"{what} has" if len(gaps) == 1 else f"{what}s have"
    why = " that may be shown" if any(fact.marker == "c" for fact in gaps) else ""
    return f"{len(gaps)} {have} no figure{why}, {gaps[-1].period} the last of them"


def label(fact: Fact) -> str:
    """A value as it stands in a chart or its alternative: ``41.9 in 2023-24``."""
    if fact.timing in {"year", "quarter"}:
        return f"{fact.shown} in {fact.period}"
    return f"{fact.shown} on {fact.date}"
