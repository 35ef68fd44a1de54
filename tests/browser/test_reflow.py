"""Each page on a phone, enlarged, in colours of the reader's own, and on paper."""

from __future__ import annotations

import pytest

# Content beyond the page's edge, but for what scrolls by itself or is cut off on purpose.
BEYOND = """() => [...document.body.querySelectorAll("*")].filter((each) => {
  if (!each.checkVisibility() || each.matches(".skip") || each.closest("svg")) return false;
  const { right, width } = each.getBoundingClientRect();
  const outer = each.parentElement.closest(".table, .picture, thead, .hidden");
  return width > 1 && right > innerWidth + 1 && !outer;
}).map((each) => each.outerHTML.slice(0, 160))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPEN = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
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


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(320, 640, 1), (320, 256, 4)], ids=["a phone", "zoomed by four"]
)
def test_page_does_not_scroll_sideways(name, address, tab, width, height, scale):
    """WCAG 2.2, success criterion 1.4.10: 1,280 px enlarged four times are 320 px."""
    page = tab(width, height, device_scale_factor=scale)
    page.goto(address)
    page.evaluate(OPEN)
    assert page.evaluate(BEYOND) == [], f"{name} at {width} px: these reach beyond its edge"
    assert page.evaluate(SIDEWAYS) <= 0, f"{name} at {width} px scrolls sideways"


def test_wide_tables_scroll_in_their_own_region(name, address, tab):
    page = tab(320)
    page.goto(address)
    page.evaluate(OPEN)
    held = page.evaluate(
        "[...document.querySelectorAll('table')].filter((each) => each.scrollWidth > 320)"
        ".filter((each) => !/auto|scroll/.test(getComputedStyle(each.closest('.table') "
        "?? document.body).overflowX)).map((each) => each.caption.textContent)"
    )
    assert held == [], f"{name} at 320 px: these tables are wider than the page and do not scroll"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("setting", "wish"), [("contrast", "more"), ("forced_colors", "active")])
def test_words_are_seen_in_colours_that_a_reader_asks_for(
    name, address, tab, setting, wish, scheme
):
    page = tab(320, color_scheme=scheme, **{setting: wish})
    page.goto(address)
    assert page.evaluate(UNSEEN) == [], f"{name}, {setting} {wish}, {scheme}: words nobody sees"
    assert not page.evaluate(LEFT[setting]), f"{name} does not heed {setting} {wish}, {scheme}"


def test_paper_shows_what_is_folded_and_no_switch(name, address, tab):
    page = tab()
    page.goto(address)
    page.emulate_media(media="print")
    assert page.evaluate(FOLDED) == [], f"{name}: these folds stay closed on paper"
    for switch in ("summary", ".skip"):
        assert page.locator(switch).filter(visible=True).count() == 0, f"{name} prints {switch}"
    assert page.evaluate("getComputedStyle(document.body).colorScheme") in ("light", "normal")
