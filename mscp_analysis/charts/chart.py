"""A chart: what it finds, what it measures, and what it says to someone who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mscp_analysis import markup
from mscp_analysis.charts.svg import alone
from mscp_analysis.measures import Fact
from mscp_analysis.sources import Source, join


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
    There is no chart of “Children in custody, Medway, 2023-24”: no figure of it can be shown.
    """

    title: str
    why: str = "no figure of it can be shown"
    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
    absence: str = ""

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        html = f"<p>{markup.text(repr(self))}</p>"
        return {"text/html": html, "text/plain": repr(self)}, {
            "mscp": {"kind": "sentence", "facts": []}
        }

    def __repr__(self) -> str:
        return f"There is no chart of “{self.title}”: {self.why}."


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
