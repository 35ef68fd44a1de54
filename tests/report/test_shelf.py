"""The list of all reports: complete, in four orders, whole at any moment, and never in the way."""

from __future__ import annotations

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mscp_analysis import markup
from mscp_analysis.cli import index, main
from mscp_analysis.periods import ReportingYear
from mscp_analysis.report import shelf
from mscp_analysis.report.files import pdf
from mscp_analysis.report.pages import young_people
from mscp_analysis.report.pages.reading import read_back
from mscp_analysis.report.shelf import writing

PAGES = [order.file for order in shelf.ORDERS]
FORMS = ("PDF", "Excel", "Young people's page")
BESIDE = (pdf.NAME, "tables.xlsx", young_people.NAME)


def put(root: Path, place: str, area: str, **said) -> Path:
    """A report as far as a list looks at it: its record, its page and the files beside it."""
    folder = root / place
    folder.mkdir(parents=True)
    year = place.split("/")[-1][:7]
    record = {
        "parameters": {"year": year, "area": "E06000035", "known_at": None},
        **{"name": f"{area} Partnership", "area": area, "made_up": False, "stage": "draft"},
        **{"known_at": "2024-11-30", "published": None, "open_comments": 0},
        **{"packages": {}, "inputs": {}, "outputs": {}},
    }
    (folder / "build.json").write_text(json.dumps(record | said), encoding="utf-8")
    for name in ("index.html", *BESIDE):
        (folder / name).write_text("of the report")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Four reports of three areas, of which one is not printed, one as known at an earlier day."""
    root = tmp_path / "reports"
    out = {"stage": "published", "published": "2023-06-07", "known_at": "2023-05-01"}
    put(root, "medway/2022-23", "Medway", **out)
    put(root, "medway/2023-24", "Medway", open_comments=3, known_at="2025-10-31")
    then = {"year": "2023-24", "area": "E10000016", "known_at": "2024-12-01"}
    put(root, "kent/2023-24-known-at-2024-12-01", "Kent", parameters=then, known_at="2024-12-01",
        stage="for scrutiny")  # fmt: skip
    made_up = put(root, "exampleshire/2024-25", "Exampleshire", made_up=True, known_at=None)
    (made_up / "annual-report.pdf").unlink()
    return root


def rows(page: Path) -> list[list[str]]:
    """The words of each row of a list's table."""
    table = page.read_text("utf-8").split("<tbody>", 1)[1].split("</table>")[0]
    found = re.findall(r'<tr><th scope="row">(.*?)</tr>', table, re.S)
    cells = [re.split(r"</t[hd]>", row)[:-1] for row in found]
    return [[" ".join(markup.plain(cell).split()) for cell in row] for row in cells]


def forms(whose: str) -> str:
    """The words of the links to what lies beside a report, as they are read out."""
    return " ".join(f"{kind} of {whose}" for kind in FORMS)


def test_each_report_stands_with_its_year_status_date_comments_and_files(root):
    shelf.write(root)
    assert rows(root / "index.html") == [
        ["Exampleshire, 2024-25 made up", "2024-25", "Draft", "no figures", "0",
         forms("Exampleshire, 2024-25").removeprefix("PDF of Exampleshire, 2024-25 ")],
        ["Kent, 2023-24", "2023-24", "For scrutiny", "1 December 2024, as known then", "0",
         forms("Kent, 2023-24")],
        ["Medway, 2023-24", "2023-24", "Draft", "31 October 2025", "3",
         forms("Medway, 2023-24")],
        ["Medway, 2022-23", "2022-23", "Published on 7 June 2023", "1 May 2023", "0",
         forms("Medway, 2022-23")],
    ]  # fmt: skip
    html = (root / "index.html").read_text("utf-8")
    said = "4 reports of 3 areas: 2 drafts, 1 for scrutiny, 1 published. What is marked as made up"
    assert said in " ".join(markup.plain(html).split())


