"""What the package offers by its own name."""

from __future__ import annotations

import subprocess
import sys

import pytest

import mscp_analysis
from mscp_analysis import data, measures, prose


def test_the_names_that_carry_everything_are_at_hand():
    assert mscp_analysis.load is data.load
    assert (mscp_analysis.Measure, mscp_analysis.Fact) == (measures.Measure, measures.Fact)
    assert mscp_analysis.Notes is prose.Notes
    assert {"load", "Measure", "Fact", "Notes"} <= set(dir(mscp_analysis))
    with pytest.raises(AttributeError, match="has no attribute 'lode'"):
        _ = mscp_analysis.lode


def test_importing_the_package_alone_does_not_load_pandas():
    code = "import sys, mscp_analysis; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
