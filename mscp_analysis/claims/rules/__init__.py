"""The rules that statements are held to: a small function each, in modules by what they look at.

A rule takes a statement and what it is held against, and yields what it finds: nothing where it
has nothing to say of such a statement, a finding that it is right where it holds, and what is
wrong where it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.findings import Finding
from mscp_analysis.claims.rules import (
    comparators,
    counted,
    dates,
    expected,
    held,
    lists,
    movements,
    names,
    shares,
    sums,
    unsaid,
)
from mscp_analysis.claims.statement import Statement

Rule = Callable[[Statement, Beside], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    *held.RULES,
    *movements.RULES,
    *comparators.RULES,
    *expected.RULES,
    *sums.RULES,
    *shares.RULES,
    *counted.RULES,
    *dates.RULES,
    *names.RULES,
    *lists.RULES,
    *unsaid.RULES,
)
"""Every rule, in the order in which a reader is told what they find."""
