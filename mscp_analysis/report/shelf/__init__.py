"""The list of all reports: who reports, of which year, how far it is, and where its files are.

It is computed from the records that builds leave, so that it can be written again at any time.
"""

from mscp_analysis.report.shelf.entries import Entry, read
from mscp_analysis.report.shelf.pages import ORDERS, page
from mscp_analysis.report.shelf.writing import STANDARD, above, write

__all__ = ["ORDERS", "STANDARD", "Entry", "above", "page", "read", "write"]
