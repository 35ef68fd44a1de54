"""The lists of sources of all chapters as one, in which each document stands once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from nbformat import NotebookNode

from mscp_analysis import markup

_ITEM = re.compile(r'<li id="(?P<anchor>[^"]+)"><cite>(?P<cited>.*?)</cite></li>', re.S)
_DATED = re.compile(r"(?P<told>.*)(?P<date> \([^(]*\))", re.S)


class Place(NamedTuple):
    """One entry of a list: where a link to it leads, its document, and the place within it."""

    anchor: str
    document: str
    detail: str


def joined(cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    """The cells of all chapters with their lists of sources made one, where the last one stood.

    Parameters
    ----------
    cells : sequence of nbformat.NotebookNode
        A list of sources stands in a cell of its own, below a cell that is its heading.

    Returns
    -------
    list of nbformat.NotebookNode
    """
    lists = [place for place, cell in enumerate(cells) if _is_list(cell)]
    if not lists:
        return list(cells)
    last = cells[lists[-1]].outputs[0]
    html = "".join(cells[place].outputs[0].data["text/html"] for place in lists)
    last.data["text/html"] = f'<ol class="sources">{listed(html)}</ol>'
    dropped = {place - step for place in lists[:-1] for step in (0, 1)}
    return [cell for place, cell in enumerate(cells) if place not in dropped]


def listed(html: str) -> str:
    """The entries of several lists in the order of their words, each document once.

    Parameters
    ----------
    html : str
        Lists of sources as ``prose.Notes`` gives them.

    Returns
    -------
    str

    Examples
    --------
    >>> pages = "".join(
    ...     f'<li id="source-a-page-{page}"><cite>Kent, Report, page {page} (May 2024)</cite></li>'
    ...     for page in (12, 3)
    ... )
    >>> listed(pages).removeprefix("<li><cite>Kent, Report (May 2024)</cite>, ")
    'pages <cite id="source-a-page-3">3</cite>, <cite id="source-a-page-12">12</cite></li>'
    """
    once = {found["anchor"]: _place(found["anchor"], found["cited"])
            for found in _ITEM.finditer(html)}  # fmt: skip
    by_words = sorted(once.values(), key=lambda place: markup.plain(place.document).casefold())
    groups = groupby(by_words, key=lambda place: place.document)
    return "".join(_entry(document, [*places]) for document, places in groups)


def _place(anchor: str, cited: str) -> Place:
    """The place is what stands before the date, and at the end of the anchor as well."""
    link = re.fullmatch(r"(?P<open><a [^>]*>)?(?P<words>.*?)(?P<rest></a>.*|)", cited, re.S)
    dated = _DATED.fullmatch(link["words"]) if link else None
    if link is None or dated is None:
        return Place(anchor, cited, "")
    parts = dated["told"].split(", ")
    for start in range(1, len(parts)):
        detail = ", ".join(parts[start:])
        if anchor.endswith("-" + "-".join(markup.plain(detail).replace(",", "").split())):
            words = ", ".join(parts[:start]) + dated["date"]
            return Place(anchor, f"{link['open'] or ''}{words}{link['rest']}", detail)
    return Place(anchor, cited, "")


def _entry(document: str, places: Sequence[Place]) -> str:
    """A document with the places in it that are cited, each of which a link can lead to."""
    whole = [place.anchor for place in places if not place.detail]
    opening = f'<li id="{whole[0]}">' if whole else "<li>"
    said = _told(sorted((place for place in places if place.detail), key=_in_order))
    return f"{opening}<cite>{document}</cite>{''.join(f', {each}' for each in said)}</li>"


def _told(places: Iterable[Place]) -> Iterable[str]:
    """``pages 3, 12`` and what is no page in full."""
    for is_page, group in groupby(places, key=_is_page):
        members = [*group]
        several = "pages" if len(members) > 1 or " " not in members[0].detail else ""
        for number, place in enumerate(members):
            kind, _, rest = place.detail.partition(" ")
            if not is_page:
                yield f'<cite id="{place.anchor}">{place.detail}</cite>'
            else:
                before = f"{several or kind} " if not number else ""
                yield f'{before}<cite id="{place.anchor}">{rest}</cite>'


def _is_page(place: Place) -> bool:
    return place.detail.split(" ")[0] in {"page", "pages"}


def _in_order(place: Place) -> tuple[bool, int, str]:
    number = re.search(r"\d+", place.detail)
    return not _is_page(place), int(number.group()) if number else 0, place.detail


def _is_list(cell: NotebookNode) -> bool:
    outputs = cell.get("outputs", [])
    return bool(outputs) and outputs[0].metadata.get("mscp", {}).get("kind") == "sources"
