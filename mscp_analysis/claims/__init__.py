"""What reports say, held against the data: each statement right, differing or not checkable."""

from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.checking import check
from mscp_analysis.claims.faults import faults
from mscp_analysis.claims.findings import RIGHT, Checked, Finding, severity
from mscp_analysis.claims.listing import listed
from mscp_analysis.claims.revisions import Revision, revisions
from mscp_analysis.claims.statement import NEIGHBOURS, Statement, statements
from mscp_analysis.claims.worked import value

__all__ = [
    "NEIGHBOURS",
    "RIGHT",
    "Beside",
    "Checked",
    "Finding",
    "Revision",
    "Statement",
    "check",
    "faults",
    "listed",
    "revisions",
    "severity",
    "statements",
    "value",
]
