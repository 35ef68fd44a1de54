"""A report from what has a fault: every fault is told, nothing is published, nothing is lost."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from mscp_analysis.cli import main
from mscp_analysis.report import build
from mscp_analysis.report.running import warm

PARTNERSHIP = "name: Kent SCP\nshort_name: KSCP\narea_code: E10000016\n"


@pytest.fixture
def kent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of partnerships outside the repository, with two faults in two files."""
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))  # so that what --data sets is taken back
    year = tmp_path / "private" / "partnerships" / "kent" / "2023-24"
    (year / "commentary").mkdir(parents=True)
    year.with_name("partnership.yaml").write_text(PARTNERSHIP)
    (year / "meetings.csv").write_text("group,held\nExecutive,perhaps\nExecutive,yes\n")
    return year


@pytest.fixture
def before(tmp_path: Path) -> dict[Path, bytes]:
    """The report of an earlier build, which must survive."""
    out = tmp_path / "report"
    out.mkdir()
    record = {"name": "", "packages": "", "inputs": "", "parameters": {}}
    (out / "index.html").write_text("of the previous report")
    record["outputs"] = {"index.html": ""}
    (out / "build.json").write_text(json.dumps(record))
    return {path: path.read_bytes() for path in out.iterdir()}


def report(kent: Path, tmp_path: Path) -> int:
    data = str(kent.parents[2])
    where = ["--partnership", "kent", "--data", data, "--out", str(tmp_path / "report")]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(warm, "up", lambda _=None: None)  # no chapter is to run
        return main(["report", "2023-24", *where])


def test_every_fault_is_told_and_the_last_report_stays(kent, before, tmp_path, capsys):
    (kent / "commentary" / "nowhere.md").write_text("Words.")
    assert report(kent, tmp_path) == 1
    said = capsys.readouterr().err
    assert "2023-24/meetings.csv, row 2, column 'held': expected yes or no" in said
    assert "2023-24/commentary/nowhere.md: expected one of" in said
    assert "2 faults; nothing was published" in said
    assert "Traceback" not in said
    out = tmp_path / "report"
    assert {path: path.read_bytes() for path in out.iterdir()} == before
    with (tmp_path / "report-faults.csv").open() as file:
        assert [row["row"] for row in csv.DictReader(file)] == ["0", "2"]


def test_a_list_of_faults_goes_when_a_report_is_built(tmp_path, monkeypatch):
    out = tmp_path / "report"
    (tmp_path / "report-faults.csv").write_text("of what was mended since")
    monkeypatch.setattr(build, "build", lambda *_, **__: out / "index.html")
    monkeypatch.setattr(warm, "up", lambda _=None: None)
    given = ["--area", "Rutland", "--no-pdf", "--fresh", "--out", str(out)]
    assert main(["report", "2023-24", *given]) == 0
    assert [*tmp_path.glob("*.csv")] == []


def test_checking_alone_tells_the_same(kent, tmp_path, capsys):
    data = str(kent.parents[2])
    where = ["--partnership", "kent", "--data", data, "--csv", str(tmp_path / "faults.csv")]
    assert main(["check", "registers", "2023-24", *where]) == 1
    assert "expected yes or no" in capsys.readouterr().err
    assert (tmp_path / "faults.csv").read_text().count("\n") == 2
    (kent / "meetings.csv").write_text("group,held\nExecutive,yes\n")
    assert main(["check", "registers", "2023-24", *where]) == 0
    assert capsys.readouterr().out == "What kent handed in for 2023-24 has no fault.\n"


def test_a_strange_status_is_refused(kent, tmp_path, capsys):
    (kent / "meetings.csv").write_text("group,held\nExecutive,yes\n")
    (kent / "report.yaml").write_text("status: nearly done\n")
    assert report(kent, tmp_path) == 1
    assert "expected status: draft, for scrutiny, published" in capsys.readouterr().err
    assert not (tmp_path / "report").exists()


def test_new_prints_where_to_begin(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    asked = ["new", "surrey", "--year", "2024-25", "--data", str(tmp_path / "data")]
    assert main([*asked, "--area", "Surrey"]) == 0
    guide = Path(capsys.readouterr().out.strip())
    assert guide.name == "README.md"
    assert guide.parent.parent.name == "surrey"
    assert main([*asked, "--area", "Surrey"]) == 1
    assert "is there already; nothing was changed" in capsys.readouterr().err


def test_new_refuses_a_name_that_is_no_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    assert main(["new", "East Kent", "--area", "Kent", "--year", "2024-25"]) == 1
    assert "write it as 'east-kent'" in capsys.readouterr().err
    assert not (tmp_path / "partnerships").exists()
