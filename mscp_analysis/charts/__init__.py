"""Measures to charts, each with its text alternative."""

from mscp_analysis.charts.bars import bars
from mscp_analysis.charts.chart import Absent, Chart
from mscp_analysis.charts.control import control
from mscp_analysis.charts.funnel import funnel
from mscp_analysis.charts.map import map
from mscp_analysis.charts.multiples import multiples
from mscp_analysis.charts.neighbours import neighbours
from mscp_analysis.charts.stages import stages
from mscp_analysis.charts.style import PALETTE
from mscp_analysis.charts.trend import trend

__all__ = [
    "PALETTE",
    "Absent",
    "Chart",
    "bars",
    "control",
    "funnel",
    "map",
    "multiples",
    "neighbours",
    "stages",
    "trend",
]


def __dir__() -> list[str]:
    """What completion offers: no modules that only its own room needs."""
    return __all__
