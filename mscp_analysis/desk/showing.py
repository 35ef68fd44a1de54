"""Words, a chart and its figures as one output of a notebook, in the colours that it is read in."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from html import escape
from typing import Any

from mscp_analysis import markup
from mscp_analysis.charts import Absent, Chart
from mscp_analysis.charts.rules import rules
from mscp_analysis.prose import Notes, Sentence
from mscp_analysis.prose.sentences import Absence
from mscp_analysis.tables import Table


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A chart with the table of its figures, what is said of it, and where it was read.

    Parameters
    ----------
    chart : Chart or Absent
        What is drawn.
    table : Table
        Its figures.
    said : tuple of Sentence or Absence
        What stands above it.
    notes : Notes
        What all of it cites.

    Examples
    --------
    >>> from mscp_analysis import desk
    >>> shown = desk.look("Medway", "2023-24", "plans", "earlier", known_at="2024-12-31")
    >>> shown.table.caption
    'Child protection plans, Medway, 2013-14 to 2023-24'
    """

    chart: Chart | Absent
    table: Table
    said: tuple[Sentence | Absence, ...] = ()
    notes: Notes

    @property
    def html(self) -> str:
        """All of it as HTML; figures and sources are folded away."""
        words = "".join(f"<p>{_words(each)}</p>" for each in self.said)
        sources = self.notes._repr_mimebundle_()[0]["text/html"]
        return (
            f'<section class="mscp">{_style()}{_plain(words)}{_drawn(self.chart)}'
            f"{_folded('Show the figures', _plain(self.table.html))}"
            f"{_folded('Show the sources', sources)}</section>"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return "\n".join([*map(repr, self.said), repr(self.table), repr(self.notes)])

    def __dir__(self) -> list[str]:
        return ["chart", "html", "notes", "said", "table"]


def show(chart: Chart | Absent, figures: Table) -> Shown:
    """A chart and the table of its figures, to be read at the desk.

    Parameters
    ----------
    chart : Chart or Absent
        See ``charts``.
    figures : Table
        See ``tables``.

    Returns
    -------
    Shown
        A notebook draws it; in a terminal it is the table and its sources.

    Examples
    --------
    >>> from mscp_analysis import charts, data, tables
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> both = (plans, "Medway", "2023-24")
    >>> print(repr(show(charts.trend(*both, years=2), tables.series(*both, years=2)))[:50])
    Child protection plans, Medway, 2022-23 to 2023-24
    """
    notes = Notes()
    notes.show(chart, figures=figures)
    return Shown(chart=chart, table=figures, notes=notes)


def _words(said: Sentence | Absence) -> str:
    return said.html if isinstance(said, Sentence) else markup.text(repr(said))


def _drawn(chart: Chart | Absent) -> str:
    if isinstance(chart, Absent):
        return f"<p>{markup.text(repr(chart))}</p>"
    drawing = _apart(chart.svg, hashlib.sha256(chart.alt.encode()).hexdigest()[:6])
    drawing = drawing.replace("<svg ", f'<svg role="img" aria-label="{escape(chart.alt)}" ', 1)
    words = f"<strong>{markup.text(chart.headline)}</strong><br>{markup.text(chart.subtitle)}"
    return f"<figure>{drawing}<figcaption>{words}</figcaption></figure>"


def _folded(summary: str, html: str) -> str:
    return f"<details><summary>{summary}</summary>{html}</details>" if html else ""


def _apart(svg: str, key: str) -> str:
    """The drawing with names that no other drawing of the same notebook has."""
    return re.sub(r'(\bid="|url\(#|href="#)', rf"\1d{key}-", svg)


def _plain(html: str) -> str:
    """Words without links within a page: a notebook lists the sources of each output by itself."""
    return re.sub(
        r'<a (?:class="fact" )?href="#[^"]*"([^>]*)>(.*?)</a>', r"<span\1>\2</span>", html
    )


def _style() -> str:
    """The page's colours for charts, by those of the notebook: light, or dark."""
    colours = rules()["colours"].items()
    dark = ";".join(f"--chart-{part}:{said['dark']}" for part, said in colours)
    return (
        "<style>.mscp{max-width:44rem;line-height:1.5}"
        ".mscp svg{width:100%;max-width:32rem;height:auto;font-family:inherit}"
        ".mscp figure{margin:0 0 .5rem}.mscp .number{white-space:nowrap}"
        ".mscp .table :is(caption,th,td){text-align:left}.mscp .table .number{text-align:right}"
        f"[data-jp-theme-light=false] .mscp{{{dark}}}</style>"
    )
