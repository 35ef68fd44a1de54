"""Registers as an analyst meets them: typed rows, facts with their sources, and what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscp_analysis import data, prose, registers, tables
from mscp_analysis.changes import share

PARTNERSHIP = "name: Kent SCP\nshort_name: KSCP\narea_code: E10000016\n"


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "partnerships" / "kent" / "2023-24"
    folder.mkdir(parents=True)
    folder.with_name("partnership.yaml").write_text(PARTNERSHIP)
    documents = "id,title,publisher,published,url\nreport,Report,Kent,2024-09-01,\n"
    folder.with_name("documents.csv").write_text(documents)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    return folder


def test_contributions_as_printed_on_page_26():
    paid = registers.open("Medway", "2023-24").contributions
    assert paid.total("amount").shown == "211,117"
    council = paid.where(agency="Medway Council").total("amount")
    assert share(council, paid.total("amount")).shown == "69.5"
    assert [source.detail for source in council.sources] == ["page 26"]


def test_a_sum_with_a_figure_missing_is_not_known_and_says_why(year):
    (year / "contributions.csv").write_text("agency,amount\nA,10\nB,[l]\n")
    own = registers.open("Kent", "2023-24")
    fact = own.contributions.total("amount")
    assert (fact.value, fact.marker) == (None, "l")
    assert own.contributions.where(agency="A").total("amount").value == 10


def test_nothing_happened_is_none_and_not_an_absence(year):
    (year / "returns.csv").write_text("register,state,reason,due,owner\nmeetings,nil,,,\n")
    meetings = registers.open("Kent", "2023-24").meetings
    assert meetings.is_supplied
    assert meetings.count().value == 0


def test_a_late_register_says_why_and_when_it_comes(year):
    head = "register,state,reason,due,owner"
    row = "child_deaths,late,the panel had not met,2025-01-31,Child Death Overview Panel"
    (year / "returns.csv").write_text(f"{head}\n{row}\n")
    deaths = data.own("Kent", "2023-24").child_deaths.deaths
    said = prose.Notes().show(tables.by(deaths, "Kent", "2023-24", "place"))
    assert repr(said) == (
        "Figures for 2023-24 on child deaths are late: the panel had not met. "
        "They are due on 31 January 2025 from Child Death Overview Panel."
    )


def test_rows_of_a_document_are_known_from_its_publication_on(year):
    (year / "contributions.csv").write_text("agency,amount,document\nA,10,report\n")
    before = registers.open("Kent", "2023-24", "2024-08-31").contributions
    assert before.absence == (
        "On 31 August 2024 nothing was known for 2023-24 on what each agency paid."
    )
    after = registers.open("Kent", "2023-24", "2024-09-01").contributions
    assert after.total("amount").value == 10


def test_counts_of_children_are_protected_unless_they_stand_in_print(year):
    head = "place,age,category,measure,value"
    rows = ["Hospital,All,All,deaths,2", "Home,All,All,deaths,9", "All,All,All,deaths,11"]
    (year / "child_deaths.csv").write_text("\n".join([head, *rows]) + "\n")
    deaths = data.own("Kent", "2023-24").child_deaths.deaths
    assert set(deaths.rows.loc[deaths.rows["place"] != "All", "marker"]) == {"c"}
    printed = [f"{row},report" for row in rows]
    (year / "child_deaths.csv").write_text("\n".join([f"{head},document", *printed]) + "\n")
    deaths = data.own("Kent", "2023-24").child_deaths.deaths
    assert deaths.rows["value"].tolist() == [2, 9, 11]
    assert {source.title for source in deaths.sources} == {"Report"}


def test_registers_of_children_are_never_opened_unprotected(year):
    with pytest.raises(LookupError, match=r"read it with data\.own, which protects it"):
        registers.open("Kent", "2023-24")["child_deaths"]


def test_a_mistyped_choice_is_not_an_answer_of_none(year):
    (year / "meetings.csv").write_text("group,held\nA,yes\n")
    with pytest.raises(LookupError, match="never holds 'Yes'; it holds yes, no"):
        registers.open("Kent", "2023-24").meetings.where(held="Yes")


def test_agencies_go_by_the_name_that_they_have_now():
    own = registers.open("Medway", "2023-24")
    assert own.agencies["KMPT"] == own.agencies["Kent & Medway NHS & Social Care Partnership"]


def test_years_of_which_nothing_is_held_are_left_out(year):
    (year / "contributions.csv").write_text("agency,amount\nA,10\n")
    before = year.with_name("2021-22")
    before.mkdir()
    (before / "contributions.csv").write_text("agency,amount\nA,4\nB,3\n")
    paid = registers.open("Kent", "2023-24").contributions.over_years("amount")
    assert paid.rows[["period", "value"]].values.tolist() == [["2021-22", 7.0], ["2023-24", 10.0]]


def test_the_parts_of_a_register_keep_their_rows_and_a_blank_is_one_of_them():
    met = registers.open("Exampleshire", "2023-24").meetings
    few = met.with_rows(met.rows.iloc[:5].assign(note=["B", "", "A", None, "B"]))
    parts = {value: [*part.rows.index] for value, part in few.each("note")}
    assert parts == {"B": [0, 4], "": [1, 3], "A": [2]}
    assert [part.title for _, part in few.each("note")] == [
        f"{met.title}: {words}" for words in ("B", "not said", "A")
    ]
    assert few.by("note").rows["value"].tolist() == [2, 2, 1]
