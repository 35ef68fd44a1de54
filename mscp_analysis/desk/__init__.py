"""At the desk: choose an area, a year and a measure, by widget or by a plain call, and look."""

from mscp_analysis.desk.catalogue import measures
from mscp_analysis.desk.choosing import Chooser, choose
from mscp_analysis.desk.looking import View, look
from mscp_analysis.desk.practising import practice
from mscp_analysis.desk.showing import Shown, show

__all__ = ["Chooser", "Shown", "View", "choose", "look", "measures", "practice", "show"]


def __dir__() -> list[str]:
    """What completion offers: no modules that only its own room needs."""
    return __all__
