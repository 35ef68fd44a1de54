"""The tables of a report as its page shows them, to be kept in files beside it."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import nbformat
from nbformat import NotebookNode

from mscp_analysis.report.pages import table_html
from mscp_analysis.report.parameters import folder_name

FOLDER = "data"
"""Where the figures of each table lie, beside the page."""

_LONGEST = 60
_TABLE_AND_FOOT = re.compile(r'</table>(?:</div>)?(?:<p class="foot">.*?(?=</p>))?', re.S)
_LOWER, _UPPER = ", lower limit of the interval", ", upper limit of the interval"


@dataclass(frozen=True)
class Cell:
    """What is read in one cell, and the facts behind it.

    Parameters
    ----------
    text : str
        As it is read: a number, a marker in brackets, two limits, or words.
    facts : tuple of mapping
        Its facts as ``Fact.record`` gives them; none behind mere words.
    is_number : bool
        Whether it holds a number, two limits or a marker, and not words.
    """

    text: str
    facts: tuple[Mapping[str, Any], ...] = ()
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class ShownTable:
    """One table of a page.

    Parameters
    ----------
    name : str
        Of its files, without an ending.
    chapter, section : str
        Headings below which it stands.
    caption, stub : str
        What it shows, and the heading of its row headings.
    columns : tuple of str
        Heading of each further column.
    rows : tuple of (str, tuple of Cell)
        Heading and cells of each row.
    note : str
        What stands below it: the meaning of its markers, its sources.
    """

    name: str
    chapter: str
    section: str
    caption: str
    stub: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    note: str


def read(notebooks: Mapping[str, NotebookNode]) -> list[ShownTable]:
    """Every table of a report, in the order of its page.

    Parameters
    ----------
    notebooks : mapping of str to nbformat.NotebookNode
        The chapters as executed, by the names of their files.

    Returns
    -------
    list of ShownTable

    Raises
    ------
    ValueError
        If a cell holds a number of which its output carries no fact.
    """
    return named_apart(table for told in notebooks.items() for table in of_chapter(*told))


def of_chapter(name: str, notebook: NotebookNode) -> list[ShownTable]:
    """The tables of one chapter, of which two may still have one name; otherwise as ``read``.

    Parameters
    ----------
    name : str
        Name of its file.
    notebook : nbformat.NotebookNode
        The chapter as executed.

    Returns
    -------
    list of ShownTable
    """
    found = []
    for chapter, section, output in _outputs(notebook):
        parts = table_html.read(output.data["text/html"])
        records = output.metadata.get("mscp", {}).get("facts", [])
        found.append(_table(_file_name(name, parts.caption), chapter, section, parts, records))
    return found


def named_apart(tables: Iterable[ShownTable]) -> list[ShownTable]:
    """The tables of all chapters, the second of a name numbered.

    Parameters
    ----------
    tables : iterable of ShownTable
        As ``of_chapter`` gives them, in the order of the page.

    Returns
    -------
    list of ShownTable
    """
    taken, apart = Counter[str](), []
    for table in tables:
        taken[table.name] += 1
        number = taken[table.name]
        apart.append(replace(table, name=f"{table.name}-{number}") if number > 1 else table)
    return apart


def linked(
    notebooks: Mapping[str, NotebookNode], tables: Sequence[ShownTable]
) -> list[NotebookNode]:
    """The chapters with a link below each table to the file that holds its figures.

    Parameters
    ----------
    notebooks : mapping of str to nbformat.NotebookNode
        The chapters; they stay as they are.
    tables : sequence of ShownTable
        What :func:`read` found in them.

    Returns
    -------
    list of nbformat.NotebookNode
        Copies.
    """
    copies, left = [nbformat.from_dict(notebook) for notebook in notebooks.values()], iter(tables)
    for copy in copies:
        for _, _, output in _outputs(copy):
            html = output.data["text/html"]
            output.data["text/html"] = _TABLE_AND_FOOT.sub(_with(_link(next(left))), html, count=1)
    return copies


def _link(table: ShownTable) -> str:
    """Where there are a hundred of them, each says to software that lists links what it is of."""
    whole = escape(f"Figures as CSV: {table.caption}")
    return (
        f'<a class="csv" href="{FOLDER}/{table.name}.csv" aria-label="{whole}">Figures as CSV</a>'
    )


def _with(link: str) -> Callable[[re.Match[str]], str]:
    """Put a link at the end of what stands below a table."""

    def joined(found: re.Match[str]) -> str:
        has_foot = "<p" in found[0].rpartition("</table>")[2]
        return f"{found[0]} {link}" if has_foot else f'{found[0]}<p class="foot">{link}</p>'

    return joined


def _outputs(notebook: NotebookNode) -> Iterator[tuple[str, str, NotebookNode]]:
    """Each output with a table, and the headings above it."""
    chapter = section = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for level, words in re.findall(r"^(#{1,2}) +(.+)$", cell.source, re.M):
                chapter, section = (words, "") if level == "#" else (chapter, words)
        for output in cell.get("outputs", []):
            if "<table" in output.get("data", {}).get("text/html", ""):
                yield chapter, section, output


def _file_name(notebook: str, caption: str) -> str:
    """``01-child-protection-plans``: number of the chapter, and its caption cut at a word."""
    number = (re.match(r"\d+", notebook) or [notebook.partition(".")[0]])[0]
    words = folder_name(caption)
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition("-")[0]
    return f"{number}-{words}" if words else str(number)


def _table(
    name: str,
    chapter: str,
    section: str,
    parts: table_html.Parts,
    records: Sequence[Mapping[str, Any]],
) -> ShownTable:
    facts = _Facts(records, parts.caption)
    rows = tuple(
        (heading, tuple(Cell(raw.words, facts.of(raw), raw.is_number) for raw in cells))
        for heading, cells in parts.rows
    )
    stub, *columns = parts.heads
    return ShownTable(
        name=name,
        chapter=chapter,
        section=section,
        caption=parts.caption,
        stub=stub,
        columns=tuple(columns),
        rows=rows,
        note=parts.foot,
    )


class _Facts:
    """The facts of a table, handed out in the order of its cells, in which they were recorded."""

    def __init__(self, records: Sequence[Mapping[str, Any]], caption: str) -> None:
        self.left, self.caption = deque(records), caption

    def of(self, cell: table_html.Raw) -> tuple[Mapping[str, Any], ...]:
        if cell.marker:
            return self._withheld(cell.marker)
        return tuple(self._with("key", key) for key in cell.keys)

    def _with(self, said: str, wanted: str) -> Mapping[str, Any]:
        while self.left:
            record = self.left.popleft()
            if record[said] == wanted:
                return record
        raise ValueError(
            f"The table {self.caption!r} shows a figure ({said} {wanted}) of which its cell "
            "carries no fact: give the table facts, and not words that look like them."
        )

    def _withheld(self, marker: str) -> tuple[Mapping[str, Any], ...]:
        """A cell with a marker stands for one fact, or for both limits of an interval."""
        first = self._with("marker", marker)
        is_lower = first["title"].endswith(_LOWER)
        if is_lower and self.left and self.left[0]["title"].endswith(_UPPER):
            return first, self.left.popleft()
        return (first,)
