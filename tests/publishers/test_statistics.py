"""Statistics that are held as imported: whatever their vintage, and whatever is wrong with them."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
from pathlib import Path

import openpyxl
import pytest

from mscp_analysis import cli
from mscp_analysis.areas import register
from mscp_analysis.publishers import Stated, containers, import_releases, imported

HEADING = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,la_name,new_la_code,age,activity,number,percentage"
)
ACTIVITIES = ("In training or employment", "Not in education", "Total")


def lines_of(years: range, cell: str = "12", places: int = 14) -> list[str]:
    """Rows of care leavers by activity, in the publisher's layout."""
    lines = []
    for year in years:
        for area in [each for each in register().areas if each.kind == "authority"][:places]:
            for activity in ACTIVITIES:
                lines.append(
                    f"{year},Reporting year,Local authority,E92000001,England,,,"
                    f'{area.dfe_code},"{area.name}",{area.code},Aged 17 to 18,{activity},{cell},4.5'
                )
    return lines


@pytest.fixture
def leavers(tmp_path: Path):
    """Write such a release, changed as a test asks."""

    def write(name="leavers.csv", years=range(2020, 2025), heading=HEADING, ends="\n",
              encoding="utf-8", lines=None, **more) -> Path:  # fmt: skip
        path = tmp_path / name
        text = ends.join([heading, *(lines or lines_of(years, **more)), ""])
        path.write_bytes(text.encode(encoding))
        return path

    return write


def bytes_of(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*") if path.is_file()}  # fmt: skip


def test_a_release_is_recognised_told_of_and_held(leavers, folder) -> None:
    done = import_releases(leavers(), folder)
    assert "recognised for certain as 'What care leavers do' (care_leavers_activity)" in str(done)
    assert "release cla-2024, published 2024-11" in str(done)
    # 5 years, 14 areas, 3 activities, 2 columns.
    assert "2019-20 to 2023-24; 14 areas; 420 figures." in str(done)
    rows = imported("care_leavers_activity", data_dir=folder)
    assert len(rows) == 420
    assert set(rows["value"]) == {"12", "4.5"}
    assert set(rows["release"]) == {"cla-2024"}
    assert list(rows) == ["release", "period", "area_code", "age", "activity", "measure", "value",
                          "marker"]  # fmt: skip


@pytest.mark.parametrize("how", [
    {"ends": "\r\n"},
    {"encoding": "utf-8-sig"},
    {"heading": HEADING.upper().replace("_", " ")},
    # As between the releases of four years: other case, other words, near misses.
    {"heading": HEADING.replace("percentage", "percent").replace("number", "headcount")},
    {"heading": HEADING.replace("activity", "activities").replace("time_period", "Time-Period")},
    {"heading": HEADING + ",quality",
     "lines": [f"{line},Good" for line in lines_of(range(2020, 2025))]},
])  # fmt: skip
def test_columns_that_are_renamed_reordered_or_added_need_no_code(leavers, folder, how) -> None:
    import_releases(leavers(**how), folder)
    rows = imported("care_leavers_activity", data_dir=folder)
    assert len(rows) == 420
    assert set(rows["measure"]) == {"number", "percentage"}


def test_columns_in_another_order_are_the_same_figures(leavers, folder, tmp_path) -> None:
    import csv

    path = leavers()
    with path.open(newline="") as file:
        turned = [list(reversed(row)) for row in csv.reader(file)]
    with (tmp_path / "turned.csv").open("w", newline="") as file:
        csv.writer(file).writerows(turned)
    import_releases(path, folder)
    before = imported("care_leavers_activity", data_dir=folder)
    import_releases(tmp_path / "turned.csv", folder)
    keys = ["period", "area_code", "activity", "measure"]
    after = imported("care_leavers_activity", data_dir=folder)
    assert after.sort_values(keys)["value"].tolist() == before.sort_values(keys)["value"].tolist()


def test_what_only_resembles_a_statistic_is_asked_about(leavers, folder) -> None:
    heading = HEADING.replace("activity", "activitty").replace("number", "numbers_")
    heading = heading.replace("percentage", "percentale").replace("time_period", "time_peried")
    heading = heading.replace("time_identifier", "time_identifies").replace("age,", "age,", 1)
    done = import_releases(leavers(heading=heading), folder)
    said = str(done)
    assert "recognised to 9" in said
    assert "'activitty' for 'activity'" in said
    with pytest.raises(ValueError, match="expected the columns of a statistic"):
        import_releases(leavers(heading=HEADING.replace("activity", "doing")), folder)


@pytest.mark.parametrize("pack", ["gz", "zip"])
def test_a_packed_file_is_the_file(leavers, folder, tmp_path, pack) -> None:
    path = leavers()
    packed = tmp_path / f"leavers.csv.{pack}"
    if pack == "gz":
        packed.write_bytes(gzip.compress(path.read_bytes()))
    else:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, "data/leavers.csv")
    import_releases(path, folder)
    before = bytes_of(folder)
    done = import_releases(packed, folder)
    assert "The same file is held already; nothing changes." in str(done)
    assert "All of it was held already; nothing was changed." in str(done)
    assert bytes_of(folder) == before


