"""A chapter is run again when anything that it was made from has changed, and only then."""

from __future__ import annotations

import json
import shutil
import stat
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
import pytest

from mscp_analysis.report.build import build
from mscp_analysis.report.kept import cache, kept_chapters
from mscp_analysis.report.kept.kept_chapters import Kept
from mscp_analysis.report.record import files_of, sha256
from mscp_analysis.report.running import kernels, warm

REPOSITORY = Path(__file__).parents[2]
TABLES = ("areas", "population", "statistical_neighbours")
GIVEN = {"year": "2023-24", "area": "E06000035", "known_at": None}
CODE = """
import sys
from mscp_analysis import data, registers
sys.path.insert(0, {desk!r})
import own
data.load("population")
len(registers.open(area, year).audits.rows)
"""

pytestmark = pytest.mark.skipif(not warm.POSSIBLE, reason="kernels are not forked here")


def lay_out(folder: Path) -> Path:
    """A data folder with a few tables, the rules, and what one partnership has handed in."""
    for kind in ("rules", "partnerships/medway"):
        shutil.copytree(REPOSITORY / "data" / kind, folder / kind)
    (folder / "published").mkdir()
    for name in TABLES:
        for path in (REPOSITORY / "data" / "published").glob(f"{name}.*"):
            shutil.copyfile(path, folder / "published" / path.name)
    return folder


