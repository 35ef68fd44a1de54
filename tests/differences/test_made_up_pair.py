"""What the page tells of two made-up reports, in each of which something else is not the same."""

from __future__ import annotations

import csv
import json
import re

import nbformat
import pytest

from mscp_analysis import disclosure, prose
from mscp_analysis.disclosure import Settings
from mscp_analysis.periods import ReportingYear
from mscp_analysis.report.differences import built
from mscp_analysis.tables.table import Table
from tests.differences.conftest import OWN, PLANS, REGISTER, chapter, fact

YEAR = ReportingYear.parse("2022-23")
TRAINING = "data/partnerships/medway/2022-23/training.csv"
LATER = type(PLANS)("Department for Education", "Children in need", "cin-2024", "2024-10")


def said(words: str, otherwise: str = "", **facts):
    told = [f"In {{year}} {each}" for each in (words, otherwise) if each]
    return prose.Notes().say(*told, year=YEAR, **facts)


def table(caption: str, *rows: tuple[str, object], column: str = "Number") -> Table:
    cells = tuple((heading, (cell,)) for heading, cell in rows)
    return Table(caption=caption, stub="Which", columns=(column,), rows=cells)


def sources(*cited) -> tuple[dict, dict]:
    notes = prose.Notes()
    notes.sources = cited
    return notes._repr_mimebundle_()


def trained(value: float | None, **about):
    about = {"measure": "training.attended", "title": "People trained", "unit": "people"} | about
    return fact(value, REGISTER, **about | {"status": "register"})


def deaths(value: float | None, place: str):
    about = {"measure": "child_deaths.deaths", "title": f"Child deaths: {place}"}
    about |= {"breakdown": (("place", place),), "timing": "year", "unit": "deaths"}
    return fact(value, OWN, **about, status="register")


def plain(html: str) -> str:
    """The words of the page as a reader gets them, without its style."""
    words = re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", words).split())


def test_a_report_beside_itself_says_that_nothing_changed(make, compare):
    told = chapter(said("{n} had a plan.", n=fact(288)), table("Plans", ("2022-23", fact(288))))
    found = compare(make("first", [told]), make("second", [told]))
    assert "Nothing changed." in found.html
    assert found.csv.empty
    assert re.findall(r'<h2 id="(\w+)">', found.html) == ["compared", "short"]


def test_a_corrected_register_is_told_with_the_file_that_is_not_as_before(make, compare):
    old = make("old", [chapter(said("{n} came.", n=trained(41)))], {TRAINING: "a" * 64})
    new = make("new", [chapter(said("{n} came.", n=trained(43)))], {TRAINING: "b" * 64})
    (row,) = compare(old, new).csv.to_dict("records")
    assert (row["old_shown"], row["new_shown"], row["kind"]) == ("41", "43", "Corrected register")
    assert row["reason"] == "partnerships/medway/2022-23/training.csv is not as before."


def test_the_same_data_and_another_number_is_told_to_be_reckoned_otherwise(make, compare):
    same = {TRAINING: "a" * 64}
    old = make("old", [chapter(said("{n} came.", n=trained(41)))], same)
    new = make("new", [chapter(said("{n} came.", n=trained(43)))], same)
    (row,) = compare(old, new).csv.to_dict("records")
    assert row["kind"] == "Reckoned or rounded in another way"
    assert row["reason"].startswith("All data read are the same, byte for byte")


def test_a_reason_that_nothing_recorded_bears_is_not_guessed(make, compare):
    def counted(value):
        return trained(value, measure="coverage.count", title="Parts that are filled")

    inputs = [{TRAINING: letter * 64} for letter in "ab"]
    old = make("old", [chapter(said("{n} stood.", n=counted(41)))], inputs[0])
    new = make("new", [chapter(said("{n} stood.", n=counted(43)))], inputs[1])
    (row,) = compare(old, new).csv.to_dict("records")
    assert row["kind"] == "Why is not recorded"


def test_rounding_alone_is_no_other_number(make, compare):
    def rate(decimals):
        return fact(44.2772, title="Rate", unit="per 10,000 children", decimals=decimals)

    old = make("old", [chapter(said("it was {n}.", n=rate(1)))])
    new = make("new", [chapter(said("it was {n}.", n=rate(0)))])
    (row,) = compare(old, new).csv.to_dict("records")
    assert (row["old_shown"], row["new_shown"]) == ("44.3", "44")
    assert row["reason"] == "The same number, rounded to other decimals."


def rate(value, source, **about):
    about = {"measure": "child_protection_plans.at_31_march_rate", "title": "Rate"} | about
    return fact(value, source, unit="per 10,000 children", decimals=1, **about)


