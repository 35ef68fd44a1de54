"""Drafts in Markdown or plain text, read into statements that are offered to be confirmed."""

from mscp_analysis.claims.drafts.offers import Offer, rows
from mscp_analysis.claims.drafts.parts import parts
from mscp_analysis.claims.drafts.reading import read

__all__ = ["Offer", "parts", "read", "rows"]
