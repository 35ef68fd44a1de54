"""The quarterly dataset from a file of any kind or a database: the same rows, checks and hash."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml

from mscp_analysis import cli, registers
from mscp_analysis.registers import FaultyRegisters, databases, quarters, typed

EXAMPLESHIRE = Path(__file__).parents[2] / "data" / "partnerships" / "exampleshire"
YEARS = ("2021-22", "2023-24")


@pytest.fixture(scope="module")
def held():
    """Two years of the made-up dataset in one table, as a warehouse keeps it."""
    parts = []
    for year in YEARS:
        rows = pd.read_csv(EXAMPLESHIRE / year / "quarterly_dataset.csv", keep_default_na=False)
        parts.append(rows.assign(year=year))
    return pd.concat(parts, ignore_index=True).drop(columns="note")


@pytest.fixture
def partnership(tmp_path):
    """A partnership's folder that holds its agencies and no quarterly dataset."""
    folder = tmp_path / "partnerships" / "exampleshire"
    folder.mkdir(parents=True)
    for name in ("partnership.yaml", "agencies.csv"):
        shutil.copyfile(EXAMPLESHIRE / name, folder / name)
    return folder


def database(folder: Path, rows: pd.DataFrame) -> dict[str, str]:
    with sqlite3.connect(folder / "figures.db") as connection:
        rows.sample(frac=1, random_state=1).to_sql("quarterly", connection, index=False)
    connection.close()
    return {"address": "sqlite:///figures.db", "table": "quarterly"}


def workbook(folder: Path, rows: pd.DataFrame) -> dict[str, str]:
    with pd.ExcelWriter(folder / "figures.xlsx") as book:
        pd.DataFrame({"About": ["Figures of the partnership"]}).to_excel(book, sheet_name="About")
        rows.to_excel(book, sheet_name="Figures", index=False)
    return {"file": "figures.xlsx", "sheet": "Figures"}


def parquet(folder: Path, rows: pd.DataFrame) -> dict[str, str]:
    rows.to_parquet(folder / "figures.parquet", index=False)
    return {"file": "figures.parquet"}


def csv(folder: Path, rows: pd.DataFrame) -> dict[str, str]:
    thousands = rows.assign(count=rows["count"].map("{:,}".format))
    thousands.to_csv(folder / "figures.csv", index=False, encoding="utf-8-sig")
    return {"file": "figures.csv"}


WAYS = [csv, workbook, parquet, database]


def say(folder: Path, said: dict[str, object]) -> None:
    (folder / "quarterly.yaml").write_text(yaml.safe_dump(said), encoding="utf-8")


@pytest.mark.parametrize("way", WAYS)
def test_whatever_it_is_kept_in_it_is_the_same_register(way, partnership, held, monkeypatch):
    say(partnership, way(partnership, held))
    fetched = registers.fetch(partnership)
    assert [*fetched.years] == [*YEARS]
    for year in YEARS:
        # A hash that was reckoned from the register as it is handed in, and not by fetching.
        rows = pd.read_csv(EXAMPLESHIRE / year / "quarterly_dataset.csv", keep_default_na=False)
        ordered = rows.drop(columns="note").sort_values(["quarter", "measure", "agency"])
        text = ordered.to_csv(index=False, lineterminator="\n")
        assert fetched.sha256(year) == hashlib.sha256(text.encode()).hexdigest()
        written = partnership / year / "quarterly_dataset.csv"
        assert hashlib.sha256(written.read_bytes()).hexdigest() == fetched.sha256(year)
        origin = yaml.safe_load((written.parent / "quarterly_dataset.origin.yaml").read_text())
        assert origin == {"read_from": fetched.place, "sha256": fetched.sha256(year)}
    monkeypatch.setenv("MSCP_DATA", str(EXAMPLESHIRE.parents[1]))
    before = _series()
    for name in ("published", "rules"):
        (partnership.parents[1] / name).symlink_to(EXAMPLESHIRE.parents[1] / name)
    monkeypatch.setenv("MSCP_DATA", str(partnership.parents[1]))
    pd.testing.assert_frame_equal(_series(), before)


