"""axe-core on every page, at each width and in each theme: WCAG 2.0 to 2.2, A and AA, and more."""

from __future__ import annotations


def test_page_breaks_no_rule_at_any_width_in_any_theme(name, address, tab, faults):
    """All rules by day; in the dark those of colours, since nothing else changes."""
    page = tab()
    page.goto(address)
    broken = []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            broken += [
                f"{name} at {width} px in {scheme} colours breaks {rule}: {first}"
                for rule, first in faults(page, of_colours_only=scheme == "dark").items()
            ]
    assert broken == []
    assert page.evaluate("look.themed()") == [], f"{name}: the dark theme changes more than colours"
