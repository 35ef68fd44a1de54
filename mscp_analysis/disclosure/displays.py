"""Back from what is printed beside a count: its rate, percentage or interval, as relations."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mscp_analysis import intervals
from mscp_analysis.disclosure.tables import Display, Key, Relation, Table

_NEAR = 1e-9


def relations(table: Table) -> Iterator[Relation]:
    """What each figure printed beside a count says of it.

    A rate r with d decimals among P people says that the count lies within
    (r -/+ 0.5 / 10^d) P / per, which is one whole number whenever P < per * 10^d. Limits of
    Byar, exact and Wilson grow with the count, so each is turned back by searching in theirs.

    Parameters
    ----------
    table : Table
        As published.

    Yields
    ------
    Relation

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"value": [None], "marker": ["c"], "rate": [4.6], "children": [65289]})
    >>> shown = Display(column="rate", kind="rate", base="children", per=10_000)
    >>> found, = relations(Table(name="plans", rows=rows, displays=(shown,)))
    >>> print(round(found.low, 2), round(found.high, 2))
    29.71 30.36
    """
    for display in table.displays:
        if display.kind != "other" and display.base:
            yield from _of(table, display)


def _of(table: Table, display: Display) -> Iterator[Relation]:
    printed = table.rows[display.column].to_numpy(dtype=float)
    half = 0.5 / 10**display.decimals + _NEAR
    as_number = display.base in table.rows
    bases = table.rows[display.base].to_numpy(dtype=float) if as_number else printed * np.nan
    of_base = table.keys() if as_number else table.keys(display.base)
    for key, base_key, figure, base in zip(table.keys(), of_base, printed, bases, strict=True):
        if np.isnan(figure) or (as_number and not base > 0):
            continue
        low, high = figure - half, figure + half
        why = f"{table.name}: {display.column} printed as {figure:g}"
        if display.kind in ("rate", "percentage"):
            yield from _ratio(key, base_key, low, high, display.per, base, why)
        elif as_number:
            counts = _counts(display, base, low, high)
            if len(counts):
                yield Relation({key: 1.0}, float(counts[0]), float(counts[-1]), why)


def _ratio(
    key: Key, base_key: Key, low: float, high: float, per: float, base: float, why: str
) -> Iterator[Relation]:
    if base == base:
        yield Relation({key: 1.0}, max(low, 0) * base / per, high * base / per, why)
    else:
        # The denominator is a cell itself: two lines in the plane of both.
        yield Relation({key: per, base_key: -low}, 0.0, np.inf, why)
        yield Relation({key: per, base_key: -high}, -np.inf, 0.0, why)


def _counts(display: Display, base: float, low: float, high: float) -> np.ndarray:
    """The counts whose limit prints as the figure."""
    most = high * base / display.per
    # Below its count a lower limit falls behind by a few standard deviations only.
    most = int(min(base, most + 60 + 8 * np.sqrt(max(most, 0)))) if base >= 1 else 0
    counts = np.arange(most + 1, dtype=float)
    confidence = display.confidence
    if display.limits == "wilson":
        found = intervals.wilson(counts, np.full(len(counts), base), confidence)
        printed = found[display.kind == "upper"] * display.per
    else:
        found = getattr(intervals, display.limits)(counts, confidence)
        printed = found[display.kind == "upper"] / base * display.per
    return np.flatnonzero((printed >= low) & (printed <= high))
