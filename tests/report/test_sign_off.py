"""Comments of reviewers stand in drafts, keep a report from being published, and are gone after."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mscp_analysis import areas, markup, registers
from mscp_analysis.cli import main
from mscp_analysis.periods import ReportingYear
from mscp_analysis.report import chapters, parameters
from mscp_analysis.report.build import build
from mscp_analysis.report.pages import comments
from mscp_analysis.report.pages.reading import read_back
from mscp_analysis.report.review import handed_in, reviews, sign_off
from mscp_analysis.report.running import warm

HEADS = [
    *["id", "kind", "date", "reviewer", "agency", "chapter", "section", "comment"],
    *["status", "decision", "decided", "answer"],
]
VOICE = "Voice of children and families"
OPEN = ["4", "comment", "2024-09-04", "Lead member", "", "", "", "Shorten it", "open", "", "", ""]
COMMENTS = [
    ["1", "comment", "2024-09-01", "Independent Scrutineer", "", VOICE, "Make Your Mark",
     "Why <3 schools & 2 clubs?", "answered", "accepted in part", "2024-09-08", "Two now do"],
    ["2", "comment", "2024-09-02", "Head of quality", "Kent Police", VOICE, "", "Good", "open",
     "", "", ""],
    ["3", "comment", "2024-09-03", "Head of quality", "Kent Police", "Resources", "The reserve",
     "Say what it is for", "closed", "declined", "", ""],
    OPEN,
]  # fmt: skip
SIGNED = [
    ["5", "sign-off", "2024-10-01", "Chief executive", "Kent Council", *[""] * 7],
    ["6", "sign-off", "2024-10-02", "Chief constable", "Kent Police", *[""] * 7],
    ["7", "sign-off", "2024-10-03", "Chief executive", "Kent ICB", *[""] * 7],
]
CLOSED = [[*row[:8], "closed", "accepted", "2024-09-09", "Done"] for row in COMMENTS]
AGENCIES = """name,partner,from,to
Kent Council,safeguarding partner,,
Kent Police,safeguarding partner,2019-09-01,
Kent CCG,safeguarding partner,2019-09-01,2022-06-30
Kent ICB,safeguarding partner,2022-07-01,
Kent Fire,relevant agency,,
"""


@pytest.fixture
def kent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """The folder of a year of Kent's partnership, of that status and with these rows."""
    monkeypatch.setenv("MSCP_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def kept(status: str, *rows: list[str]) -> Path:
        year = tmp_path / "data" / "partnerships" / "kent" / "2023-24"
        year.mkdir(parents=True, exist_ok=True)
        about = "name: Kent SCP\nshort_name: KSCP\narea_code: E10000016\n"
        (year.parent / "partnership.yaml").write_text(about)
        (year.parent / "agencies.csv").write_text(AGENCIES)
        (year / "report.yaml").write_text(f"status: {status}\nas_of: 2024-10-31\n")
        with (year / "reviews_of_report.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADS, *rows])
        return year

    return kept


def voice_of(tmp_path: Path) -> tuple[str, dict]:
    """The page of Kent's chapter of children's voice, and the record of its build."""
    chapter = [path for path in chapters.find() if path.name == "04_voice.ipynb"]
    page = build(parameters.request("2023-24", partnership="kent"), tmp_path / "out", chapter)
    return page.read_text("utf-8"), json.loads(page.with_name("build.json").read_text("utf-8"))


def words(html: str) -> str:
    return " ".join(markup.plain(html).split())


# A draft ----------------------------------------------------------------------------------------


def test_a_draft_has_each_comment_below_its_heading_and_all_in_one_list(kent, tmp_path):
    kent("for scrutiny", *COMMENTS)
    html, record = voice_of(tmp_path)
    below = re.search(
        r"<h3 [^>]*>Make Your Mark</h3>\s*<div class=\"review (.*?)</div>", html, re.S
    )
    assert words(f"<{below[1]}") == (
        "Comment 1, answered Independent Scrutineer, 1 September 2024: Why <3 schools & 2 clubs? "
        "Accepted in part on 8 September 2024: Two now do"
    )
    title = re.search(rf"<h2 [^>]*>{VOICE}</h2>\s*<div class=\"review (.*?)</div>", html, re.S)
    assert "Comment 2, still open Head of quality, Kent Police, 2 Sept" in words(f"<{title[1]}")
    # What is on the whole report, or on a chapter that is not built here, stands with the list.
    end = html.split('<h2 id="comments-of-reviewers">')[1]
    assert "Comment 3 on Resources: The reserve, closed" in words(end)
    assert "Comment 4 on the whole report, still open" in words(end)
    rows = re.findall(r'<tr><th scope="row">(.*?)</tr>', end)
    assert [words(row.replace("</t", " </t")) for row in rows][2] == (
        "3 Resources: The reserve Head of quality, Kent Police 3 September 2024 Closed Declined"
    )
    assert html.count('href="#comments-of-reviewers"') == 2, "on the cover, and in the contents"
    assert "4, of which 2 are open" in words(html)
    assert (record["open_comments"], record["stage"]) == (2, "for scrutiny")
    seen = read_back(html)
    wrong = (seen.loose_digits, seen.broken_links, seen.repeated_ids, seen.without_alternative)
    assert wrong == ([], [], [], [])


def test_a_heading_that_a_page_leaves_out_sends_its_comment_to_the_chapter():
    on = reviews.of(registers.open("Exampleshire", "2024-25")).comments[0]
    page = '<main><h2 id="a">Priorities</h2><p>…</p><h3 id="b">Neglect</h3></main>'
    shown = words(comments.beside(page, [on]))
    assert shown.index("Comment 1 on Priorities: What did not improve") < shown.index("…")


def test_medway_has_none_and_none_is_made_up_for_it():
    medway = reviews.of(registers.open("Medway", "2023-24"))
    assert (medway.comments, medway.signed, medway.stage) == ((), (), "draft")


def test_the_cover_of_such_a_report_has_no_line_for_them(built):
    html = (built / "index.html").read_text("utf-8")
    assert "omments of reviewers" not in html
    assert "Signed off" not in html


# Published --------------------------------------------------------------------------------------


def test_what_is_published_names_who_signed_it_and_carries_no_comment(kent, tmp_path):
    year = kent("published", *CLOSED, *SIGNED)
    (year / "presentations.csv").write_text("event,report,date\npublished,2023-24,2024-10-14\n")
    html, record = voice_of(tmp_path)
    assert "Published on 14 October 2024" in words(html)
    assert "Signed off by Chief executive, Kent Council, 1 October 2024" in words(html)
    assert "Chief constable, Kent Police, 2 October 2024" in words(html)
    assert "omment" not in words(html)
    assert "Shorten it" not in html
    assert (record["stage"], record["published"]) == ("published", "2024-10-14")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (COMMENTS + SIGNED, "comment 2, of Head of quality, Kent Police on Voice of children and "
         "families, is open (and 1 more): "),
        ([OPEN], "comment 4, of Lead member on the whole report, is open: "),
        (CLOSED + SIGNED[:1], "Kent Police has not signed it off (and 1 more): "),
    ],
)  # fmt: skip
def test_what_is_under_review_is_not_published(kent, tmp_path, capsys, monkeypatch, rows, said):
    kent("published", *rows)
    monkeypatch.setattr(warm, "up", lambda _=None: None)  # no chapter is to run
    assert main(["report", "2023-24", "--partnership", "kent"]) == 1
    told = capsys.readouterr().err
    start = f"mscp: The report of 2023-24 is marked published, and {said}put that right in 2023-24/"
    assert told.startswith(start)
    assert told.count("\n") == 1
    assert not (tmp_path / "reports").exists()
    kent("draft", *rows)
    handed_in.refuse_faults(areas.find("Kent"), ReportingYear.parse("2023-24"))


