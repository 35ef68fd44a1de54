"""With the keyboard alone: what can be reached, seen, opened, closed and left again."""

from __future__ import annotations

import csv
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

# What the page itself tells of each stop once a key is up: the browser has scrolled to it by then.
# A ring is seen where it is drawn in two colours, one of which differs from any ground, and where
# nothing else lies over what it surrounds.
WATCH = """() => {
  const takers = "a[href], summary, button, input, select, textarea, [tabindex='0']";
  const folds = [...document.querySelectorAll("details")];
  folds.forEach((each) => { each.open = true; });
  const all = [...document.querySelectorAll(takers)].filter((each) => each.checkVisibility());
  folds.forEach((each) => { each.open = false; });
  const said = (each) => each.outerHTML.replace(/\\s+/g, " ").slice(0, 160);
  const isSeen = (each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    const isDrawn = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    return isDrawn && boxShadow !== "none" && [...each.getClientRects()].some((box) => {
      const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
      const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
      const there = document.elementFromPoint(x, y);
      return there && (each.contains(there) || there.contains(each));
    });
  };
  globalThis.stops = { all, said, reached: new Set(), hidden: [], turned: new Map() };
  // Space turns a fold a moment after the key is up: each turn is counted when it comes.
  new MutationObserver((turns) => turns.forEach(({ target }) => {
    stops.turned.set(target, (stops.turned.get(target) ?? 0) + 1);
  })).observe(document.body, { subtree: true, attributeFilter: ["open"] });
  document.addEventListener("keyup", ({ key }) => {
    const now = document.activeElement;
    if (key !== "Tab" || stops.reached.has(now)) return;
    stops.reached.add(now);
    if (!isSeen(now)) stops.hidden.push(said(now));
  });
  return all.map((each) => each.matches("summary"));
}"""
MISSED = "stops.all.filter((each) => !stops.reached.has(each)).map(stops.said)"
STUCK = """async () => {
  await new Promise((go) => setTimeout(go, 200));
  return stops.all.filter((each) => each.matches("summary")).map((each) => each.parentElement)
    .filter((fold) => stops.turned.get(fold) !== 3 || !fold.open)
    .map((fold) => [stops.turned.get(fold), fold.open, stops.said(fold)]);
}"""
UNSOURCED = """() => {
  const isSource = (link) => /^#source-/.test(link?.getAttribute("href") ?? "")
    && document.getElementById(link.hash.slice(1))?.textContent.trim();
  const tables = new Map();
  // What stands below the table, or below the fold in which it is; not what is below another.
  const below = (table) => {
    for (let next = table.nextElementSibling; next; next = next.nextElementSibling) {
      if (next.matches(".table, figure, h2, h3, h4")) return false;
      if ([...next.querySelectorAll("a[href^='#source-']")].some(isSource)) return true;
    }
    const fold = table.parentElement.closest("details");
    return Boolean(fold) && below(fold);
  };
  const isTold = (number) => {
    if (isSource(number.closest("a"))) return true;
    const table = number.closest(".table");
    if (table && !tables.has(table)) tables.set(table, below(table));
    return tables.get(table);
  };
  return [...document.querySelectorAll("main data")].filter((each) => !isTold(each))
    .map((each) => each.dataset.fact);
}"""


def pressed(page, key: str, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def test_the_first_stop_skips_to_the_main_part(name, address, tab):
    page = tab(320)
    page.goto(address)
    pressed(page, "Tab")
    box = page.locator(":focus").bounding_box()
    assert page.evaluate("document.activeElement.className") == "skip", name
    assert box["x"] >= 0, f"{name}: the skip link stays out of sight: {box}"
    assert box["y"] >= 0
    pressed(page, "Enter")
    assert page.evaluate("document.activeElement.id") == "main", name
    pressed(page, "Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null"), (
        f"{name}: after the skip link the next stop is outside the main part"
    )


def test_every_stop_is_reached_and_seen_and_every_fold_opens_and_closes(kind, found, tab):
    """One walk through the whole page, with no more presses than stops: a trap would show."""
    name, page = kind, tab()
    page.goto(found(kind))
    for is_fold in page.evaluate(WATCH):
        for key in ("Tab", "Enter", "Space", "Enter") if is_fold else ("Tab",):
            page.keyboard.press(key)
    assert page.evaluate(MISSED) == [], f"{name}: Tab does not reach these"
    assert page.evaluate("stops.hidden") == [], f"{name}: the focus is not seen on these"
    assert page.evaluate(STUCK) == [], f"{name}: these do not open and close"


def test_a_wide_table_scrolls_by_the_arrows_and_lets_go(report, found, tab):
    page = tab(320)
    page.goto(found(report))
    wide = page.evaluate_handle(
        "[...document.querySelectorAll('[tabindex=\"0\"]')].find((each) => "
        "each.checkVisibility() && each.scrollWidth > each.clientWidth + 40)"
    ).as_element()
    assert wide, f"{report}: no table scrolls at 320 px any more"
    wide.focus()
    pressed(page, "ArrowRight")
    page.wait_for_function("each => each.scrollLeft > 0", arg=wide, timeout=5000)
    pressed(page, "Tab")
    assert not wide.evaluate("each => each === document.activeElement"), f"{report}: a trap"


def test_every_number_leads_to_its_source(report, found, tab):
    """In a sentence by itself, in a table by what stands below it.

    What a report counts of itself, such as its parts that are filled, has no source but itself;
    the ledger beside it says so.
    """
    page = tab()
    page.goto(found(report))
    ledger = Path(url2pathname(urlsplit(found(report)).path)).with_name("ledger.csv")
    with ledger.open(encoding="utf-8", newline="") as file:
        of_itself = {row["key"] for row in csv.DictReader(file) if not row["sources"]}
    astray = {*page.evaluate(UNSOURCED)} - of_itself
    assert astray == set(), f"{report}: these numbers lead to no source"


def test_a_number_opens_to_what_it_is_of_and_to_its_source(report, found, tab):
    """On focus the page says what, where, when and from which release; Enter leads there."""
    page = tab(320)
    page.goto(found(report))
    number = page.locator("main p > a.fact, main li > a.fact").first
    said = number.get_attribute("title")
    told = "each => getComputedStyle(each, '::after').content"
    assert number.evaluate(told) == "none", f"{report}: a number is open before it is reached"
    number.focus()
    pressed(page, "Shift+Tab")
    pressed(page, "Tab")
    assert said in number.evaluate(told).replace('\\"', '"'), f"{report}: {said}"
    pressed(page, "Enter")
    source = page.locator(number.get_attribute("href").replace(".", "\\."))
    assert source.evaluate("each => each.matches(':target')")
    box = source.bounding_box()
    assert 0 <= box["y"] < 900, f"{report}: {said} is not brought into sight: {box}"
    pressed(page, "Tab")
    assert page.evaluate(
        "each => each.compareDocumentPosition(document.activeElement) & "
        "(Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY)",
        source.element_handle(),
    )
