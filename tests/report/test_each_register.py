"""Every register, one at a time: taken away it is said to be missing, and each fault is found.

The made-up partnership keeps every register, so it is the one from which one is taken.
"""

from __future__ import annotations

import ast
import csv
import io
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import lru_cache
from importlib import util
from pathlib import Path

import nbformat
import pytest

from mscp_analysis import areas, markup, registers, schemas
from mscp_analysis.periods import ReportingYear
from mscp_analysis.report import chapters
from mscp_analysis.schemas import Column, Description
from mscp_analysis.schemas.absences import STATES
from mscp_analysis.schemas.descriptions import OF_A_PARTNERSHIP

YEAR = ReportingYear.parse("2023-24")
ABOUT = schemas.descriptions()
SHIPPED = areas.data_folder() / "partnerships"
MADE_UP = SHIPPED / "exampleshire"
OPENED = {"own", "counts"}
BESIDE_OTHERS = {(n, "08_appendices") for n in ("attendance", "contributions", "section_11")}
BESIDE_OTHERS |= {("reviews", "00_at_a_glance")}
"""A column or row of a table that tells of other things too; its cells say that it is missing."""
Rows = list[dict[str, str]]

_file = util.spec_from_file_location("chapters_here", Path(__file__).with_name("conftest.py"))
assert _file is not None
assert _file.loader is not None
_beside = util.module_from_spec(_file)
_file.loader.exec_module(_beside)


class Cell:
    """Which registers a cell of a chapter reads, and which names it takes from other cells."""

    def __init__(self, cell: nbformat.NotebookNode) -> None:
        self.cell = cell
        self.nodes = [*ast.walk(ast.parse(cell.source))] if cell.cell_type == "code" else []
        names = [node for node in self.nodes if isinstance(node, ast.Name)]
        self.takes = {node.id for node in names if isinstance(node.ctx, ast.Load)}
        self.gives = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        self.imports = {n.asname or n.name for n in self.nodes if isinstance(n, ast.alias)}
        self.registers = {*self._registers()}

    def _registers(self) -> Iterator[str]:
        """Those it names; all of them, as ``*``, where it hands them all to some function."""
        loose = Counter(node.id for node in self.nodes if isinstance(node, ast.Name) and
                        isinstance(node.ctx, ast.Load) and node.id in OPENED)  # fmt: skip
        for node in self.nodes:
            match node:
                case ast.Attribute(value=ast.Name(id=opened)) if opened in OPENED:
                    loose[opened] -= 1
                    yield node.attr
                case ast.Subscript(value=ast.Name(id=opened), slice=ast.Constant(value=name)):
                    loose[opened] -= 1
                    yield str(name)
                case ast.Call(
                    func=ast.Attribute(attr="over_years"), args=[ast.Constant(value=n), *_]
                ):
                    yield str(n)
        yield from "*" if +loose else ""


@lru_cache
def cells_of(chapter: Path) -> list[Cell]:
    return [Cell(cell) for cell in nbformat.read(chapter, 4).cells]


def naming(name: str) -> list[Path]:
    """The chapters that read a register by its name."""
    return [path for path in chapters.find() if any(name in c.registers for c in cells_of(path))]


