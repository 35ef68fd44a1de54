"""Bad input: every fault of every register is found, named, and nothing is lost by it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from mscp_analysis import areas, registers
from mscp_analysis.periods import ReportingYear
from mscp_analysis.report.review import handed_in
from mscp_analysis.schemas import faults_as_csv

YEAR = ReportingYear.parse("2023-24")
PARTNERSHIP = """\
name: Kent Safeguarding Children Partnership
short_name: KSCP
area_code: E10000016
"""
AGENCIES = "name,aliases\nKent Police,The police; KP\nKent County Council,\n"
DOCUMENTS = "id,title,publisher,published,url\nreport,Report,Kent,2024-09-01,\n"


@pytest.fixture
def kent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A partnership of a few registers, without a fault but for one agency named twice."""
    folder = tmp_path / "partnerships" / "kent"
    (folder / "2023-24").mkdir(parents=True)
    (folder / "partnership.yaml").write_text(PARTNERSHIP)
    (folder / "agencies.csv").write_text(AGENCIES)
    (folder / "documents.csv").write_text(DOCUMENTS)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    return folder


def found(kent: Path, name: str, text: str | bytes) -> list[tuple[str, int, str, str, str]]:
    raw = text if isinstance(text, bytes) else text.encode("utf-8")
    (kent / "2023-24" / f"{name}.csv").write_bytes(raw)
    faults = registers.faults(kent, YEAR)
    return [(f.file, f.row, f.column, f.expected, f.found) for f in faults]


def only(kent: Path, name: str, text: str | bytes) -> tuple[int, str, str, str]:
    faults = found(kent, name, text)
    assert len(faults) == 1, faults
    file, *rest = faults[0]
    assert file == f"2023-24/{name}.csv"
    return tuple(rest)


def test_a_register_without_fault_has_none(kent):
    text = "agency,amount,document,page\nThe police,1000,report,3\nKent County Council,5,,\n"
    assert found(kent, "contributions", text) == []


@pytest.mark.parametrize("written", ["utf-8-sig", "crlf"])
def test_a_byte_order_mark_and_either_line_ending_make_no_difference(kent, written):
    text = "agency,amount\nKent Police,1000\n"
    raw = text.replace("\n", "\r\n").encode() if written == "crlf" else text.encode("utf-8-sig")
    assert found(kent, "contributions", raw) == []
    assert registers.open("Kent", YEAR).contributions.total("amount").value == 1000


def test_windows_1252_is_named_with_its_row(kent):
    raw = "agency,amount,note\nKent Police,1000,caf\xe9\n".encode("cp1252")
    row, _, expected, came = only(kent, "contributions", raw)
    assert (row, expected) == (2, "text in UTF-8")
    assert came == "Kent Police,1000,café"


def test_a_missing_column_is_named_with_its_meaning(kent):
    row, column, expected, _ = only(kent, "contributions", "agency\nKent Police\n")
    assert (row, column, expected) == (1, "amount", "a column of that name")


def test_a_misspelt_column_is_told_the_right_one(kent):
    (kent / "2023-24" / "contributions.csv").write_text("agency,amuont\nKent Police,10\n")
    said = [fault.sentence for fault in registers.faults(kent, YEAR)]
    assert any("found 'amuont'; write 'amount'." in sentence for sentence in said)


@pytest.mark.parametrize("came", ["31/02/2024", "2024-02-30", "last week", "2024"])
def test_a_wrong_date(kent, came):
    text = f"id,type,era,notified\nRR1,rapid review,Partnership,{came}\n"
    assert only(kent, "reviews", text) == (2, "notified", "a date written 2024-03-31", came)


def test_an_unknown_agency_is_told_the_nearest(kent):
    (kent / "2023-24" / "contributions.csv").write_text("agency,amount\nKent Polise,10\n")
    fault = registers.faults(kent, YEAR)[0]
    assert (fault.row, fault.column, fault.found) == (2, "agency", "Kent Polise")
    assert fault.do == "write 'Kent Police'"


def test_an_unknown_word_where_only_some_are_allowed(kent):
    row, column, expected, came = only(kent, "meetings", "group,held\nExecutive,perhaps\n")
    assert (row, column, expected, came) == (2, "held", "yes or no", "perhaps")


def test_an_unknown_document(kent):
    text = "agency,amount,document\nKent Police,10,no-such\n"
    row, column, expected, came = only(kent, "contributions", text)
    assert (row, column, came) == (2, "document", "no-such")
    assert expected == "a name that stands in documents.csv"


