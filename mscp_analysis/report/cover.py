"""What stands above a page: who reports, on where and when, as known when, and who agreed to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nbformat import NotebookNode

from mscp_analysis import registers
from mscp_analysis.periods import in_words, last_day
from mscp_analysis.report import chapters, parameters
from mscp_analysis.report.pages import comments
from mscp_analysis.report.review import reviews

NOTICE = "{area} does not exist: everything that is told of it here is made up."
REAL = (
    "Its children, its partnership and its figures were drawn by a generator, to show a report of "
    "which every part is filled. Only the figures of England, regions and other authorities "
    "beside them are as published."
)


def known(request: parameters.Request, notebooks: Iterable[NotebookNode]) -> date | None:
    """The day as at which the figures are known; None where there are no figures.

    Where no date was asked for, it is the day of the newest release that the page uses, and not
    the day of the build: the same figures give the same page.
    """
    days = [fact["as_of"] for notebook in notebooks for fact in chapters.facts(notebook)]
    return request.known_at or max((last_day(day) for day in days if day), default=None)


def cover(request: parameters.Request, known_at: date | None) -> dict[str, str]:
    """What stands above the page: who, where, which year, as known when, and who agreed to it."""
    stands = reviews.of(registers.open(request.area, request.year))
    notice = NOTICE.format(area=request.area.name) if request.made_up else ""
    return {
        "notice": notice,
        "real": REAL if notice else "",
        "name": request.name,
        "area": request.area.name,
        "year": request.year.label,
        "known_at": in_words(known_at) if known_at else "no figures",
        "status": stands.status,
        "comments": comments.counted(stands),
        "signed": comments.signed(stands),
    }
