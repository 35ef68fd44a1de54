"""The documentation: whole, without a dead link, asking nobody, and true of what it documents."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import json
import os
import pkgutil
import re
import shlex
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
import yaml
from sphinx.util.inventory import InventoryFile

import mscp_analysis
from mscp_analysis import schemas
from mscp_analysis.cli import command

REPOSITORY = Path(__file__).parents[1]
DOCS = REPOSITORY / "docs"
PAGES = sorted(DOCS.rglob("*.md"))


class Page(HTMLParser):
    """What a page leads to, what it loads, what can be led to in it, and its words."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.pictures: list[str] = []
        self.words = ""
        self.feed(path.read_text("utf-8"))
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if said.get("id"):
            self.anchors.add(said["id"])
        if tag == "a" and said.get("href"):
            self.links.append(said["href"])
        if tag == "link" or "src" in said:
            self.loaded.append(said.get("src") or said.get("href") or "")
        if tag == "img":
            self.pictures.append(said.get("alt") or "")

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """The documentation, built as `make docs` does: a warning is an error."""
    out = tmp_path_factory.mktemp("docs") / "built"
    left = subprocess.run(
        [sys.executable, str(DOCS / "build.py"), str(out)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert left.returncode == 0, left.stdout + left.stderr
    assert left.stdout.strip() == str(out / "index.html")
    return out


@pytest.fixture(scope="session")
def pages(built) -> dict[Path, Page]:
    return {path: Page(path) for path in built.rglob("*.html")}


# What is built ----------------------------------------------------------------------------------


def test_no_link_is_dead(pages):
    dead = []
    for path, page in pages.items():
        for link in page.links:
            address = urlsplit(link)
            if address.scheme or address.netloc:
                continue
            there = (path.parent / unquote(address.path)).resolve() if address.path else path
            anchors = pages[there].anchors if there in pages else set()
            if not there.is_file() or (address.fragment and address.fragment not in anchors):
                dead.append(f"{path.name}: {link}")
    assert dead == []
    assert sum(len(page.links) for page in pages.values()) > 1000


def test_pages_ask_nothing_of_another_server(built, pages):
    for path, page in pages.items():
        assert [it for it in page.loaded if "//" in it] == [], path.name
    for style in built.rglob("*.css"):
        found = re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", style.read_text("utf-8"))
        assert found == [], style.name


def test_pages_say_their_theme_so_that_none_is_invalid_when_opened_as_a_file(pages):
    texts = [path.read_text("utf-8") for path in pages]
    said = [re.findall(r'data-default-mode="(.*?)"', text) for text in texts]
    assert {mode for modes in said for mode in modes} == {"auto"}


def test_every_picture_has_the_words_of_its_chart(built, pages):
    outputs = [
        output
        for cell in json.loads((DOCS / "tutorial.ipynb").read_text("utf-8"))["cells"]
        for output in cell.get("outputs", [])
    ]
    drawn = [it["metadata"]["image/svg+xml"] for it in outputs if "image/svg+xml" in it["data"]]
    assert len(drawn) == 2
    assert pages[built / "tutorial.html"].pictures == [chart["alt"] for chart in drawn]
    for chart in drawn:
        assert plain(chart["headline"]) in plain(pages[built / "tutorial.html"].words)
    others = {path: page.pictures for path, page in pages.items() if path.stem != "tutorial"}
    assert not any(others.values())


def test_every_public_name_is_in_the_reference(built):
    with (built / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda base, name: name)
    documented = {name for kind in inventory if kind.startswith("py:") for name in inventory[kind]}
    rooms = [it.name for it in pkgutil.iter_modules(mscp_analysis.__path__) if it.name[0] != "_"]
    public = set()
    for room in rooms:
        module = importlib.import_module(f"mscp_analysis.{room}")
        public |= {f"mscp_analysis.{room}.{name}" for name in getattr(module, "__all__", ())}
    assert len(public) > 180
    assert public - documented == set()


def test_four_names_of_the_package_are_said_where_the_reference_begins(built, pages):
    words = pages[built / "reference" / "index.html"].words
    for name in mscp_analysis.__all__:
        assert f"mscp_analysis.{name}" in words


def test_every_table_measure_and_register_is_in_the_dictionary(built, pages):
    folder = built / "dictionary"
    words = " ".join(pages[folder / f"{name}.html"].words
                     for name in ("published", "registers", "counts"))  # fmt: skip
    rules = REPOSITORY / "data"
    for path in sorted((rules / "rules" / "registers").glob("*.yaml")):
        about = yaml.safe_load(path.read_text("utf-8"))
        # Typographic quotes stand where the description has plain ones.
        assert plain(about["title"]) in plain(words), path.name
        for column in about["columns"]:
            assert plain(column["meaning"]) in plain(words), (path.name, column["name"])
    for path in sorted((rules / "published").glob("*.resource.yaml")):
        for measure in (yaml.safe_load(path.read_text("utf-8")).get("measures") or {}).values():
            assert plain(measure["definition"]) in plain(words), (path.name, measure["title"])


def plain(words: str) -> str:
    """Letters and digits alone: a page sets quotation marks and dashes of its own."""
    return " ".join(re.findall(r"\w+", words))


def test_every_room_stands_on_its_floor(built, pages):
    words = pages[built / "design.html"].words
    floors = ast.literal_eval(
        re.search(r"^FLOORS = (\(.*?^\))", (Path(__file__).parent / "test_project.py").read_text(),
                  re.M | re.S)[1]
    )  # fmt: skip
    for number, rooms in enumerate(floors, 1):
        for room in rooms - {"__main__"}:
            assert f"{number} {room} " in words, room


# What the pages say -----------------------------------------------------------------------------


def test_every_citation_stands_on_the_page_of_methods():
    method = plain((DOCS / "method.md").read_text("utf-8"))
    cited = 0
    for name in ("rates", "comparisons", "trends", "disclosure", "intervals", "changes"):
        room = importlib.import_module(f"mscp_analysis.{name}")
        for offered in getattr(room, "__all__", [n for n in vars(room) if n[0] != "_"]):
            words = inspect.getdoc(getattr(room, offered)) or ""
            found = re.search(r"References\n-+\n(.*?)(?:\n\n\w|\Z)", words, re.S)
            if found and inspect.isroutine(getattr(room, offered)):
                assert plain(found[1]) in method, f"{name}.{offered}"
                cited += 1
    assert cited >= 24


def blocks(kind: str) -> list:
    """Every block of code of a kind in the pages."""
    found = [
        pytest.param(inspect.cleandoc(code), id=f"{path.stem}-{number}")
        for path in PAGES
        for number, code in enumerate(
            re.findall(rf"^ *```{kind}\n(.*?)^ *```", path.read_text("utf-8"), re.M | re.S)
        )
    ]
    assert found
    return found


@pytest.mark.parametrize("code", blocks("sh"))
def test_commands_are_ones_that_the_program_has(code):
    targets = re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(), re.M)
    for line in code.splitlines():
        program, *words = shlex.split(line.partition(" >")[0])
        if program == "mscp":
            command._parser().parse_args(words)  # Exits where a word is not one of its own.
        elif program == "make":
            assert words[0] in targets
        else:
            assert program in {"cp", "dask", "pip", "source"}


SHOWN_ELSEWHERE = {
    # They take a publisher's file or a database; the how-tos on both lead through one.
    *["publishers.Imported", "publishers.import_releases", "publishers.imported"],
    *["registers.Fetched", "registers.fetch"],
    # What ``statutory.judged`` gives, as its own example shows.
    *["statutory.Evidence", "statutory.Judged"],
}


def test_each_public_name_is_shown_by_an_example_that_runs():
    """The suite runs the examples of every module; here it is seen that there are some."""
    spec = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    offered = {
        f"{room}.{name}": inspect.getdoc(getattr(module, name)) or ""
        for room, module in reference.rooms().items()
        for name in reference.names(module)
        if inspect.isclass(getattr(module, name)) or inspect.isroutine(getattr(module, name))
    }
    without = {name for name, said in offered.items() if "Examples\n--------\n" not in said}
    assert len(offered) > 200
    assert without == SHOWN_ELSEWHERE


@pytest.mark.parametrize("code", blocks("python"))
def test_examples_in_python_run(code):
    needs = {"notes", "place", "imported", "advocacy"}  # What a page lays out before.
    tree = ast.parse(code)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    if not names & needs:
        exec(compile(tree, "example", "exec"), {})


def test_the_register_of_the_how_to_is_one(tmp_path, monkeypatch):
    page = (DOCS / "how_to" / "register.md").read_text("utf-8")
    folder = tmp_path / "rules" / "registers"
    folder.mkdir(parents=True)
    written = inspect.cleandoc(re.search(r"```yaml\n(.*?)```", page, re.S)[1])
    (folder / "advocacy.yaml").write_text(written, "utf-8")
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    about = schemas.description("advocacy")
    assert about.of_children
    assert list(about.columns) == ["reason", "measure", "value"]


def test_files_that_the_pages_name_are_there():
    for path in PAGES:
        named = re.findall(r"`((?:data|notebooks|docs)/[\w/.]+)`", path.read_text("utf-8"))
        for name in named:
            assert (REPOSITORY / name).exists(), f"{path.name}: {name}"


def test_readme_leads_to_what_is_there():
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    leads = [link for link in re.findall(r"\]\(([^)#]+)", readme) if "//" not in link]
    assert len(leads) > 10
    assert [link for link in leads if not (REPOSITORY / link).exists()] == []


def test_tutorial_shows_what_it_shows_when_it_is_run_again(ordinary, seen):
    tutorial = DOCS / "tutorial.ipynb"
    now, committed = seen(ordinary(tutorial)), seen(nbformat.read(tutorial, as_version=4))
    for number, (one, other) in enumerate(zip(now, committed, strict=True), 1):
        assert one == other, f"cell {number}: run 'make notebooks'"
    assert sum(map(len, now)) > 10
