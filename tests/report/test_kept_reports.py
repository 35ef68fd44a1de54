"""A report that is there already is not built again, and nothing that has changed is missed."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mscp_analysis import cli
from mscp_analysis.report import build
from mscp_analysis.report.kept import cache, kept_reports
from mscp_analysis.report.kept.fingerprints import files_of, sha256
from mscp_analysis.report.parameters import Request
from mscp_analysis.report.running import warm

REPOSITORY = Path(__file__).parents[2]
OWN = Path("data", "partnerships", "medway", "2023-24")


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bool]:
    """Ask for a report of data of its own, and tell whether it was built."""
    built = []

    def of_two_files(request: Request, out: Path, **_: object) -> Path:
        built.append(out)
        (out / "data").mkdir(parents=True, exist_ok=True)
        (out / "data" / "table.csv").write_text("year\n2024\n")
        (out / "index.html").write_text(f"as known on {request.known_at}")
        return out / "index.html"

    def asked(*further: str) -> bool:
        before = len(built)
        assert cli.main(["report", "2023-24", "--no-pdf", "--out", "out", *further]) == 0
        return len(built) > before

    for kind in ("rules", "partnerships/medway"):
        shutil.copytree(REPOSITORY / "data" / kind, tmp_path / "data" / kind)
    (tmp_path / "data" / "published").mkdir()
    for path in (REPOSITORY / "data" / "published").glob("[ar]*s.*"):  # the areas, and a table
        shutil.copyfile(path, tmp_path / "data" / "published" / path.name)
    (tmp_path / OWN / "commentary").mkdir(exist_ok=True)
    monkeypatch.setattr(warm, "up", lambda _=None: None)
    monkeypatch.setattr(build, "build", of_two_files)
    monkeypatch.setenv(cache.NAMED, str(tmp_path / "kept"))
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))  # as for the process of one test below
    monkeypatch.setenv("MSCP_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    assert asked()
    return asked


def test_where_nothing_has_changed_the_page_is_told_at_once(ask, capsys):
    capsys.readouterr()
    assert not ask()
    said = capsys.readouterr()
    assert said.out == f"{Path('out', 'index.html')}\n"
    assert said.err == "mscp: nothing has changed since it was built.\n"


@pytest.mark.parametrize(
    "change",
    [
        lambda: (OWN / "audits.csv").write_text("another\n"),
        lambda: (OWN / "audits.csv").unlink(),
        lambda: (OWN / "commentary" / "further.md").write_text("Words.\n"),
        lambda: (OWN.parent / "2024-25").mkdir(),
        lambda: Path("data", "rules", "coverage.yaml").write_text("another: true\n"),
        lambda: Path("data", "published", "areas.resource.yaml").write_text("another\n"),
        lambda: Path("out", "data", "table.csv").write_text("damaged\n"),
        lambda: Path("out", "data", "table.csv").unlink(),
        lambda: Path("out", "index.html").unlink(),
        lambda: shutil.rmtree("out"),
    ],
    ids=[
        *["a register", "a register removed", "words", "a year", "a rule", "a table"],
        *["a file damaged", "a file removed", "the page removed", "the report removed"],
    ],
)
def test_it_is_built_again_when_anything_has_changed(change, ask):
    assert not ask()
    change()
    assert ask()
    assert not ask(), "and is then there"


def test_it_is_built_again_with_other_packages_or_other_source(ask, tmp_path, monkeypatch):
    with monkeypatch.context() as patched:
        (tmp_path / "further" / "pandas-99.0.dist-info").mkdir(parents=True)
        patched.syspath_prepend(tmp_path / "further")
        assert ask()
        assert not ask()
    changed = kept_reports._PACKAGE / "report" / "template" / "style.css"
    assert changed.is_file()
    monkeypatch.setattr(
        kept_reports, "sha256", lambda path: "" if path == changed else sha256(path)
    )
    assert ask()


def test_it_is_built_again_where_that_is_asked_for_or_something_else_is(ask):
    assert ask("--fresh")
    assert ask("--known-at", "2024-12-01")
    assert ask(), "since the other has taken its place"
    assert not ask()


def test_what_changes_while_it_is_built_is_found_by_the_next(ask, monkeypatch):
    built = build.build

    def meanwhile(*words: object, **options: object) -> Path:
        (OWN / "audits.csv").write_text("another\n")
        return built(*words, **options)

    monkeypatch.setattr(build, "build", meanwhile)
    assert ask("--fresh")
    monkeypatch.setattr(build, "build", built)
    assert ask()
    assert not ask()


def test_a_damaged_record_is_no_record(ask):
    (record,) = files_of(cache.folder("reports"))
    for damaged in ("", "[]", '{"page": 3}', record.read_text()[:-9]):
        record.write_text(damaged)
        assert ask()


def test_only_the_user_can_read_the_record(ask):
    (record,) = files_of(cache.folder("reports"))
    assert stat.S_IMODE(record.stat().st_mode) == 0o600
    assert stat.S_IMODE(record.parent.stat().st_mode) == 0o700


def test_it_is_found_before_anything_of_a_build_is_imported(ask):
    code = (
        "import sys; from mscp_analysis import cli; "
        "cli.main(['report', '2023-24', '--no-pdf', '--out', 'out']); "
        "print({'pandas', 'nbformat', 'jinja2', 'numpy', 'papermill'} & set(sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stderr == "mscp: nothing has changed since it was built.\n"
    assert said.stdout.splitlines() == ["out/index.html", "set()"]
