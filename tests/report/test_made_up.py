"""The report of a partnership that does not exist says so wherever a reader may look."""

from __future__ import annotations

import csv
import json
import re
from itertools import product
from pathlib import Path

import nbformat
import pytest

from mscp_analysis.report import chapters, ledger
from mscp_analysis.report.pages import page
from mscp_analysis.report.pages.reading import read_back
from mscp_analysis.report.record import sha256

NOTICE = "Exampleshire does not exist: everything that is told of it here is made up."
CHAPTER = "01_children_and_families.ipynb"
OWN = Path(__file__).parents[2] / "data" / "partnerships" / "exampleshire"


@pytest.fixture(scope="module")
def folder(whole) -> Path:
    """The whole report; only to be read."""
    return whole("exampleshire")


@pytest.fixture(scope="module")
def html(folder: Path) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "ledger.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_page_is_right(html: str, rows) -> None:
    seen = read_back(html)
    assert ledger.faults(seen, rows) == []
    assert len(seen.numbers) > 200
    assert html.count("<svg") >= 5


def test_the_notice_stands_on_the_cover_in_the_title_at_the_chapter_and_below(html: str) -> None:
    seen = read_back(html)
    assert seen.title.startswith(NOTICE)
    shown = re.sub(r"<(title|style)>.*?</\1>", "", html, flags=re.S)
    assert shown.count(NOTICE) == 2 + len(chapters.find())
    header, footer = (re.search(rf"<{tag}>(.*?)</{tag}>", shown, re.S)[1] for tag in TAGS)
    assert header.lstrip().startswith(f'<p class="notice"><strong>{NOTICE}</strong>')
    assert f'<p class="notice">{NOTICE}</p>' in footer
    assert re.search(rf'<main\b[^>]*>\s*<h2 [^>]*>[^<]*</h2>\s*<p class="notice">{NOTICE}', shown)


TAGS = ("header", "footer")


def test_every_printed_page_says_it(html: str) -> None:
    style = re.search(r"<style>(.*?)</style>", html, re.S)[1]
    assert f'@page {{ margin-top: 22mm; @top-center {{ content: "{NOTICE}"; }} }}' in style


def test_each_chapter_of_several_says_it() -> None:
    title = [nbformat.v4.new_markdown_cell(f"# {name}") for name in ("Plans", "Money")]
    both = [nbformat.v4.new_notebook(cells=[cell]) for cell in title]
    cover = dict.fromkeys(("name", "area", "year", "known_at", "status", "real"), "")
    shown = page.render(both, {**cover, "notice": NOTICE})
    assert shown.split("<main")[1].split("</main>")[0].count(NOTICE) == 2
    assert "made up" not in page.render(both, {**cover, "notice": ""})


def test_the_notebooks_and_the_record_say_it(folder: Path) -> None:
    executed = nbformat.read(folder / "notebooks" / CHAPTER, 4)
    assert executed.cells[1].source == f"**{NOTICE}**"
    record = json.loads((folder / "build.json").read_text("utf-8"))
    assert record["made_up"] is True
    for path in sorted((OWN / "published").iterdir()):
        name = f"data/partnerships/exampleshire/published/{path.name}"
        assert record["inputs"][name] == sha256(path)
    assert not any("generator" in name for name in record["inputs"])


def test_the_ledger_says_of_each_number_whether_it_is_made_up(rows) -> None:
    assert len(rows) > 200
    for row in rows:
        real = re.fullmatch(r"E\d{8}", row["area_code"])
        assert row["status"].startswith("made up") != bool(real), row
        made_up = row["release"].startswith("made-up-")
        assert not (real and made_up), row
        if made_up:
            assert "Exampleshire (made up)" in row["sources"], row


def test_what_its_report_printed_stands_beside_what_is_known_now(html: str) -> None:
    words = re.sub(r"<[^>]+>", "|", html.split("What changed since it was printed")[-1])
    row = re.search(r"Child protection plans, Exampleshire, .*?2023-24.*?Made up", words, re.S)
    assert row is not None
    printed, known, apart = re.findall(r"\|([−+]?\d+)\|", row.group())[:3]
    assert int(known) - int(printed) == int(apart.replace("−", "-")) < 0


def test_a_report_of_an_area_that_exists_says_nothing_of_the_kind(built: Path) -> None:
    page = (built / "index.html").read_text("utf-8")
    assert "made up" not in page
    assert 'class="notice"' not in page
    assert json.loads((built / "build.json").read_text("utf-8"))["made_up"] is False
    assert "made up" not in (built / "ledger.csv").read_text("utf-8")


def _luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    wide = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
    parts = [int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_notice_can_be_read_in_light_dark_and_print(html: str) -> None:
    pairs = list(
        zip(
            re.findall(r"--warned: #(\w+);", html),
            re.findall(r"--warning: #(\w+);", html),
            strict=True,
        )
    )
    assert len(pairs) == 3
    for one, other in pairs:
        low, high = sorted(map(_luminance, (one, other)))
        assert (high + 0.05) / (low + 0.05) >= 7
    # Its edge, in the colour of its words, stands out from the band of the cover or from itself.
    for words, band in product([pairs[1][0]], ["0b2a4a", "14181c"]):
        low, high = sorted(map(_luminance, (words, band)))
        assert (high + 0.05) / (low + 0.05) >= 3
