"""The sentences of a page, and the sources that they and its tables and charts cite."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, Protocol

from mscp_analysis.measures import Fact
from mscp_analysis.prose.phrases import Phrase
from mscp_analysis.prose.sentences import Absence, Sentence, Sentences
from mscp_analysis.sources import Source, join


class Shown(Protocol):
    """A table or a chart: what a page shows besides sentences."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every number that it shows."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where they were read."""


class Notes:
    """What a page has said and cited so far; shown last, it is the list of sources.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> notes, plans = Notes(), data.load("child_protection_plans").at_31_march
    >>> notes.say("{n} {n:child|children} had a plan {n.when}.", n=plans.at("2023-24", "Medway"))
    281 children had a plan on 31 March 2024.
    >>> notes.say("There were 281 plans.")
    Traceback (most recent call last):
    ValueError: The words 'There were 281 plans.' hold a typed digit: give the number as a fact.
    """

    def __init__(self) -> None:
        self.sources: tuple[Source, ...] = ()

    def say(
        self,
        template: str,
        otherwise: str | None = None,
        nought: str | None = None,
        **parts: Any,
    ) -> Sentence | Absence:
        """A sentence in which every number is a fact.

        Parameters
        ----------
        template : str
            Words with places for facts; see ``Phrase``.
        otherwise : str, optional
            What to say instead where a fact of the template is withheld or missing; in it
            ``missing`` is that fact. Left out, or with a missing fact of its own, the
            sentence names the missing figure and the reason.
        nought : str, optional
            What to say instead where the first number of the template is 0, or where it has
            none, since each of several was; left empty, nothing.
        **parts
            Facts, phrases, reporting years, dates, areas and words.

        Returns
        -------
        Sentence or Absence
            Why there is nothing to say, where a fact is of a register that nobody supplied.

        Raises
        ------
        ValueError
            If a digit is typed, or a number stands without any date.
        LookupError
            If a part is missing.
        """
        phrase = Phrase(template, **parts)
        withheld = _withheld(phrase)
        absent = next((fact.absence for fact in withheld if fact.absence), "")
        if absent:
            return Absence(absent)
        if nought is not None and (not phrase.facts or phrase.facts[0].value == 0):
            phrase = Phrase(nought, **parts)
        elif withheld and otherwise:
            phrase = Phrase(otherwise, missing=withheld[0], **parts)
        if _withheld(phrase):
            phrase = _missing(withheld)
        sentence = Sentence(phrase)
        if sentence.facts and "<time" not in sentence.html:
            raise ValueError(
                f"{sentence!r} gives a number without its date: add {{year}}, or the "
                "date, period or when of one of its facts."
            )
        self.cite(sentence.facts)
        return sentence

    def say_each(self, phrases: Iterable[Phrase]) -> Sentence | Sentences | Absence:
        """Several sentences as a list, or a single one as a paragraph.

        Parameters
        ----------
        phrases : iterable of Phrase
            Such as ``corrected`` gives.

        Returns
        -------
        Sentence or Sentences
        """
        said = [self.say("{it}", it=phrase) for phrase in phrases]
        sentences = [each for each in said if isinstance(each, Sentence)]
        if len(sentences) < len(said):
            return next(each for each in said if isinstance(each, Absence))
        return sentences[0] if len(sentences) == 1 else Sentences(sentences)

    def show(self, shown: Shown, figures: Shown | None = None) -> Any:
        """Show a table, or a chart with its figures; their sources are cited with the rest.

        Parameters
        ----------
        shown : Table or Chart
            What to show.
        figures : Table, optional
            The table of the figures that a chart shows; folded away beneath it.

        Returns
        -------
        object
            Something that a notebook displays.

        Raises
        ------
        ValueError
            If a chart comes without the table of its figures.
        """
        absent = getattr(shown, "absence", "") or getattr(figures, "absence", "")
        if absent:
            return Absence(absent)
        if hasattr(shown, "alt") and figures is None:
            raise ValueError(f"{shown!r} needs its figures as a table beside it.")
        for each in (shown, figures):
            self.sources = join(self.sources, each.sources) if each else self.sources
        if figures and any(fact.value is not None for fact in figures.facts):
            return _Together(shown, figures)
        return shown

    def cite(self, facts: Iterable[Fact]) -> None:
        """Add the sources of some facts to the list."""
        self.sources = join(self.sources, *(fact.sources for fact in facts))

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        one_each = {source.anchor: source for source in self.listed}
        rows = "".join(
            f'<li id="{anchor}">{_cited(source)}</li>' for anchor, source in one_each.items()
        )
        html = f'<ol class="sources">{rows}</ol>'
        return {"text/html": html, "text/plain": repr(self)}, {
            "mscp": {"kind": "sources", "facts": []}
        }

    @property
    def listed(self) -> list[Source]:
        """The sources cited, in the order of publisher, title and date."""
        return sorted(self.sources)

    def __repr__(self) -> str:
        cited = dict.fromkeys(source.citation for source in self.listed)
        return "\n".join(cited) or "No source cited yet."


class _Together:
    """A chart, and beneath it the table of its figures, folded away."""

    def __init__(self, chart: Shown, figures: Shown) -> None:
        self.chart, self.figures = chart, figures

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.chart)
        display(_Folded(self.figures))


class _Folded:
    def __init__(self, table: Any) -> None:
        self.table = table

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        data, about = self.table._repr_mimebundle_()
        html = f"<details><summary>Show the figures</summary>{data['text/html']}</details>"
        return {**data, "text/html": html}, about


def _withheld(phrase: Phrase) -> list[Fact]:
    return [fact for fact in phrase.facts if fact.value is None]


def _missing(withheld: list[Fact]) -> Phrase:
    """Which figure is missing and why: one for each reason, the first that the words name."""
    first = {fact.marker: fact for fact in reversed(withheld)}
    names = {f"t{'h' * place}": fact for place, fact in enumerate(first.values())}
    words = [
        f"No figure is given for “{{{name}.title}}” in {{{name}.area}} {{{name}.when}}: "
        f"{{{name}.why}}."
        for name in names
    ]
    return Phrase(" ".join(words), **names)


def _cited(source: Source) -> str:
    words = escape(source.citation)
    if source.url:
        words = f'<a href="{escape(source.url)}">{words}</a>'
    licence = f" <small>{escape(source.licence)}</small>" if source.licence else ""
    return f"<cite>{words}{licence}</cite>"
