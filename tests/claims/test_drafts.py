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


def cells(text, *names, year="2022-23", area="Kent", figures=FIGURES, parts=None):
    """Some columns of the rows that a text gives, by the printed number."""
    table = rows(read(text, year, area, figures, parts))
    return {row["printed"]: tuple(row[name] for name in names) for row in table.to_dict("records")}


@pytest.mark.parametrize(
    ("text", "relation", "now", "then"),
    [
        ("In the year 812 referrals came, an increase on the 790 of the year before.",
         "rise", "812", "790"),
        ("There were 35 referrals, a de-\ncrease from 41 the year before.", "fall", "35", "41"),
        ("Referrals rose to 4,102 from 3,990.", "rise", "4,102", "3,990"),
        ("Referrals fell by 5 from 20 to 15.", "fall", "15", "20"),
        ("Referrals fell to 512 from the previous year's 640.", "fall", "512", "640"),
        ("Referrals increased by 12% to 900 from 800.", "rise", "900", "800"),
        ("The rate of children looked after fell from 61 to 64 per 10,000.",
         "fall", "64 per 10,000", "61"),
        ("Re-referrals fell from 24 to 22%.", "fall", "22%", "24"),
    ],
)  # fmt: skip
def test_a_number_is_set_beside_the_one_of_the_year_before(text, relation, now, then):
    found = cells(text, "id", "relation", "compared_with", "period", "figure")
    assert found[now][1:4] == (relation, found[then][0], "2022-23")
    assert found[then][3] == "2021-22"
    assert found[now][4] == found[then][4] != ""


def test_the_numbers_of_a_rate_are_in_one_unit_and_of_one_figure():
    rate = ("per 10,000 children", "looked_after_rate")
    text = "The rate of children looked after fell from 61 to 64 per 10,000, below the national 67."
    assert set(cells(text, "unit", "figure").values()) == {rate}
    said = "In Hull there were 52.1 plans per 10,000 children, and 38 per 10,000 in England."
    known = {**FIGURES, "plans_rate": ["child protection plans per"]}
    found = cells(said, "unit", "figure", "area", area="Kingston upon Hull", figures=known)
    assert found["52.1"][:2] == ("per 10,000 children", "plans_rate")
    assert found["38 per 10,000"] == ("per 10,000 children", "plans_rate", "England")
    (english,) = read("Kent had 52.1 plans per 10,000 children in England.", "2022-23", "Kent")
    assert (english.printed, english.area) == ("52.1", "England")


@pytest.mark.parametrize(
    ("text", "share", "base"),
    [
        ("We heard more than 900 young people, of whom 130% felt safe.", "130%", "more than 900"),
        ("Of 410 parents, 62% replied.", "62%", "410"),
        ("There were 77 plans, of which 25% were for neglect.", "25%", "77"),
        ("In all 64 boys came. Of these, 40% came twice.", "40%", "64"),
        ("30% of the 90 carers agreed.", "30%", "90"),
        ("Of 48 schools, 30% replied, compared with 55% nationally.", "30%", "48"),
    ],
)
def test_a_percentage_has_the_base_that_its_sentence_gives(text, share, base):
    found = cells(text, "id", "base", "compared_with", "relation")
    assert found[share][1] == found[base][0]
    assert found[share][3] != "part of"
    assert "55%" not in found or found["55%"][1] == ""


def test_a_percentage_in_brackets_is_the_share_that_stands_before_it():
    assert cells("45 of 60 schools (75%) replied.", "worked", "base")["(75%)".strip("()")] == (
        "share(D001, D002)",
        "D002",
    )
    assert cells("12 (20%) of 60 schools did.", "worked")["20%"] == ("share(D001, D003)",)
    found = cells("Of the 48 schools, 36 replied (75%).", "worked", "relation", "compared_with")
    assert found["75%"][0] == "share(D002, D001)"
    assert found["36"][1:] == ("part of", "D001")


SHARED_OUT = {**FIGURES, "contributions": ["contribution", "contributions"]}
PAYERS = {
    "contributions": {
        "": [""],
        "Hull City Council": ["Hull City Council", "the council"],
        "Humberside Police": ["Humberside Police"],
        "Humber ICB": ["Humber ICB", "ICB"],
    }
}


