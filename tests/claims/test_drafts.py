"""Drafts of other areas and years, and drafts that no one can read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mscp_analysis.claims.drafts import offers as columns
from mscp_analysis.claims.drafts import read, rows
from mscp_analysis.claims.numbers import printed

RULES = Path(__file__).resolve().parents[2] / "data" / "rules"
FIGURES = {
    "looked_after": ["children looked after", "looked after children"],
    "looked_after_rate": ["rate of children looked after"],
    "plans": ["child protection plan", "child protection plans", "on a plan"],
    "plans_rate": ["rate of child protection plans"],
    "children_in_need": ["children in need"],
    "re_referrals_percent": ["re-referrals"],
    "referrals": ["referrals"],
    "reserve_drawn": ["came from the reserve"],
}

KENT = """---
year: 2024
---
# Annual report

## Contents

Foreword 2
Children 3-4

## Children in Kent

**1,873** children looked after lived in Kent on 31 March 2025[^1], down from 1,921 a year
earlier. That is 55.2 per 10,000 children, below the national rate of 67 and similar to statistical
neighbours (56.1 per 10,000).

[^1]: See page 12 of the release.

Re-referrals fell from 24.1% to 22.8%. Almost a third of the children on a plan were under 5s.

| Measure | 2023-24 | 2024-25 |
| --- | ---: | ---: |
| Children in need | 9,102 | 9,340 |
| Section 47 enquiries | 3,001 | c |