@pytest.mark.parametrize(
    ("counts", "rates", "kind"),
    [
        # 65,000 children and then 64,000; 260 and then 320 plans.
        ((260, 260), (40.0, 40.625), "Another population"),
        ((260, 320), (40.0, 320 / 6.5), "Revised data"),
        ((260, 320), (40.0, 50.0), "Revised data and another population"),
        ((None, None), (40.0, 50.0), "Another population"),
    ],
)
def test_a_rate_says_whether_its_count_or_its_population_moved(make, compare, counts, rates, kind):
    base = [("mid-2021", "cin-2023"), ("mid-2022", "cin-2024")]
    if kind == "Revised data":
        base = [base[0], base[0]]
    folders = []
    for side, source in enumerate((PLANS, LATER)):
        told = [said("{n} had one.", n=fact(counts[side], source))] * (counts[side] is not None)
        over = {"base": base[side][0], "base_release": base[side][1]}
        told.append(said("it was {n}.", n=rate(rates[side], source, **over)))
        folders.append(make(f"side-{side}", [chapter(*told)]))
    rows = compare(*folders).csv.set_index("title")
    assert rows.loc["Rate", "kind"] == kind
    if counts[0] is None:
        assert "Whether its count moved too is not recorded." in rows.loc["Rate", "reason"]


def test_an_earlier_version_without_a_column_is_told_and_no_reason_invented(make, compare):
    folders = []
    for side, (value, source) in enumerate(((40.0, PLANS), (50.0, LATER))):
        told = said("it was {n}.", n=rate(value, source, base="mid-2022", base_release="cin-2024"))
        folders.append(make(f"side-{side}", [chapter(told)]))
    ledger = folders[0] / "ledger.csv"
    rows = list(csv.DictReader(ledger.read_text(encoding="utf-8").splitlines()))
    kept = [name for name in rows[0] if name not in {"base", "base_release", "method"}]
    with ledger.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, kept, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    found = compare(*folders)
    assert "did not record: base, base_release, method." in plain(found.html)
    (row,) = found.csv.to_dict("records")
    assert row["kind"] == "Revised data"
    assert row["reason"].endswith("Which of count and population moved is not recorded.")


# Withheld counts --------------------------------------------------------------------------------


def test_a_count_that_is_withheld_now_is_nowhere_on_the_page(make, compare):
    old = [
        said("{n} died at home.", n=deaths(3, "Home")),
        table("Deaths", ("Home", deaths(3, "Home"))),
    ]
    new = [
        said("{n} died at home.", "how many died at home is withheld.", n=deaths(None, "Home")),
        table("Deaths", ("Home", deaths(None, "Home"))),
    ]
    for first, second, kind in ((old, new, "Now withheld"), (new, old, "No longer withheld")):
        before, after = make(f"a {kind}", [chapter(*first)]), make(f"b {kind}", [chapter(*second)])
        found = compare(before, after)
        (row,) = found.csv.to_dict("records")
        assert row["kind"] == kind
        assert (row["old_shown"], row["new_shown"]) == ("not shown here", "not shown here")
        assert (row["old_value"], row["new_value"]) == ("", "")
        assert "died at home" not in found.html.replace("how many died at home", "")
        assert not re.search(r">\s*3\s*<|\b3 ", found.html.partition("</style>")[2])
        assert "are not shown here, since they tell a count" in plain(found.html)


def test_a_count_beside_a_withheld_one_is_not_told_from_the_earlier_report(make, compare):
    # 23 in all, of which 20 at the hospital: with the later total the 3 at home would be known.
    old = [table("Deaths", ("Home", deaths(3, "Home")), ("Hospital", deaths(20, "Hospital")))]
    new = [table("Deaths", ("Home", deaths(None, "Home")), ("All", deaths(23, "All")))]
    found = compare(make("old", [chapter(*old)]), make("new", [chapter(*new)]))
    rows = found.csv.set_index("title")
    hospital = rows.loc["Child deaths: Hospital"]
    assert (hospital["old_shown"], hospital["old_value"]) == ("not shown here", "")
    assert rows.loc["Child deaths: All", "new_shown"] == "23"
    assert not re.search(r">\s*20?\s*<", found.html)