def test_a_dry_run_changes_nothing_and_says_what_would(leavers, folder, capsys) -> None:
    before = bytes_of(folder)
    path = leavers()
    assert cli.main(["import", str(path), "--data", str(folder), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "New: 2019-20 to 2023-24 (5 periods)." in said
    assert "Nothing was written: this was a dry run." in said
    assert bytes_of(folder) == before
    assert not (folder / "published" / "imported").exists()


def test_releases_stand_beside_each_other_and_the_date_chooses(leavers, folder) -> None:
    newer = leavers("newer.csv", range(2020, 2025), cell="13")
    older = leavers("older.csv", range(2019, 2024), cell="c")
    done = import_releases([newer, older], folder)  # Both at once, the newer first.
    said = str(done)
    # 4 years of 14 areas and 3 activities are in both, and their number is another.
    assert "New: 2023-24. Revised against cla-2023: 168, such as " in said
    assert "number: c, now 13" in said
    now = imported("care_leavers_activity", data_dir=folder)
    assert set(now[now["period"] == "2020-21"]["release"]) == {"cla-2024"}
    assert set(now[now["period"] == "2018-19"]["release"]) == {"cla-2023"}
    then = imported("care_leavers_activity", "2024-01-31", folder)
    assert set(then[then["measure"] == "number"]["marker"]) == {"c"}
    with pytest.raises(LookupError, match=r"Nothing of 'care_leavers_activity' is held that was"):
        imported("care_leavers_activity", "2020-01-31", folder)


def test_an_older_release_never_takes_the_place_of_a_newer_one(leavers, folder) -> None:
    import_releases(leavers("newer.csv", range(2020, 2025), cell="13"), folder)
    import_releases(leavers("older.csv", range(2019, 2024), cell="12"), folder)
    rows = imported("care_leavers_activity", data_dir=folder)
    numbers = rows[(rows["measure"] == "number") & (rows["period"] == "2020-21")]
    assert set(numbers["value"]) == {"13"}


def test_a_corrected_file_takes_the_place_of_the_first(leavers, folder) -> None:
    import_releases(leavers(cell="12"), folder)
    done = import_releases(leavers(cell="14"), folder)
    assert "number: 12, now 14" in str(done)
    held = folder / "published" / "imported" / "care_leavers_activity"
    assert len(list(held.iterdir())) == 1


def test_two_files_of_one_release_are_not_chosen_between(leavers, folder) -> None:
    files = [leavers("one.csv"), leavers("two.csv", cell="13")]
    with pytest.raises(ValueError, match=r"one\.csv and two\.csv both hold care_leavers_activity"):
        import_releases(files, folder)
    assert not (folder / "published" / "imported").exists()


def test_what_a_file_cannot_say_is_asked_for(leavers, folder, capsys) -> None:
    path = leavers(years=range(2027, 2030))
    assert cli.main(["import", str(path), "--data", str(folder)]) == 1
    said = capsys.readouterr().err
    assert "to 2028-29, but nothing in it says when it was published" in said
    assert "--published 2024-11" in said
    asked = ["import", str(path), "--data", str(folder), "--published", "2029-11"]
    assert cli.main([*asked, "--release", "cla-2029"]) == 0
    assert set(imported("care_leavers_activity", data_dir=folder)["release"]) == {"cla-2029"}
    with pytest.raises(SystemExit):
        cli.main([*asked[:-1], "November"])


def test_a_release_that_is_known_without_its_date_keeps_its_name(folder, tmp_path) -> None:
    path = tmp_path / "SFR36_CLA2013.csv"
    heads = "LA_order,New_geog_code,geog_l,geog_c,geog_n,CLA_started2013,SCLA_male,SCLA_female"
    path.write_text(f"{heads},SCLA_AbNeg\n1,E06000035,LA,887,Medway,12,x,5,..\n")
    with pytest.raises(LookupError, match=r"to 2012-13, but nothing in it says when it was publ"):
        import_releases(path, folder)
    with pytest.raises(LookupError, match=r"the register has no date for 'sfr-cla-2013'"):
        import_releases(path, folder, stated=Stated("sfr-cla-2013"))
    done = import_releases(path, folder, stated=Stated(published="2014-01"))
    assert "release sfr-cla-2013, published 2014-01." in str(done)


def test_a_new_release_of_a_table_of_the_report_can_be_stated(
    release, folder, looked_after_rows
) -> None:
    import_releases(release(), folder)
    rows = [{**row, "time_period": str(int(row["time_period"]) + 7)} for row in looked_after_rows]
    done = import_releases(
        release("later.csv", rows=rows), folder, stated=Stated("cla-2031", "2031-11")
    )
    assert "New: 2026-27 to 2030-31 (5 periods)." in str(done)
    # It is known at the next import, too.
    done = import_releases(release(), folder)
    assert "nothing was changed" in str(done)


@pytest.mark.parametrize("style", ["{0}-03-31", "31/03/{0}", "31.03.{0}", "31 March {0}", "{0}"])
def test_years_are_told_by_their_last_day_in_any_style(leavers, folder, style) -> None:
    lines = [style.format(line[:4]) + line[4:] for line in lines_of(range(2020, 2025))]
    done = import_releases(leavers(lines=lines), folder)
    assert "release cla-2024" in str(done)
    assert "2019-20 to 2023-24; 14 areas; 420 figures." in str(done)


@pytest.mark.parametrize("text", ["03/04/2024", "2024-04-03", "31/02/2024", "3 April 2024"])
def test_a_day_that_is_no_end_of_a_year_is_refused(leavers, folder, text) -> None:
    lines = [text + line[4:] for line in lines_of(range(2024, 2025))]
    with pytest.raises(ValueError, match=rf"row 2, column 'time_period'.*'{text}'"):
        import_releases(leavers(lines=lines), folder)


@pytest.mark.parametrize("text", ["2029-11-21", "21/11/2029", "11/21/2029", "21 November 2029"])
def test_a_date_of_publication_is_read_in_any_style(leavers, folder, text) -> None:
    path = leavers(years=range(2027, 2030))
    asked = ["import", str(path), "--data", str(folder), "--release", "cla-2029"]
    assert cli.main([*asked, "--published", text]) == 0
    rows = imported("care_leavers_activity", "2029-11-21", folder)
    assert set(rows["release"]) == {"cla-2029"}
    with pytest.raises(LookupError):
        imported("care_leavers_activity", "2029-11-20", folder)


def test_a_date_that_may_be_one_of_two_is_asked_for(leavers, folder, judgements, capsys) -> None:
    with pytest.raises(SystemExit):
        cli.main(["import", str(leavers()), "--published", "03/04/2024"])
    said = capsys.readouterr().err
    assert "'03/04/2024' is 3 April 2024 or 4 March 2024: write it as 2024-04-03 or 2024-03-04" in (
        " ".join(said.split())
    )
    path = judgements([["Medway", "South East", "2023-07-17", "Good", "Good", ""]])
    book = openpyxl.load_workbook(path)
    for text in ("30/08/2024", "30 August 2024", "2024-08-30"):
        book["Cover"]["B1"] = text
        book.save(path)
        assert "published 2024-08-30" in str(import_releases(path, folder, dry_run=True))
    book["Cover"]["B1"] = "03/04/2024"
    book.save(path)
    with pytest.raises(LookupError, match=r"3 April 2024 or 4 March 2024.*--published"):
        import_releases(path, folder)


BROKEN = {
    "a symbol": ("12", "-", r"row 2, column 'number': expected a number .*came '-'; look up what"),
    "a blank": (",12,", ",,", r"row 2, column 'number': expected .*came an empty cell"),
    "below zero": ("12", "-3", r"column 'number': expected a number from 0 up .*came '-3'"),
    "no number": ("12", "1.2.3", r"column 'number': expected .*came '1\.2\.3'"),
    "an error": ("12", "#VALUE!", r"column 'number': expected .*came '#VALUE!'"),
    "a year in words": ("2020,Reporting", "Spring,Reporting", r"row 2, .*'time_period'.*Spring"),
    "another year": ("2020,Reporting year", "202021,Reporting year", r"'time_period'.*'202021'"),
    "a level": ("Local authority,", "Ward,", r"row 2, column 'geographic_level'.*'Ward'"),
    "a code": ("E06000001", "E06999999", r"row 2, column 'new_la_code'.*'E06999999'"),
    "too few cells": (",12,4.5", ",12", r"row 2, column 'number': expected 14 columns, came 13"),
    "too many cells": (",12,4.5", ",12,4.5,7", r"row 2, .*expected 14 columns, came 15"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", BROKEN)
def test_what_is_wrong_is_said_with_its_place_and_nothing_is_written(
    leavers, folder, wrong
) -> None:
    import_releases(leavers(), folder)
    before = bytes_of(folder)
    was, now, said = BROKEN[wrong]
    lines = lines_of(range(2020, 2025))
    lines[0] = lines[0].replace(was, now, 1)
    with pytest.raises(ValueError, match=rf"broken\.csv.*{said}"):
        import_releases(leavers("broken.csv", lines=lines), folder)
    assert bytes_of(folder) == before


def test_a_row_that_comes_twice_is_refused(leavers, folder) -> None:
    lines = lines_of(range(2020, 2025))
    with pytest.raises(ValueError, match=r"one row for each area, period and breakdown, came 1 ag"):
        import_releases(leavers(lines=[*lines, lines[3]]), folder)


@pytest.mark.parametrize("cut", [1, 40, 400])
def test_a_file_cut_in_the_middle_is_refused(leavers, folder, cut) -> None:
    path = leavers()
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(ValueError, match=r"leavers\.csv, row \d+.*cut short, so download it again"):
        import_releases(path, folder)
    assert not (folder / "published" / "imported").exists()


def test_a_file_cut_between_two_rows_is_refused(leavers, folder) -> None:
    with pytest.raises(
        ValueError, match=r"the last row: expected 3 rows for E\d+ in 2023-24, .*2;"
    ):
        import_releases(leavers(lines=lines_of(range(2020, 2025))[:-1]), folder)


def test_a_file_cut_between_two_areas_is_told_of(leavers, folder) -> None:
    import_releases(leavers(years=range(2019, 2024)), folder)
    lines = lines_of(range(2020, 2025))
    whole = str(import_releases(leavers("whole.csv", lines=lines), folder))
    assert "fewer" not in whole
    # The last two areas of the newest year, and one of a year that both releases have.
    cut = [line for line in lines[:-6] if not line.startswith("2021,") or "E06000003" not in line]
    done = str(import_releases(leavers("cut.csv", lines=cut), folder, dry_run=True))
    missing = "North Lincolnshire, Redcar and Cleveland, York"
    assert f"3 areas fewer than in cla-2024: {missing}. Check that the file is whole." in done


def test_a_first_release_is_held_against_the_register(leavers, folder) -> None:
    lines = lines_of(range(2020, 2025), places=400)
    done = str(import_releases(leavers(lines=lines), folder))
    assert "Check that" not in done
    kept = [line for line in lines if ",E06000035," not in line]
    done = str(import_releases(leavers(lines=kept), folder, stated=Stated("one", "2019-01")))
    # Poole and others were dissolved before, and need not be there.
    assert "1 area of the register has no row: Medway. Check that the file is whole." in done


def test_authorities_that_report_together_are_not_missing(leavers, folder) -> None:
    """Rows of two authorities together are left out and told of, and are no sign of a cut file."""
    lines = lines_of(range(2020, 2025), places=400)
    kept = [line.replace(",E09000027,", ",E09000021 / E09000027,") for line in lines
            if ",E09000021," not in line]  # fmt: skip
    said = str(import_releases(leavers(lines=kept), folder, dry_run=True))
    assert "Left out, of no area that is held: 15 rows (E09000021 / E09000027)." in said
    assert "Check that" not in said
    cut = [line for line in kept if ",E06000035," not in line]
    said = str(import_releases(leavers(lines=cut), folder, dry_run=True))
    assert "1 area of the register has no row: Medway. Check that the file is whole." in said


def test_what_names_no_period_is_left_out_and_told_of(folder, tmp_path) -> None:
    rows = [("2023", "Medway", "4.5"), ("0", "Medway", "-"), ("2022-23 (OT)", "Kent", "7"),
            ("0", "Kent", "-")]  # fmt: skip
    lines = [f"Stability,,{year},{area},{value}," for year, area, value in rows]
    path = tmp_path / "tool.csv"
    heading = "Short Desc,Data item,Years,LA and Regions,Values,Region"
    path.write_text("\n".join([heading, *lines, ""]))
    said = str(import_releases(path, folder, stated=Stated("lait-one", "2025-10")))
    assert "2022-23 (OT) to 2023; 2 areas; 2 figures." in said
    assert "Left out, of no period: 2 rows, whose period is given as '0'." in said
    held = imported("interactive_tool", data_dir=folder)
    assert set(held["period"]) == {"2022-23 (OT)", "2023"}


def test_a_packed_file_cut_short_is_refused(leavers, folder, tmp_path) -> None:
    packed = tmp_path / "cut.csv.gz"
    packed.write_bytes(gzip.compress(leavers().read_bytes())[:-20])
    with pytest.raises(ValueError, match=r"cut\.csv\.gz is cut short or broken and cannot be unpa"):
        import_releases(packed, folder)


def test_a_zip_that_unpacks_to_far_more_than_it_weighs_is_refused(
    folder, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(containers, "ALWAYS", 1 << 20)
    packed = tmp_path / "bomb.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.csv", b"0" * (8 << 20))
    with pytest.raises(ValueError, match=r"bomb\.zip weighs [\d,]+ bytes and unpacks to more than"):
        import_releases(packed, folder)
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inner.zip", b"PK")
    with pytest.raises(ValueError, match=r"bomb\.zip holds inner\.zip, which is packed once more"):
        import_releases(packed, folder)


def test_windows_text_is_read_as_such_and_two_bytes_a_letter_are_refused(leavers, folder) -> None:
    lines = [
        line.replace("Not in education", "Children’s work") for line in lines_of(range(2020, 2025))
    ]
    import_releases(leavers(lines=lines, encoding="cp1252"), folder)
    said = set(imported("care_leavers_activity", data_dir=folder)["activity"])
    assert "Children’s work" in said
    with pytest.raises(ValueError, match="is not UTF-8 text; save it as CSV"):
        import_releases(leavers(encoding="utf-16"), folder)


def test_thousands_separators_are_read(leavers, folder) -> None:
    import_releases(leavers(cell='"12,345"'), folder)
    rows = imported("care_leavers_activity", data_dir=folder)
    assert set(rows[rows["measure"] == "number"]["value"]) == {"12345"}


def test_an_x_means_what_its_vintage_says(leavers, folder, tmp_path) -> None:
    """Not available since 2019, withheld in the releases before."""
    import_releases(leavers(cell="x"), folder)
    heads = "LA_order,New_geog_code,geog_l,geog_c,geog_n,CLA_started2017"
    heads += ",SCLA_male,SCLA_female,SCLA_AbNeg"
    path = tmp_path / "SFR50_ADM2017.csv"
    path.write_text(f'{heads}\n1,E06000035,LA,887,Medway,"1,234",x,5,..\n')
    import_releases(path, folder)
    now = imported("care_leavers_activity", data_dir=folder)
    assert set(now[now["measure"] == "number"]["marker"]) == {"x"}
    then = imported("looked_after_starting_2017", data_dir=folder).set_index("item")
    assert then["period"].unique().tolist() == ["2016-17"]
    assert then["value"].to_dict() == {
        "CLA_started2017": "1234", "SCLA_male": "", "SCLA_female": "5", "SCLA_AbNeg": ""
    }  # fmt: skip
    assert then.loc["SCLA_male", "marker"] == "c"
    assert then.loc["SCLA_AbNeg", "marker"] == "x"


@pytest.fixture
def judgements(tmp_path: Path):
    """Ofsted's workbook in its layout: a cover, a title, merged headings, a note at the foot."""

    def write(rows, cover=True, sheets=("Inspections_31_March_2024",)) -> Path:
        book = openpyxl.Workbook()
        book.active.title = "Cover"
        book.active.append(["Published on:", "2024-08-30" if cover else ""])
        for title in sheets:
            sheet = book.create_sheet(title)
            sheet.append(["Inspections as at 31 March 2024"])
            sheet.merge_cells("A1:F1")
            sheet.append(["Local authority name", "Ofsted region", "Inspection date",
                          "Overall effectiveness", "Impact of leaders",
                          "Experiences and progress of care leavers"])  # fmt: skip
            for row in rows:
                sheet.append(row)
            sheet.append([])
            sheet.append(["Source: Ofsted"])
        book.save(tmp_path / "judgements.xlsx")
        return tmp_path / "judgements.xlsx"

    return write


def test_a_workbook_is_read_between_its_titles_and_its_footer(judgements, folder) -> None:
    done = import_releases(judgements([
        ["Medway", "South East", "2023-07-17", "Good", "Outstanding", ""],
        ["Cumberland", "North West", "Not yet inspected", "", "", ""],
    ]), folder)  # fmt: skip
    assert "release ofsted-2024-08-30, published 2024-08-30" in str(done)
    rows = imported("inspection_judgements", data_dir=folder).set_index("item")
    assert rows["area_code"].unique().tolist() == ["E06000035"]
    assert rows["value"].tolist() == ["Good", "Outstanding", ""]
    # Before January 2023 there was no judgement of its own on care leavers.
    assert rows["marker"].tolist() == ["", "", "z"]


def test_formulas_are_read_by_their_results_or_refused(judgements, folder) -> None:
    path = judgements([["Medway", "South East", "2023-07-17", '="Go"&"od"', "Good", ""]])
    with pytest.raises(
        ValueError, match=r"judgements\.xlsx, sheet 'Inspections_31_March_2024', cell D3: .*formula"
    ):
        import_releases(path, folder)


def test_the_sheet_is_asked_for_where_several_would_do(judgements, folder) -> None:
    row = ["Medway", "South East", "2023-07-17", "Good", "Good", "Good"]
    path = judgements([row], sheets=("At 31 March 2024", "Others"))
    with pytest.raises(ValueError, match=r"several tables .*At 31 March 2024, Others; name one"):
        import_releases(path, folder)
    import_releases(path, folder, stated=Stated(sheet="At 31 March 2024"))
    with pytest.raises(ValueError, match=r"has no sheet 'Third'; it has Cover, At 31"):
        import_releases(path, folder, stated=Stated(sheet="Third"))


def test_single_children_are_never_imported(folder, tmp_path) -> None:
    (tmp_path / "header.csv").write_text("CHILD,SEX,DOB\n1,2,05/12/2013\n")
    with pytest.raises(
        ValueError, match=r"header\.csv is not imported: it holds records of single"
    ):
        import_releases(tmp_path / "header.csv", folder)


def test_a_disk_that_fails_leaves_nothing_behind(leavers, folder, monkeypatch) -> None:
    import_releases(leavers("older.csv", range(2019, 2024)), folder)
    before = bytes_of(folder)

    def failing(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mscp_analysis.publishers.writing.os.replace", failing)
    with pytest.raises(OSError, match="No space left"):
        import_releases(leavers("newer.csv"), folder)
    assert bytes_of(folder) == before


def test_pieces_of_a_large_file_are_read_as_the_whole(leavers, folder, monkeypatch) -> None:
    path = leavers(years=range(2015, 2025), places=60)
    import_releases(path, folder)
    whole = imported("care_leavers_activity", data_dir=folder)
    monkeypatch.setattr("mscp_analysis.publishers.text.PIECE", 1000)
    import_releases(leavers("again.csv", range(2015, 2025), places=60, cell="13"), folder)
    pieces = imported("care_leavers_activity", data_dir=folder)
    keys = ["period", "area_code", "age", "activity", "measure"]
    assert pieces[keys].equals(whole[keys])
    lines = lines_of(range(2015, 2025), places=60)
    lines[777] = lines[777].replace(",12,", ",?,")
    with pytest.raises(ValueError, match=r"row 779, column 'number'.*came '\?'"):
        import_releases(leavers("broken.csv", lines=lines), folder)
