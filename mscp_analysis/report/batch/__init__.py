"""Build many reports side by side: on this machine, or on those of a Dask cluster.

Each report is built somewhere else, comes back as bytes, and is put in place whole by the one
process that was asked for it. So whatever happens to those that build, nothing is in part.
"""

from mscp_analysis.report.batch.orders import orders
from mscp_analysis.report.batch.running import Outcome, run

__all__ = ["Outcome", "orders", "run"]
