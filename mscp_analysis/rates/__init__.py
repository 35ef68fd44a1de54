"""Rates, proportions and means with their intervals, plain or standardised by age.

Numbers in, numbers out: arrays and Series give a frame with ``value``, ``lower`` and
``upper``; two measures give a measure.
"""

from mscp_analysis.rates.crude import proportion, rate
from mscp_analysis.rates.means import mean
from mscp_analysis.rates.printed import as_printed
from mscp_analysis.rates.standardised import directly_standardised, indirectly_standardised

__all__ = [
    "as_printed",
    "directly_standardised",
    "indirectly_standardised",
    "mean",
    "proportion",
    "rate",
]


def __dir__() -> list[str]:
    """What completion offers: no modules that only its own room needs."""
    return __all__
