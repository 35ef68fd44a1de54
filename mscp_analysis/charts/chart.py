"""A chart as SVG with real text, and what it says to someone who cannot see it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mscp_analysis import markup
from mscp_analysis.measures import Fact
from mscp_analysis.sources import Source, join

PALETTE = {
    "main": "#12436d",
    "second": "#28a197",
    "third": "#801650",
    "fourth": "#f46a25",
    "quiet": "#595959",
}
"""The Government Analysis Function's colours for charts, each with its part to play."""

_INK = {"#000000": "currentColor", "#262626": "currentColor"}
_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "mscp_analysis",
    # DejaVu Sans comes with Matplotlib, so that text takes the same room on every machine;
    # the drawing then names no font, and is read in that of the page.
    "font.family": ["DejaVu Sans"],
    "font.size": 11,
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
def drawing(width: float = 5.6, height: float = 3.4) -> Iterator[Figure]:
    """A figure in the house style, away from whatever the notebook has set."""
    with mpl.rc_context():
        mpl.rcdefaults()
        sns.set_theme(context="notebook", style="ticks", rc=_STYLE)
        yield Figure(figsize=(width, height), layout="constrained")


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawn chart.

    Parameters
    ----------
    svg : str
        The drawing; its text is text, and takes the page's font and colour.
    title : str
        What is measured, of where and when, and in what unit.
    alt : str
        What the chart shows, computed from the rows that it was drawn from.
    facts : tuple of Fact
        The figures drawn.
    """

    svg: str
    title: str
    alt: str
    facts: tuple[Fact, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source that its facts were read from."""
        return join(*(fact.sources for fact in self.facts))

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        said = {"alt": self.alt, "title": self.title}
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


def svg_of(figure: Figure) -> str:
    """The figure as SVG: the same bytes each time, in the reader's own font and colours."""
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None, "Format": None})
    text = drawn.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.S)
    text = re.sub(r"font-family: [^;\"]*;? ?", "", text)
    text = re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"|(<svg[^>]*?)', r"\1\2", text, count=1)
    for name, colour in PALETTE.items():
        text = re.sub(colour, f"var(--chart-{name}, {colour})", text, flags=re.I)
    for ink, current in _INK.items():
        text = text.replace(ink, current)
    return text


def over_years(axes: Axes, decimals: int = 0) -> None:
    """The frame of every chart of a series: nothing but the values' own grid lines."""
    axes.grid(visible=False, axis="x")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.{decimals}f}")


def tell(axes: Axes, place: int, fact: Fact, beneath: bool) -> None:
    """Write a value at its point, above the line or beneath it."""
    axes.annotate(
        fact.shown,
        (place, fact.number),
        xytext=(0, -8 if beneath else 8),
        textcoords="offset points",
        ha="center",
        va="top" if beneath else "bottom",
        color=PALETTE["main"],
        fontweight="bold",
    )


def span(periods: Sequence[str]) -> str:
    """``2013-14 to 2023-24``, or the only year there is."""
    return " to ".join(dict.fromkeys([periods[0], periods[-1]]))


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
