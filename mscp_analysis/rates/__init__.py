"""Rates, proportions and means with their intervals, plain or standardised by age.

Numbers in, numbers out: arrays and Series give a frame with ``value``, ``lower`` and
``upper``; two measures give a measure.
"""

from mscp_analysis.rates.crude import proportion, rate

__all__ = ["proportion", "rate"]