def test_a_row_given_twice_is_told_the_first(kent):
    row = "RR1,rapid review,Partnership,2023-06-01\n"
    text = f"id,type,era,notified\n{row}{row}"
    row, column, expected, came = only(kent, "reviews", text)
    assert (row, column, came) == (3, "id", "RR1")
    assert expected.startswith("another than in row 2")


def test_a_review_done_before_it_was_notified(kent):
    text = "id,type,era,notified,done\nRR1,rapid review,Partnership,2023-06-20,2023-06-01\n"
    row, column, expected, came = only(kent, "reviews", text)
    assert (row, column, came) == (2, "done", "2023-06-01")
    assert expected == "a date not before that of notified, 2023-06-20"


def test_an_action_done_before_it_was_set(kent):
    head = "plan,id,what,set,done"
    text = f"{head}\nBusiness plan,A1,Write it,2023-06-20,2023-06-01\n"
    assert (2, "done", "2023-06-01") in [
        (row, column, came) for _, row, column, _, came in found(kent, "actions", text)
    ]


def test_amounts_that_do_not_add_up(kent):
    text = "opening,paid_in,drawn,closing\n100,10,30,90\n"
    (kent / "2023-24" / "reserve.csv").write_text(text)
    faults = [f for f in registers.faults(kent, YEAR) if f.column == "closing"]
    assert [(f.row, f.found) for f in faults] == [(2, "90")]
    assert faults[0].expected.startswith("80, which is opening + paid_in - drawn")


def test_a_percentage_above_a_hundred_is_refused():
    from mscp_analysis.schemas import Column

    with pytest.raises(ValueError, match="between 0 and 100"):
        Column("share", "percent").read("138")


@pytest.mark.parametrize("came", ['=HYPERLINK("x")', "@SUM(A1)", "+1+2", "=1+1"])
def test_a_formula_of_a_spreadsheet_is_not_words(kent, came):
    quoted = came.replace('"', '""')
    text = f'group,held,note\nExecutive,yes,"{quoted}"\n'
    row, column, expected, _ = only(kent, "meetings", text)
    assert (row, column, expected) == (2, "note", "words, and no formula of a spreadsheet")


@pytest.mark.parametrize("came", ["<script>alert(1)</script>", "<b>bold</b>", "<!-- x -->"])
def test_html_is_not_words(kent, came):
    row, column, expected, _ = only(kent, "meetings", f"group,held,note\nExecutive,yes,{came}\n")
    assert (row, column, expected) == (2, "note", "words, and no HTML or script")


def test_a_cell_of_fifty_megabytes_is_one_short_fault(kent):
    huge = "a" * 50_000_000
    faults = found(kent, "meetings", f"group,held,note\nExecutive,yes,{huge}\n")
    assert [(row, expected) for _, row, _, expected, _ in faults] == [
        (2, "a cell of at most 10,000 characters")
    ]
    assert len(faults_as_csv(registers.faults(kent, YEAR))) < 500


def test_a_row_with_too_many_cells(kent):
    row, _, expected, came = only(kent, "contributions", "agency,amount\nKent Police,1,000\n")
    assert (row, expected, came) == (2, "2 cells, one a heading", "3 cells")


def test_an_unknown_file_is_told_what_it_may_be_called(kent):
    (kent / "2023-24" / "meeting.csv").write_text("group,held\n")
    fault = registers.faults(kent, YEAR)[0]
    assert (fault.file, fault.do) == ("2023-24/meeting.csv", "call it meetings.csv")


def test_every_fault_of_every_file_comes_at_once(kent):
    year = kent / "2023-24"
    year.joinpath("contributions.csv").write_text("agency,amount\nKent Polise,ten\nKP,-5,\n")
    year.joinpath("reviews.csv").write_text("id,type,era,notified\nRR1,quick,Partnership,soon\n")
    year.joinpath("meetings.csv").write_bytes("group,held,note\nA,no,\xe9\n".encode("cp1252"))
    with pytest.raises(registers.FaultyRegisters) as raised:
        handed_in.refuse_faults(areas.find("Kent"), YEAR)
    faults = raised.value.faults
    assert {fault.file for fault in faults} == {
        f"2023-24/{name}.csv" for name in ("contributions", "meetings", "reviews")
    }
    assert len(faults) == 6
    assert str(raised.value).startswith("There are 6 faults in 3 registers: 2023-24/")


def test_faults_go_back_to_the_supplier_without_a_formula_in_them(kent):
    (kent / "2023-24" / "meetings.csv").write_text("group,held,note\nA,yes,=1+1\n")
    rows = [*csv.DictReader(io.StringIO(faults_as_csv(registers.faults(kent, YEAR))))]
    assert rows[0]["file"] == "2023-24/meetings.csv"
    assert rows[0]["found"] == "'=1+1"