1. Three conferences reached 1,204 practitioners (over 90% rated them good).
2. We spent £1.25m, of which £300,000 came from the reserve.
3. [The plan](https://example.org/2024/17) has 12 actions, section 4.

No serious incident was notified. Attendance rose slightly, and there was a reduction in referrals.

7

Section 47 enquiries were 12% lower than in 2023-24. Contacts are expected to increase in 2026.
"""

LEEDS = """LEEDS SAFEGUARDING PARTNERSHIP

Our year 2022/23

Between 1 April 2022 and 31 March 2023 there were 14
serious incidents, two more than the year before.

Children subject to a child protection plan: 672 at 31 March 2023 (610 in 2021-22). The rate was
40.3 per 10,000, compared to 43.2 in England and 52 in Yorkshire and the Humber.

Year    Reviews    Audits
2021-22    3    12
2022-23    4    11

Our helpline 0800 123 4567 is open 9am to 5pm, 24/7. COVID-19, the Children Act 1989 (section 17)
and Working Together 2018 still mattered, and the area of 1-to-1 work grew in Q3.
The new hub opened on 5th September 2022 for 11- to 16-year-olds; 1 in 8 came twice a year.
"""


@pytest.fixture(scope="module")
def kent():
    return read(KENT, "2024-25", "Kent", FIGURES)


@pytest.fixture(scope="module")
def leeds():
    return read(LEEDS, "2022-23", "Leeds", FIGURES)


def brief(offers):
    return [(each.line, each.printed, each.kind) for each in offers]


def one(offers, printed):
    return next(each for each in offers if each.printed == printed)


def test_all_numbers_of_a_markdown_draft_are_offered_and_nothing_else(kent):
    assert brief(kent) == [
        (13, "1,873", "figure"),
        (13, "1,921", "figure"),
        (14, "55.2 per 10,000", "rate"),
        (14, "67", "rate"),
        (15, "56.1 per 10,000", "rate"),
        (19, "24.1%", "percentage"),
        (19, "22.8%", "percentage"),
        (19, "Almost a third", "share"),
        (19, "under 5s", "age"),
        (23, "9,102", "figure"),
        (23, "9,340", "figure"),
        (24, "3,001", "figure"),
        (26, "Three", "count in words"),
        (26, "1,204", "figure"),
        (26, "over 90%", "percentage"),
        (27, "£1.25m", "money"),
        (27, "£300,000", "money"),
        (28, "12", "figure"),
        (30, "No", "count in words"),
        (30, "rose", "direction"),
        (30, "reduction in", "direction"),
        (34, "12%", "change"),
        (34, "2026", "date"),
    ]
    assert {each.section for each in kent} == {"Children in Kent"}


def test_figures_areas_periods_and_comparisons_of_a_markdown_draft(kent):
    now, before = one(kent, "1,873"), one(kent, "1,921")
    assert (now.figure, now.area, now.period) == ("looked_after", "", "2024-25")
    assert (now.relation, now.compared_with) == ("fall", before.id)
    assert (before.period, before.unit, before.trouble) == ("2023-24", "children", "")
    rate, england, neighbours = one(kent, "55.2 per 10,000"), one(kent, "67"), kent[4]
    assert (rate.figure, rate.unit) == ("looked_after_rate", "per 10,000 children")
    assert (rate.relation, rate.compared_with) == ("below", england.id)
    assert (england.area, england.figure) == ("England", "looked_after_rate")
    assert neighbours.area == "statistical neighbours"
    assert (neighbours.relation, neighbours.compared_with) == ("similar", rate.id)
    fallen = one(kent, "22.8%")
    assert (fallen.figure, fallen.relation) == ("re_referrals_percent", "fall")
    assert fallen.compared_with == one(kent, "24.1%").id
    assert one(kent, "24.1%").period == "2023-24"


def test_cells_of_a_markdown_table_have_their_heads(kent):
    cell = one(kent, "9,102")
    assert (cell.sentence, cell.figure, cell.period) == (
        "Children in need, 2023-24: 9,102",
        "children_in_need",
        "2023-24",
    )
    assert one(kent, "9,340").period == "2024-25"
    assert one(kent, "3,001").figure == ""


def test_money_words_and_directions_of_a_markdown_draft(kent):
    assert [one(kent, "£1.25m").value, one(kent, "£300,000").value] == [1_250_000, 300_000]
    assert one(kent, "£300,000").figure == "reserve_drawn"
    assert (one(kent, "No").value, one(kent, "No").unit) == (0, "serious incident")
    assert (one(kent, "Three").unit, one(kent, "1,204").unit) == ("conferences", "practitioners")
    assert one(kent, "over 90%").number.bound == "more than"
    assert one(kent, "Almost a third").value == pytest.approx(100 / 3)
    assert (one(kent, "rose").relation, one(kent, "rose").figure) == ("rise", "")
    assert (one(kent, "reduction in").relation, one(kent, "reduction in").figure) == (
        "fall",
        "referrals",
    )
    assert (one(kent, "12%").relation, one(kent, "12%").period) == ("fall", "2024-25")


def test_a_plain_draft_of_another_area_and_year(leeds):
    assert brief(leeds) == [
        (5, "14", "figure"),
        (6, "two", "change"),
        (8, "672", "figure"),
        (8, "610", "figure"),
        (9, "40.3 per 10,000", "rate"),
        (9, "43.2", "rate"),
        (9, "52", "rate"),
        (12, "3", "figure"),
        (12, "12", "figure"),
        (13, "4", "figure"),
        (13, "11", "figure"),
        (16, "Q3", "date"),
        (16, "grew", "direction"),
        (17, "11- to 16-year-olds", "age"),
        (17, "1 in 8", "share"),
        (17, "twice a year", "frequency"),
        (17, "5th September 2022", "date"),
    ]
    assert one(leeds, "14").unit == "incidents"
    assert (one(leeds, "two").relation, one(leeds, "two").value) == ("rise", 2)
    assert (one(leeds, "672").figure, one(leeds, "672").relation) == ("plans", "rise")
    assert (one(leeds, "610").period, one(leeds, "610").figure) == ("2021-22", "plans")
    region = one(leeds, "52")
    assert (region.area, region.figure) == ("Yorkshire and The Humber", "plans_rate")
    assert (region.relation, region.compared_with) == ("above", one(leeds, "40.3 per 10,000").id)
    assert [one(leeds, "12").period, one(leeds, "11").period] == ["2021-22", "2022-23"]
    assert one(leeds, "5th September 2022").when.date == "2022-09-05"
    assert one(leeds, "1 in 8").value == 12.5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Names with numbers, references, pages and addresses.
        ("Priority Four, Table 1, Appendix 2, page 7 and Section 175/157 are done.", []),
        ("Working Together to Safeguard Children (2023) and the Children Act 2004 apply.", []),
        ("See https://example.org/5/32 or write to team22@example.org; the GCP2 tool helps.", []),
        ("COVID-19 and the S11 audit kept us busy 24/7 (ONS, 2023).", []),
        ("One of the ways is a one-off visit, at one time or another.", []),
        ("The Graded Care Profile 2 helps.", []),
        ("The population2 is large.\n\n2 Rates are taken from there.", []),
        ("3.2 The plan is agreed.", []),
        # Marks of notes, broken lines, units.
        ("There were 12 at the end of March 20241.\n\n1 Drawn on that day.", ["12"]),
        ("In all, 1946 young people came in 2022.", ["1946"]),
        ("It was written in 1946.", ["1946"]),
        ("Over the last 3years 45 children, aged 16-74, came within 15 working days.",
         ["45", "aged 16-74", "within 15"]),
        ("We met 78 delegates on\nfour courses in 2023-\n24.", ["78", "four"]),
        ("* 90% passed\n* 7,197 e-learning courses", ["90%", "7,197"]),
        ("The figure was −3.5 percentage points.", ["−3.5 percentage points"]),
        ("A quarter of the boys and two thirds of the girls agreed.",
         ["A quarter", "two thirds"]),
        ("Quarter on quarter increase in referrals.", ["increase in"]),
        ("We want to reduce harm, and referrals should have fallen.", []),
        ("Ranked in the top twenty with the second highest share.", ["the top twenty", "second"]),
        ("Between 5 and 9 schools, 10-15% of them, took part.", ["Between 5 and 9", "10-15%"]),
    ],
    ids=lambda case: case[:40] if isinstance(case, str) else "",
)  # fmt: skip
def test_what_is_a_number_and_what_only_looks_like_one(text, found):
    assert [each.printed for each in read(text, "2023-24")] == found


def test_labels_bases_and_parts_are_seen_from_the_words_between():
    quarters = read("Q1: 12, Q2: 15, Q3: 9 and Q4: 21 referrals", "2023-24")
    assert [each.period[-2:] for each in quarters] == ["Q1", "Q2", "Q3", "Q4"]
    rates = read("The rate per 10,000 was 41.9 in Medway and 71 in England.", "2023-24", "Medway")
    assert [(each.value, each.kind, each.area) for each in rates] == [
        (41.9, "rate", ""),
        (71, "rate", "England"),
    ]
    part, whole, share = read("45 of 60 schools (75%) replied.", "2023-24")
    assert (part.relation, part.compared_with, share.kind) == ("part of", whole.id, "percentage")
    sizes = read("There was an increase of 569 (12.1%) on the previous year.", "2023-24")
    assert [(each.kind, each.relation) for each in sizes] == [("change", "rise")] * 2


@pytest.mark.parametrize(
    ("text", "area", "period"),
    [
        ("In Kent 74 children were on a plan.", "Kent", "2023-24"),
        ("There were 74 across the South East in 2021-22.", "South East", "2021-22"),
        ("The national average was 74 in mid-2022.", "England", "mid-2022"),
        ("Kent Police held 74 children at the end of March 2023.", "", "2022-23"),
        ("Medway and Kent Councils met 74 people last year.", "", "2022-23"),
        ("74 of the plans are of the winter of 2023.", "", "2023-24"),
        ("## Year 2020-21\n\n- 74 plans", "", "2020-21"),
        ("These were counted in 2019/20:\n\n- 74 plans", "", "2019-20"),
    ],
)
def test_area_and_period_by_the_words_around(text, area, period):
    found = read(text, "2023-24", "Medway")[0]
    assert (found.printed, found.area, found.period) == ("74", area, period)


def test_a_number_with_two_readings_is_offered_with_both_in_one_line():
    (found,) = read("The team recorded 2,024 by then.", "2023-24")
    assert found.value == 2024
    assert found.trouble == (
        "'2,024' may be the number 2,024 or the year 2024: write the one that is meant."
    )
    assert rows([found])["unchecked"][0].startswith("'2,024' may be the number 2,024")
    for certain in ("2,024 children came.", "Costs were £2,024.", "We counted 5,024."):
        assert [each.trouble for each in read(certain, "2023-24")] == [""], certain
    (comma,) = read("The rate was 2,02 then.", "2023-24")
    assert comma.trouble == "'2,02' can be read as 2.02 or as 202: write the one that is meant."
    (day,) = read("They met on 31 February 2024.", "2023-24")
    assert "is in no calendar" in day.trouble


def test_a_table_pasted_as_text_is_read_or_reported_in_one_line():
    tabbed = "Team\t2021-22\t2022-23\nEast\t101\t97\nWest\t88\t90"
    found = read(tabbed, "2022-23")
    assert [(each.sentence, each.period) for each in found] == [
        ("East, 2021-22: 101", "2021-22"),
        ("East, 2022-23: 97", "2022-23"),
        ("West, 2021-22: 88", "2021-22"),
        ("West, 2022-23: 90", "2022-23"),
    ]
    (ragged,) = read("Ward    Plans\nNorth    12    14    15\nSouth    9", "2022-23")
    assert ragged.trouble == (
        "Lines 1 to 3 look like a table pasted as text, but its rows have 2 or 4 cells: paste it "
        "as a Markdown table, or check its figures by hand."
    )
    assert (ragged.kind, ragged.line) == ("unread", 1)


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ("Our plans:\n\n12 children’s plans".encode("cp1252"),
         "draft.md, line 3: the byte 0x92 is not UTF-8, so the file was perhaps saved as"),
        ("12 plans".encode("utf-16"), "draft.md is text in UTF-16, not text in UTF-8: save it as"),
        (b"%PDF-1.7 ...", "draft.md is a PDF, not text in UTF-8"),
        (b"PK\x03\x04 ...", "draft.md is a document of a word processor or spreadsheet"),
        (b"{\\rtf1 12 plans}", "draft.md is a rich-text document"),
        (b"12\0 plans", "draft.md, line 1: a byte 0 is in no text"),
        ("12 childrenâ€™s plans".encode(), "draft.md, line 1: 'â€™' shows letters that were saved"),
        (b"  \n\n", "draft.md holds no text: give a draft with at least one sentence."),
    ],
    ids=["windows", "utf-16", "pdf", "docx", "rtf", "nul", "twice", "empty"],
)  # fmt: skip
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path, held, why):
    path = tmp_path / "draft.md"
    path.write_bytes(held)
    with pytest.raises(ValueError) as said:  # noqa: PT011
        read(path, "2023-24")
    assert str(said.value).startswith(why)
    assert "\n" not in str(said.value)


def test_a_file_is_read_with_or_without_its_mark(tmp_path):
    for number, coding in enumerate(("utf-8", "utf-8-sig")):
        path = tmp_path / f"{number}.txt"
        path.write_text("12 children’s plans\r\n", coding)
        assert [each.printed for each in read(path, "2023-24")] == ["12"]
    with pytest.raises(LookupError, match="There is no draft"):
        read(tmp_path / "gone.md", "2023-24")


def test_rows_are_those_of_the_register_of_statements(kent, leeds):
    schema = yaml.safe_load((RULES / "registers" / "statements.yaml").read_text("utf-8"))
    each = {column["name"]: column for column in schema["columns"]}
    assert set(columns.COLUMNS) == set(each)
    for offers in (kent, leeds):
        table = rows(offers)
        assert list(table["id"]) == [f"D{number:03d}" for number in range(1, len(offers) + 1)]
        assert set(table["status"]) == {"offered"}
        for name in ("relation", "claims", "status", "counted"):
            assert set(table[name]) <= {"", *each[name]["choices"]}, name
        assert set(table["compared_with"]) <= {"", *table["id"]}
        for row in table.to_dict("records"):
            if row["printed"] and row["unit"] not in ("day", "month", "year", "words"):
                printed(row["printed"])
    beyond = rows(read("There were 430 boys in England and Wales in 2022.", "2023-24"))
    assert (beyond["area"][0], beyond["unchecked"][0]) == (
        "",
        "no figures of England and Wales are held",
    )


PARTS = {
    "contributions": {
        "": [""],
        "Kent County Council": ["Kent County Council", "KCC"],
        "Medway Council": ["Medway Council"],
    },
    "training": {"": [""], "in person": ["in person"], "e-learning": ["e-learning"]},
    "reviews": {"": [""], "rapid review": ["rapid review"], "practice review": ["practice review"]},
}
PAID = {
    "contributions": ["contribution", "contributions"],
    "training": ["training", "e-learning"],
    "reviews": ["reviews", "rapid reviews"],
}


@pytest.mark.parametrize(
    ("text", "figure", "of"),
    [
        ("The contribution of KCC was £4,000.", "contributions", "Kent County Council"),
        ("Contributions came to £9,000 in total.", "contributions", ""),
        ("A contribution of £5,000 was made.", "", ""),
        ("## Training\n\n290 completed in-person training", "training", "in person"),
        ("## Training\n\n7,197 E-Learning courses completed", "training", "e-learning"),
        ("## Rapid reviews\n\n| Year | Held |\n|---|---|\n| 2024-25 | 3 |",
         "reviews", "rapid review"),
        ("## Contributions\n\n| Who | Paid |\n|---|---|\n| Medway Council | £70 |\n| Total | £99 |",
         "contributions", "Medway Council"),
    ],
)  # fmt: skip
def test_a_number_is_of_the_part_that_words_name(text, figure, of):
    first = read(text, "2024-25", "Kent", PAID, PARTS)[0]
    assert (first.figure, first.of) == (figure, of)
    row = rows([first]).iloc[0]
    assert (row["figure"], row["of"]) == (figure, of)


def test_a_total_is_of_no_part():
    text = (
        "## Contributions\n\n| Who | Paid |\n|---|---|\n| Medway Council | £70 |\n| Total | £99 |"
    )
    last = read(text, "2024-25", "Kent", PAID, PARTS)[-1]
    assert (last.printed, last.figure, last.of) == ("£99", "contributions", "")
