"""What is published, as data: tables of cells, what stands beside them, and how they add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

Key = tuple[str, tuple[tuple[str, str], ...]]
"""One cell: its measure, and the columns and labels that are not a total."""

Sums = Mapping[str, str | Mapping[str, Sequence[str]]]

WITHHELD = "c"
"""The marker of a withheld cell, whatever symbol a rule prints in its place."""

NOT_LABELS = {"value", "marker", "measure", "release", "as_of", "status", "count", "population"} | {
    *["lower", "upper", "rank", "population_period", "population_release"]
}
"""Columns that do not tell one cell from another."""


def cell(measure: str, **labels: str) -> Key:
    """The cell of a measure, for use in a :class:`Relation`.

    Parameters
    ----------
    measure : str
        Its measure.
    **labels : str
        Column and label of each breakdown that is not a total.

    Examples
    --------
    >>> cell("reviews", sex="Female", period="2023-24")
    ('reviews', (('period', '2023-24'), ('sex', 'Female')))
    """
    return measure, tuple(sorted((column, str(label)) for column, label in labels.items()))


def named(key: Key) -> str:
    """A cell in words.

    Examples
    --------
    >>> named(cell("reviews", sex="Female"))
    'reviews: sex Female'
    """
    labels = ", ".join(f"{column} {label}" for column, label in key[1])
    return f"{key[0]}: {labels or 'total'}"


@dataclass(frozen=True, kw_only=True)
class Display:
    """A figure printed beside a count and computed from it.

    Parameters
    ----------
    column : str
        Its column in the table.
    kind : {"rate", "percentage", "lower", "upper", "other"}
        A rate (x / base * per), the same as a percentage, a limit of the interval of either,
        or anything else (a rank), which is withheld with its count but not turned back.
    base : str
        Column of the table with the population or denominator as a number; or else the
        measure that the denominator is a cell of, with the same labels.
    per : float
        Multiplier: 10,000 or 100.
    decimals : int
        Decimals that it is printed with.
    limits : {"poisson", "byar", "exact", "wilson"}
        How a limit was computed, and at what ``confidence``.

    Examples
    --------
    A rate per 10,000 of the children in the next column, printed as 44.3.

    >>> shown = Display(column="rate", kind="rate", base="children", per=10_000)
    >>> shown.column, shown.decimals
    ('rate', 1)
    """

    column: str
    kind: Literal["rate", "percentage", "lower", "upper", "other"] = "other"
    base: str = ""
    per: float = 100
    decimals: int = 1
    limits: Literal["poisson", "byar", "exact", "wilson"] = "poisson"
    confidence: float = 0.95


@dataclass(frozen=True, kw_only=True)
class Table:
    """A published table: one row a cell.

    Two tables of one measure share cells: a label that is a column's total is left out of a
    cell's key, so the age total of *age by sex* is the same cell as that of *age by ethnicity*.

    Parameters
    ----------
    name : str
        For sentences that name a table.
    rows : pandas.DataFrame
        A column for each breakdown (text), ``value`` (a number or missing) and, where a value
        is missing, ``marker`` (why); any displays.
    measure : str
        What is counted; the table's name if not given.
    sums : mapping of column to total
        Either the label that is the sum of all the others in its column, or parents with
        their children: ``{"sex": "Total", "period": {"2023-24": ["Q1", "Q2", "Q3", "Q4"]}}``.
        Children that the table does not hold are counts not published.
    displays : tuple of Display
        Figures computed from the count and printed beside it.
    part_of : str
        The measure of which this is a part, with the same labels: what is left over
        is protected too.
    printed : bool
        False for counts that are held but not printed: they too are kept from being derived.
    whole : bool
        False for money and the like.
    totals : set of (str, str)
        Columns and labels that are totals although their parts need not all be here: last
        year's figures, a publisher's extract. Tables of one measure share theirs.

    Notes
    -----
    What is read from ``rows`` is kept, so they must not be changed in place.

    Examples
    --------
    >>> rows = pd.DataFrame({"sex": ["Female", "Male", "Total"], "value": [23, 20, 43]})
    >>> reviews = Table(name="reviews", rows=rows, sums={"sex": "Total"})
    >>> [named(key) for key in reviews.keys()]
    ['reviews: sex Female', 'reviews: sex Male', 'reviews: total']
    """

    name: str
    rows: pd.DataFrame
    measure: str = ""
    sums: Sums = field(default_factory=dict)
    displays: tuple[Display, ...] = ()
    part_of: str = ""
    printed: bool = True
    whole: bool = True
    totals: frozenset[tuple[str, str]] = frozenset()

    @property
    def counts(self) -> str:
        """The measure that it is a table of."""
        return self.measure or self.name

    @cached_property
    def labels(self) -> list[str]:
        """Columns that tell one cell from another."""
        beside = {d.column for d in self.displays} | {d.base for d in self.displays}
        return [column for column in self.rows if column not in NOT_LABELS | beside]

    @cached_property
    def figures(self) -> np.ndarray:
        """The values, shape (len(rows),), missing as NaN."""
        return self.rows["value"].to_numpy(dtype=float)

    @cached_property
    def markers(self) -> np.ndarray:
        """The markers, shape (len(rows),), empty where there is none."""
        if "marker" not in self.rows:
            return np.full(len(self.rows), "", dtype=object)
        return self.rows["marker"].fillna("").astype(str).to_numpy(dtype=object)

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """What each column of labels says, row for row."""
        return {column: self.rows[column].astype(str).tolist() for column in self.labels}

    def keys(self, measure: str = "") -> list[Key]:
        """The cell of each row, in order; of another measure with the same labels if named."""
        measure = measure or self.counts
        return [(measure, labels) for labels in self._labels]

    @cached_property
    def _labels(self) -> list[tuple[tuple[str, str], ...]]:
        totals = self.totals | own_totals(self.sums)
        told = [[(column, text) for text in self.texts[column]] for column in sorted(self.labels)]
        rows = zip(*told, strict=True) if told else [()] * len(self.rows)
        return [tuple(pair for pair in row if pair not in totals) for row in rows]


def own_totals(sums: Sums) -> frozenset[tuple[str, str]]:
    """Columns and the labels that are the sum of all others in them."""
    return frozenset((c, total) for c, total in sums.items() if isinstance(total, str))


def sharing_totals(tables: Iterable[Table], others: Iterable[Table] = ()) -> tuple[Table, ...]:
    """The same tables, each told which labels are totals in the others of its measure.

    Last year's figures printed under *All* are the total of *All*, whether or not their own
    table says so; but only a table that says so holds all the parts.
    """
    tables = tuple(tables)
    known: dict[str, frozenset[tuple[str, str]]] = {}
    for table in (*tables, *others):
        known[table.counts] = known.get(table.counts, frozenset()) | own_totals(table.sums)
    return tuple(_told(table, known[table.counts]) for table in tables)


def _told(table: Table, totals: frozenset[tuple[str, str]]) -> Table:
    more = {pair for pair in totals if pair[0] in table.labels and pair[0] not in table.sums}
    return replace(table, totals=table.totals | more) if more - table.totals else table


@dataclass(frozen=True)
class Relation:
    """Anything published that bounds a weighted sum of cells: low <= sum(a x) <= high.

    One form serves every way of working a count back: ten times a neighbour mean, a rolling
    year, a partnership's total printed elsewhere.

    Parameters
    ----------
    coefficients : mapping of cell to float
        The weights; see :func:`cell`.
    low, high : float
        Bounds of the sum: what was printed, less and plus half a unit of its last decimal.
    why : str
        What it is, in words.
    withholdable : bool
        Whether the report could leave it out: if no withheld cell of a table helps, it does.

    Examples
    --------
    >>> mean = Relation(
    ...     coefficients={cell("plans", area_code=a): 1 / 2 for a in ("A", "B")},
    ...     low=6.95, high=7.05, why="mean of the neighbours, 7.0",
    ... )
    >>> mean.high
    7.05
    """

    coefficients: Mapping[Key, float]
    low: float
    high: float
    why: str
    withholdable: bool = False

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(
                f"{self.why}: a relation's low must not be above its high, "
                f"got {self.low} and {self.high}."
            )
