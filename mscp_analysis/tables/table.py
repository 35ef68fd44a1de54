"""A table that anyone can read: caption, scoped headers, and a reason in each empty cell."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Protocol

import pandas as pd

from mscp_analysis import markup
from mscp_analysis.measures import MARKERS, Fact
from mscp_analysis.sources import Source, join


class Told(Protocol):
    """Words with facts in them, such as a ``prose.Phrase``."""

    @property
    def html(self) -> str:
        """As it stands on the page."""

    @property
    def plain(self) -> str:
        """As plain text."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The numbers in it."""


Cell = Fact | tuple[Fact, Fact] | str | Told
"""A number, an interval, words, or words with numbers in them."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Facts in rows and columns.

    Parameters
    ----------
    caption : str
        What the table shows, of where and when, and in what unit.
    stub : str
        Heading of the column of row headings.
    columns : tuple of str
        Heading of each further column.
    rows : tuple of (str, tuple of Cell)
        Heading and cells of each row; a cell is a fact, two limits, words, or words with facts.
    note : str
        Anything that a reader must know beside it.
    absence : str
        Where it has no rows because nobody supplied any: the sentence that says so.
    cited : tuple of Source
        Where its words were read; its facts say for themselves where they were.

    Raises
    ------
    ValueError
        If a row has not as many cells as there are columns.

    Examples
    --------
    >>> from mscp_analysis import data, tables
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31").at_31_march
    >>> shown = tables.series(plans, "Medway", "2023-24", years=2)
    >>> shown.to_frame().iloc[:, 0].to_dict()
    {'2022-23': 288.0, '2023-24': 281.0}
    """

    caption: str
    stub: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    note: str = ""
    absence: str = ""
    cited: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        for heading, cells in self.rows:
            if len(cells) != len(self.columns):
                raise ValueError(
                    f"The row {heading!r} of {self.caption!r} has {len(cells)} cells; the table "
                    f"has {len(self.columns)} columns: {', '.join(self.columns)}."
                )

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact in it, row by row."""
        return tuple(fact for _, cells in self.rows for cell in cells for fact in _facts(cell))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source that its facts and words were read from."""
        return join(*(fact.sources for fact in self.facts), self.cited)

    @property
    def markers(self) -> list[str]:
        """The markers that stand in its cells, each once."""
        return list(dict.fromkeys(fact.marker for fact in self.facts if fact.marker))

    @property
    def html(self) -> str:
        """The table as HTML, in a region that scrolls by itself; nothing where it has no row."""
        if not self.rows:
            return ""
        told = repr((self.caption, self.columns, [fact.key for fact in self.facts]))
        name = "t" + hashlib.sha256(told.encode()).hexdigest()[:9]
        heads = "".join(map(self._head, range(len(self.columns))))
        body = "".join(
            f'<tr><th scope="row">{markup.text(heading)}</th>{self._cells(cells)}</tr>'
            for heading, cells in self.rows
        )
        return (
            f'<div class="table" role="group" tabindex="0" aria-labelledby="{name}"><table>'
            f'<caption id="{name}">{markup.text(self.caption)}</caption><thead><tr>'
            f'<th scope="col">{markup.text(self.stub)}</th>{heads}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>{self._foot()}"
        )

    def _head(self, place: int) -> str:
        words = not any(isinstance(cells[place], Fact | tuple) for _, cells in self.rows)
        kind = "" if words else ' class="number"'
        return f'<th scope="col"{kind}>{markup.text(self.columns[place])}</th>'

    def _cells(self, cells: tuple[Cell, ...]) -> str:
        """Cells with their headings, which a narrow page shows beside each."""
        return "".join(map(_cell, cells, self.columns))

    def _foot(self) -> str:
        parts = [f"[{marker}]: {MARKERS[marker]}." for marker in self.markers]
        parts += [self.note] if self.note else []
        words = [markup.text(part) for part in parts]
        words += [f"Source: <cite>{_cited(self.sources)}</cite>."] if self.sources else []
        return f'<p class="foot">{" ".join(words)}</p>' if words else ""

    def to_frame(self) -> pd.DataFrame:
        """The table as a frame of unrounded values; words and intervals as they are read."""
        rows = [[_value(cell) for cell in cells] for _, cells in self.rows]
        heads = pd.Index([heading for heading, _ in self.rows], name=self.stub)
        return pd.DataFrame(rows, index=heads, columns=list(self.columns))

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        said = {"kind": "table", "facts": [fact.record() for fact in self.facts]}
        return {"text/html": self.html, "text/plain": repr(self)}, {"mscp": said}

    def __repr__(self) -> str:
        heads = "\t".join([self.stub, *self.columns])
        rows = ["\t".join([head, *map(_said, cells)]) for head, cells in self.rows]
        return "\n".join([self.caption, heads, *rows])


def _facts(cell: Cell) -> tuple[Fact, ...]:
    if isinstance(cell, str):
        return ()
    if isinstance(cell, Fact):
        return (cell,)
    return cell if isinstance(cell, tuple) else cell.facts


def _said(cell: Cell) -> str:
    if isinstance(cell, Fact | tuple):
        return " to ".join(fact.shown for fact in _facts(cell))
    return cell if isinstance(cell, str) else cell.plain


def _value(cell: Cell) -> float | str | None:
    return cell.value if isinstance(cell, Fact) else _said(cell)


def _cited(sources: tuple[Source, ...]) -> str:
    """Each document once, with a link for each place in it."""
    places: dict[str, dict[str, str]] = {}
    for source in sources:
        whole = replace(source, detail="").citation
        places.setdefault(whole, {})[source.anchor] = source.detail
    return "; ".join(_places(whole, told) for whole, told in places.items())


def _places(whole: str, told: dict[str, str]) -> str:
    if len(told) == 1:
        (anchor, detail), *_ = told.items()
        words = f"{whole}, {detail}" if detail else whole
        return f'<a href="#{anchor}">{markup.text(words)}</a>'
    links = [
        f'<a href="#{anchor}">{markup.text(detail or "as a whole")}</a>'
        for anchor, detail in sorted(told.items(), key=lambda each: _in_order(each[1]))
    ]
    return f"{markup.text(whole)}, {', '.join(links)}"


def _in_order(place: str) -> tuple[int, str]:
    number = re.search(r"\d+", place)
    return (int(number.group()) if number else 0), place


def _cell(cell: Cell, heading: str) -> str:
    label = f' data-label="{escape(heading)}"'
    if isinstance(cell, str):
        return f"<td{label}>{markup.text(cell)}</td>"
    if not isinstance(cell, Fact | tuple):
        return f'<td class="told"{label}>{cell.html}</td>'
    if any(fact.marker for fact in _facts(cell)):
        marker = next(fact.marker for fact in _facts(cell) if fact.marker)
        why = f'<abbr title="{escape(MARKERS[marker])}">[{marker}]</abbr>'
        return f'<td class="number"{label}>{why}</td>'
    numbers = [markup.number(fact.value, fact.shown, fact.key) for fact in _facts(cell)]
    return f'<td class="number"{label}>{" to ".join(numbers)}</td>'
