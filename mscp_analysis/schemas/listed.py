"""Rows that were worked out and no partnership handed in, set out like those of a register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar

import pandas as pd

from mscp_analysis.schemas.descriptions import Description


class Rows(Protocol):
    """A register, whose rows may be replaced by others."""

    def with_rows(self, rows: pd.DataFrame, **changes: Any) -> Any:
        """The same register of other rows."""


R = TypeVar("R", bound=Rows)


def listed(
    register: R, description: Description, rows: Iterable[Mapping[str, Any]], **changes: Any
) -> R:
    """A register with other rows in place of its own, which are counted and shown like any.

    Parameters
    ----------
    register : Register
        It says whose the rows are, and of which year.
    description : Description
        What the rows hold.
    rows : iterable of mapping of str to cell
        Each by its columns; columns that no row tells are left blank.
    **changes
        Other parts of the register that change: ``absence``.

    Returns
    -------
    Register

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Kent", "2023-24").meetings
    >>> len(listed(own, own.description, [{"group": "Executive"}]))
    1
    """
    frame = pd.DataFrame([*rows], dtype=object).reindex(columns=[*description.known], fill_value="")
    made: R = register.with_rows(frame, description=description, **changes)
    return made
