"""What is said without a figure, without a source, or not yet by anybody."""

from __future__ import annotations

from collections.abc import Iterator

from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.findings import Finding
from mscp_analysis.claims.statement import Statement

CLAIMS = {
    "direction": "It says which way something moved and gives no figure.",
    "level": "It says that something is high or low and gives no figure.",
    "result": "It speaks of a result and gives no figure.",
}


def numbered(said: Statement, _beside: Beside) -> Iterator[Finding]:
    """What says how things moved or stand gives a figure."""
    if said.claims and said.number is None:
        yield Finding(said, "no_number", CLAIMS[said.claims])


def kept(said: Statement, beside: Beside) -> Iterator[Finding]:
    """What is printed can be read."""
    if has(said, beside.limits.lost) and (said.number is None or said.number.value is None):
        yield Finding(said, "lost", "It is lost from the printed text and cannot be checked.")


def sourced(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A figure that is not the partnership's own says where it is from."""
    if is_unsourced(said, beside):
        yield Finding(said, "unsourced", "It names no source, so that nobody can look it up.")


def supplied(said: Statement, beside: Beside) -> Iterator[Finding]:
    """What it rests on was supplied."""
    if has(said, beside.limits.not_supplied):
        yield Finding(said, "not_supplied", "The figures that it rests on were not supplied.")


def confirmed(said: Statement, _beside: Beside) -> Iterator[Finding]:
    """What the reader of drafts found was looked at by a person."""
    if said.status == "offered":
        words = "The reader of drafts found it; nobody has confirmed yet that it says so."
        yield Finding(said, "unconfirmed", words)


def is_unsourced(said: Statement, beside: Beside) -> bool:
    """Whether nothing can be asked of a figure, since it names no source."""
    return has(said, beside.limits.unsourced)


def has(said: Statement, words: tuple[str, ...]) -> bool:
    """Whether the register says one of some words of why a statement cannot be checked."""
    return bool(said.unchecked) and any(word in said.unchecked.casefold() for word in words)


RULES = (numbered, kept, sourced, supplied, confirmed)
