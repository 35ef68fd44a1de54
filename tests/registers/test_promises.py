"""What was promised and asked is answered a year later, or shown as not; nothing is ever lost."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from mscp_analysis import areas, data, registers, tables
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers import coverage, missing, promises, two_years
from mscp_analysis.registers.laying_out import lay_out

SHIPPED = Path(__file__).parents[2] / "data"
OWN = SHIPPED / "partnerships" / "exampleshire"
HEADS = {
    "commitments": "id,commitment,raised,owner,due,status,evidence,done",
    "returns": "register,state,reason,due,owner",
    "requests": "id,asked,body,raised,kind,repeats,owner,due,status,answer,answered_in",
    "recommendations": "review,id,action,owner,set,due,done,status,evidence,effect",
}


@pytest.fixture
def kent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Write registers of Kent, which are drawn up on 30 June after each year, and open them."""
    folder = tmp_path / "partnerships" / "kent"
    folder.mkdir(parents=True)
    said = "name: Kent SCP\nshort_name: KSCP\narea_code: E10000016\n"
    (folder / "partnership.yaml").write_text(said)
    (tmp_path / "rules").symlink_to(SHIPPED / "rules", target_is_directory=True)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))

    def held(**of_years: dict[str, list[str]]):
        for year, named in of_years.items():
            label = f"{year[1:5]}-{year[5:]}"
            (folder / label).mkdir(exist_ok=True)
            drawn_up = f"as_of: {int(label[:4]) + 1}-06-30\nstatus: draft\n"
            (folder / label / "report.yaml").write_text(drawn_up)
            for name, rows in named.items():
                (folder / label / f"{name}.csv").write_text("\n".join([HEADS[name], *rows]) + "\n")
        return registers.open("Kent", "2023-24")

    return held


def stands(register) -> dict[str, str]:
    found = promises.answered_for(register)
    return dict(zip(found.rows["id"], found.rows["stands"], strict=True))


LAST = [
    "C-1,Write it,2022-23,Executive,2023-09-30,open,,",
    "C-2,Read it,2022-23,Executive,2023-12-31,open,,",
    "C-3,Say it,2022-23,,,open,,",
    "C-4,Print it,2022-23,Executive,2023-05-01,done,The paper,2023-04-01",
    "C-5,Sing it,2021-22,Executive,2022-09-30,in progress,,",
    "C-6,Send it,2021-22,Executive,2022-09-30,done,The post book,2022-09-01",
    "C-7,Burn it,2022-23,Executive,2023-12-31,open,,",
    "C-8,Move it,2022-23,Executive,2023-12-31,open,,",
    "C-9,Drop it,2022-23,Executive,2023-12-31,open,,",
]
NOW = [
    "C-1,Write it in new words,2022-23,Executive,2023-09-30,done,Minutes of May,2024-05-07",
    "C-2,Read it,2022-23,Executive,2024-03-31,in progress,,",
    "C-3,Say it,2022-23,,,open,,",
    "C-7,Burn it,2022-23,Executive,2023-12-31,done,,",
    "C-8,Move it,2022-23,Executive,2024-12-31,open,,",
    "C-9,Drop it,2022-23,Executive,2023-12-31,not done,Too dear,",
    "C-10,Begin again,2023-24,Executive,2024-12-31,open,,",
]


@pytest.fixture
def promised(kent):
    return kent(y202223={"commitments": LAST}, y202324={"commitments": NOW}).commitments


def test_each_promise_of_the_last_report_stands_in_this_one(promised):
    # C-10 is this year's own; C-6 was closed before the last report made any promise.
    assert stands(promised) == {
        "C-1": "done, late",
        "C-2": "in progress",
        "C-3": "nothing said",
        "C-4": "done",
        "C-5": promises.GONE,
        "C-7": "done, without evidence",
        "C-8": promises.MOVED,
        "C-9": "given up",
    }


def test_those_of_the_last_report_come_first_and_words_are_this_years(promised):
    found = promises.answered_for(promised).rows
    assert [*found["id"]] == ["C-1", "C-2", "C-3", "C-4", "C-7", "C-8", "C-9", "C-5"]
    assert found["commitment"].iloc[0] == "Write it in new words"


