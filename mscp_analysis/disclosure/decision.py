"""What was withheld and why: a decision that travels to whatever is computed from a count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from mscp_analysis.disclosure.settings import Settings
from mscp_analysis.disclosure.tables import NOT_LABELS, WITHHELD, Key, Table
from mscp_analysis.measures import Measure

Rows = TypeVar("Rows", Measure, pd.DataFrame)

_FIGURES = ["value", "count", "population", "lower", "upper", "rank"]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Which cells were withheld, why, and under which rule.

    Parameters
    ----------
    settings : Settings
        The rule.
    hidden : pandas.DataFrame
        One row a cell withheld: ``measure``, ``labels`` (tuple of column and label),
        ``cell`` (in words), ``kind`` (primary or secondary), ``why``.
    exposed : pandas.DataFrame
        Cells withheld in vain: what nobody here can withhold gives them back. ``measure``,
        ``labels``, ``cell``, ``lowest``, ``highest``. A report with any must not appear.
    left_out : tuple of str
        Figures other than cells (a neighbour mean) that must be left out.
    totals : tuple of (str, str)
        Columns and the labels that are their totals, so that a total is known as one.
    notes : tuple of str
        What a reader of the decision must know: a limit of time that was reached.

    Examples
    --------
    >>> import pandas as pd
    >>> from mscp_analysis.disclosure import Table, protect, settings
    >>> rows = pd.DataFrame({"sex": ["Female", "Male", "Total"], "value": [3, 20, 23]})
    >>> _, decision = protect(
    ...     [Table(name="reviews", rows=rows, sums={"sex": "Total"})], settings("partnership")
    ... )
    >>> decision.hidden[["cell", "kind"]].values.tolist()
    [['reviews: sex Female', 'primary'], ['reviews: sex Male', 'secondary']]
    """

    settings: Settings
    hidden: pd.DataFrame
    exposed: pd.DataFrame
    left_out: tuple[str, ...] = ()
    totals: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def keys(self) -> set[Key]:
        """The cells withheld."""
        return set(zip(self.hidden["measure"], self.hidden["labels"], strict=True))

    def withholds(self, rows: pd.DataFrame, *measures: str) -> np.ndarray:
        """Which rows speak of a cell withheld.

        Parameters
        ----------
        rows : pandas.DataFrame
            With the columns that tell cells apart; columns that no withheld cell of a measure
            has must be constant or a breakdown of it.
        *measures : str
            The counts that a row is computed from.

        Returns
        -------
        numpy.ndarray of bool, shape (len(rows),)
        """
        known = {column for _, labels in self.keys for column, _ in labels}
        known |= {column for column, _ in self.totals}
        columns = sorted(known.intersection(rows.columns))
        told = [rows[column].astype(str).tolist() for column in columns]
        found = np.zeros(len(rows), dtype=bool)
        for measure in measures:
            keys = [
                (measure, tuple(p for p in zip(columns, row, strict=True) if p not in self.totals))
                for row in (zip(*told, strict=True) if told else [()] * len(rows))
            ]
            found |= self.among(keys)
        return found

    def among(self, keys: Iterable[Key]) -> np.ndarray:
        """Which of these cells are withheld."""
        withheld = self.keys
        return np.array([key in withheld for key in keys], dtype=bool)

    def apply(self, measure: Rows, of: str | Sequence[str] = ()) -> Rows:
        """Withhold the same cells in whatever was computed from them.

        A rate with its population, an interval, a rank or a share gives the count back, so
        none of them is left where the count is withheld.

        Parameters
        ----------
        measure : Measure or pandas.DataFrame
            What was computed: rows with the same columns as the counts.
        of : str or sequence of str
            The measures it was computed from (numerator and denominator); its own name if
            not given.

        Returns
        -------
        Measure or pandas.DataFrame
            The same, with every figure of those rows missing and their marker ``c``.

        Raises
        ------
        ValueError
            If a frame is given without saying what it was computed from.

        Examples
        --------
        >>> import pandas as pd
        >>> from mscp_analysis.disclosure import Table, protect, settings
        >>> rows = pd.DataFrame({"sex": ["Female", "Male", "Total"], "value": [3, 20, 23]})
        >>> _, decision = protect(
        ...     [Table(name="reviews", rows=rows, sums={"sex": "Total"})], settings("partnership")
        ... )
        >>> rates = pd.DataFrame({"sex": ["Female", "Male", "Total"], "value": [1.5, 9.7, 5.6]})
        >>> decision.apply(rates, of="reviews")["value"].tolist()
        [nan, nan, 5.6]
        """
        if isinstance(measure, pd.DataFrame):
            if not of:
                raise ValueError("of: say which counts the frame was computed from.")
            return self._applied(measure, of)
        return replace(measure, rows=self._applied(measure.rows, of or measure.name))

    def _applied(self, rows: pd.DataFrame, of: str | Sequence[str]) -> pd.DataFrame:
        measures = [of] if isinstance(of, str) else list(of)
        withheld = self.withholds(rows, *measures)
        rows = rows.copy()
        figures = [column for column in rows if column in _FIGURES or _is_figure(rows, column)]
        for column in figures:
            rows[column] = rows[column].astype(float).mask(withheld)
        marker = rows["marker"] if "marker" in rows else pd.Series("", index=rows.index)
        rows["marker"] = marker.mask(withheld, WITHHELD)
        return rows

    def record(self) -> dict[str, Any]:
        """What goes into the output beside the tables: the rule and what it led to."""
        counted = self.hidden["kind"].value_counts()
        return {
            "rule": {name: value for name, value in asdict(self.settings).items() if value},
            "primary": int(counted.get("primary", 0)),
            "secondary": int(counted.get("secondary", 0)),
            "exposed": self.exposed["cell"].tolist(),
            "left_out": list(self.left_out),
            "notes": list(self.notes),
        }


def _is_figure(rows: pd.DataFrame, column: str) -> bool:
    return column not in NOT_LABELS and pd.api.types.is_numeric_dtype(rows[column])


def withheld_in(table: Table, decision: Decision) -> Table:
    """A table as it may be published: cells withheld, the others rounded where the rule says."""
    settings = decision.settings
    withheld = decision.among(table.keys())
    rows = table.rows.copy()
    values = table.figures
    shown = np.where(settings.rounds(rows), settings.rounded(np.nan_to_num(values)), values)
    rows["value"] = np.where(withheld | np.isnan(values), np.nan, shown)
    rows["marker"] = np.where(withheld, WITHHELD, table.markers)
    for display in table.displays:
        based = decision.among(table.keys(display.base)) if display.base else withheld
        if display.column not in settings.complex:
            rows[display.column] = rows[display.column].mask(withheld | based)
    return replace(table, rows=rows)
