"""What stands open on the page, what is folded away, and what is cut: nothing of it is lost."""

from __future__ import annotations

import csv
import re
import time
from dataclasses import replace

import nbformat
import pytest

from mscp_analysis.report.files import annex, paper
from mscp_analysis.report.files.shown import linked, read
from mscp_analysis.report.pages import folding, page, widths
from mscp_analysis.report.pages.reading import read_back
from mscp_analysis.sources import Source
from mscp_analysis.statutory import listing
from mscp_analysis.tables.table import Table

COVER = {
    **{"name": "Medway Safeguarding Children Partnership", "area": "Medway", "year": "2023-24"},
    **{"known_at": "31 October 2025", "status": "Draft", "notice": "", "real": ""},
}


def table(rows: int, caption: str = "Places", words: str = "open") -> Table:
    return Table(
        caption=caption,
        stub="Place",
        columns=("State",),
        rows=tuple((f"Place {_letters(number)}", (words,)) for number in range(rows)),
    )


def _letters(number: int) -> str:
    """The number in letters, of which a page may hold as many as it likes: ``bd`` for 13."""
    return str(number).translate(str.maketrans("0123456789", "abcdefghij"))


def chapter(title: str, *tables: Table) -> dict[str, nbformat.NotebookNode]:
    cells = [nbformat.v4.new_markdown_cell(f"# {title}")]
    for each in tables:
        data, metadata = each._repr_mimebundle_()
        shown = nbformat.v4.new_output("display_data", data=data, metadata=metadata)
        cells.append(nbformat.v4.new_code_cell("show", outputs=[shown]))
    return {"01_a.ipynb": nbformat.v4.new_notebook(cells=cells)}


def names(html: str) -> list[str]:
    return re.findall(r'<th scope="row">(.*?)</th>', html)


def standing_open(html: str) -> list[str]:
    return names(re.sub(r"<details.*?</details>", "", html, flags=re.S))


def test_of_a_long_table_the_first_rows_stand_open_and_all_the_others_are_one_step_away():
    most = folding.rules()["open"]["rows"]
    html = page.render([*chapter("Plans", table(30)).values()], COVER)
    wanted = [f"Place {_letters(number)}" for number in range(30)]
    assert standing_open(html) == wanted[:most]
    assert names(html) == wanted
    summary = re.findall(r"<summary>(.*?)</summary>", html)
    assert [re.sub("<.*?>", "", words) for words in summary] == [f"Show {30 - most} more rows"]
    seen = read_back(html)
    assert seen.loose_digits + seen.without_alternative + seen.repeated_ids == []
    named, labels = (re.findall(rf'{what}="([^"]*)"', html) for what in ("id", "aria-labelledby"))
    assert {*labels} <= {*named}


def years(number: int) -> Table:
    return replace(table(number), stub="Year")


def test_of_a_series_the_latest_years_stand_open_and_not_the_oldest():
    most = folding.rules()["open"]["rows"]
    html = folding.folded(years(12).html)
    wanted = [f"Place {_letters(number)}" for number in range(12)]
    assert standing_open(html) == wanted[-most:]
    assert names(html) == [*wanted[-most:], *wanted[:-most]]
    assert f'Show <span class="unit">{12 - most}</span> earlier years</summary>' in html
    captions = re.findall('<caption id="(.*?)">(.*?)</caption>', html)
    assert [words for _, words in captions] == ["Places", "Places, earlier years"]
    assert re.findall('aria-labelledby="(.*?)"', html) == [name for name, _ in captions]


def test_paper_holds_a_series_in_one_piece_and_in_its_order():
    again = paper.for_paper(f"<style></style>{folding.folded(table(9).html + years(12).html)}")
    assert "<details" not in again
    assert again.count("<caption") == again.count("<thead>") == again.count("<table") == 2
    assert names(again) == [*names(table(9).html), *names(years(12).html)]


def test_only_a_wide_table_with_words_turns_the_paper():
    """Numbers of ten columns have room on it as it is, and the page before it need not end."""
    wide = replace(table(3), columns=tuple("abcdefghij"), rows=(("A", ("open",) * 10),))
    assert "widest" in paper.for_paper(folding.folded(wide.html))
    numbers = re.sub(r"<td[^>]*>open", '<td class="number">4', wide.html)
    assert "widest" not in paper.for_paper(folding.folded(numbers))


