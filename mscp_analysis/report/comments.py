"""The comments of reviewers on the page of a draft: beside what they are on, and in one list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from mscp_analysis import markup
from mscp_analysis.periods import in_words
from mscp_analysis.report.parameters import folder_name
from mscp_analysis.report.reviews import Comment, Reviews

LIST = "comments-of-reviewers"
"""Where on the page the list of them is."""

_HEADS = ("Comment", "On", "Of", "Said on", "How it stands", "Decision")
_ABOUT = (
    "This report is not yet published. What reviewers said of it stands below the heading that it "
    "is on; what is on the whole report, or on a section that is not here, stands below. A "
    "published report carries none of this."
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
    notes = {place: _note(place, comment) for place, comment in enumerate(comments, start=1)}
    spots = _spots(html)
    below: dict[int, list[int]] = {}
    for place, comment in enumerate(comments, start=1):
        at = (folder_name(comment.chapter), folder_name(comment.section))
        if (end := spots.get(at, spots.get((at[0], "")))) is not None:
            below.setdefault(end, []).append(place)
    loose = [place for place in notes if not any(place in each for each in below.values())]
    listed = _list(comments, [notes[place] for place in loose])
    parts, done = [], 0
    for end in sorted(below):
        parts += [html[done:end], *(notes[place] for place in below[end])]
        done = end
    head, tail = html[done:].rsplit("</main>", 1)
    return "".join([*parts, head, listed, "</main>", tail])


def _spots(html: str) -> dict[tuple[str, str], int]:
    """By chapter and heading, where on the page that heading ends."""
    spots: dict[tuple[str, str], int] = {}
    title = ""
    for found in _HEADING.finditer(html, max(0, html.find("<main"))):
        name = folder_name(unescape(markup.plain(found["words"])))
        title, head = (name, "") if found["level"] == "2" else (title, name)
        spots.setdefault((title, head), found.end())
    return spots


def _note(place: int, comment: Comment) -> str:
    who = markup.text(f"Comment {comment.id} on {comment.place}, {_standing(comment)}")
    said = f"{markup.text(comment.who)}, {markup.day(comment.said)}"
    decided = f"\n<p>{_decided(comment)}</p>" if comment.decision or comment.answer else ""
    return (
        f'\n<div class="review {comment.status}" role="note" id="review-{place}" '
        f'aria-labelledby="review-{place}-of">\n<p class="whose" id="review-{place}-of">{who}</p>\n'
        f"<p>{said}: {markup.text(comment.words)}</p>{decided}\n</div>"
    )


def _standing(comment: Comment) -> str:
    return "still open" if comment.status == "open" else comment.status


def _decided(comment: Comment) -> str:
    """What was decided, and what was answered."""
    day = f" on {markup.day(comment.decided)}" if comment.decided else ""
    decision = markup.text(comment.decision.capitalize() or "Answer") + day
    return f"{decision}: {markup.text(comment.answer)}" if comment.answer else decision


def _list(comments: Sequence[Comment], loose: Sequence[str]) -> str:
    rows = "".join(_row(place, comment) for place, comment in enumerate(comments, start=1))
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    return (
        f'\n<h2 id="{LIST}">Comments of reviewers</h2>\n<p>{_ABOUT}</p>{"".join(loose)}\n'
        f'<div class="table" role="group" tabindex="0" aria-labelledby="{LIST}-all">'
        f'<table><caption id="{LIST}-all">All comments</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>\n"
    )


def _row(place: int, comment: Comment) -> str:
    link = f'<a href="#review-{place}">{markup.text(comment.id)}</a>'
    place_of, who = markup.text(comment.place), markup.text(comment.who)
    stands = comment.status.capitalize()
    decision = markup.text(comment.decision.capitalize())
    cells = [place_of, who, markup.day(comment.said), stands, decision]
    told = "".join(
        f'<td data-label="{head}">{cell}</td>' for head, cell in zip(_HEADS[1:], cells, strict=True)
    )
    return f'<tr><th scope="row">{link}</th>{told}</tr>'
