"""Measures to accessible tables."""

from mscp_analysis.tables.beside import comparison, revised
from mscp_analysis.tables.chain import chain, stages
from mscp_analysis.tables.crossed import crossed
from mscp_analysis.tables.grading import grading
from mscp_analysis.tables.key_figures import key_figures
from mscp_analysis.tables.registers import by, listing
from mscp_analysis.tables.releases import vintages
from mscp_analysis.tables.statements import statements
from mscp_analysis.tables.table import Table
from mscp_analysis.tables.thirds import thirds
from mscp_analysis.tables.years import breakdown, series, years

__all__ = [
    "Table",
    "breakdown",
    "by",
    "chain",
    "comparison",
    "crossed",
    "grading",
    "key_figures",
    "listing",
    "revised",
    "series",
    "stages",
    "statements",
    "thirds",
    "vintages",
    "years",
]