@pytest.mark.parametrize(
    ("file", "order", "sorted_by"),
    [
        ("index.html", ["E 24", "K 23", "M 23", "M 22"], ("ascending", "Area")),
        ("index-by-year.html", ["E 24", "K 23", "M 23", "M 22"], ("descending", "Year")),
        ("index-by-status.html", ["E 24", "M 23", "K 23", "M 22"], ("ascending", "Status")),
        ("index-by-date.html", ["M 23", "K 23", "M 22", "E 24"],
         ("descending", "Figures as known at")),
    ],
)  # fmt: skip
def test_each_order_has_its_page_and_says_so(root, file, order, sorted_by):
    shelf.write(root)
    assert [f"{area[0]} {year[2:4]}" for area, year, *_ in rows(root / file)] == order
    html = (root / file).read_text("utf-8")
    assert re.findall(r'aria-sort="(\w+)">(.*?)<', html) == [sorted_by]
    assert re.findall(r'<a href="([^"]*)" aria-current="page">', html) == [file]


@pytest.mark.parametrize("file", PAGES)
def test_a_list_is_one_file_whose_links_lead_somewhere(root, file):
    shelf.write(root)
    seen = read_back((root / file).read_text("utf-8"))
    assert (seen.scripts, seen.loaded, seen.links, seen.broken_links) == (0, [], [], [])
    assert (seen.mains, seen.language, seen.without_alternative) == (1, "en-GB", [])
    assert {*PAGES, "kent/2023-24-known-at-2024-12-01/tables.xlsx"} <= {*seen.files}
    assert [name for name in seen.files if not (root / name).is_file()] == []


def test_a_long_list_has_parts_to_go_to(tmp_path):
    for number in range(31):
        area = ["Ashford", "Bexley", "Camden"][number % 3]
        put(tmp_path, f"{area.lower()}-{number:02d}/2023-24", area)
    seen = read_back(shelf.write(tmp_path).read_text("utf-8"))
    assert seen.broken_links == []
    html = (tmp_path / "index.html").read_text("utf-8")
    assert re.findall(r'<a href="#part-\d">(.)</a>', html) == ["A", "B", "C"]
    assert re.findall(r'<h2 id="part-\d">(.)</h2>', html) == ["A", "B", "C"]
    shutil.rmtree(tmp_path / "ashford-00")
    shelf.write(tmp_path)
    assert "part-" not in (tmp_path / "index.html").read_text("utf-8"), "thirty fit on a page"


def test_what_is_broken_is_named_and_the_rest_is_listed(root):
    (root / "medway" / "2023-24" / "build.json").write_text('{"parameters": {"year"')
    (root / "kent" / "2023-24-known-at-2024-12-01" / "index.html").unlink()
    (root / "bexley" / "2023-24").mkdir(parents=True)
    (root / "bexley" / "2023-24" / "ledger.csv").write_text("left by a build that was killed")
    put(root, "barnet/2023-24", "Barnet", stage="<b>done</b>")
    put(root, "bolton/2023-24", "Bolton", open_comments=None)
    put(root, "bury/2023-24", "Bury", known_at="in autumn")
    put(root, "brent/.2023-24.new-x1", "Brent")
    shelf.write(root)
    html = (root / "index.html").read_text("utf-8")
    assert [row[0] for row in rows(root / "index.html")] == [
        "Exampleshire, 2024-25 made up",
        "Medway, 2022-23",
    ]
    told = [" ".join(markup.plain(each).split()) for each in re.findall(r"<li>(.*?)</li>", html)]
    assert told[-6:] == [
        "barnet/2023-24: its build.json says the unknown status '<b>done</b>'.",
        "bexley/2023-24: it has no build.json, so its build did not end or was taken apart.",
        "bolton/2023-24: its build.json does not say 'open_comments' as builds do now: build it "
        "again.",
        "bury/2023-24: its build.json says no day as 'known_at': 'in autumn'.",
        "kent/2023-24-known-at-2024-12-01: it has no page.",
        "medway/2023-24: its build.json cannot be read.",
    ]
    assert "<b>done" not in html
    assert "Brent" not in html


def test_the_same_reports_give_the_same_bytes_and_nothing_is_left_over(root):
    shelf.write(root)
    first = {name: (root / name).read_bytes() for name in PAGES}
    shelf.write(root)
    assert {name: (root / name).read_bytes() for name in PAGES} == first
    assert sorted(path.name for path in root.iterdir() if path.is_file()) == sorted(PAGES)
    assert b"\r" not in first["index.html"]