def test_every_description_names_only_checks_and_columns_that_there_are():
    from mscp_analysis.registers.rules import BROKEN
    from mscp_analysis.schemas import descriptions

    for name, about in descriptions().items():
        assert set(about.key) <= set(about.columns), name
        assert set(about.open) <= set(about.columns), name
        for check in about.checks:
            assert set(check) <= set(BROKEN), name
        for column in about.columns.values():
            assert column.meaning, f"{name}.{column.name} explains nothing"
            if column.of:
                other, of = column.of.split(".")
                assert of in descriptions()[other].columns, f"{name}.{column.name}"


def test_every_example_of_a_description_is_one_that_its_column_takes():
    from mscp_analysis.schemas import descriptions

    for name, about in descriptions().items():
        for column in about.columns.values():
            if column.example:
                value, marker = column.read(str(column.example))
                assert marker or value not in (None, ""), f"{name}.{column.name}"


def test_a_line_of_totals_would_be_counted_twice(kent):
    row, column, expected, came = only(kent, "other_income", "source,amount\nTraining,5\nTotal,5\n")
    assert (row, column, came) == (3, "source", "Total")
    assert expected.endswith("and no line of totals")


def test_a_total_of_children_that_is_not_the_sum_of_its_rows(kent):
    rows = ["Own council,1390", "Other councils,3", "All,1400"]
    text = "council,measure,value\n" + "".join(
        f"{council},children,{n}\n" for council, n in (row.split(",") for row in rows)
    )
    row, column, expected, came = only(kent, "placed_here", text)
    assert (row, column, came) == (4, "value", "1,400")
    assert expected.startswith("1,393, the sum of the other rows of council")


@pytest.mark.parametrize(
    ("first", "do"),
    [("sep=,\nagency,amount", "take out this line"), ("agency;amount", "with commas between")],
)
def test_cells_that_commas_do_not_part_are_one_fault(kent, first, do):
    (kent / "2023-24" / "contributions.csv").write_text(f"{first}\nKent Police;5\n")
    faults = registers.faults(kent, YEAR)
    assert [fault.row for fault in faults] == [1]
    assert do in faults[0].do


def test_a_return_of_no_register_and_one_of_nothing_where_there_is_something(kent):
    (kent / "2023-24" / "meetings.csv").write_text("group,held\nExecutive,yes\n")
    text = "register,state\nmeetings,nil\nPolice detentions,late\ncensus,nil\n"
    told = [(row, column, came) for _, row, column, _, came in found(kent, "returns", text)]
    assert told == [(2, "state", "nil"), (3, "register", "Police detentions"), (4, "state", "nil")]


def test_pounds_have_two_decimal_places_and_five_thousand_is_not_five(kent):
    assert only(kent, "contributions", "agency,amount\nKent Police,5.000\n")[:2] == (2, "amount")


def test_a_return_of_any_kind_is_contradicted_by_rows(kent):
    meetings = "group,held,date\nExecutive,yes,2023-06-14\n"
    (kent / "2023-24" / "meetings.csv").write_text(meetings)
    told = found(kent, "returns", "register,state,reason\nmeetings,late,they are counted\n")
    assert [each[1:4] for each in told if each[0] == "2023-24/returns.csv"] == [
        (2, "state", "no row, since meetings.csv has some")
    ]


def test_what_is_spoken_of_stands_in_this_year_or_an_earlier_one(kent):
    heads = "id,asked,body,raised,kind,repeats,status\n"
    (kent / "2022-23").mkdir()
    (kent / "2022-23" / "requests.csv").write_text(heads + "R-1,Why,Board,2022-23,question,,open\n")
    asked = heads + "".join(
        f"R-{number},Why,Board,2023-24,question,{repeats},open\n"
        for number, repeats in ((2, "R-1"), (3, "R-2"), (4, "R-99"))
    )
    told = found(kent, "requests", asked)
    assert [each[1:3] for each in told] == [(4, "repeats")]
    assert told[0][3] == "a name that stands in requests.csv of this year or an earlier one"
    (kent / "2023-24" / "requests.csv").unlink()
    reviews = "id,type,era\nElm,rapid review,Partnership\n"
    (kent / "2022-23" / "reviews.csv").write_text(reviews)
    rows = "review,id,action,status\nElm,1,Ask,open\nOak,1,Ask,open\n"
    assert [each[1:3] for each in found(kent, "recommendations", rows)] == [(3, "review")]