def _series() -> pd.DataFrame:
    register = registers.open("Exampleshire", "2023-24").quarterly_dataset
    rows = quarters.series(register.where(measure="Referrals from health"), "count", years=3).rows
    of_both = rows["period"].str[:7].isin(YEARS)
    return rows.loc[of_both, ["period", "value", "marker"]].reset_index(drop=True)


@pytest.mark.parametrize("way", WAYS)
def test_a_fault_is_told_with_its_table_and_row_and_nothing_is_written(way, partnership, held):
    rows = held.assign(agency=held["agency"].where(held.index != 3, "Nobody"))
    said = way(partnership, rows)
    say(partnership, said)
    with pytest.raises(FaultyRegisters) as refused:
        registers.fetch(partnership)
    (fault,) = refused.value.faults
    assert (fault.column, fault.found) == ("agency", "Nobody")
    place = {database: "database/quarterly"}.get(way, f"exampleshire/{said.get('file')}")
    assert fault.file == place
    assert fault.row == {csv: 5, workbook: 5, parquet: 4}.get(way, fault.row)
    assert fault.expected.startswith("a name that stands in agencies.csv")
    assert not [*partnership.glob("20*")]


def test_every_fault_is_told_at_once(partnership, held):
    rows = held.astype(object)
    rows.loc[0, "quarter"], rows.loc[1, "count"], rows.loc[2, "count"] = "Q5", -3, 2.5
    rows.loc[4, "measure"] = "Something else"
    say(partnership, workbook(partnership, pd.concat([rows, rows.tail(1)])))
    with pytest.raises(FaultyRegisters) as refused:
        registers.fetch(partnership)
    told = {(fault.row, fault.column, fault.found) for fault in refused.value.faults}
    assert told == {
        (2, "quarter", "Q5"), (3, "count", "-3"), (4, "count", "2.5"),
        (6, "measure", "Something else"), (90, "quarter", refused.value.faults[-1].found),
    }  # fmt: skip


def test_a_dry_run_says_what_would_change_and_changes_nothing(partnership, held):
    say(partnership, csv(partnership, held))
    told = str(registers.fetch(partnership, dry_run=True))
    assert told.splitlines() == [
        "Read from exampleshire/figures.csv:",
        "  2021-22: 44 figures, 44 new or changed",
        "  2023-24: 44 figures, 44 new or changed",
    ]
    assert not [*partnership.glob("20*")]
    registers.fetch(partnership)
    rows = held.copy()
    rows.loc[0, "count"] += 1
    say(partnership, csv(partnership, rows.drop(index=87)))
    assert str(registers.fetch(partnership)).splitlines()[1:] == [
        "  2021-22: 44 figures, 1 new or changed, 1 held before gone",
        "  2023-24: 43 figures, 0 new or changed, 1 held before gone",
    ]


def test_markers_stay_what_they_are(partnership, held):
    rows = held.astype({"count": object})
    rows.loc[0, "count"] = "[x]"
    say(partnership, database(partnership, rows))
    assert ",[x]\n" in registers.fetch(partnership).years["2021-22"]


def test_other_headings_and_months_are_read_by_a_mapping(partnership):
    months = pd.DataFrame(
        {
            "Month": pd.to_datetime(["2023-04-01", "2023-05-01", "2023-06-01"]),
            "KPI": "GCP2",
            "Organisation": "Council",
            "Total": [4, 6, 1005],
        }
    )
    agency = pd.read_csv(partnership / "agencies.csv")["name"][0]
    mapping = {
        "columns": {"period": "Month", "measure": "KPI", "agency": "Organisation",
                    "count": "Total"},
        "measures": {"GCP2": "Graded Care Profile tools completed"},
        "agencies": {"Council": agency},
    }  # fmt: skip
    said = mapping | parquet(partnership, months)
    say(partnership, said)
    text = registers.fetch(partnership).years["2023-24"]
    assert text.splitlines()[1] == f"Q1,Graded Care Profile tools completed,{agency},1015,"
    say(partnership, {**said, "agencies": {}})
    with pytest.raises(FaultyRegisters, match="added up by quarter, row 1, column 'agency'"):
        registers.fetch(partnership)