def test_builds_that_end_at_the_same_time_are_all_listed(tmp_path):
    def end(number: int) -> None:
        put(tmp_path, f"area-{number}/2023-24", f"Area {number}")
        shelf.write(tmp_path)

    with ThreadPoolExecutor(8) as builds:
        [*builds.map(end, range(16))]
    listed = [row[0] for row in rows(tmp_path / "index.html")]
    assert sorted(listed) == sorted(f"Area {number}, 2023-24" for number in range(16))


def test_a_report_that_comes_while_the_list_is_written_is_in_it(root, monkeypatch):
    def slow(folder: Path):
        found = shelf.read(folder)
        if not (root / "bexley").exists():
            put(root, "bexley/2023-24", "Bexley")
        return found

    monkeypatch.setattr(writing, "read", slow)
    shelf.write(root)
    assert next(row[0] for row in rows(root / "index.html")) == "Bexley, 2023-24"


def test_1500_reports_fit_in_a_page_of_a_megabyte_and_a_half():
    years = [ReportingYear(2015 + number % 10) for number in range(1530)]
    area = "Bournemouth, Christchurch and Poole"
    many = [
        shelf.Entry(place=f"bournemouth-christchurch-and-poole/{year}", area=area, name=area,
                    year=year, stage="draft", known_at=None, published=None, asked=False,
                    made_up=False, open=12, files=BESIDE) for year in years
    ]  # fmt: skip
    assert len(shelf.page(many, []).encode()) < 1_500_000


# Where a list is kept ---------------------------------------------------------------------------


def test_a_list_is_kept_in_the_standard_place_and_where_there_is_one(root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    elsewhere = put(tmp_path / "desk", "medway/2023-24", "Medway")
    index.keep(elsewhere)
    assert not (tmp_path / "desk" / "index.html").exists(), "nobody asked for a list there"
    index.keep(Path("reports/medway/2023-24"))
    assert len(rows(root / "index.html")) == 4
    shelf.write(tmp_path / "desk")
    put(tmp_path / "desk", "medway/2022-23", "Medway")
    index.keep(tmp_path / "desk" / "medway" / "2022-23")
    assert len(rows(tmp_path / "desk" / "index.html")) == 2


def test_a_page_of_someone_else_is_left_as_it_is(root, tmp_path, monkeypatch, capsys):
    (root / "index.html").write_text("<h1>My page</h1>")
    monkeypatch.chdir(tmp_path)
    index.keep(Path("reports/medway/2023-24"))
    said = capsys.readouterr().err
    assert said.startswith("mscp: The list of all reports is as it was: ")
    assert "is no list of reports that this command wrote: move it away" in said
    assert main(["index", "reports"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert (root / "index.html").read_text() == "<h1>My page</h1>"
    assert not (root / "index-by-year.html").exists()


def test_the_command_writes_it_anew_and_prints_where_it_is(root, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["index"]) == 0
    assert capsys.readouterr().out == f"{Path('reports', 'index.html')}\n"
    shutil.rmtree(root / "kent")
    assert main(["index", str(root)]) == 0
    assert len(rows(root / "index.html")) == 3
    assert main(["index", "nowhere"]) == 1
    assert "There is no folder nowhere" in capsys.readouterr().err


def test_a_build_leaves_all_that_a_list_says(built):
    ((entry,), broken) = shelf.read(built.parents[1])
    assert broken == []
    assert (entry.place, entry.area, entry.year.label) == ("medway/2022-23", "Medway", "2022-23")
    assert (entry.stage, entry.open, entry.made_up, entry.asked) == ("draft", 0, False, False)
    assert entry.files == ("tables.xlsx",), "it was built without its PDF"
    record = json.loads((built / "build.json").read_text("utf-8"))
    on_page = re.search(r"known at</dt><dd>(.*?)</dd>", (built / "index.html").read_text("utf-8"))
    assert on_page is not None
    assert f'datetime="{entry.known_at}"' in on_page[1]
    assert record["name"] == entry.name