def test_a_partner_of_another_day_need_not_sign(kent):
    kent("published", *SIGNED)
    assert reviews.of(registers.open("Kent", "2023-24")).unsigned == (), "Kent CCG had gone"
    early = [[*row[:2], "2022-06-01", *row[3:]] for row in SIGNED]
    kent("published", *early)
    assert reviews.of(registers.open("Kent", "2023-24")).unsigned == ("Kent CCG",)


def test_without_any_record_of_who_signed_the_page_says_so():
    said = handed_in.status(areas.find("Exampleshire"), ReportingYear.parse("2021-22"))
    assert said.startswith("Published on ")
    stands = reviews.of(registers.open("Exampleshire", "2021-22"))
    assert sign_off.refuse(registers.open("Exampleshire", "2021-22")) is None
    assert comments.signed(stands) == "Not recorded in the register"


# Faults and findings ----------------------------------------------------------------------------


def row(**said: str) -> list[str]:
    return [{**dict(zip(HEADS, OPEN, strict=True)), **said}[head] for head in HEADS]


@pytest.mark.parametrize(
    ("wrong", "column", "do"),
    [
        (row(chapter="Prioritys"), "chapter", "write 'Priorities'"),
        (row(chapter="Resources", section="The reserves"), "section", "write 'The reserve'"),
        (row(chapter="Resources", section="Neglect"), "section", "use one of What the agencies"),
        (row(section="Neglect"), "chapter", "write its title"),
        (row(status="closed"), "decision", "write accepted, accepted in part or declined"),
        (row(comment=""), "comment", "write them, or call it a sign-off"),
        (row(status=""), "status", "write them, or call it a sign-off"),
        (row(kind="sign-off", status="", comment="Good"), "comment", "take it out, or call the"),
        (row(decision="accepted", decided="2024-01-01"), "decided", "correct one of the two dates"),
        (row(agency="Kent Polise"), "agency", "write 'Kent Police'"),
        (row(date="[x]"), "date", "write the day"),
    ],
)
def test_a_row_that_cannot_be_is_named(kent, wrong, column, do):
    year = kent("draft", *COMMENTS[:2], wrong)
    (fault,) = handed_in.faults(year.parent, ReportingYear.parse("2023-24"))
    assert (fault.file, fault.row, fault.column) == ("2023-24/reviews_of_report.csv", 4, column)
    assert fault.do.startswith(do)


