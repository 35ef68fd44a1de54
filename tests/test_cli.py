"""The command as someone at a terminal meets it."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mscp_analysis import __version__, cli, progress, severities
from mscp_analysis.cli import bar, command
from mscp_analysis.report import build
from mscp_analysis.report.review import checks
from mscp_analysis.report.running import warm

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def data_as_it_was(monkeypatch):
    """What ``--data`` sets is set back, and no process gets ready for chapters, since none runs."""
    monkeypatch.setenv("MSCP_DATA", os.environ.get("MSCP_DATA", ""))
    monkeypatch.setattr(warm, "up", lambda _=None: None)


def helped(*written: str) -> str:
    """What a command says of itself on a terminal of eighty columns."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        patch.setattr(sys, "stdout", said)
        with pytest.raises(SystemExit) as left:
            cli.main([*written, "--help"])
    assert left.value.code == 0
    return said.getvalue()


NAMES = re.findall(r"^    ([a-z]+)", helped(), re.M)


def test_help_names_every_command():
    assert len(NAMES) == len(command.COMMANDS)
    assert {"report", "import", "refresh", "completion"} < {*NAMES}


@pytest.mark.parametrize("name", [[], *([name] for name in NAMES)], ids=str)
def test_help_fits_a_terminal_and_its_examples_can_be_typed(name):
    said = helped(*name)
    assert max(map(len, said.splitlines())) <= 80
    assert "positional arguments" not in said
    examples = re.findall(r"^  (mscp .*?)(?:  .*)?$", said.partition("\nexamples:\n")[2], re.M)
    assert examples
    for example in examples:
        words = shlex.split(example.partition(">")[0])[1:]
        if "--help" not in words:
            asked = command._parser().parse_args(words)
            assert not name or asked.run.__module__ == f"mscp_analysis.cli.{module(name[0])}"


def module(name: str) -> str:
    return "imports" if name == "import" else name


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
        (["reprot"], "'reprot' is no command: did you mean report? There are report, batch,"),
        (["check", "statments", "2023-24"], "'statments' is no check: did you mean statements?"),
        (
            ["completion", "dash"],
            "'dash' is no shell: did you mean bash? There are bash, zsh, fish.",
        ),
        (["profile", "2023-24", "--most", "all"], "'all' is no number of lines: write it as 30"),
    ],
)
def test_a_misspelt_word_is_asked_back(written, said, capsys):
    with pytest.raises(SystemExit):
        cli.main(written)
    assert said in capsys.readouterr().err


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
        (["report", "2023-24", "--data", "nowhere"], "There is no folder nowhere: correct --data"),
        (["batch", "--areas", "region:Souf", "--years", "2023-24"], "'Souf' is no region: there"),
        (["refresh", "README.md"], "README.md is no notebook: name files that end in .ipynb"),
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


def test_what_is_laid_out_comes_with_the_next_step(capsys, tmp_path, monkeypatch):
    data = str(tmp_path / "our data")
    asked = ["new", "kent", "--area", "Kent", "--year", "2023-24", "--data", data]
    assert cli.main(asked) == 0
    output = capsys.readouterr()
    assert Path(output.out.strip()) == tmp_path / "our data/partnerships/kent/2023-24/README.md"
    assert "begin with agencies.csv" in output.err
    monkeypatch.chdir(tmp_path)
    typed = shlex.split(output.err.partition("faults: mscp ")[2])
    assert cli.main(typed) == 0
    assert "What kent handed in for 2023-24 has no fault." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("number", "line"),
    [(1, "1 comment of reviewers: 1 should"), (2, "2 comments of reviewers: 2 should")],
)
def test_one_thing_is_not_told_as_several(number, line, monkeypatch, capsys, tmp_path):
    open_ones = [
        severities.found("reviews", "open", str(n), "", "Say more.") for n in range(number)
    ]
    looked = checks.Looked(number, "comments of reviewers", tuple(open_ones))
    monkeypatch.setattr(checks, "run", lambda *_: checks.Outcome({"reviews": looked}))
    assert cli.main(["check", "2023-24", "--csv", str(tmp_path / "list.csv")]) == 0
    assert f"  reviews     {line}\n" in capsys.readouterr().out


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


# How far it has come ----------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    @property
    def lines(self) -> list[str]:
        """What stands there at the end, line by line, as each is written over."""
        shown = []
        for line in self.getvalue().split("\n"):
            left = ""
            for written in line.split("\r"):
                left = written + left[len(written) :]
            shown.append(left.rstrip())
        return shown


def work() -> None:
    steps = progress.Steps(of=4)
    steps.begin("checking")
    steps.skip(2)
    steps.begin("chapter 3 of 3: voice")
    progress.say("mscp: two chapters are as they were.")


def test_a_terminal_shows_a_bar_that_goes_when_all_is_done(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with bar.shown():
        work()
        assert re.search(
            r"75% \|[█#]+ +\| 3 of 4, 00:0\d  chapter 3 of 3: voice", terminal.getvalue()
        )
    assert terminal.lines == ["mscp: two chapters are as they were.", ""]


def test_an_interrupted_command_leaves_no_half_of_a_bar(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    def interrupted(*_, **__):
        progress.at("checking", 0, 4)
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "build", interrupted)
    assert cli.main(["report", "2023-24", "--no-pdf"]) == 130
    assert terminal.lines == ["mscp: interrupted; nothing was changed.", ""]


@pytest.mark.parametrize("terminal", [io.StringIO(), Terminal()], ids=["pipe", "dumb terminal"])
def test_nothing_is_drawn_where_it_could_not_be_cleared(terminal, monkeypatch):
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "dumb")
    with bar.shown():
        work()
    assert terminal.getvalue() == "mscp: two chapters are as they were.\n"


# What a shell completes --------------------------------------------------------------------------


def completed_by_bash(*lines: str) -> list[list[str]]:
    """What bash offers where each line ends, once it has read the script."""
    bash = shutil.which("bash")
    if bash is None or os.name == "nt":
        pytest.skip("there is no bash here")
    own = f'mscp() {{ {shlex.quote(sys.executable)} -m mscp_analysis "$@"; }}'
    asked = [
        f"COMP_LINE={shlex.quote(line)}; COMP_POINT={len(line)}; COMPREPLY=(); _python_argcomplete"
        ' mscp; (IFS=$"\t"; echo "${COMPREPLY[*]}")'
        for line in lines
    ]
    script = "\n".join([own, 'eval "$(mscp completion bash)"', "complete -p mscp", *asked])
    said = subprocess.run(
        [bash, "--norc", "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    registered, *offered = said.stdout.splitlines()
    assert registered.endswith("-F _python_argcomplete mscp")
    return [[word.strip() for word in line.split("\t")] for line in offered]


def test_bash_completes_commands_years_partnerships_and_names_with_spaces():
    assert completed_by_bash(
        "mscp re",
        "mscp report 2023",
        "mscp report 2023-24 --partnership ",
        "mscp report 2023-24 --area tel",
        "mscp batch --years 2023-24 --areas 'Kent, Med",
    ) == [
        ["report", "refresh"],
        ["2023-24"],
        ["exampleshire", "medway"],
        [r"Telford\ and\ Wrekin"],
        ["Kent, Medway"],
    ]
