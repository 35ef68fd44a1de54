"""A chart as part of the page: named, described, and with ids of its own."""

from __future__ import annotations

import re
from html import escape

_NOT_FOR_A_PAGE = re.compile(
    r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>|<style.*?</style>", re.S
)
_ID = re.compile(r'\bid="([^"]*)"')
_TO_ID = re.compile(r'(href="#|url\(#)([^")]+)')
_START = re.compile(r"<svg\b[^>]*>", re.S)
_SIZE = re.compile(r'\s(?:width|height|version|xmlns(?::xlink)?)="[^"]*"')


def inline(svg: str, title: str, alt: str, name: str) -> str:
    """An SVG image to stand inside a page.

    Matplotlib gives the parts of every image the same names, so that on a page with two of them
    the second would borrow the shapes of the first; here each name is given a prefix.

    Parameters
    ----------
    svg : str
        The image as Matplotlib writes it.
    title, alt : str
        What a reader who does not see it is told: what it finds, and what it shows.
    name : str
        Prefix of every id in it, different for each image of the page.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If there is no title or no description.

    Examples
    --------
    >>> inline('<svg width="9pt" viewBox="0 0 9 9"><g id="a"/></svg>', "Plans", "It fell.", "c1")
    '<svg viewBox="0 0 9 9" role="img" aria-labelledby="c1-title c1-desc"><title id="c1-title">...'
    """
    if not title.strip() or not alt.strip():
        raise ValueError(f"The chart {title or name!r} has no title or no text alternative.")
    bare = _NOT_FOR_A_PAGE.sub("", svg).strip()
    own = _TO_ID.sub(rf"\g<1>{name}-\g<2>", _ID.sub(rf'id="{name}-\g<1>"', bare))
    start = _START.search(own)
    if start is None:
        raise ValueError(f"The chart {title!r} is not an SVG image.")
    opening = _SIZE.sub("", start.group())[:-1].rstrip()
    said = (
        f'{opening} role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(alt)}</desc>'
    )
    return said + own[start.end() :]
