"""Releases are imported whole or not at all, whatever their bytes look like."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from mscp_analysis import areas, cli, data
from mscp_analysis.publishers import import_releases, writing

PUBLISHED = areas.data_folder() / "published"
TABLE = "children_looked_after.csv"


def rows_of(path: Path, release: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["release"] == release]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tables_of(folder: Path) -> dict[str, bytes]:
    """What the pages of a report stand on, without what is held only as imported."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_what_is_written_as_published_is_read_as_it_was(release, folder) -> None:
    done = import_releases(release(), folder)
    made = rows_of(folder / "published" / TABLE, "cla-2024")
    assert made == rows_of(PUBLISHED / TABLE, "cla-2024")
    assert done.tables == {"children_looked_after": len(made), "population": len(made) // 7}
    assert "cla.csv: recognised, release cla-2024." in str(done)
    counts = [row["marker"] for row in made if row["marker"] and row["measure"] != "population"]
    said = ", ".join(f"{marker} {number}" for marker, number in Counter(counts).most_common())
    assert f"children_looked_after: 5,845 rows. Without a number: {said}. New: " in str(done)
    assert "Files read: 1. Files left alone: 0. All of it is written." in str(done)


# Byte order mark, line breaks, order and case of columns differ between releases.
@pytest.mark.parametrize(
    "how",
    [
        {"encoding": "utf-8-sig"},
        {"ends": "\r\n"},
        {"names": {"number": "Number", "population_count": "Population_Count"}},
        {"names": {"rate_per_10000": "Rate per 10000"}},
        {"heading": "turned round"},
    ],
)
def test_the_same_figures_in_other_bytes_make_the_same_table(release, folder, how) -> None:
    import_releases(release(), folder)
    before = (folder / "published" / TABLE).read_bytes()
    if how.get("heading"):
        how = {"heading": list(reversed(release().read_text().splitlines()[0].split(",")))}
    import_releases(release("other.csv", **how), folder)
    assert (folder / "published" / TABLE).read_bytes() == before


def test_thousands_separators_and_older_signs_are_understood(
    release, folder, looked_after_rows
) -> None:
    signs = {"x": "..", "z": ":"}
    rows = [dict(row) for row in looked_after_rows]
    for row in rows:
        text = row["population_estimate"]
        printed = f"{int(text):,}" if text.isdigit() else signs.get(text, text)
        row["population_estimate"] = printed
    import_releases(release(rows=rows), folder)
    made = rows_of(folder / "published" / TABLE, "cla-2024")
    shipped = rows_of(PUBLISHED / TABLE, "cla-2024")
    for row in shipped:
        if row["measure"] == "population" and row["marker"] == "z":
            row["marker"] = "x"
    assert made == shipped


def test_importing_again_changes_no_byte_and_touches_no_file(release, folder) -> None:
    path = release()
    import_releases(path, folder)
    before = bytes_of(folder)
    times = {each: each.stat().st_mtime_ns for each in folder.rglob("*")}
    import_releases(path, folder)
    assert bytes_of(folder) == before
    assert {each: each.stat().st_mtime_ns for each in folder.rglob("*")} == times


def test_another_release_is_added_and_the_first_stays(release, folder, looked_after_rows) -> None:
    import_releases(release(), folder)
    first = rows_of(folder / "published" / TABLE, "cla-2024")
    earlier = [row for row in looked_after_rows if row["time_period"] != "2024"]
    done = import_releases(release("earlier.csv", rows=earlier), folder)
    assert list(done.read.values()) == ["cla-2023"]
    path = folder / "published" / TABLE
    assert rows_of(path, "cla-2024") == first
    assert len(rows_of(path, "cla-2023")) == len(first) * 4 // 5
    # Given again, with a number changed, it takes the place of what it was.
    changed = [{**row, "number": "1"} if row["number"] == "440" else row for row in earlier]
    import_releases(release("earlier.csv", rows=changed), folder)
    assert len(rows_of(path, "cla-2023")) == len(first) * 4 // 5
    assert rows_of(path, "cla-2023") != rows_of(path, "cla-2024")[: len(first) * 4 // 5]
    assert rows_of(path, "cla-2024") == first


def test_the_tables_can_be_loaded(release, folder, monkeypatch) -> None:
    import_releases(release(), folder)
    monkeypatch.setenv("MSCP_DATA", str(folder))
    assert data.load("children_looked_after").at_31_march.at("2023-24", "Medway").value == 476
    assert data.load("population").children.at("mid-2023", "Medway").value == 66_687


# What is wrong with the file; the row and column that the sentence names; and what it says.
BROKEN = {
    "unknown symbol": (
        lambda rows: rows[1].update(number="-"),
        r"row 3, column 'number': expected a number from 0 up or one of c x z u k low : \.\., "
        "came '-'",
    ),
    "negative number": (lambda rows: rows[1].update(number="-1"), "row 3.*'number'.*came '-1'"),
    "empty cell": (lambda rows: rows[1].update(number=""), "row 3.*'number'.*came an empty cell"),
    "unknown code": (
        lambda rows: rows[0].update(geographic_level="Local authority", new_la_code="E06999999"),
        "row 2, column 'new_la_code': expected a code of .*areas.csv, came 'E06999999'",
    ),
    "unknown level": (
        lambda rows: rows[1].update(geographic_level="Ward"),
        "row 3, column 'geographic_level': expected 'National' or .*, came 'Ward'",
    ),
    "unknown kind of year": (
        lambda rows: rows[1].update(time_identifier="Academic year"),
        "row 3, column 'time_identifier': expected 'Reporting year', came 'Academic year'",
    ),
    "unknown quantity": (
        lambda rows: rows[1].update(population_count="Children adopted"),
        "row 3, column 'population_count': expected .*, came 'Children adopted'",
    ),
    "year in two parts": (
        lambda rows: rows[1].update(time_period="202324"),
        "row 3, column 'time_period': expected a year in four digits, came '202324'",
    ),
    "repeated row": (
        lambda rows: rows.insert(4, dict(rows[1])),
        r"row 6, column 'number': expected one row for E\d+, 20\d\d-\d\d, came a second",
    ),
    "two populations": (
        lambda rows: rows[1].update(population_estimate="1"),
        r"row 3, column 'population_estimate': expected one row for .*came a second \(value 1",
    ),
    "an authority missing": (
        lambda rows: [rows.remove(row) for row in rows[:] if row["la_name"] == "Medway"],
        "expected 161 areas for 2019-20, came 160, without Medway",
    ),
    "a region missing": (
        lambda rows: [
            rows.remove(row)
            for row in rows[:]
            if row["region_name"] == "South East" and row["geographic_level"] == "Regional"
        ],
        "without South East",
    ),
    "a year missing": (
        lambda rows: [rows.remove(row) for row in rows[:] if row["time_period"] == "2022"],
        "expected every year from 2019-20 to 2023-24, came none for 2021-22",
    ),
}


@pytest.mark.parametrize("wrong", BROKEN)
def test_what_is_not_understood_is_refused_and_the_tables_stay(
    release, folder, looked_after_rows, wrong
) -> None:
    import_releases(release(), folder)
    before = bytes_of(folder)
    change, said = BROKEN[wrong]
    rows = [dict(row) for row in looked_after_rows]
    change(rows)
    with pytest.raises(ValueError, match=rf"broken\.csv.*{said}"):
        import_releases(release("broken.csv", rows=rows), folder)
    assert bytes_of(folder) == before


def test_a_file_cut_short_within_a_row_is_refused(release, folder) -> None:
    path = release("cut.csv")
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ValueError, match=r"cut\.csv, row \d+.*cut short.*download"):
        import_releases(path, folder)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(ValueError, match=r"cut\.csv, row \d+.*expected 14 columns"):
        import_releases(path, folder)
    assert not (folder / "published" / TABLE).exists()


def test_a_renamed_column_is_refused_with_its_name(release, folder) -> None:
    path = release(names={"rate_per_10000": "rate"})
    with pytest.raises(
        ValueError, match=r"column 'rate_per_10000'.*came none among 14.*tables\.yaml"
    ):
        import_releases(path, folder)


def test_an_unknown_layout_is_refused_by_itself_and_left_alone_in_a_folder(
    release, folder, tmp_path
) -> None:
    given = tmp_path / "given"
    given.mkdir()
    release().rename(given / "cla.csv")
    (given / "staff.csv").write_text("year,authority,staff\n2024,Medway,1\n")
    (given / "notes.txt").write_text("not a table")
    with pytest.raises(
        ValueError,
        match=r"staff\.csv, row 1: expected the columns of a statistic .*came year, authority",
    ):
        import_releases([given / "staff.csv"], folder)
    with pytest.raises(ValueError, match=r"notes\.txt, row 1: .*came not a table"):
        import_releases(given / "notes.txt", folder)
    done = import_releases(given, folder)
    assert done.left == ("notes.txt", "staff.csv")
    assert "Not imported: staff.csv, row 1: expected the columns" in str(done)


def test_a_folder_of_which_nothing_is_understood_is_refused(folder, tmp_path) -> None:
    before, given = bytes_of(folder), tmp_path / "given"
    given.mkdir()
    with pytest.raises(ValueError, match=r"Nothing was imported from .*given: .*; came none\."):
        import_releases(given, folder)
    (given / "staff.csv").write_text("year,authority,staff\n2024,Medway,1\n")
    with pytest.raises(ValueError, match=r"Nothing was imported: staff\.csv, row 1: expected"):
        import_releases(given, folder)
    assert bytes_of(folder) == before


def test_every_bad_file_is_told_at_once_and_nothing_is_written(release, folder, capsys) -> None:
    """Broken, cut short, twice the same, of no known layout or not what it is called."""
    before, given = bytes_of(folder), release("a.csv").parent
    (given / "b.csv").write_bytes((given / "a.csv").read_bytes())
    (given / "c.csv").write_bytes((given / "a.csv").read_bytes()[:-3])
    text = (given / "a.csv").read_text()
    (given / "d.csv").write_text(text.replace("Reporting year", "Academic year", 1))
    (given / "e.csv").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    (given / "f.xlsx").write_bytes(b"PK\x03\x04")
    (given / "g.csv").write_text("year,authority,staff\n2024,Medway,1\n")
    for dry in (["--dry-run"], []):
        files = [str(path) for path in sorted(given.iterdir()) if path.is_file()]
        assert cli.main(["import", *dry, *files, "--data", str(folder)]) == 1
        output = capsys.readouterr()
        *told, last = output.err.splitlines()
        named = [re.findall(r"\b([b-g])\.(?:csv|xlsx)", line)[0] for line in told]
        assert (sorted(named), output.out) == (list("bcdefg"), "")
        assert last == "mscp: 6 files cannot be imported; nothing was written."
    assert bytes_of(folder) == before


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\n", "is a PDF, whatever its name says: import the table that"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>", "is a web page, .* download the file that the page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old Excel workbook, .*: save it as .xlsx and import"),
        (b"PAR1\x15", "is a Parquet file, .*: give its name the ending .parquet and import"),
        (["[Content_Types].xml", "xl/workbook.xml"], "is an Excel workbook, .* the ending .xlsx"),
        (["mimetype", "content.xml"], "is an OpenDocument file, .*: give its name the ending .ods"),
        (["mimetype", "a.png"], "is a packed file, whatever its name says: unpack it, or save"),
    ],
)
def test_what_is_no_text_is_told_for_what_it_is(head, said, folder, tmp_path) -> None:
    path = tmp_path / "figures.csv"
    if isinstance(head, list):
        with zipfile.ZipFile(path, "w") as archive:
            for name in head:
                archive.writestr(name, "x")
    else:
        path.write_bytes(head)
    with pytest.raises(ValueError, match=rf"^figures\.csv {said}"):
        import_releases(path, folder)


