"""Rows of a register matched from year to year by their key, whatever their words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from mscp_analysis.registers.register import Register


def without(last: Register, register: Register) -> Register:
    """The rows of one register that another has not."""
    here = {*names(register)}
    return last.only(name not in here for name in names(last))


def names(register: Register, rows: pd.DataFrame | None = None) -> list[str]:
    """What names each row from year to year: the cells of its key."""
    of = register.rows if rows is None else rows
    return [", ".join(map(str, each)) for each in of[[*register.description.key]].to_numpy()]


def is_open(row: Mapping[str, Any], register: Register) -> bool:
    """Whether a row is still to be done, by the words that the description names."""
    return all(row[column] in words for column, words in register.description.open.items())