def concerned(chapter: Path, name: str) -> nbformat.NotebookNode:
    """The cells of a chapter that a register may change, and those that they build on.

    The other cells cannot tell whether it is there; running them for each of all registers
    would take most of the time of the tests.
    """
    cells = cells_of(chapter)
    changed: set[str] = set()
    wanted = {"notes", "year", *OPENED}
    kept: set[Cell] = set()
    for cell in cells:
        if cell.registers & {name, "*"} or cell.takes & changed:
            changed |= cell.gives - wanted
            kept.add(cell)
    for cell in reversed(cells):
        if cell in kept or (cell.gives | cell.imports) & wanted:
            wanted |= cell.takes
            kept.add(cell)
    return nbformat.v4.new_notebook(cells=[cell.cell for cell in cells if cell in kept])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, protected) -> Iterator[Path]:
    """A copy of what the chapters of the made-up partnership run on, from which a test may take."""
    folder = tmp_path_factory.mktemp("each") / "data"
    shutil.copytree(protected("Exampleshire"), folder, symlinks=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSCP_DATA", str(folder))
        yield folder / "partnerships" / "exampleshire"


@contextmanager
def without(folder: Path, name: str, aside: Path) -> Iterator[None]:
    """The partnership without a register in any year, and nothing said of why."""
    files = [*folder.rglob(f"{name}.*")] or [*folder.rglob("returns.*")]
    for number, file in enumerate(files):
        file.rename(aside / str(number))
    try:
        yield
    finally:
        for number, file in enumerate(files):
            (aside / str(number)).rename(file)


@pytest.mark.parametrize(
    ("name", "chapter"),
    [(name, path) for name in ABOUT for path in naming(name)],
    ids=lambda part: part.stem[:2] if isinstance(part, Path) else part,
)
def test_a_register_that_is_not_there_is_said_to_be_missing(name, chapter, folder, tmp_path):
    nbformat.write(concerned(chapter, name), tmp_path / chapter.name)
    given = {"year": YEAR.label, "area": "Exampleshire", "known_at": None}
    with without(folder, name, tmp_path):
        ran = _beside.run_chapter(tmp_path / chapter.name, given)
    words = STATES["not supplied"].format(
        year=YEAR.label, subject=ABOUT[name].subject, reason="", due=""
    )
    shown = [
        said["data"].get("text/html", "") for cell in ran.cells for said in cell.get("outputs", [])
    ]
    told = {markup.plain(html) for html in shown if html.startswith('<p class="absence">')}
    if (name, chapter.stem) in BESIDE_OTHERS:
        assert any(each in html for html in shown for each in ("[s]", ">not supplied</td>"))
    else:
        assert words in told


def test_every_register_that_feeds_a_part_is_read_by_some_chapter():
    assert {name for name in ABOUT if any(naming(name))} == {n for n in ABOUT if ABOUT[n].feeds}


WRONG = {
    "date": ["31/02/2024", "2024-02-30"],
    "count": ["two", "2.5", "-1"],
    "number": ["about ten"],
    "money": ["ten pounds"],
    "percent": ["138", "half"],
    "year": ["next year"],
    "quarter": ["Q5"],
    "yes_no": ["perhaps"],
}
"""What may not stand in a cell, by the type of its column."""
NEVER = ["=1+1", '=HYPERLINK("x")', "<script>alert(1)</script>"]
Case = tuple[str, bytes, set[tuple[int, str]]]


def rows_of(name: str) -> Rows:
    """A register as the made-up partnership keeps it; where it has none, a row of examples."""
    path = (MADE_UP if name in OF_A_PARTNERSHIP else MADE_UP / YEAR.label) / f"{name}.csv"
    if not path.is_file():
        made = {each.name: each.example for each in ABOUT[name].columns.values()}
        return [made | {key: "Exampleshire Police" for key in made if key == "agency"}]
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def written(rows: Rows) -> str:
    text = io.StringIO()
    heads = [*dict.fromkeys(head for row in rows for head in row)]
    writer = csv.DictWriter(text, heads, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def put(rows: Rows, at: int = 0, **cells: str) -> bytes:
    """The file of a register with other cells in one row."""
    return written([row | cells if n == at else row for n, row in enumerate(rows)]).encode()


def wrong_cells(column: Column) -> list[str]:
    wrong = [*WRONG.get(column.type, [])]
    wrong += ["no such word"] if column.choices else []
    wrong += ["No such name"] if column.of or column.type == "agency" else []
    wrong += NEVER if column.type in {"text", "agency"} else []
    return wrong + ([""] if column.required else [])


def faulty(about: Description, rows: Rows) -> Iterator[Case]:
    """Files of a register with a single fault each, and the rows and columns to be named."""
    for name, column in about.known.items():
        for cell in wrong_cells(column):
            yield f"{name}: {cell}", put(rows, **{name: cell}), {(2, name)}
        renamed = [{f"{n}{n[-1]}" if n == name else n: row[n] for n in row} for row in rows]
        bare = [{n: row[n] for n in row if n != name} for row in rows]
        missing = {(1, name)} if column.required else set()
        if name in rows[0]:
            told = {(1, f"{name}{name[-1]}"), *missing}
            yield f"{name} misspelt", written(renamed).encode(), told
        if column.required:
            yield f"{name} missing", written(bare).encode(), missing
    yield "unknown column", put(rows, zzq="1"), {(1, "zzq")}
    yield "Windows-1252", put(rows, note="caf\xe9").decode().encode("cp1252"), {(2, "")}
    yield from repeated(about, rows)
    for check in about.checks:
        (rule, said), *_ = check.items()
        yield from BROKEN[rule](said, about, rows)


def repeated(about: Description, rows: Rows) -> Iterator[Case]:
    full = next(row for row in rows if all(row.get(part) for part in about.key))
    yield "repeated key", written([*rows, full]).encode(), {(len(rows) + 2, about.key[0])}


def given(rows: Rows, *names: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows in which there is something in each of these columns, and no marker."""
    for number, row in enumerate(rows):
        if all(row.get(name) and not row[name].startswith("[") for name in names):
            yield number, row


def too_early(said: list[str], _: Description, rows: Rows) -> Iterator[Case]:
    later, earlier = said
    rows = rows if any(given(rows, earlier)) else [rows[0] | {earlier: "2024-01-15"}, *rows[1:]]
    at, row = next(given(rows, earlier))
    before = date.fromisoformat(row[earlier]) - timedelta(days=1)
    yield f"not_before {said}", put(rows, at, **{later: f"{before}"}), {(at + 2, later)}


def too_many(said: list[str], _: Description, rows: Rows) -> Iterator[Case]:
    part, whole = said
    at, row = next(given(rows, whole))
    more = f"{float(row[whole]) + 1:g}"
    yield f"at_most {said}", put(rows, at, **{part: more}), {(at + 2, part)}


def too_late(said: str, _: Description, rows: Rows) -> Iterator[Case]:
    at, _row = next(given(rows, said))
    yield "within_year", put(rows, at, **{said: "2024-04-01"}), {(at + 2, said)}


def not_adding_up(said: dict, _: Description, rows: Rows) -> Iterator[Case]:
    total = said["total"]
    at, row = next(given(rows, total, *said["of"], *said.get("less", ())))
    more = f"{float(row[total]) + 1:.2f}"
    yield f"adds_up {total}", put(rows, at, **{total: more}), {(at + 2, total)}


def not_the_sum(said: dict, about: Description, rows: Rows) -> Iterator[Case]:
    column = said["column"]
    at, row = next(given(rows, column))
    other = {n: "" for n, c in about.columns.items() if c.is_number and not c.required}
    cells = other | {column: f"{float(row[column]) + 1:.2f}"}
    yield f"sums_to {column}", put(rows, at, **cells), {(at + 2, column)}


BROKEN = {
    "not_before": too_early,
    "at_most": too_many,
    "within_year": too_late,
    "adds_up": not_adding_up,
    "sums_to": not_the_sum,
}


def spoken_of(about: Description) -> set[str]:
    """The registers that the cells and rules of a register speak of."""
    sums = [check["sums_to"]["register"] for check in about.checks if "sums_to" in check]
    named = [each for said in sums for each in ([said] if isinstance(said, str) else said)]
    of = [column.of.split(".")[0] for column in about.known.values() if column.of]
    return {"agencies", *named, *of}


@pytest.mark.parametrize("name", ABOUT)
def test_every_single_fault_is_named_and_nothing_else(name, tmp_path):
    year = tmp_path / YEAR.label
    year.mkdir()
    files = {n: (tmp_path if n in OF_A_PARTNERSHIP else year) / f"{n}.csv" for n in ABOUT}
    for each in {name, *spoken_of(ABOUT[name])}:
        files[each].write_text(written(rows_of(each)), encoding="utf-8")
    for column in ABOUT[name].known.values():
        for path in MADE_UP.glob(f"20*/{column.of.split('.')[0]}.csv") if column.back else ():
            if path.parent.name < YEAR.label:
                (tmp_path / path.parent.name).mkdir(exist_ok=True)
                shutil.copy(path, tmp_path / path.parent.name)
    assert registers.faults(tmp_path, YEAR) == []
    missed = []
    for what, raw, expected in faulty(ABOUT[name], rows_of(name)):
        files[name].write_bytes(raw)
        found = registers.faults(tmp_path, YEAR)
        where = f"{files[name].parent.name}/{name}.csv"
        if {(f.file, f.row, f.column) for f in found} != {(where, *each) for each in expected}:
            missed.append((what, expected, [fault.sentence for fault in found]))
    assert missed == []


def test_a_fault_of_one_register_is_told_of_no_other(tmp_path):
    shutil.copytree(MADE_UP, tmp_path / "all")
    folder = tmp_path / "all"
    (folder / YEAR.label / "child_deaths.csv").unlink()  # The example of returns says it is late.
    for name in ABOUT:
        path = (folder if name in OF_A_PARTNERSHIP else folder / YEAR.label) / f"{name}.csv"
        before = path.read_bytes() if path.exists() else None
        path.write_bytes(put(rows_of(name), zzq="1"))
        found = registers.faults(folder, YEAR)
        assert [(f.file, f.column) for f in found] == [(f"{path.parent.name}/{path.name}", "zzq")]
        path.write_bytes(before) if before is not None else path.unlink()


@pytest.mark.parametrize("year", sorted(SHIPPED.glob("*/20*")), ids=lambda path: path.parts[-2:])
def test_what_is_shipped_has_no_fault(year):
    assert registers.faults(year.parent, ReportingYear.parse(year.name)) == []
