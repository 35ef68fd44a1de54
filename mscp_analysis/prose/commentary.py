"""What people of the partnership have written, with figures filled in and typed ones looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape
from pathlib import Path
from typing import Any

import mistune

from mscp_analysis import markup
from mscp_analysis.measures import Fact
from mscp_analysis.prose.phrases import STATUTE, Phrase, linked_source
from mscp_analysis.registers import Register, Registers
from mscp_analysis.sources import Source, join

_PLACE = re.compile(r"\{([^{}]*)\}")
_ALLOWED = re.compile(
    r"(?P<name>[a-z_]+)(?:\.(?:unit|when|date|period|area|interval|size|why))?"
    r"(?::[^{}|]*\|[^{}|]*)?"
)
_FIRST = 0xE000
"""Where the letters begin that no one types, of which one stands for each fact meanwhile."""


class Commentary:
    """A section in the partnership's own words; nothing where nobody has written one.

    Parameters
    ----------
    own : Registers
        Whose words, and of which year.
    section : str
        Name of the file in ``commentary``, without its ending.
    **facts : Fact or Phrase
        What the words may name in braces.

    Raises
    ------
    ValueError
        If the words name something that is not given.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> repr(Commentary(registers.open("Kent", "2023-24"), "foreword"))
    ''
    """

    absence = ""

    def __init__(self, own: Registers, section: str, **facts: Any) -> None:
        path = own.folder / "commentary" / f"{section}.md" if own.folder else None
        self.words = path.read_text("utf-8-sig") if path and path.is_file() else ""
        wrong = next(faults(self.words, list(facts)), None)
        if wrong and path is not None:
            line, found, expected = wrong
            raise ValueError(
                f"commentary/{path.name}, line {line}: expected {expected}, found {{{found}}}."
            )
        statements = own.statements.where(section=section)
        self.html, shown, self._cited = _rendered(self.words, facts, statements)
        self.facts: tuple[Fact, ...] = tuple(fact for phrase in shown for fact in phrase.facts)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of its facts, and of the figures that were typed into it."""
        return join(self._cited, *(fact.sources for fact in self.facts))

    def _ipython_display_(self) -> None:
        from IPython.display import display

        if self.html:
            display(_Shown(self))

    def __repr__(self) -> str:
        return " ".join(markup.plain(self.html).split())


class _Shown:
    def __init__(self, words: Commentary) -> None:
        self.words = words

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        about = {"kind": "sentence", "facts": [fact.record() for fact in self.words.facts]}
        data = {"text/html": self.words.html, "text/plain": repr(self.words)}
        return data, {"mscp": about}


def faults(words: str, names: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    r"""What is wrong in a commentary's braces: line, what stands there, what was expected.

    Examples
    --------
    >>> [*faults("We met\n{held} of {planed} times.", ["held", "planned"])]
    [(2, 'planed', 'one of {held}, {planned}')]
    """
    known = ", ".join(f"{{{name}}}" for name in names) or "no fact, since this section has none"
    for number, line in enumerate(words.splitlines(), start=1):
        for found in _PLACE.findall(line):
            allowed = _ALLOWED.fullmatch(found)
            if allowed is None or allowed["name"] not in names:
                yield number, found, f"one of {known}" if names else known


class _Renderer(mistune.HTMLRenderer):
    """Markdown as HTML in which nothing leads off the page and no heading outranks the page's."""

    def heading(self, text: str, level: int, **_: Any) -> str:
        return f"<h3>{text}</h3>\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text


_as_html = mistune.create_markdown(renderer=_Renderer(escape=True))


def _rendered(
    words: str, facts: Mapping[str, Any], statements: Register
) -> tuple[str, list[Phrase], tuple[Source, ...]]:
    if not words.strip():
        return "", [], ()
    places = [*dict.fromkeys(_PLACE.findall(words))]
    phrases = [Phrase(f"{{{place}}}", **facts) for place in places]
    letters = {chr(_FIRST + number): phrase for number, phrase in enumerate(phrases)}
    for letter, place in zip(letters, places, strict=True):
        words = words.replace(f"{{{place}}}", letter)
    html = str(_as_html(words))
    writer = _Writer(letters, statements)
    parts = re.split(r"(<[^>]+>)", html)
    body = "".join(part if part.startswith("<") else writer.text(part) for part in parts)
    foot = ""
    if writer.unchecked:
        listed = ", ".join(map(_unit, dict.fromkeys(writer.unchecked)))
        foot = f'<p class="foot">Typed and not checked against any source: {listed}.</p>'
    head = '<p class="whose">In the partnership’s own words</p>'
    whole = f'<div class="words">{head}{body}{foot}</div>'
    return whole, phrases, tuple(dict.fromkeys(writer.cited))


class _Writer:
    """Fills in facts, and marks each typed figure as checked or not."""

    def __init__(self, letters: Mapping[str, Phrase], statements: Register) -> None:
        self.letters = letters
        self.unchecked: list[str] = []
        self.cited: list[Source] = []
        rows = statements.rows[["said", "document", "page"]].itertuples(index=False)
        self.said = {said: statements.cited(document, page) for said, document, page in rows}
        said = [re.escape(text) for text in sorted(self.said, key=len, reverse=True)]
        times = re.sub(r"\?P<\w+>", "?:", markup.TIMES.pattern)
        number = r"£?\d(?:[\d,.:/]*\d)?(?:%|st|nd|rd|th)?"
        kept = f"[{''.join(self.letters)}]" if self.letters else "(?!)"
        spoken = "|".join(said) or "(?!)"
        self.token = re.compile(
            f"(?P<fact>{kept})|(?P<said>{spoken})|(?P<section>{STATUTE.pattern})"
            f"|(?P<typed>{times}|{number})",
            re.I,
        )

    def text(self, html: str) -> str:
        """A piece of text of the commentary, as it stands on the page."""
        words, parts, end = unescape(html), [], 0
        for found in self.token.finditer(words):
            parts += [escape(words[end : found.start()], quote=False), self._marked(found)]
            end = found.end()
        return "".join([*parts, escape(words[end:], quote=False)])

    def _marked(self, found: re.Match[str]) -> str:
        words = found.group()
        if found["fact"]:
            return self.letters[words].html
        source = next((s for said, s in self.said.items() if said.lower() == words.lower()), None)
        if found["said"] and source is not None:
            self.cited.append(source)
            return linked_source(_unit(words), source)
        if found["typed"]:
            self.unchecked.append(words)
        return _unit(words)


def _unit(words: str) -> str:
    return f'<span class="unit">{escape(words)}</span>'


def sections(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and words of each section that the people of a partnership have written.

    Parameters
    ----------
    folder : pathlib.Path
        The partnership's folder of the year.

    Yields
    ------
    tuple of str
    """
    for path in sorted((folder / "commentary").glob("*.md")):
        yield path.stem, path.read_text("utf-8-sig")
