"""What published files say: each figure or withheld cell in them, and where it stands."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

from mscp_analysis.disclosure.drawings import Point, points
from mscp_analysis.disclosure.tables import NOT_LABELS, Key

_ABOUT = {"key", "title", "area", "unit", "shown", "sources", "status", "breakdown", "as_of"} | {
    *["decimals", "kind", "chapter", "notebook", "timing", "times_shown", "row", "column"],
    *["base", "base_release", "method"],
}

_NO_LABELS = NOT_LABELS | _ABOUT

_BETWEEN = re.compile(r"; (?=\w+: )")
"""Between two breakdowns of a fact; a label may hold a semicolon itself."""


class Statement(NamedTuple):
    """A figure, or a cell withheld: its cell, the words for it, and where it stands."""

    key: Key
    words: frozenset[str]
    value: float | None
    marker: str
    where: str
    fact: str = ""
    title: str = ""
    shown: str = ""
    derived: str = ""
    """The measure that it is of, where that was computed from the cell."""


class Read(NamedTuple):
    """All that a folder of published files says."""

    statements: list[Statement]
    printed: list[tuple[str, float, str]]
    """Fact, value and file of each ``data`` element."""
    drawn: list[tuple[Point, str]]
    """Points of charts, each with its file."""
    unread: list[str]
    """File of each drawing that cannot be read back."""


def read(folder: Path) -> Read:
    """Read CSV, notebook, HTML and SVG files of a folder and those below it.

    Parameters
    ----------
    folder : pathlib.Path
        What is about to be published.

    Returns
    -------
    Read

    Raises
    ------
    LookupError
        If there is no such folder, or no file in it that can be read.
    """
    found = Read([], [], [], [])
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in _READERS]
    if not files:
        raise LookupError(f"{folder} holds no CSV, notebook, HTML or SVG file to attack.")
    for path in files:
        _READERS[path.suffix](path.read_text(encoding="utf-8"), path.name, found)
    return found


def _csv(text: str, where: str, found: Read) -> None:
    for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff"))):
        if "value" in row:
            found.statements.extend(_stated(row, where))


def _stated(row: dict[str, Any], where: str) -> Iterator[Statement]:
    labels = {
        name: str(said)
        for name, said in row.items()
        if name and name not in _NO_LABELS and said not in (None, "")
    }
    for pair in filter(None, _BETWEEN.split(str(row.get("breakdown") or ""))):
        column, _, label = pair.partition(": ")
        labels[column] = label
    measure = str(row.get("measure") or Path(where).stem)
    key = (measure, tuple(sorted(labels.items())))
    words = frozenset([*labels.values(), str(row.get("area") or "")]) - {""}
    marker, fact = str(row.get("marker") or ""), str(row.get("key") or "")
    said = {name: str(row.get(name) or "") for name in ("title", "shown")}
    yield Statement(key, words, _number(row.get("value")), marker, where, fact, **said)
    for beside in ("count", "lower", "upper", "rank"):
        number = _number(row.get(beside))
        if number is not None and marker:
            yield Statement(key, words, number, "", f"{where}, {beside}", fact)


def _number(said: Any) -> float | None:
    try:
        number = float(said)
    except (TypeError, ValueError):
        return None
    return number if number == number else None


def _notebook(text: str, where: str, found: Read) -> None:
    for cell in json.loads(text).get("cells", []):
        for output in cell.get("outputs", []):
            for fact in output.get("metadata", {}).get("mscp", {}).get("facts", []):
                found.statements.extend(_stated(fact, where))
            data = output.get("data", {})
            _html("".join(data.get("text/html", "")), where, found)
            _svg("".join(data.get("image/svg+xml", "")), where, found)


def _svg(text: str, where: str, found: Read) -> None:
    if text:
        try:
            found.drawn.extend((point, where) for point in points(text[text.index("<svg") :]))
        except ValueError:
            found.unread.append(where)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.printed: list[tuple[str, float]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        number = _number(given.get("value")) if tag == "data" else None
        if number is not None:
            self.printed.append((given.get("data-fact") or "", number))


_DATA = re.compile(r"<data(?=[\s/>])", re.I)
_TAG = re.compile(r"""<data(?:"[^"]*"|'[^']*'|[^'">])*>""", re.I)


def _data_elements(text: str) -> _Page:
    """The ``data`` elements of a page, each parsed by itself; all of it where one is malformed.

    A page is large and holds little else to look for. Those in comments are found as well.
    """
    page = _Page()
    for start in _DATA.finditer(text):
        tag = _TAG.match(text, start.start())
        page.reset()
        page.feed(tag[0] if tag else "<")
        if page.rawdata:
            page.reset()
            page.feed(text)
            return page
    return page


def _html(text: str, where: str, found: Read) -> None:
    page = _data_elements(text)
    found.printed.extend((fact, number, where) for fact, number in page.printed)
    for part in text.split("<svg")[1:]:
        _svg("<svg" + part.partition("</svg>")[0] + "</svg>", where, found)


_READERS = {".csv": _csv, ".ipynb": _notebook, ".html": _html, ".svg": _svg}
