"""The first chapter: what it opens with, for every kind of report, and said nowhere else."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest
import yaml

from mscp_analysis import areas, markup, prose, tables
from mscp_analysis.changes import Change
from mscp_analysis.data import key_figures as key
from mscp_analysis.measures import Measure
from mscp_analysis.report import chapters, ledger, parameters
from mscp_analysis.report.build import build
from mscp_analysis.report.pages.reading import read_back

REPOSITORY = Path(__file__).parents[2]
OWN = REPOSITORY / "data" / "partnerships" / "exampleshire"
FIRST = next(path for path in chapters.find() if path.name.startswith("00_"))


def section(html: str, heading: str) -> str:
    """What stands below a heading of the first chapter, without its markup."""
    found = re.search(rf"<h3[^>]*>{heading}</h3>(.*?)<h[23]", html, re.S)
    assert found, heading
    return markup.plain(found[1])


def rows(year: str, register: str) -> list[dict[str, str]]:
    with (OWN / year / f"{register}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check(page: Path) -> str:
    html = page.read_text(encoding="utf-8")
    with page.with_name("ledger.csv").open(encoding="utf-8", newline="") as file:
        assert ledger.faults(read_back(html), list(csv.DictReader(file))) == []
    return html


def glance(tmp_path: Path, **asked: str) -> str:
    return check(build(parameters.request(**asked), tmp_path / "report", [FIRST]))


def test_exampleshires_report_opens_with_last_years_promises_and_requests(
    tmp_path: Path,
    here: None,
) -> None:
    """The whole report of 2024-25, built after that of 2023-24."""
    asked = parameters.request(year="2024-25", partnership="exampleshire")
    html = check(build(asked, tmp_path / "report"))
    contents = re.search(r"<nav\b.*?</nav>", html, re.S)[0]
    titles = re.findall(r'<a href="#[^"]+">([^<]+)</a>', contents)
    assert titles[:3] == ["At a glance", "In short", "The year in figures"]
    assert html.index(">At a glance</h2>") < html.index(">Children and families in the area</h2>")
    for register, heading in {
        "commitments": "What we said we would do",
        "requests": "What committees asked of the last report",
    }.items():
        said = section(html, heading)
        of_last = [row for row in rows("2023-24", register) if row["raised"] == "2023-24"]
        now = {row["id"]: row for row in rows("2024-25", register)}
        assert len(of_last) == 3
        for row in of_last:
            assert row["id"] in said
            answer = now.get(row["id"], row)
            told = answer.get("evidence") or answer.get("answer") or "no answer on record"
            assert told in said, row["id"]


def test_a_promise_that_vanished_while_open_is_listed(
    tmp_path: Path,
    here: None,
) -> None:
    """The made-up register of 2023-24 has dropped two of 2022-23 that were not done."""
    html = glance(tmp_path, year="2023-24", partnership="exampleshire")
    still = {r["id"] for r in rows("2022-23", "commitments") if r["status"] != "done"}
    lost = still - {row["id"] for row in rows("2023-24", "commitments")}
    assert lost == {"C-2022-2", "C-2022-3"}
    said = section(html, "What we said we would do")
    assert all(name in said for name in lost)
    assert len(re.findall(r"gone from the log(?! of)", said)) == 2


@pytest.mark.parametrize(
    ("area", "year", "heading", "said"),
    [
        ("Medway", "2023-24", "What we said we would do", "this one has none to answer"),
        ("Medway", "2023-24", "What committees asked of the last report", "R-2024-3"),
        ("Medway", "2018-19", "What committees asked of the last report", "none to answer"),
        ("Kent", "2023-24", "What is missing, why, and when it will come", "was handed in"),
        ("City of London", "2023-24", "The year in figures", "withheld to protect confidential"),
        ("Kent", "2024-25", "The year in figures", "not in the releases held"),
    ],
)
def test_it_says_what_there_is_not(
    area: str,
    year: str,
    heading: str,
    said: str,
    tmp_path: Path,
    here: None,
) -> None:
    assert said in section(glance(tmp_path, year=year, area=area), heading)


# The figures --------------------------------------------------------------------------------------


def test_medways_year_in_figures_is_the_published_one() -> None:
    """Counts as the releases of 2024 print them; shares by hand from the counts."""
    found = {each.name: each for each in key.key_figures("Medway", "2023-24", "2024-12-31")}
    plans = found["children on a child protection plan"]
    assert (plans.change.now.value, plans.change.before.value) == (281, 288)
    assert plans.change.direction == "unchanged"
    assert [str(plans.beside.verdict(f)) for f in (plans.beside.england, plans.beside.mean)] == [
        *("similar", "higher"),
    ]
    again = found["referrals that came within a year of an earlier one"]
    assert (again.rate.now.shown, again.rate.before.shown) == ("23.9", "21.1")
    assert (again.rate.direction, again.judged) == ("rose", "worse")
    # More assessments found it, of many more: the number rose and the share fell.
    abuse = found["assessments that found domestic abuse of a parent"]
    assert (abuse.change.now.value, abuse.change.before.value) == (1526, 1263)
    assert (abuse.change.direction, abuse.rate.direction) == ("rose", "fell")
    assert abuse.rate.now.value == pytest.approx(100 * 1526 / 4796)
    need = found["children in need"]
    assert (need.change.direction, need.judged) == ("fell", ""), "no way is known to be better"
    assert "rapid reviews" not in found, "its number is the chapter's to give"


def test_what_is_worse_is_said_first_and_what_cannot_be_told_last() -> None:
    chapter = nbformat.read(FIRST, 4)
    cells = [cell for cell in chapter.cells if "prose.changed" in cell.source]
    lines = cells[0].outputs[0]["data"]["text/plain"].splitlines()
    assert lines[0].endswith("which is worse.")
    assert not any("worse" in line for line in lines[1:])
    assert lines[-1].startswith("There was no clear change")


def test_every_direction_stands_in_words() -> None:
    chapter = nbformat.read(FIRST, 4)
    shown = "".join(str(cell.get("outputs", "")) for cell in chapter.cells)
    assert not set(shown) & set("▲▼↑↓⬆⬇●🔴🟢")


@pytest.mark.parametrize(
    ("polarity", "direction", "judged"),
    [
        ("lower", "rose", "worse"),
        ("lower", "fell", "better"),
        ("higher", "fell", "worse"),
        ("lower", "unchanged", ""),
        (None, "rose", ""),
    ],
)
def test_only_what_has_a_better_way_is_judged(polarity, direction, judged) -> None:
    plans, *_ = key.key_figures("Medway", "2023-24", "2024-12-31")
    moved = Change(**(vars(plans.change) | {"direction": direction}))
    assert key.KeyFigure("plans", moved, polarity=polarity).judged == judged


def test_a_number_and_its_rate_that_go_the_same_way_are_told_as_one_thing() -> None:
    """Rutland's referrals: the number passes its test and the rate, as far up, does not."""
    found = {each.name: each for each in key.key_figures("Rutland", "2023-24", "2025-12-31")}
    referrals = found["referrals to children's social care"]
    assert (referrals.change.direction, referrals.rate.direction) == ("rose", "unchanged")
    assert referrals.decides == "number"
    said = [phrase.plain for phrase in prose.changed([referrals], "2023-24")]
    assert said == [
        "referrals to children's social care: 276 in 2023-24, up 23.2% from 224 in 2022-23 (52 "
        "more); that is 346.2 per 10,000 children, after 278.6 in 2022-23."
    ]
    (_, number), (_, rate) = tables.key_figures([referrals], "Rutland", "2023-24").rows
    assert (number[2], rate[2]) == ("rose", "as the number")
    medway = {each.name: each for each in key.key_figures("Medway", "2023-24", "2024-12-31")}
    neglect = medway["assessments that found neglect"]
    assert neglect.decides == "both", "the number rose and the share fell"


