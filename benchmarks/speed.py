"""How fast a report is built, beside a plain script of the same cells.

    python benchmarks/speed.py [--rounds 5] [--suite PYTHON] [--csv FILE]

The script is made from the notebooks themselves: the code of their cells, one after another in
one process, where whatever a cell would show is turned into what would be shown. So it loads the
same, computes the same and draws the same. Script and report are run in turn, each in a new
process, and a ratio is that of one turn: seconds differ between machines and hours, it differs
less. Nothing that was kept by an earlier build is used, except where that is what is measured.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
from environment import environment
from table import Line, report

REPOSITORY = Path(__file__).parents[1]
CHAPTERS = sorted((REPOSITORY / "notebooks" / "report").glob("*.ipynb"))
CHAPTER = "01_children_and_families"
YEAR = "2023-24"

SHOW = '''
import ast as _ast, types as _types
import matplotlib as _matplotlib
_matplotlib.use("svg")
import IPython.display as _display

def _show(value):
    """Turn a value into what a notebook would show of it."""
    if hasattr(value, "_ipython_display_"):
        value._ipython_display_()
    elif hasattr(value, "_repr_mimebundle_"):
        value._repr_mimebundle_()
    elif hasattr(value, "_repr_html_"):
        value._repr_html_()
    elif value is not None:
        repr(value)

_display.display = lambda *values, **_: [_show(value) for value in values]
'''


def script(notebooks: Sequence[Path]) -> str:
    """The code of notebooks as a plain script; each has names of its own."""
    parts = [SHOW]
    for notebook in notebooks:
        cells = nbformat.read(notebook, as_version=4).cells
        code = "\n".join(shown(cell.source) for cell in cells if cell.cell_type == "code")
        parts.append(
            f"exec(compile({code!r}, {notebook.name!r}, 'exec'), {{}} | {{'_show': _show}})"
        )
    return "\n".join(parts)


def shown(cell: str) -> str:
    """The code of a cell whose last expression, if it ends in one, is shown."""
    import ast

    tree = ast.parse(cell)
    if not tree.body or not isinstance(tree.body[-1], ast.Expr) or cell.rstrip().endswith(";"):
        return cell
    last = tree.body[-1]
    last.value = ast.Call(ast.Name("_show", ast.Load()), [last.value], [])
    return ast.unparse(ast.fix_missing_locations(tree))


class Bench:
    """Runs commands in a scratch folder with a cache of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "MSCP_CACHE": str(folder / "cache"),
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONHASHSEED": "0",
        }
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def fresh(self) -> None:
        """Forget what was kept."""
        shutil.rmtree(self.folder / "cache", ignore_errors=True)

    def python(self, *words: str, **environment: str) -> tuple[float, str]:
        """Seconds that a command of Python takes, and what it said beside its result."""
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *words],
            cwd=self.folder,
            env=self.environment | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        taken = time.perf_counter() - began
        if done.returncode:
            raise RuntimeError(f"{words[:3]} failed: {done.stderr[-500:]}")
        return taken, done.stderr

    def mscp(self, *words: str, **environment: str) -> tuple[float, str]:
        """The same of ``mscp report``."""
        given = ["report", YEAR, "--out", str(self.folder / "report"), *words]
        return self.python("-m", "mscp_analysis", *given, **environment)

    def script(self, notebooks: Sequence[Path]) -> float:
        """Seconds that the plain script of notebooks takes."""
        path = self.folder / "script.py"
        path.write_text(script(notebooks), encoding="utf-8")
        return self.python(str(path))[0]

    def chapter(self, notebook: Path) -> float:
        """Seconds until one chapter has run, in a process that has nothing warm."""
        code = (
            "from mscp_analysis.report.running import warm; warm.up()\n"
            "from pathlib import Path; from mscp_analysis.report.running import kernels\n"
            f"kernels.run(Path({str(notebook)!r}), {{}}, Path('.'))"
        )
        return self.python("-c", code)[0]


