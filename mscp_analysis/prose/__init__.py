"""Facts to sentences."""

from mscp_analysis.prose import appendices
from mscp_analysis.prose.commentary import Commentary
from mscp_analysis.prose.definitions import Definitions
from mscp_analysis.prose.expected import in_time, unusual, variation
from mscp_analysis.prose.in_short import from_print, in_short
from mscp_analysis.prose.key_figures import changed
from mscp_analysis.prose.movements import movement, side, swing
from mscp_analysis.prose.notes import Notes
from mscp_analysis.prose.phrases import Phrase
from mscp_analysis.prose.reckoning import accounted, agreement, clear, heard, reconciled
from mscp_analysis.prose.records import (
    explained,
    held,
    lacking,
    of_kinds,
    origin,
    recorded,
    scored,
)
from mscp_analysis.prose.sentences import Sentence
from mscp_analysis.prose.statements import corrected, told
from mscp_analysis.prose.tallies import acted, asked, graded, promised, those

__all__ = [
    "Commentary",
    "Definitions",
    "Notes",
    "Phrase",
    "Sentence",
    "accounted",
    "acted",
    "agreement",
    "appendices",
    "asked",
    "changed",
    "clear",
    "corrected",
    "explained",
    "from_print",
    "graded",
    "heard",
    "held",
    "in_short",
    "in_time",
    "lacking",
    "movement",
    "of_kinds",
    "origin",
    "promised",
    "reconciled",
    "recorded",
    "scored",
    "side",
    "swing",
    "those",
    "told",
    "unusual",
    "variation",
]
