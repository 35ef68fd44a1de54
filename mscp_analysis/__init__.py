"""The yearly report of a safeguarding children partnership, computed from tidy data.

Every number in every sentence, table and chart is computed, dated and sourced. The rooms
stand on floors and import downwards only; ``docs/design.md`` draws the plan.

``load``, ``Measure``, ``Fact`` and ``Notes`` are to be had from here as well as from their rooms,
and so are the rooms that an analyst uses: ``import mscp_analysis`` is enough.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mscp_analysis.data import load
    from mscp_analysis.measures import Fact, Measure
    from mscp_analysis.prose import Notes

__version__ = "0.1.0"
__all__ = ["Fact", "Measure", "Notes", "load"]

_DESK = (
    *["areas", "changes", "charts", "comparisons", "data", "desk", "disclosure"],
    *["exports", "prose", "rates", "registers", "tables", "trends"],
)

# Looked up when they are asked for: the command starts without pandas, and fast.
_ROOMS = {"load": "data", "Fact": "measures", "Measure": "measures", "Notes": "prose"}


def __getattr__(name: str) -> Any:
    if name in _DESK:
        return import_module(f"{__name__}.{name}")
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, *_DESK]
