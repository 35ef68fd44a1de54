"""A report that is checked before it is printed, through the command."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest

from mscp_analysis import cli
from mscp_analysis.report.review import checks

SHIPPED = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def medway():
    return checks.run("Medway", "2023-24")


@pytest.fixture
def kent(tmp_path, monkeypatch):
    """A partnership of Kent with no register, into whose year files can be written."""
    year = tmp_path / "partnerships" / "kent" / "2023-24"
    year.mkdir(parents=True)
    said = "name: Kent SCP\nshort_name: KSCP\narea_code: E10000016\n"
    (year.parent / "partnership.yaml").write_text(said)
    (year / "report.yaml").write_text("as_of: 2024-06-30\nstatus: draft\n")
    (tmp_path / "rules").symlink_to(SHIPPED / "rules", target_is_directory=True)
    (tmp_path / "published").symlink_to(SHIPPED / "published", target_is_directory=True)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return year


def test_every_check_says_what_came_of_it(medway):
    assert [*medway.looked] == [*checks.CHECKS]
    # The rows of the register, and the elements of the guidance that is in force for the year.
    with (SHIPPED / "partnerships/medway/2023-24/statements.csv").open(newline="") as file:
        rows = len([*csv.DictReader(file)])
    assert medway.looked["statements"].told.startswith(f"{rows} statements: ")
    assert medway.looked["statutory"].told.startswith("20 elements of the guidance: ")


def test_the_gravest_come_first_and_what_must_hold_is_counted(medway):
    graves = [each.severity for each in medway.findings]
    assert graves == sorted(graves, key=["must", "should", "note"].index)
    assert len(medway.failed) == graves.count("must") > 5
    assert {each.check for each in medway.findings} >= {"statements", "statutory", "promises"}


def test_what_the_printed_report_reversed_is_in_the_list(medway):
    found = {(each.item, each.key) for each in medway.findings}
    assert {("C020", "direction_reverses"), ("C030", "side_reverses")} <= found
    # Child deaths are late, and the sources name neither who will supply them nor when.
    assert ("R2", "missing") in found


def test_one_check_alone(medway):
    alone = checks.run("Medway", "2023-24", only=["promises"])
    assert {each.check for each in alone.findings} == {"promises"}
    assert alone.looked == {"promises": medway.looked["promises"]}


def test_the_last_report_is_held_against_what_is_known_now(kent):
    last = kent.parent / "2022-23"
    last.mkdir()
    # Kent's plans as first published for March 2023 were 1,391; one more is made up here.
    heads = "id,section,said,printed,unit,figure\n"
    (last / "statements.csv").write_text(f"{heads}K1,One,Children on a plan,9,children,plans\n")
    outcome = checks.run("Kent", "2023-24", only=["revisions"])
    assert [(each.item, each.key) for each in outcome.findings] == [("K1", "differs")]


def test_the_command_prints_what_must_be_put_right_keeps_the_list_and_fails(tmp_path, capsys):
    file = tmp_path / "list" / "checks.csv"
    written = ["check", "promises", "2023-24", "--partnership", "exampleshire"]
    assert cli.main([*written, "--csv", str(file)]) == 1
    out, err = capsys.readouterr()
    assert re.search(r"^  promises +\d+ promises and what is still to be done: 4 must", out, re.M)
    assert out.count("must be put right: promises ") == 4
    assert "4 things that must hold do not" in err
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = [*csv.DictReader(opened)]
    assert {row["severity"] for row in rows} == {"must", "should"}
    assert all(row["sentence"] and row["item"] for row in rows)


def test_a_year_in_which_all_that_must_hold_does_passes(tmp_path, capsys):
    written = ["check", "2024-25", "--partnership", "exampleshire"]
    assert cli.main([*written, "--csv", str(tmp_path / "checks.csv")]) == 0
    out, err = capsys.readouterr()
    assert "must be put right" not in out
    assert err == ""


def test_a_year_of_which_nothing_was_handed_in_is_no_year_without_faults(capsys):
    assert cli.main(["check", "2012-13"]) == 1
    assert "medway has handed in nothing for 2012-13" in capsys.readouterr().err


def test_nothing_to_look_at_is_not_nothing_found(kent, capsys):
    assert cli.main(["check", "2023-24", "--partnership", "kent"]) == 1
    out = capsys.readouterr().out
    assert "there are no statements to look at" in out
    assert "there are no promises and what is still to be done to look at" in out


def test_a_draft_is_not_read_where_statements_are_not_checked(kent, capsys):
    written = ["check", "promises", "2023-24", "--partnership", "kent", "--draft", "x.md"]
    assert cli.main(written) == 1
    assert "A draft is read by `check statements`" in capsys.readouterr().err


def test_a_register_with_a_fault_stops_every_other_check(kent, capsys):
    (kent / "reserve.csv").write_text("reserve,opening\nAll,plenty\n")
    assert cli.main(["check", "2023-24", "--partnership", "kent"]) == 1
    said = capsys.readouterr().err
    assert "2023-24/reserve.csv, row 2, column 'opening'" in said
    outcome = checks.run("Kent", "2023-24")
    assert {each.check for each in outcome.findings} == {"registers"}


def test_a_statement_that_names_an_unknown_figure_is_a_fault_of_its_row(kent, capsys):
    heads = "id,section,said,printed,unit,figure\n"
    (kent / "statements.csv").write_text(f"{heads}K1,One,On a plan,9,children,planns\n")
    assert cli.main(["check", "statements", "2023-24", "--partnership", "kent"]) == 1
    said = capsys.readouterr().err
    assert "2023-24/statements.csv, row 2, column 'figure'" in said
    assert "'plans'" in said


def test_a_draft_is_read_offered_and_checked_as_it_was_read(kent, capsys):
    draft = kent.parent / "draft.md"
    draft.write_text(
        "# Kent\n\nIn Kent 9 children were the subject of a child protection plan at the end of "
        "March 2024.\n",
        encoding="utf-8",
    )
    file = kent.parent / "list.csv"
    written = ["check", "statements", "2023-24", "--partnership", "kent", "--draft", str(draft)]
    assert cli.main([*written, "--csv", str(file)]) == 1
    out, err = capsys.readouterr()
    assert "What was read from the draft, to be confirmed, is in " in out
    assert "must be put right: draft D001: In Kent 9 children" in out
    assert "one thing must be mended" in err
    with file.with_name("list-offered.csv").open(encoding="utf-8-sig", newline="") as opened:
        (row,) = [*csv.DictReader(opened)]
    assert (row["printed"], row["figure"], row["status"]) == ("9", "plans", "offered")
    assert "The data held have" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("draft.md", "Caf\xe9 for 9 children".encode("cp1252"), "UTF-8"),
        ("draft.pdf", b"%PDF-1.7 ...", "draft.pdf"),
        ("empty.md", b"", "empty.md"),
    ],
)
def test_a_draft_that_cannot_be_read_is_one_clear_line(kent, capsys, name, content, said):
    draft = kent.parent / name
    draft.write_bytes(content)
    written = ["check", "statements", "2023-24", "--partnership", "kent", "--draft", str(draft)]
    assert cli.main(written) == 1
    err = capsys.readouterr().err.splitlines()
    assert len(err) == 1
    assert said in err[0]


def test_a_list_is_kept_where_the_report_would_be(kent, capsys):
    shutil.rmtree(kent.parent / "reports", ignore_errors=True)
    assert cli.main(["check", "promises", "2023-24", "--partnership", "kent"]) == 0
    assert Path("reports/kent/2023-24-checks-promises.csv").is_file()
