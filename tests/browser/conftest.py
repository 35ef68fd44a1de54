"""A real browser, the pages that it opens, and what axe-core and a few rules of our own find."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from mscp_analysis.report import differences, shelf

HOW = (
    "No Chromium was found, so that no page can be looked at: install it with "
    "'apt-get install chromium' on Debian, or 'python -m playwright install chromium'."
)
Whole = Callable[..., Path]
YOUNG = "young-people.html"
LAST_YEAR = ("medway", "2022-23", "01_")


def listed(whole: Whole) -> Path:
    """The list of the reports that are built."""
    return shelf.write(whole("medway").parents[1])


def compared(whole: Whole) -> Path:
    """What differs between this year's report and the first chapter of last year's."""
    both = [whole(*LAST_YEAR), whole("medway")]
    page = both[0].with_name(f"differences-{os.getpid()}.html")
    return differences.publish(*map(differences.built.read, both), page)


PAGES: dict[str, Callable[[Whole], Path]] = {
    "Medway's report": lambda whole: whole("medway") / "index.html",
    "Exampleshire's report": lambda whole: whole("exampleshire") / "index.html",
    "Medway's page for young people": lambda whole: whole("medway") / YOUNG,
    "Exampleshire's page for young people": lambda whole: whole("exampleshire") / YOUNG,
    "the list of reports": listed,
    "the page of differences": compared,
}
"""Every kind of page that a reader may open: how each is found among the reports built."""
REPORTS = ("Medway's report", "Exampleshire's report")

LOOK = (Path(__file__).parent / "look.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def found(whole: Whole) -> Callable[[str], str]:
    """The address of a page by its name; the reports that it is found among are built by then."""
    for report in (("medway",), ("exampleshire",), LAST_YEAR):
        whole(*report)
    return cache(lambda name: PAGES[name](whole).as_uri())


@pytest.fixture(scope="module", params=PAGES)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=REPORTS)
def report(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=[each for each in PAGES if each != REPORTS[1]])
def kind(request: pytest.FixtureRequest) -> str:
    """A page of each kind, for what takes long: both reports are of one template."""
    return request.param


@pytest.fixture
def address(name: str, found: Callable[[str], str]) -> str:
    return found(name)


def executable(playwright: Playwright) -> str | None:
    """The system's own Chromium, or the one that Playwright has fetched."""
    names = ("chromium", "chromium-browser", "google-chrome")
    fetched = playwright.chromium.executable_path
    found = [path for path in map(shutil.which, names) if path]
    return next(iter([*found, *([fetched] if Path(fetched).exists() else [])]), None)


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = executable(playwright)
        if path is None and os.environ.get("CI"):
            pytest.fail(HOW)
        if path is None:
            pytest.skip(HOW)
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        arguments = ["--no-sandbox"] if root else []
        opened = playwright.chromium.launch(executable_path=path, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def browser(found: Callable[[str], str]) -> Iterator[Browser]:
    """A browser for one file of tests.

    It comes after the reports and goes with the file, since no report can be built in a process
    while Playwright runs an event loop there.
    """
    with launched() as opened:
        yield opened


@pytest.fixture(scope="module")
def desk_browser() -> Iterator[Browser]:
    """A browser for a file of tests that needs no report."""
    with launched() as opened:
        yield opened


@pytest.fixture
def tab(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A new tab of that width; what else is said goes to Playwright's ``new_context``."""
    contexts = []

    def opened(width: int = 1280, height: int = 900, **about: Any) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **about))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def faults() -> Callable[..., dict[str, str]]:
    """Which rules a page breaks or axe-core cannot decide, each with the first offender.

    On request only the rules that look at colours.
    """

    def broken(page: Page, of_colours_only: bool = False) -> dict[str, str]:
        if not page.evaluate("typeof look === 'object'"):
            page.evaluate(AXE_SCRIPT)
            page.evaluate(LOOK)
        return page.evaluate("ofColoursOnly => look.faults(ofColoursOnly)", of_colours_only)

    return broken
