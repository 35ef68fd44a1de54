"""Areas beside each other: whether they may be compared, with whom, and with what verdict."""

from mscp_analysis.comparisons.likeness import comparable
from mscp_analysis.comparisons.neighbours import Neighbours, neighbours

__all__ = ["Neighbours", "comparable", "neighbours"]
