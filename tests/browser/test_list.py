"""The list of all reports in a browser: short and long, in each order, with the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscp_analysis.periods import ReportingYear
from mscp_analysis.report import shelf

AREAS = ("Exampleshire", "Kent", "Medway", "Bournemouth, Christchurch and Poole")
FILES = ("annual-report.pdf", "tables.xlsx", "young-people.html")
STAGES = ("draft", "for scrutiny", "published")


def entries(number: int) -> list[shelf.Entry]:
    """So many reports of four areas, one of them made up."""
    return [
        shelf.Entry(
            place=f"area-{n % 4}/{year}", area=AREAS[n % 4], name="Partnership", year=year,
            stage=STAGES[n % 3], known_at=year.end, published=year.end if n % 3 == 2 else None,
            asked=n == 1, made_up=n % 4 == 0, open=n % 5, files=FILES,
        )
        for n in range(number) for year in [ReportingYear(2024 - n // 4)]
    ]  # fmt: skip


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The folder of a short list and of one that is divided into parts."""
    folders = {}
    for number in (3, 40):
        folders[number] = tmp_path_factory.mktemp(f"list-of-{number}")
        broken = [("kent/2019-20", "it has no page")] * (number == 3)
        for order in shelf.ORDERS:
            html = shelf.page(entries(number), broken, order)
            (folders[number] / order.file).write_text(html, encoding="utf-8")
    return folders


@pytest.mark.parametrize("number", [3, 40])
def test_it_breaks_no_rule(number, lists, tab, faults):
    for width in (1280, 320):
        for scheme in ("light", "dark"):
            page = tab(width, color_scheme=scheme)
            page.goto((lists[number] / "index-by-status.html").as_uri())
            assert faults(page) == {}, f"{number} reports at {width} px in {scheme} colours"
            beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(beyond) == 0


def test_the_keyboard_alone_sorts_it_and_goes_to_a_part(lists, tab):
    page = tab(java_script_enabled=False)
    page.goto((lists[40] / "index.html").as_uri())
    for key in ["Tab"] * 3 + ["Enter"]:  # Past the skip link and the order that it has.
        page.keyboard.press(key)
    page.wait_for_url("**/index-by-year.html")
    assert page.locator("th[aria-sort]").first.inner_text() == "Year"
    for key in ["Tab"] * 7 + ["Enter"]:  # The four orders, then the years.
        page.keyboard.press(key)
    assert page.url.endswith("#part-2")
    assert page.locator("h2:target").inner_text() == "2022-23"
    assert page.locator("h2:target").bounding_box()["y"] < 900
