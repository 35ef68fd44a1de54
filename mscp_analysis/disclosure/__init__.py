"""Disclosure control: withhold small counts and whatever would give them back, then try to."""

from mscp_analysis.disclosure.attack import attack
from mscp_analysis.disclosure.decision import Decision
from mscp_analysis.disclosure.files import attack_files
from mscp_analysis.disclosure.protection import protect
from mscp_analysis.disclosure.settings import Settings, settings
from mscp_analysis.disclosure.tables import Display, Relation, Table, cell

__all__ = [
    "Decision",
    "Display",
    "Relation",
    "Settings",
    "Table",
    "attack",
    "attack_files",
    "cell",
    "protect",
    "settings",
]