def test_paper_holds_it_in_one_piece():
    (cell,) = chapter("Plans", table(30))["01_a.ipynb"].cells[1:]
    html = cell.outputs[0].data["text/html"]
    again = paper.for_paper(f"<style></style>{folding.folded(html)}")
    assert "<details" not in again
    assert again.count("<caption") == again.count("<thead>") == again.count("<table") == 1
    assert names(again) == names(html)


@pytest.mark.parametrize(
    ("rows", "words", "is_whole"),
    [(7, "open", True), (8, "open", False), (5, 60 * "open ", False), (3, 60 * "open ", True)],
)
def test_a_short_table_stands_whole_and_few_rows_of_many_words_are_long(rows, words, is_whole):
    html = folding.folded(table(rows, words=words).html)
    assert ("<details" not in html) == is_whole


def test_evidence_is_folded_whole_but_for_what_matters():
    first, *_ = folding.rules()["evidence"]
    most = folding.rules()["matters_open"]["rows"]
    for caption, number in (("Places", 0), (folding.rules()["matters"][0], most)):
        html = folding.folded(table(30, caption).html, first)
        assert len(standing_open(html)) == number
        assert len(names(html)) == 30


def test_what_the_rules_name_is_there():
    titles = {listing.chapter_title(name) for name in ("08_appendices", "09_checks")}
    assert {*folding.rules()["evidence"]} == titles


def test_sources_stand_behind_the_names_of_their_publishers_and_pages_are_told_once():
    report = Source("Kent SCP", "Annual Report", "report", "2024-11-21")
    figures = Source("Office for National Statistics", "Estimates", "ons", "2024-07")
    cited = (report.on("4"), report.on("2"), figures)
    html = Table(caption="A", stub="B", columns=("C",), rows=(("d", ("e",)),), cited=cited).html
    foot = folding.folded(html).partition('<div class="foot">')[2]
    assert "<summary>Sources: Kent SCP; Office for National Statistics</summary>" in foot
    assert foot.count("Annual Report") == 1
    assert [*re.findall('href="#(.*?)"', foot)] == [
        *["source-report-page-2", "source-report-page-4", "source-ons"]
    ]


def test_a_table_of_a_hundred_thousand_rows_is_cut_on_the_page_and_whole_in_its_files(tmp_path):
    """The page stays small, and the work is that of reading it: a few seconds."""
    began = time.process_time()
    notebooks = chapter("Plans", table(100_000), table(12))
    tables = read(notebooks)
    html = page.render(linked(notebooks, tables), COVER)
    annex.csvs.write(tables, tmp_path, "Kent SCP")
    assert time.process_time() - began < 60
    assert len(html) < 200_000
    assert len(names(html)) == folding.rules()["cut"] + 12
    assert (
        '<p class="cut">This table has <span class="unit">100,000</span> rows, of which the first '
        '<span class="unit">500</span> stand here. <a href="data/01-places.csv">The CSV file has '
        "all of them</a>.</p>"
    ) in html
    assert html.count('class="cut"') == 1
    assert read_back(html).loose_digits == []
    with (tmp_path / "data" / "01-places.csv").open(encoding="utf-8", newline="") as file:
        told = [row["row"] for row in csv.DictReader(file)]
    assert len(told) == 100_000
    assert told[-1] == f"Place {_letters(99_999)}"


def test_a_page_that_is_too_heavy_is_refused_in_one_sentence(monkeypatch):
    monkeypatch.setitem(folding.rules(), "heaviest", 30_000)
    page.render([*chapter("Plans", table(3)).values()], COVER)
    with pytest.raises(ValueError, match=r"would weigh [\d,]+ bytes and at most 30,000") as raised:
        page.render([*chapter("Plans", table(490)).values()], COVER)
    assert "\n" not in str(raised.value)


def test_columns_share_a_crowded_page_by_what_there_is_to_read():
    heads = "".join(f"<th>{words}</th>" for words in ("Group", "Kind", "Asked by", "Answer"))
    long = "<td>Children and Young People Overview and Scrutiny Committee</td>"
    rows = [f"<th>{20 * 'name '}</th><td>yes</td>{long}<td>{12 * 'word '}</td>"]
    shares = [int(share) for share in re.findall(r"width:(\d+)%", widths.columns(heads, rows))]
    assert abs(sum(shares) - 100) <= 2
    assert shares[1] < shares[2] < shares[0]
