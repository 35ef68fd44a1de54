"""Publishers' releases, read into the tidy tables of ``data/published``."""

from __future__ import annotations

from mscp_analysis.publishers.importing import Imported, import_releases

__all__ = ["Imported", "import_releases"]
