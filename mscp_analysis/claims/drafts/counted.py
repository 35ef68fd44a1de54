"""What a number counts, by the words behind it."""

from __future__ import annotations

import re
from functools import lru_cache

from mscp_analysis.claims.words import Words, words


def counts_something(after: str, text: str) -> bool:
    """Whether *one*, *no* or *nil* is a number: one child, but one of the ways."""
    known = words()
    nouns = [*known.nouns_of_one, *(() if text.lower() == "one" else known.nouns)]
    return any(re.match(rf" (?:\w+ )?{re.escape(noun)}\b", after) for noun in nouns)


def counted(after: str) -> str:
    """What a number counts, from the words behind it: ``young people`` of `` young people in``.

    Examples
    --------
    >>> counted(" secondary schools participated."), counted(" in PSHE lessons"), counted("%")
    ('schools', '', '')
    """
    run: list[str] = []
    known = words()
    behind = re.match(r"(?: [A-Za-z][\w’'-]*){0,5}", after)
    for word in (behind[0] if behind else "").split():
        if word.lower() in known.not_counted:
            break
        run.append(word)
    said = " ".join(run)
    for noun in _nouns(known):
        if found := re.search(rf"\b{re.escape(noun)}\b", said, re.I):
            # A word such as attended between the two says that the noun is no longer counted.
            before = said[: found.start()].split()
            return "" if any(re.search(r"(?:ed|ing)$", each) for each in before[:-1]) else noun
    plural = [word for word in run if re.search(r"(?<!s)(?<!u)s$", word)]
    gone = any(re.search(r"(?:ed|ing)$", word) for word in run[:-1])
    return plural[-1] if plural and not gone else ""


@lru_cache(maxsize=4)
def _nouns(known: Words) -> tuple[str, ...]:
    many, one = (sorted(each, key=len)[::-1] for each in (known.nouns, known.nouns_of_one))
    return (*many, *one)
