"""The PDF, read as software reads it aloud: by its structure tree, and not by its looks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from itertools import takewhile
from pathlib import Path
from typing import Any

import nbformat
import pikepdf
import pytest

from mscp_analysis.report import chapters
from mscp_analysis.report.build import build
from mscp_analysis.report.files import paper, pdf
from mscp_analysis.report.pages import page
from mscp_analysis.report.record import files_of

ENTRY, CHAPTER = "\0", "\1"
"""Where an entry of the contents ends, and on paper its page is named; where a chapter begins."""

COVER = {
    **{"name": "Medway Safeguarding Children Partnership", "area": "Medway", "year": "2023-24"},
    **{"known_at": "31 October 2025", "status": "Draft", "notice": "", "real": ""},
}


@pytest.fixture(scope="module", autouse=True)
def pango():
    """Without Pango there is no PDF to test; where the tests must stand for that, it is a fault."""
    with pdf.press() as press:
        if not press.is_ready and os.environ.get("CI"):
            pytest.fail(pdf.HOW)
        if not press.is_ready:
            pytest.skip(pdf.HOW)


@pytest.fixture(scope="module")
def chapter() -> str:
    """The page of the first chapter as it is kept: charts, wide tables and sources."""
    file = next(path for path in chapters.find() if path.name.startswith("01_"))
    kept = nbformat.read(file, as_version=4)
    return page.render([chapters.normalised(kept)], {**COVER, "notice": "It is made up."})


@pytest.fixture(scope="module")
def made(chapter, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pdf")
    (folder / "index.html").write_text(chapter, encoding="utf-8")
    with pdf.press() as press:
        press.start(folder / "index.html", folder / pdf.NAME)
        press.finish()
    return folder / pdf.NAME


@pytest.fixture(scope="module", params=["a chapter", "medway", "exampleshire"])
def printed(request, whole) -> Path:
    """The folder of a page and its PDF: of one chapter, and of each whole report."""
    if request.param == "a chapter":
        return request.getfixturevalue("made").parent
    return whole(request.param)


@pytest.fixture(scope="module")
def html(printed) -> str:
    return (printed / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def document(printed) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(printed / pdf.NAME) as opened:
        yield opened


@pytest.fixture(scope="module")
def aloud(document) -> list[str]:
    """What a reader of screens says of each chapter, and before them of cover and contents."""
    return read_aloud(document).split(CHAPTER)


@pytest.fixture(scope="module")
def elements(document) -> list[Any]:
    return [*walk(document.Root.StructTreeRoot.K)]


def walk(kid: Any) -> Iterator[Any]:
    """Every structure element, in the order in which it is read."""
    if isinstance(kid, pikepdf.Array):
        for each in kid:
            yield from walk(each)
    elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
        yield kid
        yield from walk(kid.get("/K", pikepdf.Array()))


def of_kind(elements: list[Any], *kinds: str) -> list[Any]:
    return [element for element in elements if str(element.S) in kinds]


def test_declares_what_it_is(document, html):
    root = document.Root
    assert str(root.Lang) == "en-GB"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with document.open_metadata() as said:
        assert said["pdfuaid:part"] == "1"
        assert said["dc:title"] == re.search("<title>(.*?)</title>", html)[1]
    assert all(str(leaf.obj.Tabs) == "/S" for leaf in document.pages)


def test_all_that_is_drawn_is_tagged_or_no_part_of_the_text(document):
    drawn, found = {"Tj", "TJ", "Do", "S", "f", "f*", "B", "sh"}, set()
    for leaf in document.pages:
        open_now: list[str] = []
        for operands, operator in pikepdf.parse_content_stream(leaf):
            if str(operator) in {"BDC", "BMC"}:
                tagged = len(operands) > 1 and "/MCID" in operands[1]
                open_now.append("tagged" if tagged else str(operands[0]))
            elif str(operator) == "EMC":
                open_now.pop()
            elif str(operator) in drawn:
                found.add(str(operator))
                assert {"tagged", "/Artifact"} & {*open_now}
    assert found & {"Tj", "TJ"}


def test_every_page_says_its_number_and_where_it_is_made_up_that_it_is(document, html):
    told = re.search(r'<p class="notice">(?:<strong>)?([^<]*)', html)
    for number, leaf in enumerate(document.pages, 1):
        said = "".join(words for _, words in marked_content(leaf))
        assert f"{number} / {len(document.pages)}" in said
        assert told is None or told[1] in said


def test_bookmarks_and_tags_of_headings_are_the_headings_in_their_order(document, elements, html):
    with document.open_outline() as outline:
        found = [*titles(outline.root)]
    wanted = re.findall(r"<h([1-6])[^>]*>(.*?)</h[1-6]>", html, re.S)
    assert found == [" ".join(unescape(re.sub(r"<.*?>", "", words)).split()) for _, words in wanted]
    levels = of_kind(elements, *(f"/H{level}" for level, _ in wanted))
    assert [str(each.S) for each in levels] == [f"/H{level}" for level, _ in wanted]


def titles(items: Any) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from titles(item.children)


def test_every_figure_has_the_words_of_its_alternative(elements, html):
    said = [str(figure.Alt) for figure in of_kind(elements, "/Figure")]
    wanted = re.findall(r"<desc [^>]*>(.*?)</desc>", html, re.S)
    assert said == [unescape(words) for words in wanted]
    assert len(said) >= 4


def test_every_cell_knows_its_headings(elements):
    heads = of_kind(elements, "/TH")
    assert {str(head.A.Scope) for head in heads} == {"/Column", "/Row"}
    names = {bytes(head.ID) for head in heads}
    cells = of_kind(elements, "/TD")
    assert len(cells) > 100
    assert all({bytes(name) for name in cell.A.Headers} <= names for cell in cells)
    assert all(len(cell.A.Headers) == 2 for cell in cells)


def test_headings_of_a_table_over_two_pages_stand_on_both(elements):
    for table in of_kind(elements, "/Table"):
        first = [*walk(table.K)]
        assert of_kind(first, "/THead"), "each part of a table has its headings"
    captions = len(of_kind(elements, "/Caption"))
    assert captions <= len(of_kind(elements, "/Table")) + len(of_kind(elements, "/Figure"))


def test_its_text_is_the_text_of_the_page_chapter_by_chapter(aloud, html):
    assert chapters_that_differ(aloud, html) == []


def test_a_word_that_paper_lacks_or_has_in_another_place_is_seen(made, chapter):
    with pikepdf.open(made) as document:
        said = read_aloud(document).split(CHAPTER)
    assert chapters_that_differ(said, chapter) == []
    (moved,) = chapters_that_differ(said, chapter.replace("</p>\n", " indeed</p>\n", 1))
    assert "indeed" in moved[1]
    ended = chapter.replace("</main>", "<p>At last</p></main>")
    assert chapters_that_differ(said, ended)[0][1].startswith("Atlast")


def chapters_that_differ(aloud: list[str], html: str) -> list[tuple[str, str]]:
    """What paper and page say from where they part, of each chapter in which they do."""
    told = text_of(html).split(CHAPTER)
    assert len(told) == len(aloud)
    differ = []
    for said, screen in zip(aloud, told, strict=True):
        *entries, last = screen.split(ENTRY)
        for entry in entries:
            assert said.startswith(entry)
            said = re.sub(r"^\.*\d+", "", said.removeprefix(entry))
        if said != last:
            same = sum(
                1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(said, last, strict=False))
            )
            differ.append((said[same : same + 60], last[same : same + 60]))
    return differ


def test_is_the_same_bytes_again_and_elsewhere(made, chapter, tmp_path):
    (tmp_path / "page.html").write_text(chapter, encoding="utf-8")
    pdf.write(tmp_path / "page.html", tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == made.read_bytes()


def test_fetches_nothing(tmp_path, caplog):
    html = '<html lang="en-GB"><title>T</title><style></style><p>A<img alt="a" src="http://x/a">'
    (tmp_path / "page.html").write_text(html)
    pdf.write(tmp_path / "page.html", tmp_path / "page.pdf")
    assert "disallowed protocol" in caplog.text


def test_build_leaves_it_beside_the_page_and_the_same_bytes_in_another_folder(
    asked, notebook, tmp_path
):
    out = build(asked, tmp_path / "report", [notebook("plain")], printed=True)
    assert (out.parent / pdf.NAME).read_bytes().startswith(b"%PDF-1.7")
    assert f'href="{pdf.NAME}"' in out.read_text(encoding="utf-8")
    again = build(asked, tmp_path / "else" / "where", [notebook("plain")], printed=True)
    one, other = (
        {path.relative_to(each.parent): path.read_bytes() for path in files_of(each.parent)}
        for each in (out, again)
    )
    assert one == other


def test_where_pango_is_absent_the_rest_is_built(asked, notebook, tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "_PROGRAM", [*pdf._PROGRAM[:1], "-c", "print('missing')"])
    out = build(asked, tmp_path / "report", [notebook("plain")], printed=True)
    assert not (out.parent / pdf.NAME).exists()
    assert pdf.NAME not in out.read_text(encoding="utf-8")
    assert (out.parent / "tables.xlsx").exists()


def test_what_goes_wrong_is_one_sentence(tmp_path):
    with pdf.press() as press:
        press.start(tmp_path / "nowhere.html", tmp_path / "a.pdf")
        with pytest.raises(ValueError, match=r"could not be made: .*nowhere\.html") as raised:
            press.finish()
    assert "\n" not in str(raised.value)


# Reading a PDF: the text behind each marked piece of a page, in the order of the structure tree.


def marked_content(leaf: Any) -> Iterator[tuple[int, str]]:
    """Number and text of each marked piece of a page, as they are drawn."""
    fonts = {name: letters(font) for name, font in leaf.Resources.get("/Font", {}).items()}
    now, letters_of, number = [], {}, []
    for operands, operator in pikepdf.parse_content_stream(leaf):
        kind = str(operator)
        if kind in {"BDC", "BMC"}:
            said = operands[1] if len(operands) > 1 else {}
            number.append(int(said["/MCID"]) if "/MCID" in said else -1)
        elif kind == "EMC":
            number.pop()
        elif kind == "Tf":
            letters_of = fonts[str(operands[0])]
        elif kind in {"Tj", "TJ"}:
            parts = operands[0] if kind == "TJ" else [operands[0]]
            glyphs = b"".join(bytes(p) for p in parts if isinstance(p, pikepdf.String))
            pairs = (glyphs[at : at + 2] for at in range(0, len(glyphs), 2))
            now.append((number[-1] if number else -1, "".join(letters_of[each] for each in pairs)))
    yield from now


def letters(font: Any) -> dict[bytes, str]:
    table = bytes(font.ToUnicode.read_bytes()).decode("ascii")
    pairs = re.findall(r"<([0-9a-fA-F]{4})> <((?:[0-9a-fA-F]{4})+)>\n", table)
    return {bytes.fromhex(code): bytes.fromhex(to).decode("utf-16-be") for code, to in pairs}


def read_aloud(document: pikepdf.Pdf) -> str:
    """The text by the structure tree, without figures, bullets and headings that are repeated."""
    pieces = {leaf.obj.objgen: pieces_of(leaf) for leaf in document.pages}

    def read(kid: Any, leaf: Any, again: bool = False) -> str:
        if isinstance(kid, pikepdf.Array):
            return "".join(read(each, leaf, again) for each in kid)
        if isinstance(kid, int):
            return pieces[leaf.objgen].get(kid, "")
        if "/S" not in kid or str(kid.S) in {"/Figure", "/Lbl", *(["/THead"] if again else [])}:
            return ""
        if str(kid.S) == "/Table":
            again = not any(str(each.S) == "/Caption" for each in walk(kid.K))
        begins = CHAPTER if str(kid.S) == "/H2" else ""
        return begins + read(kid.get("/K", pikepdf.Array()), kid.get("/Pg", leaf), again)

    return without_spaces(read(document.Root.StructTreeRoot.K, None))


def pieces_of(leaf: Any) -> dict[int, str]:
    told: dict[int, str] = {}
    for number, words in marked_content(leaf):
        told[number] = told.get(number, "") + words
    return told


def without_spaces(words: str) -> str:
    return "".join(words.split()).replace("\u200b", "")


class Words(HTMLParser):
    """The text of a page as it is on paper: no links to files, and sources with addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said, self.open, self.address = "", [], ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        names = (told.get("class") or "").split()
        left_out = tag in {"head", "svg", "summary"} or {"skip", "csv", "beside"} & {*names}
        self.said += CHAPTER if tag == "h2" else ""
        if tag not in {"meta", "br", "hr", "col", "link", "img"}:
            self.open.append((tag, bool(left_out), names))
        if tag == "a" and any("sources" in each for _, _, each in self.open):
            self.address = told.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag == "a" and any(name == "nav" for name, _, _ in self.open):
            self.said += ENTRY
        if tag == "a" and self.address.startswith("http"):
            self.said += self.address
            self.address = ""

    def handle_data(self, data: str) -> None:
        if not any(left_out for _, left_out, _ in self.open):
            self.said += data


def text_of(html: str) -> str:
    words = Words()
    words.feed(paper.unfolded(html))
    return without_spaces(words.said)
