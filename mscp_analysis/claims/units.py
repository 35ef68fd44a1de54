"""What a number is in: a percentage, a rate, an amount of money or a plain number."""

from __future__ import annotations

import re

from mscp_analysis.claims.limits import limits
from mscp_analysis.claims.numbers import PERCENT, POINTS
from mscp_analysis.claims.statement import Statement

NUMBER = "a number"
_RATE = re.compile(r"per ([\d,]+)")


def kind(unit: str) -> str:
    """What a unit makes of a number, in words; children and young people are both counted.

    Examples
    --------
    >>> kind("per cent"), kind("young people"), kind("pounds"), kind("per 10,000 children")
    ('a percentage', 'a number', 'an amount of money', 'a rate per 10000')
    """
    if unit in PERCENT:
        return "a percentage"
    if unit == POINTS:
        return "a difference of percentages"
    if unit in limits().money:
        return "an amount of money"
    found = _RATE.match(unit)
    return f"a rate per {found[1].replace(',', '')}" if found else NUMBER


def of_statement(said: Statement) -> str:
    """What a statement prints; empty where neither its unit nor what is printed tells."""
    in_print = kind(said.number.unit) if said.number is not None else NUMBER
    if in_print != NUMBER:
        return in_print
    known = said.unit or (said.number.unit if said.number is not None else "")
    return kind(known) if known else ""


def in_words(which: str) -> str:
    """A kind without the digits that a sentence takes only from its figures."""
    return "a rate" if which.startswith("a rate") else which
