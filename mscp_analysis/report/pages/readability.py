"""How hard a text is to read, by the two scores that are best known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST_EASE, HIGHEST_GRADE = 70, 6
"""What a reader of eleven or twelve can follow: *fairly easy* by the one score, the sixth school
year of the United States, which is year seven in England, by the other."""

NAME = "Medway"
"""A name counts as one word of two syllables: how long a place is called makes no text harder."""

_WORD = re.compile(r"[^\W_]+(?:[’'.,:-][^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SILENT = re.compile(
    r"(?:[^aeiouyl]|[aeiouy]l)e$|(?:[^aeiouylsxzcgh]|[aeiouy]l|th)es$|[^aeiouytd](?<!dr)ed$"
    r"|e(?=ments?$)|^(?:care|frame|home|house|note|safe|some)(?=[^aeiouydrsnl]|ly$)"
)
_APART = re.compile(
    r"(?<![ctsg])i[ao](?!ur)|ea$|eas$|eyo|(?<![qg])ua|i(?=er$|est$)|(?<=[cu])i(?=e[nt])"
    r"|eo(?!p)|e(?=ing$)|crea(?=t)"
)
"""Where an *e* is silent, and where two vowels beside each other are two syllables."""


@dataclass(frozen=True)
class Scores:
    """How easy a text is to read.

    Parameters
    ----------
    ease : float
        Flesch's reading ease: from 0, hardest, to 100 and above, easiest.
    grade : float
        Flesch's and Kincaid's grade: school years in the United States.
    """

    ease: float
    grade: float

    @property
    def is_plain(self) -> bool:
        """Whether a reader of eleven or twelve can follow."""
        return self.ease >= LEAST_EASE and self.grade <= HIGHEST_GRADE


def scores(paragraphs: Iterable[str], names: Sequence[str] = ()) -> Scores:
    """Flesch's reading ease, and the grade that Kincaid and others fitted to it.

    A paragraph ends its last sentence, with or without a full stop. A number written in digits
    is one word of one syllable, since its length says nothing of how hard it is.

    Parameters
    ----------
    paragraphs : iterable of str
        Plain text.
    names : sequence of str, optional
        Names of places and bodies, each of which counts as ``NAME``.

    Returns
    -------
    Scores

    Raises
    ------
    ValueError
        If there is no word.

    References
    ----------
    Flesch R, A new readability yardstick, Journal of Applied Psychology 32, 1948. Kincaid JP,
    Fishburne RP, Rogers RL, Chissom BS, Derivation of new readability formulas for Navy enlisted
    personnel, Research Branch Report 8-75, 1975.

    Examples
    --------
    >>> found = scores(["The cat sat on the mat."])
    >>> round(found.ease, 2), round(found.grade, 2)
    (116.15, -1.45)
    """
    said = [sentence for each in paragraphs for sentence in sentences(each, names)]
    words = [_WORD.findall(sentence) for sentence in said]
    number = sum(map(len, words))
    if not number:
        raise ValueError("There is no word in the text, so that it has no score: give it words.")
    long = number / len(said)
    parts = sum(syllables(word) for sentence in words for word in sentence) / number
    return Scores(206.835 - 1.015 * long - 84.6 * parts, 0.39 * long + 11.8 * parts - 15.59)


def sentences(paragraph: str, names: Sequence[str] = ()) -> list[str]:
    """The sentences of a paragraph, with each name as one plain word.

    Examples
    --------
    >>> sentences("It is in Bath and North East Somerset. Why?", ["Bath and North East Somerset"])
    ['It is in Medway.', 'Why?']
    """
    for name in sorted(names, key=len, reverse=True):
        paragraph = paragraph.replace(name, NAME)
    return [each for each in _SENTENCE.split(paragraph.strip()) if _WORD.search(each)]


def syllables(word: str) -> int:
    """How many syllables an English word has, by its vowels.

    Each run of vowels is one; a silent *e* at the end is none, and some pairs are two.

    Examples
    --------
    >>> [syllables(word) for word in ("child", "police", "people", "area", "recognised", "2,024")]
    [1, 2, 2, 3, 3, 1]
    """
    said = re.sub(r"[’']s?$", "", word.lower())
    if any(letter.isdigit() for letter in said):
        return 1
    runs = len(re.findall(r"[aeiouy]+", said))
    return max(1, runs - len(_SILENT.findall(said)) + len(_APART.findall(said)))
