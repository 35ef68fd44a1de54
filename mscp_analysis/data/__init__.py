"""Published tables as measures, as they were known at a date; a partnership's own, protected."""

from mscp_analysis.data.collection import Measures
from mscp_analysis.data.figures import figure, figures
from mscp_analysis.data.held import tables
from mscp_analysis.data.loading import load, vintages
from mscp_analysis.data.local import Local, local
from mscp_analysis.data.own import OwnCounts, own
from mscp_analysis.data.protected import protected, write_protected

__all__ = [
    "Local",
    "Measures",
    "OwnCounts",
    "figure",
    "figures",
    "load",
    "local",
    "own",
    "protected",
    "tables",
    "vintages",
    "write_protected",
]


def __dir__() -> list[str]:
    """What completion offers: no modules that only its own room needs."""
    return __all__
