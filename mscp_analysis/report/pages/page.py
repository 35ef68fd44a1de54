"""Executed notebooks to one accessible page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape, unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
from nbconvert import HTMLExporter, TemplateExporter
from nbformat import NotebookNode

from mscp_analysis import markup
from mscp_analysis.report.pages import figures, folding, source_list
from mscp_analysis.report.parameters import folder_name

_TEMPLATES = Path(__file__).parents[1]
_CAPTION = re.compile(r'\b(id|aria-labelledby)="(t[0-9a-f]{9})"')
_PLACE = re.compile(r'<a href="#in (?P<chapter>[^"/]*)/(?P<head>[^"]*)">(?P<words>.*?)</a>', re.S)
_HEADING = re.compile(r"<h(?P<level>[1-5])\b[^>]*>(?P<words>.*?)</h(?P=level)>", re.S)


def render(
    chapters: Sequence[NotebookNode], cover: Mapping[str, str], beside: Sequence[str] = ()
) -> str:
    """The whole page as HTML: no code, no script, nothing fetched from anywhere.

    Parameters
    ----------
    chapters : sequence of nbformat.NotebookNode
        The chapters as executed, in order.
    cover : mapping of str to str
        ``name`` (who reports), ``area``, ``year``, ``known_at`` (in words) and ``status``; of
        what is made up also ``notice``, which stands on the cover, at the head of each chapter
        and of each printed page, in the title and in the footer, and ``real``, what is not.
    beside : sequence of str
        Names of the files beside the page that hold the same, in other forms.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If it is heavier than a page may be.
    """
    whole = nbformat.v4.new_notebook(cells=_cells(chapters))
    told = {"cover": dict(cover), "beside": [*beside]}
    html, _ = _exporter().from_notebook_node(whole, resources=told)
    refuse_weight(str(html))
    return str(html)


@cache
def _exporter() -> _Exporter:
    """One for all pages of a process: it takes longer to read the template than to fill it in."""
    exporter = _Exporter(
        template_name="template",
        extra_template_basedirs=[str(_TEMPLATES)],
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    exporter.register_filter("marked", markup.text)
    exporter.register_filter("outlined", outlined)
    return exporter


def refuse_weight(html: str) -> None:
    """Stop a build whose page would be too heavy to be sent, or opened on a telephone.

    Parameters
    ----------
    html : str
        The page.

    Raises
    ------
    ValueError
        If it weighs more than ``data/rules/page.yaml`` allows.
    """
    weight, most = len(html.encode()), folding.rules()["heaviest"]
    if weight > most:
        raise ValueError(
            f"The page is not published, since it would weigh {weight:,} bytes and at most "
            f"{most:,} are allowed: cut its long tables sooner (cut in data/rules/page.yaml); "
            "their CSV files and the spreadsheets stay whole."
        )


def noticed(chapter: NotebookNode, notice: str) -> NotebookNode:
    """A chapter as a notebook of its own, with a notice below its title if there is one.

    Examples
    --------
    >>> title = nbformat.v4.new_markdown_cell("# Plans")
    >>> chapter = nbformat.v4.new_notebook(cells=[title])
    >>> [cell.source for cell in noticed(chapter, "It is made up.").cells]
    ['# Plans', '**It is made up.**']
    """
    kept = nbformat.from_dict(chapter)
    if notice:
        cell = nbformat.v4.new_markdown_cell(f"**{notice}**", id="notice")
        kept.cells.insert(1, cell)
    return kept


def outlined(html: str, notice: str = "") -> dict[str, Any]:
    """Chapters as parts of one page: headings one level lower, each with an id, and an outline.

    The page's own title stands above the chapters' titles. What names a place in the report (see
    ``markup.Links``) becomes a link to that heading, to its chapter where the heading was left
    out, and plain words where the chapter was.

    Parameters
    ----------
    html : str
        The chapters one after the other, each with its headings from ``h1`` on.
    notice : str
        What is said below the title of each chapter; nothing where it is empty.

    Returns
    -------
    dict
        ``html``, and ``chapters``: for each its ``id``, ``words`` and ``sections``.

    Examples
    --------
    >>> outlined("<h1>Plans</h1><h2>How many</h2>")["chapters"]
    [{'id': 'plans', 'words': 'Plans', 'sections': [{'id': 'how-many', 'words': 'How many'}]}]
    >>> outlined('<h1>Plans</h1><a href="#in Plans/Why">Why</a>')["html"]
    '<h2 id="plans">Plans</h2><a href="#plans">Why</a>'
    """
    chapters: list[dict[str, Any]] = []
    taken: Counter[str] = Counter()
    places: dict[tuple[str, str], str] = {}

    def lower(found: re.Match[str]) -> str:
        level, words = int(found["level"]), found["words"].strip()
        name = plain = folder_name(markup.plain(words))
        taken[name] += 1
        name += f"-{taken[name]}" if taken[name] > 1 else ""
        entry = {"id": name, "words": words}
        said = ""
        if level == 1:
            chapters.append({**entry, "sections": []})
            said = f'\n<p class="notice">{escape(notice)}</p>' if notice else ""
        elif level == 2 and chapters:
            chapters[-1]["sections"].append(entry)
        if chapters:
            title = folder_name(markup.plain(chapters[-1]["words"]))
            places.setdefault((title, "" if level == 1 else plain), name)
        return f'<h{level + 1} id="{name}">{words}</h{level + 1}>{said}'

    def lead(found: re.Match[str]) -> str:
        chapter, head = (folder_name(unescape(found[part])) for part in ("chapter", "head"))
        name = places.get((chapter, head)) or places.get((chapter, ""))
        return f'<a href="#{name}">{found["words"]}</a>' if name else found["words"]

    whole = _HEADING.sub(lower, html)
    return {"html": _PLACE.sub(lead, whole), "chapters": chapters}


class _Exporter(HTMLExporter):
    """nbconvert's exporter without its first step, and its last, which writes the page anew.

    The last is for the templates that nbconvert brings: it fills in missing text alternatives
    with a stock phrase, where this project refuses to publish.
    """

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        return TemplateExporter.from_notebook_node(self, nb, resources, **kw)

    def _preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Change nothing: no preprocessor concerns a page without code, and each is checked."""
        return nb, resources


