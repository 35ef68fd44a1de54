"""The report's page for young people: one side of paper, in words whose plainness is measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import jinja2
import yaml
from markupsafe import Markup
from nbformat import NotebookNode

from mscp_analysis import areas, markup, wording
from mscp_analysis.periods import in_words
from mscp_analysis.rates.rounded import THOUSAND
from mscp_analysis.report import ledger
from mscp_analysis.report.files import pdf
from mscp_analysis.report.pages import readability, source_list
from mscp_analysis.report.pages.reading import Page, read_back
from mscp_analysis.report.pages.squares import squares
from mscp_analysis.report.parameters import Request, folder_name

NAME, PDF, NOTEBOOK = "young-people.html", "young-people.pdf", "young_people.ipynb"

_HELP = "Not safe? Get help"
_TEMPLATES = Path(__file__).parents[1] / "template"
_SENTENCES = re.compile(r"<(p|li)\b[^>]*>(.*?)</\1>", re.S)
_PUBLISHER = re.compile(r"<cite>(?:<a [^>]*>)?([^,<]+)")


@dataclass(frozen=True)
class Side:
    """The page for young people, made and read back; empty where a report has none.

    Parameters
    ----------
    html : str
        The page.
    page : Page
        As it is read back.
    names : tuple of str
        Names of the area and of who reports, which make no text harder.
    """

    html: str = ""
    page: Page = field(default_factory=Page)
    names: tuple[str, ...] = ()

    def faults(self, rows: Sequence[ledger.Row]) -> list[str]:
        """What keeps it from being published: what would any page, and words that are too hard."""
        if not self.html:
            return []
        found = [*ledger.faults(self.page, rows), *too_hard(paragraphs(self.html), self.names)]
        return [f"on the page for young people {fault}" for fault in found]

    def write(self, folder: Path, press: pdf.Press | None = None) -> None:
        """Put it beside the report, and begin to make its PDF, of which one side is the bound."""
        if self.html:
            (folder / NAME).write_text(self.html, encoding="utf-8")
            if press:
                press.start(folder / NAME, folder / PDF, sides=1)


def beside(chapters: Sequence[Path]) -> list[Path]:
    """The chapters of a report, and last the notebook of this page where it lies beside them."""
    own = {path.parent / NOTEBOOK for path in chapters}
    return [*chapters, *(path for path in sorted(own) if path.is_file())]


def side(
    told: NotebookNode | None, cover: Mapping[str, str], request: Request, printed: bool = False
) -> Side:
    """The page for young people as HTML: no script, nothing fetched from anywhere.

    Parameters
    ----------
    told : nbformat.NotebookNode or None
        Its notebook as executed, if there is one.
    cover : mapping of str to str
        As the report has it; see ``page.render``.
    request : Request
        What is reported on.
    printed : bool
        Whether there will be a PDF of it, to which it leads.

    Returns
    -------
    Side
    """
    if told is None:
        return Side()
    first, *parts = _parts(told)
    sources = source_list.listed(next(p["html"] for p in parts if p["words"] == "Sources"))
    html = (
        _environment()
        .get_template("young_people.html.j2")
        .render(
            cover=cover,
            heading=first["words"],
            lead=Markup(first["html"]),
            place=wording.name(request.area),
            span=f"{in_words(request.year.start)} to {in_words(request.year.end)}",
            parts=[part for part in parts if part["words"] != "Sources"],
            help=_help(),
            beside=[PDF] * printed,
            sources=Markup(sources),
            publishers="; ".join(dict.fromkeys(_PUBLISHER.findall(sources))) or "no source",
        )
    )
    page = read_back(html)
    page.outside_citations = [each for each in page.outside_citations if each not in _addresses()]
    return Side(html, page, (request.area.name, request.name))


def too_hard(said: Sequence[str], names: Sequence[str] = ()) -> list[str]:
    """That a text is too hard for young people, and which sentence is hardest.

    Parameters
    ----------
    said : sequence of str
        Its paragraphs.
    names : sequence of str, optional
        Names that make it no harder.

    Returns
    -------
    list of str
        Empty where it is not.

    Examples
    --------
    >>> too_hard(["We met. We talked."])
    []
    >>> print(too_hard(["Multi-agency safeguarding arrangements necessitate evaluation."])[0][:22])
    the words are too hard
    """
    found = readability.scores(said, names)
    if found.is_plain:
        return []
    each = [one for paragraph in said for one in readability.sentences(paragraph, names)]
    hardest = max(each, key=lambda sentence: readability.scores([sentence]).grade)
    return [
        f"the words are too hard: reading ease is {found.ease:.0f} and grade {found.grade:.1f}, "
        f"where at least {readability.LEAST_EASE} and at most {readability.HIGHEST_GRADE} are "
        f"asked; hardest is {hardest!r}; say it in shorter words and sentences, in "
        "for_young_people of the register that it stands in"
    ]


def paragraphs(html: str) -> list[str]:
    """The paragraphs and items that a young person reads, as plain text; headings are none.

    Examples
    --------
    >>> paragraphs("<main><h2>Plans</h2><p>We  met.</p><ul><li>It <b>rains</b>.</li></ul></main>")
    ['We met.', 'It rains.']
    """
    main = re.search(r"<main\b.*?</main>", html, re.S)
    said = [markup.plain(words) for _, words in _SENTENCES.findall(main[0] if main else html)]
    return [" ".join(words.split()) for words in said]


def _parts(told: NotebookNode) -> list[dict[str, Any]]:
    """Heading, words and kind of each part of the notebook."""
    parts: list[dict[str, Any]] = []
    for cell in told.cells:
        if cell.cell_type == "markdown":
            head = cell.source.partition("\n")[0]
            if head.startswith("#"):
                words = head.lstrip("# ")
                parts.append({"id": folder_name(words), "words": words, "html": "", "kind": ""})
            else:
                parts[-1]["html"] += f"<p>{escape(cell.source)}</p>\n"
        for output in cell.get("outputs", []):
            parts[-1]["html"] += _shown(output, parts[-1]["id"]) + "\n"
    for part in parts:
        part["kind"] = "big" if re.match(r"<p>(?:<a [^>]*>)?<data", part["html"]) else "plain"
        part["html"] = Markup(part["html"])
    return parts


def _shown(output: NotebookNode, name: str) -> str:
    """A sentence, with squares for what it says of every thousand children."""
    html = str(output.data["text/html"])
    for fact in output.metadata.get("mscp", {}).get("facts", []):
        if fact["unit"] == THOUSAND and fact["value"] is not None:
            html += squares(int(fact["shown"]), f"squares-{name}")
    return html


def _environment() -> jinja2.Environment:
    made = jinja2.Environment(loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True)
    made.filters["marked"] = lambda words: Markup(markup.text(words))
    return made


def _addresses() -> set[str]:
    """Where those who help can be reached, which no source is cited for."""
    return {each[name] for each in _help()["contacts"] for name in ("address", "site")}


def _help() -> dict[str, Any]:
    said = yaml.safe_load((areas.shelf("rules") / "young_people.yaml").read_text("utf-8"))
    return {
        "id": folder_name(_HELP),
        "words": _HELP,
        "lead": said["lead"],
        "contacts": [*_contacts(said["help"])],
    }


def _contacts(said: Sequence[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    for each in said:
        site = each.get("site", "")
        address = "tel:" + each["number"].replace(" ", "")
        shown = site.partition("://")[2].removeprefix("www.").rstrip("/")
        yield {**each, "address": address, "site": site, "shown": shown}
