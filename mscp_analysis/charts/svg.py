"""A drawing as SVG: real text, the page's own font and colours, and no more bytes than it needs."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from mscp_analysis.charts.rules import colours
from mscp_analysis.charts.style import INK

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_INK = ("#000000", INK)
_REFERS = re.compile(r"#([^)\"]+)")
_KEPT = re.compile(r"(?:axes|xtick|ytick)_\d+")
"""Names by which the check for disclosure finds the scale of a drawing."""


def svg_of(figure: Figure) -> str:
    """The figure as SVG: the same bytes each time, in the reader's own font and colours.

    Parameters
    ----------
    figure : matplotlib.figure.Figure

    Returns
    -------
    str
        Its text is text, black is the colour of the page's text, and the others are named, so
        that the page can set them.
    """
    text = re.sub(r"font-family: [^;\"]*;? ?", "", slim(_drawn(figure)))
    for name, colour in colours().items():
        text = re.sub(colour, f"var(--chart-{name}, {colour})", text, flags=re.I)
    for ink in _INK:
        text = text.replace(ink, "currentColor")
    return text


def _drawn(figure: Figure) -> str:
    """The figure as Matplotlib writes it, laid out once.

    Saving a figure that has still to be laid out draws all of it a second time to no purpose,
    which is a quarter of the time.
    """
    drawn, canvas = io.StringIO(), FigureCanvasSVG(figure)
    layout = figure.get_layout_engine()
    if layout is not None:
        layout.execute(figure)
        figure.set_layout_engine("none")
    canvas.print_svg(drawn, metadata={"Date": None, "Creator": None, "Format": None})
    return drawn.getvalue()


def alone(svg: str, alt: str) -> str:
    """A drawing for a file of its own, which has no page to take a font and colours from.

    Parameters
    ----------
    svg : str
        As ``svg_of`` gives it.
    alt : str
        What it shows, in words.

    Returns
    -------
    str
        With colours as they are in print, a white ground, and its size in points.

    Examples
    --------
    >>> mark = '<path fill="var(--chart-main, #12436d)"/>'
    >>> alone(f'<svg xmlns="{_SVG}" viewBox="0 0 9 8">{mark}</svg>', "A line.")[-92:]
    '<title>A line.</title><rect width="9" height="8" fill="#fff" /><path fill="#12436d" /></svg>'
    """
    text = re.sub(r"var\(--[\w-]+, ([^)]+)\)", r"\1", svg).replace("currentColor", INK)
    root = ElementTree.fromstring(text)
    width, height = root.attrib["viewBox"].split()[2:]
    root.attrib |= {"width": f"{width}pt", "height": f"{height}pt", "font-family": "sans-serif"}
    root.insert(0, ElementTree.Element(f"{{{_SVG}}}rect", width=width, height=height, fill="#fff"))
    title = ElementTree.Element(f"{{{_SVG}}}title")
    title.text = alt
    root.insert(0, title)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)


def slim(svg: str) -> str:
    r"""The same picture without what nobody sees: comments, groups and names.

    Parameters
    ----------
    svg : str
        As Matplotlib writes it.

    Returns
    -------
    str
        Every pixel of it is the same.

    Examples
    --------
    >>> slim(f'<svg xmlns="{_SVG}"><g id="patch_1"><path d="M 0 9 L 1 9"/></g></svg>')
    '<svg xmlns="http://www.w3.org/2000/svg" style="..."><path d="M 0 9 L 1 9" /></svg>'
    """
    root = ElementTree.fromstring(svg)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.set("style", "stroke-linejoin: round; stroke-linecap: butt")
    named: dict[str, str] = {}
    for value in (value for part in root.iter() for value in part.attrib.values()):
        for name in _REFERS.findall(value) if "url(#" in value or value[:1] == "#" else ():
            named.setdefault(name, f"p{len(named) + 1}")
    _thin(root, named)
    # Anew each time: programs that write workbooks give the prefixes to names of their own.
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    return ElementTree.tostring(root, encoding="unicode")


def _thin(part: ElementTree.Element, named: dict[str, str]) -> None:
    """Rename and unwrap everything below one part, deepest first."""
    if not part.tag.endswith("}text"):
        part.text = None
    for child in part:
        child.tail = None
        _thin(child, named)
    part[:] = [kept for child in part for kept in _worth(child)]
    if not _KEPT.fullmatch(part.attrib.get("id", "")):
        name = named.get(part.attrib.pop("id", ""))
        part.attrib |= {"id": name} if name else {}
    for key, value in part.attrib.items():
        if key.endswith("href") or "url(#" in value:
            part.set(key, _REFERS.sub(lambda found: f"#{named[found[1]]}", value))
        elif key == "d":
            part.set(key, " ".join(value.split()))
    if part.get("transform", "").startswith("rotate(-0 "):
        del part.attrib["transform"]


def _worth(part: ElementTree.Element) -> list[ElementTree.Element]:
    """What is left of a part: itself, what it only wraps, or nothing where it draws nothing."""
    kind = part.tag.rpartition("}")[2]
    if kind in ("metadata", "style") or (kind == "path" and part.get("style") == "fill: none"):
        return []
    if kind in ("g", "defs") and (len(part) == 0 or (kind == "g" and not part.attrib)):
        return list(part)
    return [part]