def test_where_another_table_gives_a_count_back_no_earlier_count_is_told(
    make, compare, monkeypatch
):
    """The attacker finds what hiding one table leaves open; then all of them are hidden."""
    tried = []

    def attack(folder, settings, **_):
        assert isinstance(settings, Settings)
        with (folder / "earlier.csv").open(encoding="utf-8") as file:
            tried.append([row["title"] for row in csv.DictReader(file)])
        is_open = "Seen" in tried[-1]
        return FOUND if is_open else FOUND.iloc[:0]

    monkeypatch.setattr(disclosure, "attack_files", attack)
    seen = [fact(value, OWN, measure="lado.seen", title="Seen") for value in (9, 12)]
    old = [table("Deaths", ("Home", deaths(3, "Home")), ("Seen", seen[0]))]
    new = [table("Deaths", ("Home", deaths(None, "Home")), ("Seen", seen[1]))]
    found = compare(make("old", [chapter(*old)]), make("new", [chapter(*new)]))
    rows = found.csv.set_index("title")
    assert (rows.loc["Seen", "old_shown"], rows.loc["Seen", "new_shown"]) == (
        "not shown here",
        "12",
    )
    assert tried[0] == ["Seen"]


FOUND = disclosure.attack.__globals__["pd"].DataFrame(
    {"measure": ["child_deaths.deaths"], "labels": [(("place", "Home"),)]}
)


# Words, tables, checks and sources --------------------------------------------------------------


def test_words_that_changed_are_told_one_by_one_and_not_by_colour_alone(make, compare):
    old = make("old", [chapter("Plans fell a little in the year.")])
    new = make("new", [chapter("Plans rose a little in the year.")])
    html = compare(old, new).html
    assert (
        '<li>Plans <del><span class="hidden">taken out: </span>fell<span class="hidden">, end'
        '</span></del> <ins><span class="hidden">added: </span>rose<span class="hidden">, end'
        "</span></ins> a little in the year.</li>"
    ) in html
    assert "1 passage reworded" in html


def test_a_passage_that_moved_is_not_told_as_taken_out_and_added(make, compare):
    words = "Partners met every second month, and each of them sent somebody."
    first, second = chapter(words, title="One"), chapter("Something stands here.", title="Two")
    moved = chapter("Something stands here.", words, title="Two")
    found = compare(make("old", [first, second]), make("new", [chapter(title="One"), moved]))
    assert "1 passage stands below another heading, with no word changed." in found.html
    assert "Partners met" not in found.html
    assert "Nothing changed." in found.html


def test_tables_rows_and_charts_that_came_and_went_are_named(make, compare):
    def drawn(title, *shown):
        svg = nbformat.v4.new_output(
            "display_data",
            data={"image/svg+xml": "<svg/>"},
            metadata={"image/svg+xml": {"title": title, "alt": "It is drawn."}},
        )
        told = chapter(*shown)
        told.cells[-1].outputs.append(svg)
        return told

    kept = table("Plans, 2021-22", ("2021-22", fact(280, period="2021-22")), ("England", "x"))
    kept_now = table("Plans, 2022-23", ("2022-23", fact(288)), ("England", "x"))
    old = make("old", [chapter(kept), drawn("Gone", table("Old figures", ("A", "b")))])
    new = make("new", [chapter(kept_now, table("Audits", ("A", "b"))), chapter(title="Later")])
    words = plain(compare(old, new).html)
    assert "Tables added Audits Plans: How many" in words
    assert "Tables taken out Old figures" in words
    assert "Charts taken out Old figures" in words
    assert "Plans, 2022-23 Plans: How many Added: 2022-23 Taken out: 2021-22" in words


def test_a_check_that_fails_now_stands_above_one_that_passes_now(make, compare):
    def checked(differs, holds, state):
        held = table("What this report holds of it", ("Voice", state), column="How it stands")
        found = [table("Statements that differ", *((each, "12") for each in differs))]
        found += [table("Statements that hold", *((each, "12") for each in holds))]
        return chapter(*found, held, title="How this report was checked")

    old = make("old", [checked(["Sites"], ["Plans", "Votes"], "missing")])
    new = make("new", [checked(["Plans"], ["Sites", "Votes"], "met")])
    words = plain(compare(old, new).html)
    told = words[words.index("Checks Fails now") :].partition(" Tables and charts")[0]
    assert told == (
        "Checks Fails now Plans: differs from the data; before: holds. Passes now "
        "Sites: holds; before: differs from the data. Voice: met; before: missing."
    )


def test_the_tables_of_checks_are_called_so_in_the_chapter_itself():
    from mscp_analysis.report import chapters
    from mscp_analysis.report.differences import lists

    (file,) = (path for path in chapters.find() if path.name.startswith("09_"))
    text = "".join(cell.source for cell in nbformat.read(file, 4).cells)
    assert all(f'"{caption}"' in text for caption in [*lists.STATEMENTS, lists.ELEMENTS])


