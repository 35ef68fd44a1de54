"""The notebooks of a report: where they are, what they take and may show, how they are kept."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from mscp_analysis.report.parameters import nearest
from mscp_analysis.report.running import outputs

SHOWN = ("image/svg+xml", "text/html")
"""What a page can show, best first. Everything else in an output stays in the notebook."""

_LONGEST = 300  # characters of what a cell printed, in a sentence about it


def find(folder: Path | None = None) -> list[Path]:
    """The chapters of the report in their order.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Where to look; left out, ``notebooks/report`` beside the package.

    Returns
    -------
    list of pathlib.Path

    Raises
    ------
    LookupError
        If there are none.
    """
    folder = folder or Path(__file__).resolve().parents[2] / "notebooks" / "report"
    chapters = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
    if not chapters:
        raise LookupError(
            f"There are no chapters in {folder}: run mscp from a clone of the repository, where "
            "they are named 01_….ipynb, 02_….ipynb and so on."
        )
    return chapters


def called(notebook: Path, among: Sequence[Path]) -> str:
    """How a chapter is called while it runs.

    Examples
    --------
    >>> called(Path("04_voice.ipynb"), [Path("03_learning.ipynb"), Path("04_voice.ipynb")])
    'chapter 2 of 2: voice'
    """
    words = re.sub(r"^\d+_", "", notebook.stem).replace("_", " ")
    return f"chapter {among.index(notebook) + 1} of {len(among)}: {words}"


def check_parameters(notebook: Path, given: Mapping[str, Any]) -> None:
    """Refuse to run a notebook with a parameter that it does not have.

    papermill only logs such a parameter and then publishes the notebook's default year.

    Parameters
    ----------
    notebook : pathlib.Path
        The notebook to run.
    given : mapping
        The parameters to run it with.

    Raises
    ------
    ValueError
        If the notebook has no ``parameters`` cell, has one that is more than names and
        values, or has not exactly these parameters.
    """
    known = declared(notebook)
    for name in given:
        if name not in known:
            raise ValueError(f"{notebook.name} has no parameter {name!r}{nearest(name, known)}")
    missing = [name for name in known if name not in given]
    if missing:
        raise ValueError(
            f"{notebook.name} has a parameter {missing[0]!r} that a report never sets."
        )


def declared(notebook: Path) -> dict[str, Any]:
    """The parameters of a notebook and their defaults, from its cell tagged ``parameters``.

    Parameters
    ----------
    notebook : pathlib.Path

    Returns
    -------
    dict
        Name to default.

    Raises
    ------
    ValueError
        If there is not exactly one such cell, or it is more than names and plain values.
    """
    cells = _as_written(notebook, notebook.stat().st_mtime_ns).cells
    tagged = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise ValueError(
            f"{notebook.name} has {len(tagged)} cells tagged 'parameters': a chapter has one."
        )
    defaults = {}
    for statement in ast.parse(tagged[0].source).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)):
                defaults[name] = value
            case _:
                raise ValueError(
                    f"{notebook.name}: its parameters cell may only give plain values to names; "
                    f"line {statement.lineno} does more."
                )
    return defaults


def commentaries(notebook: Path) -> Iterator[tuple[str, list[str]]]:
    """The sections of people's own words that a chapter has room for, and the facts it offers.

    Parameters
    ----------
    notebook : pathlib.Path

    Yields
    ------
    tuple of (str, list of str)
        Name of the section, and the names that may stand in its braces.
    """
    for cell in _as_written(notebook, notebook.stat().st_mtime_ns).cells:
        may_have = cell.cell_type == "code" and "Commentary" in cell.source
        for node in ast.walk(ast.parse(cell.source)) if may_have else ():
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="Commentary"),
                    args=[_, ast.Constant(value=section)],
                    keywords=facts,
                ):
                    yield str(section), [fact.arg or "" for fact in facts]


@lru_cache(maxsize=32)
def _as_written(notebook: Path, _written: int) -> NotebookNode:
    """A chapter as it was written, read once for all reports that have it until it changes."""
    return nbformat.read(notebook, as_version=4)


def check_outputs(name: str, notebook: NotebookNode) -> None:
    """Refuse a run whose outputs do not belong on a page.

    Parameters
    ----------
    name : str
        Name of the notebook, for the sentence.
    notebook : nbformat.NotebookNode
        As executed.

    Raises
    ------
    ValueError
        If a cell warned, printed, or showed something without words for every reader.
    """
    for number, output in _outputs(notebook):
        where = f"{name}, cell {number}"
        if output.output_type == "stream":
            said = "warned" if output.name == "stderr" else "printed"
            line = re.sub(r"^\S+:\d+: ", "", output.text.strip()[:_LONGEST].splitlines()[0])
            raise ValueError(f"{where} {said} instead of only showing facts: {line}")
        if output.output_type == "error":
            raise ValueError(f"{where}: {output.evalue}")
        if not any(kind in output.data for kind in SHOWN):
            kinds = ", ".join(output.data)
            raise ValueError(
                f"{where} shows {kinds}, which not every reader can read: show a sentence, a "
                "table or a chart of this library."
            )
        outputs.check(where, output)
    for number, cell in _numbered(notebook):
        data = [output.get("data", {}) for output in cell.get("outputs", [])]
        charts = sum("image/svg+xml" in shown for shown in data)
        if charts > sum("<table" in shown.get("text/html", "") for shown in data):
            raise ValueError(f"{name}, cell {number} shows a chart without a table of its figures.")


def facts(notebook: NotebookNode) -> Iterator[dict[str, Any]]:
    """The facts that the outputs of an executed notebook carry, in their order.

    Yields
    ------
    dict
    """
    for _, output in _outputs(notebook):
        yield from output.get("metadata", {}).get("mscp", {}).get("facts", [])


def normalised(notebook: NotebookNode) -> NotebookNode:
    """The notebook without what differs from run to run: times, paths, random ids.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        As executed.

    Returns
    -------
    nbformat.NotebookNode
        A copy.
    """
    kept = nbformat.from_dict(notebook)
    kept.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
    )
    for cell in kept.cells:
        tags = cell.metadata.get("tags", [])
        cell.metadata = NotebookNode(tags=tags) if tags else NotebookNode()
        if "injected-parameters" in tags:
            cell.id = "injected-parameters"
            cell.source = re.sub(r"^# Parameters\n", "", cell.source)
    return kept


def write(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook as it is kept: normalised, and the same bytes for the same content."""
    path.write_text(nbformat.writes(normalised(notebook)) + "\n", encoding="utf-8")


def refresh(path: Path) -> None:
    """Run a notebook with its own parameters and keep its outputs in it.

    Parameters
    ----------
    path : pathlib.Path
        The notebook; it is left as it was if a cell raises or warns.

    Raises
    ------
    ValueError
        If a cell raises, warns, prints, or shows what does not belong on a page.
    """
    from mscp_analysis.report.running import kernels

    executed = kernels.run(path, {}, path.parent)
    check_outputs(path.name, executed)
    beside = path.with_suffix(".ipynb.new")
    write(executed, beside)
    beside.replace(path)


def _numbered(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    """Each cell and its number as an editor shows it, injected cells left out."""
    cells = [c for c in notebook.cells if "injected-parameters" not in c.metadata.get("tags", [])]
    yield from enumerate(cells, 1)


def _outputs(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    for number, cell in _numbered(notebook):
        for output in cell.get("outputs", []):
            yield number, output
