"""How many of the meetings planned were held, and who came to those that were."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mscp_analysis import rates
from mscp_analysis.measures import Measure
from mscp_analysis.registers.register import Register

FEWEST = 10
"""Of fewer than so many, a percentage would say more than the numbers do; it is not shown."""


def shares(
    register: Register, by: str, whole: str, part: str, **wanted: Any
) -> tuple[Measure, Measure, Measure]:
    """How many rows there are of each value of a column, how many of them are wanted, what share.

    Meetings held of those planned by group; places filled of those there were by agency. The
    base stands beside each share.

    Parameters
    ----------
    register : Register
        One row a meeting, or a place at a meeting.
    by : str
        The column that becomes the breakdown.
    whole, part : str
        What all rows, and the wanted ones, are called above a table.
    **wanted
        Column and value of the rows wanted, as for ``Register.where``.

    Returns
    -------
    tuple of Measure
        All, those wanted, and these as a percentage of all, with Wilson's interval (see
        ``rates.proportion``); of fewer than ten a percentage is not shown.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> met = registers.open("Exampleshire", "2023-24").meetings
    >>> planned, held, share = shares(met, "group", "Planned", "Held", held="yes")
    >>> int(planned.rows["value"].sum()) == len(met), share.unit
    (True, '%')
    """
    every = replace(register.by(by), title=whole)
    found = register.where(**wanted).rows[by].value_counts()
    values = every.rows[by] if by in every.rows else every.rows["value"]
    some = every.with_rows(
        every.rows.assign(value=values.map(found).fillna(0).astype(float)),
        name=f"{every.name}_wanted",
        title=part,
    )
    return every, some, _percentage(every, some)


def _percentage(every: Measure, some: Measure) -> Measure:
    count, total = some.rows["value"], every.rows["value"]
    frame = rates.proportion(count, total)
    few = (total < FEWEST).to_numpy()
    rows = every.rows.assign(**{name: frame[name].mask(few) for name in frame})
    return every.with_rows(
        rows.assign(marker=["u" if each else "" for each in few], count=count, population=total),
        name=f"{some.name}_percentage",
        title=f"{some.title}, percentage",
        unit="%",
    )
