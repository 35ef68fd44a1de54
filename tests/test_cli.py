"""The command as someone at a terminal meets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mscp_analysis import __version__, cli
from mscp_analysis.report import build

REPOSITORY = Path(__file__).parents[1]


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    for command in ("report", "import", "refresh"):
        assert f"\n    {command}" in said


def test_version(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"mscp {__version__}\n"


@pytest.mark.parametrize(
    "written",
    [
        [],
        ["report"],
        ["rapport", "2023-24"],
        ["report", "2023-24", "--yeer", "2022-23"],
        ["report", "2023-24", "--part", "medway"],
        ["report", "2023-24", "--partnership", "medway", "--area", "Medway"],
        ["import"],
    ],
)
def test_badly_written_command_exits_with_two_and_says_how_it_is_used(written, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(written)
    assert left.value.code == 2
    assert "usage: mscp" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (["report", "2023-25"], "'2023-25' is not a reporting year"),
        (["report", "2023-24", "--partnership", "medwya"], "did you mean medway?"),
        (["report", "2023-24", "--partnership", "kent"], "'kent'. There are exampleshire, medway."),
        (["report", "2023-24", "--partnership", ""], "There is no partnership ''"),
        (["report", "2023-24", "--area", ""], "There is no area ''"),
        (["report", "2023-24", "--known-at", "autumn"], "'autumn' is not a date"),
        (["report", "2023-24", "--known-at", "2099-12-01"], "1 December 2099 is still to come"),
        (["refresh", "nowhere.ipynb"], "nowhere.ipynb: No such file or directory"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_one(written, said, capsys):
    assert cli.main(written) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert said in output.err
    assert output.err.startswith("mscp: ")
    assert output.err.count("\n") == 1


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ([], "medway/2023-24"),
        (["--area", "Medway"], "medway/2023-24"),
        (["--known-at", "2024-12-01"], "medway/2023-24-known-at-2024-12-01"),
        (["--area", "Kent", "--known-at", "2024-12-01"], "kent/2023-24-known-at-2024-12-01"),
    ],
)
def test_report_goes_to_a_folder_of_its_own(given, place, monkeypatch, capsys):
    monkeypatch.setattr(build, "build", lambda request, out, **_: out / "index.html")
    assert cli.main(["report", "2023-24", *given]) == 0
    assert capsys.readouterr().out == f"{Path('reports', place, 'index.html')}\n"


@pytest.mark.parametrize(("given", "lines"), [([], 1), (["--no-pdf"], 0)])
def test_a_pdf_that_could_not_be_made_is_one_line(given, lines, monkeypatch, capsys, tmp_path):
    asked = []
    made = lambda request, out, printed, **_: asked.append(printed) or out / "index.html"  # noqa: E731
    monkeypatch.setattr(build, "build", made)
    assert cli.main(["report", "2023-24", "--out", str(tmp_path / "out"), *given]) == 0
    assert asked == [not given]
    said = capsys.readouterr().err
    assert said.count("\n") == said.count("apt-get install libpango-1.0-0") == lines


def test_import_of_a_file_of_unknown_layout_changes_nothing(tmp_path, capsys):
    (tmp_path / "rates.csv").write_text("colour,size\nred,3\n")
    assert cli.main(["import", str(tmp_path / "rates.csv"), "--data", str(tmp_path / "data")]) == 1
    said = capsys.readouterr().err
    assert "rates.csv" in said
    assert said.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_import_of_an_empty_folder_is_one_sentence_and_exit_one(tmp_path, capsys):
    (tmp_path / "given").mkdir()
    assert cli.main(["import", str(tmp_path / "given"), "--data", str(tmp_path / "data")]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("mscp: Nothing was imported from ")
    assert output.err.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_starts_without_loading_what_only_a_build_needs():
    code = (
        "import sys; from mscp_analysis.cli import command; command._parser(); "
        "print({'pandas', 'matplotlib', 'papermill', 'nbconvert'} & set(sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert said.stdout == "set()\n"


def test_runs_as_a_module_too():
    said = subprocess.run(
        [sys.executable, "-m", "mscp_analysis", "--version"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == f"mscp {__version__}\n"
