"""Each page on a phone, enlarged, in colours of the reader's own, and on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

# Content beyond the page's edge, but for what scrolls by itself or is cut off on purpose.
BEYOND = """() => [...document.body.querySelectorAll("*")].filter((each) => {
  if (!each.checkVisibility() || each.matches(".skip") || each.closest("svg")) return false;
  const { right, width } = each.getBoundingClientRect();
  const outer = each.parentElement.closest(".table, .picture, thead, .hidden");
  return width > 1 && right > innerWidth + 1 && !outer;
}).map((each) => each.outerHTML.slice(0, 160))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TURN = "open => document.querySelectorAll('details').forEach((each) => { each.open = open; })"
PLAIN = {"media": "screen", "color_scheme": "light", "contrast": "null", "forced_colors": "null"}
# Words in the colour of what is behind them.
UNSEEN = """() => [...document.querySelectorAll("h1, h2, h3, p, a, th, td, summary, dt, dd, li")]
  .filter((each) => each.checkVisibility() && each.textContent.trim()).filter((each) => {
    let behind = each;
    while (behind.parentElement && /, 0\\)$/.test(getComputedStyle(behind).backgroundColor)) {
      behind = behind.parentElement;
    }
    return getComputedStyle(each).color === getComputedStyle(behind).backgroundColor;
  }).map((each) => each.outerHTML.slice(0, 160))"""
FOLDED = """() => [...document.querySelectorAll("details")]
  .filter((each) => ![...each.children].some((child) => !child.matches("summary")
    && child.checkVisibility() && child.getBoundingClientRect().height))
  .map((each) => each.outerHTML.slice(0, 160))"""
# High contrast leaves no greyer text; forced colours leave no shadow that says what scrolls.
LEFT = {
    "contrast": "(() => { const all = getComputedStyle(document.documentElement);"
    "return all.getPropertyValue('--quiet') !== all.getPropertyValue('--text'); })()",
    "forced_colors": "[...document.querySelectorAll('.table')].some((each) => "
    "getComputedStyle(each).backgroundImage !== 'none')",
}


@pytest.fixture(scope="module")
def phone(name, found, browser) -> Iterator[Page]:
    """The page on a phone, opened once: each test sets its folds and its media for itself."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(found(name))
    yield page
    page.close()


@pytest.fixture(params=["a phone", "zoomed by four"])
def narrow(request, address, tab) -> Page:
    """The page on a phone, and 1,280 px enlarged four times, which are 320 px as well."""
    if request.param == "a phone":
        return request.getfixturevalue("phone")
    page = tab(320, 256, device_scale_factor=4)
    page.goto(address)
    return page


def test_page_does_not_scroll_sideways(name, narrow):
    """WCAG 2.2, success criterion 1.4.10."""
    narrow.emulate_media(**PLAIN)
    narrow.evaluate(TURN, True)
    assert narrow.evaluate(BEYOND) == [], f"{name}: these reach beyond its edge"
    assert narrow.evaluate(SIDEWAYS) <= 0, f"{name} scrolls sideways"


def test_wide_tables_scroll_in_their_own_region(name, phone):
    phone.emulate_media(**PLAIN)
    phone.evaluate(TURN, True)
    held = phone.evaluate(
        "[...document.querySelectorAll('table')].filter((each) => each.scrollWidth > 320)"
        ".filter((each) => !/auto|scroll/.test(getComputedStyle(each.closest('.table') "
        "?? document.body).overflowX)).map((each) => each.caption.textContent)"
    )
    assert held == [], f"{name} at 320 px: these tables are wider than the page and do not scroll"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("setting", "wish"), [("contrast", "more"), ("forced_colors", "active")])
def test_words_are_seen_in_colours_that_a_reader_asks_for(name, phone, setting, wish, scheme):
    phone.emulate_media(**PLAIN | {"color_scheme": scheme, setting: wish})
    phone.evaluate(TURN, True)
    assert phone.evaluate(UNSEEN) == [], f"{name}, {setting} {wish}, {scheme}: words nobody sees"
    assert not phone.evaluate(LEFT[setting]), f"{name} does not heed {setting} {wish}, {scheme}"


def test_paper_shows_what_is_folded_and_no_switch(name, phone):
    phone.emulate_media(**PLAIN | {"media": "print"})
    phone.evaluate(TURN, False)
    assert phone.evaluate(FOLDED) == [], f"{name}: these folds stay closed on paper"
    for switch in ("summary", ".skip"):
        assert phone.locator(switch).filter(visible=True).count() == 0, f"{name} prints {switch}"
    assert phone.evaluate("getComputedStyle(document.body).colorScheme") in ("light", "normal")
