"""The shape of the project: environments that agree, floors, and notebooks that only show."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from graphlib import TopologicalSorter
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import nbformat
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from mscp_analysis import __version__
from mscp_analysis.report import chapters, record

REPOSITORY = Path(__file__).parents[1]
PACKAGE = REPOSITORY / "mscp_analysis"
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]

# Environments -----------------------------------------------------------------------------------


def pinned() -> tuple[dict[str, Requirement], dict[str, Requirement]]:
    """The two parts of requirements.txt: what a build needs, and what the desk and tests add."""
    text = (REPOSITORY / "requirements.txt").read_text()
    parts = text.split("# Only for the desk and the tests\n")
    assert len(parts) == 2
    lines = (re.findall(r"^([a-z0-9][^\\\n]*)", part, re.M) for part in parts)
    first, second = ([Requirement(line) for line in part] for part in lines)
    return {pin.name: pin for pin in first}, {pin.name: pin for pin in second}


def needed(asked: list[Requirement]) -> set[str]:
    """These packages and all that they need here, as the installed packages say."""
    found: set[tuple[str, str]] = set()
    waiting = {(wanted.name, extra) for wanted in asked for extra in ("", *wanted.extras)}
    while waiting:
        name, extra = waiting.pop()
        found.add((name, extra))
        for text in distribution(name).requires or []:
            wanted = Requirement(text)
            if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
                waiting |= {(wanted.name, more) for more in ("", *wanted.extras)} - found
    return {canonicalize_name(name) for name, _ in found}


def named(*extras: str) -> list[Requirement]:
    texts = list(PROJECT["dependencies"])
    for extra in extras:
        texts += PROJECT["optional-dependencies"][extra]
    return [Requirement(text) for text in texts]


def test_every_pin_is_exact_and_has_hashes():
    text = (REPOSITORY / "requirements.txt").read_text()
    blocks = re.split(r"\n(?=[a-z#])", text)
    pins = [block for block in blocks if block[:1].isalnum()]
    assert len(pins) > 100
    for block in pins:
        assert re.match(r"[a-z0-9-]+==[\w.]+( ;|\s)", block), block[:60]
        assert "--hash=sha256:" in block, block[:60]
    assert not re.search(r"https?://|--index|--find-links|file:|@ ", text)


def test_pins_are_what_the_project_asks_for():
    build_pins, desk_pins = pinned()
    # What a build needs on one system only, the desk may need on all.
    assert all(build_pins[name].marker for name in set(build_pins) & set(desk_pins))
    pins = build_pins | desk_pins
    for wanted in named(*PROJECT["optional-dependencies"]):
        pin = next(iter(pins[canonicalize_name(wanted.name)].specifier))
        assert pin.version in wanted.specifier, wanted
    for wanted in named():
        assert canonicalize_name(wanted.name) in build_pins


def test_build_pins_are_what_a_build_needs_and_no_more():
    build_pins, desk_pins = pinned()
    here = {name for name, pin in build_pins.items() if not pin.marker or pin.marker.evaluate()}
    assert here == needed(named())
    for name in ("jupyterlab", "pytest", "ruff", "mypy"):
        assert name in desk_pins


def test_everything_installed_is_pinned():
    build_pins, desk_pins = pinned()
    assert needed(named(*PROJECT["optional-dependencies"])) <= set(build_pins | desk_pins)


def test_conda_users_get_the_same_pins():
    environment = yaml.safe_load((REPOSITORY / "environment.yml").read_text())
    assert environment["name"] == PROJECT["name"]
    python, pip, from_pip = environment["dependencies"]
    assert python == f"python {PROJECT['requires-python']}"
    assert pip == "pip"
    assert from_pip == {"pip": ["--requirement requirements.txt"]}


def test_build_records_every_package_it_stands_on():
    assert set(record.PACKAGES) == {wanted.name for wanted in named()}


def test_version_is_said_once_and_the_same():
    assert PROJECT["version"] == __version__
    assert f"## {__version__}" in (REPOSITORY / "CHANGELOG.md").read_text()
    with suppress(PackageNotFoundError):  # run from the checkout itself, it is not installed
        assert distribution("mscp_analysis").version == __version__


def make(*words: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("make") is None:
        pytest.skip("make is not installed here")
    # Tests that `make test` runs must not hear what that make was given.
    own = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "YEAR", "PARTNERSHIP", "AREA", "KNOWN_AT", "OUT"}
    heard = {name: value for name, value in os.environ.items() if name not in own}
    return subprocess.run(
        ["make", *words], cwd=REPOSITORY, capture_output=True, text=True, env=heard
    )


def test_make_alone_lists_every_target_and_variable():
    said = make().stdout
    makefile = (REPOSITORY / "Makefile").read_text()
    targets = re.search(r"^\.PHONY: (help .*)$", makefile, re.M)
    variables = re.search(r"^VARIABLES := (.*)$", makefile, re.M)
    for name in targets[1].split() + variables[1].split():
        assert re.search(rf"^  {name} +\w", said, re.M), name


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ([], ["2023-24"]),
        (["YEAR=2022-23", "PARTNERSHIP=kent"], ["2022-23", "--partnership", "kent"]),
        (['AREA=King\'s "Lynn" $$1'], ["2023-24", "--area", 'King\'s "Lynn" $1']),
        (["AREA="], ["2023-24", "--area", ""]),
        (
            ["KNOWN_AT=2024-12-01", "OUT=as then"],
            ["2023-24", "--known-at", "2024-12-01", "--out", "as then"],
        ),
    ],
)
def test_make_report_asks_for_what_its_variables_say(given, asked):
    said = make("--dry-run", "report", *given).stdout.replace("\\\n", " ")
    line = next(line for line in said.splitlines() if "/mscp report" in line)
    assert shlex.split(line) == [".venv/build/bin/mscp", "report", *asked]


@pytest.mark.parametrize("given", ["YEARS=2022-23", "year=2022-23", "AERA=Kent"])
def test_make_refuses_a_mistyped_variable_before_it_does_anything(given):
    left = make("report", given)
    assert left.returncode == 2
    assert left.stdout == ""
    said = f"There is no variable {given.split('=')[0]}: there are YEAR PARTNERSHIP AREA KNOWN_AT"
    assert said in left.stderr
    assert left.stderr.count("\n") == 1


# Floors -----------------------------------------------------------------------------------------

FLOORS = (
    {
        "periods",
        "areas",
        "sources",
        "markup",
        "inputs",
        "intervals",
        "schemas",
        "severities",
        "progress",
    },
    {"measures"},
    {"rates", "comparisons", "trends", "disclosure", "changes"},
    {"data", "publishers", "registers", "statutory", "claims", "wording"},
    {"prose", "tables", "charts"},
    {"report", "desk"},
    {"exports"},
    {"cli"},
    {"__main__"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS, 1) for room in rooms}


def rooms_and_modules() -> Iterator[tuple[str, str, Path]]:
    """Room, dotted name and file of each module of the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        yield (parts[0] if parts else ""), ".".join(["mscp_analysis", *parts]), path


