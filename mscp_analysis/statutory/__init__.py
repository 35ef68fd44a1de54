"""What a yearly report must hold by the guidance of its year, and whether it does."""

from mscp_analysis.statutory.checklist import Point, not_yet, points
from mscp_analysis.statutory.element import Element, Guidance, Need
from mscp_analysis.statutory.evidence import Evidence
from mscp_analysis.statutory.faults import faults
from mscp_analysis.statutory.findings import findings
from mscp_analysis.statutory.judging import Judged, judged
from mscp_analysis.statutory.listing import (
    called,
    chapter_title,
    in_part,
    listed,
    note,
    rules,
    unsaid,
)
from mscp_analysis.statutory.reading import elements, guidance, versions

__all__ = [
    "Element",
    "Evidence",
    "Guidance",
    "Judged",
    "Need",
    "Point",
    "called",
    "chapter_title",
    "elements",
    "faults",
    "findings",
    "guidance",
    "in_part",
    "judged",
    "listed",
    "not_yet",
    "note",
    "points",
    "rules",
    "unsaid",
    "versions",
]
