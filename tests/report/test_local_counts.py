"""A partnership's own small counts: withheld everywhere, or the report does not appear.

The counts are made up.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import nbformat
import pandas as pd
import pytest
import yaml
from python_calamine import CalamineWorkbook

from mscp_analysis import areas, data, schemas
from mscp_analysis.report import chapters, parameters
from mscp_analysis.report.build import build

ABOUT = {
    "title": "Contacts, made up",
    "sources": [{"publisher": "Made-up partnership", "title": "Register", "published": "2024-05"}],
    "measures": {
        "count": {
            "title": "Contacts", "unit": "contacts", "decimals": 0, "timing": "year",
            "polarity": None, "definition": "Contacts, made up for tests.",
        }
    },
}  # fmt: skip
AGENCIES = {"Police": 40, "Health": 31, "Education": 12, "Voluntary": 3, "All": 86}
AGES = {"0 to 4": 2, "5 to 9": 30, "10 to 17": 54, "All": 86}
LOADED = """from mscp_analysis import data, prose, tables
held = data.local(area, year)
count = held["contacts"].count
notes = prose.Notes()"""
SHOWN = """agencies = ["Police", "Health", "Education", "Voluntary", "All"]
notes.show(tables.breakdown(count, area, year, "agency", agencies))"""
TOLD = """notes.say("{n} contacts in {n.period}.", n=count.at(year, area, agency="All"))"""
GIVEN_AWAY = """few = count.rows.assign(value=3.0, marker="")
notes.say("{n} in {n.period}.", n=count.with_rows(few).at(year, area, agency="Voluntary"))"""
RAW = """import pandas
from mscp_analysis import areas, rates
path = areas.partnership_of(area) / year / "contacts.csv"
raw = pandas.read_csv(path, dtype={"marker": str}, keep_default_na=False, na_values={"value": [""]})
"""
READ_RAW = {
    "count": """raw = raw.assign(area_code=area).drop(columns="measure")
notes.say("{n} in {n.period}.", n=count.with_rows(raw).at(year, area, agency="Voluntary"))""",
    "rate": """raw = raw.assign(area_code=area).drop(columns="measure")
population = data.load("child_protection_plans").population
rate = rates.rate(count.with_rows(raw), population)
notes.say("{n} in {n.period}.", n=rate.at(year, area, agency="Voluntary"))""",
    "attribute": """from IPython.display import HTML
HTML(f'<p title="{raw.set_index("agency").value["Voluntary"]}">Few.</p>')""",
    "metadata": """from IPython.display import display
few = {"few": str(raw.set_index("agency").value["Voluntary"])}
display({"text/html": "<p>Few.</p>"}, metadata=few, raw=True)""",
    "file": """raw.to_csv("contacts.txt")
