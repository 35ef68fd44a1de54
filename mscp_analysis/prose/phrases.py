"""Templates filled with facts: the only way in which a number gets into words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import escape
from string import Formatter
from typing import Any

from mscp_analysis import markup, wording
from mscp_analysis.areas import Area
from mscp_analysis.markup import NOUGHT, TIMES
from mscp_analysis.measures import MARKERS, Fact
from mscp_analysis.periods import ReportingYear
from mscp_analysis.sources import Source

STATUTE = re.compile(r"\bsections? \d+[A-Z]?(?:/\d+)?\b", re.I)
"""Names such as *section 47 enquiry*, whose digits are no figure."""


class Phrase:
    """Part of a sentence: a template, and the facts, dates and names that fill it.

    In the template ``{n}`` is the number of the fact ``n``; ``{n:child|children}`` the word
    that goes with it; ``{n:none}`` or ``{n:no}`` the number, or that word where it is 0;
    ``{n.unit}``, ``{n.when}``,
    ``{n.date}``, ``{n.period}``, ``{n.area}``, ``{n.interval}``, ``{n.size}`` (without its
    sign) and ``{n.why}`` (the reason for its absence) what belongs to it. Reporting years,
    dates, areas, words and other phrases stand for themselves; a list is set in a row.

    Parameters
    ----------
    template : str
        Words without any digit, but for the names of sections of a statute.
    **parts
        What fills the template.

    Raises
    ------
    ValueError
        If the template or a word holds a typed digit, or a part is a bare number.
    LookupError
        If the template asks for a part that was not given.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans").at_31_march.at("2023-24", "Medway")
    >>> Phrase("{n} {n:child|children} {n.when}", n=plans).plain
    '281 children on 31 March 2024'
    """

    def __init__(self, template: str, **parts: Any) -> None:
        self.template, self.parts = template, parts
        self._pieces = [*Formatter().parse(template)]
        for literal, *_ in self._pieces:
            if any(letter.isdigit() for letter in STATUTE.sub("", literal)):
                raise ValueError(
                    f"The words {literal.strip()!r} hold a typed digit: give the number as a fact."
                )

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the template shows, those of inner phrases included."""
        return tuple(
            fact
            for _, name, spec, _ in self._pieces
            if name is not None
            for fact in _facts(self._part(name.split(".")[0]), name, spec or "")
        )

    @property
    def html(self) -> str:
        """The phrase as HTML: numbers in ``data``, linked to their source; dates in ``time``."""
        return "".join(
            markup.text(literal) + ("" if name is None else self._fill(name, spec or ""))
            for literal, name, spec, _ in self._pieces
        )

    @property
    def plain(self) -> str:
        """The phrase as plain text."""
        return markup.plain(self.html)

    def _part(self, name: str) -> Any:
        if name not in self.parts:
            raise LookupError(
                f"The words {self.template!r} ask for {{{name}}}, which was not given: "
                f"there is {', '.join(self.parts) or 'nothing'}."
            )
        return self.parts[name]

    def _fill(self, path: str, spec: str) -> str:
        name, *attributes = path.split(".")
        part = self._part(name)
        for attribute in attributes:
            part = _attribute(part, attribute)
        return html_of(part, spec)

    def __repr__(self) -> str:
        return self.plain


def _facts(part: Any, path: str, spec: str) -> Iterator[Fact]:
    """The facts of a part that a reader sees as numbers."""
    if isinstance(part, Phrase):
        yield from part.facts
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _facts(each, path, spec)
    elif isinstance(part, Fact) and "|" not in spec:
        last = path.split(".")[-1]
        if last == "interval":
            yield from part.limits
        elif last == "size" or "." not in path:
            yield part.size if last == "size" else part


def _attribute(part: Any, name: str) -> Any:
    if isinstance(part, Fact):
        return _OF_A_FACT.get(name, lambda fact: getattr(fact, name))(part)
    return getattr(part, name)


def html_of(part: Any, spec: str = "") -> str:
    """One part of a phrase as HTML."""
    if isinstance(part, Fact):
        return _fact(part, spec)
    if isinstance(part, Phrase):
        return part.html
    if isinstance(part, Markup):
        return part.html
    if isinstance(part, ReportingYear):
        return markup.period(part.label)
    if isinstance(part, date):
        return markup.day(part)
    if isinstance(part, list | tuple):
        return wording.listed([html_of(each, spec) for each in part])
    words = wording.name(part) if isinstance(part, Area | str) else part
    if not isinstance(words, str) or any(letter.isdigit() for letter in TIMES.sub("", words)):
        raise ValueError(f"{part!r} cannot stand in a sentence: a number must be given as a fact.")
    return markup.text(words)


class Markup:
    """Words that are HTML already, such as a unit or a date of a fact."""

    def __init__(self, html: str) -> None:
        self.html = html


def _fact(fact: Fact, spec: str) -> str:
    if "|" in spec:
        one, many = spec.split("|")
        return escape(one if fact.shown == "1" else many)
    if spec not in ("", *NOUGHT):
        raise ValueError(f"{{:{spec}}} is no way to write {fact.title}: {', '.join(NOUGHT)}.")
    return linked(fact, spec)


def linked(fact: Fact, nought: str = "") -> str:
    """A number, or its marker, as a link to the first of its sources; for 0 a word, if given."""
    said = nought if nought and fact.value == 0 else fact.shown
    number = markup.number(fact.value, said, fact.key)
    if not fact.sources:
        return number
    return linked_source(number, fact.sources[0], f"{fact.title}, {fact.area}, {fact.period}. ")


def linked_source(html: str, source: Source, about: str = "") -> str:
    """Some words as a link to the source that they were taken from."""
    title = escape(about + source.citation)
    return f'<a class="fact" href="#{source.anchor}" title="{title}">{html}</a>'


def _interval(fact: Fact) -> Markup:
    if fact.lower is None or fact.upper is None:
        raise ValueError(f"{fact.title}, {fact.area}, {fact.period} has no interval to show.")
    low, high = fact.limits
    return Markup(f"{linked(low)} to {linked(high)}")


_OF_A_FACT = {
    "unit": lambda fact: Markup(markup.text(fact.unit)),
    "date": lambda fact: Markup(markup.text(fact.date)),
    "period": lambda fact: Markup(markup.period(fact.period)),
    "when": lambda fact: Markup(markup.text(wording.when(fact))),
    "title": lambda fact: Markup(markup.text(fact.title)),
    "interval": _interval,
    "why": lambda fact: MARKERS.get(fact.marker, "shown"),
    "area": lambda fact: wording.name(fact.place),
}