def test_an_entry_that_says_something_unknown_is_refused(tmp_path, monkeypatch) -> None:
    for name in ("published", "partnerships"):
        (tmp_path / name).symlink_to(REPOSITORY / "data" / name, target_is_directory=True)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "key_figures.yaml").write_text("- {name: plans, tabel: x, count: y}\n")
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    with pytest.raises(ValueError, match=r"key_figures\.yaml, the figure 'plans': expected a name"):
        key.key_figures("Medway", "2023-24")


def test_each_key_figure_names_a_table_and_measures_that_there_are() -> None:
    said = yaml.safe_load((REPOSITORY / "data" / "rules" / "key_figures.yaml").read_text("utf-8"))
    given = [each["register"] for each in said if "register" in each]
    found = key.key_figures("Medway", "2023-24", **{name: _none() for name in given})
    assert [each.name for each in found] == [each["name"] for each in said]


def _none() -> Measure:
    plans = key.load("child_protection_plans").at_31_march
    return plans.with_rows(plans.rows[plans.rows["area_code"] == areas.find("Medway").code])


# Said once ----------------------------------------------------------------------------------------


def test_no_two_chapters_repeat_a_passage() -> None:
    """Neither a sentence nor a table with figures or words stands in two committed chapters."""
    told: Counter[str] = Counter()
    for path in chapters.find():
        said = set()
        for cell in nbformat.read(path, 4).cells:
            for output in cell.get("outputs", []):
                kind = output.metadata.get("mscp", {}).get("kind")
                words = str(output.get("data", {}).get("text/plain", "")).strip()
                if kind in ("sentence", "table") and len(words.split()) > 12:
                    said.add(words)
        told.update(said)
    assert [words for words, times in told.items() if times > 1] == []