raw.to_json(str(raw.set_index("agency").value["Voluntary"]) + ".json")""",
}


def write_table(folder: Path, name: str, column: str, given: dict[str, int], **rule) -> None:
    with (folder / f"{name}.csv").open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["period", column, "measure", "value", "marker"])
        out.writerows([folder.name, label, "count", count, ""] for label, count in given.items())
    about = ABOUT | {"name": name, "disclosure": {"settings": "partnership", **rule}}
    (folder / f"{name}.resource.yaml").write_text(yaml.safe_dump(about))


@pytest.fixture
def held(tmp_path, monkeypatch) -> Path:
    """A copy of the data in which the partnership keeps two made-up tables."""
    folder = tmp_path / "data"
    shutil.copytree(areas.data_folder() / "partnerships" / "medway", folder / "partnerships/medway")
    for name in ("published", "rules"):
        (folder / name).symlink_to(areas.data_folder() / name, target_is_directory=True)
    monkeypatch.setenv("MSCP_DATA", str(folder))
    year = folder / "partnerships" / "medway" / "2023-24"
    write_table(year, "contacts", "agency", AGENCIES, sums={"agency": "All"})
    write_table(year, "by_age", "age", AGES, sums={"age": "All"}, counts="contacts")
    return year


def chapter(folder: Path, *cells: str) -> Path:
    given = 'year = "2023-24"\narea = "E06000035"\nknown_at = None'
    code = [nbformat.v4.new_code_cell(source) for source in (given, LOADED, *cells, "notes")]
    code[0].metadata["tags"], code[1].metadata["tags"] = ["parameters"], ["setup"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Contacts"), *code])
    nbformat.write(notebook, folder / "01_contacts.ipynb")
    return folder / "01_contacts.ipynb"


def report(tmp_path: Path, *cells: str) -> Path:
    request = parameters.request(year="2023-24", partnership="medway")
    return build(request, tmp_path / "report", [chapter(tmp_path, *cells)])


def test_small_counts_and_what_gives_them_back_are_withheld_jointly(held):
    found = data.local("Medway", "2023-24")
    shown = found["contacts"].count
    assert shown.at("2023-24", "Medway", agency="Voluntary").marker == "c"
    # With one cell withheld the total would give it back, so a second is withheld with it.
    hidden = [a for a in AGENCIES if shown.at("2023-24", "Medway", agency=a).marker == "c"]
    assert len(hidden) == 2
    assert shown.at("2023-24", "Medway", agency="All").shown == "86"
    ages = found["by_age"].count
    assert sum(ages.at("2023-24", "Medway", age=age).marker == "c" for age in AGES) == 2


def test_a_report_withholds_them_on_every_surface(held, tmp_path):
    page = report(tmp_path, SHOWN, TOLD)
    text = page.read_text()
    assert "[c]" in text
    assert ">86</data>" in text
    rows = list(csv.DictReader(page.with_name("ledger.csv").read_text().splitlines()))
    small = [row for row in rows if "Voluntary" in row["breakdown"]]
    assert small
    assert all(row["value"] == "" and row["marker"] == "c" for row in small)
    kept = (page.parent / "notebooks" / "01_contacts.ipynb").read_text()
    assert '"value": 3.0' not in kept
    record = json.loads(page.with_name("build.json").read_text())["disclosure"]
    assert record["rule"]["threshold"] == 5
    assert (record["primary"], record["secondary"] >= 2) == (2, True)


def test_a_report_that_gives_a_count_back_is_refused_and_the_old_one_stays(held, tmp_path):
    page = report(tmp_path, SHOWN)
    before = page.read_bytes()
    with pytest.raises(ValueError, match=r"gives back contacts.count: .*agency Voluntary"):
        report(tmp_path, SHOWN, GIVEN_AWAY)
    assert page.read_bytes() == before


def test_a_chapter_that_reads_the_file_of_counts_finds_only_what_may_be_told(held, tmp_path):
    """It tries every surface in turn."""
    shown = 'assert count.at(year, area, agency="Voluntary").marker == "c"'
    read = RAW + '\nassert raw.set_index("agency").value[["Education", "Voluntary"]].isna().all()'
    tried = [cell for surface in READ_RAW.values() for cell in (read, surface)]
    page = report(tmp_path, SHOWN, shown, *tried)
    table = "01-contacts-medway-2023-24.csv"
    assert sorted(path.name for path in page.parent.rglob("*") if path.is_file()) == [
        *[table, f"{table}-metadata.json", "01_contacts.ipynb", "build.json", "index.html"],
        *["ledger.csv", "tables.ods", "tables.xlsx"],
    ]
    assert "3.0" not in page.read_text()
    assert "3.0" not in (page.parent / "data" / table).read_text()
    for name in ("tables.ods", "tables.xlsx"):
        rows = CalamineWorkbook.from_path(page.parent / name).get_sheet_by_name("Table_1")
        told = {row[0]: row[1] for row in rows.to_python()}
        assert (told["Voluntary"], told["All"]) == ("[c]", 86)


def unpacked(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as parts:
        return [parts.read(name) for name in parts.namelist()]


def test_no_hash_of_a_file_of_counts_is_told_since_it_would_confirm_a_guess(held, tmp_path):
    page = report(tmp_path, SHOWN)
    private = [path for path in held.iterdir() if path.stem.split(".")[0] in {"contacts", "by_age"}]
    assert len(private) == 4
    told = b"".join(
        part
        for path in page.parent.rglob("*")
        if path.is_file()
        for part in (unpacked(path) if zipfile.is_zipfile(path) else [path.read_bytes()])
    )
    for path in private:
        for method in ("md5", "sha1", "sha256", "sha512"):
            assert hashlib.new(method, path.read_bytes()).hexdigest().encode() not in told
    inputs = json.loads(page.with_name("build.json").read_text())["inputs"]
    assert "data/partnerships/medway/2023-24/contacts.csv" in inputs


def test_the_folder_that_chapters_read_holds_no_count_that_is_withheld(held, tmp_path):
    (held / "notes.csv").write_text("Voluntary,3\n")
    folder = tmp_path / "protected"
    data.write_protected("Medway", folder)
    kept = folder / "partnerships" / "medway" / "2023-24"
    assert "Voluntary,count,,c" in (kept / "contacts.csv").read_text()
    assert "Education,count,,c" in (kept / "contacts.csv").read_text()
    assert "Police,count,40," in (kept / "contacts.csv").read_text()
    assert not (kept / "notes.csv").exists()
    assert (kept / "statements.csv").read_bytes() == ((held / "statements.csv").read_bytes())


def test_counts_protected_before_are_given_as_they_are(held, tmp_path, monkeypatch):
    first = data.local("Medway", "2023-24")
    data.write_protected("Medway", tmp_path / "protected")
    monkeypatch.setenv("MSCP_DATA", str(tmp_path / "protected"))
    again = data.local("Medway", "2023-24")
    assert again.decision.keys == first.decision.keys
    assert dict(again.sums) == dict(first.sums)
    columns = ["period", "value", "marker"]
    for name, measures in first.items():
        for before, after in zip(measures.values(), again[name].values(), strict=True):
            assert after.name == before.name
            pd.testing.assert_frame_equal(after.rows[columns], before.rows[columns])


def test_what_last_years_report_published_is_taken_into_account(held):
    earlier = held.parent / "2022-23"
    earlier.mkdir(exist_ok=True)
    write_table(earlier, "contacts", "agency", AGENCIES, sums={"agency": "All"})
    assert data.local("Medway", "2023-24").decision.exposed.empty


NOW = {"Police": 44, "Health": 35, "Education": 20, "Voluntary": 11, "All": 110}


def both_years(held: Path, earlier: dict[str, int]) -> None:
    """Last year's report of the agencies, and a table of this year that gives both years."""
    before = held.parent / "2022-23"
    before.mkdir(exist_ok=True)
    write_table(before, "contacts", "agency", AGENCIES, sums={"agency": "All"})
    (held / "by_age.csv").unlink()
    (held / "by_age.resource.yaml").unlink()
    write_table(held, "contacts", "agency", NOW, sums={"agency": "All"})
    with (held / "contacts.csv").open("a", newline="") as file:
        csv.writer(file).writerows(["2022-23", a, "count", n, ""] for a, n in earlier.items())


