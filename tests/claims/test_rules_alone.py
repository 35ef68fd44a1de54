"""Sums, shares, counts, dates, names and silence: each once right and once wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mscp_analysis import claims, registers
from mscp_analysis.claims.statement import Statement
from mscp_analysis.measures import Fact
from mscp_analysis.prose import Phrase
from mscp_analysis.registers import national


def rows(said, *each: dict[str, str]) -> list[Statement]:
    return [said(id=name, **cells) for name, cells in zip("ABCDEFG", each, strict=False)]


CASES = {
    # What each says, right and wrong; the verdict on the wrong one; its words.
    "parts that add up": (
        [{"worked": "B + C", "printed": "120"}, {"printed": "75"}, {"printed": "45"}],
        {"printed": "131"},
        "parts_do_not_sum",
        "The parts named add up to 120, 11 less than the 131 that it says.",
    ),
    "a share that follows": (
        [{"worked": "share(B, C)", "printed": "62.5%"}, {"printed": "75"}, {"printed": "120"}],
        {"printed": "65.2%"},
        "arithmetic_differs",
        "Reckoned from the other figures: 62.5%, and it says 65.2%.",
    ),
    "a change told by its size": (
        [{"worked": "change(B, C)", "printed": "20%"}, {"printed": "80"}, {"printed": "100"}],
        {"printed": "25%"},
        "arithmetic_differs",
        "Reckoned from the other figures: −20%, and it says 25%.",
    ),
    "a part of its whole": (
        [{"printed": "75", "compared_with": "B", "relation": "part of"}, {"printed": "120"}],
        {"printed": "130"},
        "part_above_whole",
        "It is 130, 10 more than the 120 that it is said to be part of.",
    ),
    "a number that is not to exceed another": (
        [{"printed": "40", "compared_with": "B", "relation": "at most"}, {"printed": "52"}],
        {"printed": "60"},
        "part_above_whole",
        "It is 60, 8 more than the 52 that it is said not to exceed.",
    ),
    "a percentage that a count gives": (
        [{"printed": "62%", "unit": "%", "base": "B"}, {"printed": "121", "unit": "forms"}],
        {"printed": "62.7%"},
        "does_not_fit",
        "No whole number of 121 is 62.7%: the nearest are 61.98% and 62.81%.",
    ),
    "a date in the year": (
        [{"printed": "June 2022", "unit": "month", "date": "2022-06"}],
        {"printed": "June 2023", "date": "2023-06"},
        "outside_year",
        "It was in 2023-24, and the report is of 2022-23.",
    ),
    "a month that may be of the next year": (
        [{"printed": "two", "unit": "conferences", "date": "2023-02 to 2023-03", "listed": "X; Y"}],
        {"date": "2023-03 to 2023-04"},
        "outside_year",
        "It may have been in 2023-24, and the report is of 2022-23. It names 2, as it says.",
    ),
    "a deadline": (
        [
            {"printed": "2 September 2022", "unit": "day", "compared_with": "B",
             "relation": "at most"},
            {"printed": "29 September 2022", "unit": "day"},
        ],
        {"printed": "30 September 2022"},
        "deadline_missed",
        "The deadline was missed by 1 day.",
    ),
    "one day before another": (
        [
            {"printed": "1 May 2022", "unit": "day", "compared_with": "B", "relation": "before"},
            {"printed": "8 May 2022", "unit": "day"},
        ],
        {"printed": "15 May 2022"},
        "wrong_order",
        "It is not before what it is said to be: 7 days lie between.",
    ),
    "a list as long as is said": (
        [{"printed": "three", "unit": "towns", "listed": "Ashford; Dover; Thanet"}],
        {"listed": "Ashford; Dover"},
        "list_differs",
        "It says 3 and names 2.",
    ),
    "pages that follow on": (
        [{"unit": "pages", "listed": "4-5; 6; 7-12"}],
        {"listed": "4-5; 6; 9-12"},
        "pages_have_gaps",
        "The pages from 9 do not follow on those before them.",
    ),
    "two passages that agree": (
        [
            {"printed": "9 April 2019", "unit": "day", "compared_with": "B", "relation": "equal"},
            {"printed": "9th April 2019", "unit": "day"},
        ],
        {"printed": "10 April 2019"},
        "words_differ",
        "Another passage, in One, says otherwise.",
    ),
    "neighbours of the list": (
        [
            {"unit": "areas", "area": "statistical neighbours",
             "listed": "Peterborough; Sheffield; Bolton; Telford and Wrekin; Coventry; Walsall; "
             "Dudley; Medway; Kirklees; Leeds"}
        ],
        {"listed": "Peterborough; Sheffield; Bolton; Telford and Wrekin; Coventry; Walsall; "
         "Dudley; Medway; Kirklees; Kent"},
        "list_differs",
        "It names 10. They are not those of the list in force for 2022-23: it has not Kent but "
        "Leeds.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_right_statement_passes_and_a_wrong_one_is_told(name, said, checked):
    right, wrong, verdict, words = CASES[name]
    found = checked(*rows(said, *right))
    assert set(found.verdicts) == {"right"}, found.words
    assert found.state == "right"
    found = checked(*rows(said, {**right[0], **wrong}, *right[1:]))
    assert set(found.verdicts) - {"right"} == {verdict}
    assert found.words == words


SILENT = {
    # What is found only where it is wrong; the cell that makes it so; verdict and words.
    "contacts told as people": (
        [{"printed": "90", "unit": "people", "counted": "people"}],
        {"counted": "contacts"},
        "contacts_as_people",
        "It tells of people, and contacts were counted: the same person may be in it twice.",
    ),
    "more children than live there": (
        [{"printed": "59,000", "unit": "children"}],
        {"printed": "118,752"},
        "above_possible",
        # Derby had 59,376 children in mid-2022.
        "It is 200.0% of the 59,376 children who live there.",
    ),
    "more than one for each": (
        [{"printed": "46.7", "unit": "per 10,000 children"}],
        {"printed": "12,000"},
        "above_possible",
        "It is a rate of 12,000, more than one for each of its population.",
    ),
    "units that do not add up": (
        [
            {"worked": "B + C", "unit": "places"},
            {"printed": "3", "unit": "places"},
            {"printed": "4", "unit": "places"},
        ],
        {"worked": "B + D"},
        "units_mixed",
        "Reckoned from the other figures: 8. It adds up courses and places, which cannot be added "
        "to each other.",
    ),
    "amounts written in two ways": (
        [{"unit": "pounds", "listed": "£4,000; £29,600"}],
        {"listed": "(4,000); £29,600"},
        "formats_mixed",
        "The amounts are written in brackets and with a pound sign.",
    ),
    "shares of which some are left out": (
        [
            {"worked": "B + C", "unit": "%", "base": "420"},
            {"printed": "60.1%", "unit": "%"},
            {"printed": "39.9%", "unit": "%"},
        ],
        {"worked": "B + E"},
        "parts_left_out",
        "Reckoned from the other figures: 90.1%. The shares that are given come to 90.1%; the "
        "other 9.9% are not given.",
    ),
    "a percentage without a base": (
        [{"printed": "98%", "unit": "%", "base": "some of them"}],
        {"base": ""},
        "no_base",
        "It is a percentage, and the document does not say of what number.",
    ),
    "words for a figure": (
        [{"printed": "41", "unit": "visits", "claims": "level"}],
        {"printed": "", "unit": "words"},
        "no_number",
        "It says that something is high or low and gives no figure.",
    ),
    "a figure that is lost": (
        [{"unit": "words", "unchecked": "no log is printed"}],
        {"unchecked": "lost from the printed text"},
        "lost",
        "It is lost from the printed text and cannot be checked.",
    ),
    "a figure without a source": (
        [{"printed": "20%", "unit": "%", "base": "women", "unchecked": "the survey is not held"}],
        {"unchecked": "no source is named"},
        "unsourced",
        "It names no source, so that nobody can look it up.",
    ),
    "a statement that nobody confirmed": (
        [{"printed": "41", "unit": "visits", "status": "drafted"}],
        {"status": "offered"},
        "unconfirmed",
        "The reader of drafts found it; nobody has confirmed yet that it says so.",
    ),
}
BESIDE = [{"printed": "5", "unit": "courses"}, {"printed": "30%", "unit": "%"}]


@pytest.mark.parametrize("name", SILENT)
def test_what_is_told_only_where_it_is_wrong(name, said, checked):
    right, wrong, verdict, words = SILENT[name]
    others = [*right[1:], *[{}] * (3 - len(right)), *BESIDE]
    found = checked(*rows(said, right[0], *others))
    assert set(found.verdicts) <= {"right"}, found.words
    found = checked(*rows(said, {**right[0], **wrong}, *others))
    assert [each for each in found.verdicts if each != "right"] == [verdict]
    assert found.words == words


def test_names_and_payers(said, checked, figures):
    names = {"Derby City Council": "Derby City Council", "DCC": "Derby City Council"}
    gone = {"Derby City Council": date(2022, 3, 30)}
    paid = said(printed="£4,000", unit="pounds", of="Derby City Council")
    assert checked(paid, names=names).verdicts == []
    assert checked(paid, names=names, gone={"Another": None}).verdicts == []
    short = said(printed="£4,000", unit="pounds", of="DCC")
    found = checked(short, names=names, gone=gone)
    assert found.verdicts == ["named_otherwise", "payer_gone"]
    assert found.words == (
        "It says DCC; the list of agencies has Derby City Council. It counts on Derby City "
        "Council, which has been gone since 30 March 2022."
    )
    why = checked(paid, names=names, gone={"Derby City Council": "It pays no more"})
    assert why.verdicts == ["payer_leaves"]
    assert why.words == (
        "Derby City Council paid in the year and may not pay again: it pays no more."
    )
    total = said(id="T", worked="A + B", unit="pounds")
    other = said(id="B", printed="£1,000", unit="pounds")
    assert checked(total, paid, other, names=names, gone=gone).verdicts == ["right", "payer_gone"]
    during = {"Derby City Council": date(2022, 6, 30)}
    assert checked(paid, names=names, gone=during).verdicts == ["payer_leaves"]
    later = said(printed="£4,000", unit="pounds", of="DCC", period="2023-24")
    assert "payer_gone" in checked(later, names=names, gone=during).verdicts
    drawn = said(id="B", printed="£1,000", unit="pounds", figure="reserve_drawn")
    reserve = {"reserve_drawn": replace(figures["plans"], name="reserve_drawn")}
    ahead = checked(total, paid, drawn, names=names, gone=during, figures=reserve)
    assert ahead.verdicts == ["right", "payer_gone"]


def test_a_base_that_is_not_printed_and_one_that_is_too_small(said, checked):
    share, part = (
        said(printed="60.0%", unit="%", base="B", worked="share(C, B)"),
        said(id="C", printed="60", unit="pounds"),
    )
    derived = said(id="B", worked="C + D", unit="pounds")
    found = checked(share, part, derived, said(id="D", printed="40", unit="pounds"))
    assert found.verdicts == ["right", "base_not_printed"]
    assert found.words.endswith("It is a share of 100, a total that the document does not print.")
    few = checked(said(printed="50%", unit="%", base="6"))
    assert few.verdicts == ["right", "small_base"]
    # Wilson's limits of 3 in 6: 18.8% to 81.2%.
    assert few.words == (
        "It is 3 of 6. It is a percentage of only 6, of which each is 16.7%: 50% of them may "
        "stand for 19% to 81% of all such cases."
    )
    assert "of which each" not in checked(said(printed="50%", unit="%", base="60")).words
    assert "small_base" not in checked(said(printed="50%", unit="%", base="600")).verdicts
    assert checked(said(printed="six", unit="cases")).verdicts == ["small_base"]


def test_a_part_that_only_seems_one_is_no_fault_of_the_report(said, checked):
    seems = said(printed="3,000", unit="people", compared_with="B", relation="perhaps part of")
    found = checked(seems, said(id="B", printed="1,946", unit="people"))
    assert (found.verdicts, found.state) == (["part_above_other"], "to be explained")
    assert found.words == (
        "It is 3,000, 1,054 more than the 1,946 beside it, so that it cannot be part of them; "
        "what each counts is not said."
    )


def test_figures_are_shown_as_numbers_and_not_as_numpy_writes_them(said, checked):
    small = checked(said(printed="six", unit="cases")).checked
    shown = [each for found in small.findings for each in found.facts.values()]
    assert {type(each.value) for each in shown if each.value is not None} == {float}


def test_statements_are_listed_by_kind_document_and_what_bears_them_out(beside):
    own = registers.open("Medway", "2023-24")["statements"]
    said = claims.statements(own.with_rows(own.rows[own.rows["id"].isin(["C003", "C195"])]))
    rows = list(said.values())
    listed = claims.listed(claims.check(rows, beside(*rows)), own).rows.set_index("id")
    assert listed["kind_of"].tolist() == ["printed", "printed"]
    assert listed["by"].tolist() == ["own figures", "own figures"]
    assert listed["document_title"].nunique() == 2
    assert listed["of_report"].tolist() == ["yes", "no"]


def test_a_percentage_beside_a_count_says_what_it_would_be(said, checked):
    found = checked(
        said(printed="98%", unit="%", compared_with="B"), said(id="B", printed="182", unit="people")
    )
    assert found.verdicts == ["no_base"]
    assert found.words.endswith("Were it of the 182 beside it, 178 of them would be 97.8%.")


def test_a_growth_needs_no_base_of_that_kind(said, checked):
    grew = said(printed="7.5%", unit="%", compared_with="B", relation="above")
    own = said(id="B", printed="6.0%", unit="%", worked="change(C, D)")
    now, then = said(id="C", printed="280", unit="people"), said(id="D", printed="264")
    found = checked(grew, own, now, then)
    assert found.verdicts == ["right"]
    assert found.words == "7.5% is above the 6.0% beside it, by 1.5 percentage points."
    assert checked(said(printed="12%", unit="%", relation="rise")).verdicts == []
    level = said(printed="75%", unit="%", compared_with="B", relation="rise")
    told = checked(level, said(id="B", printed="49%", unit="%"))
    assert told.words.startswith("It rose by 26 percentage points, from 49% to 75%.")
    assert told.verdicts == ["right", "no_base"]


def test_of_a_large_base_it_is_only_told_that_the_share_is_possible(said, checked):
    large = checked(said(printed="5.6%", unit="%", base="279,800"))
    assert large.words == "It is possible: some whole number of the 279,800 gives it."
    near = checked(said(printed="100%", unit="%", base="290"))
    assert near.words == "That is 289 to 290 of 290, as far as its rounding tells."


def test_two_passages_are_quoted_where_they_hold_no_digit(said, checked):
    here = said(printed="Board", unit="words", compared_with="B", relation="equal")
    found = checked(here, said(id="B", printed="Committee", unit="words"))
    assert found.words == ("It says “Board”, and the other passage, in One, says “Committee”.")


def test_dates_are_reckoned_from_the_year(said, checked):
    told = said(printed="21 November 2023", unit="day", worked="days(A, end)")
    # 30 days to the end of April and so on: 235 from 31 March.
    assert checked(told).words == "It is 235 days from the end of 2022-23."


def test_what_a_number_comes_to_beside_another(said, checked):
    base = said(id="B", printed="20", unit="assemblies")
    assert checked(said(printed="3,000", unit="people", base="B"), base).words == (
        "It is 150 for each of the 20 assemblies."
    )
    few = said(printed="20", unit="assemblies", base="B")
    voters = said(id="B", printed="8,399", unit="people")
    assert checked(few, voters).words == ("8,399 people among 20 assemblies come to 420 for each.")
    assert checked(said(printed="38", unit="views", base="1 month")).words == (
        "It is 38 for 1 month."
    )
    assert checked(said(printed="140", unit="views", base="7")).words == ""
    same = said(printed="5", unit="assemblies", base="B")
    assert checked(same, base).words == "It is 25.0% of 20."


def test_what_was_to_be_expected(said, checked, figures):
    # 393 of England's 11,901,267 children, of 59,376: 1.96 a year.
    about = {
        "national": {name: national.figure(name) for name in ["serious_incident_notifications"]}
    }
    reviews = {"unit": "reviews", "figure": "reviews", "relation": "in line with what is expected"}
    figures = {**figures, "reviews": figures["children_in_need"]}  # What is held is not asked.
    few = checked(said(**reviews, printed="3"), figures=figures, **about)
    assert "right" in few.verdicts
    assert "At the national rate 2.0 a year would be expected; from 0 to 5" in few.words
    many = checked(said(**reviews, printed="9"), figures=figures, **about)
    assert "not_expected" in many.verdicts


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        (
            {"figure": "plan"},
            "figure",
            "expected the name of a figure, found 'plan'; write 'plans'",
        ),
        ({"figure": "plans", "area": "Derbyshir"}, "area", "the nearest names are Derbyshire"),
        ({"figure": "plans", "of": "boys"}, "of", "since the figure has no parts"),
        ({"figure": "plans", "period": "the past"}, "period", "a year such as 2023-24"),
        ({"printed": "several"}, "printed", "'several' is not a number"),
        ({"printed": "2,024"}, "printed", "say in the column unit which it is"),
        (
            {"compared_with": "Z9"},
            "compared_with",
            "expected the number of a statement, found 'Z9'",
        ),
        ({"compared_with": "A"}, "compared_with", "expected the number of another statement"),
        (
            {"figure": "assessments", "of": "boredom"},
            "of",
            "expected a part of the figure: ",
        ),
        ({"base": "C018"}, "base", "correct it, or add that row"),
        ({"relation": "above"}, "compared_with", "the number of the statement that it is above"),
        ({"worked": "A + 1"}, "worked", "it goes round in a circle: A from A"),
        (
            {"figure": "population", "area": "statistical neighbours"},
            "area",
            "no mean of neighbours is taken of that figure",
        ),
        (
            {"figure": "plans_rate", "area": "statistical neighbours", "period": "2022-23 Q3"},
            "period",
            "a reporting year such as 2023-24, since it is of statistical neighbours",
        ),
        ({"date": "last June"}, "date", "write it as 2024-07-15, 2024-07 or 2024-03 to 2024-04"),
    ],
)
def test_a_cell_that_cannot_be_understood_is_told_in_one_line(cells, column, words, said, beside):
    row = said(**cells)
    about = beside(row)
    (fault,) = claims.faults([row], about)
    assert fault.column == column
    assert words in fault.sentence
    assert fault.sentence.startswith("2022-23/statements.csv, column")
    assert fault.sentence.endswith("(statement A).")
    with pytest.raises(ValueError, match="statement A"):
        claims.check([row], about)


def test_every_verdict_has_words_and_a_severity():
    folder = Path(claims.__file__).parent / "rules"
    text = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    used = set(re.findall(r'(?:said|asked\.finding\(|finding\(), ?"([a-z_]+)"', text))
    assert "differs" in used
    for verdict in used:
        assert claims.severity(verdict).words


@pytest.mark.parametrize("unit", ["%", "per cent", "percent"])
def test_a_percentage_is_one_however_its_unit_is_written(said, checked, unit):
    assert checked(said(printed="44", unit=unit)).verdicts == ["no_base"]
    assert "above_possible" in checked(said(printed="120", unit=unit, base="50")).verdicts
    assert said(printed="44", unit=unit).fact().unit == "%"


def test_figures_of_one_key_are_one_figure(said, beside):
    """A half of 50 cases, and 20% where 10% was meant: the same number in two units."""
    every = rows(
        said,
        {"printed": "50", "unit": "cases", "base": "50"},
        {"printed": "50", "unit": "per cent", "base": "50"},
        {"printed": "20%", "worked": "share(D, E)"},
        {"printed": "10", "unit": "cases"},
        {"printed": "100", "unit": "cases", "base": "D"},
    )
    by_key: dict[str, set[tuple[object, ...]]] = {}
    for found in claims.check(every, beside(*every)):
        for each in found.findings:
            assert str(Phrase(each.words, **each.facts))
            for fact in filter(lambda one: isinstance(one, Fact), each.facts.values()):
                alike = (fact.measure, fact.title, fact.unit, fact.value, fact.sources)
                by_key.setdefault(fact.key, set()).add(alike)
    assert {50.0, 10.0} <= {alike[3] for kinds in by_key.values() for alike in kinds}
    assert all(len(kinds) == 1 for kinds in by_key.values())


@pytest.mark.parametrize("place", ["HMYOI Cookham Wood", "Narnia"])
def test_a_place_that_is_no_area_has_a_name_and_no_data(said, checked, beside, place):
    held = said(printed="50", unit="children", area=place)
    assert checked(held).state == "not checkable"
    assert (held.fact().area, held.fact().area_code) == (place, "")
    about = beside(held)
    for cells in ({"figure": "plans"}, {"base": "population"}):
        of_data = said(printed="50", unit="children", area=place, period="2021-22", **cells)
        (fault,) = claims.faults([of_data], about)
        assert (fault.column, fault.found) == ("area", place)
        assert "no name is like it" in fault.sentence or "Barnet" in fault.sentence
    (fault,) = claims.faults([said(area=place, worked="plans * 2")], about)
    assert f"there is no area '{place}' to take the figure plans of" in fault.sentence


def test_two_places_that_are_no_areas_are_two(said, checked):
    one, other = rows(
        said,
        {"printed": "50", "unit": "boys", "area": "Cookham Wood", "compared_with": "B"},
        {"printed": "60", "unit": "boys", "area": "Feltham", "period": "2021-22"},
    )
    assert "beside_another_year" in checked(one, other).verdicts


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ({"printed": "44", "unit": "children"}, {"printed": "£44", "unit": "pounds"}, False),
        ({"printed": "44", "unit": "children"}, {"printed": "44", "unit": "young people"}, True),
        ({"printed": "44%"}, {"printed": "44", "unit": "per cent"}, True),
        ({"printed": "over 500"}, {"printed": "512"}, True),
        ({"printed": "512"}, {"printed": "over 500"}, True),
        ({"printed": "over 500"}, {"printed": "500"}, False),
        ({"printed": "over 500"}, {"printed": "over 500"}, True),
        ({"printed": "over 500"}, {"printed": "under 500"}, False),
        ({"printed": "280-290"}, {"printed": "270-290"}, False),
    ],
)
def test_two_passages_agree_by_unit_and_bound_too(said, checked, one, other, verdict):
    first, second = rows(said, {**one, "compared_with": "B", "relation": "equal"}, other)
    found = checked(first, second)
    assert ("words_differ" in found.verdicts) is not verdict
    assert ("Both passages say the same." in found.words) is verdict


def test_a_day_and_the_month_that_it_is_in_have_no_order(said, checked):
    day = {"printed": "25 May 2023", "unit": "day", "compared_with": "B"}
    for relation in ("before", "after"):
        for month, told in (("May 2023", False), ("June 2023", True)):
            one, other = rows(
                said, {**day, "relation": relation}, {"printed": month, "unit": "month"}
            )
            found = {"wrong_order", "right"} & set(checked(one, other).verdicts)
            assert bool(found) is told


def test_amounts_in_millions_add_up_as_far_as_they_are_rounded(said, checked):
    for total, verdict in (("£2.0m", "right"), ("£2.2m", "parts_do_not_sum")):
        every = rows(
            said,
            {"printed": total, "unit": "pounds", "worked": "B + C"},
            {"printed": "£1.2m", "unit": "pounds"},
            {"printed": "£0.7m", "unit": "pounds"},
        )
        assert verdict in checked(*every).verdicts
    exact = rows(said, {"printed": "£201", "worked": "B + C"}, {"printed": "£120"})
    assert "parts_do_not_sum" in checked(*exact, said(id="C", printed="£80")).verdicts


def test_a_long_chain_of_sums_is_reckoned_once(said, beside):
    every = [said(id="A1", printed="1")]
    for number in range(2, 60):
        every.append(said(id=f"A{number}", worked=f"A{number - 1} + A{number - 1} * 0"))
    about = beside(*every)
    assert claims.check(every, about)[-1].value == 1.0
    assert len(about.reckonings) == 58
    assert not replace(about, figures={}).reckonings
