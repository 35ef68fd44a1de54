"""What a page shows of words: a sentence, several as a list, or why there is nothing to say."""

from __future__ import annotations

from typing import Any

from mscp_analysis import markup
from mscp_analysis.measures import Fact
from mscp_analysis.prose.phrases import Phrase
from mscp_analysis.sources import Source


class Sentence:
    """One or more sentences, whole, with the facts that they show; of no words nothing is shown.

    Examples
    --------
    >>> from mscp_analysis import data, prose
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31").at_31_march
    >>> medway = plans.at("2023-24", "Medway")
    >>> prose.Notes().say("There were {plans} plans {plans.when}.", plans=medway)
    There were 281 plans on 31 March 2024.
    """

    def __init__(self, phrase: Phrase) -> None:
        words = phrase.html
        first = markup.plain(words)[:1]
        self.html = first.upper() + words[1:] if words.startswith(first) else words
        self.facts = phrase.facts

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        said = {"kind": "sentence", "facts": [fact.record() for fact in self.facts]}
        html = f"<p>{self.html}</p>" if self.html else ""
        return {"text/html": html, "text/plain": repr(self)}, {"mscp": said}

    def __repr__(self) -> str:
        return markup.plain(self.html)


class Sentences:
    """Several sentences, set as a list."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self.sentences = sentences
        self.facts = tuple(fact for sentence in sentences for fact in sentence.facts)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        said = {"kind": "sentence", "facts": [fact.record() for fact in self.facts]}
        items = "".join(f"<li>{sentence.html}</li>" for sentence in self.sentences)
        html = f"<ul>{items}</ul>" if items else ""
        return {"text/html": html, "text/plain": repr(self)}, {"mscp": said}

    def __repr__(self) -> str:
        return "\n".join(map(repr, self.sentences))


class Absence:
    """Why a part of the page is not there; a page shows it once under each heading."""

    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()

    def __init__(self, words: str) -> None:
        self.words = words

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        html = f'<p class="absence">{markup.text(self.words)}</p>'
        about = {"mscp": {"kind": "absence", "facts": []}}
        return {"text/html": html, "text/plain": repr(self)}, about

    def __repr__(self) -> str:
        return self.words