@pytest.mark.parametrize(
    "text",
    [
        "Hull City Council contributed £9,000, Humberside Police £4,000 and the ICB £2,000, "
        "a total of £16,000.",
        "Contributions: £9,000 came from the council, £4,000 from Humberside Police, £2,000 from "
        "the ICB, in all £16,000.",
    ],
    ids=["before", "behind"],
)
def test_sums_of_money_are_of_the_agencies_named_and_add_up(text):
    found = cells(text, "figure", "of", "worked", figures=SHARED_OUT, parts=PAYERS)
    assert found["£9,000"] == ("contributions", "Hull City Council", "")
    assert found["£4,000"] == ("contributions", "Humberside Police", "")
    assert found["£2,000"] == ("contributions", "Humber ICB", "")
    assert found["£16,000"] == ("contributions", "", "D001 + D002 + D003")


@pytest.mark.parametrize(
    ("text", "total", "worked"),
    [
        ("There were 250 visits: of these 120, 70 and 50 were late.", "250", "D002 + D003 + D004"),
        ("The north held 12 and the south 14, 27 in all.", "27", "D001 + D002"),
        ("- North: 12\n- South: 14\n- Total: 30", "30", "D001 + D002"),
        ("| Who | Paid |\n|---|---|\n| A | £5 |\n| B | £7 |\n| Total | £13 |", "£13",
         "D001 + D002"),
        # Nobody can tell what these add up.
        ("| Who | Paid |\n|---|---|\n| A | £5 |\n| B | c |\n| Total | £13 |", "£13", ""),
        ("| Who | Rate |\n|---|---|\n| A | 61 |\n| B | 70 |\n| Total | 65 |", "65", ""),
        ("| Who | Held |\n|---|---|\n| A | 6.1 |\n| B | 7.0 |\n| Total | 6.5 |", "6.5", ""),
        ("Kent held 12 and Medway 14, and a total of 90 in the South East.", "90", ""),
        ("12 visits and 4 audits were made, a total of 20.", "20", ""),
        ("9 of 30 staff and 5 of 6 managers came, a total of 14.", "14", ""),
        ("Plans rose from 20 to 25, a total of 30.", "30", ""),
        ("There were 250 visits, of which 120 and 70 were late.", "250", ""),
    ],
)  # fmt: skip
def test_a_total_is_worked_from_the_parts_beside_it(text, total, worked):
    assert cells(text, "worked")[total] == (worked,)


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("There were 80 plans, up from 64 a year earlier. That is a rise of 12%.",
         {"12%": "change(D001, D002)"}),
        ("Referrals fell from 900 to 810, a fall of 10%, while contacts rose by 3%.",
         {"10%": "change(D002, D001)", "3%": ""}),
        ("There were 300 plans, 25 more than the 275 of the year before.", {"25": "D001 - D003"}),
        ("Re-referrals rose from 20% to 24%, a rise of 4 percentage points.",
         {"4 percentage points": "points(D002, D001)"}),
        ("There were 80 plans, above the national figure of 70. That is a rise of 12%.",
         {"12%": ""}),
    ],
)  # fmt: skip
def test_the_size_of_a_change_follows_from_the_two_numbers_beside_it(text, worked):
    found = cells(text, "worked")
    assert {printed: found[printed][0] for printed in worked} == worked


def test_words_broken_at_the_end_of_a_line_are_joined_and_their_own_hyphens_kept():
    broken = "There were 12 child-\nren in Eng-\nland in multi-\nagency care after re-\nreferrals."
    (found,) = read(broken, "2022-23")
    assert (
        found.sentence
        == "There were 12 children in England in multi-agency care after re-referrals."
    )
    assert (found.unit, found.area) == ("children", "England")
    (soft,) = read("We met 7 fami\u00ad\nlies.", "2022-23")
    assert soft.unit == "families"
    again, _ = read("All 9 all re-\nferrals, 16-year-\nolds too.", "2022-23")
    assert again.sentence.startswith("All 9 all referrals, 16-year-olds")


