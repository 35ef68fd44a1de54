"""Measures as files for other programs: CSV, Excel, Parquet, and a star schema for Power BI."""

from mscp_analysis.exports.files import to_csv, to_excel, to_parquet
from mscp_analysis.exports.rows import COLUMNS, rows
from mscp_analysis.exports.star import star

__all__ = ["COLUMNS", "rows", "star", "to_csv", "to_excel", "to_parquet"]
