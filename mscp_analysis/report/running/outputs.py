"""What a chart or a table needs before it may stand on a page: words, and where it was read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

_OF_A_CHART = {
    "alt": "text alternative",
    "title": "title that says what is measured",
    "headline": "headline that says what it finds",
    "sources": "source",
}


def check(where: str, output: NotebookNode) -> None:
    """Refuse a chart or a table that lacks its words or its source.

    Parameters
    ----------
    where : str
        Notebook and cell, for the sentence.
    output : nbformat.NotebookNode
        What the cell showed.

    Raises
    ------
    ValueError
        If a chart has no text alternative, title, headline or source, a table no caption, or a
        figure in it no source.
    """
    if "image/svg+xml" in output.data:
        _check_chart(where, output.metadata.get("image/svg+xml", {}))
    _check_tables(where, output.data.get("text/html", ""), output.metadata)


def _check_chart(where: str, said: Mapping[str, Any]) -> None:
    missing = [words for name, words in _OF_A_CHART.items() if not said.get(name)]
    if missing:
        raise ValueError(
            f"{where} shows a chart without a {' and without a '.join(missing)}: show a chart of "
            "this library, of figures with their source."
        )


def _check_tables(where: str, html: str, about: Mapping[str, Any]) -> None:
    """A caption for each table, and a source for each figure in it."""
    captions = re.findall(r"<caption[^>]*>\s*(?:<[^>]*>\s*)*[^<\s]", html)
    if len(captions) < html.count("<table"):
        raise ValueError(f"{where} shows a table without a caption: say what it shows.")
    said = about.get("mscp", {}).get("facts", []) if captions else []
    lost = [fact["title"] for fact in said if fact["value"] is not None and not fact["sources"]]
    if lost:
        raise ValueError(
            f"{where} shows a table with a figure of no source ({lost[0]}): read it from a table "
            "of this library, which says where it was published."
        )