def test_notes_and_their_marks_are_no_statements():
    text = """Care in Hull
There were 640 children in need[3] in Hull at 31 March 2023, more¹ than
the 610 of March 2022.2

1 Source: DfE, 2023,
and the council, May 2022.
2 Revised.
3 At 31 March 2023.

Source: DfE, 2021
"""
    found = read(text, "2022-23", "Kingston upon Hull", FIGURES)
    assert [each.printed for each in found] == ["640", "610"]
    assert {each.section for each in found} == {"Care in Hull"}


def test_a_number_in_the_name_of_a_figure_is_no_statement():
    known = {**FIGURES, "long_plans": ["two years or more"]}
    for said in ("9 plans open for two years or more", "9 plans open for 2 years or more"):
        assert list(cells(said, "figure", figures=known).items()) == [("9", ("long_plans",))]


def test_a_short_line_above_a_paragraph_is_its_heading_and_its_date_no_statement():
    text = (
        "Children in need\nIn Hull there were, at the end of March 2023, 512 boys and\n430 girls."
    )
    found = read(text, "2022-23", "Kingston upon Hull")
    assert [(each.printed, each.section) for each in found] == [
        ("512", "Children in need"),
        ("430", "Children in need"),
    ]
    wrapped = read(
        "Over the year that has ended our partners and\nKent Police met 7 times.", "2022-23"
    )
    assert wrapped[0].sentence.startswith("Over the year")


def test_offers_are_numbered_on_from_the_statements_that_there_are():
    offers = read(
        "There were 80 plans, up from 64 a year earlier. That is a rise of 12%.", "2022-23"
    )
    table = rows(offers, taken=("D001", "D005", "C044", "D004"))
    assert list(table["id"]) == ["D006", "D007", "D008"]
    assert (table["compared_with"][0], table["worked"][2]) == ("D007", "change(D006, D007)")
    assert list(rows(offers)["id"]) == ["D001", "D002", "D003"]


def test_what_is_said_is_quoted_without_its_full_stop():
    table = rows(read("The rate was 61 per 10,000. We met these:\n\n- 12 boys", "2022-23"))
    assert list(table["said"]) == ["The rate was 61 per 10,000", "12 boys"]


@pytest.mark.parametrize(
    ("name", "why"),
    [("draft.docx", "a Word document"), ("draft.pdf", "a PDF"), ("a.odt", "an OpenDocument text")],
)
def test_text_that_is_named_as_another_document_is_refused(tmp_path, name, why):
    path = tmp_path / name
    path.write_text("There were 12 plans.", "utf-8")
    with pytest.raises(ValueError, match=f"{name} is named as {why} and is none") as said:
        read(path, "2022-23")
    assert "\n" not in str(said.value)


def test_a_draft_without_any_figure_states_nothing():
    assert read("Hull is a fine city.", "2022-23") == ()
    assert len(rows(())) == 0


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Of 810 referrals, 200 were from schools.", {"810": "referrals", "200": ""}),
        ("There were 77 children on a plan, of whom 20 were babies.", {"77": "plans", "20": ""}),
        ("There were 810 referrals. Of these, 200 were from schools.",
         {"810": "referrals", "200": ""}),
        ("Police made 120 referrals, health 80 and schools 60; altogether 260 came.",
         {"120": "", "80": "", "60": "", "260": "referrals"}),
        ("We spent £1.25m, of which £300,000 came from the reserve.",
         {"£1.25m": "", "£300,000": "reserve_drawn"}),
        ("The number of audits rose from 4 to 6.", {"4": "", "6": ""}),
    ],
)  # fmt: skip
def test_a_part_does_not_state_the_figure_of_its_whole(text, figures):
    found = cells(f"## Referrals\n\n{text}", "figure")
    assert {printed: figure for printed, (figure,) in found.items()} == figures


def test_a_year_with_which_something_is_compared_is_not_the_period_of_another_number():
    (more,) = read("Attendance was up on last year, with 12 more schools.", "2022-23")
    assert more.period == "2022-23"
    sizes = cells("Grants rose from £200 to £220, an increase of £20 (10%).", "worked")
    assert (sizes["£20"], sizes["10%"]) == (("D002 - D001",), ("change(D002, D001)",))
