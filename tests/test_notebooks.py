"""The committed notebooks say what the figures say: run again, they give the same outputs."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
NOTEBOOKS = REPOSITORY / "notebooks" / "report"
FIRST = NOTEBOOKS / "01_children_and_families.ipynb"
TABLE = "child_protection_plans"


def run_again(data: Path, chapters: Path = NOTEBOOKS) -> subprocess.CompletedProcess[str]:
    """Run chapters on a data folder and compare every output with the committed one."""
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q"]
    return subprocess.run(
        [*command, "-p", "no:cacheprovider", "-p", "no:xdist", str(chapters)],
        cwd=REPOSITORY,
        env={**os.environ, "MSCP_DATA": str(data), "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )


def with_one_digit_changed(data: Path, *, described: bool) -> Path:
    """A copy of the data in which Medway had one child more on a plan at 31 March 2024."""
    shutil.copytree(REPOSITORY / "data", data)
    table = data / "published" / f"{TABLE}.csv"
    text, times = re.subn(
        r"(,2023-24,E06000035,at_31_march,28)1,", r"\g<1>2,", table.read_text(encoding="utf-8")
    )
    assert times
    before = hashlib.sha256(table.read_bytes()).hexdigest()
    table.write_text(text, encoding="utf-8")
    if described:
        after = hashlib.sha256(table.read_bytes()).hexdigest()
        description = data / "published" / f"{TABLE}.resource.yaml"
        assert before in description.read_text(encoding="utf-8")
        description.write_text(description.read_text(encoding="utf-8").replace(before, after))
    return data


def test_committed_outputs_are_what_the_notebooks_show():
    said = run_again(REPOSITORY / "data")
    assert said.returncode == 0, said.stdout[-3000:]
    assert re.search(r"\d+ passed", said.stdout)


def test_one_digit_changed_in_a_table_is_seen_in_the_outputs(tmp_path):
    said = run_again(with_one_digit_changed(tmp_path / "data", described=True), FIRST)
    assert said.returncode == 1
    assert "282" in said.stdout


def test_one_digit_changed_behind_the_descriptions_back_stops_the_notebook(tmp_path):
    said = run_again(with_one_digit_changed(tmp_path / "data", described=False), FIRST)
    assert said.returncode == 1
    digests = set(re.findall(r"\b[0-9a-f]{64}\b", said.stdout))
    assert len(digests) >= 2