def test_what_last_year_withheld_stays_withheld(held):
    both_years(held, AGENCIES)
    last = data.local("Medway", "2022-23")["contacts"].count
    hidden = {a for a in AGENCIES if last.at("2022-23", "Medway", agency=a).marker == "c"}
    assert hidden == {"Education", "Voluntary"}
    count = data.local("Medway", "2023-24")["contacts"].count
    assert all(count.at("2022-23", "Medway", agency=a).marker == "c" for a in hidden)
    assert count.at("2022-23", "Medway", agency="Police").shown == "40"
    assert all(count.at("2023-24", "Medway", agency=a).marker == "" for a in NOW)


def test_what_earlier_reports_withheld_is_held_against_new_sums(held):
    both_years(held, {})
    about = yaml.safe_load((held / "contacts.resource.yaml").read_text())
    with (held / "contacts.csv").open("a", newline="") as file:
        csv.writer(file).writerow(["2022-23", "Without education", "count", 74, ""])
    about["disclosure"]["sums"] = {
        "agency": {"All": ["Without education", "Education"],
                   "Without education": ["Police", "Health", "Voluntary"]}
    }  # fmt: skip
    (held / "contacts.resource.yaml").write_text(yaml.safe_dump(about))
    with (held / "contacts.csv").open("a", newline="") as file:
        csv.writer(file).writerow(["2023-24", "Without education", "count", 90, ""])
    count = data.local("Medway", "2023-24")["contacts"].count
    assert count.at("2022-23", "Medway", agency="Without education").marker == "c"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"disclosure": None}, "key disclosure: expected the settings that protect the table"),
        ({"measures": {}}, "the measure 'count' of contacts.csv is not described"),
        ({"disclosure": {"settings": "nobody"}}, "nobody"),
    ],
)
def test_a_table_that_says_no_rule_is_refused(held, change, said):
    path = held / "contacts.resource.yaml"
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text()) | change))
    with pytest.raises((ValueError, LookupError), match=said):
        data.local("Medway", "2023-24")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"sum": {"agency": "All"}}, "contacts.resource.yaml, key disclosure: 'sum' is none of"),
        ({"sums": {"agency": "Total"}}, "'All' is the sum of all the others"),
        ({}, r"column 'agency': 'All' is the sum of all the others .* sums: \{agency: All\}"),
    ],
)
def test_sums_that_are_not_declared_as_they_are_are_refused(held, rule, said):
    write_table(held, "contacts", "agency", AGENCIES, **rule)
    with pytest.raises(ValueError, match=said):
        data.local("Medway", "2023-24")


