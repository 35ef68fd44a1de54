"""Facts to sentences."""

from mscp_analysis.prose.movements import movement, side, swing
from mscp_analysis.prose.notes import Notes, Sentence
from mscp_analysis.prose.phrases import Phrase

__all__ = ["Notes", "Phrase", "Sentence", "movement", "side", "swing"]