# Where it is kept -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, "expected either `file:`, or `address:` and `table:`"),
        ({"file": "a.csv", "address": "sqlite:///a"}, "expected either `file:`, or"),
        ({"file": "a.csv", "table": "b"}, "came 'table'"),
        ({"address": "sqlite:///a.db"}, "expected `table:` beside `address:`"),
        ({"file": "none.csv"}, r"there is no file none\.csv"),
        ({"address": "sqlite:///none.db", "table": "a"}, "there is no such database"),
        ([1, 2], "expected either `file:`, or"),
        (
            {"adress": "sqlite:///a.db", "table": "a"},
            r"quarterly\.yaml: expected .*; came 'adress': did you mean address\?",
        ),
        ({"file": "a.csv", "xyz": 1}, r"expected address, agencies, .*; came 'xyz'\."),
        ({"address": "nonsense", "table": "a"}, "expected one such as postgresql"),
    ],
)
def test_a_place_that_is_not_described_rightly_is_refused(partnership, said, expected):
    say(partnership, said)
    with pytest.raises(ValueError, match=expected):
        registers.fetch(partnership)
    assert not (partnership / "none.db").exists()


def test_a_place_that_is_no_yaml_is_refused(partnership):
    (partnership / "quarterly.yaml").write_text("file: [a", encoding="utf-8")
    with pytest.raises(ValueError, match=r"quarterly\.yaml, line 2: expected YAML"):
        registers.fetch(partnership)


def test_without_a_place_it_says_what_to_write(partnership):
    with pytest.raises(ValueError, match=r"expected quarterly\.yaml in its folder, which says"):
        registers.fetch(partnership)


def test_a_password_never_stands_in_a_file_or_a_sentence(partnership, held, monkeypatch):
    address = "postgresql+psycopg://reader:hunter2@server/safeguarding"
    say(partnership, {"address": address, "table": "quarterly"})
    with pytest.raises(ValueError, match="no password may stand in a file") as refused:
        registers.fetch(partnership)
    assert "hunter2" not in str(refused.value)
    plain = {"address": address.replace(":hunter2", ""), "password_from": "MSCP_TEST_PASSWORD"}
    say(partnership, {**plain, "table": "quarterly"})
    with pytest.raises(ValueError, match="variable MSCP_TEST_PASSWORD, which is not set"):
        registers.fetch(partnership)
    monkeypatch.setenv("MSCP_TEST_PASSWORD", "hunter2")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ValueError, match=r"reader:\*\*\*@server/safeguarding needs ") as refused:
        registers.fetch(partnership)
    assert "hunter2" not in str(refused.value)


def test_what_a_database_answers_is_told_without_the_password(tmp_path, monkeypatch):
    (tmp_path / "figures.db").write_bytes(b"no database at all, but long enough to be taken" * 9)
    with pytest.raises(ValueError, match=r"cannot be read \(file is not a database\)"):
        databases.read("sqlite:///figures.db", "quarterly", folder=tmp_path)


def test_a_table_that_is_not_there_is_named_with_those_that_are(partnership, held):
    said = database(partnership, held)
    say(partnership, {**said, "table": "quarterley"})
    with pytest.raises(ValueError, match="no table or view 'quarterley'; it has quarterly"):
        registers.fetch(partnership)


def test_a_view_is_read_like_a_table(partnership, held):
    said = database(partnership, held)
    with sqlite3.connect(partnership / "figures.db") as connection:
        connection.execute("create view latest as select * from quarterly where year > '2023'")
    connection.close()
    say(partnership, {**said, "table": "latest"})
    assert [*registers.fetch(partnership).years] == ["2023-24"]


