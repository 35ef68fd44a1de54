"""A part of a real page with a fault put into it breaks the rules for that fault, and no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Put = Callable[[str], str]

CELLS = "<td>more</td>" * 5
BARE = f"<table><caption>Plans</caption>{f'<tr>{CELLS}</tr>' * 5}</table>"
FIELD = '<input type="text">'
SMALL = '<button style="font-size: 8px; padding: 0; border: 0; height: 9px">a</button>'
DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def of(old: str, new: str) -> Put:
    """The page with the first of some words exchanged."""

    def put(html: str) -> str:
        assert old in html, f"{old!r} is no longer on the page: seed the fault elsewhere"
        return html.replace(old, new, 1)

    return put


def more(html: str) -> Put:
    """The page with that at the end of its main part."""
    return of("</main>", f"{html}</main>")


FAULTS: dict[str, tuple[str, Put]] = {
    "picture without alternative": ("image-alt", more(f'<img src="{DOT}">')),
    "drawing without a name": ("svg-img-alt", more('<svg role="img"><path d="M0 0h9v9z"/></svg>')),
    "empty link": ("link-name", more('<p><a href="#main"></a></p>')),
    "faint words": ("color-contrast", more('<p style="color: #999; background: #fff">faint</p>')),
    "faint words in the dark only": (
        "color-contrast",
        of("</style>", "@media (prefers-color-scheme: dark) { .kind { color: #456 } }</style>"),
    ),
    "faint words in a cell": ("color-contrast", of("</style>", "td { color: #aaa }</style>")),
    "faint words in a drawing": ("drawn-text-contrast", of("<text style=", "<text fill='#ccc' x=")),
    "table without headers": ("td-has-header table-header", more(BARE)),
    "row of empty headers": ("empty-table-header", of('<th scope="col">', '<th scope="col"></th>')),
    "skipped level of headings": ("heading-order", more("<h2>One</h2><h5>Four</h5>")),
    "empty heading": ("empty-heading", more("<h3></h3>")),
    "one id twice": ("duplicate-id", more('<p id="twice">a</p><p id="twice">b</p>')),
    "no language": ("html-has-lang", of('<html lang="en-GB">', "<html>")),
    "a language that is none": ("html-lang-valid", of('lang="en-GB"', 'lang="english"')),
    "no title": ("document-title", lambda html: re.sub("<title>.*?</title>", "", html)),
    "zoom forbidden": (
        "meta-viewport",
        of("initial-scale=1", "initial-scale=1, user-scalable=no"),
    ),
    "no main part": (
        "landmark-one-main region",
        lambda html: re.sub("<(/?)main", r"<\1section", html),
    ),
    "words outside every part": ("region", of("<footer", "<p>Words of nowhere.</p><footer")),
    "scrolls but takes no focus": (
        "scrollable-region-focusable",
        lambda html: re.sub(r'(<div class="(table|picture)"[^>]*) tabindex="0"', r"\1", html),
    ),
    "takes focus but has no name": (
        "scroll-region-name",
        lambda html: re.sub(r'(<div class="table"[^>]*) aria-labelledby="[^"]*"', r"\1", html),
    ),
    "field without a label": ("label", more(FIELD)),
    "list with other than items": ("list", more("<ul><p>a</p></ul>")),
    "item without a list": ("listitem", more("<div><li>a</li></div>")),
    "target too small": ("target-size", more(f"<p>{SMALL}{SMALL}</p>")),
    "button without a name": ("aria-command-name", more('<p role="button" tabindex="0"></p>')),
    "role that there is not": ("aria-roles", more('<p role="chart">a</p>')),
    "state that the role has not": ("aria-allowed-attr", more('<p aria-checked="true">a</p>')),
    "skip link to nowhere": ("region skip-link", of('href="#main"', 'href="#gone"')),
}


@pytest.fixture(scope="module")
def part(whole: Callable[[str], Path]) -> str:
    """Of Medway's page the head, the first chart with its figures, and the foot."""
    html = (whole("medway") / "index.html").read_text(encoding="utf-8")
    head = html[: html.index("<nav")]
    chart = re.search(r"<figure>.*?</figure>", html, re.S)[0]
    name = '<h2 id="chapter">A chapter</h2>'
    foot = html[html.index("</main>") :]
    return f'{head}<main id="main" tabindex="-1">{name}{chart}{foot}'


@pytest.fixture(scope="module")
def broken(browser, faults) -> Iterator[Callable[..., dict[str, str]]]:
    """The rules that such a page breaks; one tab shows them all, one after the other."""
    page = browser.new_page(viewport={"width": 320, "height": 900})

    def rules(html: str, scheme: str) -> dict[str, str]:
        page.emulate_media(color_scheme=scheme)
        page.goto("about:blank")
        page.set_content(html)
        return faults(page)

    yield rules
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_part_itself_breaks_no_rule(part, broken, scheme):
    assert broken(part, scheme) == {}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found(part, broken, fault):
    rules, put = FAULTS[fault]
    scheme = "dark" if "dark" in fault else "light"
    found = broken(put(part), scheme)
    assert [*found] == rules.split(), f"{fault} in {scheme} colours: {found}"


def test_what_is_faint_in_the_dark_only_is_not_found_by_day(part, broken):
    _, put = FAULTS["faint words in the dark only"]
    assert broken(put(part), "light") == {}