def test_they_are_counted_by_how_they_stand(promised):
    found = promises.answered_for(promised)
    assert {name: fact.value for name, fact in promises.tally(found).items()} == {
        **{"n": 8, "done": 3, "late": 1, "bare": 1, "part": 1, "over": 1}
    }
    assert {name: fact.value for name, fact in promises.left(found).items()} == {
        **{"spoken": 1, "silent": 1, "gone": 1}
    }


def test_a_day_that_was_moved_stands_beside_the_one_before(promised):
    found = promises.answered_for(promised)
    was = {row["id"]: row["was_due"] for row in found.rows.to_dict("records") if row["was_due"]}
    assert was == {"C-2": date(2023, 12, 31), "C-8": date(2023, 12, 31)}


def test_days_late_are_counted_to_the_day_it_was_done_or_of_the_log(promised):
    found = promises.answered_for(promised)
    late = {row["id"]: row["late"] for row in found.rows.to_dict("records")}
    # From 31 March to 30 June 2024: 30 + 31 + 30 days; from 30 September 2022: 639 days; and from
    # 30 September 2023 to 7 May 2024: 31 + 30 + 31 + 31 + 29 + 31 + 30 + 7 days.
    assert (late["C-2"], late["C-5"]) == (91, (date(2024, 6, 30) - date(2022, 9, 30)).days)
    assert late["C-1"] == 220
    assert promises.overdue(found).value == 2
    assert promises.longest_overdue(found).value == 639
    assert promises.oldest(found).value == 2


def test_what_is_wrong_with_them_is_found(promised, kent):
    found = promises.findings(registers.open("Kent", "2023-24"))
    assert {(each.item, each.key) for each in found} == {
        ("commitments C-5", "open_lost"),
        ("commitments C-2", "overdue"),
        ("commitments C-2", "date_moved"),
        ("commitments C-3", "no_owner"),
        ("commitments C-3", "no_date"),
        ("commitments C-7", "done_without_evidence"),
        ("commitments C-7", "done_without_day"),
        ("commitments C-8", "date_moved"),
    }
    assert {each.check for each in found} == {"promises"}
    moved = next(each for each in found if each.key == "date_moved")
    assert moved.sentence == (
        "Commitments, C-2: due on 31 December 2023 in the last log, and on 31 March 2024 now."
    )


def test_a_register_that_is_late_says_why_when_and_from_whom(kent):
    late = ["lado,late,,2024-12-31,", "surveys,late,they are counted,2024-12-31,Council"]
    own = kent(y202324={"returns": late})
    assert [(each.item, each.key) for each in promises.findings(own)] == [
        ("returns lado", "late_unsaid")
    ]
    assert promises.findings(own)[0].sentence == (
        "Registers that are empty, late or not kept, lado: late, and why and from whom is not said."
    )


def test_a_register_that_vanished_whole_leaves_every_promise_unanswered(kent):
    own = kent(y202223={"commitments": LAST[:3]}, y202324={})
    found = promises.answered_for(own.commitments)
    assert set(found.rows["stands"]) == {promises.GONE}
    assert found.absence == ""
    assert [each.key for each in promises.findings(own)] == ["open_lost"] * 3


def test_where_nothing_was_left_to_answer_the_figures_say_so(kent):
    first = kent(y202324={"commitments": NOW[-1:]}).commitments
    found = promises.answered_for(first)
    assert found.absence == (
        "No commitments of the report of 2022-23 are on record, so this one has none to answer."
    )
    both = kent(y202223={"commitments": LAST[5:6]}, y202324={"commitments": NOW[-1:]})
    found = promises.answered_for(both.commitments)
    assert (found.absence, len(found)) == ("", 0)
    assert {fact.marker for fact in promises.tally(found).values()} == {"z"}
    assert {fact.marker for fact in promises.left(found).values()} == {"z"}


