"""A table read back from its HTML: what is in each cell, and which facts it names."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Raw:
    """A cell: its text, the facts that its numbers name, its marker, and whether it is a figure."""

    text: str = ""
    keys: list[str] = field(default_factory=list)
    marker: str = ""
    is_number: bool = False

    @property
    def words(self) -> str:
        """Its text with single spaces."""
        return " ".join(self.text.split())


@dataclass
class Parts:
    """A table: its caption, what stands below it, headings of columns, and rows."""

    caption: str = ""
    foot: str = ""
    heads: list[str] = field(default_factory=list)
    rows: list[tuple[str, list[Raw]]] = field(default_factory=list)


def read(html: str) -> Parts:
    """The table of one output.

    Parameters
    ----------
    html : str
        One table and what stands below it.

    Returns
    -------
    Parts

    Examples
    --------
    >>> row = '<tr><th scope="row">Kent</th><td class="number"><data data-fact="f1">4</data></td>'
    >>> parts = read(f'<table><caption>Plans</caption><th scope="col">Area</th>{row}</table>')
    >>> parts.caption, parts.heads, parts.rows[0][0], parts.rows[0][1][0].keys
    ('Plans', ['Area'], 'Kent', ['f1'])
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.parts


class _Reader(HTMLParser):
    """Reads the one table of an output, and what stands below it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts, self.now, self.within = Parts(), Raw(), ""

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines, which takes a tenth of the time: nobody asks where a tag stands."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        classes = said.get("class", "").split()
        if tag in {"caption", "th", "td"} or (tag == "p" and "foot" in classes):
            self.within = said.get("scope", tag)
            self.now = Raw(is_number="number" in classes)
        elif tag == "data":
            self.now.keys.append(said.get("data-fact", ""))
        elif tag in {"br", "p", "li", "ul", "ol"}:
            self.now.text += " "

    def handle_data(self, data: str) -> None:
        self.now.text += data if self.within else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "abbr" and self.within == "td" and self.now.is_number:
            self.now.marker = self.now.words.strip("[]")
        elif tag in {"caption", "th", "td", "p"} and self.within:
            self._finish()

    def _finish(self) -> None:
        within, words, self.within = self.within, self.now.words, ""
        if within == "caption":
            self.parts.caption = words
        elif within == "col":
            self.parts.heads.append(words)
        elif within == "row":
            self.parts.rows.append((words, []))
        elif within == "td":
            self.parts.rows[-1][1].append(self.now)
        else:
            self.parts.foot += f" {words}" if self.parts.foot else words
