"""A long list of reports in a browser: sorted and gone through with the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscp_analysis.periods import ReportingYear
from mscp_analysis.report import shelf

AREAS = ("Exampleshire", "Kent", "Medway", "Bournemouth, Christchurch and Poole")
FILES = ("annual-report.pdf", "tables.xlsx", "young-people.html")
STAGES = ("draft", "for scrutiny", "published")


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a list of forty reports of four areas, and of one that is broken."""
    entries = [
        shelf.Entry(
            place=f"area-{n % 4}/{year}", area=AREAS[n % 4], name="Partnership", year=year,
            stage=STAGES[n % 3], known_at=year.end, published=year.end if n % 3 == 2 else None,
            asked=n == 1, made_up=n % 4 == 0, open=n % 5, files=FILES,
        )
        for n in range(40) for year in [ReportingYear(2024 - n // 4)]
    ]  # fmt: skip
    folder = tmp_path_factory.mktemp("list")
    for order in shelf.ORDERS:
        html = shelf.page(entries, [("kent/2019-20", "it has no page")], order)
        (folder / order.file).write_text(html, encoding="utf-8")
    return folder


def test_a_long_list_breaks_no_rule_and_fits_a_phone(listed, tab, faults):
    for width, scheme in ((1280, "dark"), (320, "light")):
        page = tab(width, color_scheme=scheme)
        page.goto((listed / "index-by-status.html").as_uri())
        assert faults(page) == {}, f"at {width} px in {scheme} colours"
        beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(beyond) == 0


def test_the_keyboard_alone_sorts_it_and_goes_to_a_part(listed, tab):
    page = tab(java_script_enabled=False)
    page.goto((listed / "index.html").as_uri())
    for key in ["Tab"] * 3 + ["Enter"]:  # Past the skip link and the order that it has.
        page.keyboard.press(key)
    page.wait_for_url("**/index-by-year.html")
    assert page.locator("th[aria-sort]").first.inner_text() == "Year"
    for key in ["Tab"] * 7 + ["Enter"]:  # The four orders, then the years.
        page.keyboard.press(key)
    assert page.url.endswith("#part-2")
    assert page.locator("h2:target").inner_text() == "2022-23"
    assert page.locator("h2:target").bounding_box()["y"] < 900