def imported(path: Path) -> set[str]:
    """Dotted names within the package that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides which room it is from"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] == "mscp_analysis" and "." in name}


def room_of(name: str) -> str:
    """The room that an import reaches into; nothing for a name of the package itself."""
    part = name.split(".")[1]
    return part if (PACKAGE / part).is_dir() or (PACKAGE / f"{part}.py").exists() else ""


def test_every_room_has_a_floor():
    rooms = {room for room, _, _ in rooms_and_modules() if room}
    assert rooms <= set(FLOOR), f"say on which floor these stand: {rooms - set(FLOOR)}"


def test_imports_point_down():
    upward = []
    for room, module, path in rooms_and_modules():
        for name in imported(path) if room else ():
            other = room_of(name)
            # On the ground floor rooms may lean on one another, if not in a circle (below).
            level = FLOOR[room] == 1 and other and FLOOR[other] == 1
            if other and other != room and not level and FLOOR[other] >= FLOOR[room]:
                upward.append(f"{module} imports {name}")
    assert upward == []


def test_no_module_is_imported_in_a_circle():
    modules = {module: path for _, module, path in rooms_and_modules()}
    graph = {
        module: {name if name in modules else name.rpartition(".")[0] for name in imported(path)}
        - {module}
        for module, path in modules.items()
    }
    list(TopologicalSorter(graph).static_order())


# Notebooks --------------------------------------------------------------------------------------

CHAPTERS = sorted((REPOSITORY / "notebooks" / "report").glob("*.ipynb"))
SHOWING = (ast.Import, ast.ImportFrom, ast.Assign, ast.Expr)
WORK = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.For, ast.While, ast.If, ast.IfExp, ast.Try, ast.With),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.JoinedStr),
    *(ast.BinOp, ast.BoolOp, ast.Compare, ast.NamedExpr, ast.Await, ast.Yield),
)
TAGS = {"parameters", "setup", "nbval-ignore-output"}


@pytest.fixture(params=CHAPTERS, ids=lambda path: path.stem)
def chapter(request):
    return nbformat.read(request.param, as_version=4)


def tags(cell) -> set[str]:
    return set(cell.metadata.get("tags", []))


def codes(chapter) -> list:
    return [cell for cell in chapter.cells if cell.cell_type == "code"]


def test_there_is_a_chapter():
    assert CHAPTERS


def test_chapter_begins_with_title_parameters_and_setup(chapter):
    title, first, second = chapter.cells[:3]
    assert title.cell_type == "markdown"
    assert re.match(r"# \S", title.source)
    assert "parameters" in tags(first)
    assert "setup" in tags(second)
    titles = [
        line for c in chapter.cells if c.cell_type == "markdown" for line in c.source.split("\n")
    ]
    assert [line for line in titles if line.startswith("# ")] == [title.source.split("\n")[0]]
    assert chapter.cells[-2].source.startswith("## Sources")


def test_chapter_takes_what_a_report_gives():
    for path in CHAPTERS:
        chapters.check_parameters(path, {"year": "2023-24", "area": "E06000035", "known_at": None})


def test_chapter_has_only_known_tags(chapter):
    for cell in chapter.cells:
        assert tags(cell) <= TAGS
        draws = "charts." in cell.source.split("import")[0]
        assert draws == ("nbval-ignore-output" in tags(cell)), cell.source
        charts = any("image/svg+xml" in o.get("data", {}) for o in cell.get("outputs", []))
        assert draws or not charts, cell.source


def test_chapter_shows_and_does_not_work(chapter):
    for cell in codes(chapter):
        assert len(cell.source.splitlines()) <= 10, cell.source
        tree = ast.parse(cell.source)
        assert all(isinstance(statement, SHOWING) for statement in tree.body), cell.source
        worked = [node for node in ast.walk(tree) if isinstance(node, WORK)]
        assert not worked, f"line {worked[0].lineno} of:\n{cell.source}"


def test_chapter_types_no_figure(chapter):
    for cell in chapter.cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"\d", cell.source), cell.source


def test_chapter_is_kept_with_the_outputs_of_its_own_parameters(chapter):
    assert not any("injected-parameters" in tags(cell) for cell in chapter.cells)
    shown = [cell for cell in codes(chapter) if cell.outputs]
    assert len(shown) > len(codes(chapter)) / 2
    for cell in codes(chapter):
        for output in cell.outputs:
            assert output.output_type in {"execute_result", "display_data"}, cell.source
    whole = nbformat.writes(chapter)
    assert not re.search(r"/(home|root|tmp|Users)/|0x[0-9a-f]{8}", whole)


def test_chapter_is_kept_with_figures_of_shipped_releases_only(chapter):
    """What a partnership keeps to itself never stands in a committed notebook.

    A fact may come from a published release, from a report that was printed, from a document
    that a partnership's shipped rows cite, or be reckoned from such facts. A shipped register
    may also say that it holds no row of a kind.
    """
    releases = {"printed", ""}
    for path in (REPOSITORY / "data" / "partnerships" / "medway").rglob("*.csv"):
        releases.add(f"{path.stem}-{path.parent.name}")
        if path.stem == "documents":
            lines = path.read_text(encoding="utf-8").splitlines()
            releases |= {line.split(",", 1)[0] for line in lines[1:]}
    for path in (REPOSITORY / "data" / "published").glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        if lines and lines[0].startswith("release,"):
            releases |= {line.split(",", 1)[0] for line in lines[1:]}
    for cell in codes(chapter):
        for output in cell.outputs:
            for fact in output.metadata.get("mscp", {}).get("facts", []):
                assert fact["release"] in releases, fact
