"""The house style: the colours, the size and the settings that every chart is drawn with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from mscp_analysis.charts.rules import Palette

PALETTE = Palette()
"""The Government Analysis Function's colours for charts, each with its part to play."""

WIDTH = 4.7
"""Inches. At this width words of eleven points are ten pixels high on the narrowest phone, where
a page leaves 308 pixels: 11 * 308 / (4.7 * 72)."""

INK = "#262626"
"""The colour of words: that of the page's own text."""

_TICKS = {
    "color": INK,
    "labelsize": 11,
    "major.size": 6,
    "major.width": 1,
    "minor.size": 4,
    "minor.width": 1,
}
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "mscp_analysis",
    # DejaVu Sans comes with Matplotlib, so that text takes the same room on every machine;
    # the drawing then names no font, and is read in that of the page.
    "font.family": ["DejaVu Sans"],
    "font.size": 11,
    **dict.fromkeys(["text.color", "axes.labelcolor", "axes.edgecolor"], INK),
    **{f"{axis}tick.{part}": value for axis in "xy" for part, value in _TICKS.items()},
    "axes.labelsize": 11,
    "axes.linewidth": 1,
    "grid.linewidth": 1,
    "lines.solid_capstyle": "round",
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
        mpl.rcParams.update(_STYLE)
        yield Figure(figsize=(WIDTH, height), layout="constrained")