def chapter(path: Path, *cells: str) -> Path:
    made = [nbformat.v4.new_code_cell("\n".join(f"{k} = {v!r}" for k, v in GIVEN.items()))]
    made[0].metadata.tags = ["parameters"]
    made += [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


def finish(notebook: Path, data: Path, scratch: Path) -> nbformat.NotebookNode:
    """Run a chapter, and keep it if it can be kept."""
    kept = Kept(GIVEN, data)
    assert kept.find(notebook) is None
    return kept.keep(notebook, kernels.run(notebook, GIVEN, scratch, data), scratch)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk at which a chapter was run once: its notebook, data, module and what was kept."""
    desk = tmp_path_factory.mktemp("desk")
    lay_out(desk / "data")
    (desk / "scratch").mkdir()
    (desk / "own.py").write_text("")
    notebook = chapter(desk / "01_audits.ipynb", CODE.format(desk=str(desk)))
    time.sleep(0.1)  # what is written as a build begins might be written while it runs
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(cache.NAMED, str(desk / "kept"))
        assert finish(notebook, desk / "data", desk / "scratch").cells[-1].outputs
    return desk


class Desk:
    """A copy of it, which a test may change."""

    def __init__(self, folder: Path) -> None:
        self.data, self.notebook = folder / "data", folder / "01_audits.ipynb"
        self.scratch = folder / "scratch"
        self.own = self.data / "partnerships" / "medway" / "2023-24"

    def finds(self, **given: object) -> bool:
        return Kept(GIVEN | given, self.data).find(self.notebook) is not None


@pytest.fixture
def desk(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    shutil.copytree(first, tmp_path / "desk")
    monkeypatch.setenv(cache.NAMED, str(tmp_path / "desk" / "kept"))
    return Desk(tmp_path / "desk")


def written(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\n")


def test_where_nothing_has_changed_it_is_found_in_another_folder_with_the_same_data(desk):
    assert desk.finds()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda desk: written(desk.own / "audits.csv"), False),
        (lambda desk: written(desk.own / "budget.csv"), True),
        (lambda desk: written(desk.data / "rules" / "registers" / "audits.yaml"), False),
        (lambda desk: written(desk.data / "rules" / "chapters.yaml"), True),
        (lambda desk: written(desk.data / "published" / "population.csv"), False),
        (lambda desk: written(desk.data / "published" / "population.resource.yaml"), False),
        (lambda desk: (desk.own / "attendance.csv").write_text("meeting,date\n"), False),
        (lambda desk: (desk.own / "audits.csv").unlink(), False),
        (lambda desk: (desk.own / "audits.csv").touch(), True),
        (lambda desk: chapter(desk.notebook, "1 + 1"), False),
    ],
    ids=[
        *["its register", "another register", "its rule", "another rule", "its published table"],
        *["the description of that", "a register that it looked for", "its register removed"],
        *["its register written as it was", "its cells"],
    ],
)
def test_a_chapter_is_run_again_only_for_what_it_read(change, found, desk):
    change(desk)
    assert desk.finds() is found


def test_a_chapter_is_run_again_with_other_parameters(desk):
    assert not desk.finds(year="2022-23")
    assert not desk.finds(known_at="2024-12-01")


@pytest.mark.parametrize("module", ["registers/opening.py", "measures/measure.py", "__init__.py"])
def test_a_chapter_is_run_again_with_another_source_of_this_package(module, desk, monkeypatch):
    changed = warm.PACKAGE_ROOT / "mscp_analysis" / module
    monkeypatch.setattr(
        kept_chapters, "sha256", lambda path: "" if path == changed else sha256(path)
    )
    assert not desk.finds()


@pytest.mark.parametrize("module", ["report/pages/page.py", "report/files/pdf.py", "cli/report.py"])
def test_a_chapter_is_not_run_again_for_how_the_page_is_made(module, desk, monkeypatch):
    changed = warm.PACKAGE_ROOT / "mscp_analysis" / module
    assert changed.is_file()
    monkeypatch.setattr(
        kept_chapters, "sha256", lambda path: "" if path == changed else sha256(path)
    )
    assert desk.finds()


def test_a_chapter_is_run_again_with_another_release_of_a_package(desk, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path / "further")
    assert desk.finds(), "a folder without packages"
    (tmp_path / "further" / "pandas-99.0.dist-info").mkdir(parents=True)
    assert not desk.finds()


def test_a_chapter_is_run_again_in_another_language_or_time_zone(desk, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert not desk.finds()


def test_a_chapter_is_run_again_for_a_module_beside_the_project(first, monkeypatch):
    monkeypatch.setenv(cache.NAMED, str(first / "kept"))
    kept = Kept(GIVEN, first / "data")
    assert kept.find(first / "01_audits.ipynb")
    (first / "own.py").write_text("further = 1\n")
    try:
        assert not Kept(GIVEN, first / "data").find(first / "01_audits.ipynb")
    finally:
        (first / "own.py").write_text("")


def test_a_damaged_one_is_not_found_and_the_next_takes_its_place(desk):
    (one,) = files_of(cache.folder("chapters"))
    whole = one.read_bytes()
    for damaged in (b"", b"no digest", b"0" * 64 + b"\nnothing packed", whole[: len(whole) // 2]):
        one.write_bytes(damaged)
        assert not desk.finds()
    finish(desk.notebook, desk.data, desk.scratch)
    assert one.read_bytes() == whole
    assert desk.finds()


def test_only_the_user_can_read_what_is_kept(desk):
    (one,) = files_of(cache.folder("chapters"))
    assert stat.S_IMODE(one.stat().st_mode) == 0o600
    for folder in (one.parent, one.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_of_more_than_may_be_kept_what_was_needed_last_remains(desk, monkeypatch):
    (one,) = files_of(cache.folder("chapters"))
    monkeypatch.setattr(kept_chapters, "LIMIT", 2 * one.stat().st_size)
    for number in range(3):
        other = one.parent.with_name(f"other{number}") / "of-before"
        cache.write(other, one.read_bytes())
    assert desk.finds(), "which is a need of it"
    Kept(GIVEN, desk.data).trim()
    left = files_of(cache.folder("chapters"))
    assert len(left) == 2
    assert one in left


@pytest.mark.parametrize(
    "code",
    [
        "import subprocess; subprocess.run(['true'])",
        "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
        "from pathlib import Path; (Path({folder!r}) / 'desk' / 'own.py').write_text('')",
    ],
    ids=["starts a program", "looks into the network", "writes where others read"],
)
def test_a_chapter_that_no_list_of_files_can_stand_for_is_not_kept(code, desk, tmp_path):
    shutil.rmtree(cache.folder("chapters"))
    quiet = f"try:\n    {code.format(folder=str(tmp_path))}\nexcept OSError:\n    pass"
    finish(chapter(desk.notebook, quiet), desk.data, desk.scratch)
    assert not desk.finds()
    assert not cache.folder("chapters").exists()


def test_a_table_that_is_written_while_the_chapter_runs_is_not_taken_for_what_was_read(desk):
    kept = Kept(GIVEN | {"year": "2022-23"}, desk.data)
    kept.find(desk.notebook)
    executed = kernels.run(desk.notebook, GIVEN | {"year": "2022-23"}, desk.scratch, desk.data)
    written(desk.own.with_name("2022-23") / "audits.csv")
    kept.keep(desk.notebook, executed, desk.scratch)
    assert not desk.finds(year="2022-23")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Path]]:
    """What is kept, in a folder that is empty at first."""
    monkeypatch.setenv(cache.NAMED, str(tmp_path / "kept"))
    return lambda: files_of(tmp_path / "kept")


def test_the_report_of_kept_chapters_has_the_same_bytes(
    store, asked, notebook, tmp_path, monkeypatch
):
    two, said = [notebook("plain"), notebook("second")], []
    one = build(asked, tmp_path / "one", two, tell=said.append).parent
    assert (said, len(store())) == ([], 2)
    monkeypatch.setattr(kernels, "run", None)
    other = build(asked, tmp_path / "other", two, tell=said.append).parent
    assert said == ["All 2 chapters are as they were."]
    named = [
        [(path.relative_to(f), path.read_bytes()) for path in files_of(f)] for f in (one, other)
    ]
    assert named[0] == named[1]
    with pytest.raises(TypeError):  # there is nothing to run them with
        build(asked, tmp_path / "other", two, fresh=True)


@pytest.mark.parametrize("name", ["raises", "warns", "picture_without_words"])
def test_a_chapter_that_fails_is_not_kept(name, store, build_of):
    with pytest.raises(ValueError, match=name):
        build_of(name)
    assert store() == []


def test_two_builds_at_once_both_end_and_keep_each_chapter_whole(store, asked, notebook, tmp_path):
    two = [notebook("plain"), notebook("second")]
    with ProcessPoolExecutor(2) as pool:
        pages = [pool.submit(build, asked, tmp_path / name, two) for name in ("one", "other")]
        one, other = (page.result().read_bytes() for page in pages)
    assert one == other
    assert len(store()) == 2
    kept = Kept(asked.parameters, tmp_path / "nothing")
    assert all(kept_chapters._read(path) for path in store())
    assert kept.find(notebook("plain")) is None, "there are no such data files"


def test_where_nothing_can_be_kept_the_report_is_built(asked, notebook, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(cache.NAMED, str(tmp_path / "file" / "kept"))
    assert build(asked, tmp_path / "report", [notebook("plain")]).is_file()


def test_kernels_come_from_a_process_that_has_imported_this_source(monkeypatch):
    warm.up()
    parent = warm._current
    assert parent.serves(parent._environment, "")
    monkeypatch.setattr(warm, "_source", lambda: {"mscp_analysis/rates/crude.py": (1, 2)})
    assert not parent.serves(parent._environment, "")


def test_a_kept_chapter_tells_of_no_file_but_by_its_digest(desk):
    (one,) = files_of(cache.folder("chapters"))
    made_from, text = kept_chapters._read(one)
    audits = "data:partnerships/medway/2023-24/audits.csv"
    assert made_from[audits] == sha256(desk.own / "audits.csv")
    assert str(desk.data.parent.parent) not in json.dumps([made_from, text])