def test_the_same_release_twice_is_refused(release, folder) -> None:
    with pytest.raises(
        ValueError, match=r"one\.csv and .*two\.csv both hold looked_after of cla-2024"
    ):
        import_releases([release("one.csv"), release("two.csv")], folder)


def test_a_release_that_is_not_registered_has_to_be(release, folder, looked_after_rows) -> None:
    later = [{**row, "time_period": str(int(row["time_period"]) + 7)} for row in looked_after_rows]
    path = release("later.csv", rows=later)
    with pytest.raises(
        LookupError, match=r"later\.csv.*end with 2030-31.*releases\.yaml with its date"
    ):
        import_releases(path, folder)
    with pytest.raises(LookupError, match="no release 'cla-2031'; it has cin-2022"):
        import_releases(path, folder, releases={"later.csv": "cla-2031"})


def test_the_release_can_be_stated(release, folder, looked_after_rows) -> None:
    rows = [row for row in looked_after_rows if row["time_period"] != "2024"]
    done = import_releases(release(rows=rows), folder, releases={"cla.csv": "cla-2024"})
    assert list(done.read.values()) == ["cla-2024"]


def test_a_held_table_that_was_changed_is_not_built_upon(
    release, folder, looked_after_rows
) -> None:
    import_releases(release(), folder)
    path = folder / "published" / TABLE
    path.write_bytes(path.read_bytes().replace(b",476,", b",475,"))
    came = hashlib.sha256(path.read_bytes()).hexdigest()
    earlier = [row for row in looked_after_rows if row["time_period"] != "2024"]
    with pytest.raises(ValueError, match=rf"expected sha256:\w+, came sha256:{came}"):
        import_releases(release("earlier.csv", rows=earlier), folder)
    # Its own release, given again, makes it whole.
    import_releases(release(), folder)
    assert rows_of(path, "cla-2024") == rows_of(PUBLISHED / TABLE, "cla-2024")


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_a_disk_that_fails_leaves_every_table_as_it_was(
    release, folder, looked_after_rows, monkeypatch, moved
) -> None:
    import_releases(release(), folder)
    before = bytes_of(folder)
    replace, calls = os.replace, []

    def failing(source, target) -> None:
        calls.append(target)
        if len(calls) > moved:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(writing.os, "replace", failing)
    earlier = [row for row in looked_after_rows if row["time_period"] != "2024"]
    with pytest.raises(OSError, match="No space left"):
        import_releases(release("earlier.csv", rows=earlier), folder)
    assert bytes_of(folder) == before