def test_a_table_without_years_or_rows_or_far_too_long_is_refused(partnership, held, monkeypatch):
    say(partnership, parquet(partnership, held.drop(columns="year")))
    with pytest.raises(FaultyRegisters, match="column 'year': expected a column of that name"):
        registers.fetch(partnership)
    say(partnership, parquet(partnership, held.head(0)))
    with pytest.raises(FaultyRegisters, match="expected at least one figure"):
        registers.fetch(partnership)
    say(partnership, parquet(partnership, held.assign(year="spring")))
    with pytest.raises(FaultyRegisters, match="row 1, column 'year': expected a reporting year"):
        registers.fetch(partnership)
    monkeypatch.setattr(typed, "MOST", 50)
    say(partnership, database(partnership, held))
    with pytest.raises(ValueError, match="database/quarterly: expected at most 50 rows"):
        registers.fetch(partnership)


def test_files_that_are_cut_short_are_refused(partnership, held):
    for way, name in ((workbook, "figures.xlsx"), (parquet, "figures.parquet")):
        say(partnership, way(partnership, held))
        whole = (partnership / name).read_bytes()
        (partnership / name).write_bytes(whole[: len(whole) // 2])
        with pytest.raises(ValueError, match=f"{name} cannot be read as a"):
            registers.fetch(partnership)
    assert not [*partnership.glob("20*")]


def test_a_workbook_of_several_sheets_asks_which(partnership, held):
    said = workbook(partnership, held)
    say(partnership, {"file": said["file"]})
    with pytest.raises(ValueError, match=r"expected `sheet:` .*; it has About, Figures"):
        registers.fetch(partnership)
    say(partnership, {**said, "sheet": "Figure"})
    with pytest.raises(ValueError, match="expected a worksheet 'Figure'"):
        registers.fetch(partnership)


@pytest.mark.parametrize(
    ("way", "module", "package"),
    [(database, "sqlalchemy", "SQLAlchemy"), (workbook, "python_calamine", "python-calamine"),
     (parquet, "pyarrow.parquet", "pyarrow")],
)  # fmt: skip
def test_a_package_that_is_missing_is_named(way, module, package, partnership, held, monkeypatch):
    say(partnership, way(partnership, held))
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ValueError, match=f"needs {package}, which the desk's environment has"):
        registers.fetch(partnership)


def test_nothing_of_the_desk_is_imported_before_it_is_asked_for():
    said = "import sys; from mscp_analysis import registers, exports; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True).stdout
    assert "mscp_analysis.registers.fetching" in loaded
    assert not {"sqlalchemy", "python_calamine", "xlsxwriter"} & set(loaded.split())


def test_the_command_tells_what_changes_or_each_fault(partnership, held, capsys, monkeypatch):
    say(partnership, csv(partnership, held))
    data = str(partnership.parents[1])
    monkeypatch.chdir(partnership.parents[1])
    monkeypatch.setenv("MSCP_DATA", data)  # so that what the command sets is put back
    for name in ("published", "rules"):
        (partnership.parents[1] / name).symlink_to(EXAMPLESHIRE.parents[1] / name)
    asked = ["fetch", "--partnership", "exampleshire", "--data", data]
    assert cli.main([*asked, "--dry-run"]) == 0
    told = capsys.readouterr()
    assert "2023-24: 44 figures, 44 new or changed" in told.out
    assert told.err == "Nothing was written.\n"
    assert "Written:" not in told.out
    say(partnership, database(partnership, held))
    assert cli.main(asked) == 0
    written = [partnership / year / "quarterly_dataset.csv" for year in YEARS]
    first, *_, one, other = capsys.readouterr().out.splitlines()
    assert first == "Read from table quarterly of sqlite:///figures.db:"
    assert [one, other] == [f"Written: {path}" for path in written]
    assert all(path.is_file() for path in written)
    say(partnership, csv(partnership, held.assign(count=-1)))
    assert cli.main(asked) == 1
    assert "nothing was written; the list is in reports" in capsys.readouterr().err
    assert cli.main([*asked[:2], "nowhere"]) == 1
    assert "nowhere; `mscp new` lays it out." in capsys.readouterr().err