def test_a_declared_total_that_is_printed_nowhere_is_refused(held):
    (held / "by_age.resource.yaml").unlink()
    parts = {agency: n for agency, n in AGENCIES.items() if agency != "All"}
    write_table(held, "contacts", "agency", parts, sums={"agency": "All"})
    with pytest.raises(ValueError, match="'All' is the total of the column 'agency', but no row"):
        data.local("Medway", "2023-24")


def test_a_sum_by_chance_is_said_to_be_one(held):
    write_table(held, "agreed", "answer", {"Yes": 20, "No": 20}, sums={"answer": None})
    assert data.local("Medway", "2023-24")["agreed"].count.at("2023-24", "Medway", answer="Yes")


def test_a_total_may_stand_in_another_table_of_the_same_counts(held):
    parts = {agency: n for agency, n in AGENCIES.items() if agency != "All"}
    write_table(held, "contacts", "agency", parts, sums={"agency": "All"})
    count = data.local("Medway", "2023-24")["contacts"].count
    assert sum(count.at("2023-24", "Medway", agency=a).marker == "c" for a in parts) == 2


def test_two_tables_of_one_total_say_whether_they_count_the_same(held):
    write_table(held, "by_age", "age", AGES, sums={"age": "All"})
    with pytest.raises(ValueError, match=r"same total in 2023-24: say .*counts: NAME"):
        data.local("Medway", "2023-24")
    write_table(held, "by_age", "age", AGES, sums={"age": "All"}, counts="children")
    write_table(held, "contacts", "agency", AGENCIES, sums={"agency": "All"}, counts="contacts")
    assert len(data.local("Medway", "2023-24")) == 2


def test_what_is_left_of_a_whole_is_protected(held):
    whole, part = {"Police": 40, "Health": 31, "All": 71}, {"Police": 38, "Health": 20, "All": 58}
    for path in held.glob("by_age*"):
        path.unlink()
    write_table(held, "contacts", "agency", whole, sums={"agency": "All"})
    rule = {"sums": {"agency": "All"}, "part_of": "contacts.count"}
    write_table(held, "referred", "agency", part, **rule)
    found = data.local("Medway", "2023-24")
    police = [found[t].count.at("2023-24", "Medway", agency="Police") for t in found]
    assert "c" in {fact.marker for fact in police}
    write_table(held, "referred", "agency", part, **(rule | {"part_of": "contact"}))
    with pytest.raises(ValueError, match="part_of names 'contact', which is no measure"):
        data.local("Medway", "2023-24")


@pytest.mark.parametrize("unit", ["%", "per 10,000 children", "percent"])
def test_percentages_and_rates_among_the_counts_are_refused(held, unit):
    path = held / "contacts.resource.yaml"
    about = yaml.safe_load(path.read_text())
    about["measures"]["count"]["unit"] = unit
    path.write_text(yaml.safe_dump(about))
    with pytest.raises(ValueError, match="keep the counts alone"):
        data.local("Medway", "2023-24")


def test_text_among_counts_is_refused_with_file_row_and_column(held):
    path = held / "contacts.csv"
    path.write_text(path.read_text().replace(",31,", ",thirty,"))
    with pytest.raises(ValueError, match=r"contacts.csv, row 3, column 'value'.*'thirty'"):
        data.local("Medway", "2023-24")


def test_totals_that_do_not_add_up_are_refused(held):
    path = held / "contacts.csv"
    path.write_text(path.read_text().replace(",86,", ",87,"))
    with pytest.raises(ValueError, match="contacts"):
        data.local("Medway", "2023-24")


def test_a_partnership_without_tables_of_its_own_has_none():
    assert data.local("Medway", "2023-24") is None
    assert data.local("Kent", "2023-24") is None


def test_every_table_that_a_partnership_keeps_says_how_it_is_protected():
    kept = sorted((areas.data_folder() / "partnerships").glob("*/*/*.csv"))
    assert kept
    described = schemas.descriptions()
    for path in kept:
        if path.stem in described:
            about = described[path.stem]
            assert not about.of_children or "settings" in about.disclosure, path.name
            continue
        about = yaml.safe_load(path.with_suffix(".resource.yaml").read_text("utf-8"))
        assert {"settings", "published"} & set(about["disclosure"]), path.name


def test_the_real_chapter_builds_beside_local_tables(held, tmp_path):
    request = parameters.request(year="2023-24", partnership="medway")
    (real,) = (path for path in chapters.find() if path.name.startswith("01_"))
    page = build(request, tmp_path / "report", [real, chapter(tmp_path, SHOWN)])
    assert "[c]" in page.read_text()
    assert "<svg" in page.read_text()
