"""Publishers' releases, read into the tables of ``data/published``."""

from __future__ import annotations

from mscp_analysis.publishers.holdings import imported
from mscp_analysis.publishers.importing import import_releases
from mscp_analysis.publishers.outcome import Imported
from mscp_analysis.publishers.stated import Stated

__all__ = ["Imported", "Stated", "import_releases", "imported"]
