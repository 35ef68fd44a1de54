"""Read a built page back as its readers get it: numbers, pictures, links, loose digits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"br", "hr", "img", "input", "link", "meta", "col", "wbr", "source", "base", "embed"}
_MAY_HOLD_DIGITS = {"data", "time", "cite", "svg", "style", "title"}
_LOADS = {"src", "srcset", "poster", "background", "action", "data", "manifest", "ping"}
_DIGIT, _HEADING = re.compile(r"\d"), re.compile("h[1-6]")
_BESIDE = re.compile(r"(?:[a-z0-9_][\w.-]*/)*[a-z0-9_][\w.-]*")
_CSS_ADDRESS = re.compile(r"url\(\s*['\"]?(?!#)([^)'\"]+)|@import\s+['\"]?([^'\";]+)")


@dataclass(frozen=True)
class Number:
    """One number as it stands on the page: its fact's key, its value, and what is read."""

    key: str
    value: str
    shown: str


@dataclass
class Page:
    """What a page holds.

    Parameters
    ----------
    numbers : list of Number
        Every ``data`` element, in order.
    loose_digits : list of str
        Texts with a digit outside a fact, a date, a unit, a citation or a picture.
    without_alternative : list of str
        Pictures without a name and a description, and tables without a caption.
    loaded : list of str
        Addresses that a browser would fetch to show the page; there must be none.
    links : list of str
        Addresses outside the file that a reader can go to.
    files : list of str
        Files beside the page that a reader can open from it.
    outside_citations : list of str
        Those of the links that do not stand in a citation.
    broken_links : list of str
        Links within the page that lead nowhere.
    repeated_ids : list of str
        Ids that more than one element has.
    scripts : int
        How many ``script`` elements there are; there must be none.
    headings : list of (int, str)
        Level and text of each heading, in order.
    language : str
        The page's language.
    title : str
        Its title.
    mains : int
        How many main landmarks there are; there must be one.
    """

    numbers: list[Number] = field(default_factory=list)
    loose_digits: list[str] = field(default_factory=list)
    without_alternative: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    outside_citations: list[str] = field(default_factory=list)
    broken_links: list[str] = field(default_factory=list)
    repeated_ids: list[str] = field(default_factory=list)
    scripts: int = 0
    headings: list[tuple[int, str]] = field(default_factory=list)
    language: str = ""
    title: str = ""
    mains: int = 0


def read_back(html: str) -> Page:
    """Read a page with nothing but an HTML parser.

    Parameters
    ----------
    html : str

    Returns
    -------
    Page

    Examples
    --------
    >>> page = read_back('<p>There were <data value="281.0" data-fact="f1">281</data> of 300.</p>')
    >>> page.numbers[0].value, page.loose_digits
    ('281.0', ['of 300.'])
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


@dataclass
class _Element:
    tag: str
    said: dict[str, str]
    text: str = ""
    children: set[str] = field(default_factory=set)


def _may_hold_digits(element: _Element) -> bool:
    said = element.said.get("class", "")
    return element.tag in _MAY_HOLD_DIGITS or "unit" in said.split()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[_Element] = []
        self.texts: dict[str, str] = {}
        self.pictures: list[dict[str, str]] = []
        self.inner: list[str] = []

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines, which takes a tenth of the time: nobody asks where a tag stands."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if self.open:
            self.open[-1].children.add(tag)
        self._take_addresses(tag, said)
        self._take_element(tag, said)
        if tag not in _VOID:
            self.open.append(_Element(tag, said))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and any(element.tag == tag for element in self.open):
            element = self.open.pop()
            self._finish(element)
            if self.open:
                self.open[-1].text += element.text
            if element.tag == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self.open:
            self._check_digits(data)
            return
        self.open[-1].text += data
        if self.open[-1].tag == "style":
            found = _CSS_ADDRESS.finditer(data)
            self.page.loaded += [first or second for first, second in map(re.Match.groups, found)]
        self._check_digits(data)

    def _check_digits(self, data: str) -> None:
        if _DIGIT.search(data) and not any(map(_may_hold_digits, self.open)):
            self.page.loose_digits.append(data.strip())

    def _take_addresses(self, tag: str, said: dict[str, str]) -> None:
        if tag in {"a", "area"}:
            self._take_link(said.get("href", ""))
            return
        loaded = [said[name] for name in _LOADS & said.keys() if (tag, name) != ("data", "data")]
        loaded += [
            address
            for name in ("href", "xlink:href")
            if (address := said.get(name, "")) and not address.startswith("#")
        ]
        styles = [said[name] for name in ("style", "fill", "clip-path") if name in said]
        loaded += [first or second for first, second in _CSS_ADDRESS.findall(" ".join(styles))]
        self.page.loaded += [address for address in loaded if not address.startswith("data:")]

    def _take_link(self, address: str) -> None:
        if address.startswith("#"):
            self.inner.append(address[1:])
        elif _BESIDE.fullmatch(address):
            self.page.files.append(address)
        elif address:
            self.page.links.append(address)
            if not any(element.tag == "cite" for element in self.open):
                self.page.outside_citations.append(address)

    def _take_element(self, tag: str, said: dict[str, str]) -> None:
        name = said.get("id")
        if name is not None and name in self.texts:
            self.page.repeated_ids.append(name)
        if name is not None:
            self.texts[name] = ""
        if tag == "script":
            self.page.scripts += 1
        elif tag == "main":
            self.page.mains += 1
        elif tag == "html":
            self.page.language = said.get("lang", "")
        elif tag == "img" and not said.get("alt", "").strip():
            self.page.without_alternative.append(said.get("src", "img")[:60])
        elif tag == "svg":
            self.pictures.append(said)

    def _finish(self, element: _Element) -> None:
        words = " ".join(element.text.split())
        if "id" in element.said:
            self.texts[element.said["id"]] = words
        if element.tag == "data":
            said = element.said
            self.page.numbers.append(
                Number(said.get("data-fact", ""), said.get("value", ""), words)
            )
        elif _HEADING.fullmatch(element.tag):
            self.page.headings.append((int(element.tag[1]), words))
        elif element.tag == "title" and not any(outer.tag == "svg" for outer in self.open):
            self.page.title = words
        elif element.tag == "table" and "caption" not in element.children:
            self.page.without_alternative.append(f"table: {words[:60]}")

    def finished(self) -> Page:
        for picture in self.pictures:
            named = picture.get("aria-labelledby", "").split()
            said = [self.texts.get(name, "") for name in named]
            hidden = picture.get("aria-hidden") == "true"
            if not hidden and (picture.get("role") != "img" or len(said) < 2 or not all(said)):
                self.page.without_alternative.append(f"svg: {' '.join(named) or 'unnamed'}")
        self.page.broken_links = [name for name in self.inner if name not in self.texts]
        return self.page