def in_turn(rounds: int, baseline: Callable[[], float], other: Callable[[], float]) -> Line:
    """Both, one after the other, so many times; which comes first changes."""
    pairs = []
    for number in range(rounds):
        first, second = (baseline, other) if number % 2 else (other, baseline)
        one, two = first(), second()
        pairs.append((one, two) if number % 2 else (two, one))
    return Line.of_pairs(pairs)


def one_chapter(bench: Bench, rounds: int) -> Line:
    """The longest chapter, in a process that has nothing warm."""
    notebook = next(path for path in CHAPTERS if path.stem == CHAPTER)
    line = in_turn(rounds, lambda: bench.script([notebook]), lambda: bench.chapter(notebook))
    return line.named("1 one chapter, cold", "the plain script of it", at_most="1.15")


def whole_report(bench: Bench, rounds: int, *words: str) -> Line:
    """``mscp report`` with everything that it makes besides the chapters."""

    def built() -> float:
        bench.fresh()
        return bench.mscp("--fresh", *words)[0]

    line = in_turn(rounds, lambda: bench.script(CHAPTERS), built)
    what = "2 whole report, cold" + ("" if words else ", with its PDF")
    return line.named(what, "the plain script of all chapters", at_most="1.0" if words else "")


def nothing_changed(bench: Bench, rounds: int) -> Line:
    """The same command again, beside a Python that does nothing."""
    bench.mscp("--no-pdf")
    line = in_turn(rounds, lambda: bench.python("-c", "pass")[0], lambda: bench.mscp("--no-pdf")[0])
    return line.named("2 nothing changed", "start of Python", difference="0.6")


def register_edited(bench: Bench, rounds: int) -> Line:
    """An audit's month is put right, in a copy of the data; which chapters read it is told."""
    data = bench.folder / "data"
    shutil.copytree(REPOSITORY / "data", data)
    own = data / "partnerships" / "medway" / YEAR / "audits.csv"
    given = {"MSCP_DATA": str(data)}
    whole, edited, said = [], [], ""
    for number in range(rounds):
        bench.fresh()
        whole.append(bench.mscp("--no-pdf", **given)[0])
        text = own.read_text(encoding="utf-8")
        own.write_text(text + "\n" * (number % 2 + 1), encoding="utf-8")
        taken, said = bench.mscp("--no-pdf", **given)
        edited.append(taken)
        if not re.search(r"Of \d+ chapters", said):
            raise RuntimeError(
                f"All chapters ran after an edit in one register {said}: measure in a clone "
                "whose files nobody changes meanwhile."
            )
    line = Line.of_pairs([*zip(whole, edited, strict=True)])
    told = re.sub(r"^mscp: |\.$", "", said.strip().splitlines()[0])
    return line.named("6 an edit in one register", "the same report, cold", note=told)


def suite(python: str) -> Line:
    """All tests, on all cores, with a Python that has what they need."""
    began = time.perf_counter()
    words = ["-m", "pytest", "-q", "-p", "no:nbval", "-n", "auto"]
    words += ["--dist", "loadfile", "--no-loadscope-reorder"]
    done = subprocess.run([python, *words], cwd=REPOSITORY, capture_output=True, text=True)
    told = (done.stdout.strip().splitlines() or ["nothing was said"])[-1]
    return Line([], [time.perf_counter() - began]).named("7 the test suite", "", note=told)


def main() -> None:
    """Measure, print and write."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--suite", metavar="PYTHON", help="run the tests as well, with this")
    asked.add_argument("--csv", type=Path, default=REPOSITORY / "reports" / "benchmarks.csv")
    given = asked.parse_args()
    print(environment())
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        bench.script(CHAPTERS)  # so that all is compiled, and in the memory of the disks
        lines = [
            one_chapter(bench, given.rounds),
            whole_report(bench, given.rounds, "--no-pdf"),
            whole_report(bench, given.rounds),
            nothing_changed(bench, given.rounds),
            register_edited(bench, given.rounds),
            *([suite(given.suite)] if given.suite else []),
        ]
    report(lines, given.csv)


if __name__ == "__main__":
    main()
