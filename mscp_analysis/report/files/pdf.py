"""The page as a PDF for everyone: tagged as PDF/UA-1 asks, with bookmarks and page numbers.

It is made in a process of its own, beside what else a build still does: run as a program, this
module is that process.
"""

from __future__ import annotations

import gc
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAME = "annual-report.pdf"
HOW = (
    "There is no PDF, since WeasyPrint finds no Pango here; on Debian or Ubuntu: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)

_PROGRAM = [sys.executable, "-P", __file__]
_STYLE = Path(__file__).parents[1] / "template" / "pdf.css"
_WIDE, _WIDEST = 8, 10
"""Columns from which a table is set smaller, and across the paper if it holds words."""
_SHORT, _BRIEF = 12, 4000
"""Rows, and characters of HTML, up to which a table is kept on one page."""
_FONTS = {
    "DejaVuSans.ttf": ("DejaVu Sans", "normal", "normal"),
    "DejaVuSans-Bold.ttf": ("DejaVu Sans", "bold", "normal"),
    "DejaVuSans-Oblique.ttf": ("DejaVu Sans", "normal", "italic"),
    "DejaVuSans-BoldOblique.ttf": ("DejaVu Sans", "bold", "italic"),
    "DejaVuSansMono.ttf": ("DejaVu Sans Mono", "normal", "normal"),
}
_SVG = re.compile(r"<svg\b.*?</svg>", re.S)
_COLOUR = re.compile(r"var\((--[\w-]+), (#\w+)\)")
_PARTED = re.compile(
    r"<tbody>(?P<open>(?:(?!</?tbody>).)*)(?P<end></tbody></table></div>)"
    r'<details class="more(?P<earlier> earlier)?">.*?<tbody>(?P<more>.*?)(?P=end)</details>',
    re.S,
)
_WORDS = re.compile(r'<td(?! class="number")[^>]*>[^<]')
_TABLE = re.compile(
    r'<div class="table"(?P<about>[^>]*)><table(?: class="(?P<full>full)")?>'
    r"(?P<inner>.*?<thead>(?P<heads>.*?)</thead>.*?)"
    r'</table></div>(?P<foot><div class="foot)?',
    re.S,
)


class Press:
    """A process that makes PDFs, one after the other.

    Parameters
    ----------
    process : subprocess.Popen
        As :func:`press` starts it.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.is_ready = process.stdout.readline() == "ready\n"

    def start(self, page: Path, target: Path, sides: int = 0) -> None:
        """Begin to make the PDF of a page, on so many sides at most, and come back at once."""
        if self.is_ready:
            assert self.process.stdin is not None
            self.process.stdin.write(f"{page}\n{target}\n{sides}\n")
            self.process.stdin.flush()

    def finish(self) -> None:
        """Wait for all that were begun.

        Raises
        ------
        ValueError
            If one could not be made, with what WeasyPrint said.
        """
        said = self.process.communicate()[1].strip().splitlines()
        if self.is_ready and self.process.returncode:
            why = said[-1].removeprefix("ValueError: ").rstrip(".") if said else "no reason given"
            raise ValueError(f"The PDF could not be made: {why}.")


@contextmanager
def press() -> Iterator[Press]:
    """Start a process that can make a PDF, and end it whatever happens.

    Yields
    ------
    Press
        Where the libraries that WeasyPrint needs are absent, one that is not ready and makes
        nothing; ``HOW`` says how to get them.
    """
    with subprocess.Popen(
        _PROGRAM,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield Press(process)
        finally:
            process.kill()


def for_paper(html: str) -> str:
    """A page as WeasyPrint needs it to say and show the same on paper.

    It knows no ``var()`` in a drawing, takes the drawing's title for its text alternative, and
    cannot scroll: a table with many columns is set smaller. What is folded on a screen is whole.

    Parameters
    ----------
    html : str
        The page.

    Returns
    -------
    str

    Examples
    --------
    >>> for_paper('<svg><title>T</title><desc>It fell.</desc><a fill="var(--c, #123)"/></svg>')[31:]
    '<title>It fell.</title><desc>It fell.</desc><a fill="#123"/></svg>'
    """
    colours = dict(re.findall(r"(--chart-\w+): (#\w+)", html))
    html = _SVG.sub(lambda found: _drawn(found[0], colours), unfolded(html))
    # What only a screen needs costs a tenth of the time on paper.
    html = re.sub(r"^.*:has\(.*\n", "", _TABLE.sub(_sized, html), flags=re.M)
    style = _faces() + _STYLE.read_text(encoding="utf-8")
    return html.replace("</style>", f"{style}</style>", 1)


def unfolded(html: str) -> str:
    """The page with each table in one piece, and its rows in their order.

    A screen folds the last rows of a long table away, but of a series the earlier years. This
    stands here and not beside what folds them, since the process that makes a PDF runs this
    file alone.

    Parameters
    ----------
    html : str
        The page.

    Returns
    -------
    str

    Examples
    --------
    >>> end = "</tbody></table></div>"
    >>> more = f'<details class="more earlier"><table><tbody>2022 {end}</details>'
    >>> unfolded(f"<div><table><tbody>2023 {end}{more}")
    '<div><table><tbody>2022 2023 </tbody></table></div>'
    """
    return _PARTED.sub(_in_one, html)


def _in_one(found: re.Match[str]) -> str:
    parts = (found["open"], found["more"])
    return f"<tbody>{''.join(reversed(parts) if found['earlier'] else parts)}{found['end']}"


def _drawn(svg: str, colours: Mapping[str, str]) -> str:
    """A drawing with colours of its own, whose title is what it shows."""
    svg = _COLOUR.sub(lambda use: colours.get(use[1], use[2]), svg)
    said = re.search(r"<desc\b[^>]*>(.*?)</desc>", svg, re.S)
    words = said[1] if said else ""
    svg = re.sub(r"(<title\b[^>]*>).*?(?=</title>)", lambda at: at[1] + words, svg, flags=re.S)
    return svg.replace("<svg", '<svg font-family="DejaVu Sans"', 1)


def _sized(found: re.Match[str]) -> str:
    """Many columns are set smaller, or across the paper; few rows are kept on one page."""
    columns, inner = found["heads"].count("<th"), found["inner"]
    is_short = inner.count("<tr") <= _SHORT and len(inner) <= _BRIEF * columns
    names = " ".join(filter(None, [found["full"], "wide" * (columns >= _WIDE), "short" * is_short]))
    across = " widest" * (columns >= _WIDEST and _WORDS.search(inner) is not None)
    foot = f"{found['foot']}{across}" if found["foot"] else ""
    # In a cell they look like all else, and each takes as long as a paragraph.
    inner = re.sub(r"</?(?:data|time|span|abbr)\b[^>]*>", "", inner)
    return (
        f'<div class="table{across}"{found["about"]}><table class="{names}">{inner}</table></div>'
        f"{foot}"
    )


def write(page: Path, target: Path, sides: int = 0) -> None:
    """Make the PDF of a page: the same bytes for the same page.

    Parameters
    ----------
    page : pathlib.Path
        The page; nothing that it names is fetched.
    target : pathlib.Path
        The file to write.
    sides : int, optional
        On at most how many sides of paper; left out, on any number.

    Raises
    ------
    OSError
        If Pango is absent.
    ValueError
        If the page takes more sides.
    """
    from weasyprint import HTML, URLFetcher

    html = for_paper(page.read_text(encoding="utf-8"))
    only_fonts = URLFetcher(allowed_protocols={"file"})
    how: dict[str, Any] = {"pdf_variant": "pdf/ua-1"}
    paper = HTML(string=html, url_fetcher=only_fonts).render(**how)
    if sides and len(paper.pages) > sides:
        raise ValueError(
            f"{page.name} takes {len(paper.pages)} sides of paper and may take {sides}: say less, "
            "or in fewer words, in what the registers hold for it."
        )
    paper.write_pdf(target, finisher=_with_scopes, **how)


def _faces() -> str:
    """The fonts that come with Matplotlib, in which its charts were laid out."""
    found = importlib.util.find_spec("matplotlib")
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
    return "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f'src: url("{(folder / name).as_uri()}"); }}\n'
        for name, (family, weight, style) in _FONTS.items()
    )


def _with_scopes(_: Any, pdf: Any) -> None:
    """Say of each heading of a table whether it is a column's or a row's.

    WeasyPrint gives each its place as ``ID``: number of the table, row and column.
    """
    for part in pdf.objects:
        if isinstance(part, dict) and part.get("S") == "/TH" and "ID" in part:
            row = str(part["ID"].string).split("-")[-2]
            part["A"]["Scope"] = "/Column" if row == "0" else "/Row"


def _main() -> int:
    gc.disable()  # It makes a million objects, and looking for those to drop doubles the time.
    try:
        import weasyprint  # noqa: F401
    except OSError:
        print("missing", flush=True)
        return 0
    print("ready", flush=True)
    for page in iter(sys.stdin.readline, ""):
        target, sides = (sys.stdin.readline().rstrip("\n") for _ in range(2))
        write(Path(page.rstrip("\n")), Path(target), int(sides))
    return 0


if __name__ == "__main__":
    sys.exit(_main())
