"""What is not the same in two reports, and why: a page for reviewers."""

from __future__ import annotations

from mscp_analysis.report.differences.addresses import find
from mscp_analysis.report.differences.comparing import publish

__all__ = ["find", "publish"]