def test_a_request_is_answered_with_a_place_or_asked_again(kent):
    last = [
        "R-1,Show it,Board,2022-23,decision,,Manager,2023-12-31,open,,",
        "R-2,Bring it,Board,2022-23,undertaking,,Manager,,open,,",
        "R-3,Why,Board,2022-23,question,,Manager,,answered,At the meeting,minutes",
    ]
    now = [
        "R-1,Show it,Board,2022-23,decision,,Manager,2023-12-31,answered,Here,",
        "R-2,Bring it,Board,2022-23,undertaking,,Manager,,open,,",
        "R-4,Bring it now,Board,2023-24,decision,R-2,Manager,2024-12-31,open,,",
    ]
    own = kent(y202223={"requests": last}, y202324={"requests": now})
    assert stands(own.requests) == {
        "R-1": "answered, place not said",
        "R-2": "no answer on record",
        "R-3": "answered",
    }
    found = promises.answered_for(own.requests)
    assert {row["id"]: row["again"] for row in found.rows.to_dict("records")}["R-2"] == "R-4"
    assert promises.again(found).value == 1
    assert promises.tally(found)["bare"].value == 1
    keys = {(each.item, each.key) for each in promises.findings(own)}
    assert keys == {("requests R-1", "answered_without_place"), ("requests R-2", "no_date")}


def test_recommendations_are_followed_over_two_years(kent):
    last = [
        "Elm,1,Ask,Council,2022-09-01,2023-01-31,2022-12-01,done,Dip sample,More asked",
        "Elm,2,Write,Council,2022-09-01,2023-03-01,,open,,",
        "Elm,3,Call,Police,2022-09-01,2023-12-31,,in progress,,",
        "Elm,4,Meet,Police,2022-09-01,2023-12-31,,open,,",
    ]
    now = [
        "Elm,2,Write,Council,2022-09-01,2023-03-01,2023-06-01,done,Audit,Nothing yet",
        "Elm,3,Call,Police,2022-09-01,2023-12-31,,in progress,,",
        "Fir,1,Count,Council,2024-02-01,2024-09-30,2024-05-01,done,List,",
    ]
    own = kent(y202223={"recommendations": last}, y202324={"recommendations": now})
    both = two_years.two_years(own.recommendations)
    found = both.rows
    moved = {(r["review"], r["id"]): (r["before"], r["now"]) for r in found.to_dict("records")}
    # What was done in May 2024 was still to be done at the end of March.
    assert moved == {
        ("Elm", "1"): ("done", "done"),
        ("Elm", "2"): ("overdue", "done"),
        ("Elm", "3"): ("on track", "overdue"),
        ("Elm", "4"): ("on track", two_years.GONE),
        ("Fir", "1"): (two_years.NEW, "on track"),
    }
    told = [
        {name: fact.value for name, fact in two_years.stood(both, end).items()}
        for end in ("now", "before")
    ]
    each = {"n": 5, "done": 2, "claimed": 0, "withdrawn": 0, "left": 2, "late": 1, "gone": 1}
    assert told[0] == each
    assert told[1] == {**{k: each[k] for k in ("n", "claimed", "withdrawn", "late")},
                       "done": 1, "left": 3, "new": 1}  # fmt: skip


def test_a_log_that_dates_nothing_is_told_on_its_own_day(kent):
    rows = ["Elm,1,Ask,Council,,,,done,List,", "Elm,2,Write,Council,,2024-05-01,,open,,"]
    own = kent(y202324={"recommendations": rows})
    found = two_years.two_years(own.recommendations)
    # Drawn up on 30 June 2024, when what was due in May was late; no log of 2022-23 is held.
    assert found.description.known["now"].title == "30 June 2024"
    assert [*found.rows["now"]] == ["done", "overdue"]
    assert [*found.rows["before"]] == ["", ""]
    assert {fact.marker for fact in two_years.stood(found, "before").values()} == {"z"}


def test_medways_six_requests_and_the_one_that_was_answered_when_asked_again():
    own = registers.open("Medway", "2023-24")
    found = promises.answered_for(own.requests)
    told = dict(zip(found.rows["id"], found.rows["stands"], strict=True))
    assert told.pop("R-2023-3") == promises.AGAIN
    assert set(told.values()) == {"no answer on record"}
    assert sorted(found.rows["kind"]) == ["decision"] * 5 + ["undertaking"]
    asked = found.where(id="R-2023-3")
    assert (asked.cell("again"), asked.cell("answered_in")) == ("R-2024-3", "at the meeting")
    assert asked.cell("answer").endswith("SEND was not named")
    assert promises.tally(found)["done"].value == 1
    assert "has none to answer" in promises.answered_for(own.commitments).absence


