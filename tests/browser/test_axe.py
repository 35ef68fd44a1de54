"""axe-core on every page, at each width and in each theme: WCAG 2.0 to 2.2, A and AA, and more."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_page_breaks_no_rule(name, address, width, scheme, tab, faults):
    page = tab(width, color_scheme=scheme)
    page.goto(address)
    broken = [
        f"{name} at {width} px in {scheme} colours breaks {rule}: {first}"
        for rule, first in faults(page).items()
    ]
    assert broken == []
