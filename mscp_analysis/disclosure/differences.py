"""Changes since an earlier period: no counts themselves, but sums of two that are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mscp_analysis.disclosure.statements import Statement
from mscp_analysis.disclosure.tables import Key, Relation

_SIGNS = ("+", "-", "\N{MINUS SIGN}", "\N{EN DASH}")
_CHANGE = re.compile(r"change from (.+?) to (.+?)(, per cent)?$")
_NEAR = 1e-6


def is_difference(statement: Statement) -> bool:
    """Whether a figure says by how much a cell changed, not what it is.

    Examples
    --------
    >>> key = ("plans", (("period", "2023-24"),))
    >>> is_difference(Statement(key, frozenset(), -9.0, "", "ledger.csv", shown="-9"))
    True
    >>> is_difference(Statement(key, frozenset(), 9.0, "", "ledger.csv", shown="9"))
    False
    """
    return "change from" in statement.title or statement.shown.startswith(_SIGNS)


def earlier(statement: Statement) -> Key | None:
    """The cell that a change is counted from, if its title says."""
    measure, labels = statement.key
    said = _CHANGE.search(statement.title)
    if said is None or ("period", said[2]) not in labels:
        return None
    return measure, tuple(sorted({**dict(labels), "period": said[1]}.items()))


def relations(said: Iterable[Statement]) -> Iterator[Relation]:
    """What each change says of the two cells that it lies between.

    Parameters
    ----------
    said : iterable of Statement
        Changes of counts, in number or (where the title ends so) per cent.

    Yields
    ------
    Relation

    Examples
    --------
    >>> key = ("plans", (("period", "2023-24"),))
    >>> title = "Plans, change from 2022-23 to 2023-24"
    >>> change = Statement(key, frozenset(), -9.0, "", "ledger.csv", title=title)
    >>> found, = relations([change])
    >>> list(found.coefficients.values()), found.low, found.high
    ([1.0, -1.0], -9.0, -9.0)
    """
    for statement in said:
        before, change = earlier(statement), statement.value
        if before is None or change is None:
            continue
        why = f"{statement.where}: a change printed there"
        if statement.title.endswith("per cent"):
            weights = {statement.key: 100.0, before: -(100.0 + change)}
            yield Relation(weights, -_NEAR, _NEAR, why)
        else:
            yield Relation({statement.key: 1.0, before: -1.0}, change, change, why)
