"""Reference figures: the few copied here and, where they are at hand, the tables in full."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("MSCP_SHARED") or HERE.parents[2] / "shared")
FULL = SHARED / "reference" / "statistics"


def reader(folder):
    if not folder.is_dir():
        pytest.skip(f"the full reference tables are not at {folder}; set MSCP_SHARED")
    return lambda name: pd.read_csv(folder / f"{name}.csv")


@pytest.fixture(params=["copied", "full"])
def table(request):
    """Reads a table by name: the rows copied here, then all of them."""
    return reader(HERE if request.param == "copied" else FULL)


@pytest.fixture
def full_table():
    """Reads a table of which only the whole will do."""
    return reader(FULL)


@pytest.fixture
def agree(record_property):
    """Compares columns with stated ones, row by row, and counts the rows compared."""

    def compare(got, stated, columns=None, *, rtol=1e-9, atol=0.0):
        names = columns or list(stated.columns)
        names = names if isinstance(names, dict) else {name: name for name in names}
        for ours, theirs in names.items():
            np.testing.assert_allclose(
                np.asarray(got[ours], dtype=float),
                np.asarray(stated[theirs], dtype=float),
                rtol=rtol,
                atol=atol,
                err_msg=f"{ours} against {theirs}",
            )
        record_property("rows", len(stated))

    return compare
