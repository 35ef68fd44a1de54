"""Every page is whole in itself: opening it asks for nothing, and nothing on it is a program."""

from __future__ import annotations

FETCHED = """() => [...document.querySelectorAll("*")].flatMap((each) => [...each.attributes]
    .filter(({ name, value }) => /^on/i.test(name) || /^\\s*javascript:/i.test(value)
      || (/^(src|srcset|poster|data|background|action|formaction|ping)$/i.test(name))
      || (/^(xlink:)?href$/i.test(name) && !/^(a|area)$/i.test(each.localName)
          && !value.startsWith("#"))
      || /url\\(\\s*["']?(?!#)/i.test(value) || /@import/i.test(value))
    .map(({ name, value }) => `<${each.localName} ${name}="${value.slice(0, 120)}">`))
  .concat([...document.querySelectorAll("script, iframe, object, embed, base, meta[http-equiv]")]
    .map((each) => each.outerHTML.slice(0, 160)))
  .concat([...document.querySelectorAll("style")]
    .flatMap((each) =>
      each.textContent.match(/@import[^;]*|url\\(\\s*["']?[^#"')][^)]*/gi) ?? []))"""
TURNS = [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"media": "print"}]


def test_page_asks_for_nothing_and_runs_nothing(name, address, tab):
    """With scripts forbidden and every request caught, from the head of the page to its foot."""
    page = tab(java_script_enabled=False)
    asked = []
    page.context.route("**/*", lambda route: (asked.append(route.request.url), route.continue_()))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    for turn in TURNS:
        page.emulate_media(**turn)
        page.keyboard.press("End")
        page.wait_for_load_state("networkidle")
    assert {*asked} == {address}, f"{name} asks for more than itself"
    assert page.evaluate(FETCHED) == [], f"{name} holds what fetches or runs something"
    assert page.locator("main").inner_text().strip(), f"{name} shows nothing without a script"