# A made-up year after another ---------------------------------------------------------------------


def cells(year: str, register: str) -> list[dict[str, str]]:
    with (OWN / year / f"{register}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("register", "closed"), [("commitments", 4), ("requests", 4)])
def test_exampleshires_year_answers_what_the_last_report_left(register, closed):
    """By the files themselves: each promise and each request of 2023-24 stands in 2024-25."""
    left = {
        row["id"]
        for row in cells("2023-24", register)
        if row["raised"] == "2023-24" or row["status"] in ("open", "in progress")
    }
    found = promises.answered_for(registers.open("Exampleshire", "2024-25")[register])
    assert set(found.rows["id"]) == left
    told = {row["id"]: row["status"] for row in cells("2024-25", register)}
    over = [name for name in left if told.get(name, "done") in ("done", "not done", "answered")]
    assert len(over) == closed
    shown = tables.listing(found, "id", "stands").to_frame()
    assert sorted(shown.index) == sorted(left)
    assert all(shown["How it stands"] != "")
    keys = {each.key for each in promises.findings(registers.open("Exampleshire", "2024-25"))}
    assert "open_lost" not in keys


@pytest.mark.parametrize("year", ["2023-24", "2024-25"])
def test_the_next_year_is_laid_out_with_what_is_open_until_it_is_closed(year, tmp_path):
    folder = tmp_path / "exampleshire"
    shutil.copytree(OWN, folder, ignore=shutil.ignore_patterns("generator", "published"))
    for later in folder.glob("20*"):
        if later.name > year:
            shutil.rmtree(later)
    following = ReportingYear.parse(year).previous(-1)
    lay_out(folder, areas.find("Exampleshire"), following, date(2026, 6, 30))
    for register in ("requests", "commitments", "actions", "recommendations"):
        with (folder / following.label / f"{register}.csv").open(newline="") as file:
            carried = list(csv.DictReader(file))
        still = [r for r in cells(year, register) if r["status"] in ("open", "in progress")]
        assert [{k: row[k] for k in still[0]} for row in carried] == still, register
    if year == "2023-24":  # The made-up year after it begins with the same rows, in this order.
        for register in ("requests", "commitments", "actions", "recommendations"):
            begins = [(r.get("review", r.get("plan")), r["id"]) for r in cells("2024-25", register)]
            left = [
                (r.get("review", r.get("plan")), r["id"])
                for r in cells(year, register)
                if r["status"] in ("open", "in progress")
            ]
            assert begins[: len(left)] == left, register


# What is missing ----------------------------------------------------------------------------------


def test_what_is_missing_is_told_with_its_reason_day_and_owner():
    own = registers.open("Exampleshire", "2024-25")
    found = missing.explained(own)
    given = [row for row in cells("2024-25", "returns") if row["state"] != "nil"]
    assert [*found.rows["reason"]] == [row["reason"] for row in given]
    told = missing.tally(found)
    assert [fact.value for fact in told.values()] == [2, 2, 2, 2]
    assert missing.printed(missing.explained(own)).marker == "z"
    none = missing.tally(missing.explained(registers.open("Exampleshire", "2022-23")))
    assert {fact.marker for fact in none.values()} == {"z"}


def test_parts_that_are_empty_are_named_with_their_heading_and_whether_anyone_says_why():
    own, counts = registers.open("Medway", "2023-24"), data.own("Medway", "2023-24")
    found = missing.empty(own, counts, str.upper)
    silent = found.where(explained="no")
    parts = {part.id: part for part in coverage.parts()}
    returned = set(own["returns"].rows["register"])
    assert len(found) > len(silent) > 0
    for row in silent.rows.to_dict("records"):
        assert not returned & set(parts[row["part"]].registers)
        assert row["where"] == f"{row['chapter'].upper()}: {parts[row['part']].section}"
    nothing = registers.open("Kent", "2023-24")
    assert missing.empty(nothing, data.own("Kent", "2023-24"), str).absence.startswith(
        "No register"
    )
