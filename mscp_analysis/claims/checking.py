"""Hold statements against the data by every rule."""

from __future__ import annotations

from collections.abc import Iterable

from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.faults import faults
from mscp_analysis.claims.findings import Checked
from mscp_analysis.claims.rules import RULES
from mscp_analysis.claims.statement import Statement
from mscp_analysis.claims.worked import value


def check(said: Iterable[Statement], beside: Beside) -> tuple[Checked, ...]:
    """Hold each statement against the data.

    Parameters
    ----------
    said : iterable of Statement
        The statements to be checked.
    beside : Beside
        What they are held against; its ``statements`` hold those that these speak of.

    Returns
    -------
    tuple of Checked
        One a statement, in their order.

    Raises
    ------
    ValueError
        If a row cannot be understood: the first of ``faults``, and how many there are.

    Examples
    --------
    >>> from mscp_analysis import claims, data, registers
    >>> own = registers.open("Medway", "2023-24")
    >>> said = claims.statements(own.statements)
    >>> beside = claims.Beside(own.area, own.year, said, data.figures())
    >>> check([said["C018"]], beside)[0].state
    'differs'
    """
    every = tuple(said)
    if found := faults(every, beside):
        more = f" There are {len(found)} such faults." if len(found) > 1 else ""
        raise ValueError(found[0].sentence + more)
    return tuple(
        Checked(
            each,
            tuple(found for rule in RULES for found in rule(each, beside)),
            value(each, beside),
        )
        for each in every
    )
