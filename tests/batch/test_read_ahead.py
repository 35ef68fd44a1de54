"""Tables that were read before a kernel was forked count for the chapter that uses them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from mscp_analysis import data
from mscp_analysis.areas import data_folder
from mscp_analysis.report.running import kernels, warm

USES_ONE = """
from mscp_analysis.data import load, loading
before = loading._known.cache_info().currsize
load("referrals")
print(before)
"""


@pytest.mark.skipif(not warm.POSSIBLE, reason="kernels cannot be forked here")
def test_a_chapter_notes_the_tables_that_it_uses_and_no_other_that_was_read(
    chapter, tmp_path, monkeypatch
):
    own = tmp_path / "own"
    shutil.copytree(data_folder(), own, ignore=shutil.ignore_patterns("partnerships"))
    (own / "partnerships").mkdir()
    monkeypatch.setenv("MSCP_DATA", str(own))
    data.write_protected("Kent", tmp_path / "held")
    noted, said = [], []
    for ahead in (None, own):
        monkeypatch.setenv("ASKED", str(ahead))  # Which lets another warm process begin.
        warm.up(ahead)
        ran = kernels.run(chapter(USES_ONE), {}, tmp_path, tmp_path / "held")
        noted.append(
            sorted(name for name in ran.metadata.opened if own.name in name or "held" in name)
        )
        said.append([o.text for cell in ran.cells for o in cell.get("outputs", []) if "text" in o])
    tables = {Path(name).name for name in noted[1] if name.endswith(".csv")}
    assert tables == {"referrals.csv", "areas.csv"}
    assert noted[0] == noted[1]
    assert said[0] == [f"{0}\n"]
    assert int(said[1][0]) == len(data.tables())
    table = own / "published" / "referrals.csv"
    os.utime(table, ns=(1, 1))
    table.write_text("damaged\n")
    with pytest.raises(ValueError, match=r"referrals\.csv is not the table"):
        kernels.run(chapter(USES_ONE), {}, tmp_path, tmp_path / "held")
