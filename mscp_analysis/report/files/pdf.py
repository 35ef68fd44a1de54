"""The page as a PDF for everyone: tagged as PDF/UA-1 asks, with bookmarks and page numbers.

It is made in a process of its own, beside what else a build still does: run as a program, this
module is that process.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from mscp_analysis.report.files import paper

NAME = "annual-report.pdf"
HOW = (
    "There is no PDF, since WeasyPrint finds no Pango here; on Debian or Ubuntu: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)

_PROGRAM = [sys.executable, "-P", "-m", __name__]
_PACKAGE_ROOT = Path(__file__).resolve().parents[3]


class Press:
    """A process that makes PDFs, one after the other.

    Parameters
    ----------
    process : subprocess.Popen
        As :func:`press` starts it.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    @cached_property
    def is_ready(self) -> bool:
        """Whether it can make any: who asks waits until it has imported what it needs."""
        assert self.process.stdout is not None
        return self.process.stdout.readline() == "ready\n"

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
    path = [str(_PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    with subprocess.Popen(
        _PROGRAM,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
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

    _compress_quickly()
    html = paper.for_paper(page.read_text(encoding="utf-8"))
    only_fonts = URLFetcher(allowed_protocols={"file"})
    how: dict[str, Any] = {"pdf_variant": "pdf/ua-1"}
    laid_out = HTML(string=html, url_fetcher=only_fonts).render(**how)
    taken = len(laid_out.pages)
    if sides and taken > sides:
        raise ValueError(
            f"{page.name} takes {taken} sides of paper and may take {sides}: say less, "
            "or in fewer words, in what the registers hold for it."
        )
    laid_out.write_pdf(target, finisher=_with_scopes, **how)


def _with_scopes(_: Any, pdf: Any) -> None:
    """Say of each heading of a table whether it is a column's or a row's.

    WeasyPrint gives each its place as ``ID``: number of the table, row and column.
    """
    for part in pdf.objects:
        if isinstance(part, dict) and part.get("S") == "/TH" and "ID" in part:
            row = str(part["ID"].string).split("-")[-2]
            part["A"]["Scope"] = "/Column" if row == "0" else "/Row"


def _list_sides_once() -> None:
    """Keep the list of all sides, which pydyf would write out again for each of 20,000 tags."""
    import pydyf

    listed = cache(lambda sides: tuple(f"{side} 0 R".encode("ascii") for side in sides))
    pydyf.PDF.page_references = property(lambda pdf: listed(tuple(pdf.pages["Kids"][::3])))


def _compress_quickly() -> None:
    """Compress as programs usually do, and not as well as can be: that takes five times as long."""
    import pydyf

    pydyf.zlib = SimpleNamespace(
        compress=zlib.compress, compressobj=lambda level: zlib.compressobj()
    )


def _main() -> int:
    gc.disable()  # It makes a million objects, and looking for those to drop doubles the time.
    try:
        import weasyprint  # noqa: F401
    except OSError:
        print("missing", flush=True)
        return 0
    _list_sides_once()
    print("ready", flush=True)
    for page in iter(sys.stdin.readline, ""):
        target, sides = (sys.stdin.readline().rstrip("\n") for _ in range(2))
        write(Path(page.rstrip("\n")), Path(target), int(sides))
    sys.stdout.flush()
    os._exit(0)  # To take a million objects apart one by one takes a tenth of the time.


if __name__ == "__main__":
    sys.exit(_main())