def test_a_heading_may_be_written_in_any_case(kent):
    year = kent("draft", row(chapter="resources", section="the RESERVE"))
    assert handed_in.faults(year.parent, ReportingYear.parse("2023-24")) == []


@pytest.mark.parametrize(
    ("status", "rows", "keys", "code"),
    [
        ("draft", COMMENTS, ["open", "open"], 0),
        ("published", COMMENTS, ["open_and_published", "open_and_published", "nobody_signed"], 1),
        ("published", SIGNED[:2], ["not_signed"], 1),
        ("published", CLOSED + SIGNED, [], 0),
    ],
)
def test_check_tells_what_is_open_and_who_has_not_signed(kent, tmp_path, status, rows, keys, code):
    kent(status, *rows)
    asked = ["check", "reviews", "2023-24", "--partnership", "kent", "--csv", "found.csv"]
    assert main(asked) == code
    with Path("found.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [*csv.DictReader(file)]
    assert [each["key"] for each in found] == keys
    if keys[:1] == ["open"]:
        assert found[0]["where"] == VOICE
        assert found[0]["sentence"] == "Head of quality, Kent Police, 2 September 2024: Good"


# As shipped -------------------------------------------------------------------------------------


def test_exampleshire_has_a_year_that_is_signed_off_and_one_under_review():
    signed = reviews.of(registers.open("Exampleshire", "2022-23"))
    # The generator's own words: three partners and the scrutineer, from 15 to 17 May 2023.
    assert [who for who, _ in signed.signed] == [
        "Chief executive, Exampleshire Council",
        "Chief executive, NHS Exampleshire Integrated Care Board",
        "Chief constable, Exampleshire Police",
        "Independent Scrutineer",
    ]
    assert (signed.unsigned, signed.open, signed.shown) == ((), (), ())
    draft = reviews.of(registers.open("Exampleshire", "2024-25"))
    assert [comment.id for comment in draft.open] == ["1", "3", "6"]
    assert len(draft.shown) == 6
