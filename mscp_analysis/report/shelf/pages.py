"""The list of all reports as pages, one for each order, since no page sorts itself here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2

from mscp_analysis import markup
from mscp_analysis.report.review.reviews import STATUSES
from mscp_analysis.report.shelf.entries import Entry

MARK = '<meta name="generator" content="mscp index">'
"""By which a list is known from any other page of its name."""

_TEMPLATES = Path(__file__).parents[1] / "template"
_MANY = 30
"""Reports from which a list is divided, so that a reader can go to a part of it."""


@dataclass(frozen=True)
class Order:
    """One way of sorting the list.

    Parameters
    ----------
    file : str
        The page that has it.
    column, words : str
        By which column, and what it is called.
    key : callable
        By what a report is sorted; what is equal stands by area, the newest year first.
    part : callable
        In which part of a long list a report stands.
    falls : bool
        Whether the greatest stands first.
    """

    file: str
    column: str
    words: str
    key: Callable[[Entry], Any]
    part: Callable[[Entry], str]
    falls: bool = False


ORDERS = (
    Order("index.html", "area", "Area", lambda e: e.area.casefold(),
          lambda e: e.area[:1].upper()),
    Order("index-by-year.html", "year", "Year", lambda e: -e.year.ends, lambda e: e.year.label,
          falls=True),
    Order("index-by-status.html", "status", "Status", lambda e: [*STATUSES].index(e.stage),
          lambda e: e.stage.capitalize()),
    Order("index-by-date.html", "date", "Figures as known at",
          lambda e: -(e.known_at or date.min).toordinal(),
          lambda e: str(e.known_at.year) if e.known_at else "No figures", falls=True),
)  # fmt: skip
"""The orders in which a reader may have the list, each on a page of its own."""


def page(
    entries: Sequence[Entry], broken: Sequence[tuple[str, str]], order: Order = ORDERS[0]
) -> str:
    """The list in one order as HTML: no script, nothing fetched from anywhere.

    Parameters
    ----------
    entries : sequence of Entry
    broken : sequence of (str, str)
        Folder and reason of each that could not be read.
    order : Order

    Returns
    -------
    str

    Examples
    --------
    >>> "There is no report here yet" in page([], [])
    True
    """
    ordered = sorted(
        entries, key=lambda e: (order.key(e), e.area.casefold(), -e.year.ends, e.place)
    )
    parts = [(part, [*of_it]) for part, of_it in groupby(ordered, order.part)]
    return _template().render(
        mark=MARK,
        entries=ordered,
        parts=parts,
        divided=len(entries) > _MANY,
        broken=broken,
        order=order,
        orders=ORDERS,
        number=len(entries),
        areas=len({entry.area for entry in entries}),
        stages=Counter(entry.stage for entry in entries),
        made_up=any(entry.made_up for entry in entries),
    )


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(_TEMPLATES)
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True)
    environment.filters["day"] = markup.day
    environment.filters["period"] = markup.period
    return environment.get_template("shelf.html.j2")
