"""Where reports are put: a folder, or an address that fsspec knows."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import fsspec
import pytest

from mscp_analysis.report import batch
from mscp_analysis.report.batch import running, work
from mscp_analysis.report.batch.places import place
from mscp_analysis.report.batch.work import packed
from mscp_analysis.report.kept import cache

RECORD = {
    "parameters": {"year": "2023-24"}, "name": "Kent", "area": "Kent", "stage": "draft",
    "known_at": "2024-12-01", "published": None, "made_up": False, "open_comments": 0,
    "packages": {}, "inputs": {}, "outputs": {},
}  # fmt: skip


def report(folder: Path, **files: str) -> bytes:
    for name, text in {"index.html": "a page", "data/plans.csv": "1", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    outputs = [path for path in folder.rglob("*") if path.is_file()]
    record = RECORD | {"outputs": {p.relative_to(folder).as_posix(): "" for p in outputs}}
    (folder / "build.json").write_text(json.dumps(record))
    return packed(folder)


@pytest.fixture(params=["folder", "address"])
def target(request, tmp_path):
    if request.param == "folder":
        return place(tmp_path / "reports"), tmp_path / "reports"
    memory = f"memory://{tmp_path.name}"
    return place(memory), None


def held(target, tmp_path: Path) -> list[str]:
    if target[1] is not None:
        found = [path for path in target[1].rglob("*") if path.is_file()]
        return sorted(path.relative_to(target[1]).as_posix() for path in found)
    files = fsspec.filesystem("memory").find(f"/{tmp_path.name}")
    return sorted(str(name).removeprefix(f"/{tmp_path.name}/") for name in files)


def test_a_report_takes_the_place_of_the_one_before_and_all_are_listed(target, tmp_path):
    reports = target[0]
    assert reports.left("kent/2023-24") == ""
    reports.put("kent/2023-24", report(tmp_path / "first", **{"tables.xlsx": "2"}))
    first = reports.left("kent/2023-24")
    reports.put("kent/2023-24", report(tmp_path / "second", **{"annual-report.pdf": "3"}))
    names = ["annual-report.pdf", "build.json", "data/plans.csv", "index.html"]
    assert held(target, tmp_path) == [f"kent/2023-24/{name}" for name in names]
    assert reports.left("kent/2023-24") not in ("", first)
    listed = reports.list_all()
    assert listed.endswith("/index.html")
    with fsspec.open(listed, "r", encoding="utf-8") as file:
        text = file.read()
    assert 'href="kent/2023-24/index.html"' in text
    assert 'href="kent/2023-24/annual-report.pdf"' in text
    assert "tables.xlsx" not in text


def test_a_list_beside_the_reports_is_written_read_and_taken_away(target, tmp_path):
    reports = target[0]
    assert reports.read("failed.csv") == ""
    reports.write("failed.csv", "report,why\nkent/2023-24,£\n")
    assert reports.read("failed.csv") == "report,why\nkent/2023-24,£\n"
    reports.write("failed.csv", "")
    reports.write("failed.csv", "")
    assert held(target, tmp_path) == []


def test_a_report_whose_record_is_not_there_does_not_count(tmp_path):
    reports = place(f"memory://{tmp_path.name}")
    reports.put("kent/2023-24", report(tmp_path / "first"))
    fsspec.filesystem("memory").rm_file(f"/{tmp_path.name}/kent/2023-24/build.json")
    assert reports.left("kent/2023-24") == ""
    with fsspec.open(reports.list_all(), "r", encoding="utf-8") as file:
        assert "kent/2023-24" not in file.read()


@pytest.mark.parametrize("missing", [True, False])
def test_an_address_that_cannot_be_reached_is_refused_in_a_sentence(missing, monkeypatch):
    if missing:
        monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(ValueError, match=r"mscp_analysis\[cluster\]"):
        place("nosuch://bucket/reports")


def test_a_cluster_without_dask_is_refused_in_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "distributed", None)
    requests = batch.orders("2023-24", places="Kent")
    with pytest.raises(ValueError, match=r"needs Dask.*mscp_analysis\[cluster\]"):
        batch.run(requests, tmp_path, scheduler="tcp://127.0.0.1:1")


@pytest.mark.parametrize("made", [True, False])
def test_a_report_whose_pdf_could_not_be_made_is_not_taken_for_one_that_is_there(
    made, monkeypatch, tmp_path
):
    def build(request, out, job):
        report(out, **({"annual-report.pdf": "a PDF"} if made else {}))

    monkeypatch.setattr(work, "_build", build)
    monkeypatch.setattr(running.hands, "build", lambda each, job, *_: map_work(each, job))
    monkeypatch.setenv(cache.NAMED, str(tmp_path / "kept"))
    requests = batch.orders("2023-24", places="Kent")
    first = batch.run(requests, tmp_path / "out", printed=True)
    assert first.without_pdf is not made
    second = batch.run(requests, tmp_path / "out", printed=True)
    assert second.unchanged == (["kent/2023-24"] if made else [])


def map_work(requests, job):
    yield from (work.work(request, job) for request in requests)
