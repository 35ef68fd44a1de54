"""A quantity for many periods and areas (``Measure``) and one number of it (``Fact``)."""

from mscp_analysis.measures.fact import MARKERS, Fact, Timing, shown
from mscp_analysis.measures.figure import Figure, named
from mscp_analysis.measures.measure import Measure
from mscp_analysis.measures.positions import OBSERVED

__all__ = ["MARKERS", "OBSERVED", "Fact", "Figure", "Measure", "Timing", "named", "shown"]
