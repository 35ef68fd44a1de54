"""The page, read back as a reader's software would read it."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from mscp_analysis.report.pages import figures, page
from mscp_analysis.report.pages.reading import read_back


@pytest.fixture(scope="module")
def html(built) -> str:
    return (built / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def seen(html):
    return read_back(html)


def test_says_its_language_title_and_cover(html, seen):
    assert seen.language == "en-GB"
    assert seen.title == "Medway Safeguarding Children Partnership: yearly report 2022-23"
    for words in ("Medway", "2022-23", "31 October 2024", "Draft"):
        assert words in html


def test_asks_nothing_of_any_other_server_and_runs_nothing(html, seen):
    assert seen.loaded == []
    assert seen.scripts == 0
    assert not re.search(r"\bon[a-z]+=|javascript:", html)
    assert seen.links == ["https://example.org/release"]
    assert seen.outside_citations == []


def test_has_one_main_a_skip_link_and_headings_in_order(html, seen):
    assert seen.mains == 1
    assert html.index('href="#main"') < html.index("<header>")
    levels = [level for level, _ in seen.headings]
    assert levels == [1, 2, 2, 3, 3, 2, 3]
    assert seen.broken_links == []
    assert seen.repeated_ids == []


def test_contents_name_every_chapter_and_section(html, seen):
    contents = html[html.index("<nav") : html.index("</nav>")]
    below = [words for level, words in seen.headings if level > 1 and words != "Contents"]
    assert len(below) > 2
    assert [words for words in below if f">{words}</a>" not in contents] == []


def test_shows_no_code(html):
    assert "publish_display_data" not in html
    assert "import io" not in html


def test_every_number_names_its_fact(seen):
    assert {(number.key, number.value, number.shown) for number in seen.numbers} == {
        ("f1", "44.2772", "44.3")
    }
    assert seen.loose_digits == []


def test_every_picture_is_named_and_described(html, seen):
    assert seen.without_alternative == []
    assert html.count("The rate fell and rose again.</desc>") == 2


def test_every_reference_within_a_picture_leads_to_its_own_parts(html):
    pictures = re.findall(r"<svg.*?</svg>", html, re.S)
    assert pictures
    for picture in pictures:
        names = set(re.findall(r'\bid="([^"]+)"', picture))
        referred = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', picture))
        assert referred
        assert {first or second for first, second in referred} <= names


@pytest.mark.parametrize("scheme", [":root", "@media (prefers-color-scheme: dark)"])
def test_text_contrasts_with_its_ground(html, scheme):
    """WCAG 2.2, success criteria 1.4.3 and, for turquoise marks, 1.4.11: 4.5 or 3 to 1."""
    block = html[html.index(scheme) :]
    block = block[: block.index("}")]
    colours = dict(re.findall(r"--([\w-]+): (#\w+)", block))
    pairs = [("text", "ground"), ("quiet", "ground"), ("link", "ground"), ("link", "tint")]
    pairs += [(f"chart-{name}", "ground") for name in ("main", "third", "quiet")]
    assert contrast(colours["chart-second"], colours["ground"]) >= 3
    for front, back in [*pairs, ("text", "tint"), ("on-band", "band")]:
        assert contrast(colours[front], colours[back]) >= 4.5, (front, back)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_two_sections_of_one_name_get_ids_of_their_own():
    outline = page.outlined("<h1>A</h1><h2>Sources</h2><h1>B</h1><h2>Sources</h2>")
    assert [chapter["sections"][0]["id"] for chapter in outline["chapters"]] == [
        "sources",
        "sources-2",
    ]
    assert outline["html"].count("<h3") == 2


@pytest.mark.parametrize(("title", "alt"), [("", "It fell."), ("Plans", " ")])
def test_picture_without_words_is_refused(title, alt):
    with pytest.raises(ValueError, match="no title or no text alternative"):
        figures.inline("<svg></svg>", title, alt, "c")


def test_words_of_a_picture_cannot_break_out_of_it():
    drawn = figures.inline("<svg></svg>", "Plans <b>", "a & b", "c")
    assert "Plans &lt;b&gt;" in drawn
    assert "a &amp; b" in drawn


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<p>12 plans</p>", "loose_digits"),
        ("<p><b>1</b></p>", "loose_digits"),
        ('<img src="a.png">', "loaded"),
        ('<link rel="stylesheet" href="https://example.org/a.css">', "loaded"),
        ("<style>@import 'a.css';</style>", "loaded"),
        ("<style>p { background: url(https://example.org/a.png) }</style>", "loaded"),
        ('<p style="background: url(a.png)">a</p>', "loaded"),
        ('<svg><use xlink:href="a.svg#b"/></svg>', "loaded"),
        ('<img src="a.png" alt=" ">', "without_alternative"),
        ("<svg></svg>", "without_alternative"),
        (
            '<svg role="img" aria-labelledby="a b"><title id="a">A</title></svg>',
            "without_alternative",
        ),
        ("<table><tr><td>a</td></tr></table>", "without_alternative"),
        ('<p><a href="https://example.org">a</a></p>', "outside_citations"),
        ('<p><a href="#nowhere">a</a></p>', "broken_links"),
        ('<p id="a"></p><p id="a"></p>', "repeated_ids"),
    ],
)
def test_reader_sees_what_a_page_must_not_have(html, kind):
    assert getattr(read_back(html), kind)


@pytest.mark.parametrize(
    "html",
    [
        '<p><data value="1">1</data>, <time>2023-24</time>, <cite>page 3</cite></p>',
        '<p><span class="unit quiet">per 10,000</span></p>',
        '<svg aria-hidden="true"><text>3</text></svg>',
        '<img src="data:image/png;base64,AA==" alt="A map">',
        "<style>p { fill: url(#a); margin: 3px }</style>",
    ],
)
def test_reader_lets_pass_what_a_page_may_have(html):
    found = read_back(html)
    assert found.loose_digits + found.loaded + found.without_alternative == []


def test_template_is_the_projects_own(html):
    assert "jp-" not in html
    assert (Path(page.__file__).parents[1] / "template" / "index.html.j2").exists()


def test_an_absence_is_said_once_in_a_section_and_leaves_no_empty_heading():
    def absent(words: str) -> nbformat.NotebookNode:
        about = {"mscp": {"kind": "absence", "facts": []}}
        out = nbformat.v4.new_output("display_data", {"text/html": words}, metadata=about)
        return nbformat.v4.new_code_cell("", outputs=[out])

    text = nbformat.v4.new_markdown_cell
    told = nbformat.v4.new_code_cell(
        "", outputs=[nbformat.v4.new_output("display_data", {"text/html": "<p>told</p>"})]
    )
    first = [text("## One"), absent("a"), absent("a"), text("### By age"), absent("a")]
    second = [text("## Two"), absent("a"), text("### Last"), absent("a")]
    cells = [*first, text("### By place"), told, *second]
    left = page.say_absences_once(cells)
    assert [cell.source for cell in left if cell.cell_type == "markdown"] == [
        *["## One", "### By place", "## Two"]
    ]
    assert sum(cell.cell_type == "code" for cell in left) == 3


def test_a_heading_above_a_table_without_a_row_goes_too():
    def shows(html):
        return nbformat.v4.new_code_cell(
            "", outputs=[nbformat.v4.new_output("display_data", {"text/html": html})]
        )

    cells = [
        *[nbformat.v4.new_markdown_cell("## One"), shows("<p>told</p>")],
        *[nbformat.v4.new_markdown_cell("### What differs"), shows("")],
        *[nbformat.v4.new_markdown_cell("### What holds"), shows("<table></table>")],
    ]
    left = [cell.source for cell in page.say_absences_once(cells) if cell.cell_type == "markdown"]
    assert left == ["## One", "### What holds"]
