"""An area against a comparator: better, similar or worse; higher, similar or lower."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from mscp_analysis import inputs
from mscp_analysis.comparisons.likeness import alike, of_one_kind
from mscp_analysis.comparisons.ways import STEPS, Way, outside_limits
from mscp_analysis.measures import Fact, Measure

Polarity = Literal["lower", "higher"] | None


class Verdict(StrEnum):
    """What a comparison says. The list is closed: each verdict has its words elsewhere.

    Examples
    --------
    >>> Verdict("similar").name
    'SIMILAR'
    """

    BEST = "best"
    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    WORST = "worst"
    HIGHEST = "highest"
    HIGHER = "higher"
    LOWER = "lower"
    LOWEST = "lowest"
    NOT_COMPARED = "not_compared"


_WORDS: dict[Polarity, list[Verdict]] = {
    None: [Verdict.LOWEST, Verdict.LOWER, Verdict.SIMILAR, Verdict.HIGHER, Verdict.HIGHEST],
    "lower": [Verdict.BEST, Verdict.BETTER, Verdict.SIMILAR, Verdict.WORSE, Verdict.WORST],
    "higher": [Verdict.WORST, Verdict.WORSE, Verdict.SIMILAR, Verdict.BETTER, Verdict.BEST],
}
"""Verdicts from far below the comparator to far above it, by which way is better."""


def versus(
    area: pd.DataFrame | Measure | Fact,
    comparator: Any,
    method: Way = "one_interval",
    polarity: Polarity = None,
    *,
    population: Any = None,
    per: float = 10_000,
    kind: Literal["rate", "proportion"] = "rate",
    confidence: float = 0.95,
) -> Any:
    """How an area stands against a comparator, so far as chance allows to say.

    ``one_interval``: similar where the comparator's value lies within the area's interval,
    bounds included. ``two_levels``: the same at 95% and, beyond that, at 99.8%
    (best and worst, or highest and lowest). ``two_intervals``: similar where the two
    intervals overlap; stricter than a test at 5%. ``control_limits``: similar where the
    area's value lies within the limits that chance would give an area of its size at the
    comparator's value, Wilson's for a proportion and exact Poisson limits for a rate.

    Parameters
    ----------
    area : pandas.DataFrame, Measure or Fact
        ``value``, ``lower`` and ``upper`` by row, as ``rates`` gives them; for ``two_levels``
        ``lower_95`` to ``upper_99_8``; for ``control_limits`` only ``value``. Or a measure,
        of which every row is compared, or one fact.
    comparator : float, array_like, Series, DataFrame, Fact or str
        Value of the comparator, one for all or one a row; for ``two_intervals`` a frame with
        ``lower`` and ``upper``, of one row or as many; for a fact another fact; for a measure
        the code of one of its areas, such as England's, taken at each row's own period.
    method : {"one_interval", "two_levels", "two_intervals", "control_limits"}
        How to compare.
    polarity : {"lower", "higher"} or None
        Which way is better; None gives higher and lower, which do not judge. A measure's
        own polarity is used where none is given.
    population : array_like or Series, optional
        For ``control_limits``: population or total of the area; a measure's rows hold it.
    per, kind, confidence
        For ``control_limits``: multiplier, what the values are, and level of the limits.

    Returns
    -------
    pandas.Series of str, DataFrame or Verdict
        A verdict by row, with the index of the area's frame; of a measure a frame with
        ``period``, ``area_code``, breakdowns and ``verdict``; of a fact one verdict. A
        missing figure is ``not_compared``, and so is an area with itself.

    Raises
    ------
    ValueError
        If a column that the method needs is not there, rows do not match, facts are not
        ``alike``, rows of one period stand on different releases or populations, or a keyword
        is not one of those named.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips: public health technical
    guidance, comparing areas.

    Examples
    --------
    >>> plans = pd.DataFrame({"value": [44.0, 20.0], "lower": [39.0, 17.0], "upper": [49.0, 24.0]})
    >>> versus(plans, 41.6).tolist(), versus(plans, 41.6, polarity="lower").tolist()
    (['similar', 'lower'], ['similar', 'better'])
    """
    if polarity not in _WORDS or method not in get_args(Way):
        given = f"polarity {polarity!r}, method {method!r}"
        raise ValueError(f"{given}: polarity is one of {[*_WORDS]}, method of {get_args(Way)}.")
    if isinstance(area, Measure):
        options = {"per": per, "kind": kind, "confidence": confidence}
        return _measure(area, comparator, method, polarity or area.polarity, options)
    if isinstance(area, Fact) and isinstance(comparator, Fact):
        alike(area, comparator)
    frame, beside = _frame(area), _frame(comparator)
    beside = _level_with(beside, frame)
    if method == "control_limits":
        steps = outside_limits(frame, beside, population, per, kind, confidence)
    else:
        steps = STEPS[method](frame, beside)
    words = np.array([*map(str, _WORDS[polarity]), str(Verdict.NOT_COMPARED)])
    verdicts = words[np.where(np.isnan(steps), -1, steps + 2).astype(int)]
    if isinstance(area, Fact):
        itself = isinstance(comparator, Fact) and comparator.area_code == area.area_code
        return Verdict.NOT_COMPARED if itself else Verdict(str(verdicts[0]))
    return pd.Series(verdicts, index=frame.index, name="verdict", dtype="str")


def _measure(
    measure: Measure, code: str, method: Way, polarity: Polarity, options: dict[str, Any]
) -> pd.DataFrame:
    """Each row against the comparator's row of the same period and breakdowns."""
    if code not in set(measure.rows["area_code"]):
        raise ValueError(f"comparator: {measure.title} has no rows of {code!r}.")
    for when in measure.periods:
        of_one_kind(measure, when)
    rows = measure.rows.reset_index(drop=True)
    on = ["period", *measure.breakdowns]
    held = [name for name in ("value", "lower", "upper") if name in rows]
    theirs = rows.loc[rows["area_code"] == code, [*on, *held]]
    beside = rows[on].merge(theirs, on=on, how="left", validate="many_to_one")[held]
    if method == "control_limits":
        options["population"] = rows.get("population")
    verdict = versus(rows, beside, method, polarity, **options)
    verdict = verdict.mask(rows["area_code"] == code, str(Verdict.NOT_COMPARED))
    return rows[["period", "area_code", *measure.breakdowns]].assign(verdict=verdict)


def _frame(given: Any) -> pd.DataFrame:
    if isinstance(given, pd.DataFrame):
        return given
    if isinstance(given, Fact):
        held = {name: getattr(given, name) for name in ("value", "lower", "upper")}
        return pd.DataFrame([held], dtype=float)
    index = given.index if isinstance(given, pd.Series) else None
    return pd.DataFrame({"value": inputs.numbers(given, "comparator")}, index=index)


def _level_with(comparator: pd.DataFrame, area: pd.DataFrame) -> pd.DataFrame:
    """The comparator row for row: one row serves all, more must be the same rows."""
    if len(comparator) == 1:
        return comparator.loc[comparator.index.repeat(len(area))].set_axis(area.index)
    if isinstance(comparator.index, pd.RangeIndex) and len(comparator) == len(area):
        return comparator.set_axis(area.index)
    inputs.shared_index(area=area.iloc[:, 0], comparator=comparator.iloc[:, 0])
    return comparator