def test_sources_replaced_and_added_are_told(make, compare):
    old = make("old", [chapter(sources(PLANS))])
    new = make("new", [chapter(sources(LATER, REGISTER))])
    words = plain(compare(old, new).html)
    assert (
        "Replaced by another edition Department for Education, Children in need (October 2024); "
        "before: Department for Education, Children in need (October 2023)"
    ) in words
    assert "Added Medway SCP, Register of training (1 July 2023)" in words


# What is compared with what ---------------------------------------------------------------------


def test_figures_are_matched_by_what_they_are_and_not_by_where_they_stand(make, compare):
    here, there = fact(288), fact(50780, area="England", area_code="E92000001")
    old = chapter(said("{a} and {b}.", a=here, b=there), title="One")
    new = chapter(said("{b}, of which {a}.", a=here, b=there), title="Another")
    found = compare(make("old", [old]), make("new", [new]))
    assert found.csv.empty


def test_a_figure_with_another_title_is_the_same_figure(make, compare):
    old = make("old", [chapter(said("{n} came.", n=trained(41)))], {TRAINING: "a" * 64})
    again = trained(43, title="People who were trained")
    new = make("new", [chapter(said("{n} came.", n=again))], {TRAINING: "b" * 64})
    (row,) = compare(old, new).csv.to_dict("records")
    assert (row["old_shown"], row["new_shown"], row["kind"]) == ("41", "43", "Corrected register")


def test_last_years_report_beside_this_years(make, compare):
    last, now = fact(280, period="2021-22"), fact(288, LATER)
    revised = fact(281, LATER, period="2021-22")
    old = make("old", [chapter(said("{n} had one.", n=last))], year="2021-22", status="Published")
    new = make("new", [chapter(said("{n} had one, and {b} before.", n=now, b=revised))])
    found = compare(old, new)
    kinds = found.csv.set_index("period")
    assert kinds.loc["2021-22", "kind"] == "Revised data"
    assert kinds.loc["2022-23", "reason"] == (
        "It is of 2022-23, after the year of the earlier report."
    )
    assert "Year 2021-22 2022-23" in plain(found.html)
    assert "Status Published Draft" in plain(found.html)


def test_a_figure_told_from_an_earlier_release_is_not_said_to_be_revised(make, compare):
    old = make("old", [chapter(said("{n} had one.", n=fact(290, LATER)))])
    new = make("new", [chapter(said("{n} had one.", n=fact(288, PLANS)))])
    (row,) = compare(old, new).csv.to_dict("records")
    assert row["kind"] == "Told from an earlier release"
    assert row["reason"] == (
        "Told as it was published in October 2023; before as published in October 2024."
    )


def test_html_in_a_datum_appears_as_text(make, compare):
    script = "<script>alert(1)</script>"
    about = {"title": f"Plans {script}", "breakdown": (("need", "=1+1"),)}
    old = make("old", [chapter(table(f"T {script}", (f"A {script}", fact(1, **about))))])
    new = make("new", [chapter(f"`{script}` stands here.", table("U", ("B", fact(2, **about))))])
    found = compare(old, new)
    assert "<script" not in found.html
    assert "Plans &lt;script&gt;" in found.html
    assert "&lt;script&gt;alert" in found.html


def test_two_areas_are_not_compared(make, compare):
    old = make("old", [chapter("Words.")])
    new = make("new", [chapter("Words.")], area="E10000016")
    with pytest.raises(ValueError, match=r"of Medway and of Kent: name two of one area\.$"):
        compare(old, new)


@pytest.mark.parametrize("name", ["build.json", "ledger.csv", "notebooks"])
def test_a_folder_that_is_no_report_is_refused_in_a_sentence(make, tmp_path, name):
    folder = make("report", [chapter("Words.")])
    (folder / name).rename(tmp_path / "elsewhere")
    with pytest.raises(ValueError, match=rf"holds no report, since there is no {name} in it: name"):
        built.read(folder)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"parameters": {}, "inputs": {}}'])
def test_a_record_that_is_none_is_refused_in_a_sentence(make, text):
    folder = make("report", [chapter("Words.")])
    (folder / "build.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"cannot be read as those of a report \(.*\): build"):
        built.read(folder)


def test_what_was_there_stays_where_the_page_cannot_be_written(
    make, compare, tmp_path, monkeypatch
):
    old, new = make("old", [chapter("One word.")]), make("new", [chapter("Two words.")])
    page = compare(old, new).page
    before = page.read_bytes()
    monkeypatch.setattr("mscp_analysis.report.differences.page.render", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        compare(old, new)
    assert page.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if ".new-" in path.name]
    assert json.loads((old / "build.json").read_text())
