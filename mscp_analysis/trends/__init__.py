"""One area through time: recent trends, control charts, and whether a count is unusual."""

from mscp_analysis.trends.control import PointType, SpecialCause, xmr
from mscp_analysis.trends.expectation import Unusual, expected_count
from mscp_analysis.trends.recent import Trend, recent_trend
from mscp_analysis.trends.targets import Assurance, assurance

__all__ = [
    "Assurance",
    "PointType",
    "SpecialCause",
    "Trend",
    "Unusual",
    "assurance",
    "expected_count",
    "recent_trend",
    "xmr",
]
