"""The comments of reviewers on the page of a draft: beside what they are on, and in one list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from itertools import pairwise

from mscp_analysis import markup
from mscp_analysis.periods import in_words
from mscp_analysis.report.parameters import folder_name
from mscp_analysis.report.review.reviews import Comment, Reviews

LIST = "comments-of-reviewers"
"""Where on the page the list of them is."""

_HEADS = ("Comment", "On", "Reviewer", "Said on", "How it stands", "Decision")
_ABOUT = (
    "This report is not yet published. What reviewers said of a section stands below its heading; "
    "what they said of the whole report, or of a chapter that is not here, stands here. A "
    "published report carries none of it."
)
_HEADING = re.compile(
    r'<h(?P<level>[2-5]) id="[^"]*">(?P<words>.*?)</h(?P=level)>(\n<p class="notice">.*?</p>)?',
    re.S,
)


def counted(reviews: Reviews) -> str:
    """How many comments a draft carries, for its cover; nothing where it carries none.

    Examples
    --------
    >>> counted(Reviews("draft"))
    ''
    """
    number, still = len(reviews.shown), len(reviews.open)
    verb = "is" if still == 1 else "are"
    return f"{number}, of which {still or 'none'} {verb} open" if number else ""


def signed(reviews: Reviews) -> str:
    """Who signed off what is published, a line each; nothing for a draft.

    Examples
    --------
    >>> from datetime import date
    >>> signed(Reviews("published", signed=(("Chief Constable, Kent Police", date(2024, 5, 7)),)))
    'Chief Constable, Kent Police, 7 May 2024'
    >>> signed(Reviews("published"))
    'Not recorded in the register'
    """
    if reviews.stage != "published":
        return ""
    lines = [f"{who}, {in_words(day)}" for who, day in reviews.signed]
    return "\n".join(lines) or "Not recorded in the register"


def beside(html: str, comments: Sequence[Comment]) -> str:
    """A page with each comment below the heading that it is on, and the list of all at its end.

    A comment on a section that this page leaves out stands below the title of its chapter; one
    whose chapter is not there, or that is on the whole report, in the list.

    Parameters
    ----------
    html : str
        The page, as ``page.render`` gives it.
    comments : sequence of Comment
        Those that it carries.

    Returns
    -------
    str

    Examples
    --------
    >>> beside("<main></main>", [])
    '<main></main>'
    """
    if not comments:
        return html
    spots, last = _spots(html), html.rindex("</main>")
    below: dict[int, str] = {}
    for number, comment in enumerate(comments, start=1):
        at = (folder_name(comment.chapter), folder_name(comment.section))
        end = spots.get(at, spots.get((at[0], ""), last))
        on = "" if at in spots else f" on {comment.place}"
        below[end] = below.get(end, "") + _note(number, comment, on)
    below[last] = _list(comments, below.get(last, ""))
    edges = [0, *sorted(below), len(html)]
    parts = [html[start:end] + below.get(end, "") for start, end in pairwise(edges)]
    return "".join(parts)


def _spots(html: str) -> dict[tuple[str, str], int]:
    """By chapter and heading, where on the page that heading ends."""
    spots: dict[tuple[str, str], int] = {}
    title = ""
    for found in _HEADING.finditer(html, max(0, html.find("<main"))):
        name = folder_name(unescape(markup.plain(found["words"])))
        title, head = (name, "") if found["level"] == "2" else (title, name)
        spots.setdefault((title, head), found.end())
    return spots


def _note(number: int, comment: Comment, on: str) -> str:
    """A comment; ``on`` says what it is on, where it does not stand below that heading."""
    standing = "still open" if comment.status == "open" else comment.status
    title = markup.text(f"Comment {comment.id}{on}, {standing}")
    said = f"{markup.text(comment.who)}, {markup.day(comment.said)}"
    decided = f"\n<p>{_decided(comment)}</p>" if comment.decision or comment.answer else ""
    return (
        f'\n<div class="review {comment.status}" role="note" id="review-{number}" '
        f'aria-labelledby="review-{number}-of">\n'
        f'<p class="whose" id="review-{number}-of">{title}</p>\n'
        f"<p>{said}: {markup.text(comment.words)}</p>{decided}\n</div>"
    )


def _decided(comment: Comment) -> str:
    """What was decided, and what was answered."""
    day = f" on {markup.day(comment.decided)}" if comment.decided else ""
    decision = markup.text(comment.decision.capitalize() or "Answer") + day
    return f"{decision}: {markup.text(comment.answer)}" if comment.answer else decision


def _list(comments: Sequence[Comment], loose: str) -> str:
    rows = "".join(_row(number, comment) for number, comment in enumerate(comments, start=1))
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    return (
        f'\n<h2 id="{LIST}">Comments of reviewers</h2>\n<p>{_ABOUT}</p>{loose}\n'
        f'<div class="table" role="group" tabindex="0" aria-labelledby="{LIST}-all">'
        f'<table><caption id="{LIST}-all">All comments</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>\n"
    )


def _row(number: int, comment: Comment) -> str:
    link = f'<a href="#review-{number}">{markup.text(comment.id)}</a>'
    place = markup.text(f"{comment.place[:1].upper()}{comment.place[1:]}")
    who = markup.text(comment.who)
    stands = comment.status.capitalize()
    decision = markup.text(comment.decision.capitalize())
    cells = [place, who, markup.day(comment.said), stands, decision]
    told = "".join(
        f'<td data-label="{head}">{cell}</td>' for head, cell in zip(_HEADS[1:], cells, strict=True)
    )
    return f'<tr><th scope="row">{link}</th>{told}</tr>'
