"""A report is the same wherever, whenever and by whomever it is built: byte by byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mscp_analysis.report.kept.fingerprints import files_of

REPOSITORY = Path(__file__).parents[2]
PARTS = ("mscp_analysis", "notebooks", "data")
ELSEWHERE = {
    **{"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "4711"},
    **{"COLUMNS": "40", "SOURCE_DATE_EPOCH": "1"},
}
"""What else may differ between two machines."""


@pytest.fixture(scope="module")
def again(tmp_path_factory) -> Path:
    """Medway's whole report, built by a copy of the project that lies deeper, by the command."""
    copy = tmp_path_factory.mktemp("another") / "place" / "deeper" / "clone of mscp"
    for part in PARTS:
        shutil.copytree(REPOSITORY / part, copy / part, ignore=shutil.ignore_patterns(".*"))
    out, cwd = copy.parent / "out" / "report", copy.parent / "desk"
    cwd.mkdir()
    environment = os.environ | ELSEWHERE | {"PYTHONPATH": str(copy)}
    environment |= {"MSCP_CACHE": str(copy.parent / "kept")}
    command = [sys.executable, "-m", "mscp_analysis", "report", "2023-24", "--out", str(out)]
    ran = subprocess.run(
        command, cwd=cwd, env=environment, umask=0o077, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return out


def test_two_clones_in_different_folders_give_the_same_bytes_for_every_file(whole, again):
    one, other = (
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in files_of(folder)}
        for folder in (whole("medway"), again)
    )
    assert [*one] == [*other]
    assert [name for name in one if one[name] != other[name]] == []
    assert {"index.html", "tables.xlsx", "tables.ods", "ledger.csv", "build.json"} <= {*one}
    here = os.fsencode(REPOSITORY)
    assert [name for name, said in one.items() if here in said] == []
