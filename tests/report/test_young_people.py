"""The page for young people: the report's own facts, in plain words, on one side of paper."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from functools import cache
from importlib import util
from pathlib import Path

import nbformat
import pikepdf
import pytest
import yaml

from mscp_analysis import areas, data, markup, registers
from mscp_analysis.prose import plain
from mscp_analysis.report import chapters, parameters
from mscp_analysis.report.files import pdf
from mscp_analysis.report.pages import squares, young_people
from mscp_analysis.report.pages.reading import read_back

_file = util.spec_from_file_location("pages_here", Path(__file__).with_name("conftest.py"))
assert _file is not None
assert _file.loader is not None
_beside = util.module_from_spec(_file)
_file.loader.exec_module(_beside)

NOTEBOOK = chapters.find()[0].with_name(young_people.NOTEBOOK)
COVER = {"known_at": "31 October 2025", "status": "Draft", "notice": "", "real": ""}


@pytest.fixture(scope="module")
def side_of(tmp_path_factory):
    """The page of an area and year, run in this process."""

    @cache
    def made(year: str, **asked) -> young_people.Side:
        request = parameters.request(year, **asked)
        held = tmp_path_factory.mktemp("held") / "data"
        data.write_protected(request.area, held)
        told = _beside.run_here(NOTEBOOK, request.parameters, held, held)
        cover = {**COVER, "name": request.name, "area": request.area.name, "year": year}
        return young_people.side(told, cover, request, printed=True)

    return made


def words(html: str) -> str:
    return " ".join(markup.plain(html).split())


@pytest.fixture(scope="module")
def report(whole) -> Path:
    return whole("medway")


@pytest.fixture(scope="module")
def pango():
    """Without Pango there is no PDF to test; where the tests must stand for that, it is a fault."""
    with pdf.press() as press:
        if not press.is_ready and os.environ.get("CI"):
            pytest.fail(pdf.HOW)
        if not press.is_ready:
            pytest.skip(pdf.HOW)


def test_report_and_page_lead_to_each_other(report):
    there = read_back((report / "index.html").read_text("utf-8"))
    back = read_back((report / young_people.NAME).read_text("utf-8"))
    assert young_people.NAME in there.files
    assert "index.html" in back.files
    assert back.scripts == 0
    assert back.loaded == []
    assert back.mains == 1
    assert back.language == "en-GB"


def test_its_numbers_are_in_the_ledger_of_the_report(report):
    seen = read_back((report / young_people.NAME).read_text("utf-8"))
    with (report / "ledger.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    told = [rows[number.key] for number in seen.numbers]
    assert [row["shown"] for row in told] == [number.shown for number in seen.numbers]
    assert all(young_people.NOTEBOOK in row["chapter"] for row in told)
    inputs = json.loads((report / "build.json").read_text("utf-8"))["inputs"]
    digest = hashlib.sha256(NOTEBOOK.read_bytes()).hexdigest()
    assert inputs[f"notebooks/report/{young_people.NOTEBOOK}"] == digest


def test_a_press_makes_this_page_and_another_the_same_each_time(report, pango, tmp_path):
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"
    with pdf.press() as press:
        press.start(report / young_people.NAME, one)
        press.start(report / young_people.NAME, other, sides=1)
        press.finish()
    assert one.read_bytes() == other.read_bytes()


def test_its_facts_are_those_of_the_chapters():
    """All but what is told in every thousand, which is worked out of the chapter's own rate."""
    own = {fact["key"]: fact for fact in chapters.facts(nbformat.read(NOTEBOOK, 4))}
    others = [chapters.facts(nbformat.read(path, 4)) for path in chapters.find()]
    elsewhere = {fact["key"] for facts in others for fact in facts}
    alone = [fact for key, fact in own.items() if key not in elsewhere]
    assert len(own) >= 10
    assert {fact["unit"] for fact in alone} == {"per 1,000 children"}
    assert len(alone) == 2


def test_medway_reads_as_its_figures_and_registers_say(side_of):
    """Against the published counts: 281 and 288 plans, 476 and 466 looked after."""
    said = words(side_of("2023-24", partnership="medway").html)
    assert "281 children had a child protection plan on 31 March 2024. That is about 4 in" in said
    assert "about the same as the year before, when there were 288." in said
    assert "476 children were in the care of the council on 31 March 2024." in said
    assert "8,399 votes were cast in Make Your Mark in 2023-24." in said
    assert "more than the time before, when there were 7,982." in said
    assert "Toilets were changed." in said
    assert "13 promises were made in the report of 2023-24." in said
    assert "Give children more chances to take part in their work." in said