def _cells(chapters: Sequence[NotebookNode]) -> list[NotebookNode]:
    kept = [nbformat.from_dict(chapter) for chapter in chapters]
    cells = [cell for chapter in kept for cell in chapter.cells]
    cells = say_absences_once(source_list.joined(cells))
    title = ""
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
        if cell.cell_type == "markdown" and cell.source.startswith("# "):
            title = cell.source.splitlines()[0].removeprefix("# ").strip()
        for place, output in enumerate(cell.get("outputs", [])):
            _prepare(output, f"figure-{number}-{place}", title)
    return cells


def say_absences_once(cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    """The cells without what a section has said already: that a register was not supplied.

    A heading within the section that is left with nothing below it goes too.

    Parameters
    ----------
    cells : sequence of nbformat.NotebookNode

    Returns
    -------
    list of nbformat.NotebookNode
    """
    said: set[str] = set()
    kept: list[NotebookNode] = []
    for cell in cells:
        if cell.cell_type == "markdown" and re.match("##? ", cell.source):
            said = set()
        again = _kind(cell) == "absence" and _html(cell) in said
        said |= {_html(cell)} if _kind(cell) == "absence" else set()
        kept += [] if again else [cell]
    shown = [cell for cell in kept if cell.cell_type == "markdown" or _shows(cell)]
    empty = {
        id(cell)
        for cell, below in pairwise([*shown, nbformat.v4.new_markdown_cell("# ")])
        if re.fullmatch("### [^\n]*", cell.source) and re.match("##?#? ", below.source)
    }
    return [cell for cell in kept if id(cell) not in empty]


def _kind(cell: NotebookNode) -> str:
    outputs = cell.get("outputs", [])
    return str(outputs[0].metadata.get("mscp", {}).get("kind", "")) if outputs else ""


def _shows(cell: NotebookNode) -> bool:
    """Whether a reader sees anything of a cell: a table without a row leaves nothing."""
    kinds = ({*output.get("data", {})} - {"text/plain", "text/html"} for output in cell.outputs)
    told = (output.get("data", {}).get("text/html", "") for output in cell.outputs)
    return any(kinds) or any(html.strip() for html in told)


def _html(cell: NotebookNode) -> str:
    return str(cell.outputs[0].data["text/html"])


def _prepare(output: NotebookNode, name: str, chapter: str) -> None:
    """Put a chart or table into the form in which it stands on the page, perhaps twice.

    Its facts are in the ledger, and copying them with it would take most of the time.
    """
    output.get("metadata", {}).get("mscp", {}).pop("facts", None)
    html = output.get("data", {}).get("text/html")
    if html is not None:
        named = _CAPTION.sub(rf'\g<1>="{name}-\g<2>"', html)
        output.data["text/html"] = folding.folded(named, chapter)
    svg = output.get("data", {}).get("image/svg+xml")
    if svg is not None:
        said = output.metadata["image/svg+xml"]
        output.data["image/svg+xml"] = figures.inline(svg, said["headline"], said["alt"], name)
