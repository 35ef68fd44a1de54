"""Measures to accessible tables."""

from mscp_analysis.tables.kinds import breakdown, comparison, revised, series, vintages, years
from mscp_analysis.tables.table import Table

__all__ = ["Table", "breakdown", "comparison", "revised", "series", "vintages", "years"]
