"""Areas beside each other: whether they may be compared, with whom, and with what verdict."""

from mscp_analysis.comparisons.bands import quantile, quantile_bounds, quartile_bands, quintiles
from mscp_analysis.comparisons.funnels import FunnelLabel, funnel_labels, funnel_limits
from mscp_analysis.comparisons.likeness import alike, comparable, figures
from mscp_analysis.comparisons.neighbours import Neighbours, neighbours
from mscp_analysis.comparisons.overdispersion import Overdispersion, funnel_overdispersion
from mscp_analysis.comparisons.positions import funnel_baseline, funnel_points
from mscp_analysis.comparisons.ranks import rank
from mscp_analysis.comparisons.standing import Standing, standing
from mscp_analysis.comparisons.thirds import Thirds, thirds
from mscp_analysis.comparisons.verdicts import Verdict, versus

__all__ = [
    "FunnelLabel",
    "Neighbours",
    "Overdispersion",
    "Standing",
    "Thirds",
    "Verdict",
    "alike",
    "comparable",
    "figures",
    "funnel_baseline",
    "funnel_labels",
    "funnel_limits",
    "funnel_overdispersion",
    "funnel_points",
    "neighbours",
    "quantile",
    "quantile_bounds",
    "quartile_bands",
    "quintiles",
    "rank",
    "standing",
    "thirds",
    "versus",
]


def __dir__() -> list[str]:
    """What completion offers: no modules that only its own room needs."""
    return __all__