def test_without_areas_the_sentence_says_what_to_import(release, tmp_path) -> None:
    with pytest.raises(LookupError, match=r"no .*areas\.csv.*las\.csv.*EnglishLaNameCodes\.csv"):
        import_releases(release(), tmp_path / "empty")
    with pytest.raises(FileNotFoundError, match="There is no file or folder"):
        import_releases(tmp_path / "nowhere", tmp_path)


@pytest.fixture(scope="module")
def imported(shared, tmp_path_factory) -> Path:
    """Everything imported from the publishers' own files."""
    folder = tmp_path_factory.mktemp("imported")
    import_releases(shared, folder)
    return folder / "published"


def test_the_publishers_files_make_the_shipped_tables(imported) -> None:
    made, shipped = tables_of(imported), tables_of(PUBLISHED)
    assert made.keys() == shipped.keys()
    for name, content in shipped.items():
        assert hashlib.sha256(made[name]).hexdigest() == hashlib.sha256(content).hexdigest(), name


def test_releases_imported_one_after_another_make_the_same_tables(
    shared, imported, tmp_path
) -> None:
    """In any order: each import adds its release and works the populations out again."""
    for part in ("geography", "dfe-children-looked-after/2022-release", "statistical-neighbours"):
        assert (shared / part).is_dir()
    need = shared / "dfe-children-in-need"
    import_releases([shared / "geography", shared / "dfe-children-looked-after"], tmp_path)
    import_releases([need / "2025-release", need / "2023-release"], tmp_path)
    import_releases([need / "2022-release", shared / "statistical-neighbours"], tmp_path)
    import_releases([need / "2024-release", shared / "ons-population/mye23tablesew.xlsx"], tmp_path)
    figures = {name for name in tables_of(imported) if not name.startswith("areas")}
    made = tables_of(tmp_path / "published")
    assert all(made[name] == (imported / name).read_bytes() for name in figures)
