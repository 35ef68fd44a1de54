"""``mscp diff`` as someone at a terminal meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscp_analysis import cli
from mscp_analysis.report.differences import addresses, page
from mscp_analysis.tables.table import Table
from tests.differences.conftest import chapter, fact


def test_two_folders_are_compared_and_the_page_is_named(make, tmp_path, monkeypatch, capsys):
    old, new = (
        make("old", [chapter("There is one word in this place.")]),
        make("new", [chapter("There is another word in this place.")]),
    )
    monkeypatch.chdir(tmp_path)
    assert cli.main(["diff", str(old), str(new)]) == 0
    said = capsys.readouterr().out.strip()
    assert said == "reports/medway/2022-23-differences.html"
    html = Path(said).read_text(encoding="utf-8")
    assert '<a href="2022-23-differences.csv">' in html
    assert Path(said).with_suffix(".csv").is_file()


def test_a_report_that_is_asked_for_is_built_and_removed_again(make, tmp_path, monkeypatch):
    held, seen = make("held", [chapter("There is one word in this place.")]), []

    def build(asked, out):
        seen.append((asked.place.as_posix(), out))
        held.rename(out)

    monkeypatch.setattr(addresses, "build", build)
    other = make("other", [chapter("There is another word in this place.")])
    out = tmp_path / "page.html"
    assert cli.main(["diff", "2022-23@2023-10-31", str(other), "--out", str(out)]) == 0
    ((place, folder),) = seen
    assert place == "medway/2022-23-known-at-2023-10-31"
    assert not folder.exists()
    assert "1 passage reworded" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        ("nowhere", "2022-23", "'nowhere' is neither a folder nor a report that can be built"),
        ("2022-23", "2022-23@autumn", "'autumn' is not a date"),
        ("2022-23", "medwya/2022-23", "There is no area 'medwya'"),
        ("2022-23", "1922-23", "There are no figures of 1922-23"),
        ("2022-23", ".", "holds no report, since there is no build.json in it"),
    ],
)
def test_what_cannot_be_compared_is_said_before_anything_is_built(
    earlier, later, said, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(addresses, "build", lambda *_: pytest.fail("something was built"))
    assert cli.main(["diff", earlier, later]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


def test_a_page_of_another_kind_is_refused_at_once(capsys):
    assert cli.main(["diff", "2022-23", "2022-23", "--out", "page.pdf"]) == 1
    assert "page.pdf: name a page whose name ends in .html." in capsys.readouterr().err


def test_of_a_long_list_the_page_has_the_first_and_the_file_all(make, compare, monkeypatch):
    monkeypatch.setattr(page, "MOST", 15)
    figures = [fact(float(n), title=f"Plans of {n}") for n in range(40)]
    table = Table(
        caption="Plans",
        stub="Which",
        columns=("Number",),
        rows=tuple((each.title, (each,)) for each in figures),
    )
    found = compare(make("old", [chapter("Words.")]), make("new", [chapter("Words.", table)]))
    assert found.html.count('<tr id="number-') == 15
    assert "<p>25 more are in <a href=" in found.html
    assert len(found.csv) == 40
    assert "<details><summary>Figures (40)</summary>" in found.html
