"""A number or date that stands in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from mscp_analysis.claims.numbers import Number, When


@dataclass(frozen=True)
class Mention:
    """A number or date that stands in a sentence.

    Parameters
    ----------
    start, end : int
        Where in the sentence.
    text : str
        As printed.
    kind : {"number", "words", "fraction", "rank", "frequency", "age", "date", "year"}
        How it was recognised; ``year`` is a word such as *last year*.
    number : Number, optional
        What it says, for all but dates.
    when : When, optional
        What a date says.
    noun : str
        What a number counts: ``young people``; empty where nothing says so.
    trouble : str
        Why it can be read in no way or in two, in one sentence.
    """

    start: int
    end: int
    text: str
    kind: str
    number: Number | None = None
    when: When | None = None
    noun: str = ""
    trouble: str = ""
