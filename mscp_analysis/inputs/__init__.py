"""Figures as they are handed in: checked before anything is computed from them.

Whatever cannot be meant is refused with the name of the argument and its first offending
row. A missing figure is no error: it passes through and gives a missing result.
"""

from mscp_analysis.inputs.columns import Array, counts, numbers, positive, refuse_rows
from mscp_analysis.inputs.rows import shared_index
from mscp_analysis.inputs.settings import confidence_levels, multiplier

__all__ = [
    "Array",
    "confidence_levels",
    "counts",
    "multiplier",
    "numbers",
    "positive",
    "refuse_rows",
    "shared_index",
]
