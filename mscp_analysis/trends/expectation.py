"""Whether a count is unusual, given how common such events are elsewhere."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import gammainc, gammaincc, pdtrik

from mscp_analysis import inputs


class Unusual(StrEnum):
    """What a count is beside what was to be expected. The list is closed.

    Examples
    --------
    >>> Unusual("as_expected").name
    'AS_EXPECTED'
    """

    UNUSUALLY_HIGH = "unusually_high"
    AS_EXPECTED = "as_expected"
    UNUSUALLY_LOW = "unusually_low"
    NOT_COMPUTED = "not_computed"


def expected_count(
    count: Any,
    population: Any,
    reference_count: Any,
    reference_population: Any,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """The number of events to be expected at the reference's rate, and whether a count is unusual.

    Are three rapid reviews in a year many for an area of this size? Expected are
    E = n x_ref/n_ref; the count is unusually high if so many or more would come less often
    than (1 - confidence)/2 of the time in a Poisson distribution of mean E, and unusually low
    if so many or fewer would. The reference's own chance is left out, so it should be large.

    Parameters
    ----------
    count, population : array_like or Series, shape (n,)
        Events and population of each area.
    reference_count, reference_population : array_like or Series, shape (n,) or (1,), or float
        The same of the reference (England), one for all or one a row.
    confidence : float
        From 0.9 to below 1.

    Returns
    -------
    pandas.DataFrame
        ``expected``; ``lower`` and ``upper``, the fewest and the most events that are not
        unusual; ``at_least`` and ``at_most``, the chances of so many or more, or fewer; and
        ``verdict``, a value of ``Unusual``.

    Raises
    ------
    ValueError
        For a negative or fractional count, a population of zero, text or an infinite value
        (with the first such row), or other lengths or indexes.

    References
    ----------
    Armitage P, Berry G. Statistical methods in medical research. 4th ed., 2002.

    Examples
    --------
    By hand: 65,000 x 400/12,000,000 is 2.17.

    >>> found = expected_count([3], [65_000], 400, 12_000_000)
    >>> found.round(2)
       expected  lower  upper  at_least  at_most      verdict
    0      2.17      0      5      0.37     0.83  as_expected
    """
    (level,) = inputs.confidence_levels(confidence)
    tail = (1 - level) / 2
    index = inputs.shared_index(count=count, population=population)
    x = inputs.counts(count, "count").astype(float)
    n = inputs.positive(population, "population").astype(float)
    share = inputs.counts(reference_count, "reference_count") / inputs.positive(
        reference_population, "reference_population"
    )
    if len(share) not in (1, len(x)):
        raise ValueError(
            f"reference_count has {len(share)} rows and count has {len(x)}; give one, or as many."
        )
    expected = n * share
    with np.errstate(invalid="ignore"):
        at_least = np.where(x > 0, gammainc(x, expected), np.where(np.isnan(x), np.nan, 1.0))
        at_most = gammaincc(x + 1, expected)
    lower, upper = _usual(expected, tail)
    cases = [np.isnan(at_least + at_most), at_least < tail, at_most < tail]
    said = [Unusual.NOT_COMPUTED, Unusual.UNUSUALLY_HIGH, Unusual.UNUSUALLY_LOW]
    verdict = np.select(cases, [str(one) for one in said], str(Unusual.AS_EXPECTED))
    columns = {"expected": expected, "lower": lower, "upper": upper}
    columns |= {"at_least": at_least, "at_most": at_most, "verdict": verdict}
    return pd.DataFrame(columns, index=index)


def _usual(expected: Any, tail: float) -> tuple[pd.Series, pd.Series]:
    """The fewest and the most events whose tail is not below the one given."""
    known = ~np.isnan(expected)
    mean = np.where(known, expected, 1.0)
    # pdtrik inverts the distribution between whole numbers; the nearest are then looked at.
    fewest = np.maximum(np.floor(np.nan_to_num(pdtrik(tail, mean))) - 1, 0)
    most = np.maximum(np.floor(np.nan_to_num(pdtrik(1 - tail, mean))) - 1, 0)
    for _ in range(3):
        fewest = np.where(gammaincc(fewest + 1, mean) < tail, fewest + 1, fewest)
        most = np.where(gammainc(most + 1, mean) >= tail, most + 1, most)
    limits = (
        pd.array(np.where(known, ends, 0).astype(int), dtype="Int64") for ends in (fewest, most)
    )
    lower, upper = (pd.Series(ends).mask(~known) for ends in limits)
    return lower, upper
