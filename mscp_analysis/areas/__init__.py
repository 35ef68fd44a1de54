"""Authorities, regions and England: their names, their codes, and whom they are compared with."""

from mscp_analysis.areas.held import data_folder, read_yaml, shelf
from mscp_analysis.areas.names import Register, authorities, find, region, regions, register
from mscp_analysis.areas.neighbours import comparators, neighbours
from mscp_analysis.areas.partnerships import partnership_of
from mscp_analysis.areas.place import ENGLAND, Area, Neighbour
from mscp_analysis.areas.rules import read_rules

__all__ = [
    "ENGLAND",
    "Area",
    "Neighbour",
    "Register",
    "authorities",
    "comparators",
    "data_folder",
    "find",
    "neighbours",
    "partnership_of",
    "read_rules",
    "read_yaml",
    "region",
    "regions",
    "register",
    "shelf",
]


def __dir__() -> list[str]:
    """What completion offers: no modules that only its own room needs."""
    return __all__