def test_so_many_squares_are_filled_as_it_says():
    html = squares.squares(4, "plans")
    assert html.count("<rect") == 4
    assert "1,000 small squares, one for each child, of which 4 are filled." in html
    rows, length = re.findall(r"M0 \d+h(\d+)", html), 4
    assert sum(int(row) // length for row in rows) == 1000


def test_what_is_withheld_is_not_shown_and_has_no_squares(side_of):
    html = side_of("2023-24", area="City of London").html
    assert (
        "How many children had a child protection plan on 31 March 2024? The number is not "
        "shown, so that nobody can be recognised."
    ) in words(html)
    part = html[html.index('id="children-with-a-plan"') : html.index('id="children-in-care"')]
    assert "<data" not in part
    assert "<svg" not in part


def test_nobody_speaks_for_adults_who_have_said_nothing(side_of):
    html = side_of("2023-24", area="Kent").html
    said = words(html)
    assert "The adults have not said how many of you voted in Make Your Mark." in said
    assert "The adults have not said what changed because of you. You can ask them." in said
    assert "The adults have not said what they will do next. You can ask them." in said
    assert "Made by" not in said


def test_promises_without_plain_words_are_counted_and_not_told():
    own = registers.open("Medway", "2023-24").commitments
    bare = own.with_rows(own.rows.assign(for_young_people=""))
    told = plain.Told(bare, lead="They will:", adult="Not in plain words.")
    assert repr(told) == "Not in plain words."
    assert told.sources == ()


def test_who_helps_can_be_called_from_the_page(side_of):
    side = side_of("2023-24", partnership="medway")
    rules = yaml.safe_load((areas.shelf("rules") / "young_people.yaml").read_text("utf-8"))
    called = {each["who"]: each["number"] for each in rules["help"]}
    assert called["Childline"] == "0800 1111"
    assert all(each["source"].startswith("https://") for each in rules["help"])
    for number in called.values():
        assert f'href="tel:{number.replace(" ", "")}">{number}</a>' in side.html
    assert side.faults([]) != [], "without a ledger its numbers are of no known fact"
    assert side.page.outside_citations == []


def test_words_that_are_too_hard_are_told_with_the_hardest_sentence():
    said = ["We met.", "Evaluate multi-agency safeguarding arrangements annually."]
    (fault,) = young_people.too_hard(said)
    assert "Evaluate multi-agency safeguarding arrangements annually." in fault
    assert "for_young_people" in fault
    assert young_people.too_hard(["We met.", "Then we went home."]) == []


def on_paper(page: Path, target: Path) -> None:
    pdf.write(page, target, sides=1)
    with pikepdf.open(target) as paper:
        assert len(paper.pages) == 1
        assert paper.Root.Lang == "en-GB"
        assert "pdfuaid" in paper.Root.Metadata.read_bytes().decode()


@pytest.mark.parametrize("partnership", ["medway", "exampleshire"])
def test_a_partnerships_takes_one_side_of_paper_and_is_plain(partnership, whole, pango, tmp_path):
    page = whole(partnership) / young_people.NAME
    html = page.read_text("utf-8")
    assert ("Exampleshire does not exist" in words(html)) == (partnership == "exampleshire")
    assert young_people.too_hard(young_people.paragraphs(html)) == []
    on_paper(page, tmp_path / young_people.PDF)


@pytest.mark.parametrize("area", ["Kent", "Bournemouth, Christchurch and Poole"])
def test_an_areas_takes_one_side_of_paper_and_is_plain(area, side_of, pango, tmp_path):
    side = side_of("2023-24", area=area)
    assert young_people.too_hard(young_people.paragraphs(side.html), side.names) == []
    side.write(tmp_path)
    on_paper(tmp_path / young_people.NAME, tmp_path / young_people.PDF)


def test_a_page_that_takes_more_is_refused(side_of, pango, tmp_path):
    side = side_of("2023-24", partnership="medway")
    long = side.html.replace("<li>Set up", "<li>We met. " * 90 + "<li>Set up")
    (tmp_path / young_people.NAME).write_text(long, "utf-8")
    with pytest.raises(ValueError, match=r"takes \d sides of paper and may take 1: say less"):
        pdf.write(tmp_path / young_people.NAME, tmp_path / young_people.PDF, sides=1)
