"""Withhold small counts, and whatever would give them back."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from mscp_analysis.disclosure.cells import collect
from mscp_analysis.disclosure.checks import checked
from mscp_analysis.disclosure.decision import Decision, withheld_in
from mscp_analysis.disclosure.problem import Problem
from mscp_analysis.disclosure.settings import Settings
from mscp_analysis.disclosure.tables import Relation, Table, named, own_totals, sharing_totals


def protect(
    tables: Iterable[Table],
    settings: Settings,
    known: Iterable[Table] = (),
    relations: Iterable[Relation] = (),
    seconds: float = 5.0,
) -> tuple[dict[str, Table], Decision]:
    """Withhold small counts in linked tables, and whatever would give them back.

    First every count from 1 to the threshold; then, over all sums of all the tables at once,
    further cells at the least cost, until each cell withheld stays possible over a range of
    ``settings.width`` for a reader who knows all that is published, that counts are whole and
    not negative, that a true zero is shown, and which cells the threshold withheld. (A withheld
    sum is held against no upper bound: nobody can tell whether its size or its parts hid it.)
    A cell costs 1 + log(1 + count). Nothing that is published changes, save by rounding where
    the rule rounds.

    Parameters
    ----------
    tables : iterable of Table
        All that is to be published of these counts, and what is held but not printed.
    settings : Settings
        The rule.
    known : iterable of Table
        What cannot be withheld any more: last year's edition, another vintage, a publisher's
        unrounded totals. A figure revised since bounds its cell by both values.
    relations : iterable of Relation
        Whatever else is printed: neighbour means, rolling years.
    seconds : float
        Limit of each whole-number problem; a problem that reaches it is settled by
        withholding more.

    Returns
    -------
    tables : dict of str to Table
        Those that are printed, by name: withheld values missing, with the marker ``c``;
        the rule's own symbol is what to print for it.
    decision : Decision
        What was withheld, primary or secondary, and why.

    Raises
    ------
    ValueError
        Naming the table and row: totals that are not the sum of their parts, text among
        numbers, negative or fractional counts, a cell twice, a cell with two values.

    References
    ----------
    Fischetti M, Salazar JJ. JASA 2000;95:916-28. Hundepool A et al. Statistical disclosure
    control. Wiley, 2012, chapter 4.

    Examples
    --------
    >>> import pandas as pd
    >>> from mscp_analysis.disclosure import settings
    >>> rows = pd.DataFrame(
    ...     {"factor": ["abuse", "neglect", "other", "Total"], "value": [2, 31, 12, 45]}
    ... )
    >>> factors = Table(name="factors", rows=rows, sums={"factor": "Total"})
    >>> published, decision = protect([factors], settings("partnership"))
    >>> published["factors"].rows["value"].tolist()
    [nan, 31.0, nan, 45.0]
    >>> decision.hidden.set_index("cell")["kind"].to_dict()
    {'factors: factor abuse': 'primary', 'factors: factor other': 'secondary'}
    """
    tables, known = checked(tables), checked(known)
    tables, known = sharing_totals(tables, known), sharing_totals(known, tables)
    cells = collect(tables, settings, known, relations)
    problem = Problem(cells, settings, seconds)
    if settings.secondary:
        problem.solve()
    decision = _decision(problem, tables)
    printed = {table.name: withheld_in(table, decision) for table in tables if table.printed}
    return printed, decision


def _decision(problem: Problem, tables: Iterable[Table]) -> Decision:
    keys, output = problem.cells.keys, problem.output
    left_out = tuple(keys[place][1][0][1] for place in np.flatnonzero(problem.hidden & output))
    totals = {pair for table in tables for pair in table.totals | own_totals(table.sums)}
    return Decision(
        settings=problem.settings,
        hidden=_hidden(problem, np.flatnonzero(problem.hidden & ~output)),
        exposed=_exposed(problem),
        left_out=left_out,
        totals=tuple(sorted(totals)),
        notes=tuple(problem.notes),
    )


def _hidden(problem: Problem, places: np.ndarray) -> pd.DataFrame:
    keys = [problem.cells.keys[place] for place in places]
    return pd.DataFrame(
        {
            "measure": pd.Series([key[0] for key in keys], dtype=object),
            "labels": pd.Series([key[1] for key in keys], dtype=object),
            "cell": pd.Series([named(key) for key in keys], dtype=object),
            "kind": np.where(problem.primary[places], "primary", "secondary"),
            "why": pd.Series([problem.why.get(place, "") for place in places], dtype=object),
        }
    )


def _exposed(problem: Problem) -> pd.DataFrame:
    places, lowest, highest = problem.exposed()
    keys = [problem.cells.keys[place] for place in places]
    return pd.DataFrame(
        {
            "measure": pd.Series([key[0] for key in keys], dtype=object),
            "labels": pd.Series([key[1] for key in keys], dtype=object),
            "cell": pd.Series([named(key) for key in keys], dtype=object),
            "lowest": lowest,
            "highest": highest,
        }
    )
